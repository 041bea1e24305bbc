"""Counts of the rows of similar questions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from azmil.ask import conditions
from azmil.reports import matching
from azmil.values.answers import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.reports import Report
    from azmil.reports.matching import Condition
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Question


def count(
    connection: Connection,
    report: Report,
    question: Question,
    limits: Limits | None,
    more: Sequence[Condition] = (),
) -> int:
    """Return the number of rows that match a question and more conditions."""
    where = conditions.where([*conditions.of(connection, report, question, limits), *more])
    counted = Statement("\n".join([f"SELECT count(*) FROM {report.table}", *where.lines]), where.parameters)
    return int(connection.run(counted, limits).rows[0][0])


def without(question: Question, name: str, parts: Sequence[str] = ("where",)) -> Question:
    """Return a question without its filters by a column in some of its parts."""
    fewer: dict[str, Any] = {
        part: {key: value for key, value in getattr(question, part).items() if key != name} for part in parts
    }
    return question._replace(**fewer)


def source_of(connection: Connection, report: Report, limits: Limits | None) -> matching.Rows:
    """Return the rows of a report, to look up values in."""
    lookup = None if limits is None else replace(limits, most_rows=None)
    return matching.Rows(report, lambda sql, given: connection.run(Statement(sql, tuple(given)), lookup).rows)
