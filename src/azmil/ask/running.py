"""Running statements, with what the database knows of how to show their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.values.answers import Statement

if TYPE_CHECKING:
    from azmil.store import Connection, Limits
    from azmil.values.answers import Answer, Row


def rows(connection: Connection, sql: str, *parameters: Any) -> list[Row]:
    """Return the rows of a SELECT of azmil's own."""
    return connection.run(Statement(sql, parameters)).rows


def run(connection: Connection, statement: Statement, limits: Limits | None = None) -> Answer:
    """Return the answer to a statement, with the mark and the label of each modality."""
    answer = connection.run(statement, limits)
    for code, mark, label in rows(connection, "SELECT code, mark, label FROM modalities ORDER BY position"):
        answer.marks[code] = mark
        answer.labels[code] = label
    return answer
