"""``azmil sql``: a user's own statements."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.api.answers import Answers
from azmil.cli.messages import left_out
from azmil.cli.output import Output
from azmil.cli.tree import File, Format, Timeout, one, opened
from azmil.errors import Exit, Fault, reason_of
from azmil.store.protocol import MOST_ROWS, Limits
from azmil.values.answers import Answer

WHICH = Fault(
    "a statement is given twice, as an argument and by --file, or not at all",
    "there is no statement, or there are two",
    "give one, - for standard input, or --file; see 'azmil sql --help'",
    Exit.USAGE,
)
CANNOT_READ = Fault(
    "the system refuses to read a file of statements", "cannot read {path}: {reason}", "name another with --file"
)
IS_FILE = Fault(
    "the name of a file of statements is given as a statement",
    "'{name}' is the name of a file and no statement",
    "write 'azmil sql --file {name!q}'",
    Exit.USAGE,
)
_FILE = re.compile(r"\S+\.sql")
LARGEST = 1024 * 1024  # bytes of all statements together
TOO_LARGE = Fault(
    "a file or a pipe of statements is too large", "{path} is larger than {most} MiB", "ask one thing after another"
)
NO_TEXT = Fault("statements are not a text of UTF-8", "{path} is not UTF-8 text", "save it as UTF-8")
ONE_ANSWER = Fault(
    "several statements are asked, and the format holds one answer",
    "the format {form} holds one answer",
    "ask one statement at a time",
    Exit.USAGE,
)
NO_PARAMETER = Fault(
    "a parameter of a statement is given in another form",
    "'{text}' is not a parameter",
    "write it like year=2006",
    Exit.USAGE,
)


def sql(
    context: Context,
    statement: Annotated[
        str | None,
        Argument(metavar="[STATEMENT]", help="Statements that read, with ';' between; - for standard input."),
    ] = None,
    file: Annotated[
        Path | None, Option("--file", "-f", metavar="FILE", help="Take the statements from a file.")
    ] = None,
    given: Annotated[
        list[str] | None,
        Option(
            "--parameter",
            "-p",
            metavar="NAME=VALUE",
            help="Value of :NAME: a number, NULL or text. Quote text that looks like a number: \"year='2006'\".",
        ),
    ] = None,
    timeout: Timeout = 30,
    most: Annotated[int, Option("--max-rows", metavar="N", help="How many rows each may give.", min=1)] = MOST_ROWS,
    cite: Annotated[bool, Option("--cite", help="Add the lines behind each row that has an id.")] = False,
    form: Format = None,
    output: File = None,
) -> None:
    """Ask a question of your own in SQL; it can read everything and change nothing.

    Example: azmil sql "SELECT fact FROM facts_report WHERE date = '2006'"
    """
    from azmil.api.answers import Answers

    out = Output(form, output)
    statements = Answers.split(_text(statement, file))
    if len(statements) > 1 and output is not None and not out.format.streams:
        raise ONE_ANSWER(form=out.format.name)
    values = dict(_pair(pair) for pair in given or [])
    with opened(context) as base:
        answers = (_answer(base, single, values, Limits(timeout, most), cite=cite) for single in statements)
        # Into a file goes all or nothing.
        for answer in list(answers) if output is not None else answers:
            out.answer(answer)
            left_out(answer, "--max-rows")


def _answer(base: Answers, statement: str, values: dict[str, Any], limits: Limits, *, cite: bool) -> Answer:
    """Return the answer to one statement, with the lines behind its rows if they are asked for."""
    answer = base.ask_sql(statement, values, limits)
    if cite:
        base.add_lines(answer)
    return answer


def _text(statement: str | None, file: Path | None) -> str:
    """Return the statements, from wherever they come."""
    if (statement is None) == (file is None):
        raise WHICH()
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

    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise NO_PARAMETER(text=text)
    return name, parse_value(value)


def command() -> Any:
    """Return the command."""
    return one("sql", sql)
