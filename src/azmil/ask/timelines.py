"""Own the timeline: what begins or ends in a period, in order."""

from __future__ import annotations

from azmil import dates
from azmil.ask.answers import Statement
from azmil.errors import UsageError

TIMELINE = """SELECT id, date, date_wording, fact, kind, modality, disputed, lines
FROM facts_report"""
SORTS = (("modality", "word"), ("disputed", "flag"), ("lines", "lines"), ("fact", "text"), ("date", "date"))
WIDE = frozenset({"id", "kind"})


def timeline(period: str | None, *, undated: bool = False, ongoing: bool = False) -> Statement:
    """Return the statement of what begins or ends in a period, or of all that is dated.

    A coarse date comes after every finer one that lies in it: days, then their month, then their year. What
    began before the period stands where it ends. ``ongoing`` adds what began before and ended after the period;
    ``undated`` gives what has no date instead, with the words the source has for it.
    Raises UsageError if the period is not a date or interval of EDTF.
    """
    if undated:
        order = "ORDER BY date_wording IS NULL, first_line, lines, id"
        return _statement(f"{TIMELINE}\nWHERE date IS NULL\n{order}", wide=WIDE | {"date"})
    if period is None:
        return _statement(f"{TIMELINE}\nWHERE date IS NOT NULL\n{_order(dates.FIRST_DAY)}")
    try:
        span = dates.parse(period)
    except ValueError as error:
        raise UsageError(str(error)) from None
    first, last = span.earliest_start, span.latest_end
    if ongoing:
        condition = "earliest_start <= ?\nAND latest_end >= ?"
        return _statement(f"{TIMELINE}\nWHERE {condition}\n{_order(first)}", (last, first))
    # Three narrow looks into three indexes, where one condition would read half of a large base.
    bounds = ("earliest_start", "latest_start", "latest_end")
    looks = "\nUNION\n".join(f"SELECT id FROM records WHERE {bound} BETWEEN ? AND ?" for bound in bounds)
    return _statement(f"{TIMELINE}\nWHERE id IN (\n{looks}\n)\n{_order(first)}", (first, last) * len(bounds))


def _order(first: str) -> str:
    """Return the order in which what began before a day stands where it ends."""
    is_before = f"earliest_start <= '{dates.FIRST_DAY}' OR latest_start < '{first}'"
    begin = f"CASE WHEN {is_before} THEN latest_end ELSE latest_start END"
    return f"ORDER BY {begin}, earliest_start DESC, latest_end, first_line, id"


def _statement(sql: str, parameters: tuple[str, ...] = (), wide: frozenset[str] = WIDE | {"date_wording"}) -> Statement:
    return Statement(sql, parameters, SORTS, wide)
