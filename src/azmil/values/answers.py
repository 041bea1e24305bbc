"""Statements and answers: what is asked of a database, and the columns and rows that come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from azmil.values.sqltext import filled

Row = tuple[Any, ...]


@dataclass(slots=True)
class Answer:
    """Columns and rows of an answer, with the sort of each column where it is known."""

    columns: list[str]
    rows: list[Row]
    sorts: dict[str, str] = field(default_factory=dict)
    wide: frozenset[str] = frozenset()
    grouped: frozenset[str] = frozenset()
    marks: dict[str, str] = field(default_factory=dict)  # modality -> its sign
    labels: dict[str, str] = field(default_factory=dict)  # modality -> its label
    notes: dict[str, str] = field(default_factory=dict)  # id -> the lines behind it, to be told under the rows
    words: frozenset[str] = frozenset()  # stems of words to be marked where they stand


@dataclass(frozen=True, slots=True)
class Statement:
    """A SELECT with its parameters, which can be printed so that it runs as it is."""

    sql: str
    parameters: tuple[Any, ...] = ()
    sorts: tuple[tuple[str, str], ...] = ()
    wide: frozenset[str] = frozenset()
    grouped: frozenset[str] = frozenset()

    def counted(self) -> Statement:
        """Return the statement that counts the rows of this one."""
        return Statement(f"SELECT count(*) AS rows FROM (\n{self.sql}\n) AS answer", self.parameters)

    def printed(self) -> str:
        """Return the statement with its parameters written into it."""
        values = iter(self.parameters)
        return filled(self.sql, lambda _: next(values)) + ";"
