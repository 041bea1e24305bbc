"""The protocol of a database that is being built, which every backend implements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager


class Kept(NamedTuple):
    """The origin of a database as stored, and attached text by SHA-256 and line."""

    origin: str | None
    texts: dict[tuple[str, int], str]
    is_damaged: bool  # so something may be missing


class Writer(Protocol):
    """A new database with its schema, whose content is written in one transaction."""

    @property
    def about(self) -> Mapping[str, str]:
        """The metadata that the backend needs in the table about, by name."""

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert rows, each with a value for every column."""

    def create_view(self, name: str, select: str) -> None:
        """Create a view."""

    def index(self, rows: Mapping[str, Sequence[Any]], labels: Mapping[str, Sequence[str]]) -> None:
        """Create the search index of rows, by table, whose values are attributes named like the columns.

        ``labels`` are the vocabulary labels of each record, by id.
        """


class Target(Protocol):
    """A database that is locked for one writer."""

    def kept(self) -> Kept:
        """Return the parts of the existing database to keep; there may be none."""

    def replaced(self) -> AbstractContextManager[Writer]:
        """Return a writer for a new database, which replaces the existing one on exit unless an error is raised."""
