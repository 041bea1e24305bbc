"""Users' SQL: one SELECT, within its limits.

The statement is the query of a cursor, which accepts a single SELECT and nothing else. The query is read through
another one that omits the values of rows past the largest size, so that they are never sent; before each batch of
rows the limits are set again, since functions in the statement can change them. At the end everything is rolled back.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from azmil.errors import NO_MEMORY, NO_TEXT
from azmil.store import faults
from azmil.store.postgres import driver, read
from azmil.store.postgres.sql import numbered, plain
from azmil.store.protocol import MOST_BYTES
from azmil.store.sizes import LIMIT, ROW, SIZE, Fetched, printed
from azmil.values import sqltext
from azmil.values.answers import Answer, Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import psycopg

    from azmil.errors import AzmilError
    from azmil.store.postgres.read import Session
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Row, Statement

BATCH = 500  # rows fetched at once
# Numbers, flags and days: types whose values are never large.
_SMALL = frozenset({16, 20, 21, 23, 26, 700, 701, 1082, 1083, 1114, 1184, 2278})
# Statements that a cursor does not accept, which would be called syntax errors.
_FORBIDDEN_WORDS = re.compile(
    "ABORT|ALTER|ANALYZE|ATTACH|BEGIN|CALL|CHECKPOINT|CLOSE|CLUSTER|COMMENT|COMMIT|COPY|CREATE|"
    "DEALLOCATE|DECLARE|DELETE|DETACH|DISCARD|DO|DROP|END|EXECUTE|EXPLAIN|FETCH|GRANT|IMPORT|INSERT|"
    "LISTEN|LOAD|LOCK|MERGE|MOVE|NOTIFY|PRAGMA|PREPARE|REASSIGN|REFRESH|REINDEX|RELEASE|REPLACE|RESET|"
    "REVOKE|ROLLBACK|SAVEPOINT|SECURITY|SET|SHOW|START|TRUNCATE|UNLISTEN|UPDATE|VACUUM"
)
_FORBIDDEN = ("25", "2F", "42501", "42P11")
_TOO_LARGE = ("53", "54")


def run(session: Session, connection: Connection, statement: Statement, limits: Limits) -> Answer:
    """Return the result of a user's SQL statement; raise AzmilError if it is invalid, not allowed, or too large."""
    import psycopg  # noqa: PLC0415 - from an extra

    sql = _single(statement.sql)
    end = time.monotonic() + limits.seconds
    try:
        with session.reading(limits.seconds):
            found = _Cursor(session.raw, sql, tuple(map(plain, statement.parameters)), end).fetch(limits)
    except UnicodeEncodeError as error:
        raise NO_TEXT(text=error.object.encode(errors="backslashreplace").decode()) from None
    except MemoryError:
        raise NO_MEMORY() from None
    except OverflowError:
        raise faults.TOO_LARGE() from None
    except psycopg.Error as error:
        raise _error_of(
            session, connection, error, statement.sql, limits, is_late=time.monotonic() > end - 0.01
        ) from None
    if found.left_out is not None and not found.rows:
        raise faults.TOO_LARGE()
    known = {column.name: column for column in statement.columns}
    columns = [known.get(name) or Column(name) for name in found.names or ()]
    return Answer(columns, found.rows, [found.left_out] if found.left_out else [], statement=statement)


def _single(sql: str) -> str:
    """Return a statement without its semicolon; raise AzmilError if it cannot be a SELECT."""
    tokens = sqltext.meaningful(sqltext.tokens(sql))
    first = next((token for token in tokens if token.text not in "(;"), None)
    if first is None:
        raise faults.NO_STATEMENT()
    if "\0" in sql:  # the driver would end the statement there
        raise faults.WRONG(reason="the query contains a null character", hint="")
    if _FORBIDDEN_WORDS.fullmatch(first.word):
        raise faults.FORBIDDEN(reason=f"only SELECT is, not {first.word}")
    return sql[: tokens[-1].start] if tokens[-1].text == ";" else sql


class _Cursor:
    """A cursor for a user's statement, in the current transaction."""

    def __init__(self, raw: psycopg.Connection[Any], sql: str, parameters: Sequence[Any], end: float) -> None:
        self._raw = raw
        self._sql = numbered(sql)
        self._parameters = parameters
        self._end = end

    def fetch(self, limits: Limits) -> Fetched:
        """Return at most ``limits.most_rows`` rows and ``MOST_BYTES``."""
        with self._declared("azmil_shape", self._sql) as cursor:
            shape = [(column.name, column.type_code) for column in cursor.description or ()]
        names = [name for name, _ in shape]
        if not shape:
            return Fetched(names, [])
        with self._declared("azmil_rows", _within_size([type_ for _, type_ in shape], self._sql)):
            return self._rows(names, limits)

    def _rows(self, names: list[str], limits: Limits) -> Fetched:
        rows: list[Row] = []
        per_row = ROW + sum(map(printed, names))  # some formats print the names in each row
        size = per_row
        while batch := self._next():
            for *values, total in batch:
                size += per_row + sum(map(printed, values))
                if size > MOST_BYTES or total > MOST_BYTES:
                    return Fetched(names, rows, SIZE)
                if limits.most_rows is not None and len(rows) >= limits.most_rows:
                    return Fetched(names, rows, LIMIT)
                rows.append(tuple(values))
            if len(batch) < BATCH:
                break
        return Fetched(names, rows)

    @contextmanager
    def _declared(self, name: str, sql: str) -> Iterator[psycopg.RawServerCursor[Any]]:
        """Declare a cursor for a SELECT, which has not run yet; the end of the transaction closes it on the server."""
        import psycopg  # noqa: PLC0415 - from an extra

        self._raw.execute(read.limits(self._left()))
        cursor = psycopg.RawServerCursor(self._raw, name, scrollable=False)
        try:
            cursor.execute(sql, self._parameters)
            yield cursor
        finally:
            psycopg.Cursor.close(cursor)  # without a statement, which could exceed the time limit

    def _next(self) -> list[Row]:
        """Return the next rows, with the limits set again before."""
        cursor = self._raw.execute(f"{read.limits(self._left())}; FETCH FORWARD {BATCH} FROM azmil_rows")
        while cursor.nextset():
            pass
        rows: list[Row] = cursor.fetchall()
        return rows

    def _left(self) -> float:
        return max(self._end - time.monotonic(), 0.001)


def _within_size(types: Sequence[int], sql: str) -> str:
    """Return a SELECT of the rows of another, each with the size so far, and without values past the largest size."""
    names = [f"c{number}" for number in range(1, len(types) + 1)]
    large = [name for name, type_ in zip(names, types, strict=True) if type_ not in _SMALL]
    size = " + ".join(f"coalesce(octet_length(CAST({name} AS text)), 0)" for name in large) or "0"
    shown = [f"CASE WHEN total <= {MOST_BYTES} THEN {name} END AS {name}" if name in large else name for name in names]
    # OFFSET 0 keeps the server from computing a value once for each place where it is used.
    return (
        f"SELECT {', '.join(shown)}, total FROM (\n"
        f"SELECT *, CAST(sum({size}) OVER (ROWS UNBOUNDED PRECEDING) AS bigint) AS total FROM (\n"
        f"SELECT * FROM (\n{sql}\n) AS answer ({', '.join(names)}) OFFSET 0\n) AS answer\n) AS answer"
    )


def _error_of(
    session: Session, connection: Connection, error: psycopg.Error, sql: str, limits: Limits, *, is_late: bool
) -> AzmilError:
    """Return the AzmilError for an error of a user's statement; raise KeyboardInterrupt if it was interrupted."""
    state = error.sqlstate or ""
    if lost := session.lost(error):
        return lost
    if state == "57014":
        if is_late:
            return faults.TOO_LONG(seconds=limits.seconds)
        raise KeyboardInterrupt
    reason = driver.reason_of(error, session.server)
    if state.startswith(_TOO_LARGE) or "memory alloc" in reason:
        return faults.TOO_LARGE()
    if state.startswith(_FORBIDDEN) or reason.startswith("DECLARE CURSOR"):
        return faults.FORBIDDEN(reason=reason)
    from azmil.store.postgres.messages import reworded  # noqa: PLC0415 - only needed after an error
    from azmil.store.suggestions import suggest  # noqa: PLC0415

    reason = reworded(state, reason, sql)
    return faults.WRONG(reason=reason, hint=suggest(connection, sql, reason))
