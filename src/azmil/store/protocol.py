"""What azmil asks of a database, whichever it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.values.answers import Answer, Statement

MOST_ROWS = 10_000  # of a user's own statement, unless more are asked for
MOST_BYTES = 6 * 1024 * 1024  # of the answer to a user's own statement, as it will be printed


@dataclass(frozen=True, slots=True)
class Limits:
    """What a statement of a user's own may use; one past its time is stopped, or abandoned with its connection."""

    seconds: float = 30
    most_rows: int | None = MOST_ROWS  # None for all


class Term(NamedTuple):
    """A word or phrase to search for: all it may be called, folded, and whether each is only a beginning."""

    names: tuple[str, ...]
    is_beginning: bool


# What is searched for: of each group one alternative, and of that every term, must occur.
Search = tuple[tuple[tuple[Term, ...], ...], ...]


class Connection(Protocol):
    """A connection of one thread that reads a database; every error it raises is azmil's."""

    @property
    def is_abandoned(self) -> bool:
        """Whether a statement that could not be stopped still runs, so that the connection is of no use."""

    @property
    def is_current(self) -> bool:
        """Whether the database is still the one that was opened, and was not replaced."""

    def run(self, statement: Statement, limits: Limits | None = None) -> Answer:
        """Return the answer to a statement: one of azmil's own, or with ``limits`` a user's, which is guarded."""

    def finding(self, search: Search) -> Statement:
        """Return the SELECT of what a search finds, in no order.

        Columns: id; kind; line, which is NULL but for a line of a source; is_name, 1 where all of it is in the names.
        """

    def knows(self, term: Term) -> bool:
        """Return whether a word or phrase occurs anywhere."""

    def words(self) -> Sequence[str]:
        """Return every word that can be found, as the index has it."""

    def functions(self) -> Sequence[str]:
        """Return the names of the functions that a statement may call."""

    def view_columns(self) -> Sequence[tuple[str, str]]:
        """Return view and name of each column of a view, also of those that its report does not show."""

    def interrupt(self) -> None:
        """Stop the statement that runs; called from another thread."""

    def close(self) -> None:
        """End the connection."""
