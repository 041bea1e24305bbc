"""The timeline: claims that begin or end in a period, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask.conditions import still_known
from azmil.errors import Exit, Fault
from azmil.reports import matching
from azmil.values import dates
from azmil.values.answers import Column, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.store.protocol import Connection
    from azmil.values.answers import LeftOut

# The columns, with the type of each.
_COLUMNS = {
    "id": "id",
    "date": "date",
    "observed": "flag",
    "date_wording": "text",
    "fact": "prose",
    "hedge": "text",
    "kind": "word",
    "modality": "word",
    "said_by": "text",
    "disputed": "flag",
    "in_tension": "flag",
    "doubtful": "flag",
    "same_event_as": "id",
    "lines": "lines",
}
_TIMELINE = f"SELECT {', '.join(_COLUMNS)}\nFROM facts_report"
# Columns that tables show only on request.
_WIDE = frozenset({"id", "observed", "hedge", "kind", "said_by", "in_tension", "doubtful", "same_event_as"})
# After the day by which claims are sorted.
_PRECISE_FIRST = "earliest_start DESC, latest_end, first_line, id"
# Rows with a known start, so that the earliest day on which they may have begun is meaningful.
_KNOWN_START = "observed = 0 AND date NOT LIKE '/%' AND date NOT LIKE '..%' AND date NOT LIKE '[..%'"


PERIOD_ALONE = Fault(
    "'undated' is used with a period",
    "'undated' cannot be used with a period",
    "remove one of them",
    Exit.USAGE,
)
ONGOING_ANY_YEAR = Fault(
    "'ongoing' is used with a period that has no year",
    "'ongoing' cannot be used with '{period}', which has no year",
    "add a year, or remove 'ongoing'",
    Exit.USAGE,
)


def timeline(
    period: str | None,
    *,
    undated: bool = False,
    ongoing: bool = False,
    kinds: Sequence[str] = (),
    about: Sequence[tuple[str, list[str]]] = (),
) -> Statement:
    """Return the SQL statement of the claims that begin or end in a period; without a period, of all dated claims.

    A date comes after all more precise dates within it: days, then their month, then their year. Claims that began
    before the period are sorted by their end. ``ongoing`` adds claims that began before and ended after the period;
    ``undated`` selects undated claims instead, with the wording of their source. ``kinds`` and ``about`` (SELECTs of
    ids with parameters) filter the rows. A period of any year, such as ``XXXX-05``, selects claims known to begin or
    end in that month or on that day. Raises AzmilError if the period is not a valid date or interval.
    """
    if undated and period is not None:
        raise PERIOD_ALONE()
    conditions, parameters, begin = _in_period(period, undated=undated, ongoing=ongoing)
    if kinds:
        conditions.append(f"kind IN ({', '.join('?' * len(kinds))})")
        parameters += kinds
    if about:
        selects = "\nUNION\n".join(select for select, _ in about)
        conditions.append(f"id IN (\n{selects}\n)")
        parameters += [value for _, values in about for value in values]
    where = "\nAND ".join(conditions)
    order = "ORDER BY date_wording IS NULL, first_line, lines, id" if undated else f"ORDER BY {begin}, {_PRECISE_FIRST}"
    return Statement(f"{_TIMELINE}\nWHERE {where}\n{order}", tuple(parameters), _columns(undated=undated))


def _columns(*, undated: bool) -> tuple[Column, ...]:
    """Return the columns of a timeline; either the date or its wording is shown by default."""
    wide = _WIDE | {"date" if undated else "date_wording"}
    return tuple(Column(name, type_, place="wide" if name in wide else "") for name, type_ in _COLUMNS.items())


def _in_period(period: str | None, *, undated: bool, ongoing: bool) -> tuple[list[str], list[str], str]:
    """Return the conditions of a period, their parameters, and the SQL of the day by which claims are sorted."""
    if undated or period is None:
        return ["date IS NULL" if undated else "date IS NOT NULL"], [], "latest_start"
    if dates.has_no_year(period):
        return _in_any_year(period, ongoing=ongoing)
    span = matching.days(period)
    first, last = span.earliest_start, span.latest_end
    # Separate index lookups, since one combined condition would scan half of a large database.
    lookups = [
        "SELECT id FROM records WHERE latest_start BETWEEN ? AND ?",
        "SELECT id FROM records WHERE latest_end BETWEEN ? AND ? AND observed = 0",
        f"SELECT id FROM records WHERE earliest_start BETWEEN ? AND ? AND {_KNOWN_START}",
    ]
    parameters = [first, last] * len(lookups)
    if ongoing:
        known = still_known(first)
        lookups.append(f"SELECT id FROM records WHERE earliest_start <= ? AND latest_end >= ? AND {known.sql}")
        parameters += [last, first, *known.parameters]
    found = "\nUNION\n".join(lookups)
    begin = f"CASE WHEN latest_start < '{first}' THEN latest_end ELSE latest_start END"
    return [f"id IN (\n{found}\n)"], parameters, begin


def _in_any_year(period: str, *, ongoing: bool) -> tuple[list[str], list[str], str]:
    """Return the condition of a month or day of any year, no parameters, and the SQL of the day that is sorted by."""
    from azmil.values import any_year  # noqa: PLC0415 - most periods have a year

    wanted = any_year.parse(period)
    if ongoing:
        raise ONGOING_ANY_YEAR(period=period)
    found = f"SELECT id FROM records WHERE {any_year.condition('date', wanted)}"
    begin = f"CASE WHEN {any_year.starts('date', wanted)} THEN latest_start ELSE latest_end END"
    return [f"id IN (\n{found}\n)"], [], begin


def left_out(connection: Connection, period: str, dated: Statement) -> list[LeftOut]:
    """Return the claims that a period of any year omits because the month or day of their date is not known.

    ``dated`` is the statement of the timeline without a period.
    """
    from azmil.ask.timeless import imprecise  # noqa: PLC0415 - most periods have a year
    from azmil.values import any_year  # noqa: PLC0415 - as above

    within = any_year.condition("date", any_year.parse(period))
    others = f"SELECT date FROM (\n{dated.sql}\n) AS dated WHERE NOT {within}"
    return list(imprecise(connection, Statement(others, dated.parameters), [period]))
