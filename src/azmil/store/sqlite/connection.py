"""A connection that reads a SQLite file, whose errors are azmil's."""

from __future__ import annotations

import re
import sqlite3
import time
from typing import TYPE_CHECKING, Any

from azmil import errors
from azmil.errors import AzmilError
from azmil.store.sqlite import read
from azmil.values.answers import Answer, Column, Row, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from azmil.store.protocol import Limits, Search, Term

PATIENCE = 60  # seconds after which a statement of azmil's own is given up; only a view that was changed takes so long
Identity = tuple[int, int, int]  # device, inode and time of change of a file
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


def connect(path: Path, *, limits_memory: bool = False) -> SqliteConnection:
    """Return a guarded connection to a database; raise AzmilError if there is no sound one of this format."""
    opened = _identity(path)  # before, so that a file which replaces it meanwhile is noticed
    return SqliteConnection(path, read.connect(path, limits_memory=limits_memory), opened)


class SqliteConnection:
    """A guarded connection to one file, as ``azmil.store.Connection`` describes it."""

    def __init__(self, path: Path, raw: sqlite3.Connection, opened: Identity | None) -> None:
        self._path = path
        self._raw = raw
        self._opened = opened
        self._end = 0.0  # of the time for the statement of azmil's own that runs
        self.is_abandoned = False

    def __del__(self) -> None:
        """End a connection that nobody uses any more."""
        self.close()

    @property
    def is_current(self) -> bool:
        """Whether the file is still the one that was opened."""
        return _identity(self._path) == self._opened

    def run(self, statement: Statement, limits: Limits | None = None) -> Answer:
        """Return the answer to a statement of azmil's own, or with ``limits`` of a user's."""
        return self._run_own(statement) if limits is None else self._run_guarded(statement, limits)

    def _run_own(self, statement: Statement) -> Answer:
        self._end = time.monotonic() + PATIENCE
        try:
            read.set_deadline(self._raw, PATIENCE)
            cursor = self._raw.execute(statement.sql, statement.parameters)
            rows = cursor.fetchall()
        except (sqlite3.Error, ValueError, MemoryError, OverflowError) as error:
            raise self._own_error(error) from None
        columns = _described([name for name, *_ in cursor.description], statement.columns)
        return Answer(columns, rows, statement=statement)

    def _own_error(self, error: Exception) -> AzmilError:
        """Return the error of azmil's for one that a statement of its own meets; raise KeyboardInterrupt for Ctrl-C.

        A Ctrl-C that comes inside a callback of SQLite's becomes an error of SQLite's.
        """
        if re.search("interrupted|prohibited|not authorized", str(error)) and time.monotonic() < self._end:
            raise KeyboardInterrupt
        if isinstance(error, UnicodeEncodeError):
            return errors.NO_TEXT(text=error.object.encode(errors="backslashreplace").decode())
        if isinstance(error, MemoryError):
            return errors.NO_MEMORY()
        if isinstance(error, OverflowError):
            return errors.TOO_LARGE()
        from azmil.store import faults  # noqa: PLC0415 - after an error only

        return faults.CANNOT_ANSWER(reason=error, path=self._path)

    def _run_guarded(self, statement: Statement, limits: Limits) -> Answer:
        from azmil.store import faults  # noqa: PLC0415 - of a user's statements only, as the next
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
            raise
        except UnicodeEncodeError as error:
            raise self._own_error(error) from None
        except (sqlite3.Error, sqlite3.Warning, ValueError, MemoryError, OverflowError) as error:
            raise self._users_error(error, statement.sql) from None
        if found.names is None:
            raise faults.NO_STATEMENT()
        if found.left_out is not None and not found.rows:
            raise faults.TOO_LARGE()
        answer = Answer(_described(found.names, statement.columns), found.rows, statement=statement)
        if found.left_out is not None:
            answer.left_out.append(found.left_out)
        return answer

    def _users_error(self, error: Exception, sql: str) -> AzmilError:
        """Return the error of azmil's for one that a statement of a user's meets."""
        from azmil.store import faults  # noqa: PLC0415 - after an error only

        text = str(error)
        if isinstance(error, (MemoryError, OverflowError)) or "too big" in text or "out of memory" in text:
            return faults.TOO_LARGE()
        if re.search("prohibited|not authorized|cannot modify|authorization denied|readonly|too many attached", text):
            return faults.FORBIDDEN(reason=text)
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _BROKEN:
            return faults.CANNOT_ANSWER(reason=text, path=self._path)
        from azmil.store.sqlite.suggestions import suggest  # noqa: PLC0415 - after an error only

        return faults.WRONG(reason=text.rstrip("."), hint=suggest(self, sql, text))

    def finding(self, search_for: Search) -> Statement:
        """Return the SELECT of what a search finds."""
        from azmil.store.sqlite import search  # noqa: PLC0415 - of searches only

        return search.finding(search_for)

    def knows(self, term: Term) -> bool:
        """Return whether a word or phrase occurs anywhere."""
        from azmil.store.sqlite import search  # noqa: PLC0415 - as above

        return bool(self._rows("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", search.term_of(term)))

    def words(self) -> list[str]:
        """Return every word that can be found."""
        return [row[0] for row in self._rows("SELECT term FROM search_words")]

    def functions(self) -> list[str]:
        """Return the names of the functions that a statement may call."""
        return [row[0] for row in self._rows("SELECT DISTINCT name FROM pragma_function_list ORDER BY name")]

    def view_columns(self) -> list[tuple[str, str]]:
        """Return view and name of each column of a view."""
        rows = self._rows(
            "SELECT report.name, its.name FROM sqlite_master AS report, pragma_table_info(report.name) AS its "
            "WHERE report.type = 'view' ORDER BY report.name, its.cid"
        )
        return [(view, column) for view, column in rows]

    def interrupt(self) -> None:
        """Stop the statement that runs."""
        self._raw.interrupt()

    def close(self) -> None:
        """End the connection, unless a statement still runs on it."""
        if not self.is_abandoned:
            self._raw.close()

    def _rows(self, sql: str, *parameters: Any) -> list[Row]:
        return self._run_own(Statement(sql, parameters)).rows


def _described(names: Iterable[str], known: Iterable[Column]) -> list[Column]:
    """Return the columns of an answer, each as it is known or else by its name alone."""
    by_name = {column.name: column for column in known}
    return [by_name.get(name) or Column(name) for name in names]


def _identity(path: Path) -> Identity | None:
    """Return what tells one file at a path from the next, or None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns
