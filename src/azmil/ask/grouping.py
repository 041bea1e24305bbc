"""Rows of a report grouped by columns: their number, the sums of their quantities, and their shares of the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask import sums
from azmil.ask.conditions import column_of
from azmil.errors import Exit, Fault, Hints, counted
from azmil.reports import matching, types
from azmil.values.answers import Column, Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from azmil.ask.conditions import Where
    from azmil.errors import AzmilError
    from azmil.reports import Report
    from azmil.values.answers import Answer, Question

BY_ALONE = Fault(
    "'columns' is used with 'by' or 'sum'",
    "'columns' cannot be used with 'by' or 'sum'",
    Hints.COUNT_ALONE,
    Exit.USAGE,
)
SHARE_ALONE = Fault(
    "'share' is used without 'by'",
    "'share' can only be used with 'by'",
    Hints.NAME_GROUPS,
    Exit.USAGE,
)
KEPT_APART = Fault(
    "sums are kept apart by a column that the question does not name (a note, not an error)",
    "sums are kept apart by {column}",
    Hints.NAME_VALUES,
)
NOT_ADDED = Fault(
    "a sum does not add rows that other rows include or repeat (a note, not an error)",
    "{rows} not added, since other rows include or repeat {them}",
    Hints.LIST_ROWS,
)
NO_SORT = Fault(
    "grouped rows are sorted by a column that the result does not have",
    "cannot sort grouped rows by '{name}'",
    "{instead}",
    Exit.USAGE,
)


def grouped(report: Report, question: Question, where: Where) -> Statement:
    """Return the SQL statement that counts the rows of each group, and adds up their quantities.

    Columns: the groups, rows, and for a sum also sum, hedge, figure, at_least, at_most, without_number, not_added;
    share if asked for. Raises AzmilError for columns that do not exist or cannot be added up.
    """
    if question.columns:
        raise BY_ALONE()
    report = _with_year(report, question.by)
    if question.share and not question.by:
        raise SHARE_ALONE()
    if question.sum is not None:
        sums.figure_of(report, question.sum)
    names = list(dict.fromkeys(column_of(report, name).name for name in question.by))
    # The number of items is added up without being asked for, since only the status keeps it apart.
    is_sum = question.sum is not None or (report.sums == "count" and not set(report.apart) - {"status"})
    kept_apart = []
    if is_sum:
        together = sums.together(report, question)
        kept_apart = [name for name in sums.apart(report) if name not in together]
        names += [name for name in kept_apart if name not in names]
    groups = [_group(column_of(report, name), question.by) for name in names]
    if is_sum:
        found = sums.summed(report, groups, kept_apart, where, with_share=question.share)
    else:
        found = _counted(report, groups, where, with_share=question.share)
    return found._replace(sql=f"{found.sql}\nORDER BY {_order(found, groups, question.sort)}")


def _with_year(report: Report, by: Sequence[str]) -> Report:
    """Return a report with a column ``year``: the year of each date within one year, if rows are grouped by year."""
    if "year" not in by or report.column("year") or not report.has_days:
        return report
    year = "CASE WHEN substr(earliest_start, 1, 4) = substr(latest_end, 1, 4) THEN substr(earliest_start, 1, 4) END"
    table = f"(\n{report.select}\n)" if report.is_user_defined else report.view
    select = f"SELECT dated.*, {year} AS year\nFROM {table} AS dated"
    columns = (*report.columns, Column("year", "date", meaning="year of the date, if it is within one year"))
    return report._replace(select=select, columns=columns, is_user_defined=True)


def _group(column: Column, by: Sequence[str]) -> Column:
    """Return a column as it is shown: a modality that only keeps sums apart is a mark in tables."""
    is_chosen = column.name in {name.strip().replace("-", "_") for name in by}
    return column._replace(place="wide" if column.name == "modality" and not is_chosen else "")


def _counted(report: Report, groups: Sequence[Column], where: Where, *, with_share: bool) -> Statement:
    """Return the SQL statement that counts the rows of each group, without its order."""
    names = [column.name for column in groups]
    columns = [*groups, Column("rows", "number", meaning="number of rows")]
    select = [*names, "count(*) AS rows"]
    if with_share:
        tenths = "CAST(ROUND(1000.0 * count(*) / sum(count(*)) OVER ()) AS BIGINT)"
        select.append(f"CAST({tenths} / 10 AS TEXT) || '.' || CAST({tenths} % 10 AS TEXT) || '%' AS share")
        columns.append(Column("share", "quantity", "rows", meaning="share of all rows"))
    lines = [f"SELECT {', '.join(select)}", f"FROM {report.table}", *where.lines, f"GROUP BY {', '.join(names)}"]
    return Statement("\n".join(lines), where.parameters, tuple(columns))


def _order(found: Statement, groups: Sequence[Column], sort: Sequence[str]) -> str:
    """Return the terms of ORDER BY: those given, with empty values last, or the number of rows; then the groups."""
    names = {column.name: column for column in found.columns if column.place != "mark"}
    order = [] if sort else ["rows DESC"]
    for term in sort:
        name = term.removeprefix("-").strip().replace("-", "_")
        if name not in names:
            raise NO_SORT(name=name, instead=matching.instead(name, names))
        direction = " DESC" * term.startswith("-")
        order += [f"{key}{direction} NULLS LAST" for key in _terms(names[name], names)]
    return ", ".join([*order, *(f"{column.name} NULLS FIRST" for column in groups)])


def _terms(column: Column, shown: Collection[str]) -> list[str]:
    """Return the terms that sort by a column of the result: words and shares by number, others by their type."""
    if column.name == "sum":
        return ["COALESCE(figure, at_least, at_most)"]
    if column.name == "share":
        return ["COALESCE(lower_share, upper_share)"] if "sum" in shown else ["count(*)"]
    if column.type == "quantity" and column.target not in shown:
        return [column.name]
    return types.of(column).order(column, shown)


def without_zeros(found: Answer) -> None:
    """Omit the counts of rows without a number and of rows not added from tables in which all are 0."""
    for at, column in enumerate(found.columns):
        if column.name in ("without_number", "not_added") and not any(row[at] for row in found.rows):
            found.columns[at] = column._replace(place="wide")


def notes(report: Report, question: Question, found: Answer) -> Iterator[AzmilError]:
    """Yield a note on each column that keeps sums apart only because no filter names its values."""
    for name in report.together if "sum" in found.names else ():
        at = found.names.index(name) if name in found.names else None
        is_named = name in {column.strip().replace("-", "_") for column in question.by}
        if at is not None and not is_named and len({row[at] for row in found.rows}) > 1:
            yield KEPT_APART(column=name)
    if question.sum is not None and "not_added" in found.names:
        at = found.names.index("not_added")
        if number := sum(row[at] for row in found.rows):
            yield NOT_ADDED(rows=counted(number, "row"), them="it" if number == 1 else "them", report=report.name)
