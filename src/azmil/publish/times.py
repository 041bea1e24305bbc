"""The timeline of a site: dated claims by year, each with a bar of when it certainly and possibly held."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from azmil.publish.tables import lines_html
from azmil.values import dates

if TYPE_CHECKING:
    from azmil.publish.page import Links
    from azmil.values.answers import Answer

_WIDTH = 100  # of the bar


def timeline(facts: Answer, source: str, link: Links) -> dict[str, Any]:
    """Return the values of the page: rows by year, the years at both ends, and the number of undated claims."""
    rows = [dict(zip(facts.names, row, strict=True)) for row in facts.rows]
    dated = sorted((row for row in rows if row["date"] is not None), key=_order)
    years = [int(day[:4]) for row in dated for day in _ends(row)]
    first, last = (min(years), max(years)) if years else (0, 0)
    shown = [(_year(row), _row(row, first, last, source, link)) for row in dated]
    by_year = [(year, [row for _, row in group]) for year, group in groupby(shown, key=lambda pair: pair[0])]
    return {"years": by_year, "first": first, "last": last, "undated": len(rows) - len(dated)}


def _order(row: dict[str, Any]) -> tuple[str, ...]:
    return (_year(row), row["latest_start"], row["latest_end"], row["id"])


def _year(row: dict[str, Any]) -> str:
    """Return the year under which a row is listed: that of its start, or of its end if its start is unknown.

    A row that describes a state as observed is listed under the date of the observation.
    """
    start = dates.parse(row["date"]).earliest_start if row["observed"] else row["earliest_start"]
    return str(row["latest_end"] if row["date"].startswith(("/", "..", "[..")) else start)[:4]


def _ends(row: dict[str, Any]) -> list[str]:
    """Return the first and last known day of a row."""
    days = [row["earliest_start"], row["latest_start"], row["earliest_end"], row["latest_end"]]
    return [day for day in days if dates.FIRST_DAY < day < dates.LAST_DAY]


def _row(row: dict[str, Any], first: int, last: int, source: str, link: Links) -> dict[str, Any]:
    def at(day: str) -> float:
        bounded = min(max(day, f"{first:04}-01-01"), f"{last:04}-12-31")
        days = (date.fromisoformat(bounded) - date(first, 1, 1)).days
        whole = (date(last, 12, 31) - date(first, 1, 1)).days or 1
        return round(days * _WIDTH / whole, 1)

    certain = row["latest_start"] <= row["earliest_end"]
    shown = dates.in_table(row["date"])
    return {
        "id": row["id"],
        "date": f"as of {shown}" if row["observed"] else shown,
        "fact": row["fact"],
        "hedge": row["hedge"] or "",
        "lines": lines_html(row["lines"], source, link),
        "possible": (at(row["earliest_start"]), at(row["latest_end"])),
        "certain": (at(row["latest_start"]), at(row["earliest_end"])) if certain else None,
    }
