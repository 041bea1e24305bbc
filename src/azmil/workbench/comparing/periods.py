"""Dates in English text: which years, months and days of an EDTF date a text contains."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from azmil.values import seed_dates
from azmil.values.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MONTH_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)}|(?:{'|'.join(name[:3] for name in MONTHS)}|Sept)(?=\.|\b))", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,])(\d{4})(?![\d]|[.,]\d{3})")
_SHORT_END = re.compile(r"\b(\d{2})(\d{2})\s?[-–—/]\s?(\d{2})\b(?![-–—/]\d)")  # 1918-20
_SHORT_YEAR = re.compile(r"['’](\d\d)\b")
_DECADE = re.compile(r"\b(\d{3})0['’]?s\b")
_NUMERIC = re.compile(r"\b(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})\b")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")
_SEASONS = {"21": ("spring",), "22": ("summer",), "23": ("autumn", "fall"), "24": ("winter",)}
# Words for a part of a year or of a decade, which a date writes in months or years.
_PARTLY = re.compile(
    r"\b(early|mid|late|beginning|end|start|middle|half|first|last|spring|summer|autumn|fall|winter|quarter)\b",
    re.IGNORECASE,
)
_PART_OF_DECADE = re.compile(r"\b(early|mid|late)[- ](\d{3}0s)\b", re.IGNORECASE)
_PART = re.compile(r"(\d{3}[\dX])(?:-(\d\d))?(?:-(\d\d))?")
_DECADES = {
    "2": "twenties", "3": "thirties", "4": "forties", "5": "fifties", "6": "sixties", "7": "seventies",
    "8": "eighties", "9": "nineties",
}  # fmt: skip


class Found(NamedTuple):
    """The years, decades (their first three digits), months and days that a text contains."""

    years: frozenset[int]
    decades: frozenset[str]
    months: frozenset[int]
    days: frozenset[int]


@lru_cache(2048)
def periods(text: str) -> Found:
    """Return the years, decades, months and days in a text."""
    years = {int(year) for year in _YEAR.findall(text)}
    years |= {int(century + end) for century, _, end in _SHORT_END.findall(text)}
    years |= {int(century + end) for end in _SHORT_YEAR.findall(text) for century in ("19", "20")}
    decades = set(_DECADE.findall(text))
    low = text.casefold()
    decades |= {
        f"{century}{digit}" for digit, word in _DECADES.items() if word in low for century in ("18", "19", "20")
    }
    months = {_MONTH_OF[name[:3].lower()] for name in _MONTH.findall(text)}
    days = {int(day) for day in _DAY.findall(text)}
    for parts in _NUMERIC.findall(text):
        numbers = list(map(int, parts))
        months |= {number for number in numbers if 1 <= number <= 12}  # noqa: PLR2004 - months of a year
        days |= set(numbers)
        years |= {number for part, number in zip(parts, numbers, strict=True) if len(part) == 4}  # noqa: PLR2004
    return Found(frozenset(years), frozenset(decades), frozenset(months), frozenset(days))


def missing(edtf: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield the parts of an EDTF date that no text contains: ``2006``, ``May 2006``, ``19 May 2006``."""
    found = [periods(text) for text in texts]
    parts = (part for text in texts for part in _PART_OF_DECADE.findall(text))
    if any(seed_dates.read(f"{part.lower()} {decade}").edtf == edtf for part, decade in parts):
        return
    for year, month, day in _PART.findall(edtf):
        if not any(_has_year(year, each) for each in found):
            yield f"the {year[:3]}0s" if year.endswith("X") else year
        elif month in _SEASONS:
            if not any(word in text.casefold() for word in _SEASONS[month] for text in texts):
                yield f"{_SEASONS[month][0]} {year}"
        elif any(map(_PARTLY.search, texts)):  # such as early 1994, in months
            continue
        elif month and not any(int(month) in each.months for each in found):
            yield f"{MONTHS[int(month) - 1]} {year}"
        elif day and not any(int(day) in each.days for each in found):
            yield f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def _has_year(year: str, found: Found) -> bool:
    if year.endswith("X"):
        return year[:3] in found.decades or any(str(each).startswith(year[:3]) for each in found.years)
    return int(year) in found.years or (year[:3] in found.decades and year.endswith(("0", "9")))
