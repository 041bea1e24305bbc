"""``azmil shell``: SQL at a prompt."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper
from typing import Annotated, Any

from typer import Context, Option

from azmil.cli.messages import left_out, say, worded
from azmil.cli.tree import Format, Timeout, one, opened
from azmil.errors import Exit, Fault
from azmil.store.protocol import MOST_ROWS, Limits
from azmil.values.answers import Answer

NO_INPUT = Fault(
    "a shell is started without a standard input",
    "there is no standard input to read statements from",
    "see 'azmil sql'",
    Exit.USAGE,
)


def shell(
    context: Context,
    timeout: Timeout = 30,
    most: Annotated[int, Option("--max-rows", metavar="N", help="How many rows each may give.", min=1)] = MOST_ROWS,
    form: Format = None,
) -> int:
    r"""Ask in SQL, interactively, with completion and history; \? at the prompt helps.

    Where standard input is a file or a pipe, its statements and commands are run one after another.

    Example: azmil shell
    """
    from azmil.shell import Session, converse, follow

    if sys.stdin is None:
        raise NO_INPUT()
    gc.enable()  # a shell may live for days
    with opened(context) as base:
        session = Session(base, say, worded, _say_left_out, form or "table", Limits(timeout, most))
        if sys.stdin.isatty() and (sys.stdout.isatty() or sys.stderr.isatty()):
            return converse(session)
        return follow(session, TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig"))


def _say_left_out(answer: Answer) -> None:
    left_out(answer, "--max-rows")


def command() -> Any:
    """Return the command."""
    return one("shell", shell)
