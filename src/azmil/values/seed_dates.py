"""Dates in seeds: EDTF, or what people write, as the EDTF date with the right four days and the words to keep.

A part of a period, such as "early 1994", is a time within it: ``[1994-01..1994-04]``, since the source does not say
that a state lasted for all of it. "Between 1991 and 1995" is such a time too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from azmil.errors import AzmilError, Exit, Fault
from azmil.values import dates, written_dates

TWO_READINGS = Fault(
    "a date in a seed is before or after another date",
    "'{text}' is not a valid date here: it can be read in two ways",
    "{instead}",
    Exit.USAGE,
)
_BEFORE = "use [..{end}] for an event before then, or ../{end} for a state that ended before then"
_AFTER = "use {start}/.. for a state from then on; for an event omit the date, and give the words in 'date_wording'"
VAGUE_END = Fault(
    "an interval in a seed begins or ends in a part of a period, such as 'early 1994'",
    "'{text}' is not a valid date here: an interval cannot begin or end in a part of a period",
    "use whole years or months, such as {whole}, and give the words in 'date_wording'",
    Exit.USAGE,
)
_PART = re.compile(r"\b(?:early|mid|late|half|quarter)\b")


class SeedDate(NamedTuple):
    """A date as EDTF, and the words of the source if EDTF cannot express them."""

    edtf: str
    wording: str | None = None


def read(text: str) -> SeedDate:
    """Return the date that a text in a seed means; raise AzmilError if it has no reading, or more than one."""
    try:
        dates.parse(text)
    except AzmilError as error:
        return _written(text, error)
    return SeedDate(text)


def _written(text: str, error: AzmilError) -> SeedDate:
    """Return the date of a text that is not EDTF; ``error`` is raised if it is no date."""
    if error.fault is not dates.NO_DATE:
        raise error
    found = written_dates.edtf(text, error)
    plain = written_dates.plain_text(text)
    word = plain.partition(" ")[0]
    start, slash, end = found.partition("/")
    if word in ("before", "after"):
        raise TWO_READINGS(text=text, instead=(_BEFORE if word == "before" else _AFTER).format(start=start, end=end))
    if not slash:
        return SeedDate(found)
    parts = len(_PART.findall(plain))
    if parts and not re.match(r"(?:early|mid|late|first|second|third|fourth)\b(?!.* to )", plain):
        raise VAGUE_END(text=text, whole=f"{start[:4] or '..'}/{end[:4] or '..'}".replace("..../", "../"))
    if not parts and word != "between":
        return SeedDate(found)
    if dates.is_marked(found):
        raise error
    return SeedDate(f"[{start}..{end}]", " ".join(text.split()) if parts else None)
