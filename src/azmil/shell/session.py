"""A session of the shell: its connection, its limits, and how its answers are printed."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil import formats
from azmil.errors import Exit
from azmil.shell.words import Words

if TYPE_CHECKING:
    import sqlite3

    from azmil.values.answers import Answer

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
            formats.say(message)

    def give(self, answer: Answer, form: str) -> None:
        """Print an answer."""
        if not answer.rows and form in _FOR_PEOPLE:
            formats.say("azmil: nothing found")
            return
        if self.has_answered and form in _FOR_PEOPLE:
            self.write("\n")  # between two answers
        self.has_answered = True
        formats.show(answer, form, sys.stdout)
        sys.stdout.flush()
