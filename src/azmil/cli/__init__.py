"""Own the command line: its start, its end, and the one place where expected errors become messages."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing and the rest are imported where Ctrl-C is caught already
if TYPE_CHECKING:
    import sqlite3


def run(arguments: list[str]) -> int:
    """Run azmil with some arguments in this process; return its exit code."""
    import sqlite3

    from typer import Abort
    from typer._click.exceptions import ClickException

    from azmil.errors import AzmilError, Exit

    try:
        code = _called(arguments)
        sys.stdout.flush()
    except AzmilError as error:
        return _fail(str(error), error.code)
    except ClickException as error:
        return _fail(_usage(error), Exit.USAGE)
    except (KeyboardInterrupt, Abort):
        return _fail("interrupted", Exit.INTERRUPTED)
    except BrokenPipeError:
        _drop_output()  # whoever read has gone
        return Exit.DONE
    except (OSError, sqlite3.Error, UnicodeDecodeError, MemoryError) as error:
        return _fail(_reason(error), Exit.CANNOT)
    return code if isinstance(code, int) else Exit.DONE


def _called(arguments: list[str]) -> object:
    """Call the command that arguments name, or answer a shell that asks what they may become; return its result."""
    from azmil.errors import Exit

    if arguments[:1] == ["complete"]:
        from azmil.cli.completion import complete

        complete(arguments[1:])
        return Exit.DONE
    from azmil.cli.app import command

    try:
        code = command()(arguments, prog_name="azmil", standalone_mode=False)
    except SystemExit as end:  # ours after --version, or Typer's on a pipe that nobody reads
        if end.code:
            raise BrokenPipeError from None
        return Exit.DONE
    if code == Exit.INTERRUPTED:  # as Typer returns what was a KeyboardInterrupt
        raise KeyboardInterrupt
    return code


def _reason(error: OSError | sqlite3.Error | UnicodeDecodeError | MemoryError) -> str:
    """Return the message for an error of the system or of SQLite that nothing nearer has put into words."""
    if isinstance(error, OSError):
        what = "cannot write the output" if error.filename is None else f"cannot use {os.fsdecode(error.filename)}"
        return f"{what}: {(error.strerror or str(error)).lower()}"
    if isinstance(error, MemoryError):
        return "there is not enough memory; ask for less"
    return f"the database cannot answer: {error}; build it again with 'azmil load'"


_POSSIBLE = r" \(Possible options: (.*)\)| Did you mean (.*)\?"


def _usage(error: object) -> str:
    """Return a usage error in the style of ours: lower case, no full stop, with what to do next."""
    import re

    message = str(error.format_message()).rstrip(".")  # type: ignore[attr-defined]
    message = re.sub(_POSSIBLE, lambda match: f"; did you mean {match[1] or match[2]}?", message)
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "azmil"
    return f"{message[:1].lower()}{message[1:]}; see '{path} --help'"


def _fail(message: str, code: int) -> int:
    from azmil.render import say

    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _drop_output()
    say(f"azmil: {message}" if "\n" not in message else message)
    return code


def _drop_output() -> None:
    """Send what is still to be printed nowhere, so that the end of the process does not fail on it."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the rest of the process


def _open_streams() -> None:
    """Put something behind each standard stream that whoever started azmil closed, and let no character be refused.

    A database opened later would else take the number of a closed stream. What is printed on a closed stdout fails.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest number that is free: this one
    sys.stdin = sys.stdin or open(0, encoding="utf-8")  # noqa: SIM115 - for the whole process, as the next
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def main() -> None:
    """Start azmil from a command line and end the process."""
    gc.disable()  # a command lives too short for it to pay
    try:
        _open_streams()
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while it was still starting
        code = _fail("interrupted", 130)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 1
    os._exit(code)  # without taking the interpreter down piece by piece
