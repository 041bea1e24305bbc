"""Words for the dates of claims in sentences, and words of times that no date expresses."""

from __future__ import annotations

import re
from functools import lru_cache

from azmil.values import dates, seed_dates

# Words that make a time depend on when the source was written, or figures; such a time is quoted.
_RELATIVE = re.compile(
    r"\b(?:now|then|that|this|these|those|present|moment|today|current\w*|recent\w*|last|past|next|coming|future|"
    r"previous\w*|same|far|ago|soon|yet|earlier|later|here|the times?|years?|months?|weeks?|days?|late|early|mid)\b|\d",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:in|at|on|during|before|after|since|until|by|from|throughout)\b|(?:initially|originally|formerly|at first)$",
    re.IGNORECASE,
)
# Times that come again or may still come: what happens then is stated in the present.
_GENERAL = re.compile(
    r"\b(?:wartime|peacetime|(?:in|of) (?:war|peace|crisis|emergency|mobili[sz]ation|need)|every|each|"
    r"an? (?:war|crisis|emergency)|(?:case|event) of)\b|^(?:in|at) (?:spring|summer|autumn|winter|night)$",
    re.IGNORECASE,
)
_PARTS = ("early", "mid", "late", "the first half of", "the second half of")


def of_words(wording: str) -> str:
    """Return the words of a time for a sentence, such as ``in wartime``, or '' if they are to be quoted."""
    text = " ".join(wording.split())
    if not _TIME.match(text) or _RELATIVE.search(text):
        return ""
    return f"{text[:1].lower()}{text[1:]}"


def is_general(words: str) -> bool:
    """Return whether a time comes again or may still come, such as ``in wartime``."""
    return _GENERAL.search(words) is not None


def has_years(wording: str, date: str) -> bool:
    """Return whether words such as ``by 2021`` are a time for a sentence with all years of an exact date."""
    years = re.findall(r"\b\d{4}\b", date)
    known = re.findall(r"\b\d{4}\b", wording)
    return bool(_TIME.match(wording) and years and set(years) == set(known)) and not dates.is_marked(date)


@lru_cache(1024)
def in_words(date: str) -> str:
    """Return a date for the end of a sentence; a part of a year is named: ``in late 2019``."""
    year = date[1:5]
    if date.startswith("[") and year.isdecimal():
        for part in _PARTS:
            if seed_dates.read(f"{part.removeprefix('the ')} {year}").edtf == date:
                return f"in {part} {year}"
    return dates.in_words(date)
