"""How the rows of a report are sorted: by columns that users choose, then by id, then in the order of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask.conditions import column_of
from azmil.reports import types

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from azmil.reports import Report
    from azmil.store.protocol import Connection
    from azmil.values.answers import Column


def terms(connection: Connection, report: Report, sort: Sequence[str]) -> str:
    """Return the terms of ORDER BY for columns, each with a prefix - for descending; empty values come last.

    Rows that are equal in these columns follow in the order of their ids, and those of one record in the report's.
    """
    known = known_columns(connection, report)
    found = []
    for name in sort:
        direction = " DESC" * name.startswith("-")
        column = column_of(report, name.removeprefix("-"))
        found += [f"{key}{direction} NULLS LAST" for key in keys(report, column, known)]
    has_ids = report.column("id") is not None
    is_by_id = "id" in {name.removeprefix("-") for name in sort}
    return ", ".join(filter(None, [*found, "id" if has_ids and not is_by_id else "", report.order]))


def known_columns(connection: Connection, report: Report) -> set[str]:
    """Return the columns of a report, including those that it does not show."""
    shown = {column.name for column in report.columns}
    if report.is_user_defined:
        return shown
    return shown | {name for view, name in connection.view_columns() if view == report.view}


def keys(report: Report, column: Column, known: Collection[str]) -> list[str]:
    """Return the terms that sort by a column; ``known`` are all columns of the report."""
    given = report.keys.get(column.name, "")
    if not given:
        return types.of(column).order(column, known)
    from azmil.values.sqltext import split_terms  # noqa: PLC0415 - few columns have keys

    return split_terms(given)
