"""Months and days of any year, such as ``XXXX-05``: parsing, and comparison with dates."""

from __future__ import annotations

import re
from calendar import isleap

from azmil.errors import AzmilError, Exit, Fault
from azmil.values import dates

NO_YEAR = Fault(
    "a date without a year is used where only a date with a year makes sense",
    "'{text}' is not a valid date here: it has no year",
    "add the year, such as {example}",
    Exit.USAGE,
)
_FORM = re.compile(r"X{4}-(\d\d)(?:-(\d\d))?", re.ASCII | re.IGNORECASE)
_LEAP_YEAR = "2000"


def parse(text: str) -> str:
    """Return the month or day of a date of any year, such as ``05`` or ``05-19``; raise AzmilError if it is invalid."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise dates.NO_DATE("use a form like XXXX-05 or XXXX-05-19", text=text)
    month, day = match.groups()
    if not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
        raise dates.NO_SUCH_DAY(text=text, reason=f"month {month} does not exist")
    found = f"{month}-{day}" if day else month
    try:
        dates.parse(f"{_LEAP_YEAR}-{found}")
    except AzmilError as error:
        raise dates.NO_SUCH_DAY(text=text, reason=error.values["reason"]) from None
    return found


def condition(column: str, wanted: str) -> str:
    """Return the SQL condition that a date in a column is known to start or end in a month or day of any year."""
    width = len(f"2006-{wanted}")
    ends = (f"substr({column}, {at}, {width})" for at in (len("[2006-05..") + 1, len("[2006-05-19..") + 1))
    # A single event in a range, such as [2006-05-03..2006-05-20], if both days are in the same month.
    within = f"{column} LIKE '[____-{wanted}%' AND substr({column}, 2, {width}) IN ({', '.join(ends)})"
    return f"({starts(column, wanted)} OR {column} LIKE '%/____-{wanted}%' OR {within})"


def starts(column: str, wanted: str) -> str:
    """Return the SQL condition that a date in a column is known to start in a month or day of any year."""
    return f"{column} LIKE '____-{wanted}%'"


def may_include(date: str, wanted: str) -> bool:
    """Return whether a date may start or end in a month or day of any year, as far as its precision allows."""
    ends = [date] if date.startswith("[") else [part for part in date.split("/") if part not in ("", "..")]
    try:
        return any(_may_fall(dates.parse(end), wanted) for end in ends)
    except AzmilError:  # a user-defined report may have other text in its dates
        return False


def _may_fall(span: dates.Span, wanted: str) -> bool:
    """Return whether one of the days of a span is in a month or day of any year."""
    first, last = span.earliest_start, span.latest_end
    month, _, day = wanted.partition("-")
    for year in range(int(first[:4]), min(int(last[:4]), int(first[:4]) + 8) + 1):  # leap years are at most 8 apart
        from_day, to_day = f"{year:04}-{month}-{day or '01'}", f"{year:04}-{month}-{day or '31'}"
        if from_day <= last and to_day >= first and (wanted != "02-29" or isleap(year)):
            return True
    return False
