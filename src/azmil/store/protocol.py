"""The protocol that the connection of every backend implements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.values.answers import Answer, Row, Statement

MOST_ROWS = 10_000  # default limit of a user's SQL statement
MOST_BYTES = 6 * 1024 * 1024  # of the result of a user's SQL statement, as printed


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a user's SQL statement; past its time limit it is interrupted, or abandoned with its connection."""

    seconds: float = 30
    most_rows: int | None = MOST_ROWS  # None for all


class Term(NamedTuple):
    """A word or phrase to search for: its equivalent names, folded, and whether they are only beginnings."""

    names: tuple[str, ...]
    is_beginning: bool


# A search: in each group, all terms of at least one alternative must occur.
Search = tuple[tuple[tuple[Term, ...], ...], ...]


class Connection(Protocol):
    """A read-only connection for one thread; all its errors are AzmilError."""

    @property
    def is_abandoned(self) -> bool:
        """Whether a statement that could not be interrupted still runs, so that the connection is unusable."""

    @property
    def is_current(self) -> bool:
        """Whether the database has not been replaced since it was opened."""

    @property
    def state(self) -> str:
        """A text that changes with each load and with attached text; empty if the checksum in the database does."""

    @property
    def server(self) -> str:
        """Which server answers, and how far it is behind another one that it follows; empty for a file."""

    def run(self, statement: Statement, limits: Limits | None = None) -> Answer:
        """Return the result of an SQL statement; with ``limits``, run it with the guards for users' SQL."""

    def run_within(self, statement: Statement, seconds: float) -> Answer:
        """Return the result of a built-in statement; raise ``TOO_LONG`` if it takes longer."""

    def stream(self, statement: Statement) -> Iterator[Row]:
        """Yield the rows of a built-in SELECT as they are read; other statements may run in between."""

    def search_statement(self, search: Search) -> Statement:
        """Return the SELECT of the results of a search, unsorted.

        Columns: id; kind; line, which is NULL except for a line of a source; is_name, 1 if all terms are in names.
        """

    def knows(self, term: Term) -> bool:
        """Return whether the search index contains a word or phrase."""

    def words(self) -> Sequence[str]:
        """Return all words in the search index."""

    def indexed(self) -> Sequence[tuple[str, str, str]]:
        """Return the texts of each record in the search index: its id, its names, and its other words."""

    def functions(self) -> Sequence[str]:
        """Return the names of the SQL functions."""

    def view_columns(self) -> Sequence[tuple[str, str]]:
        """Return the view and name of each column of all views, including those that reports do not show."""

    def interrupt(self) -> None:
        """Interrupt the running statement; called from another thread."""

    def close(self) -> None:
        """Close the connection."""
