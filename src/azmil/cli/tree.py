"""Commands: groups that build them on demand, their help, the database they query, and the options they share."""

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

LONGEST = 86_400  # seconds that a statement may take
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

# The sections of a command's help, in their order. Each option names its own, as Typer's rich_help_panel.
SECTIONS = ("Arguments", "Parameters", "Filter", "Time", "Shape", "Output", "Options")
ARGUMENTS, PARAMETERS, FILTER, TIME, SHAPE, OUTPUT, OTHER = SECTIONS
WIDEST_OPTION = 30  # columns; the help of a wider one starts on the next line


class Command(TyperCommand):
    """A command whose help lists its options in sections."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and options of the help."""
        _write_options(self, ctx, formatter)


class LazyGroup(TyperGroup):
    """A group whose commands are made when they are called, so that no command waits for the others."""

    names: ClassVar[dict[str, str]] = {}  # command -> summary
    kind: ClassVar[str] = "command"  # what the names are called in messages

    def make(self, name: str) -> Any:
        """Return the command with a name."""
        raise NotImplementedError

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, in the order of the help."""
        return list(self.names)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None if it does not exist."""
        if not self.knows(cmd_name):
            return None
        made = self.make(cmd_name)
        made.short_help = made.short_help or self.meaning(cmd_name)
        return made

    def meaning(self, name: str) -> str:
        """Return the summary of a command."""
        return self.names[name]

    def groups(self) -> Mapping[str, list[str]]:
        """Return the names of the commands by the title of their section in the help."""
        return {"Commands": self.list_commands(None)}

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options and the commands of the help."""
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands of the help from their summaries, without making them."""
        widest = max(map(len, self.list_commands(ctx)), default=0)
        for title, names in self.groups().items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), self.meaning(name)) for name in names])

    def knows(self, name: str) -> bool:
        """Return whether a command exists."""
        return name in self.list_commands(None)

    def no_command(self, ctx: Any, name: str, _arguments: list[str]) -> AzmilError:
        """Return the error for a command that does not exist, called with some arguments."""
        return no_command(self.kind, name, suggestion(name, self.list_commands(ctx)), ctx.command_path)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with; raise AzmilError if it does not exist."""
        if args and not args[0].startswith("-") and not self.knows(args[0]):
            raise self.no_command(ctx, args[0], args[1:])
        return super().resolve_command(ctx, args)


def no_command(kind: str, name: str, suggested: str, group: str) -> AzmilError:
    """Return the error for a name that is not in a group, with the suggestion or where its names are listed."""
    listing = f"list the {kind}s with '{group} --help'"
    return NO_COMMAND(kind=kind, name=name, instead=suggested.removeprefix("; ") or listing)


def _write_options(command: Any, context: Any, formatter: Any) -> None:
    """Write the arguments and options of a command in sections, --X and --no-X on one line."""
    sections: dict[str, list[tuple[str, str]]] = {title: [] for title in SECTIONS}
    names = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    for parameter in command.get_params(context):
        written = parameter.get_help_record(context)
        first = parameter.opts[0]
        if written is None or (first.startswith("--no-") and first.replace("--no-", "--", 1) in names):
            continue
        declared, text = written
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
                formatter.write_dl([(declared.ljust(widest), text) for declared, text in rows], WIDEST_OPTION)


class State(NamedTuple):
    """The global options, for every command."""

    database: str | None


def single_command(name: str, function: Callable[..., Any], cls: type[Command] = Command, **settings: Any) -> Any:
    """Return a function as a command."""
    app = Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=cls, **settings)(function)
    made = get_command(app)
    made.name = name
    return made


@contextmanager
def opened(context: Context) -> Iterator[Answers]:
    """Open the database that a command queries, and close it at the end; its notes go to stderr."""
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
    """Return the option --format for the formats that can print a shape."""

    def check(value: str | None) -> str | None:
        if value is not None:
            formats.find(value, shape)
        return value

    known = ", ".join(formats.accepting(shape))
    return Option("--format", metavar="FORMAT", callback=check, help=f"Output format: {known}.", rich_help_panel=OUTPUT)


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
    Option("--source", metavar="ID", help="The source, if the database has several.", rich_help_panel=FILTER),
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
    int, Option("--max-rows", metavar="N", help="Maximum rows per statement.", min=1, rich_help_panel=SHAPE)
]
Wide = Annotated[bool, Option("--wide", help="Show all columns of the table.", rich_help_panel=SHAPE)]
Folders = Annotated[
    list[Path] | None, Argument(metavar="[FOLDER]...", help="Folders of your seed files, read after the built-in ones.")
]
Alone = Annotated[
    bool,
    Option("--alone", help="Exclude the built-in records, except vocabularies, states and types of equipment."),
]
Sql = Annotated[bool, Option("--sql", help="Print the SQL instead of running it.", rich_help_panel=OUTPUT)]
