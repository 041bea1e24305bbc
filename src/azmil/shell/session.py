"""Own a session: how its answers are printed, and the running of its statements and commands."""

from __future__ import annotations

import sqlite3
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil import render
from azmil.ask import statements
from azmil.database import CANNOT_ANSWER
from azmil.errors import AzmilError, Exit
from azmil.shell import commands
from azmil.shell.tokens import is_command, pieces
from azmil.shell.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.ask.answers import Answer

_FOR_PEOPLE = ("table", "vertical", "md")


@dataclass(slots=True)
class Session:
    """A connection, its limits, and what the reader has set."""

    connection: sqlite3.Connection
    form: str = "table"
    seconds: float = 30
    most_rows: int = 10_000
    is_interactive: bool = False
    is_timed: bool = False
    is_citing: bool = False
    form_before: str = "table"
    has_answered: bool = False
    code: int = Exit.DONE  # of the first statement or command that failed
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        """Make the words, which look nothing up yet."""
        self.words = Words(self.connection)

    def write(self, text: str) -> None:
        """Print a text that was asked for."""
        sys.stdout.write(text)

    def tell(self, message: str) -> None:
        """Tell a person at the prompt what has changed; whoever reads statements from a file knows."""
        if self.is_interactive:
            render.say(message)

    def give(self, answer: Answer, form: str) -> None:
        """Print an answer."""
        if not answer.rows and form in _FOR_PEOPLE:
            render.say("azmil: nothing found")
            return
        if self.has_answered and form in _FOR_PEOPLE:
            self.write("\n")  # between two answers
        self.has_answered = True
        render.show(answer, form, sys.stdout)
        sys.stdout.flush()


def run(session: Session, lines: Iterable[str]) -> None:
    r"""Run the statements and commands in some lines, each whatever became of those before it.

    Raises Leave for ``\q``, KeyboardInterrupt for Ctrl-C.
    """
    for piece in pieces(lines):
        try:
            if is_command(piece):
                commands.run(session, piece)
            else:
                _ask(session, piece)
        except AzmilError as error:
            _fail(session, session.words.hint(str(error)), error.fault.code)
        except sqlite3.Error as error:
            _fail(session, CANNOT_ANSWER.text(reason=error), Exit.CANNOT)


def _fail(session: Session, message: str, code: int) -> None:
    sys.stdout.flush()
    render.say(f"azmil: {message}")
    session.code = session.code or code


def _ask(session: Session, sql: str) -> None:
    start = time.perf_counter()
    answer, is_cut = statements.ask(
        session.connection, sql, seconds=session.seconds, most_rows=session.most_rows, is_last=False
    )
    took = time.perf_counter() - start
    if session.is_citing and "id" in answer.columns:
        statements.cite(session.connection, answer)
    session.give(answer, session.form)
    if is_cut:
        render.say(f"azmil: {statements.cut(answer, session.most_rows)}")
    if session.is_timed:
        rows = "row" if len(answer.rows) == 1 else "rows"
        render.say(f"{len(answer.rows):,} {rows} in {took:.3f} s")
