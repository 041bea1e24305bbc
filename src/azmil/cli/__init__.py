"""Own the command line: its start, its end, and the one place where expected errors become messages."""

from __future__ import annotations

import gc
import os
import re
import sys
from pathlib import Path

from azmil.errors import AzmilError, Exit


def run(arguments: list[str]) -> int:
    """Run azmil with some arguments in this process; return its exit code."""
    from typer import Abort
    from typer._click.exceptions import ClickException

    from azmil.cli.app import command

    try:
        code = command()(arguments, prog_name="azmil", standalone_mode=False)
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
    except OSError as error:
        return _fail(f"cannot write the output: {(error.strerror or str(error)).lower()}", Exit.CANNOT)
    return code if isinstance(code, int) else Exit.DONE


_POSSIBLE = re.compile(r" \(Possible options: (.*)\)| Did you mean (.*)\?")


def _usage(error: object) -> str:
    """Return a usage error in the style of ours: lower case, no full stop, with what to do next."""
    message = str(error.format_message()).rstrip(".")  # type: ignore[attr-defined]
    message = _POSSIBLE.sub(lambda match: f"; did you mean {match[1] or match[2]}?", message)
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
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the rest of the process


def main() -> None:
    """Start azmil from a command line and end the process."""
    gc.disable()  # a command lives too short for it to pay
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or Exit.CANNOT
    os._exit(code)  # without taking the interpreter down piece by piece
