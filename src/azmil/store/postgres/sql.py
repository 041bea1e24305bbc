"""SQL text and values as PostgreSQL accepts them."""

from __future__ import annotations

from itertools import count

from azmil.values.sqltext import tokens


def numbered(sql: str) -> str:
    """Return SQL text with $1, $2, ... instead of each ``?``."""
    if "?" not in sql:
        return sql
    numbers = count(1)
    return "".join(f"${next(numbers)}" if token.text == "?" else token.text for token in tokens(sql))


def plain(value: object) -> object:
    """Return the value of a parameter: a flag as a number, as it is stored, and text without null characters.

    PostgreSQL stores no null characters, so they are replaced by a character that no text contains. Raises
    OverflowError, as on SQLite, if a number does not fit into 64 bits.
    """
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise OverflowError(value)
        return int(value)
    return value.replace("\0", "\uffff") if isinstance(value, str) else value
