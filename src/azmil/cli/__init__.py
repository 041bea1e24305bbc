"""Own the command line: its start, its end, and the one place where expected errors become messages."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing and the rest are imported where Ctrl-C is caught already
if TYPE_CHECKING:
    from azmil.errors import AzmilError


def run(arguments: list[str]) -> int:
    """Run azmil with some arguments in this process; return its exit code."""
    import sqlite3

    from typer import Abort
    from typer._click.exceptions import ClickException, NoArgsIsHelpError

    from azmil.errors import INTERRUPTED, AzmilError, Exit

    try:
        code = _called(arguments)
        sys.stdout.flush()
    except AzmilError as error:
        return _fail(error)
    except ClickException as error:
        from azmil.cli.usage import worded

        return _help(str(error)) if isinstance(error, NoArgsIsHelpError) else _fail(worded(error, arguments))
    except (KeyboardInterrupt, Abort):
        return _fail(INTERRUPTED())
    except BrokenPipeError:
        _drop_output()  # whoever read has gone
        return Exit.DONE
    except (OSError, sqlite3.Error, UnicodeError, MemoryError, OverflowError) as error:
        return _fail(_worded(error))
    return code if isinstance(code, int) else Exit.DONE


def _called(arguments: list[str]) -> object:
    """Call the command that arguments name, or answer a shell that asks what they may become; return its result."""
    from azmil.errors import Exit

    if arguments[:1] == ["complete"]:
        from azmil.cli.complete import complete

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


def _worded(error: Exception) -> AzmilError:
    """Return the error for one of the system, of Python or of SQLite that nothing nearer has put into words."""
    from azmil import errors
    from azmil.store.sqlite.read import CANNOT_ANSWER

    if isinstance(error, OSError):
        if error.filename is None:
            return errors.CANNOT_OUTPUT(reason=errors.reason_of(error))
        return errors.CANNOT_USE(path=os.fsdecode(error.filename), reason=errors.reason_of(error))
    if isinstance(error, MemoryError):
        return errors.NO_MEMORY()
    if isinstance(error, OverflowError):
        return errors.TOO_LARGE()
    if isinstance(error, UnicodeEncodeError):
        return errors.NO_TEXT(text=error.object.encode(errors="backslashreplace").decode())
    return CANNOT_ANSWER(reason=error)


def _help(text: str) -> int:
    """Print the help of a group that is called without a command; return the exit code."""
    from azmil.errors import Exit
    from azmil.formats import say

    for line in text.splitlines():
        say(line)
    return Exit.USAGE


def _fail(error: AzmilError) -> int:
    from azmil.formats import say

    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _drop_output()
    *listed, message = str(error).split("\n")
    for line in listed:
        say(line)
    say(f"azmil: {message}")
    return error.fault.code


def _drop_output() -> None:
    """Send what is still to be printed nowhere, so that the end of the process does not fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
        from azmil.errors import INTERRUPTED

        code = _fail(INTERRUPTED())
    except (MemoryError, SystemError):  # even for the words that would tell it
        os.write(2, b"azmil: there is not enough memory; ask for less\n")
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 1
    os._exit(code)  # without taking the interpreter down piece by piece
