"""Fetching the rows of a user's statement one by one, so that no answer is larger than its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.store.protocol import MOST_BYTES
from azmil.values.left_out import LeftOut

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from azmil.values.answers import Row

_ROW, _NUMBER = 32, 16  # bytes that a row and a number take at most, besides texts


_LIMIT = LeftOut(None, "limit", "increase the limit")
_SIZE = LeftOut(None, "size", "select fewer rows or columns")


class Fetched(NamedTuple):
    """Names of columns, or None where the statement gives no rows; rows; and what is left out, if anything."""

    names: list[str] | None
    rows: list[Row]
    left_out: LeftOut | None = None


def fetch(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any], most_rows: int | None) -> Fetched:
    """Run a statement; return its rows up to a number of rows and ``MOST_BYTES``; raise as sqlite3 does."""
    read = connection.text_factory
    scale = _Scale(read)
    connection.text_factory = scale.weighed
    rows: list[Row] = []
    try:
        cursor = connection.execute(sql, parameters)
        if cursor.description is None:
            return Fetched(None, [])
        names = [name for name, *_ in cursor.description]
        per_row = _ROW + sum(map(_printed, names))  # several formats print the names with each row
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
    """A row has more text than an answer may have; Python would make four bytes of each of its letters."""


class _Scale:
    """Counts the bytes of a row's texts before they are decoded."""

    def __init__(self, read: Callable[[bytes], Any]) -> None:
        self.weight = 0
        self._read = read

    def weighed(self, raw: bytes) -> Any:
        """Return some bytes decoded; raise _TooHeavyError where those of their row are too many."""
        self.weight += len(raw)
        if self.weight > MOST_BYTES:
            raise _TooHeavyError
        return self._read(raw)


def _printed(value: object) -> int:
    """Return about how many bytes a value takes in the format in which it takes most."""
    if isinstance(value, bytes):
        return 2 * len(value)
    if not isinstance(value, str):
        return _NUMBER
    if not value.isprintable():
        return 6 * len(value.encode(errors="surrogatepass"))  # "\\u0001" in JSON
    return len(value.encode(errors="surrogatepass")) + 5 * sum(map(value.count, '"&<>'))  # "&quot;" in HTML
