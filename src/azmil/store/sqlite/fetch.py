"""Fetching rows one by one, within the limits of a user's SQL statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.store.protocol import MOST_BYTES
from azmil.values.answers import LeftOut

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from azmil.values.answers import Row

_ROW, _NUMBER = 32, 16  # maximum bytes of a row without its values, and of a number


_LIMIT = LeftOut(None, "limit", "increase the limit")
_SIZE = LeftOut(None, "size", "select fewer rows or columns")


class Fetched(NamedTuple):
    """Column names (None if the statement has no result), rows, and the reason if they are truncated."""

    names: list[str] | None
    rows: list[Row]
    left_out: LeftOut | None = None


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
        per_row = _ROW + sum(map(_printed, names))  # some formats print the names in each row
        size = per_row
        for row in cursor:
            size += per_row + sum(map(_printed, row))
            counter.size = 0
            if size > MOST_BYTES:
                return Fetched(names, rows, _SIZE)
            if most_rows is not None and len(rows) >= most_rows:
                return Fetched(names, rows, _LIMIT)
            rows.append(row)
    except _TooLargeError:
        return Fetched(names, rows, _SIZE)
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


def _printed(value: object) -> int:
    """Return the approximate size of a value, in bytes, in the format in which it is largest."""
    if isinstance(value, bytes):
        return 2 * len(value)
    if not isinstance(value, str):
        return _NUMBER
    if not value.isprintable():
        return 6 * len(value.encode(errors="surrogatepass"))  # "\\u0001" in JSON
    return len(value.encode(errors="surrogatepass")) + 5 * sum(map(value.count, '"&<>'))  # "&quot;" in HTML
