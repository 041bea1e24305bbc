"""Own the form of a question and of its answer, and the running of azmil's own statements."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from azmil.database import set_deadline
from azmil.errors import AzmilError, TimeLimitError

Row = tuple[Any, ...]
# A place for a value, or what may look like one and is none: a text, a quoted name, a comment.
_MARK = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|\?", re.DOTALL)


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
        return _MARK.sub(lambda match: _literal(next(values)) if match[0] == "?" else match[0], self.sql) + ";"


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def run(connection: sqlite3.Connection, statement: Statement, seconds: float | None = None) -> Answer:
    """Return the answer to a statement, within a time limit if there is one.

    Raises AzmilError if the database cannot give it, TimeLimitError past the limit.
    """
    if seconds is not None:
        set_deadline(connection, seconds)
    try:
        cursor = connection.execute(statement.sql, statement.parameters)
        rows = cursor.fetchall()
        vocabulary = connection.execute("SELECT code, mark, label FROM modalities ORDER BY position").fetchall()
    except sqlite3.Error as error:
        if str(error) == "interrupted":
            raise TimeLimitError(f"the query ran past the limit of {seconds:g} s") from None
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
