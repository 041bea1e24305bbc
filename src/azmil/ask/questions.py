"""Queries of reports: SQL statements, results and omitted rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil import reports
from azmil.ask import conditions
from azmil.ask.conditions import NO_LIMIT, column_of
from azmil.errors import MOST_DIGITS, TOO_LARGE, Exit, Fault, Hints, ignore, suggestion_or_choices
from azmil.reports import matching, types
from azmil.store import result_of, rows
from azmil.values.answers import HEDGE, MARKED, OBSERVED, Answer, Column, LeftOut, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from azmil.errors import Notify
    from azmil.reports import Parameter, Report
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Question

NO_CHOICE = Fault(
    "a parameter of a user-defined report has a value that is not among its choices",
    "'{value}' is not a valid {parameter}",
    "{instead}",
    Exit.USAGE,
)
NO_PARAMETER = Fault(
    "a user-defined report is run without a value for one of its parameters",
    "cannot run the report '{report}': parameter ':{name}' has no value",
    "give it a value",
    Exit.USAGE,
)
NO_NUMBER = Fault(
    "a number parameter of a user-defined report has a value that is not a number",
    "'{value}' is not a valid number",
    "use an integer or a decimal, such as 7 or 1.5",
    Exit.USAGE,
)
BY_ALONE = Fault(
    "'by' is used with 'sort' or 'columns'",
    "'by' cannot be used with 'sort' or 'columns'",
    Hints.COUNT_ALONE,
    Exit.USAGE,
)
HOLDS = "holds"  # a column that says whether a row certainly or possibly holds on a date
PATIENCE = 30  # default time limit of a user-defined report, in seconds
COMPLETION_PATIENCE = 2  # time limit of a user-defined report during completion, in seconds


def answer(connection: Connection, question: Question, notify: Notify = ignore) -> Answer:
    """Return the result of a question; columns: those that it selects, by default all, and those of marks.

    ``notify`` is called with a note for each retired id or word. Raises AzmilError if a column, value or date is
    invalid.
    """
    report, limits = _report_of(question)
    _notify_of_ids(connection, report, question, notify)
    wanted = _statement(connection, report, question, limits)
    if (most := question.limit) is None:
        found = result_of(connection, wanted, limits)
    else:
        found = result_of(connection, wanted.limited(most + 1), limits)  # one more row, to see whether there are more
        found.statement = wanted.limited(most)
        if len(found.rows) > most:
            del found.rows[most:]
            found.left_out = [LeftOut(None, "limit", "increase the limit")]
    if report.is_user_defined and not found.rows:
        _notify_of_words(connection, found, notify)
    found.left_out += _timeless(connection, report, question, limits)
    return found


def count(connection: Connection, question: Question, notify: Notify = ignore) -> Answer:
    """Return the number of rows that match a question; column: rows. ``notify`` is as for ``answer``."""
    report, limits = _report_of(question)
    _notify_of_ids(connection, report, question, notify)
    found = result_of(connection, _statement(connection, report, question, limits).counted(), limits)
    found.left_out += _timeless(connection, report, question, limits)
    return found


def statement(connection: Connection, question: Question) -> Statement:
    """Return the SQL statement of a question, with its limit."""
    report, limits = _report_of(question)
    found = _statement(connection, report, question, limits)
    return found if question.limit is None else found.limited(question.limit)


def _notify_of_ids(connection: Connection, report: Report, question: Question, notify: Notify) -> None:
    """Notify of each retired id in the filters that take records."""
    if not (question.where or question.exclude):
        return
    named = {column.name for column in report.columns if column.type in ("name", "id")} | {"about"}
    filters = (*question.where.items(), *question.exclude.items())
    if ids := [str(value) for name, values in filters if name.replace("-", "_") in named for value in values]:
        from azmil.ask import records  # noqa: PLC0415 - only needed for questions about records

        for note in records.retired(connection, ids):
            notify(note)


def _notify_of_words(connection: Connection, found: Answer, notify: Notify) -> None:
    """Notify of each retired id or word in a user-defined report that returned no rows."""
    from azmil.ask import sql  # noqa: PLC0415 - only needed for user-defined reports

    for note in sql.notes(connection, found.statement.sql if found.statement is not None else ""):
        notify(note)


def _timeless(connection: Connection, report: Report, question: Question, limits: Limits | None) -> list[LeftOut]:
    """Return the rows that the date filters of a question omit although they may match."""
    if not (question.is_dated or "date" in question.where):
        return []
    from azmil.ask.timeless import left_out  # noqa: PLC0415 - most questions have no date filter

    return list(left_out(connection, report, question, limits))


def _report_of(question: Question) -> tuple[Report, Limits | None]:
    """Return the report of a question, and its limits if it is user-defined."""
    if question.limit is not None and not (isinstance(question.limit, int) and question.limit >= 1):
        raise NO_LIMIT(limit=question.limit)
    found = reports.find(question.report)
    if not found.is_user_defined:
        return found, None
    from azmil.store.protocol import MOST_ROWS, Limits  # noqa: PLC0415 - only needed for user-defined reports

    most = MOST_ROWS if question.limit is None else question.limit + 1
    seconds = PATIENCE if question.seconds is None else question.seconds
    return found.with_values(_values(found, question)), Limits(seconds, most)


def _values(report: Report, question: Question) -> dict[str, str | float]:
    """Return the values of a report's parameters; raise AzmilError if one is missing or invalid."""
    found: dict[str, str | float] = {}
    for parameter in report.parameters:
        given = question.parameters.get(parameter.name, parameter.default)
        if given is None:
            raise NO_PARAMETER(report=report.name, name=parameter.name)
        found[parameter.name] = _value(parameter, given)
    return found


def _value(parameter: Parameter, given: str | float) -> str | float:
    if parameter.choices and str(given) not in parameter.choices:
        instead = suggestion_or_choices(str(given), parameter.choices)
        raise NO_CHOICE(value=given, parameter=parameter.name, instead=instead)
    if parameter.type != "number":
        return str(given)
    from math import isfinite  # noqa: PLC0415 - only needed for user-defined reports

    from azmil.values.sqltext import parse_number  # noqa: PLC0415 - only needed for user-defined reports

    number = parse_number(given) if isinstance(given, str) else given
    if isinstance(number, int) and abs(number) >= 10**MOST_DIGITS:
        raise TOO_LARGE()
    if number is None or not isfinite(number):
        raise NO_NUMBER(value=given)
    return number


def _statement(connection: Connection, report: Report, question: Question, limits: Limits | None) -> Statement:
    """Return the SQL statement of a question to a report, without its limit."""
    where = conditions.where(conditions.of(connection, report, question, limits))
    if question.by is not None and (question.sort or question.columns):
        raise BY_ALONE()
    if question.by is not None:
        from azmil.ask.grouping import grouped  # noqa: PLC0415 - most questions do not group rows

        return grouped(report, question.by, where)
    shown = [_shown(column, question) for column in _columns(report, question.columns) or report.columns]
    for column in _hedging(report, shown):
        shown.insert(_after_fact(shown) if column.name == HEDGE else len(shown), column)
    select = [column.name for column in shown]
    if question.as_of is not None:
        select.append(_holds(question.as_of))
    lines = [f"SELECT {', '.join(select)}", f"FROM {report.table}", *where.lines]
    if order := _order(connection, report, question.sort):
        lines.append(f"ORDER BY {order}")
    return Statement("\n".join(lines), where.parameters, tuple(shown))


def _after_fact(shown: Sequence[Column]) -> int:
    """Return the position after the quantity or fact that a hedge belongs to, or after the last column."""
    for type_ in ("quantity", "prose"):
        found = [at for at, column in enumerate(shown, 1) if column.type == type_]
        if found:
            return found[0]
    return len(shown)


def _hedging(report: Report, shown: Sequence[Column]) -> list[Column]:
    """Return the columns with hedges and marks that are not shown; every result has them."""
    names = {column.name for column in shown}
    wanted = (HEDGE, *MARKED, *[OBSERVED] * ("date" in names))
    missing = (report.column(name) for name in wanted if name not in names)
    return [column._replace(place="mark") for column in missing if column is not None]


def _shown(column: Column, question: Question) -> Column:
    """Return a column as it is shown: chosen columns in full, grouped ones in each row if rows are sorted."""
    if question.columns:
        return column._replace(place="chosen")
    return column._replace(place="") if question.sort and column.place == "grouped" else column


def _holds(as_of: str) -> str:
    """Return the SQL of the column that says whether a row certainly or possibly holds on a date."""
    from azmil.values import dates  # noqa: PLC0415 - most questions have no date filter

    span = dates.parse(as_of)
    certain = f"latest_start <= '{span.latest_end}' AND earliest_end >= '{span.earliest_start}'"
    return f"CASE WHEN {certain} THEN 'certain' ELSE 'possible' END AS {HOLDS}"


def _columns(report: Report, names: Iterable[str]) -> list[Column]:
    return [column_of(report, name) for name in names]


def _order(connection: Connection, report: Report, terms: Sequence[str]) -> str:
    """Return the terms of ORDER BY: those given, with empty values last, or those of the report."""
    if not terms:
        return report.order
    shown = [column.name for column in report.columns]
    hidden = [] if report.is_user_defined else [name for view, name in connection.view_columns() if view == report.view]
    known = {*shown, *hidden}
    order = []
    for term, column in zip(terms, _columns(report, [term.removeprefix("-") for term in terms]), strict=True):
        direction = " DESC" * term.startswith("-")
        keys = report.keys.get(column.name, "")
        terms_of = _terms(keys) if keys else types.of(column).order(column, known)
        order += [f"{key}{direction} NULLS LAST" for key in terms_of]
    is_unsorted = report.column("id") is not None and "id" not in {term.removeprefix("-") for term in terms}
    return ", ".join([*order, *["id"] * is_unsorted])


def _terms(text: str) -> list[str]:
    """Return the terms of an ORDER BY clause."""
    from azmil.values.sqltext import split_terms  # noqa: PLC0415 - few columns have keys

    return split_terms(text)


def words(connection: Connection, report: str, column: str, values: Sequence[str]) -> list[str]:
    """Return the codes of words in a column of a report; raise AzmilError for a word that it cannot contain."""
    found = reports.find(report)
    source = matching.Rows(found, lambda sql, given: rows(connection, sql, *given))
    return [matching.word(source, column_of(found, column), value) for value in values]


def completions(connection: Connection, report: str, column: str, prefix: str) -> Iterator[matching.Value]:
    """Yield the values of a column or filter of a report that begin with a prefix.

    Parameters of a user-defined report have their defaults; raises AzmilError if one has none.
    """
    from azmil.values.answers import Question  # noqa: PLC0415 - only needed for completion

    found, limits = _report_of(Question(report, seconds=COMPLETION_PATIENCE))
    if option := conditions.filters_of(found).get(column):
        return option.completions(connection, prefix) if option.completions else iter(())
    source = matching.Rows(found, lambda sql, given: connection.run(Statement(sql, tuple(given)), limits).rows)
    found_column = column_of(found, column)
    return types.of(found_column).completions(source, found_column, prefix)
