"""Rows that date filters omit although they may match: undated or imprecise ones, and those without a known end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask import conditions
from azmil.reports import matching, types
from azmil.reports.matching import Condition
from azmil.values import dates
from azmil.values.answers import LeftOut, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.reports import Report
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Column, Question


def left_out(connection: Connection, report: Report, question: Question, limits: Limits | None) -> Iterator[LeftOut]:
    """Yield the rows that the date filters of a question omit although they may match."""
    if undated := _undated(connection, report, question, limits):
        yield LeftOut(undated, "undated", "remove the date filters", timeless(report, question))
    if question.since is not None and (lasting := _lasting(connection, report, question, limits)):
        yield LeftOut(lasting, "open", "filter as of a date instead")
    for name, values in question.where.items():
        column = report.column(name.replace("-", "_"))
        periods = [str(value) for value in values if dates.has_no_year(str(value))]
        if periods and column is not None and column.type == "date":
            yield from imprecise(connection, _not_on(connection, report, question, limits, column), periods, limits)


def imprecise(
    connection: Connection, others: Statement, periods: Sequence[str], limits: Limits | None = None
) -> Iterator[LeftOut]:
    """Yield the rows that dates of any year omit although they may match, since their month or day is not known.

    ``others`` selects the dates of all rows that match the other filters, but not this one.
    """
    from azmil.values import any_year  # noqa: PLC0415 - most dates have a year

    wanted = [any_year.parse(period) for period in periods]
    counted = f"SELECT date, count(*) FROM (\n{others.sql}\n) AS others WHERE date IS NOT NULL GROUP BY date"
    found = connection.run(Statement(counted, others.parameters), limits).rows
    count = sum(rows for date, rows in found if any(any_year.may_include(str(date), each) for each in wanted))
    if count:
        yield LeftOut(count, "imprecise", "use a date with a year")


def _not_on(
    connection: Connection, report: Report, question: Question, limits: Limits | None, column: Column
) -> Statement:
    """Return the statement of the dates in a column that match all filters except that of the column."""
    where = {name: values for name, values in question.where.items() if name.replace("-", "_") != column.name}
    values = [value for name, values in question.where.items() if name not in where for value in values]
    source = matching.Rows(report, lambda sql, given: connection.run(Statement(sql, tuple(given)), limits).rows)
    on = types.of(column).condition(source, column, values)
    off = Condition(f"NOT {on.sql}", on.parameters)
    found = conditions.where([*conditions.of(connection, report, question._replace(where=where), limits), off])
    sql = "\n".join([f"SELECT {column.name} AS date FROM {report.table}", *found.lines])
    return Statement(sql, found.parameters)


def _lasting(connection: Connection, report: Report, question: Question, limits: Limits | None) -> int:
    """Return the number of rows that may have lasted until ``since``, but whose source ends before it."""
    if report.is_user_defined:
        return 0
    since = matching.days(question.since or "").earliest_start
    found = conditions.of(connection, report, question._replace(since=None), limits)
    known = matching.still_known(since)
    lasting = conditions.where([*found, Condition(f"NOT {known.sql}", known.parameters)])
    counted = Statement("\n".join([f"SELECT count(*) FROM {report.table}", *lasting.lines]), lasting.parameters)
    return int(connection.run(counted, limits).rows[0][0])


def timeless(report: Report, question: Question) -> Question:
    """Return a question without its date filters."""
    by_date = report.has_days
    where = {name: values for name, values in question.where.items() if not (by_date and name == "date")}
    return question._replace(where=where, since=None, until=None, as_of=None, is_certain=False)


def _undated(connection: Connection, report: Report, question: Question, limits: Limits | None) -> int:
    """Return the number of undated rows that the date filters omit."""
    if not (question.is_dated or ("date" in question.where and report.has_days)):
        return 0
    found = conditions.of(connection, report, timeless(report, question), limits)
    undated = conditions.where([*found, Condition("earliest_start IS NULL", [])])
    counted = Statement("\n".join([f"SELECT count(*) FROM {report.table}", *undated.lines]), undated.parameters)
    return int(connection.run(counted, limits).rows[0][0])
