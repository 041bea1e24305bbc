"""Rows that filters omit although a user may expect them: undated ones, parts of a thing, rows without a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.ask import conditions
from azmil.ask.conditions import column_of
from azmil.ask.near.counting import count, source_of, without
from azmil.ask.near.patience import impatient, in_time, unfinished
from azmil.reports import matching, types
from azmil.reports.matching import Condition
from azmil.store import rows
from azmil.values.answers import LeftOut, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.reports import Report
    from azmil.store.protocol import Connection, Limits

COUNTRY = "country"  # a column that the source often leaves open although the row belongs to some country
MOST_GAPS = 3  # more are about many things, not about what is asked
MOST_VALUES = 10  # values of a filter of which each is checked
# The gaps of some rows, with the table of what they miss.
_GAPS = """SELECT gaps.id, records.sentence, record_kinds.table_name
FROM gaps
JOIN records ON records.id = gaps.id
JOIN record_kinds ON record_kinds.code = gaps.expects
WHERE gaps.subject_id IN (
{rows}
){about}
ORDER BY gaps.id"""

_MOST_LISTED = 1000  # parts


def left_out(
    connection: Connection, report: Report, question: Question, limits: Limits | None, *, is_empty: bool
) -> list[LeftOut]:
    """Return the rows that the filters of a question omit although a user may expect them.

    If the answer ``is_empty``, what is near it follows; if it is dated and has no certain row, gaps that explain why.
    """
    quick = impatient(connection)
    return [*_left_out(quick, report, question, limits, is_empty=is_empty), *unfinished(quick)]


def _left_out(
    connection: Connection, report: Report, question: Question, limits: Limits | None, *, is_empty: bool
) -> list[LeftOut]:
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
        return found
    if by_date:
        from azmil.ask.near import gaps  # noqa: PLC0415 - most questions have no date filter

        found += in_time(lambda: gaps.of_uncertain(connection, report, question, limits))
    if any(1 < len(values) <= MOST_VALUES for values in question.where.values()):
        from azmil.ask.near import empty  # noqa: PLC0415 - most filters have one value

        found += in_time(lambda: empty.of_values(connection, report, question, limits))
    if not (report.is_user_defined or question.is_grouped or question.is_dated):
        known = {left.name for left in found if left.reason == "gap"}
        of_rows = in_time(lambda: _gaps(connection, report, question))
        found += [left for left in of_rows if left.name not in known]
    return found


def _gaps(connection: Connection, report: Report, question: Question) -> Iterator[LeftOut]:
    """Yield the gaps of the rows of an answer in what its report states about the things that filters name."""
    things: list[list[str]] = []
    for name, values in question.where.items():
        column = report.column(name.replace("-", "_"))
        if column is not None and column.type == "name":
            rows_of = source_of(connection, report, None)
            things.append([str(thing) for thing in types.of(column).condition(rows_of, column, values).parameters])
    if not all(things) or not things:
        return
    where = conditions.where(conditions.of(connection, report, question, None))
    among = [matching.any_of("thing_id", each) for each in things]
    about = "".join(f"\nAND gaps.id IN (SELECT remark_id FROM concerns WHERE {each})" for each in among)
    sql = _GAPS.format(rows="\n".join([f"SELECT id FROM {report.table}", *where.lines]), about=about)
    given = (*where.parameters, *(thing for each in things for thing in each))
    read = set(re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", report.select))
    found = [(id_, sentence) for id_, sentence, table in rows(connection, sql, *given) if table in read]
    if 1 < len(found) <= MOST_GAPS:
        names = [id_ for id_, _ in found]
        asked = Question("gaps", where={"id": names})
        yield LeftOut(len(found), "row-gaps", "ask the report 'gaps'", asked, name=", ".join(names))
    elif len(found) == 1:
        id_, sentence = found[0]
        yield LeftOut(None, "gap", f"see the gap '{id_}': {sentence}", name=id_, sentence=sentence)


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
            if column.name == COUNTRY and "FROM all_" not in report.select:
                yield from _without_value(connection, report, question, limits, name)
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
