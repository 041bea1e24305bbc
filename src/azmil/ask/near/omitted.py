"""Rows that filters omit although a user may expect them: undated ones, parts of a thing, rows without a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask import conditions
from azmil.ask.conditions import column_of
from azmil.ask.near.counting import count, source_of, without
from azmil.ask.near.patience import impatient, in_time
from azmil.reports import matching, types
from azmil.reports.matching import Condition
from azmil.store import rows
from azmil.values.answers import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.reports import Report
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Question

_MOST_LISTED = 1000  # parts


def left_out(
    connection: Connection, report: Report, question: Question, limits: Limits | None, *, is_empty: bool
) -> list[LeftOut]:
    """Return the rows that the filters of a question omit although a user may expect them.

    If the answer ``is_empty``, what is near it follows; if it is dated and has no certain row, gaps that explain why.
    """
    connection = impatient(connection)
    found: list[LeftOut] = []
    filtered = (report.column(name.replace("-", "_")) for name in question.where)
    by_date = question.is_dated or any(column is not None and column.type == "date" for column in filtered)
    if by_date:
        from azmil.ask import timeless  # noqa: PLC0415 - most questions have no date filter

        found += in_time(lambda: timeless.left_out(connection, report, question, limits))
    found += in_time(lambda: _by_filters(connection, report, question, limits))
    if is_empty:
        from azmil.ask.near import empty  # noqa: PLC0415 - most answers have rows

        found += empty.left_out(connection, report, question, limits, found)
    elif by_date:
        from azmil.ask.near import gaps  # noqa: PLC0415 - most questions have no date filter

        found += in_time(lambda: gaps.of_uncertain(connection, report, question, limits))
    return found


def _by_filters(connection: Connection, report: Report, question: Question, limits: Limits | None) -> Iterator[LeftOut]:
    """Yield the rows that the filters by name, bound and certainty omit."""
    if question.as_of is not None and question.is_certain:
        possible = question._replace(is_certain=False)
        every, certain = (count(connection, report, asked, limits) for asked in (possible, question))
        if every > certain:
            yield LeftOut(every - certain, "uncertain", "include rows that possibly hold", possible)
    for name in dict.fromkeys((*question.at_least, *question.at_most)):
        yield from _without_value(connection, report, question, limits, name)
    for name in question.where:
        column = report.column(name.replace("-", "_"))
        if column is not None and column.type == "name":
            yield from _of_parts(connection, report, question, limits, name)
        elif column is not None and column.type == "date" and column.name != "date":
            yield from _without_value(connection, report, question, limits, name)


def _without_value(
    connection: Connection, report: Report, question: Question, limits: Limits | None, name: str
) -> Iterator[LeftOut]:
    """Yield the rows that have no value in a column and match all other filters."""
    column, fewer = column_of(report, name), without(question, name, ("where", "at_least", "at_most"))
    if empty := count(connection, report, fewer, limits, [Condition(f"{column.name} IS NULL", [])]):
        yield LeftOut(empty, "empty", f"remove the filters by '{column.name}'", fewer, name=column.name)


def _of_parts(
    connection: Connection, report: Report, question: Question, limits: Limits | None, name: str
) -> Iterator[LeftOut]:
    """Yield the rows that name a part of the thing by which a column is filtered, but not the thing itself."""
    column, fewer = column_of(report, name), without(question, name)
    named = types.of(column).condition(source_of(connection, report, limits), column, question.where[name])
    among = f"FROM parts WHERE {matching.any_of('whole_id', named.parameters)}"
    pairs = rows(connection, f"SELECT whole_id, part_id {among} ORDER BY whole_id", *named.parameters)
    if not pairs:
        return
    wholes, ids = (list(dict.fromkeys(side)) for side in zip(*pairs, strict=True))
    is_part = Condition(f"{column.target} IN (SELECT part_id {among})", named.parameters)
    if len(ids) <= _MOST_LISTED:  # looked up one by one; for a subquery, SQLite scans some reports
        is_part = Condition(matching.any_of(column.target, ids), ids)
    parts = count(connection, report, fewer, limits, [is_part, Condition(f"NOT {named.sql}", named.parameters)])
    if not parts:
        return
    include, broader = f"remove the filter '{column.name}'", fewer
    if "about" not in question.where and "about" in conditions.filters_of(report):
        include, broader = "filter by 'about'", fewer._replace(where={**fewer.where, "about": wholes})
    yield LeftOut(parts, "parts", include, broader, name=wholes[0] if len(wholes) == 1 else "")
