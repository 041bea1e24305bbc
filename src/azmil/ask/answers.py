"""Own the form of a question and of its answer, and the running of azmil's own statements."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from azmil.errors import AzmilError

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


@dataclass(frozen=True, slots=True)
class Statement:
    """A SELECT with its parameters, which can be printed so that it runs as it is."""

    sql: str
    parameters: tuple[Any, ...] = ()
    sorts: tuple[tuple[str, str], ...] = ()
    wide: frozenset[str] = frozenset()
    grouped: frozenset[str] = frozenset()

    def printed(self) -> str:
        """Return the statement with its parameters written into it."""
        parts = self.sql.split("?")
        values = [*map(_literal, self.parameters), ""]
        return "".join(part + value for part, value in zip(parts, values, strict=True)) + ";"


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def run(connection: sqlite3.Connection, statement: Statement) -> Answer:
    """Return the answer to a statement of azmil's own; raise AzmilError if the database cannot give it."""
    try:
        cursor = connection.execute(statement.sql, statement.parameters)
        rows = cursor.fetchall()
        vocabulary = connection.execute("SELECT code, mark, label FROM modalities ORDER BY position").fetchall()
    except sqlite3.Error as error:
        raise AzmilError(f"the database cannot answer: {error}; build it again with 'azmil load'") from None
    return Answer(
        [name for name, *_ in cursor.description],
        rows,
        dict(statement.sorts),
        statement.wide,
        statement.grouped,
        {code: mark for code, mark, _ in vocabulary},
        {code: label for code, _, label in vocabulary},
    )
