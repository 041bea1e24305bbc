"""Messages of PostgreSQL about mistakes in a statement, in the words that azmil uses for every backend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.values import sqltext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.values.sqltext import Token

_TABLE = re.compile(r'relation "(?:[^".]+\.)*([^"]+)" does not exist')
_UNKNOWN_TABLE = re.compile(r'(?:missing|invalid reference to) FROM-clause entry for table "([^"]+)"')
_COLUMN = re.compile(r'column "?(.+?)"? does not exist')
_FUNCTION = re.compile(r"function ([\w.]+)\(")
_SYNTAX = re.compile(r"syntax error at or near (.+)")


def reworded(state: str, message: str, sql: str) -> str:
    """Return a message with an SQLSTATE about a statement, such as ``no such table: x``; others as they are."""
    tokens = sqltext.meaningful(sqltext.tokens(sql))
    if state == "42P01" and (found := _UNKNOWN_TABLE.search(message)):
        return f"no such column: {_column_of(found[1], tokens)}"
    if state == "42601" and (found := _SYNTAX.fullmatch(message)):
        return f"near {found[1]}: syntax error"
    patterns = {"42P01": ("table", _TABLE), "42703": ("column", _COLUMN), "42883": ("function", _FUNCTION)}
    kind, pattern = patterns.get(state, ("", None))
    if pattern is None or not (found := pattern.search(message)):
        return message
    return f"no such {kind}: {_as_written(found[1], tokens)}"


def _column_of(table: str, tokens: Sequence[Token]) -> str:
    """Return the first column of a table that a statement names, with the table; PostgreSQL omits the column."""
    for before, dot, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.name == table and dot.text == ".":
            return f"{before.text}.{after.text}"
    return table


def _as_written(name: str, tokens: Sequence[Token]) -> str:
    """Return a name as a statement writes it; PostgreSQL prints it in lower case."""
    return next((token.text for token in tokens if token.kind == "word" and token.name == name), name)
