"""Statements and answers: what is asked of a database, and the columns and rows that come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from azmil.values.sqltext import filled

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a report or an answer: its type, how it is shown, and what it holds."""

    name: str
    type: str = ""  # one of azmil.reports.types.TYPES, or nothing where it is not known
    target: str = ""  # what the type refers to: a vocabulary, or a column of ids or figures
    place: str = ""  # "wide", "grouped" or nothing
    meaning: str = ""


class Reason(Enum):
    """Why rows are left out of an answer."""

    LIMIT = "limit"  # more rows were found than asked for
    SIZE = "size"  # an answer cannot be larger
    UNDATED = "undated"  # they have no date, and a time was asked for


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that an answer leaves out: how many, or None where they are not counted; why; how to include them."""

    count: int | None
    reason: Reason
    include: str  # in words that fit every interface


@dataclass(slots=True)
class Answer:
    """Columns and rows, and what is known of what they leave out.

    ``marks`` and ``labels`` are the sign and the word of each modality, ``notes`` the lines behind the record of an
    id, ``words`` the beginnings of words that the answer was found by.
    """

    columns: list[Column]
    rows: list[Row]
    left_out: list[LeftOut] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    @property
    def is_cut(self) -> bool:
        """Whether rows were found that are not in it, since there is a limit to its rows or its size."""
        return any(left.reason in (Reason.LIMIT, Reason.SIZE) for left in self.left_out)


def answer_of(names: list[str], rows: list[Row], **types: str) -> Answer:
    """Return an answer of columns with these names, of which some have a type."""
    return Answer([Column(name, types.get(name, "")) for name in names], rows)


@dataclass(frozen=True, slots=True)
class Statement:
    """A SELECT with ``?`` for each parameter; ``columns`` describes those of its columns that are known."""

    sql: str
    parameters: tuple[Any, ...] = ()
    columns: tuple[Column, ...] = ()

    def counted(self) -> Statement:
        """Return the statement that counts the rows of this one."""
        return Statement(f"SELECT count(*) AS rows FROM (\n{self.sql}\n) AS answer", self.parameters)

    def printed(self) -> str:
        """Return the statement with its parameters written into it, so that it runs as it is."""
        values = iter(self.parameters)
        return filled(self.sql, lambda _: next(values)) + ";"
