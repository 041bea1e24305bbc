"""Sizes of results of users' SQL statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.values.answers import LeftOut

if TYPE_CHECKING:
    from azmil.values.answers import Row

ROW, _NUMBER = 32, 16  # maximum bytes of a row without its values, and of a number
LIMIT = LeftOut(None, "limit", "increase the limit")
SIZE = LeftOut(None, "size", "select fewer rows or columns")


class Fetched(NamedTuple):
    """Column names (None if the statement has no result), rows, and the reason if they are truncated."""

    names: list[str] | None
    rows: list[Row]
    left_out: LeftOut | None = None


def printed(value: object) -> int:
    """Return the approximate size of a value, in bytes, in the format in which it is largest."""
    if isinstance(value, bytes):
        return 2 * len(value)
    if not isinstance(value, str):
        return _NUMBER
    if not value.isprintable():
        return 6 * len(value.encode(errors="surrogatepass"))  # "\\u0001" in JSON
    return len(value.encode(errors="surrogatepass")) + 5 * sum(map(value.count, '"&<>'))  # "&quot;" in HTML
