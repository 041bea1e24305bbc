"""The timeline: what begins or ends in a period, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault
from azmil.values import dates
from azmil.values.answers import Column, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIMELINE = """SELECT id, date, date_wording, fact, kind, modality, disputed, lines
FROM facts_report"""
_TYPES = {"date": "date", "fact": "prose", "kind": "word", "modality": "word", "disputed": "flag", "lines": "lines"}


PERIOD_ALONE = Fault(
    "what has no date is asked for in a period",
    "what has no date is in no period",
    "leave out the period, or do not ask for what is undated",
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
    """Return the statement of what begins or ends in a period, or of all that is dated.

    A coarse date comes after every finer one that lies in it: days, then their month, then their year. What
    began before the period stands where it ends. ``ongoing`` adds what began before and ended after the period;
    ``undated`` gives what has no date instead, with the words the source has for it. ``kinds`` and ``about``,
    SELECTs of ids with their parameters, narrow it. Raises AzmilError if the period is not a date or interval of EDTF.
    """
    if undated and period is not None:
        raise PERIOD_ALONE()
    conditions, parameters, first = _in_period(period, undated=undated, ongoing=ongoing)
    if kinds:
        conditions.append(f"kind IN ({', '.join('?' * len(kinds))})")
        parameters += kinds
    if about:
        selects = "\nUNION\n".join(select for select, _ in about)
        conditions.append(f"id IN (\n{selects}\n)")
        parameters += [value for _, values in about for value in values]
    where = "\nAND ".join(conditions)
    order = "ORDER BY date_wording IS NULL, first_line, lines, id" if undated else _order(first)
    return Statement(f"{_TIMELINE}\nWHERE {where}\n{order}", tuple(parameters), _columns(undated=undated))


def _columns(*, undated: bool) -> tuple[Column, ...]:
    """Return the columns of a timeline; one of them is the date."""
    wide = {"id", "kind", "date" if undated else "date_wording"}
    names = ("id", "date", "date_wording", "fact", "kind", "modality", "disputed", "lines")
    return tuple(Column(name, _TYPES.get(name, "text"), place="wide" if name in wide else "") for name in names)


def _in_period(period: str | None, *, undated: bool, ongoing: bool) -> tuple[list[str], list[str], str]:
    """Return the conditions of a period, their parameters, and the first day of the period."""
    if undated:
        return ["date IS NULL"], [], dates.FIRST_DAY
    if period is None:
        return ["date IS NOT NULL"], [], dates.FIRST_DAY
    span = dates.parse(period)
    first, last = span.earliest_start, span.latest_end
    if ongoing:
        return ["earliest_start <= ?", "latest_end >= ?"], [last, first], first
    # Three narrow looks into three indexes, where one condition would read half of a large base.
    bounds = ("earliest_start", "latest_start", "latest_end")
    looks = "\nUNION\n".join(f"SELECT id FROM records WHERE {bound} BETWEEN ? AND ?" for bound in bounds)
    return [f"id IN (\n{looks}\n)"], [first, last] * len(bounds), first


def _order(first: str) -> str:
    """Return the order in which what began before a day stands where it ends."""
    is_before = f"earliest_start <= '{dates.FIRST_DAY}' OR latest_start < '{first}'"
    begin = f"CASE WHEN {is_before} THEN latest_end ELSE latest_start END"
    return f"ORDER BY {begin}, earliest_start DESC, latest_end, first_line, id"
