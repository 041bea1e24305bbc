"""A session of the shell: the base it asks, its limits, and how its answers are printed."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil import formats
from azmil.errors import Do, Exit, Hint, filled
from azmil.formats.terminal.screen import data
from azmil.shell.words import Words
from azmil.store.protocol import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.api.answers import Answers
    from azmil.errors import AzmilError
    from azmil.values.answers import Answer

# What the prompt says in place of the command line.
HINTS = {Do.LIST_COLUMNS: r"\d lists tables and columns", Do.LIST_TABLES: r"\d lists them"}


@dataclass(slots=True)
class Session:
    """A base, what a statement may use, and what the user has set.

    ``say`` prints a message, ``words_of`` words an error as the command line does, ``say_left_out`` says what an
    answer leaves out.
    """

    base: Answers
    say: Callable[[str], None]
    words_of: Callable[[AzmilError], str]
    say_left_out: Callable[[Answer], None]
    form: str = "table"
    limits: Limits = field(default_factory=Limits)
    is_interactive: bool = False
    is_timed: bool = False
    is_citing: bool = False
    form_before: str = "table"
    has_answered: bool = False
    code: int = Exit.DONE  # of the first statement or command that failed
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        """Make the words, which look nothing up yet."""
        self.words = Words(self.base)

    def write(self, text: str) -> None:
        """Print a text that was asked for."""
        sys.stdout.write(text)

    def notice(self, message: str) -> None:
        """Say at the prompt what has changed; where statements come from a file, nobody asks."""
        if self.is_interactive:
            self.say(message)

    def worded(self, error: AzmilError) -> str:
        """Return an error as the prompt says it."""
        hint = HINTS.get(error.hint_template) if isinstance(error.hint_template, Hint) else None
        return self.words_of(error) if hint is None else f"{error.message}; {filled(hint, error.values)}"

    def give(self, answer: Answer, form: str) -> None:
        """Print an answer."""
        found = formats.find(form)
        if not answer.rows and found.is_for_people:
            self.say("azmil: nothing found")
            return
        if self.has_answered and found.is_for_people:
            self.write("\n")  # between two answers
        self.has_answered = True
        assert found.write_rows is not None  # noqa: S101 - of the formats for rows
        found.write_rows(answer, sys.stdout if found.draws else data(sys.stdout), wide=False)
        sys.stdout.flush()
