"""Database access: a protocol for connections, and its backends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.paths import Server
from azmil.values.answers import Statement

if TYPE_CHECKING:
    from azmil.paths import Address
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Answer, Row


_HAS_LABELS = "SELECT 1 FROM dictionary WHERE table_name = ? AND column_name = 'label'"


def connect(address: Address, *, limits_memory: bool = False) -> Connection:
    """Return a connection to the database at an address: the path of a SQLite file, or a PostgreSQL server.

    ``limits_memory`` permanently limits the memory of SQLite in the whole process; only the command line sets it.
    Raises AzmilError if the database does not exist, is damaged, or is not an azmil database of this format.
    """
    if isinstance(address, Server):
        from azmil.store.postgres.connection import connect as connect_postgres  # noqa: PLC0415 - only one backend

        return connect_postgres(address)
    from azmil.store.sqlite.connection import connect as connect_sqlite  # noqa: PLC0415 - as above

    return connect_sqlite(address, limits_memory=limits_memory)


def current(address: Address, *, limits_memory: bool = False) -> Connection | None:
    """Return a connection to a database with the current format and reports, or None if it must be built.

    Raises AzmilError like ``connect`` if the file is not an azmil database, or has a newer format.
    """
    from azmil import reports  # noqa: PLC0415 - only needed for the default database, which is a file
    from azmil.store.sqlite.read import has_older_format  # noqa: PLC0415

    if isinstance(address, Server) or not address.exists() or has_older_format(address):
        return None
    connection = connect(address, limits_memory=limits_memory)
    if rows(connection, "SELECT value FROM about WHERE name = 'reports'") == [(reports.digest(),)]:
        return connection
    connection.close()
    return None


def rows(connection: Connection, sql: str, *parameters: Any) -> list[Row]:
    """Return the rows of a built-in SELECT."""
    return connection.run(Statement(sql, parameters)).rows


def result_of(connection: Connection, statement: Statement, limits: Limits | None = None) -> Answer:
    """Return the result of an SQL statement, with marks and labels; columns: the statement's.

    The marks are those of the modalities; the labels those of the modalities and of units joined to their quantities.
    """
    answer = connection.run(statement, limits)
    for code, mark, label in rows(connection, "SELECT code, mark, label FROM modalities ORDER BY position"):
        answer.marks[code] = mark
        answer.labels[code] = label
    for column in answer.columns:
        if column.place == "joined" and rows(connection, _HAS_LABELS, column.target):
            answer.labels.update(rows(connection, f"SELECT code, label FROM {column.target}"))
    return answer
