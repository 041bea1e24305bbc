"""Own the question a person puts to a report: its filters and how its answer is to be cut, sorted and grouped."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from azmil.ask.filters import condition_of, unknown_column
from azmil.errors import Exit, Fault
from azmil.values import dates
from azmil.values.answers import Statement

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from azmil.reports import Report

BY_ALONE = Fault(
    "rows are to be counted by a value and sorted or narrowed to columns at once",
    "--by has columns and an order of its own",
    "leave out --sort and --columns",
    Exit.USAGE,
)
CERTAIN_ALONE = Fault(
    "--certain is given without --as-of",
    "--certain leaves out what held at a day only possibly",
    "name the day with --as-of",
    Exit.USAGE,
)

BACKWARD = Fault(
    "rows are to be of a time that ends before it begins",
    "--since {since} is after --until {until}",
    "write the earlier date after --since",
    Exit.USAGE,
)
NO_BOUNDS = Fault(
    "a figure is to be at least one number and at most a smaller one",
    "--min-{name} {least:,} is more than --max-{name} {most:,}",
    "write the smaller one after --min-{name}",
    Exit.USAGE,
)
NO_LINE = Fault(
    "rows are to cite a line that no source has",
    "there is no line {line}",
    "there are lines 1 to {last}",
    Exit.USAGE,
)

HOLDS = "holds"


@dataclass(slots=True)
class Question:
    """What is asked of a report."""

    wanted: dict[str, Sequence[str]] = field(default_factory=dict)  # column -> values of which any will do
    unwanted: dict[str, Sequence[str]] = field(default_factory=dict)  # column -> values of which none will do
    least: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    is_certain: bool = False
    cites: Sequence[tuple[int, int]] = ()  # first and last line, of which any will do
    columns: Sequence[str] = ()
    sort: Sequence[str] = ()
    by: str | None = None
    limit: int | None = None


def statement_of(connection: sqlite3.Connection, report: Report, question: Question) -> Statement:
    """Return the statement that answers a question.

    Raises AzmilError for a column, value or date that cannot be, with the nearest that can.
    """
    conditions, parameters = _conditions(connection, report, question)
    if question.by and (question.sort or question.columns):
        raise BY_ALONE()
    if question.by:
        return _grouped(report, question.by, conditions, parameters)
    shown = _known(report, question.columns) or [column.name for column in report.columns]
    select = list(shown)
    if question.as_of:
        select.append(_holds(question.as_of))
    lines = [f"SELECT {', '.join(select)}", f"FROM {report.table}", *_where(conditions)]
    if order := _order(report, question.sort):
        lines.append(f"ORDER BY {order}")
    if question.limit is not None:
        lines.append(f"LIMIT {question.limit + 1}")  # one more says that there are more
    chosen = {column.name: column for column in report.columns}
    asked = frozenset(question.columns)
    return Statement(
        "\n".join(lines),
        tuple(parameters),
        tuple((name, chosen[name].sort) for name in shown),
        frozenset(name for name in shown if chosen[name].place == "wide" and name not in asked),
        frozenset(name for name in shown if chosen[name].place == "grouped" and not question.sort),
    )


Conditions = list[tuple[str, list[Any]]]  # each with its parameters


def undated(connection: sqlite3.Connection, report: Report, question: Question) -> int:
    """Return how many rows a question about time leaves out because they have no date."""
    if not (question.since or question.until or question.as_of):
        return 0
    timeless = replace(question, since=None, until=None, as_of=None, is_certain=False)
    conditions, parameters = _conditions(connection, report, timeless)
    lines = [f"SELECT count(*) FROM {report.table}", *_where([*conditions, "earliest_start IS NULL"])]
    (count,) = connection.execute("\n".join(lines), parameters).fetchone()
    return int(count)


def _conditions(connection: sqlite3.Connection, report: Report, question: Question) -> tuple[list[str], list[Any]]:
    found: Conditions = []
    for is_wanted, given in ((True, question.wanted), (False, question.unwanted)):
        for name, values in given.items():
            found.append(condition_of(connection, report, name, values, is_wanted=is_wanted))
    for sign, bounds in ((">=", question.least), ("<=", question.most)):
        found += [(f"{name} {sign} ?", [bound]) for name, bound in bounds.items()]
    for name in question.least.keys() & question.most.keys():
        if question.least[name] > question.most[name]:
            raise NO_BOUNDS(name=name.replace("_", "-"), least=question.least[name], most=question.most[name])
    found += _dated(question)
    if question.cites:
        found.append(_cited(connection, question.cites))
    return [condition for condition, _ in found], [value for _, values in found for value in values]


def _cited(connection: sqlite3.Connection, spans: Sequence[tuple[int, int]]) -> tuple[str, list[Any]]:
    """Return the condition that a row cites one of some lines as stating it, and its parameters."""
    (last,) = connection.execute("SELECT max(line_count) FROM sources").fetchone()
    for first, end in spans:
        if not (end >= 1 and first <= (last or 0)):
            raise NO_LINE(line=first if first == end else f"{first}-{end}", last=last or 0)
    lines = ", ".join(["(?, ?)"] * len(spans))
    cited = f"JOIN (VALUES {lines}) AS line ON line.column1 <= last_line AND line.column2 >= first_line"
    condition = f"id IN (SELECT record_id FROM citations {cited} WHERE role = 'states')"
    return condition, [line for span in spans for line in span]


def _dated(question: Question) -> Conditions:
    """Return the conditions on the four days."""
    found: Conditions = []
    since = dates.parse(question.since).earliest_start if question.since else ""
    until = dates.parse(question.until).latest_end if question.until else ""
    if since:
        found.append(("latest_end >= ?", [since]))
    if until:
        found.append(("earliest_start <= ?", [until]))
    if since and until and since > until:
        raise BACKWARD(since=question.since, until=question.until)
    if question.as_of:
        span = dates.parse(question.as_of)
        starts, ends = ("latest_start", "earliest_end") if question.is_certain else ("earliest_start", "latest_end")
        found.append((f"{starts} <= ?", [span.latest_end]))
        found.append((f"{ends} >= ?", [span.earliest_start]))
    elif question.is_certain:
        raise CERTAIN_ALONE()
    return found


def _holds(as_of: str) -> str:
    """Return the column that says whether a row certainly or possibly holds at a time."""
    span = dates.parse(as_of)
    certain = f"latest_start <= '{span.latest_end}' AND earliest_end >= '{span.earliest_start}'"
    return f"CASE WHEN {certain} THEN 'certain' ELSE 'possible' END AS {HOLDS}"


def _where(conditions: Iterable[str]) -> list[str]:
    return [f"{'AND' if at else 'WHERE'} {condition}" for at, condition in enumerate(conditions)]


def _known(report: Report, names: Iterable[str]) -> list[str]:
    """Return names of columns as the report has them; raise AzmilError for one that it has not."""
    known = [column.name for column in report.columns]
    found = [name.strip().replace("-", "_") for name in names]
    for name in found:
        if name not in known:
            raise unknown_column(report, name)
    return found


def _order(report: Report, terms: Sequence[str]) -> str:
    """Return the terms of ORDER BY: those asked for, each with its empty values last, or those of the report."""
    if not terms:
        return report.order
    names = _known(report, [term.removeprefix("-") for term in terms])
    order = [f"{name} IS NULL, {name}{' DESC' * term.startswith('-')}" for name, term in zip(names, terms, strict=True)]
    return ", ".join(order + ["id"] * (report.column("id") is not None and "id" not in names))


def _grouped(report: Report, by: str, conditions: list[str], parameters: list[Any]) -> Statement:
    """Return the statement that counts rows by a column, and adds up what may be added up.

    What is held, delivered and talked about is kept apart. What a total counts already, or another row tells too,
    is not added; the sum has a highest value only if each of its rows has.
    """
    names = _known(report, [by])
    if report.sums and report.column("status") and "status" not in names:
        names.append("status")
    select = [*names, "count(*) AS rows"]
    sorts = [*((name, "text") for name in names), ("rows", "number")]
    if report.sums:
        whole = "COALESCE(scope, '') NOT IN ('part', 'same')" if report.column("scope") else "1 = 1"
        missing = f"max(CASE WHEN {whole} AND highest IS NULL THEN 1 ELSE 0 END)"
        select += [
            f"sum(CASE WHEN {whole} THEN lowest END) AS at_least",
            f"CASE WHEN {missing} = 0 THEN sum(CASE WHEN {whole} THEN highest END) END AS at_most",
        ]
        sorts += [("at_least", "number"), ("at_most", "number")]
    lines = [f"SELECT {', '.join(select)}", f"FROM {report.table}", *_where(conditions)]
    lines += [f"GROUP BY {', '.join(names)}", f"ORDER BY rows DESC, {', '.join(names)}"]
    return Statement("\n".join(lines), tuple(parameters), tuple(sorts))
