"""Parts of commands: groups that build them on demand, help sections, the open database, and shared options."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

from typer import Argument, BadParameter, Context, Option, Typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from azmil import formats
from azmil.errors import AzmilError, Exit, Fault, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from azmil.api.answers import Answers
    from azmil.formats.base import Shape

LONGEST = 86_400  # maximum of --timeout, in seconds
NO_COMMAND = Fault(
    "a command or report does not exist",
    "no such {kind} '{name}'",
    "{instead}",
    Exit.USAGE,
)
INVALID_USAGE = Fault(
    "a command is called with invalid options, arguments or values; the message is Typer's",
    "{reason}",
    "see '{command} --help'",
    Exit.USAGE,
)
OPTION_AFTER_COMMAND = Fault(
    "a global option is given after a command",
    "{option} must come before the command",
    "write 'azmil {option} FILE {command}'",
    Exit.USAGE,
)
OPTION_BEFORE_COMMAND = Fault(
    "an option of a command is given before the command's name",
    "{option} must come after the command",
    "write '{command} {option} ...'",
    Exit.USAGE,
)
OPTION_TWICE = Fault(
    "an option that takes one value is given twice",
    "{option} is given twice",
    "{instead}",
    Exit.USAGE,
)
USE_LIST = "use it once, with its values separated by commas"
OPTION_AND_OPPOSITE = Fault(
    "an option is given together with its opposite",
    "{option} cannot be used with {opposite}",
    "remove one of them",
    Exit.USAGE,
)

# The sections of a command's help, in order. Each option sets its section as Typer's rich_help_panel.
SECTIONS = ("Arguments", "Parameters", "Filter", "Time", "Shape", "Output", "Options")
ARGUMENTS, PARAMETERS, FILTER, TIME, SHAPE, OUTPUT, OTHER = SECTIONS
WIDEST_OPTION = 30  # columns; the help of a wider one starts on the next line
MARKS = "marks"  # a topic of the help that is not a command


class Command(TyperCommand):
    """A command whose help lists its options in sections."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; raise AzmilError if an option is given twice."""
        _check_once(self, ctx, args)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and options of the help."""
        _write_options(self, ctx, formatter)


class LazyGroup(TyperGroup):
    """A group that builds a command only when it is called, so that others do not slow it down."""

    names: ClassVar[dict[str, str]] = {}  # command -> summary
    kind: ClassVar[str] = "command"  # the word for these names in messages

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the options before the name of a command; raise AzmilError if one is given twice."""
        _check_once(self, ctx, args)
        return super().parse_args(ctx, args)

    def build(self, name: str) -> Any:
        """Return the command with this name."""
        raise NotImplementedError

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, in the order of the help."""
        return list(self.names)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None if it does not exist."""
        if not self.has_command(cmd_name):
            return None
        command = self.build(cmd_name)
        command.short_help = command.short_help or self.summary_of(cmd_name)
        return command

    def summary_of(self, name: str) -> str:
        """Return the summary of a command."""
        return self.names[name]

    def sections(self) -> Mapping[str, list[str]]:
        """Return the names of the commands by section of the help."""
        return {"Commands": self.list_commands(None)}

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options and the commands of the help."""
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands of the help from their summaries, without building them."""
        widest = max(map(len, self.list_commands(ctx)), default=0)
        for title, names in self.sections().items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), self.summary_of(name)) for name in names])

    def has_command(self, name: str) -> bool:
        """Return whether a command exists."""
        return name in self.list_commands(None)

    def no_command(self, ctx: Any, name: str, _arguments: list[str]) -> AzmilError:
        """Return the error for a command that does not exist; a subclass may use its arguments."""
        return no_command(self.kind, name, suggestion(name, self.list_commands(ctx)), ctx.command_path)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command at the start of the arguments; raise AzmilError if it does not exist."""
        if args and not args[0].startswith("-") and not self.has_command(args[0]):
            raise self.no_command(ctx, args[0], args[1:])
        return super().resolve_command(ctx, args)


def _check_once(command: Any, context: Any, arguments: list[str]) -> None:
    """Raise AzmilError if an option that takes one value is given twice, or an option and its opposite."""
    if context.resilient_parsing:
        return
    _, _, order = command.make_parser(context).parse_args(list(arguments))
    seen: set[str] = set()
    for parameter in order:
        if parameter.param_type_name != "option" or parameter.multiple or parameter.count:
            continue
        option, opposites = parameter.opts[0], parameter.secondary_opts
        if parameter.name in seen and not parameter.is_flag:
            has_list = "," in (parameter.metavar or "")
            raise OPTION_TWICE(option=option, instead=USE_LIST if has_list else "use it once")
        if parameter.name in seen and opposites and option in arguments and opposites[0] in arguments:
            raise OPTION_AND_OPPOSITE(option=option, opposite=opposites[0])
        seen.add(parameter.name)


def no_command(kind: str, name: str, suggested: str, group: str) -> AzmilError:
    """Return the error for a name that is not in a group, with a suggestion or how to list its names."""
    listing = f"list the {kind}s with '{group} --help'"
    return NO_COMMAND(kind=kind, name=name, instead=suggested.removeprefix("; ") or listing)


def _write_options(command: Any, context: Any, formatter: Any) -> None:
    """Write the arguments and options of a command in sections, --X and --no-X on one line."""
    sections: dict[str, list[tuple[str, str]]] = {title: [] for title in SECTIONS}
    names = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        first = parameter.opts[0]
        if record is None or (first.startswith("--no-") and first.replace("--no-", "--", 1) in names):
            continue
        declared, text = record
        negated = first.replace("--", "--no-", 1)
        if negated in names:
            declared = declared.replace(f" / {negated}", "").replace("--", "--[no-]", 1)
        title = ARGUMENTS if parameter.param_type_name == "argument" else parameter.rich_help_panel or OTHER
        sections[title].append((declared, text))
    widths = [len(declared) for rows in sections.values() for declared, _ in rows]
    widest = max((width for width in widths if width <= WIDEST_OPTION), default=0)
    for title, rows in sections.items():
        if rows:
            with formatter.section(title):
                formatter.write_dl([(declared.ljust(widest), text) for declared, text in rows], widest)


class State(NamedTuple):
    """The global options."""

    database: str | None


def single_command(name: str, function: Callable[..., Any], cls: type[Command] = Command, **settings: Any) -> Any:
    """Return a command that runs a function."""
    app = Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=cls, **settings)(function)
    command = get_command(app)
    command.name = name
    return command


@contextmanager
def opened(context: Context) -> Iterator[Answers]:
    """Open the database of a command, and close it at the end; print notes on stderr."""
    from azmil import paths
    from azmil.api.answers import Answers

    path, is_named = paths.database(context.obj.database)
    base = Answers(path, is_default=not is_named, limits_memory=True, notify=_note)
    try:
        yield base
    finally:
        base.close()


def _note(about: AzmilError) -> None:
    from azmil.cli.messages import note

    note(about)


def format_option(shape: Shape) -> Any:
    """Return the option --format, for the formats that accept a shape."""

    def check(value: str | None) -> str | None:
        if value is not None:
            formats.find(value, shape)
        return value

    names = ", ".join(formats.accepting(shape))
    return Option("--format", metavar="FORMAT", callback=check, help=f"Output format: {names}.", rich_help_panel=OUTPUT)


Format = Annotated[str | None, format_option("rows")]
File = Annotated[
    Path | None,
    Option(
        "--output",
        metavar="FILE",
        readable=False,
        help="Write to a file; its extension selects the format.",
        rich_help_panel=OUTPUT,
    ),
]
Source = Annotated[
    str | None,
    Option("--source", metavar="ID", help="Id of the source; by default, all sources.", rich_help_panel=FILTER),
]
Sources = Annotated[
    list[str] | None,
    Option("--source", metavar="ID", help="Include only what cites this source.", rich_help_panel=FILTER),
]

About = Annotated[
    list[str] | None,
    Option(
        "--about",
        metavar="NAME",
        help="Include only claims about this record or one of its parts.",
        rich_help_panel=FILTER,
    ),
]


def _check_seconds(value: float) -> float:
    if not value <= LONGEST:  # also refuses NaN
        raise BadParameter(f"{value} is not in the range 0.1<=x<={LONGEST}")
    return value


Timeout = Annotated[
    float,
    Option("--timeout", metavar="SECONDS", callback=_check_seconds, help="Time limit for each statement.", min=0.1),
]
MaxRows = Annotated[
    int, Option("--max-rows", metavar="N", help="Maximum number of rows per statement.", min=1, rich_help_panel=SHAPE)
]
Wide = Annotated[bool, Option("--wide", help="Show all columns in tables.", rich_help_panel=SHAPE)]
Ids = Annotated[bool, Option("--ids", help="Show the id of each row in tables.", rich_help_panel=SHAPE)]
Folders = Annotated[
    list[Path] | None, Argument(metavar="[FOLDER]...", help="Folders of your seed files, read after the built-in ones.")
]
Alone = Annotated[
    bool,
    Option(
        "--alone", help="Exclude the built-in records except vocabularies, states, treaties and types of equipment."
    ),
]
Sql = Annotated[bool, Option("--sql", help="Print the SQL instead of running it.", rich_help_panel=OUTPUT)]
