"""Read-only connections to SQLite files."""

from __future__ import annotations

import re
import sqlite3
import time
from typing import TYPE_CHECKING, Any
from weakref import finalize

from azmil import errors
from azmil.errors import AzmilError
from azmil.store.sqlite import read
from azmil.values.answers import Answer, Column, Row, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from azmil.store.protocol import Limits, Search, Term

PATIENCE = 60  # time limit of a built-in statement, in seconds; only a view changed by another program takes that long
FETCHED = 1_000  # rows that a stream reads at a time
Identity = tuple[int, int, int]  # device, inode and modification time of a file
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


def connect(path: Path, *, limits_memory: bool = False) -> SqliteConnection:
    """Return a guarded connection to a database; raise AzmilError if it cannot be opened or is not valid."""
    opened = _identity(path)  # first, so that a replacement in the meantime is noticed
    return SqliteConnection(path, read.connect(path, limits_memory=limits_memory), opened)


class SqliteConnection:
    """A guarded connection to one file; implements ``azmil.store.protocol.Connection``."""

    def __init__(self, path: Path, raw: sqlite3.Connection, opened: Identity | None) -> None:
        self._path = path
        self._raw = raw
        self._opened = opened
        self._end = 0.0  # deadline of the running built-in statement
        self.is_abandoned = False
        # Not __del__: the collector may finalize the raw connection first, which warns that it was not closed.
        self._close = finalize(self, raw.close)
        self._close.atexit = False

    @property
    def is_current(self) -> bool:
        """Whether the file has not been replaced since it was opened."""
        return _identity(self._path) == self._opened

    @property
    def state(self) -> str:
        """Empty: the checksum of the file changes with each load and with attached text."""
        return ""

    @property
    def server(self) -> str:
        """Empty: there is none."""
        return ""

    def run(self, statement: Statement, limits: Limits | None = None) -> Answer:
        """Return the result of an SQL statement; with ``limits``, run it with the guards for users' SQL."""
        return self._run_built_in(statement) if limits is None else self._run_guarded(statement, limits)

    def run_within(self, statement: Statement, seconds: float) -> Answer:
        """Return the result of a built-in statement; raise ``TOO_LONG`` if it takes longer."""
        from azmil.store.protocol import Limits  # noqa: PLC0415 - only needed for large databases

        return self._run_guarded(statement, Limits(seconds, None))

    def _run_built_in(self, statement: Statement) -> Answer:
        self._end = time.monotonic() + PATIENCE
        try:
            read.set_deadline(self._raw, PATIENCE)
            cursor = self._raw.execute(statement.sql, statement.parameters)
            rows = cursor.fetchall()
        except (sqlite3.Error, ValueError, MemoryError, OverflowError) as error:
            raise self._error_of_built_in(error) from None
        columns = _described([name for name, *_ in cursor.description], statement.columns)
        return Answer(columns, rows, statement=statement)

    def stream(self, statement: Statement) -> Iterator[Row]:
        """Yield the rows of a built-in SELECT as they are read; other statements may run in between."""
        cursor = self._raw.cursor()
        try:
            while True:
                self._end = time.monotonic() + PATIENCE
                read.set_deadline(self._raw, PATIENCE)
                if cursor.description is None:
                    cursor.execute(statement.sql, statement.parameters)
                found = cursor.fetchmany(FETCHED)
                if not found:
                    return
                yield from found
        except (sqlite3.Error, ValueError, MemoryError, OverflowError) as error:
            raise self._error_of_built_in(error) from None
        finally:
            cursor.close()

    def _error_of_built_in(self, error: Exception) -> AzmilError:
        """Return the AzmilError for an error of a built-in statement; raise KeyboardInterrupt for Ctrl-C.

        SQLite turns Ctrl-C inside a callback into one of its own errors.
        """
        if re.search("interrupted|prohibited|not authorized", str(error)) and time.monotonic() < self._end:
            raise KeyboardInterrupt
        if isinstance(error, UnicodeEncodeError):
            return errors.NO_TEXT(text=error.object.encode(errors="backslashreplace").decode())
        if isinstance(error, MemoryError):
            return errors.NO_MEMORY()
        if isinstance(error, OverflowError):
            return errors.TOO_LARGE()
        from azmil.store import faults  # noqa: PLC0415 - only needed after an error

        return faults.CANNOT_ANSWER(reason=error, path=self._path)

    def _run_guarded(self, statement: Statement, limits: Limits) -> Answer:
        from azmil.store import faults  # noqa: PLC0415 - only needed for users' SQL, like the next two
        from azmil.store.sqlite.fetch import fetch  # noqa: PLC0415
        from azmil.store.sqlite.watch import within  # noqa: PLC0415

        try:
            found = within(
                self._raw,
                limits.seconds,
                lambda: fetch(self._raw, statement.sql, statement.parameters, limits.most_rows),
            )
        except AzmilError as error:
            self.is_abandoned = error.fault in (faults.STUCK, faults.STUCK_AT_CTRL_C)
            if self.is_abandoned:
                self._close.detach()
            raise
        except UnicodeEncodeError as error:
            raise self._error_of_built_in(error) from None
        except (sqlite3.Error, sqlite3.Warning, ValueError, MemoryError, OverflowError) as error:
            raise self._error_of_users(error, statement.sql) from None
        if found.names is None:
            raise faults.NO_STATEMENT()
        if found.left_out is not None and not found.rows:
            raise faults.TOO_LARGE()
        answer = Answer(_described(found.names, statement.columns), found.rows, statement=statement)
        if found.left_out is not None:
            answer.left_out.append(found.left_out)
        return answer

    def _error_of_users(self, error: Exception, sql: str) -> AzmilError:
        """Return the AzmilError for an error of a user's SQL statement."""
        from azmil.store import faults  # noqa: PLC0415 - only needed after an error

        text = str(error)
        if isinstance(error, (MemoryError, OverflowError)) or "too big" in text or "out of memory" in text:
            return faults.TOO_LARGE()
        if re.search("prohibited|not authorized|cannot modify|authorization denied|readonly|too many attached", text):
            return faults.FORBIDDEN(reason=text)
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _BROKEN:
            return faults.CANNOT_ANSWER(reason=text, path=self._path)
        from azmil.store.suggestions import suggest  # noqa: PLC0415 - only needed after an error

        return faults.WRONG(reason=text.rstrip("."), hint=suggest(self, sql, text))

    def search_statement(self, search_for: Search) -> Statement:
        """Return the SELECT of the results of a search, unsorted; columns: id, kind, line, is_name."""
        from azmil.store.sqlite import search  # noqa: PLC0415 - only needed for searches

        return search.search_statement(search_for)

    def knows(self, term: Term) -> bool:
        """Return whether the search index contains a word or phrase."""
        from azmil.store.sqlite import search  # noqa: PLC0415 - as above

        return bool(self._rows("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", search.term_of(term)))

    def words(self) -> list[str]:
        """Return all words in the search index."""
        return [row[0] for row in self._rows("SELECT term FROM search_words")]

    def indexed(self) -> list[tuple[str, str, str]]:
        """Return the texts of each record in the search index: its id, its names, and its other words."""
        found = self._rows("SELECT id, names, words FROM search WHERE kind <> 'line' ORDER BY id")
        return [(id_, names, words) for id_, names, words in found]

    def functions(self) -> list[str]:
        """Return the names of the SQL functions."""
        return [row[0] for row in self._rows("SELECT DISTINCT name FROM pragma_function_list ORDER BY name")]

    def view_columns(self) -> list[tuple[str, str]]:
        """Return the view and name of each column of all views."""
        rows = self._rows(
            "SELECT report.name, info.name FROM sqlite_master AS report, pragma_table_info(report.name) AS info "
            "WHERE report.type = 'view' ORDER BY report.name, info.cid"
        )
        return [(view, column) for view, column in rows]

    def interrupt(self) -> None:
        """Interrupt the running statement."""
        self._raw.interrupt()

    def close(self) -> None:
        """Close the connection, unless an abandoned statement still runs on it."""
        self._close()

    def _rows(self, sql: str, *parameters: Any) -> list[Row]:
        return self._run_built_in(Statement(sql, parameters)).rows


def _described(names: Iterable[str], known: Iterable[Column]) -> list[Column]:
    """Return the columns of a result: the known ones, or new ones with only a name."""
    by_name = {column.name: column for column in known}
    return [by_name.get(name) or Column(name) for name in names]


def _identity(path: Path) -> Identity | None:
    """Return the identity of the file at a path, or None if there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns
