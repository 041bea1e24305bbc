"""``azmil sql``: SQL statements from the user."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.api.answers import Answers
from azmil.cli.base import SHAPE, Command, File, Format, MaxRows, Timeout, opened, single_command
from azmil.cli.messages import say_left_out
from azmil.cli.output import Output
from azmil.errors import Exit, Fault, reason_of
from azmil.store.protocol import MOST_ROWS, Limits
from azmil.values import sqltext
from azmil.values.answers import Answer

ONE_INPUT = Fault(
    "neither an SQL statement nor --file is given, or both are",
    "either an SQL statement or --file is required, not both",
    "use - to read standard input; see 'azmil sql --help'",
    Exit.USAGE,
)
CANNOT_READ = Fault(
    "a file of SQL statements cannot be read", "cannot read '{path}': {reason}", "choose another file with --file"
)
IS_FILE = Fault(
    "a file name is given as an SQL statement",
    "'{name}' is a file name, not an SQL statement",
    "run it with 'azmil sql --file {name!q}'",
    Exit.USAGE,
)
_FILE = re.compile(r"\S+\.sql")
_COMMENT = re.compile(r"--[^\s=]*\s")  # option names contain no white space
LARGEST = 1024 * 1024  # bytes of all statements
TOO_LARGE = Fault(
    "a file or a pipe of SQL statements is too large",
    "cannot read '{path}': it is larger than {most} MiB",
    "split it into several files",
)
NO_TEXT = Fault(
    "a file or a pipe of SQL statements is not UTF-8 text",
    "cannot read '{path}': it is not UTF-8 text",
    "save it as UTF-8",
)
ONE_ANSWER = Fault(
    "several SQL statements are run, and the output format can hold only one result",
    "the format '{form}' can hold only one result",
    "run one statement at a time",
    Exit.USAGE,
)
NO_PARAMETER = Fault(
    "the value of --parameter is not of the form NAME=VALUE",
    "'{text}' is not a valid parameter",
    "use the form NAME=VALUE, such as year=2006",
    Exit.USAGE,
)
Parameters = Annotated[
    list[str] | None,
    Option(
        "--parameter",
        "-p",
        metavar="NAME=VALUE",
        help="Value of :NAME: a number, NULL or text. Quote text that looks like a number: \"year='2006'\".",
    ),
]


class SqlCommand(Command):
    """The command ``azmil sql``, which accepts a statement that begins with an SQL comment."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; put ``--`` before a statement that begins with a comment, which is not an option."""
        switches = {
            name for parameter in self.params if getattr(parameter, "is_flag", False) for name in parameter.opts
        }
        takes_value = {name for parameter in self.params for name in parameter.opts} - switches
        end = args.index("--") if "--" in args else len(args)
        for at, argument in enumerate(args[:end]):
            if _COMMENT.match(argument) and (at == 0 or args[at - 1] not in takes_value):
                return super().parse_args(ctx, [*args[:at], *args[at + 1 : end], "--", argument, *args[end + 1 :]])
        return super().parse_args(ctx, args)


def sql(
    context: Context,
    statement: Annotated[
        str | None,
        Argument(metavar="[STATEMENT]", help="SQL statements separated by ';', or - for standard input."),
    ] = None,
    file: Annotated[
        Path | None, Option("--file", "-f", metavar="FILE", help="Read the statements from a file.")
    ] = None,
    parameters: Parameters = None,
    timeout: Timeout = 30,
    max_rows: MaxRows = MOST_ROWS,
    cite: Annotated[
        bool, Option("--cite", help="Add the source lines of each row that has an id.", rich_help_panel=SHAPE)
    ] = False,
    form: Format = None,
    output: File = None,
) -> None:
    """Run SQL statements. The database is read-only.

    Example: azmil sql "SELECT fact FROM facts_report WHERE date = '2006'"
    """
    out = Output(form, output)
    text = _text(statement, file)
    statements = sqltext.split(text) or [text]  # a text without statements is refused when it is run
    if len(statements) > 1 and output is not None and not out.format.streams:
        raise ONE_ANSWER(form=out.format.name)
    values = dict(_pair(pair) for pair in parameters or [])
    with opened(context) as base:
        answers = (_answer(base, single, values, Limits(timeout, max_rows), cite=cite) for single in statements)
        # A file is written only if all statements succeed.
        for answer in list(answers) if output is not None else answers:
            out.answer(answer)
            say_left_out(answer, "--max-rows")


def _answer(base: Answers, statement: str, values: dict[str, Any], limits: Limits, *, cite: bool) -> Answer:
    """Return the answer to one statement; ``cite`` adds the source lines of its rows."""
    answer = base.ask_sql(statement, values, limits)
    if cite:
        base.add_lines(answer)
    return answer


def _text(statement: str | None, file: Path | None) -> str:
    """Return the statements from the argument, a file or standard input; raise AzmilError unless one is given."""
    if (statement is None) == (file is None):
        raise ONE_INPUT()
    if statement is not None and _FILE.fullmatch(statement):
        raise IS_FILE(name=statement)
    try:
        if file is not None:
            with file.open("rb") as stream:
                raw = stream.read(LARGEST + 1)
        elif statement == "-":
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            return str(statement)
        if len(raw) > LARGEST:
            raise TOO_LARGE(path=file or "standard input", most=LARGEST // 1024 // 1024)
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise CANNOT_READ(path=file, reason=reason_of(error)) from None
    except UnicodeDecodeError:
        raise NO_TEXT(path=file or "standard input") from None


def _pair(text: str) -> tuple[str, str | float | None]:
    from azmil.values.sqltext import parse_value

    name, equals, value = text.removeprefix(":").partition("=")
    if not equals or not name.isidentifier():
        raise NO_PARAMETER(text=text)
    return name, parse_value(value)


def command() -> Any:
    """Return the command ``azmil sql``."""
    return single_command("sql", sql, SqlCommand)
