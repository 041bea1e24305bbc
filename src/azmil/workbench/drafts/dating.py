"""Dates in drafts: those that have no year are kept in words."""

from __future__ import annotations

from functools import lru_cache

from azmil.errors import AzmilError
from azmil.values import any_year, dates, seed_dates


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
    """Return whether a text is a date, with or without its year."""
    try:
        seed_dates.read(text)
    except AzmilError:
        return has_no_year(text)
    return True
