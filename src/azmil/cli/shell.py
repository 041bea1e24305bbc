"""``azmil shell``: an interactive SQL prompt."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from errno import EISDIR
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from typer import Context

from azmil.cli import messages
from azmil.cli.base import Format, MaxRows, Timeout, opened, single_command
from azmil.cli.messages import say
from azmil.cli.output import CANNOT_WRITE, INVALID_EXTENSION, Output
from azmil.errors import AzmilError, Exit, Fault, reason_of
from azmil.store.protocol import MOST_ROWS, Limits
from azmil.values.answers import Answer

NO_INPUT = Fault(
    "the shell is started with a closed standard input",
    "cannot read standard input: it is closed",
    "run SQL statements with 'azmil sql'",
    Exit.USAGE,
)
# Hints that name a command of the prompt instead of an option.
HINTS = {
    CANNOT_WRITE: r"choose another file with '\o FILE'",
    INVALID_EXTENSION: "{instead}",
}


def shell(
    context: Context,
    timeout: Timeout = 30,
    max_rows: MaxRows = MOST_ROWS,
    form: Format = None,
) -> int:
    r"""Run SQL interactively, with completion and history. Enter \? at the prompt for help.

    If standard input is a file or a pipe, run the statements and commands in it.

    Example: azmil shell
    """
    from azmil.shell import Session, run_prompt, run_stream
    from azmil.shell.commands import check_printable

    if sys.stdin is None:
        raise NO_INPUT()
    form = form or "table"
    check_printable(form)
    gc.enable()  # a shell may run for days
    with opened(context) as base:
        session = Session(base, say, format_error, _say_left_out, open_file, form, Limits(timeout, max_rows))
        if sys.stdin.isatty() and (sys.stdout.isatty() or sys.stderr.isatty()):
            return run_prompt(session)
        return run_stream(session, TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig"))


def format_error(error: AzmilError) -> str:
    """Return the message and the hint of an error on one line."""
    hint = HINTS.get(error.fault)
    return messages.format_error(error if hint is None else error.fault(hint, **error.values))


def open_file(form: str | None, path: Path) -> Output:
    """Return the output to a file, in the given format or else that of the path's extension.

    The file is not changed before the first result. Raises AzmilError if it cannot be written.
    """
    import tempfile

    try:
        output = Output(form, path)
        with suppress(FileNotFoundError):
            path.stat()
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        if path.is_file() or not path.exists():
            with tempfile.TemporaryFile(dir=Path(os.path.realpath(path)).parent):
                pass
        return output
    except OSError as error:
        raise CANNOT_WRITE(path=path, reason=reason_of(error)) from None
    except ValueError:  # Python words this differently in each version
        raise CANNOT_WRITE(path=path, reason="its name contains a null character") from None


def _say_left_out(answer: Answer) -> None:
    messages.say_left_out(answer, "--max-rows")


def command() -> Any:
    """Return the command ``azmil shell``."""
    return single_command("shell", shell)
