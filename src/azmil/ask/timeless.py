"""Rows that date filters omit although they may match: undated ones, and those without a known end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask import conditions
from azmil.reports.matching import Condition
from azmil.values import dates
from azmil.values.answers import LeftOut, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.reports import Report
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Question


def left_out(connection: Connection, report: Report, question: Question, limits: Limits | None) -> Iterator[LeftOut]:
    """Yield the rows that the date filters of a question omit although they may match."""
    if undated := _undated(connection, report, question, limits):
        yield LeftOut(undated, "undated", "remove the date filters", timeless(report, question))
    if question.since is not None and (lasting := _lasting(connection, report, question, limits)):
        yield LeftOut(lasting, "open", "filter as of a date instead")


def _lasting(connection: Connection, report: Report, question: Question, limits: Limits | None) -> int:
    """Return the number of rows that may have lasted until ``since``, but whose source ends before it."""
    if report.is_user_defined:
        return 0
    since = dates.parse(question.since or "").earliest_start
    found = conditions.of(connection, report, question._replace(since=None), limits)
    known = conditions.still_known(since)
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
