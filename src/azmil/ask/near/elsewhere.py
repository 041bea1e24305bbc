"""The values of a filter in other columns and in other reports."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.ask.near.counting import count
from azmil.ask.near.patience import in_time
from azmil.ask.near.sought import Sought
from azmil.errors import AzmilError
from azmil.values.answers import HEDGE, MARKED, LeftOut, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.reports import Report
    from azmil.store.protocol import Connection

NAMED = ("name", "word", "tree")  # types of columns whose values may occur elsewhere
# Reports about the text and the names, not about what is stated.
_ABOUT_TEXT = frozenset({"aliases", "conflicts", "gaps", "misprints", "revisions"})
_GENERAL = "facts"  # the report with every claim
_UNION = "FROM all_"  # read by reports that repeat the rows of the others


def columns(
    connection: Connection, report: Report, name: str, values: Sequence[Any], fewer: Question
) -> Iterator[LeftOut]:
    """Yield the rows that match the values of a filter in other columns; ``fewer`` is the question without it."""
    column = report.column(name.replace("-", "_"))
    if column is None or column.name == HEDGE:
        return
    sought = Sought(connection, values)
    others = [other for other in sought.columns_of(report) if other.name not in (column.name, *fewer.where)]
    counts: dict[str, int] = {}
    for other in sorted(others, key=lambda other: (other.name in MARKED, not other.name.startswith(f"{column.name}_"))):
        if counts and other.name in MARKED:
            return
        asked = fewer._replace(where={**fewer.where, other.name: values})
        found = _count(connection, asked)
        # The country of a party adds nothing if it has the same rows as the party itself.
        if found and found != counts.get(other.name.rpartition("_")[0]):
            counts[other.name] = found
            include = f"filter by '{other.name}' instead of '{column.name}'"
            yield LeftOut(found, "column", include, asked, name=other.name)


def other_reports(
    connection: Connection, report: Report, question: Question, *, may_lack: bool = True
) -> list[LeftOut]:
    """Return the rows of other reports that match a filter of a question by name or word, best first.

    The other filters are kept; with ``may_lack`` those are dropped that a report does not have or that match no rows.
    Columns of the same name come first, then reports with fewer rows, which are more specific.
    """
    found: dict[str, tuple[tuple[bool, bool, bool, int], LeftOut]] = {}
    others = [one for one in reports.built_in() if one.name != report.name and one.name not in _ABOUT_TEXT]
    general = {one.name for one in others if _UNION in one.select}
    for name, values in question.where.items():
        # "partial", since a lambda in a loop would use the last filter.
        for asked, lost, is_same in in_time(partial(_elsewhere, connection, report, others, question, name, values)):
            if asked.report not in found and (may_lack or lost is None) and (number := _count(connection, asked)):
                left = LeftOut(number, "report", f"ask the report '{asked.report}'", asked, lost, asked.report)
                found[asked.report] = ((lost is not None, asked.report in general, not is_same, number), left)
    return [left for _, left in sorted(found.values(), key=lambda one: (*one[0], one[1].name))]


def _elsewhere(
    connection: Connection,
    report: Report,
    others: Sequence[Report],
    question: Question,
    name: str,
    values: Sequence[Any],
) -> Iterator[tuple[Question, Question | None, bool]]:
    """Yield questions to other reports for the values of one filter.

    With each question come the filters that it lacks, if any, and whether it filters by a column of the same name.
    """
    column = report.column(name.replace("-", "_"))
    if column is None:
        if name in ("about", "cites") and report.name != _GENERAL:
            general = reports.find(_GENERAL)
            for asked, lost in _with_others(question, name, general, Question(_GENERAL, where={name: values})):
                yield asked, lost, True
        return
    if column.type not in NAMED or column.name in (*MARKED, HEDGE):
        return
    sought = Sought(connection, values)
    for other in others:
        have = [one for one in sought.columns_of(other) if one.name not in MARKED]
        for same in sorted(have, key=lambda one: one.name != column.name)[:1]:
            alone = Question(other.name, where={same.name: values})
            for asked, lost in _with_others(question, name, other, alone):
                yield asked, lost, same.name == column.name


def _with_others(
    question: Question, name: str, other: Report, alone: Question
) -> Iterator[tuple[Question, Question | None]]:
    """Yield a question to another report, with the other filters that it also has, then without, and those it lacks."""
    others = question._replace(where={key: given for key, given in question.where.items() if key != name})
    others = others._replace(columns=(), sort=(), by=(), sum=None, share=False)
    known = {column.name for column in other.columns} | {"about", "cites", "source", "has"}
    known -= alone.where.keys()
    kept = {key: given for key, given in others.where.items() if key.replace("-", "_") in known}
    asked = alone._replace(where={**kept, **alone.where})
    if other.has_days:
        asked = asked._replace(since=others.since, until=others.until, as_of=others.as_of, is_certain=others.is_certain)
    lacking = others._replace(where={key: given for key, given in others.where.items() if key not in kept})
    if other.has_days:
        lacking = lacking._replace(since=None, until=None, as_of=None, is_certain=False)
    yield asked, lacking if _has_filters(lacking) else None
    if _has_filters(others):
        yield alone, others


def _has_filters(question: Question) -> bool:
    """Return whether a question has any filter."""
    return bool(question.is_dated or question.where or question.exclude or question.at_least or question.at_most)


def _count(connection: Connection, question: Question) -> int:
    """Return the number of rows of a built-in report that match a question; 0 if a value is not valid there."""
    with suppress(AzmilError):
        return count(connection, reports.find(question.report), question, None)
    return 0
