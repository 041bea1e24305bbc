"""Command-line entry point, with messages and exit codes for expected errors."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing, like most modules, is imported later, where Ctrl-C is caught
if TYPE_CHECKING:
    from azmil.errors import AzmilError


def run(arguments: list[str]) -> int:
    """Run azmil with these arguments in this process; return its exit code."""
    from typer import Abort, TyperException

    from azmil.errors import INTERRUPTED, AzmilError, Exit, is_interruption

    try:
        code = _run_command(arguments)
        sys.stdout.flush()
    except AzmilError as error:
        return _fail(error)
    except (KeyboardInterrupt, Abort):
        return _fail(INTERRUPTED())
    except TyperException as error:
        from azmil.cli.usage import usage_error

        is_help = type(error).__name__ == "NoArgsIsHelpError"  # it has no public name
        return _print_help(str(error)) if is_help else _fail(usage_error(error, arguments))
    except BrokenPipeError:
        _drop_output()  # the other end has closed the pipe
        return Exit.SUCCESS
    except Exception as error:  # noqa: BLE001 - an error that nobody expects is raised again
        return _fail(INTERRUPTED() if is_interruption(error) else _error_of(error))
    return code if isinstance(code, int) else Exit.SUCCESS


def _run_command(arguments: list[str]) -> object:
    """Run the command in the arguments, or print completions for a shell; return the command's result."""
    from azmil.errors import Exit

    if arguments[:1] == ["complete"]:
        from azmil.cli.complete import complete

        complete(arguments[1:])
        return Exit.SUCCESS
    from azmil.cli.app import command

    try:
        code = command()(arguments, prog_name="azmil", standalone_mode=False)
    except SystemExit as end:  # raised by --version, or by Typer on a closed pipe
        if end.code:
            raise BrokenPipeError from None
        return Exit.SUCCESS
    if code == Exit.INTERRUPTED:  # Typer returns this for a KeyboardInterrupt
        raise KeyboardInterrupt
    return code


def _error_of(error: Exception) -> AzmilError:
    """Return the AzmilError for a system or Python exception that no other module catches; raise any other again."""
    from azmil import errors

    if isinstance(error, OSError):
        if error.filename is None:
            return errors.CANNOT_OUTPUT(reason=errors.reason_of(error))
        return errors.CANNOT_USE(path=os.fsdecode(error.filename), reason=errors.reason_of(error))
    if isinstance(error, UnicodeEncodeError):
        return errors.NO_TEXT(text=error.object.encode(errors="backslashreplace").decode())
    if isinstance(error, MemoryError):
        return errors.NO_MEMORY()
    raise error


def _print_help(text: str) -> int:
    """Print on stderr the help of a group that was called without a command; return the exit code."""
    from azmil.cli.messages import say
    from azmil.errors import Exit

    for line in text.splitlines():
        say(line)
    return Exit.USAGE


def _fail(error: AzmilError) -> int:
    """Print an error on stderr; return its exit code."""
    from azmil.cli.messages import format_details, format_error, say

    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _drop_output()
    for line in format_details(error):
        say(line)
    say(f"azmil: {format_error(error)}")
    return error.fault.code


def _drop_output() -> None:
    """Discard unwritten output, so that it cannot fail at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Replace closed standard streams with the null device, and escape characters that a stream cannot encode.

    Without this, a database opened later would get the number of a closed stream. Printing to a closed stdout fails.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free number, which is this one
    sys.stdin = sys.stdin or open(0, encoding="utf-8")  # noqa: SIM115 - open until the process ends
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def main() -> None:
    """Run azmil from the command line and end the process."""
    gc.disable()  # a command is too short for garbage collection to pay off
    try:
        _open_streams()
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # during start-up
        from azmil.errors import INTERRUPTED

        code = _fail(INTERRUPTED())
    except (MemoryError, SystemError):  # not even enough memory to format the error
        os.write(2, b"azmil: not enough memory; narrow the query\n")
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 1
    os._exit(code)  # skips the slow shutdown of the interpreter
