"""Dates: a strict profile of EDTF (ISO 8601-2) and the four days derived from a date.

The profile:

- a year ``2006``, a decade ``199X``, a month ``2006-05``, a season ``1992-22`` (21 spring to 24 winter) or a day
  ``2006-05-19``;
- an interval of two of these, such as ``1993/1999``; an open end is ``..`` (still the case) as in ``2002-04/..`` or
  ``../1992``, an unknown end is empty as in ``1991/``;
- one date in a range, for a single event: ``[1991..1992]`` between the two, ``[..1992]`` by then;
- a mark after a single date or an end of an interval: ``2006?`` uncertain, ``2006~`` approximate, ``2006%`` both; it
  leaves the four days unchanged.

The rest of EDTF (sets, other masks, marks on parts of a date) is invalid here. ``azmil.values.written_dates`` reads
what people write instead, and ``azmil.values.any_year`` months and days without a year.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from azmil.errors import Exit, Fault

FIRST_DAY = "0001-01-01"
LAST_DAY = "9999-12-31"

MARKS = "?~%"  # after a date: uncertain, approximate, both
_DATE = re.compile(r"(\d{3})(?:X|(\d)(?:-(\d\d)(?:-(\d\d))?)?)[?~%]?", re.ASCII)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_FORM = "use a form like 2006, 2006-05, 2006-05-19, 199X, 1992-22 (summer), 1993/1999, 2002-04/.. or [..1992]"

NO_DATE = Fault("a date is not in the EDTF profile of azmil", "'{text}' is not a valid date", _FORM, Exit.USAGE)
NO_SUCH_DAY = Fault(
    "a date does not exist in the calendar",
    "'{text}' is not a valid date: {reason}",
    "use a date that exists in the calendar",
    Exit.USAGE,
)
ENDLESS = Fault(
    "an interval has neither a start nor an end",
    "'{text}' is not a valid date: an interval needs a start or an end",
    "use a form like 1993/1999, 2002-04/.. or ../1992",
    Exit.USAGE,
)
BACKWARD = Fault(
    "an interval ends before it starts",
    "'{text}' is not a valid date: it ends before it starts",
    "put the earlier date first",
    Exit.USAGE,
)


class Span(NamedTuple):
    """The earliest and latest possible start and end, as ISO days.

    An unknown end may be any day from the earliest start on; an open end is ``9999-12-31``. If the start is unknown or
    open, the earliest start is ``0001-01-01``. The earliest end is never before the earliest start, nor the latest
    start after the latest end.
    """

    earliest_start: str
    latest_start: str
    earliest_end: str
    latest_end: str


def _days(text: str) -> tuple[str, str]:
    """Return the first and last day of a single date; raise AzmilError if it is not in the profile."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise NO_DATE(text=text)
    decade, unit, month_text, day_text = match.groups()
    if not int(decade + (unit or "0")):
        raise NO_SUCH_DAY(text=text, reason="years begin at 0001")
    if unit is None:
        return f"{decade}0-01-01", f"{decade}9-12-31"
    year = int(decade + unit)
    if month_text is None:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    month = int(month_text)
    if month in _SEASON_MONTHS and day_text is None:
        first, last = _SEASON_MONTHS[month]
        last_year = year + (last < first)
        if last_year > int(LAST_DAY[:4]):
            raise NO_SUCH_DAY(text=text, reason="years end at 9999")
        return f"{year:04}-{first:02}-01", f"{last_year:04}-{last:02}-{_length(last_year, last):02}"
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise NO_SUCH_DAY(text=text, reason=f"month {month_text} does not exist")
    if day_text is None:
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{_length(year, month):02}"
    if not 1 <= int(day_text) <= _length(year, month):
        raise NO_SUCH_DAY(text=text, reason=f"the month has {_length(year, month)} days")
    return text[:10], text[:10]


def _length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _LENGTHS[month - 1]  # noqa: PLR2004 - February


def has_no_year(text: str) -> bool:
    """Return whether a text is meant as a date of any year, such as ``XXXX-05``; see ``azmil.values.any_year``."""
    return text.strip().upper().startswith("XXXX")


def is_marked(text: str) -> bool:
    """Return whether a date or one of its ends is marked as uncertain or approximate."""
    return any(mark in text for mark in MARKS)


def unmarked(column: str) -> str:
    """Return the SQL of a date column without the marks."""
    for mark in MARKS:
        column = f"replace({column}, '{mark}', '')"
    return column


@lru_cache(65_536)  # the days of 180 years
def parse(text: str) -> Span:
    """Return the four days of an EDTF text; raise AzmilError if it is not in the profile."""
    if text.startswith("["):
        return _single_event(text)
    start_text, slash, end_text = text.partition("/")
    if not slash:
        first, last = _days(start_text)
        return Span(first, last, first, last)
    if start_text in ("", "..") and end_text in ("", ".."):
        raise ENDLESS(text=text)
    start = (FIRST_DAY, FIRST_DAY) if start_text == ".." else None
    end = (LAST_DAY, LAST_DAY) if end_text == ".." else None
    if start_text not in ("", ".."):
        start = _days(start_text)
    if end_text not in ("", ".."):
        end = _days(end_text)
    if end is None:  # unknown: any day from the start on
        end = (start[0], LAST_DAY) if start else (FIRST_DAY, LAST_DAY)
    if start is None:  # unknown: any day up to the end
        start = (FIRST_DAY, end[1])
    if end[1] < start[0] or (end[0] < start[0] and end[1] < start[1]):
        raise BACKWARD(text=text)
    return Span(start[0], min(start[1], end[1]), max(start[0], end[0]), end[1])


def _single_event(text: str) -> Span:
    """Return the four days of a single event within a range such as ``[1991..1992]``."""
    start, dots, end = text.removeprefix("[").removesuffix("]").partition("..")
    if not text.endswith("]") or not dots or is_marked(text):
        raise NO_DATE(text=text)
    if not end:
        raise ENDLESS(text=text)
    first, last = _days(start)[0] if start else FIRST_DAY, _days(end)[1]
    if last < first:
        raise BACKWARD(text=text)
    return Span(first, last, first, last)


def in_words(text: str) -> str:
    """Return an EDTF text as an English phrase for the end of a sentence, such as ``on 19 May 2006``."""
    if text.startswith("["):
        first, _, last = text[1:-1].partition("..")
        return f"between {_words(first)} and {_words(last)}" if first else f"by {_words(last)}"
    start, slash, end = text.partition("/")
    if not slash:
        date, mark = _split_mark(text)
        possibly = "possibly " if mark in ("?", "%") else ""
        on = "about" if mark in ("~", "%") else "on" if date.count("-") == 2 else "in"  # noqa: PLR2004 - a day
        return f"{possibly}{on} {_words(date)}"
    if end == "..":
        return f"since {_words(start)}"
    if end == "":
        return f"from {_words(start)} on, until a time not stated"
    if start in ("", ".."):
        return f"until {_words(end)}"
    return f"from {_words(start)} to {_words(end)}"


def in_table(text: str) -> str:
    """Return an EDTF text as tables show it; days, months and years without a mark are unchanged."""
    if text.startswith("["):
        first, _, last = text[1:-1].partition("..")
        return f"between {_short(first)} and {_short(last)}" if first else f"by {_short(last)}"
    start, slash, end = map(_short, text.partition("/"))
    if not slash:
        return start
    if end == "..":
        return f"since {start}"
    if end == "":
        return f"from {start}"
    return f"until {end}" if start in ("", "..") else f"{start} to {end}"


def _split_mark(text: str) -> tuple[str, str]:
    """Return a single date without its mark, and the mark or ''."""
    return (text[:-1], text[-1]) if text.endswith(tuple(MARKS)) else (text, "")


def _hedged(words: str, mark: str) -> str:
    """Return the words for a date with its mark in words."""
    return f"{'about ' if mark in ('~', '%') else ''}{words}{' (uncertain)' if mark in ('?', '%') else ''}"


def _short(text: str) -> str:
    text, mark = _split_mark(text)
    season = _SEASONS.get(text[5:]) if len(text) == 7 else None  # noqa: PLR2004 - as in 1992-22
    if season:
        text = f"{season.split()[1]} {text[:4]}"
    elif text.endswith("X"):
        text = f"{'the ' if mark in ('~', '%') else ''}{text[:3]}0s"
    return _hedged(text, mark) if mark else text


MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_SEASONS = {"21": "the spring of", "22": "the summer of", "23": "the autumn of", "24": "the winter of"}


def _words(text: str) -> str:
    text, mark = _split_mark(text)
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if year.endswith("X"):
        words = f"the {year[:3]}0s"
    elif not month:
        words = year
    elif month in _SEASONS:
        words = f"{_SEASONS[month]} {year}"
    else:
        words = f"{f'{int(day)} ' if day else ''}{MONTHS[int(month) - 1]} {year}"
    return _hedged(words, mark) if mark else words
