"""What is near an empty answer: gaps, the same value in other columns and reports, and fewer filters."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.ask import conditions
from azmil.ask.near import elsewhere
from azmil.ask.near import gaps as known_gaps
from azmil.ask.near.counting import count, without
from azmil.ask.near.patience import impatient, in_time
from azmil.errors import AzmilError, Hints, counted
from azmil.reports import matching, naming
from azmil.store import rows
from azmil.values.answers import LeftOut, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.reports import Report
    from azmil.store.protocol import Connection, Limits

MOST = 4  # suggestions of an empty answer
_MOST_OF_KIND = 2  # suggestions of one kind
_MOST_DATES = 3  # dates of rows that are listed
_SECONDS = 1  # time limit of each further run of a user-defined report
_BY_COLUMN = ("where", "exclude", "at_least", "at_most")
_BY_DATE: tuple[tuple[str, ...], ...] = (("since", "until"), ("as_of",))


class _Fewer(NamedTuple):
    """A question without one of its filters, the question with only that filter, and the rows without it."""

    question: Question
    alone: Question
    name: str  # of the column, or empty
    rows: int


def left_out(
    connection: Connection, report: Report, question: Question, limits: Limits | None, known: Sequence[LeftOut]
) -> list[LeftOut]:
    """Return what is near an empty answer to a question, best first; ``known`` are omitted rows already found."""
    if limits is not None:
        limits = replace(limits, seconds=min(limits.seconds, _SECONDS))
    with suppress(AzmilError):  # such as the time limit of a user-defined report
        return _near(connection, report, question._replace(limit=None), limits, known)
    return []


def of_values(connection: Connection, report: Report, question: Question, limits: Limits | None) -> Iterator[LeftOut]:
    """Yield each value of a filter with several values that no row has, with what is nearest to it."""
    for name, values in question.where.items():
        for value in values if len(values) > 1 else ():
            asked = question._replace(where={**question.where, name: [value]}, limit=None)
            if count(connection, report, asked, limits):
                continue
            alone = Question(report.name, where={name: [value]}, parameters=question.parameters)
            yield LeftOut(0, "nothing", f"nothing found for '{name}'", asked, alone._replace(parameters={}), name)
            if report.is_user_defined:
                continue
            near = [left for left in known_gaps.of_empty(connection, report, asked) if left.reason == "gap"]
            near += elsewhere.other_reports(connection, report, asked, may_lack=False)[:_MOST_OF_KIND]
            yield from near[:_MOST_OF_KIND]


def corrected(connection: Connection, report: Report, question: Question, error: AzmilError) -> AzmilError:
    """Return the error for a value that a column does not contain, with another column or report that does."""
    name, value = (str(error.values.get(key, "")) for key in ("column", "value"))
    column = report.column(name.replace("-", "_"))
    is_known = error.fault in (naming.NO_NAME, matching.NO_VALUE) and error.values.get("report") == report.name
    if column is None or not is_known or report.is_user_defined or column.name in question.exclude:
        return error
    if column.type == "name" and (gap := known_gaps.of_words(connection, report, value)):
        return AzmilError(error.fault, error.values, error.hint_template, (*error.details, gap))
    alone = Question(report.name, where={column.name: [value]})
    quick = impatient(connection)
    found = [
        *in_time(lambda: elsewhere.columns(quick, report, column.name, [value], Question(report.name))),
        *in_time(lambda: elsewhere.other_reports(quick, report, alone)),
    ]
    for other in sorted(found, key=lambda left: (left.reason != "column", -(left.count or 0)))[:1]:
        assert other.question is not None  # noqa: S101 - as for all rows found elsewhere
        nearest = error.hint.partition("?")[0] + "? or " if error.hint.startswith("did you mean") else ""
        values = {
            **error.values, "nearest": nearest, "other_report": other.question.report,
            "other": next(iter(other.question.where)).replace("_", "-"), "rows": counted(other.count or 0, "row"),
        }  # fmt: skip
        return AzmilError(error.fault, values, Hints.FILTER_BY_OTHER, error.details)
    return error


def _near(
    connection: Connection, report: Report, question: Question, limits: Limits | None, known: Sequence[LeftOut]
) -> list[LeftOut]:
    fewer = list(_fewer(connection, report, question, limits))
    is_explained = report.is_user_defined or any(one.rows and not _is_of_names(report, one) for one in fewer)
    gaps = [] if is_explained else in_time(lambda: known_gaps.of_empty(connection, report, question))
    found = [left for left in gaps if left.reason == "gap"][:_MOST_OF_KIND]
    columns = in_time(lambda: _in_columns(connection, report, question, fewer))[:_MOST_OF_KIND]
    found += columns
    dropped = [_dropped(one, _dates(connection, report, one)) for one in _with_rows(fewer, known)]
    if len(fewer) > 1:
        found += dropped[:_MOST_OF_KIND]
    if not (columns or report.is_user_defined):
        found += elsewhere.other_reports(connection, report, question, may_lack=not dropped)[:_MOST_OF_KIND]
    if not any(left.count for left in (*found, *known, *gaps)):
        found += in_time(lambda: _fallback(connection, report, question, limits, fewer))
    return [*found, *(left for left in gaps if left.reason == "gaps")][:MOST]


def _in_columns(
    connection: Connection, report: Report, question: Question, fewer: Sequence[_Fewer]
) -> Iterator[LeftOut]:
    """Yield the rows of a built-in report that have the values of one filter in another column."""
    for one in fewer:
        if one.rows and one.name in question.where and not report.is_user_defined:
            yield from elsewhere.columns(connection, report, one.name, question.where[one.name], one.question)


def _with_rows(fewer: Sequence[_Fewer], known: Sequence[LeftOut]) -> list[_Fewer]:
    """Return the questions with one filter less that have rows, the fewest first, except those already found."""
    found = [(left.count, left.question._replace(limit=None)) for left in known if left.question is not None]
    return sorted(
        (one for one in fewer if one.rows and (one.rows, one.question) not in found), key=lambda one: one.rows
    )


def _fallback(
    connection: Connection, report: Report, question: Question, limits: Limits | None, fewer: Sequence[_Fewer]
) -> list[LeftOut]:
    """Return the values of a column, or all rows, if nothing else is near: of several filters the best one alone."""
    if len(fewer) > 1:
        alone = [one._replace(question=one.alone, alone=one.question) for one in fewer]
        alone = [one._replace(rows=_count(connection, report, one.question, limits)) for one in alone]
        if with_rows := sorted((one for one in alone if one.rows), key=lambda one: one.rows):
            return [_dropped(with_rows[0])]
    every = Question(question.report, parameters=question.parameters)
    listed = [name for name in question.where if _is_listed(report, name)]
    if listed and count(connection, report, every, limits):
        return [
            LeftOut(None, "values", f"list the values of '{name}'", every._replace(by=(name,)), name=name)
            for name in listed
        ]
    return [_dropped(one) for one in fewer if one.rows]


def _fewer(connection: Connection, report: Report, question: Question, limits: Limits | None) -> Iterator[_Fewer]:
    """Yield the question without each of its filters."""
    empty = Question(question.report, parameters=question.parameters)
    for part in _BY_COLUMN:
        for name, values in getattr(question, part).items():
            asked = without(question, name, [part])
            only: dict[str, Any] = {part: {name: values}}
            alone = empty._replace(**only)
            yield _Fewer(asked, alone, name, _count(connection, report, asked, limits))
    for names in _BY_DATE:
        given: dict[str, Any] = {name: value for name in names if (value := getattr(question, name)) is not None}
        if given:
            if "as_of" in given:
                given["is_certain"] = question.is_certain
            nothing: dict[str, Any] = {name: False if name == "is_certain" else None for name in given}
            asked, alone = question._replace(**nothing), empty._replace(**given)
            yield _Fewer(asked, alone, "", _count(connection, report, asked, limits))


def _count(connection: Connection, report: Report, question: Question, limits: Limits | None) -> int:
    """Return the number of rows that match a question; 0 if a large database takes too long to count them."""
    return sum(in_time(lambda: [count(connection, report, question, limits)]))


def _dropped(one: _Fewer, dates: str = "") -> LeftOut:
    include = f"remove the filter '{one.name}'" if one.name else "remove the date filters"
    return LeftOut(one.rows, "filter", include, one.question, one.alone._replace(parameters={}), one.name, dates)


def _dates(connection: Connection, report: Report, one: _Fewer) -> str:
    """Return the dates of the rows that a question without its date filters has, in order, if they are few."""
    if one.name or report.is_user_defined or report.column("date") is None:
        return ""
    where = conditions.where(conditions.of(connection, report, one.question, None))
    select = [f"SELECT date FROM {report.table}", *where.lines, "GROUP BY date", "ORDER BY min(earliest_start)"]
    found = [row[0] for row in rows(connection, "\n".join(select), *where.parameters) if row[0]]
    from azmil.values import dates  # noqa: PLC0415 - few answers are empty

    return ", ".join(map(dates.in_table, found)) if len(found) <= _MOST_DATES else ""


def _is_of_names(report: Report, one: _Fewer) -> bool:
    """Return whether the filter that a question lacks is by a name or a date, for which a gap may explain no rows."""
    column = report.column(one.name.replace("-", "_"))
    is_named = one.name in ("", "about", "date") or (column is not None and column.type == "name")
    return is_named and not one.alone.exclude


def _is_listed(report: Report, name: str) -> bool:
    """Return whether a list of the values of a column helps to choose another one."""
    column = report.column(name.replace("-", "_"))
    return column is not None and column.type in ("name", "word", "tree", "text") and column.name != "hedge"
