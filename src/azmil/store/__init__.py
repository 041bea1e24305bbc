"""The database that azmil reads and writes: one protocol, and the backends that keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.values.answers import Statement

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Answer, Row


def connect(address: Path, *, limits_memory: bool = False) -> Connection:
    """Return a connection to the database at an address: the path of a SQLite file.

    ``limits_memory`` sets a limit of memory for all SQLite in the process, for good: where it is azmil's own process.
    Raises AzmilError if there is none, or if it is not a sound database of azmil of this format.
    """
    from azmil.store.sqlite.connection import connect as connect_sqlite  # noqa: PLC0415 - of the backend that is asked

    return connect_sqlite(address, limits_memory=limits_memory)


def current(address: Path, *, limits_memory: bool = False) -> Connection | None:
    """Return a connection to a database that this version of azmil made with these reports, or None if there is none.

    One of another version or with other reports is azmil's own to build again. Raises AzmilError as ``connect`` does
    for a file that is not azmil's, or of a newer format.
    """
    from azmil import reports  # noqa: PLC0415 - of the default database only
    from azmil.store.sqlite.read import made_before  # noqa: PLC0415

    if not address.exists() or made_before(address):
        return None
    connection = connect(address, limits_memory=limits_memory)
    if rows(connection, "SELECT value FROM about WHERE name = 'reports'") == [(reports.digest(),)]:
        return connection
    connection.close()
    return None


def rows(connection: Connection, sql: str, *parameters: Any) -> list[Row]:
    """Return the rows of a SELECT of azmil's own."""
    return connection.run(Statement(sql, parameters)).rows


def answered(connection: Connection, statement: Statement, limits: Limits | None = None) -> Answer:
    """Return the answer to a statement, with the mark and the label of each modality."""
    answer = connection.run(statement, limits)
    for code, mark, label in rows(connection, "SELECT code, mark, label FROM modalities ORDER BY position"):
        answer.marks[code] = mark
        answer.labels[code] = label
    return answer
