"""Command-line entry point: turns expected errors into messages and exit codes."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing and the rest are imported where Ctrl-C is caught already
if TYPE_CHECKING:
    from azmil.errors import AzmilError


def run(arguments: list[str]) -> int:
    """Run azmil with some arguments in this process; return its exit code."""
    from typer import Abort, TyperException

    from azmil.errors import INTERRUPTED, AzmilError, Exit

    try:
        code = _called(arguments)
        sys.stdout.flush()
    except AzmilError as error:
        return _fail(error)
    except (KeyboardInterrupt, Abort):
        return _fail(INTERRUPTED())
    except TyperException as error:
        from azmil.cli.usage import worded

        is_help = type(error).__name__ == "NoArgsIsHelpError"  # which has no public name
        return _help(str(error)) if is_help else _fail(worded(error, arguments))
    except BrokenPipeError:
        _drop_output()  # the reader has closed the pipe
        return Exit.DONE
    except (OSError, UnicodeEncodeError, MemoryError) as error:
        return _fail(_error_of(error))
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


def _error_of(error: Exception) -> AzmilError:
    """Return the error for one of the system or of Python that nothing nearer has put into words."""
    from azmil import errors

    if isinstance(error, OSError):
        if error.filename is None:
            return errors.CANNOT_OUTPUT(reason=errors.reason_of(error))
        return errors.CANNOT_USE(path=os.fsdecode(error.filename), reason=errors.reason_of(error))
    if isinstance(error, UnicodeEncodeError):
        return errors.NO_TEXT(text=error.object.encode(errors="backslashreplace").decode())
    return errors.NO_MEMORY()


def _help(text: str) -> int:
    """Print the help of a group that is called without a command; return the exit code."""
    from azmil.cli.messages import say
    from azmil.errors import Exit

    for line in text.splitlines():
        say(line)
    return Exit.USAGE


def _fail(error: AzmilError) -> int:
    from azmil.cli.messages import listed, say, worded

    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _drop_output()
    for line in listed(error):
        say(line)
    say(f"azmil: {worded(error)}")
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
