"""Own the tree of commands: each is a module of this package, imported when it is called."""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Option, Typer
from typer.core import TyperGroup
from typer.main import get_command

from azmil import __version__, paths
from azmil.errors import AzmilError, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = {
    "query": "ask a prebuilt question",
    "timeline": "what happened when",
    "search": "find words, however spelt",
    "show": "everything about one thing or claim",
    "cite": "the lines a record rests on",
    "conflicts": "where passages differ",
    "gaps": "what the source leaves out",
    "coverage": "what became of each line",
    "sql": "ask a question of your own in SQL",
    "schema": "what the tables and columns hold",
    "status": "which database is asked, and what is in it",
    "check": "test the seeds",
    "source": "compare, attach or add a document",
    "load": "build the database from the seeds",
}

SHORTCUTS = frozenset({"conflicts", "gaps"})  # reports that are commands of their own


class Lazy(TyperGroup):
    """A group whose commands are made when they are called, so that no command waits for the others."""

    names: dict[str, str]

    def make(self, name: str) -> Any:
        """Return the command of that name."""
        raise NotImplementedError

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, in the order of their listing."""
        return list(self.names)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None if there is none of that name."""
        return self.make(cmd_name) if self.knows(cmd_name) else None

    def knows(self, name: str) -> bool:
        """Return whether there is a command of that name."""
        return name in self.names

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with; raise a usage error that names the nearest one."""
        if args and not args[0].startswith("-") and not self.knows(args[0]):
            all_of = ", ".join(self.names)
            hint = suggestion(args[0], self.names)
            ctx.fail(f"there is no command '{args[0]}'{hint or '; there are: ' + all_of}")
        return super().resolve_command(ctx, args)


class Root(Lazy):
    """The top of the tree."""

    names = COMMANDS

    def make(self, name: str) -> Any:
        """Return the command that a module of this package makes."""
        if name in SHORTCUTS:
            return import_module("azmil.cli.query").report(name)
        return import_module(f"azmil.cli.{name}").command()


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


def _version(value: bool) -> None:
    if value:
        print(f"azmil {__version__}")  # noqa: T201 - asked for
        raise SystemExit(0)


def _root(
    context: Context,
    database: Annotated[
        str | None,
        Option(
            "--database",
            metavar="FILE",
            help="The database to ask or build.",
            envvar=paths.VARIABLE,
            show_envvar=True,
        ),
    ] = None,
    _shown: Annotated[bool, Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """A knowledge base of the Azerbaijani armed forces: every figure dated, hedged and one step from its line."""
    context.obj = State(database)


def command() -> Any:
    """Return the whole tree."""
    app = Typer(cls=Lazy, add_completion=False, no_args_is_help=True)
    app = Typer(cls=Root, add_completion=False, no_args_is_help=True, rich_markup_mode=None)
    app.callback()(_root)
    return get_command(app)


def connection(context: Context) -> sqlite3.Connection:
    """Return a guarded connection to the database, which the first use builds from azmil's own seeds."""
    from azmil import database

    path, is_named = paths.database(context.obj.database)
    if not is_named and not path.exists():
        return _first_use(path)
    return database.connect(path)


def _first_use(path: Path) -> sqlite3.Connection:
    from azmil import database, load
    from azmil.render import say

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        load.load(path, only_if_missing=True)
    except (OSError, AzmilError) as error:
        if isinstance(error, load.SeedsRefusedError):
            raise
        say(f"azmil: cannot keep a database at {path}, so this command builds one for itself; see --database")
        with tempfile.TemporaryDirectory(prefix="azmil-") as folder:
            return database.connect(load.in_memory_file(Path(folder)))
    say(f"azmil: built the database at {path}")
    return database.connect(path)
