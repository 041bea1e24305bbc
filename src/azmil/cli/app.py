"""The commands of azmil, each a module of this package that is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any, ClassVar

from typer import Context, Option, Typer
from typer.main import get_command

from azmil import paths
from azmil.cli.tree import Lazy, State

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
    "shell": "ask in SQL, interactively",
    "schema": "what the tables and columns hold",
    "status": "which database is asked, and what is in it",
    "doctor": "whether everything is in order",
    "check": "test the seeds",
    "source": "compare, attach or add a document",
    "load": "build the database from the seeds",
    "completion": "complete words in your shell",
    "help": "what the marks in tables mean",
}

WIDEST_HELP = 120


class Root(Lazy):
    """The top of the tree."""

    names: ClassVar[dict[str, str]] = COMMANDS

    def make(self, name: str) -> Any:
        """Return the command that a module of this package makes."""
        return import_module(f"azmil.cli.{name}").command()


def _version(value: bool) -> None:
    if value:
        from azmil.version import __version__

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
    settings = {"max_content_width": WIDEST_HELP}
    app = Typer(cls=Root, add_completion=False, no_args_is_help=True, rich_markup_mode=None, context_settings=settings)
    app.callback()(_root)
    return get_command(app)
