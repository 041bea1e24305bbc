"""``azmil shell``: an interactive SQL prompt."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper
from typing import Any

from typer import Context

from azmil.cli.messages import format_error, say, say_left_out
from azmil.cli.tree import Format, MaxRows, Timeout, opened, single_command
from azmil.errors import Exit, Fault
from azmil.store.protocol import MOST_ROWS, Limits
from azmil.values.answers import Answer

NO_INPUT = Fault(
    "the shell is started with a closed standard input",
    "cannot read statements: standard input is closed",
    "run them with 'azmil sql'",
    Exit.USAGE,
)


def shell(
    context: Context,
    timeout: Timeout = 30,
    most: MaxRows = MOST_ROWS,
    form: Format = None,
) -> int:
    r"""Run SQL interactively, with completion and history. Enter \? at the prompt for help.

    If standard input is a file or a pipe, run the statements and commands in it.

    Example: azmil shell
    """
    from azmil.shell import Session, converse, follow

    if sys.stdin is None:
        raise NO_INPUT()
    gc.enable()  # a shell may run for days
    with opened(context) as base:
        session = Session(base, say, format_error, _say_left_out, form or "table", Limits(timeout, most))
        if sys.stdin.isatty() and (sys.stdout.isatty() or sys.stderr.isatty()):
            return converse(session)
        return follow(session, TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig"))


def _say_left_out(answer: Answer) -> None:
    say_left_out(answer, "--max-rows")


def command() -> Any:
    """Return the command."""
    return single_command("shell", shell)
