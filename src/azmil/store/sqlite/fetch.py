"""Fetching rows one by one, within the limits of a user's SQL statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.store.protocol import MOST_BYTES
from azmil.store.sizes import LIMIT, ROW, SIZE, Fetched, printed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from azmil.values.answers import Row


def fetch(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any], most_rows: int | None) -> Fetched:
    """Run an SQL statement; return at most ``most_rows`` rows and ``MOST_BYTES``; raise the errors of sqlite3."""
    read = connection.text_factory
    counter = _TextCounter(read)
    connection.text_factory = counter.decode
    rows: list[Row] = []
    try:
        cursor = connection.execute(sql, parameters)
        if cursor.description is None:
            return Fetched(None, [])
        names = [name for name, *_ in cursor.description]
        per_row = ROW + sum(map(printed, names))  # some formats print the names in each row
        size = per_row
        for row in cursor:
            size += per_row + sum(map(printed, row))
            counter.size = 0
            if size > MOST_BYTES:
                return Fetched(names, rows, SIZE)
            if most_rows is not None and len(rows) >= most_rows:
                return Fetched(names, rows, LIMIT)
            rows.append(row)
    except _TooLargeError:
        return Fetched(names, rows, SIZE)
    finally:
        connection.text_factory = read
    return Fetched(names, rows)


class _TooLargeError(Exception):
    """A row has more text than a result may have; decoded, it could take four times as much memory."""


class _TextCounter:
    """Counter of the bytes of text in a row, before decoding."""

    def __init__(self, read: Callable[[bytes], Any]) -> None:
        self.size = 0
        self._read = read

    def decode(self, raw: bytes) -> Any:
        """Return decoded bytes; raise _TooLargeError if the row has more than allowed."""
        self.size += len(raw)
        if self.size > MOST_BYTES:
            raise _TooLargeError
        return self._read(raw)
