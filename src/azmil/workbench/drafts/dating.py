"""Dates in drafts: those that have no year, or depend on another time, are kept in words."""

from __future__ import annotations

import re
from functools import lru_cache

from azmil.errors import AzmilError
from azmil.values import any_year, dates, seed_dates

# Times that depend on when the source was written or on what it says before, or that come again.
_UNITS = "day|week|month|year|decade|spring|summer|autumn|winter"
_IN_WORDS = re.compile(
    rf"(?:now|today|at present|currently|recently|soon|formerly|initially|originally|at first|later|earlier|"
    rf"afterwards|since then|until then|until now)|"
    rf"in (?:war|peace)(?:time)?|"
    rf"(?:in )?(?:last|this|next|that|the same|the following|the previous|every|each) (?:{_UNITS})|"
    rf"(?:in |for |over )?the (?:last|past|next|coming) (?:[\w-]+ )?(?:{_UNITS})s?|"
    rf"(?:[\w-]+ ){{1,2}}(?:{_UNITS})s? (?:ago|later|earlier)|"
    r"at (?:its|their) (?:peak|height)|(?:at the height of|before|after|during|throughout|since|until) [^\d,:;]+"
)


def is_in_words(text: str) -> bool:
    """Return whether a text is a time that is no date and stays as it is: ``9 June``, ``last year``, ``at present``."""
    return _IN_WORDS.fullmatch(text) is not None or has_no_year(text)


def has_no_year(text: str) -> bool:
    """Return whether a text is a date with a month but no year, such as ``9 June``."""
    if dates.has_no_year(text):
        return False  # XXXX-06 is a filter, and no words of a source
    try:
        seed_dates.read(text)
    except AzmilError as error:
        return error.fault is any_year.NO_YEAR
    return False


@lru_cache(maxsize=4096)  # what is not a date takes long, and the same values recur
def is_date(text: str) -> bool:
    """Return whether a text is a date, with or without its year, or a time in words."""
    try:
        seed_dates.read(text)
    except AzmilError:
        return is_in_words(text)
    return True
