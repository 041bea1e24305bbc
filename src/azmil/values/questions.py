"""Questions: what is asked of a report, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azmil.values.locators import Lines

Value = str | int | bool
# What every question may say, so that no column of a report can be called so.
RESERVED = frozenset(
    {"where", "exclude", "at_least", "at_most", "about", "as_of", "since", "until", "certain", "cites", "source"}
    | {"parameters", "columns", "sort", "by", "limit"}
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a report: which of its rows, and how they are cut, sorted and grouped.

    Columns are named as the report names them. Several values of a column mean any of them.
    """

    report: str  # its name, or the path of a file that ends with .sql
    where: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    exclude: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    at_least: Mapping[str, int] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    about: Sequence[str] = ()  # ids, names or aliases of records, any of which a row names
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    is_certain: bool = False  # with as_of: only what certainly held
    cites: Sequence[Lines] = ()
    source: str | None = None  # the id of a source that a row cites
    parameters: Mapping[str, Value] = field(default_factory=dict)  # of a user's own report
    columns: Sequence[str] = ()
    sort: Sequence[str] = ()  # names of columns, with - before those to be sorted the largest first
    by: str | None = None
    limit: int | None = None
    seconds: float | None = None  # that a user's own report may take, None for the usual limit

    @property
    def is_dated(self) -> bool:
        """Whether it asks about a time, so that rows without a date are left out."""
        return any((self.since, self.until, self.as_of))
