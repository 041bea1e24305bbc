"""Interactive shell: statements and commands from a prompt, a file or a pipe."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from azmil import errors
from azmil.errors import INTERRUPTED, AzmilError, Exit, Fault, is_unicode
from azmil.shell.commands import Quit
from azmil.shell.loop import run
from azmil.shell.session import Session
from azmil.shell.tokens import LONGEST
from azmil.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

__all__ = ["Session", "run_prompt", "run_stream"]
NO_TEXT = Fault(
    "the shell reads a file or a pipe that is not UTF-8 text",
    "cannot read standard input: it is not UTF-8 text",
    "save it as UTF-8",
)


def run_prompt(session: Session, read: Callable[[], str] | None = None) -> int:
    r"""Run what the user enters at a prompt until Ctrl-D or ``\q``; return the exit code.

    ``read`` returns the next input, and raises KeyboardInterrupt for Ctrl-C and EOFError for Ctrl-D; by default it
    prompts on the terminal.
    """
    session.is_interactive = True
    if read is None:
        from azmil.shell import inputrc, prompt  # noqa: PLC0415 - not needed for a stream

        session.has_vi_keys = inputrc.prefers_vi()
        read = partial(prompt.read, prompt.make(session), session)
    session.say(f"azmil {__version__}: end each SQL statement with ;   \\? help   \\q quit")
    while True:
        text = ""
        try:
            text = read()
            if not is_unicode(text):
                raise errors.NO_TEXT(text=ascii(text)[1:-1])
            session.has_printed = False
            run(session, text.splitlines(keepends=True))
            if session.has_printed:
                session.say("")  # a blank line before the next prompt
        except KeyboardInterrupt:
            if text:  # while the user types, Ctrl-C only clears the input
                sys.stdout.flush()
                session.say("")  # ends the line on which the terminal printed ^C
                session.report(INTERRUPTED())
        except AzmilError as error:
            session.report(error)
        except (EOFError, Quit):
            return Exit.SUCCESS


def run_stream(session: Session, stream: TextIO) -> int:
    r"""Run the statements and commands of a stream up to its end or ``\q``; return the exit code of the first failure.

    Raises AzmilError if the stream is not UTF-8 text, or if a statement in it is too long.
    """
    try:
        run(session, iter(partial(stream.readline, LONGEST + 1), ""))
    except Quit:
        pass
    except UnicodeDecodeError:
        raise NO_TEXT() from None
    return session.code
