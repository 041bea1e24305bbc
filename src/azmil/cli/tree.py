"""What commands are made of: groups that make their commands when they are called, and the connection to a database."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from typer import Context, Typer
from typer.core import TyperGroup
from typer.main import get_command

from azmil import paths
from azmil.errors import AzmilError, Exit, Fault, nearest_or_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NO_COMMAND = Fault(
    "there is no such command or query", "there is no command '{name}'", "{instead}; see '{group} --help'", Exit.USAGE
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
def connection(context: Context) -> Iterator[sqlite3.Connection]:
    """Give a guarded connection to the database, which the first use builds from azmil's own seeds."""
    opened = _opened(context)
    try:
        yield opened
    finally:
        opened.close()


def _opened(context: Context) -> sqlite3.Connection:
    from azmil.store.sqlite import read as database

    path, is_named = paths.database(context.obj.database)
    if is_named:
        return database.connect(path)
    if not os.path.exists(path):  # noqa: PTH110 - does not raise for a folder that is closed
        return _first_use(path)
    return database.current(path) or _first_use(path)


def _first_use(path: Path) -> sqlite3.Connection:
    from azmil.formats import say
    from azmil.store.sqlite import read as database
    from azmil.workbench import load

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        built = load.load(path, only_if_needed=True)
    except (OSError, AzmilError) as error:
        if isinstance(error, AzmilError) and error.fault in (load.SEEDS_REFUSED, load.GONE, load.UNDER_WAY):
            raise
        say(f"azmil: cannot keep a database at {path}, so this command builds one for itself; see --database")
        with tempfile.TemporaryDirectory(prefix="azmil-") as folder:
            own = Path(folder) / "azmil.db"
            load.load(own)
            return database.connect(own)
    if built:  # and not another process that began at the same time
        say(f"azmil: built the database at {path}")
    return database.connect(path)
