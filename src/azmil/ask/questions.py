"""Queries of reports: SQL statements, results and omitted rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil import reports
from azmil.ask import conditions
from azmil.ask.conditions import NO_LIMIT, column_of
from azmil.errors import AzmilError, ignore
from azmil.reports import matching, types
from azmil.store import keeping, result_of, rows
from azmil.values.answers import Answer, Column, LeftOut, Statement, with_hedges, with_lines_after_hedge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from azmil.errors import Notify
    from azmil.reports import Report
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Question

HOLDS = "holds"  # a column that says whether a row certainly or possibly holds on a date
PATIENCE = 30  # default time limit of a user-defined report, in seconds
COMPLETION_PATIENCE = 2  # time limit of a user-defined report during completion, in seconds


def answer(connection: Connection, question: Question, notify: Notify = ignore) -> Answer:
    """Return the result of a question; columns: those that it selects, by default all, and those of marks.

    ``notify`` is called with notes on retired ids and words, and on values that contain a given one. Raises AzmilError
    if a column, value or date is invalid.
    """
    connection, (report, limits) = keeping(connection), _report_of(question)
    _notify_of_ids(connection, report, question, notify)
    wanted = _statement(connection, report, question, limits, notify)
    if (most := question.limit) is None:
        found = result_of(connection, wanted, limits)
    else:
        # One more row, to see whether there are more.
        found = result_of(connection, wanted.limited(most + 1, question.offset), limits)
        found.statement = wanted.limited(most, question.offset)
        if len(found.rows) > most:
            del found.rows[most:]
            found.left_out = [LeftOut(None, "limit", "increase the limit")]
    if question.is_grouped:
        from azmil.ask import grouping  # noqa: PLC0415 - most questions do not group rows

        grouping.without_zeros(found)
        for note in grouping.notes(report, question, found):
            notify(note)
    if report.is_user_defined and not found.rows:
        _notify_of_words(connection, found, notify)
    _add_omitted(connection, report, question, limits, found, is_empty=not found.rows and not question.offset)
    return found


def count(connection: Connection, question: Question, notify: Notify = ignore) -> Answer:
    """Return the number of rows that match a question; column: rows. ``notify`` is as for ``answer``.

    If the report counts something else than rows, such as conflicts, a column named after it comes first.
    """
    connection, (report, limits) = keeping(connection), _report_of(question)
    _notify_of_ids(connection, report, question, notify)
    found = result_of(connection, _counted(connection, report, question, limits, notify), limits)
    _add_omitted(connection, report, question, limits, found, is_empty=found.rows[0][0] == 0)
    found.left_out = [left for left in found.left_out if found.rows[0][0] == 0 or "gap" not in left.reason]
    return found


def statement(connection: Connection, question: Question, *, is_total: bool = False) -> Statement:
    """Return the SQL statement of a question, with its limit, or of its number of rows."""
    report, limits = _report_of(question)
    if is_total:
        return _counted(connection, report, question, limits)
    found = _statement(connection, report, question, limits)
    return found if question.limit is None else found.limited(question.limit, question.offset)


def _counted(
    connection: Connection, report: Report, question: Question, limits: Limits | None, notify: Notify = ignore
) -> Statement:
    """Return the SQL statement that counts the rows of a question, and what its report counts."""
    if (found := _statement(connection, report, question, limits, notify)) and question.is_grouped:
        return found.counted()
    where = conditions.where(conditions.of(connection, report, question, limits))
    counted, by = report.counts or ("", "")
    select = f"SELECT {f'count(DISTINCT {by}) AS {counted}, ' if by else ''}count(*) AS rows"
    columns = tuple(Column(name, "number") for name in (counted, "rows") if name)
    return Statement("\n".join([select, f"FROM {report.table}", *where.lines]), where.parameters, columns)


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


def _add_omitted(
    connection: Connection, report: Report, question: Question, limits: Limits | None, found: Answer, *, is_empty: bool
) -> None:
    """Add the rows that a question omits although a user may expect them, or what is near an empty answer."""
    filters = {name.replace("-", "_") for name in question.where}
    by_name = any(column.name in filters for column in report.columns if column.type in ("name", "date"))
    by_several = any(len(values) > 1 for values in question.where.values())
    if is_empty or by_name or by_several or question.is_dated or question.at_least or question.at_most:
        from azmil.ask.near.omitted import left_out  # noqa: PLC0415 - many questions omit nothing

        found.left_out += left_out(connection, report, question, limits, is_empty=is_empty)


def _report_of(question: Question) -> tuple[Report, Limits | None]:
    """Return the report of a question, and its limits if it is user-defined."""
    if question.limit is not None and not (isinstance(question.limit, int) and question.limit >= 1):
        raise NO_LIMIT(limit=question.limit)
    found = reports.find(question.report)
    if not found.is_user_defined:
        return found, None
    from azmil.ask import parameters  # noqa: PLC0415 - only needed for user-defined reports
    from azmil.store.protocol import MOST_ROWS, Limits  # noqa: PLC0415 - as above

    most = MOST_ROWS if question.limit is None else question.limit + 1
    seconds = PATIENCE if question.seconds is None else question.seconds
    return found.with_values(parameters.values(found, question)), Limits(seconds, most)


def _statement(
    connection: Connection, report: Report, question: Question, limits: Limits | None, notify: Notify = ignore
) -> Statement:
    """Return the SQL statement of a question to a report, without its limit."""
    if not question.is_grouped and "about" in question.where and "about" in conditions.filters_of(report):
        return _about(connection, report, question, limits, notify)
    where = conditions.where(_conditions(connection, report, question, limits, notify))
    if question.is_grouped:
        from azmil.ask.grouping import grouped  # noqa: PLC0415 - most questions do not group rows

        return grouped(report, question, where)
    lines, shown = _listing(report, question)
    lines += where.lines
    if order := _order(connection, report, question.sort):
        lines.append(f"ORDER BY {order}")
    return Statement("\n".join(lines), where.parameters, tuple(shown))


def _listing(report: Report, question: Question, further: str = "") -> tuple[list[str], list[Column]]:
    """Return the lines SELECT and FROM of a statement that lists rows, and its columns; ``further`` is one more."""
    every = report.columns if report.is_user_defined else with_lines_after_hedge(report.columns)
    shown = [_shown(column, question) for column in _columns(report, question.columns) or every]
    shown = with_hedges(report, shown)
    if question.has_targets:
        shown += targets(shown)
    select = [column.name for column in shown]
    if further:
        select.append(further)
    if question.as_of is not None:
        select.append(_holds(report, question.as_of))
    return [f"SELECT {', '.join(select)}", f"FROM {report.table}"], shown


def targets(shown: Sequence[Column]) -> list[Column]:
    """Return the columns of the ids that names refer to, of the place "target", if they are not shown."""
    known = {column.name for column in shown}
    names = dict.fromkeys(column.target for column in shown if column.type == "name")
    return [Column(name, "id", place="target") for name in names if name not in known]


def _about(
    connection: Connection, report: Report, question: Question, limits: Limits | None, notify: Notify
) -> Statement:
    """Return the statement that lists the rows about some things, then those about their parts, with the part."""
    from azmil.ask import about  # noqa: PLC0415 - only needed for questions about things

    names = [str(name) for name in question.where["about"]]
    others = question._replace(where={name: values for name, values in question.where.items() if name != "about"})
    found = about.of_names(connection, names, notify)
    where = conditions.where([found.condition, *_conditions(connection, report, others, limits, notify)])
    part = about.part_column(report)
    lines, shown = _listing(report, question, f"{about.PART} AS {part.name}")
    order = _order(connection, report, question.sort)
    terms = order if question.sort else ", ".join(filter(None, [about.OWN_FIRST, order]))
    sql = "\n".join([found.clause, *lines, *where.lines, f"ORDER BY {terms}"])
    return Statement(sql, (*found.parameters, *where.parameters), (*shown, part))


def _conditions(
    connection: Connection, report: Report, question: Question, limits: Limits | None, notify: Notify
) -> conditions.Conditions:
    """Return the conditions of a question; raise AzmilError, with what is near, if one of its values is invalid."""
    try:
        return conditions.of(connection, report, question, limits, notify)
    except AzmilError as error:
        from azmil.ask.near import empty  # noqa: PLC0415 - only after a mistake

        raise empty.corrected(connection, report, question, error) from None


def _shown(column: Column, question: Question) -> Column:
    """Return a column as it is shown: chosen columns in full, grouped ones in each row if rows are sorted."""
    if question.columns:
        return column._replace(place="chosen")
    return column._replace(place="") if question.sort and column.place == "grouped" else column


def _holds(report: Report, as_of: str) -> str:
    """Return the SQL of the column that says whether a row certainly or possibly holds on a date."""
    from azmil.values import dates  # noqa: PLC0415 - most questions have no date filter

    span = matching.days(as_of)
    certain = f"latest_start <= '{span.latest_end}' AND earliest_end >= '{span.earliest_start}'"
    if report.column("date") is not None:
        certain += f" AND {dates.unmarked('date')} = date"
    return f"CASE WHEN {certain} THEN 'certain' ELSE 'possible' END AS {HOLDS}"


def _columns(report: Report, names: Iterable[str]) -> list[Column]:
    return [column_of(report, name) for name in names]


def _order(connection: Connection, report: Report, sort: Sequence[str]) -> str:
    """Return the terms of ORDER BY: those of the given columns, or those of the report."""
    if not sort:
        return report.order
    from azmil.ask import ordering  # noqa: PLC0415 - few questions sort their rows

    return ordering.terms(connection, report, sort)


def words(
    connection: Connection, report: str, column: str, values: Sequence[str], notify: Notify = ignore
) -> list[str]:
    """Return the codes of words in a column of a report; raise AzmilError for a word that it cannot contain.

    ``notify`` is called with notes on words that contain a given one.
    """
    found = reports.find(report)
    source = matching.Rows(found, lambda sql, given: rows(connection, sql, *given), notify)
    named = column_of(found, column)
    return types.of(named).condition(source, named, values).parameters


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
