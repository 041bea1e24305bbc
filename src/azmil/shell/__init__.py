"""The interactive shell: statements and commands, from a prompt or one after another from a stream."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from azmil import errors
from azmil.errors import INTERRUPTED, AzmilError, Exit, Fault, is_unicode
from azmil.shell.commands import Leave
from azmil.shell.loop import run
from azmil.shell.session import Session
from azmil.shell.tokens import LONGEST
from azmil.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

__all__ = ["Session", "converse", "follow"]
NO_TEXT = Fault(
    "statements come from a file or a pipe that is not UTF-8", "standard input is not UTF-8 text", "save it as UTF-8"
)


def converse(session: Session, ask_for: Callable[[], str] | None = None) -> int:
    r"""Answer a person at a prompt until Ctrl-D or ``\q``; return the exit code.

    ``ask_for`` returns what the person wrote, and raises KeyboardInterrupt for Ctrl-C and EOFError for Ctrl-D; by
    default it is the prompt on the terminal.
    """
    session.is_interactive = True
    if ask_for is None:
        from azmil.shell import prompt  # noqa: PLC0415 - a stream needs no prompt

        ask_for = prompt.make(session).prompt
    session.say(f"azmil {__version__}: ask in SQL, each statement ending with ;   \\? help   \\q end")
    while True:
        text = ""
        try:
            text = ask_for()
            if not is_unicode(text):
                raise errors.NO_TEXT(text=ascii(text)[1:-1])
            session.has_answered = False
            run(session, text.splitlines(keepends=True))
            if session.has_answered:
                session.say("")  # so that the next prompt stands apart
        except KeyboardInterrupt:
            if text:  # at the prompt it only clears the line
                sys.stdout.flush()
                session.say(f"\nazmil: {session.worded(INTERRUPTED())}")  # below the ^C of the terminal
        except AzmilError as error:
            session.say(f"azmil: {session.worded(error)}")
        except (EOFError, Leave):
            return Exit.DONE


def follow(session: Session, stream: TextIO) -> int:
    r"""Run the statements and commands of a stream up to its end or ``\q``; return the exit code of the first failure.

    Raises AzmilError if the stream is not UTF-8 text, or a statement in it has no end.
    """
    try:
        run(session, iter(partial(stream.readline, LONGEST + 1), ""))
    except Leave:
        pass
    except UnicodeDecodeError:
        raise NO_TEXT() from None
    return session.code
