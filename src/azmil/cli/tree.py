"""What commands are made of: groups that make their commands when they are called, and the base they ask."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from typer import Context, Typer
from typer.core import TyperGroup
from typer.main import get_command

from azmil.errors import Exit, Fault, nearest_or_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil.api import Base

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


@dataclass(frozen=True, slots=True)
class State:
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
def opened(context: Context) -> Iterator[Base]:
    """Give the base that a command asks, closed at the end; its notes go to stderr."""
    import azmil
    from azmil.cli.messages import note

    base = azmil.open(context.obj.database, notify=note)
    try:
        yield base
    finally:
        base.close()
