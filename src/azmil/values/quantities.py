"""Quantities: numbers as a source states them, with their qualifiers and bounds."""

from __future__ import annotations

import re
from typing import NamedTuple

from azmil.errors import MOST_DIGITS, Fault

_FIGURE = r"(-?\d+(?:,\d{3})*)"
# Words before a figure, by qualifier.
HEDGES = {
    "about": ("about", "around", "approximately", "some", "roughly", "nearly"),
    "more-than": ("over", "more than", "above"),
    "at-least": ("at least",),
    "up-to": ("up to", "as many as", "at most"),
    "less-than": ("under", "less than", "fewer than"),
}
_PATTERNS = (
    ("exact", re.compile(_FIGURE, re.ASCII)),
    *((name, re.compile(rf"(?:{'|'.join(words)}) {_FIGURE}", re.ASCII)) for name, words in HEDGES.items()),
    ("between", re.compile(rf"between {_FIGURE} and {_FIGURE}", re.ASCII)),
)
# Words used instead of a number, with the lowest number they allow, if any.
VAGUE: dict[str, int | None] = {
    **dict.fromkeys(("some", "several", "a few", "many", "numerous", "a number", "a lot", "most", "almost all")),
    "dozens": 24,
    "hundreds": 200,
    "thousands": 2_000,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "millions": 2_000_000,
}
_SILENT = {"collective": "not given", "unstated": "not given", "none": "none"}
_FORM = (
    "use a form like 6, about 25, over 600, at least 3, up to 20000, between 3 and 5, "
    "a word such as some, many, a lot or thousands, or collective, unstated or none"
)

NO_QUANTITY = Fault("a quantity is not in a valid form", "'{text}' is not a valid quantity", _FORM)
TOO_LARGE = Fault(
    "a figure has more digits than a database can store",
    "'{text}' is too large",
    f"use at most {MOST_DIGITS} digits",
)
NOT_BETWEEN = Fault(
    "the second figure of a quantity with 'between' is not larger than the first",
    "'{text}' is not a valid quantity: the second figure is not larger than the first",
    "use a form like between 3 and 5",
)


class Quantity(NamedTuple):
    """A quantity as stated: the printed figure, its bounds, the code of its qualifier, and the words.

    Bounds are never estimated: "about 25" has a figure but no bounds, "over 600" has the lower bound 601 and no upper
    one, "thousands" has only a lower bound, and "a lot" has neither figure nor bounds.
    """

    value: int | None
    lowest: int | None
    highest: int | None
    qualifier: str
    said: str


def parse(text: str) -> Quantity:
    """Return the quantity in a text such as ``over 600``; raise AzmilError if the text is not a valid quantity."""
    if text in VAGUE:
        return Quantity(None, VAGUE[text], None, "some", text)
    if text in _SILENT:
        bound = 0 if text == "none" else None
        return Quantity(bound, bound, bound, text, _SILENT[text])
    for qualifier, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        return _bounded(qualifier, [whole(figure) for figure in match.groups()], text)
    raise NO_QUANTITY(text=text)


def whole(text: str) -> int:
    """Return the whole number in a text of digits, with or without commas; raise AzmilError if it is too large."""
    digits = text.replace(",", "").lstrip("-0")
    if len(digits) > MOST_DIGITS:
        raise TOO_LARGE(text=text)
    return int(digits or "0") * (-1 if text.startswith("-") else 1)


def _bounded(qualifier: str, figures: list[int], text: str) -> Quantity:
    value = figures[0]
    if qualifier == "between":
        if figures[1] <= value:
            raise NOT_BETWEEN(text=text)
        return Quantity(None, value, figures[1], qualifier, f"{value:,} to {figures[1]:,}")
    lowest = {"exact": value, "more-than": value + 1, "at-least": value}.get(qualifier)
    highest = {"exact": value, "up-to": value, "less-than": value - 1}.get(qualifier)
    before = text.rpartition(" ")[0]
    return Quantity(value, lowest, highest, qualifier, f"{before} {value:,}".lstrip())
