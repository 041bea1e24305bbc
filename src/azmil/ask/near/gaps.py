"""Gaps of the source that may explain why an answer has no rows, or none that is certain."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from azmil import reports
from azmil.ask.near.counting import count, source_of
from azmil.errors import AzmilError
from azmil.reports import types
from azmil.reports.matching import Condition, any_of
from azmil.store import rows
from azmil.values.answers import LeftOut, Question
from azmil.values.names import fold, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.reports import Report
    from azmil.store.protocol import Connection, Limits

_MOST_UNCERTAIN = 2  # gaps for an answer without certain rows
_TABLES = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)", re.IGNORECASE)
# A gap has the date of the record that contains it, unless it is dated itself.
_GAPS = """SELECT gaps.id, records.sentence, c.thing_id, expected.table_name, found.table_name,
COALESCE(records.earliest_start, subject.earliest_start), COALESCE(records.latest_end, subject.latest_end)
FROM concerns AS c
JOIN gaps ON gaps.id = c.remark_id
JOIN records ON records.id = gaps.id
LEFT JOIN records AS subject ON subject.id = gaps.subject_id
LEFT JOIN record_kinds AS expected ON expected.code = gaps.expects
LEFT JOIN record_kinds AS found ON found.code = subject.kind
WHERE gaps.id IN (SELECT remark_id FROM concerns WHERE {things})
ORDER BY gaps.id, c.thing_id"""

_SENTENCES = """SELECT gaps.id, records.sentence, record_kinds.table_name
FROM gaps
JOIN records ON records.id = gaps.id
JOIN record_kinds ON record_kinds.code = gaps.expects
ORDER BY gaps.id"""
_LONGEST_SMALL_WORD = 3  # letters of words such as "the"
_LEAST_WORDS = 2  # words that an unknown value must share with the sentence of a gap


class _Gap(NamedTuple):
    """A gap, the things that it concerns, the tables of what it misses and of what has it, and the days of its date."""

    id: str
    sentence: str
    things: frozenset[str]
    expected: str | None
    containing: str | None
    first: str | None
    last: str | None


class _Named(NamedTuple):
    """The things that one filter names, and those with their parts and wholes."""

    exact: frozenset[str]
    related: frozenset[str]


def of_empty(connection: Connection, report: Report, question: Question) -> list[LeftOut]:
    """Return the gaps about the things that a question names: those that its report would answer, or their number."""
    if report.name == "gaps":
        return []
    named = _named(connection, report, question)
    found = _gaps(connection, report, question, named)
    if answered := [gap for gap in found if _is_answered(connection, report, gap, named)]:
        return [_left(gap) for gap in answered if _is_exact(gap, named)] or [_left(answered[0])]
    concerned = [thing for gap in found for thing in sorted(gap.things & named[0].exact)]
    if not concerned:
        return []
    asked = Question("gaps", where={"about": [max(dict.fromkeys(concerned), key=concerned.count)]})
    number = count(connection, reports.find("gaps"), asked, None)
    return [LeftOut(number, "gaps", "ask the report 'gaps'", asked)]


def of_uncertain(connection: Connection, report: Report, question: Question, limits: Limits | None) -> list[LeftOut]:
    """Return the gaps in a period that explain why no row of an answer about it is certain."""
    period = _period(report, question)
    if period is None or report.is_user_defined:
        return []
    named = _named(connection, report, question)
    found = [
        gap
        for gap in _gaps(connection, report, question, named)
        if gap.first is not None and _is_answered(connection, report, gap, named)
    ]
    certain = [Condition("latest_start <= ?", [period[1]]), Condition("earliest_end >= ?", [period[0]])]
    if not found or count(connection, report, question, limits, certain):
        return []
    return [_left(gap) for gap in found][:_MOST_UNCERTAIN]


def of_words(connection: Connection, report: Report, value: str) -> str | None:
    """Return the gap in what a report states whose sentence has the words of an unknown value, as a line, if any."""
    stems = {stem(word) for word in fold(value).split() if len(word) > _LONGEST_SMALL_WORD}
    if len(stems) < _LEAST_WORDS:
        return None
    read = set(_TABLES.findall(report.select))
    for id_, sentence, table in rows(connection, _SENTENCES):
        if table in read and stems <= {stem(word) for word in fold(sentence).split()}:
            return f"a known gap ({id_}): {sentence}"
    return None


def _left(gap: _Gap) -> LeftOut:
    return LeftOut(None, "gap", f"see the gap '{gap.id}': {gap.sentence}", name=gap.id, sentence=gap.sentence)


def _named(connection: Connection, report: Report, question: Question) -> list[_Named]:
    """Return the things that each filter by name, or by what the rows are about, names."""
    found = []
    for name, values in question.where.items():
        column = report.column(name.replace("-", "_"))
        if column is not None and column.type == "name":
            condition = types.of(column).condition(source_of(connection, report, None), column, values)
            exact = frozenset(map(str, condition.parameters))
        elif column is None and name == "about":
            from azmil.ask import records  # noqa: PLC0415 - few questions need it

            exact = frozenset(records.find(connection, str(value)) for value in values)
        else:
            continue
        related = "SELECT part_id FROM parts WHERE {} UNION SELECT whole_id FROM parts WHERE {}".format(
            any_of("whole_id", [*exact]), any_of("part_id", [*exact])
        )
        found.append(_Named(exact, exact | {row[0] for row in rows(connection, related, *exact, *exact)}))
    return found


def _gaps(connection: Connection, report: Report, question: Question, named: list[_Named]) -> list[_Gap]:
    """Return the gaps about the things of all filters, in the period of a question; the most relevant first."""
    if not named:
        return []
    things = sorted(named[0].related)
    lines: dict[str, list[tuple[str | None, ...]]] = {}
    for id_, *line in rows(connection, _GAPS.format(things=any_of("thing_id", things)), *things):
        lines.setdefault(id_, []).append(tuple(line))
    found = []
    for id_, (first, *others) in lines.items():
        sentence, _, expected, containing, start, end = first
        concerned = frozenset(str(line[1]) for line in (first, *others))
        found.append(_Gap(id_, str(sentence), concerned, expected, containing, start, end))
    period = _period(report, question)
    return sorted(
        (gap for gap in found if all(gap.things & one.related for one in named) and _overlaps(gap, period)),
        key=lambda gap: (
            -sum(bool(gap.things & one.exact) for one in named),
            period is None or gap.first is None,
            gap.id,
        ),
    )


def _overlaps(gap: _Gap, period: tuple[str, str] | None) -> bool:
    """Return whether a gap may be in a period; it may if it has no date."""
    return period is None or gap.first is None or (gap.first <= period[1] and (gap.last or "") >= period[0])


def _is_answered(connection: Connection, report: Report, gap: _Gap, named: Sequence[_Named]) -> bool:
    """Return whether a report would contain what a gap misses, or if that is not known, a record that has the gap.

    A report that does not read the table of a kind, such as that of all claims, would contain everything.
    """
    kinds: dict[str, int] = dict(rows(connection, "SELECT table_name, is_claim FROM record_kinds"))
    first, *joined = _TABLES.findall(report.select)
    read = {first, *(table for table in joined if kinds.get(table))}
    if first not in kinds or gap.expected is None:
        return _is_exact(gap, named) and (first not in kinds or gap.containing in read)
    return gap.expected in read


def _is_exact(gap: _Gap, named: Sequence[_Named]) -> bool:
    """Return whether a gap concerns the things that are named, not only parts or wholes of them."""
    return all(gap.things & one.exact for one in named)


def _period(report: Report, question: Question) -> tuple[str, str] | None:
    """Return the first and the last day of the period by which a question filters, if any."""
    dated = [question.as_of, question.as_of] if question.as_of is not None else [question.since, question.until]
    if dated == [None, None] and report.has_days and len(question.where.get("date", ())) == 1:
        dated = [str(question.where["date"][0])] * 2
    if dated == [None, None]:
        return None
    from azmil.values import dates  # noqa: PLC0415 - few questions are dated

    first, last = dated
    with suppress(AzmilError):  # such as a date of any year
        return (
            dates.FIRST_DAY if first is None else dates.parse(first).earliest_start,
            dates.LAST_DAY if last is None else dates.parse(last).latest_end,
        )
    return None
