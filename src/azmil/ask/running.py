"""Running azmil's own statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.values.answers import Answer, Statement

if TYPE_CHECKING:
    import sqlite3


def run(connection: sqlite3.Connection, statement: Statement) -> Answer:
    """Return the answer to a statement; raise sqlite3.Error if the database cannot give it."""
    cursor = connection.execute(statement.sql, statement.parameters)
    return dressed(connection, statement, Answer([name for name, *_ in cursor.description], cursor.fetchall()))


def dressed(connection: sqlite3.Connection, statement: Statement, plain: Answer) -> Answer:
    """Return columns and rows together with what a statement and the database know of how to show them."""
    vocabulary = connection.execute("SELECT code, mark, label FROM modalities ORDER BY position").fetchall()
    return Answer(
        plain.columns,
        plain.rows,
        dict(statement.sorts),
        statement.wide,
        statement.grouped,
        {code: mark for code, mark, _ in vocabulary},
        {code: label for code, _, label in vocabulary},
    )
