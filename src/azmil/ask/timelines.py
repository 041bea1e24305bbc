"""The timeline: claims that begin or end in a period, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask.conditions import still_known
from azmil.errors import Exit, Fault
from azmil.values import dates
from azmil.values.answers import Column, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.ask.about import About

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
# Rows with a known start, so that the earliest day on which they may have begun is meaningful.
_KNOWN_START = "observed = 0 AND date NOT LIKE '/%' AND date NOT LIKE '..%' AND date NOT LIKE '[..%'"


PERIOD_ALONE = Fault(
    "'undated' is used with a period",
    "'undated' cannot be used with a period",
    "remove one of them",
    Exit.USAGE,
)


def timeline(
    period: str | None,
    *,
    undated: bool = False,
    ongoing: bool = False,
    kinds: Sequence[str] = (),
    about: About | None = None,
) -> Statement:
    """Return the SQL statement of the claims that begin or end in a period; without a period, of all dated claims.

    A date comes after all more precise dates within it: days, then their month, then their year. Claims that began
    before the period are sorted by their end. ``ongoing`` adds claims that began before and ended after the period;
    ``undated`` selects undated claims instead, with the wording of their source. ``kinds`` and ``about`` filter
    the rows; with ``about``, rows about parts of the things come last, with the part. Raises AzmilError if the period
    is not a valid EDTF date or interval.
    """
    if undated and period is not None:
        raise PERIOD_ALONE()
    conditions, parameters, first = _in_period(period, undated=undated, ongoing=ongoing)
    if kinds:
        conditions.append(f"kind IN ({', '.join('?' * len(kinds))})")
        parameters += kinds
    order = "date_wording IS NULL, first_line, lines, id" if undated else _order(first)
    if about is not None:
        return _about(about, conditions, parameters, order, _columns(undated=undated))
    where = "\nAND ".join(conditions)
    return Statement(f"{_TIMELINE}\nWHERE {where}\nORDER BY {order}", tuple(parameters), _columns(undated=undated))


def _about(
    found: About, conditions: list[str], parameters: list[str], order: str, columns: tuple[Column, ...]
) -> Statement:
    """Return the statement of a timeline about some things and their parts."""
    from azmil.ask import about  # noqa: PLC0415 - only needed for timelines about things

    part = about.part_column()
    select = f"SELECT {', '.join(_COLUMNS)}, {about.PART} AS {part.name}\nFROM facts_report"
    in_any = found.condition
    where = "\nAND ".join([in_any.sql, *conditions])
    sql = f"{found.clause}\n{select}\nWHERE {where}\nORDER BY {about.OWN_FIRST}, {order}"
    return Statement(sql, (*found.parameters, *in_any.parameters, *parameters), (*columns, part))


def _columns(*, undated: bool) -> tuple[Column, ...]:
    """Return the columns of a timeline; either the date or its wording is shown by default."""
    wide = _WIDE | {"date" if undated else "date_wording"}
    return tuple(Column(name, type_, place="wide" if name in wide else "") for name, type_ in _COLUMNS.items())


def _in_period(period: str | None, *, undated: bool, ongoing: bool) -> tuple[list[str], list[str], str]:
    """Return the conditions of a period, their parameters, and its first day."""
    if undated:
        return ["date IS NULL"], [], dates.FIRST_DAY
    if period is None:
        return ["date IS NOT NULL"], [], dates.FIRST_DAY
    span = dates.parse(period)
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
    return [f"id IN (\n{found}\n)"], parameters, first


def _order(first: str) -> str:
    """Return the terms of ORDER BY that sort claims that began before a day by their end."""
    begin = f"CASE WHEN latest_start < '{first}' THEN latest_end ELSE latest_start END"
    return f"{begin}, earliest_start DESC, latest_end, first_line, id"
