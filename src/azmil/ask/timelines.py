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

    A coarse date comes after every finer one that lies in it: days, then their month, then their year.
    ``ongoing`` adds what began before and ended after the period; ``undated`` gives what has no date instead.
    Raises UsageError if the period is not a date or interval of EDTF.
    """
    if undated:
        return _statement(f"{TIMELINE}\nWHERE date IS NULL\nORDER BY date_wording IS NULL, first_line, lines, id")
    # What began at a time not known stands at its end.
    begin = f"CASE latest_start WHEN '{dates.FIRST_DAY}' THEN latest_end ELSE latest_start END"
    order = f"ORDER BY {begin}, earliest_start DESC, latest_end, first_line, id"
    if period is None:
        return _statement(f"{TIMELINE}\nWHERE date IS NOT NULL\n{order}")
    try:
        span = dates.parse(period)
    except ValueError as error:
        raise UsageError(str(error)) from None
    first, last = span.earliest_start, span.latest_end
    condition = "earliest_start <= ?\nAND latest_end >= ?"
    if ongoing:
        return _statement(f"{TIMELINE}\nWHERE {condition}\n{order}", (last, first))
    # An end that is not known (latest possible end open, earliest not) is no end within the period.
    within = "(latest_start BETWEEN ? AND ?\nOR earliest_start BETWEEN ? AND ?\nOR latest_end BETWEEN ? AND ?)"
    return _statement(f"{TIMELINE}\nWHERE {condition}\nAND {within}\n{order}", (last, first, *(first, last) * 3))


def _statement(sql: str, parameters: tuple[str, ...] = ()) -> Statement:
    return Statement(sql, parameters, SORTS, WIDE)
