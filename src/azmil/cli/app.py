"""The command ``azmil`` and its subcommands, whose modules are imported when they are called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from typer import Context, Option, Typer
from typer.main import get_command

from azmil import paths
from azmil.cli.base import MARKS, LazyGroup, State, no_command

if TYPE_CHECKING:
    from azmil.errors import AzmilError

GROUPS = {
    "Query": {
        "query": "run a report",
        "timeline": "list claims by date",
        "search": "search names and sentences",
        "show": "show a record and the claims about it",
        "cite": "show the source lines of a record",
        "tree": "draw bodies, equipment or agreements with their parts",
        "conflicts": "list the conflicts between passages",
        "gaps": "list what the source leaves out",
        "coverage": "show which source lines are cited",
        "diff": "compare two databases",
        "sql": "run SQL statements",
        "shell": "run SQL interactively",
        "schema": "describe tables, reports and columns",
    },
    "Workbench": {
        "source": "add, compare, update or attach a document",
        "todo": "list source lines that are neither cited nor judged",
        "new": "add a record to your seed files",
        "judge": "record that source lines state nothing",
        "propose": "keep records drafted elsewhere for review",
        "review": "accept or reject proposed records one by one",
        "recite": "cite other lines for a record",
        "rename": "change the id of a record in your seed files",
        "check": "validate seed files",
        "load": "build the database from seed files",
    },
    "Publish": {
        "site": "write web pages",
        "export": "write tables for other programs",
        "serve": "serve web pages and JSON",
        "mcp": "answer an assistant with read-only tools",
    },
    "Setup": {
        "status": "show the database in use and its contents",
        "doctor": "check the installation and the database",
        "grant": "let a role read a database on PostgreSQL",
        "completion": "print a completion script for a shell",
        "help": "show the help of a command, or explain the marks in tables",
    },
}
COMMANDS = {name: summary for commands in GROUPS.values() for name, summary in commands.items()}

WIDEST_HELP = 120


class Root(LazyGroup):
    """The command ``azmil``."""

    names: ClassVar[dict[str, str]] = COMMANDS

    def build(self, name: str) -> Any:
        """Return the command of a module of this package."""
        return import_module(f"azmil.cli.{name}").command()

    def sections(self) -> dict[str, list[str]]:
        """Return the names of the commands by section of the help."""
        return {f"{title} commands": list(commands) for title, commands in GROUPS.items()}

    def no_command(self, ctx: Any, name: str, arguments: list[str]) -> AzmilError:
        """Return the error for a command that does not exist.

        For the name of a report it suggests 'azmil query', for a topic of the help 'azmil help'.
        """
        from azmil import reports
        from azmil.errors import nearest, shell_quoted

        similar = nearest(name, [*COMMANDS, MARKS, *reports.names(), *reports.user_defined_names()], 1)
        if not similar or similar[0] in COMMANDS:
            return super().no_command(ctx, name, arguments)
        words = ["help", MARKS] if similar[0] == MARKS else ["query", similar[0], *arguments]
        if str(ctx.get_parameter_source("database")).endswith("COMMANDLINE"):
            words = ["--database", str(paths.address(ctx.params["database"])), *words]
        suggested = " ".join(["azmil", *map(shell_quoted, words)])
        return no_command(self.kind, name, f"did you mean '{suggested}'?", ctx.command_path)


def _print_version(value: bool) -> None:
    if value:
        from azmil.version import __version__

        print(f"azmil {__version__}")  # noqa: T201 - the output of --version
        raise SystemExit(0)


def _root(
    context: Context,
    database: Annotated[
        str | None,
        Option(
            "--database",
            metavar="FILE",
            help="The database: a file or a URL.",
            envvar=paths.VARIABLE,
            show_envvar=True,
        ),
    ] = None,
    _version: Annotated[
        bool, Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """A knowledge base of the Azerbaijani armed forces: claims with their dates, hedges and source lines."""
    context.obj = State(database)


def command() -> Any:
    """Return the command ``azmil`` with all its subcommands."""
    settings = {"max_content_width": WIDEST_HELP, "help_option_names": ["-h", "--help"]}
    app = Typer(cls=Root, add_completion=False, no_args_is_help=True, rich_markup_mode=None, context_settings=settings)
    app.callback()(_root)
    return get_command(app)
