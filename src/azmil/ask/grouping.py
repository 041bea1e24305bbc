"""Rows of a report grouped by a column: their number, and the sums of their quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask.conditions import column_of
from azmil.values.answers import Column, Statement

if TYPE_CHECKING:
    from azmil.ask.conditions import Where
    from azmil.reports import Report


def grouped(report: Report, by: str, where: Where) -> Statement:
    """Return the SQL statement that counts rows by a column and adds up their quantities.

    Rows of different status are counted separately. Parts of a total and repeats of another row are not added. A sum
    has an upper bound only if every row has one.
    """
    names = [column_of(report, by).name]
    if report.sums and report.column("status") and "status" not in names:
        names.append("status")
    select = [*names, "count(*) AS rows"]
    columns = [*(column_of(report, name)._replace(place="") for name in names), Column("rows", "number")]
    if report.sums:
        whole = "COALESCE(scope, '') NOT IN ('part', 'same')" if report.column("scope") else "1 = 1"
        missing = f"max(CASE WHEN {whole} AND highest IS NULL THEN 1 ELSE 0 END)"
        select += [
            f"sum(CASE WHEN {whole} THEN lowest END) AS at_least",
            f"CASE WHEN {missing} = 0 THEN sum(CASE WHEN {whole} THEN highest END) END AS at_most",
        ]
        columns += [Column("at_least", "number"), Column("at_most", "number")]
    lines = [f"SELECT {', '.join(select)}", f"FROM {report.table}", *where.lines]
    lines += [
        f"GROUP BY {', '.join(names)}",
        f"ORDER BY rows DESC, {', '.join(f'{name} NULLS FIRST' for name in names)}",
    ]
    return Statement("\n".join(lines), where.parameters, tuple(columns))
