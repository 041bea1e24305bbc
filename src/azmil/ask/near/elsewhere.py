"""The values of a filter in other columns and in other reports."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.ask.near.counting import count
from azmil.errors import AzmilError
from azmil.reports.matching import any_of
from azmil.store import rows
from azmil.values.answers import HEDGE, MARKED, LeftOut, Question
from azmil.values.names import fold, spellings, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.reports import Report
    from azmil.store.protocol import Connection
    from azmil.values.answers import Column

NAMED = ("name", "word", "tree")  # types of columns whose values may occur elsewhere
_MOST_THINGS, _MOST_RECORDS = 200, 1000  # looked up in other reports
# Reports about the text and the names, not about what is stated.
_ABOUT_TEXT = frozenset({"aliases", "conflicts", "gaps", "misprints", "revisions"})
_GENERAL = "facts"  # the report with every claim
_UNION = "FROM all_"  # read by reports that repeat the rows of the others
_HAVE_WORDS = """SELECT DISTINCT names.record_id
FROM names
JOIN records ON records.id = names.record_id AND records.name IS NOT NULL
WHERE replace(' ' || folded || ' ', ' ' || ? || ' ', '') <> ' ' || folded || ' '
ORDER BY names.record_id"""


def columns(
    connection: Connection, report: Report, name: str, values: Sequence[Any], fewer: Question
) -> Iterator[LeftOut]:
    """Yield the rows that match the values of a filter in other columns; ``fewer`` is the question without it."""
    column = report.column(name.replace("-", "_"))
    if column is None or column.name == HEDGE:
        return
    others = [
        other for other in _with_values(connection, report, values) if other.name not in (column.name, *fewer.where)
    ]
    for other in sorted(others, key=lambda other: (not other.name.startswith(f"{column.name}_"), other.name in MARKED)):
        asked = fewer._replace(where={**fewer.where, other.name: values})
        if found := _count(connection, asked):
            include = f"filter by '{other.name}' instead of '{column.name}'"
            yield LeftOut(found, "column", include, asked, name=other.name)


def other_reports(connection: Connection, report: Report, question: Question) -> list[LeftOut]:
    """Return the rows of other reports that match the filters of a question by names and words, best first.

    Other filters are kept where the report has them and rows match. Columns of the same name come first, then reports
    with fewer rows, which are more specific.
    """
    found: dict[str, tuple[tuple[bool, bool, bool, int], LeftOut]] = {}
    general = {one.name for one in reports.built_in() if _UNION in one.select}
    for name, values in question.where.items():
        for asked, lost, is_same in _elsewhere(connection, report, question, name, values):
            if asked.report not in found and (number := _count(connection, asked)):
                left = LeftOut(number, "report", f"ask the report '{asked.report}'", asked, lost, asked.report)
                found[asked.report] = ((lost is not None, asked.report in general, not is_same, number), left)
    return [left for _, left in sorted(found.values(), key=lambda one: (*one[0], one[1].name))]


def _elsewhere(
    connection: Connection, report: Report, question: Question, name: str, values: Sequence[Any]
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
    for other in reports.built_in():
        if other.name == report.name or other.name in _ABOUT_TEXT:
            continue
        have = [one for one in _with_values(connection, other, values) if one.name not in MARKED]
        for same in sorted(have, key=lambda one: one.name != column.name)[:1]:
            alone = Question(other.name, where={same.name: values})
            for asked, lost in _with_others(question, name, other, alone):
                yield asked, lost, same.name == column.name


def _with_others(
    question: Question, name: str, other: Report, alone: Question
) -> Iterator[tuple[Question, Question | None]]:
    """Yield a question to another report, with the other filters that it also has, then without, and those it lacks."""
    others = question._replace(where={key: given for key, given in question.where.items() if key != name})
    others = others._replace(columns=(), sort=(), by=None)
    known = {column.name for column in other.columns} | {"about", "cites", "source", "has"}
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


def _with_values(connection: Connection, report: Report, values: Sequence[Any]) -> list[Column]:
    """Return the columns of names and words of a report that may contain any of some values."""
    texts = [str(value) for value in values]
    found = _with_names(connection, report, texts)
    wanted = {squeeze(text) for text in texts} - {""}
    for column in report.columns:
        if column.type in ("word", "tree"):
            words = rows(connection, f"SELECT code, label FROM {column.target}")
            if any(squeeze(word) in wanted for pair in words for word in pair):
                found.append(column.name)
    return [column for column in report.columns if column.name in found]


def _with_names(connection: Connection, report: Report, texts: Sequence[str]) -> list[str]:
    """Return the names of the columns of a report that name one of some things, or a part of one."""
    named = [column for column in report.columns if column.type == "name"]
    exact, parts = _things(connection, texts)
    things = [*exact, *parts]
    if not (named and things) or report.column("id") is None:
        return []
    claims = rows(
        connection,
        f"SELECT DISTINCT id FROM all_roles WHERE {any_of('thing_id', things)} ORDER BY id LIMIT ?",
        *things,
        _MOST_RECORDS,
    )
    # The record of a thing itself says nothing new, but the place of a facility is in the record of the facility.
    ids = list(dict.fromkeys([*parts, *(row[0] for row in claims)]))
    if not ids:
        return []
    flags = ", ".join(f"max(CASE WHEN {any_of(column.target, things)} THEN 1 ELSE 0 END)" for column in named)
    sql = f"SELECT {flags} FROM {report.table} WHERE {any_of('id', ids)}"
    (has,) = rows(connection, sql, *things * len(named), *ids)
    return [column.name for column, is_named in zip(named, has, strict=True) if is_named]


def _things(connection: Connection, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the ids of the things with some names, or with names that contain the words, and of their parts."""
    found: list[str] = []
    for text in texts:
        exact = [squeeze(spelling) for spelling in spellings(text) if squeeze(spelling)]
        ids = _ids(connection, f"SELECT DISTINCT record_id FROM names WHERE {any_of('squeezed', exact)}", exact)
        found += ids or [
            id_ for words in spellings(text) if fold(words) for id_ in _ids(connection, _HAVE_WORDS, [fold(words)])
        ]
    if not found:
        return [], []
    exact = list(dict.fromkeys(found))[:_MOST_THINGS]
    parts = _ids(connection, f"SELECT part_id FROM parts WHERE {any_of('whole_id', exact)} ORDER BY part_id", exact)
    return exact, [id_ for id_ in dict.fromkeys(parts) if id_ not in exact][:_MOST_THINGS]


def _ids(connection: Connection, sql: str, parameters: Sequence[str]) -> list[str]:
    return [str(row[0]) for row in rows(connection, sql, *parameters)] if parameters else []
