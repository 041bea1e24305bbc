"""Database access: a protocol for connections, and its backends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from azmil.paths import Server
from azmil.values.answers import Answer, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.paths import Address
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Column, Row

MOST_KEPT = 1_000  # rows of a result that is kept
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


class _Keeping:
    """A connection that keeps the results of built-in statements, and returns them for equal statements."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: dict[tuple[str, tuple[Any, ...]], tuple[list[Column], list[Row]]] = {}

    def run(self, statement: Statement, limits: Limits | None = None) -> Answer:
        """Return the result of an SQL statement, run at most once if it has no limits."""
        if limits is not None:
            return self._connection.run(statement, limits)
        return self._once(statement, self._connection.run)

    def run_within(self, statement: Statement, seconds: float) -> Answer:
        """Return the result of a built-in statement, run at most once; raise ``TOO_LONG`` if it takes longer."""
        return self._once(statement, lambda wanted: self._connection.run_within(wanted, seconds))

    def _once(self, statement: Statement, run: Callable[[Statement], Answer]) -> Answer:
        key = statement.sql, statement.parameters
        if key not in self._kept:
            found = run(statement)
            if len(found.rows) > MOST_KEPT:
                return found
            self._kept[key] = found.columns, found.rows
        columns, kept = self._kept[key]
        return Answer([*columns], [*kept], statement=statement)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def keeping(connection: Connection) -> Connection:
    """Return a connection that runs equal statements once, for one answer, which looks names up again and again."""
    return cast("Connection", _Keeping(connection))


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
