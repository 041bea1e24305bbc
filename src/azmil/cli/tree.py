"""What commands are made of: groups that make them when they are called, the base they ask, and shared options."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

from typer import Argument, BadParameter, Context, Option, Typer
from typer.core import TyperGroup
from typer.main import get_command

from azmil import formats
from azmil.errors import Exit, Fault, nearest_or_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil.api.answers import Answers
    from azmil.errors import AzmilError
    from azmil.formats.base import Shape

LONGEST = 86_400  # seconds that a statement may take
NO_COMMAND = Fault(
    "there is no such command or query", "there is no command '{name}'", "{instead}; see '{group} --help'", Exit.USAGE
)
WRONG_WORDS = Fault(
    "a command is called with options, arguments or values that it does not take; Typer words it",
    "{reason}",
    "see '{command} --help'",
    Exit.USAGE,
)
EARLIER = Fault(
    "an option of azmil itself stands after a command",
    "{option} stands before the command",
    "write 'azmil {option} FILE {command}'",
    Exit.USAGE,
)
LATER = Fault(
    "an option of a command stands before its name",
    "{option} stands after the name of the command",
    "write '{command} {option} ...'",
    Exit.USAGE,
)


class Lazy(TyperGroup):
    """A group whose commands are made when they are called, so that no command waits for the others."""

    names: ClassVar[dict[str, str]] = {}  # of each command, what it is for

    def make(self, name: str) -> Any:
        """Return the command of that name."""
        raise NotImplementedError

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, in the order of their listing."""
        return list(self.names)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None if there is none of that name."""
        if not self.knows(cmd_name):
            return None
        made = self.make(cmd_name)
        made.short_help = made.short_help or self.meaning(cmd_name)
        return made

    def meaning(self, name: str) -> str:
        """Return what a command is for."""
        return self.names[name]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the listing of the help, for which no command needs to be made."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.meaning(name)) for name in self.list_commands(ctx)])

    def knows(self, name: str) -> bool:
        """Return whether there is a command of that name."""
        return name in self.list_commands(None)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with; raise a usage error that names the nearest one."""
        if args and not args[0].startswith("-") and not self.knows(args[0]):
            instead = nearest_or_all(args[0], self.list_commands(ctx))
            raise NO_COMMAND(name=args[0], instead=instead, group=ctx.command_path)
        return super().resolve_command(ctx, args)


class State(NamedTuple):
    """What the options of the program say to every command."""

    database: str | None


def one(name: str, function: Callable[..., Any], **settings: Any) -> Any:
    """Return a function as a single command."""
    single = Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, **settings)(function)
    made = get_command(single)
    made.name = name
    return made


@contextmanager
def opened(context: Context) -> Iterator[Answers]:
    """Give the base that a command asks, closed at the end; its notes go to stderr."""
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
    """Return the option that takes a format for a shape."""

    def check(value: str | None) -> str | None:
        if value is not None:
            formats.find(value, shape)
        return value

    known = ", ".join(formats.accepting(shape))
    return Option("--format", metavar="FORMAT", callback=check, help=f"How to print: {known}.")


Format = Annotated[str | None, format_option("rows")]
File = Annotated[
    Path | None,
    Option("--output", metavar="FILE", readable=False, help="Write into a file; its ending chooses the format."),
]
Source = Annotated[str | None, Option("--source", metavar="ID", help="Which source, where there are several.")]


def _finite(value: float) -> float:
    if not value <= LONGEST:  # what is no number is not either
        raise BadParameter(f"{value} is not in the range 0.1<=x<={LONGEST}")
    return value


Timeout = Annotated[
    float,
    Option("--timeout", metavar="SECONDS", callback=_finite, help="How long each statement may take.", min=0.1),
]
Wide = Annotated[bool, Option("--wide", help="Show the lesser columns of the table too.")]
Folders = Annotated[
    list[Path] | None, Argument(metavar="[FOLDER]...", help="Folders of your own seeds, read after azmil's.")
]
Alone = Annotated[
    bool,
    Option("--alone", help="Omit azmil's own records, except those of the world (words, states, types of equipment)."),
]
Sql = Annotated[bool, Option("--sql", help="Print the SQL statement, which runs as it is, and not its answer.")]
