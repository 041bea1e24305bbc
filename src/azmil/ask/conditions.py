"""Conditions on the rows of a report, made from the filters of a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.errors import AzmilError, Exit, Fault, Hints, ignore
from azmil.reports import matching, types
from azmil.reports.matching import Condition
from azmil.store import rows
from azmil.values.answers import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from azmil.errors import Notify
    from azmil.reports import Report
    from azmil.reports.matching import Value
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Column, Question

NO_COLUMN = Fault(
    "a report has no column with the given name",
    "no such column '{name}' in report '{report}'",
    "{instead}",
    Exit.USAGE,
)
NO_DATES = Fault(
    "a report without dates is filtered by date",
    "cannot filter '{report}' by date: it has no dates",
    "remove the date filters",
    Exit.USAGE,
)
CERTAIN_ALONE = Fault(
    "'certain' is used without a date",
    "'certain' can only be used with a date",
    Hints.NAME_DAY,
    Exit.USAGE,
)
BACKWARD = Fault(
    "a period ends before it starts",
    "cannot filter by the period from '{since}' to '{until}': it ends before it starts",
    "put the earlier date first",
    Exit.USAGE,
)
NO_BOUNDS = Fault(
    "the minimum of a column is greater than its maximum",
    "cannot filter by '{name}': the minimum {least:,} is greater than the maximum {most:,}",
    "swap the two numbers",
    Exit.USAGE,
)
NO_LIMIT = Fault(
    "the maximum number of rows is less than 1",
    "'{limit}' is not a valid number of rows",
    "use 1 or more, or omit the limit",
    Exit.USAGE,
)
NO_BOUND = Fault(
    "a minimum or maximum is set for a column without numbers, or is not a whole number",
    "cannot compare '{column}' with '{bound}': both must be whole numbers",
    "use a column of numbers and a whole number",
    Exit.USAGE,
)
NO_LINE = Fault(
    "rows are filtered by a line that no source contains",
    "no such line '{line}'",
    "use lines 1 to {last}",
    Exit.USAGE,
)
Conditions = list[Condition]


class Where(NamedTuple):
    """The lines of a WHERE clause, and their parameters."""

    lines: list[str]
    parameters: tuple[Any, ...]


class Filter(NamedTuple):
    """A filter that does not belong to a column: an option of every report, and a keyword in Python."""

    metavar: str
    meaning: str
    condition: Callable[[Connection, Report, Sequence[str], Notify], Condition]  # matches any of the values
    completions: Callable[[Connection, str], Iterator[Value]] | None = None  # values that begin with a prefix


def where(all_of: Conditions) -> Where:
    """Return the WHERE clause that requires all conditions."""
    return Where(
        [f"{'AND' if at else 'WHERE'} {condition.sql}" for at, condition in enumerate(all_of)],
        tuple(value for condition in all_of for value in condition.parameters),
    )


def of(
    connection: Connection, report: Report, question: Question, limits: Limits | None, notify: Notify = ignore
) -> Conditions:
    """Return the conditions that a question sets on the rows of a report; ``notify`` is called with notes."""
    lookup = None if limits is None else replace(limits, most_rows=None)
    source = matching.Rows(report, lambda sql, given: connection.run(Statement(sql, tuple(given)), lookup).rows, notify)
    found: Conditions = []
    filters = filters_of(report)
    for name, values in question.where.items():
        if option := filters.get(name):
            found.append(option.condition(connection, report, [str(value) for value in values], notify))
        else:
            column = column_of(report, name)
            found.append(types.of(column).condition(source, column, values))
    for name, values in question.exclude.items():
        column = column_of(report, name)
        found.append(types.of(column).excluded(source, column, values))
    found += _bounds(report, question)
    found += _dated(report, question)
    return found


def _bounds(report: Report, question: Question) -> Conditions:
    """Return the conditions for the minimum and maximum of columns."""
    for name in question.at_least.keys() & question.at_most.keys():
        least, most = question.at_least[name], question.at_most[name]
        if least > most:
            raise NO_BOUNDS(name=name.replace("_", "-"), least=least, most=most)
    found = []
    for sign, bounds in ((">=", question.at_least), ("<=", question.at_most)):
        for name, bound in bounds.items():
            column = column_of(report, name)
            type_ = types.of(column)
            if not isinstance(type_, types.Number) or not isinstance(bound, type_.python_types):
                raise NO_BOUND(column=column.name, bound=bound)
            found.append(Condition(f"{column.name} {sign} ?", [bound]))
    return found


def _dated(report: Report, question: Question) -> Conditions:
    """Return the conditions on the four days that bound the date of a row."""
    if question.is_dated and not report.has_days:
        raise NO_DATES(report=report.name)
    if not (question.is_dated or question.is_certain):
        return []
    from azmil.values import dates  # noqa: PLC0415 - most questions have no date filter

    found: Conditions = []
    since = matching.days(question.since).earliest_start if question.since is not None else ""
    until = matching.days(question.until).latest_end if question.until is not None else ""
    if since:
        found.append(Condition("latest_end >= ?", [since]))
        if not report.is_user_defined:
            found.append(matching.still_known(since))
    if until:
        found.append(Condition("earliest_start <= ?", [until]))
    if since and until and since > until:
        raise BACKWARD(since=question.since, until=question.until)
    if question.as_of is not None:
        span = matching.days(question.as_of)
        starts, ends = ("latest_start", "earliest_end") if question.is_certain else ("earliest_start", "latest_end")
        found.append(Condition(f"{starts} <= ?", [span.latest_end]))
        found.append(Condition(f"{ends} >= ?", [span.earliest_start]))
        if question.is_certain and report.column("date") is not None:
            found.append(Condition(f"{dates.unmarked('date')} = date", []))
    elif question.is_certain:
        raise CERTAIN_ALONE()
    return found


def filters_of(report: Report) -> dict[str, Filter]:
    """Return the filters of a report that do not belong to a column, by name; none if it has no ids."""
    if report.column("id") is None:
        return {}
    return {name: option for name, option in FILTERS.items() if report.column(name) is None}


def column_of(report: Report, name: str) -> Column:
    """Return the column with a name, in which hyphens may replace underscores; raise AzmilError if there is none."""
    found = report.column(name.strip().replace("-", "_"))
    if found is None:
        raise unknown_column(report, name)
    return found


def unknown_column(report: Report, name: str) -> AzmilError:
    """Return the error for a column that a report does not have."""
    instead = matching.instead(name, [column.name for column in report.columns])
    return NO_COLUMN(None if instead else Hints.DESCRIBE_REPORT, report=report.name, name=name, instead=instead)


def _about(connection: Connection, _report: Report, names: Sequence[str], notify: Notify) -> Condition:
    """Return the condition that a row is or mentions one of the given records or one of their parts."""
    from azmil.ask import about  # noqa: PLC0415 - most questions do not need it

    return about.of_names(connection, names, notify).condition_alone


def _records(connection: Connection, prefix: str) -> Iterator[Value]:
    from azmil.ask import records  # noqa: PLC0415 - as above

    return records.completions(connection, prefix)


def _citing(connection: Connection, _report: Report, texts: Sequence[str], _notify: Notify) -> Condition:
    """Return the condition that one of the given lines states a row."""
    from azmil.ask.passages import source_of  # noqa: PLC0415 - most questions do not need it
    from azmil.values import locators  # noqa: PLC0415 - as above
    from azmil.values.sqltext import format_literal  # noqa: PLC0415 - as above

    known: dict[str, int] = dict(rows(connection, "SELECT id, line_count FROM sources"))
    found: list[str] = []
    for given in (lines for text in texts for lines in locators.parse(text)):
        source = source_of(connection, given.source) if given.source else ""
        last = known[source] if source else max(known.values(), default=0)
        if not (given.last >= 1 and given.first <= last):
            raise NO_LINE(line=given, last=last)
        # Literals, since there may be more lines than a statement can have parameters.
        found.append(f"({format_literal(source)}, {given.first}, {given.last})")
    same = "line.column1 IN ('', source_id) AND line.column2 <= last_line AND line.column3 >= first_line"
    cited = f"SELECT record_id FROM citations JOIN (VALUES {', '.join(found)}) AS line ON {same} WHERE role = 'states'"
    return Condition(f"id IN ({cited})", [])


def _from_source(connection: Connection, _report: Report, names: Sequence[str], _notify: Notify) -> Condition:
    """Return the condition that a row cites one of the given sources."""
    from azmil.ask.passages import source_of  # noqa: PLC0415 - most questions do not need it

    found = [source_of(connection, name) for name in names]
    cited = matching.any_of("source_id", found)
    return Condition(f"id IN (SELECT record_id FROM citations WHERE {cited} AND role = 'states')", found)


def _having(_connection: Connection, report: Report, names: Sequence[str], _notify: Notify) -> Condition:
    """Return the condition that a row has a value in one of the given columns; a flag must be true."""
    found = [column_of(report, name) for name in names]
    has = (f"{column.name} = 1" if column.type == "flag" else f"{column.name} IS NOT NULL" for column in found)
    return Condition(f"({' OR '.join(has)})", [])


def _sources(connection: Connection, prefix: str) -> Iterator[Value]:
    found = rows(connection, "SELECT id, title FROM sources ORDER BY id")
    return (matching.Value(id_, title) for id_, title in found if id_.startswith(prefix))


FILTERS = {
    "about": Filter("NAME", "Include only rows that are or mention this record or one of its parts.", _about, _records),
    "cites": Filter("LINE", "Include only rows that cite this line or range, such as 115-117.", _citing),
    "has": Filter("COLUMN", "Include only rows with a value in this column.", _having),
    "source": Filter("SOURCE", "Include only rows that cite this source.", _from_source, _sources),
}
