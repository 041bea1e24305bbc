"""Suggestions for nonexistent tables, columns and functions in SQL statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import nearest, suggestion
from azmil.values import sqltext
from azmil.values.answers import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.store.protocol import Connection

_MISSING = re.compile(r"no such (table|column|function): (?:\w+\.)*(\w+)")
_MOST = 3  # tables listed for one column
_SHARED = ("records", "parties", "evidence")  # tables that are joined to the table of a kind


def suggest(connection: Connection, sql: str, message: str) -> str:
    """Return a suggestion to append to an error message such as ``no such table: x``, or an empty string.

    A column of the tables in the statement is suggested by name, any other column with its table.
    """
    missing = _MISSING.search(message)
    if missing is None:
        return ""
    kind, name = missing.groups()
    if kind == "function":
        return suggestion(name, connection.functions())
    names = Statement("SELECT table_name, column_name FROM dictionary ORDER BY table_name, position")
    columns = connection.run(names).rows
    if kind == "table":
        return _table(name, dict.fromkeys(table for table, _ in columns))
    return _column(name, sql, [(table, column) for table, column in columns if column])


def _table(name: str, known: Iterable[str]) -> str:
    others = [table for table in known if table.casefold() != name.casefold()]
    report = f"{name}_report"
    return f"; did you mean '{report}'?" if report in others else suggestion(name, others)


def _column(name: str, sql: str, columns: list[tuple[str, str]]) -> str:
    named = {token.name for token in sqltext.tokens(sql)}
    having = [table for table, column in columns if column == name.casefold()]
    if not named.intersection(having) and (
        close := nearest(name, [column for table, column in columns if table in named], 1)
    ):
        return f"; did you mean '{close[0]}'?"
    if not having and (close := nearest(name, [column for _, column in columns], 1)):
        name = close[0]
        having = [table for table, column in columns if column == name]
    groups = (named, {f"{table}_report" for table in named}, _SHARED, having)
    best: list[str] = next(filter(None, ([table for table in having if table in group] for group in groups)), [])
    close = [f"'{table}.{name.casefold()}'" for table in best[:_MOST]]
    return f"; did you mean {' or '.join(close)}?" if close else ""
