"""Fetching of rows one by one, within the limits of a user's SQL statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.store.protocol import MOST_BYTES
from azmil.values.left_out import LeftOut

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from azmil.values.answers import Row

_ROW, _NUMBER = 32, 16  # maximum bytes of a row without its values, and of a number


_LIMIT = LeftOut(None, "limit", "increase the limit")
_SIZE = LeftOut(None, "size", "select fewer rows or columns")


class Fetched(NamedTuple):
    """Column names, or None if the statement returns no rows; rows; and why they are truncated, if so."""

    names: list[str] | None
    rows: list[Row]
    left_out: LeftOut | None = None


def fetch(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any], most_rows: int | None) -> Fetched:
    """Run an SQL statement; return at most ``most_rows`` rows and ``MOST_BYTES``; raise the errors of sqlite3."""
    read = connection.text_factory
    scale = _Scale(read)
    connection.text_factory = scale.weighed
    rows: list[Row] = []
    try:
        cursor = connection.execute(sql, parameters)
        if cursor.description is None:
            return Fetched(None, [])
        names = [name for name, *_ in cursor.description]
        per_row = _ROW + sum(map(_printed, names))  # some formats print the names in each row
        held = per_row
        for row in cursor:
            held += per_row + sum(map(_printed, row))
            scale.weight = 0
            if held > MOST_BYTES:
                return Fetched(names, rows, _SIZE)
            if most_rows is not None and len(rows) >= most_rows:
                return Fetched(names, rows, _LIMIT)
            rows.append(row)
    except _TooHeavyError:
        return Fetched(names, rows, _SIZE)
    finally:
        connection.text_factory = read
    return Fetched(names, rows)


class _TooHeavyError(Exception):
    """A row has more text than a result may have; decoded, it could take four times as much memory."""


class _Scale:
    """Counter of the bytes of a row's texts, before they are decoded."""

    def __init__(self, read: Callable[[bytes], Any]) -> None:
        self.weight = 0
        self._read = read

    def weighed(self, raw: bytes) -> Any:
        """Return decoded bytes; raise _TooHeavyError if the row has too many."""
        self.weight += len(raw)
        if self.weight > MOST_BYTES:
            raise _TooHeavyError
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
