"""Read-only connections to PostgreSQL databases."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import finalize

from azmil import errors
from azmil.errors import AzmilError
from azmil.store.postgres import driver, faults, hosts, read
from azmil.store.postgres.sql import numbered, plain
from azmil.values.answers import Answer, Column, Row, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.paths import Server
    from azmil.store.protocol import Limits, Search, Term

PATIENCE = 60  # time limit of a built-in statement, in seconds
LONGEST = 3600  # time limit of a stream, in seconds
BEGIN = 10  # time limit of the first questions of a connection, in seconds
CHECK = 1  # time limit of the question whether a connection is current, in seconds
_CANCELLED = "57014"  # of a statement that exceeded its time limit, or was interrupted
FETCHED = 1_000  # rows that a stream reads at a time


def connect(server: Server) -> PostgresConnection:
    """Return a connection to the current schema of a database.

    Raises AzmilError if the server cannot be reached, if there is no database of this format, or if the role has no
    access to it or could reach outside it.
    """
    raw = driver.connect(server)
    import psycopg  # noqa: PLC0415 - from an extra, which the line above needs too

    try:
        with read.watched(raw, BEGIN):
            return PostgresConnection(read.session(raw, server))
    except BaseException as error:
        raw.close()
        if isinstance(error, psycopg.Error):
            raise driver.lost(error, server) from None
        raise


class PostgresConnection:
    """A connection that reads one schema; implements ``azmil.store.protocol.Connection``.

    Each statement has its own transaction, which sees the schema that was current when the connection was opened. A
    load keeps that schema until the next one.
    """

    def __init__(self, session: read.Session) -> None:
        self._session = session
        self._raw = session.raw
        self._close = finalize(self, session.raw.close)
        self._close.atexit = False

    @property
    def is_abandoned(self) -> bool:
        """Whether the connection is unusable, because the server has closed it."""
        return bool(self._raw.closed or self._raw.broken)

    @property
    def is_current(self) -> bool:
        """Whether no other schema has become current, and no text has been attached, since it was opened."""
        import psycopg  # noqa: PLC0415 - from an extra

        try:
            with self._session.watched(CHECK):
                return bool(self._raw.execute(read.CURRENT).fetchall() == [tuple(self._session.current)])
        except psycopg.Error:
            return False

    @property
    def state(self) -> str:
        """A text that changes with each load and with attached text."""
        return f"{self._session.current.schema} {self._session.current.changes}"

    @property
    def server(self) -> str:
        """The host and port of the server, whether it is a replica, and how far that is behind its primary."""
        import psycopg  # noqa: PLC0415 - from an extra

        started = time.monotonic()
        try:
            with self._session.watched(PATIENCE):
                return hosts.described(self._raw)
        except psycopg.Error as error:
            raise self._error_of(error, time.monotonic() - started) from None

    def run(self, statement: Statement, limits: Limits | None = None) -> Answer:
        """Return the result of an SQL statement; with ``limits``, run it with the guards for users' SQL.

        A statement that a replica cancels is run again once, within the time that is left.
        """
        started = time.monotonic()
        try:
            return self._run(statement, limits)
        except AzmilError as error:
            if error.fault is not faults.CANCELLED:
                raise
        left = limits and replace(limits, seconds=max(limits.seconds - (time.monotonic() - started), 0.001))
        return self._run(statement, left)

    def _run(self, statement: Statement, limits: Limits | None) -> Answer:
        if limits is not None:
            from azmil.store.postgres import guarded  # noqa: PLC0415 - only needed for users' SQL

            return guarded.run(self._session, self, statement, limits)
        return self.run_within(statement, PATIENCE)

    def run_within(self, statement: Statement, seconds: float) -> Answer:
        """Return the result of a built-in statement; raise ``TOO_LONG`` if it takes longer.

        It has no guards for users' SQL, since their round trips can take longer than the statement.
        """
        import psycopg  # noqa: PLC0415 - from an extra

        started = time.monotonic()
        try:
            names, rows = self._session.run(*converted(statement), seconds)
        except (psycopg.Error, UnicodeEncodeError, MemoryError, OverflowError) as error:
            is_late = (passed := time.monotonic() - started) >= seconds
            if is_late and seconds < PATIENCE and getattr(error, "sqlstate", None) == _CANCELLED:
                from azmil.store.faults import TOO_LONG  # noqa: PLC0415 - only needed after an error

                raise TOO_LONG(seconds=seconds) from None
            raise self._error_of(error, passed) from None
        return Answer(described(names, statement.columns), rows, statement=statement)

    def stream(self, statement: Statement) -> Iterator[Row]:
        """Yield the rows of a built-in SELECT as they are read; other statements may run in between.

        A connection of its own to the same server reads the rows, since the transaction lasts until all are read.
        """
        import psycopg  # noqa: PLC0415 - from an extra

        other = replace(self._session, raw=driver.connect(self._session.server, same_as=self._raw))
        started = time.monotonic()
        sql, parameters = converted(statement)
        try:
            with other.reading(LONGEST), psycopg.RawServerCursor(other.raw, "azmil_stream") as cursor:
                cursor.execute(sql, parameters or ())
                while found := cursor.fetchmany(FETCHED):
                    yield from found
        except (psycopg.Error, UnicodeEncodeError, MemoryError, OverflowError) as error:
            raise self._error_of(error, time.monotonic() - started) from None
        finally:
            other.raw.close()

    def _error_of(self, error: Exception, seconds: float) -> AzmilError:
        """Return the AzmilError for an error of a built-in statement; raise KeyboardInterrupt if it was interrupted."""
        if isinstance(error, UnicodeEncodeError):
            return errors.NO_TEXT(text=error.object.encode(errors="backslashreplace").decode())
        if isinstance(error, (MemoryError, OverflowError)):
            return (errors.NO_MEMORY if isinstance(error, MemoryError) else errors.TOO_LARGE)()
        if lost := self._session.lost(error):
            return lost
        state = getattr(error, "sqlstate", None)
        if state == _CANCELLED and seconds < PATIENCE:
            raise KeyboardInterrupt
        if state in ("42P01", "42501"):
            fault = faults.REPLACED if state == "42P01" and not self._session.exists() else faults.NO_ACCESS
            return fault(path=self._session.server, role=self._session.role)
        from azmil.store.faults import CANNOT_ANSWER  # noqa: PLC0415 - only needed after an error

        return CANNOT_ANSWER(path=self._session.server, reason=driver.reason_of(error, self._session.server))

    def search_statement(self, search_for: Search) -> Statement:
        """Return the SELECT of the results of a search, unsorted; columns: id, kind, line, is_name."""
        from azmil.store.postgres import search  # noqa: PLC0415 - only needed for searches

        return search.search_statement(search_for)

    def knows(self, term: Term) -> bool:
        """Return whether the search index contains a word or phrase."""
        from azmil.store.postgres import search  # noqa: PLC0415 - as above

        return bool(self._rows("SELECT 1 FROM search WHERE found @@ CAST(? AS tsquery) LIMIT 1", search.term_of(term)))

    def words(self) -> list[str]:
        """Return all words in the search index."""
        return [row[0] for row in self._rows("SELECT term FROM search_words ORDER BY term")]

    def indexed(self) -> list[tuple[str, str, str]]:
        """Return the texts of each record in the search index: its id, its names, and its other words."""
        found = self._rows("SELECT id, names, words FROM search WHERE kind <> 'line' ORDER BY id")
        return [(id_, names, words) for id_, names, words in found]

    def functions(self) -> list[str]:
        """Return the names of the SQL functions."""
        built_in = "SELECT DISTINCT proname FROM pg_catalog.pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace"
        return sorted(row[0] for row in self._rows(built_in))

    def view_columns(self) -> list[tuple[str, str]]:
        """Return the view and name of each column of all views."""
        rows = self._rows(
            "SELECT c.relname, a.attname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_attribute AS a "
            "ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relkind = 'v' AND c.relnamespace = CAST(? AS regnamespace) "
            'ORDER BY c.relname COLLATE "C", a.attnum',
            self._session.current.schema,
        )
        return [(view, column) for view, column in rows]

    def interrupt(self) -> None:
        """Interrupt the running statement."""
        self._raw.cancel_safe()

    def close(self) -> None:
        """Close the connection."""
        self._close()

    def _rows(self, sql: str, *parameters: Any) -> list[Row]:
        return self.run(Statement(sql, parameters)).rows


def converted(statement: Statement) -> tuple[str, tuple[Any, ...] | None]:
    """Return a statement as the driver accepts it: with numbered parameters, and with their values."""
    return numbered(statement.sql), tuple(map(plain, statement.parameters)) or None


def described(names: Iterable[str], known: Iterable[Column]) -> list[Column]:
    """Return the columns of a result: the known ones, or new ones with only a name."""
    by_name = {column.name: column for column in known}
    return [by_name.get(name) or Column(name) for name in names]
