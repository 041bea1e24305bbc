"""Quantities: numbers as a source says them, with the word before the figure and the bounds that follow."""

from __future__ import annotations

import re
from typing import NamedTuple

from azmil.errors import MOST_DIGITS, Fault

_FIGURE = r"(-?\d+(?:,\d{3})*)"
# The words that a source may have before a figure, by the qualifier that they mean.
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
# Words that hint at a number without giving one, with the lowest number that they allow, where they set one.
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
    "write 6, about 25, over 600, at least 3, up to 20000, between 3 and 5, "
    "a word such as some, many, a lot or thousands, or collective, unstated or none"
)

NO_QUANTITY = Fault("a quantity is not in one of their forms", "'{text}' is not a quantity", _FORM)
TOO_LARGE = Fault(
    "a figure has more digits than a database holds whole",
    "'{text}' is too large",
    f"write {MOST_DIGITS} digits at most",
)
NOT_BETWEEN = Fault(
    "a quantity lies between two figures of which the second is not the larger",
    "'{text}' is not a quantity: the second figure is not the larger one",
    "write it like between 3 and 5",
)


class Quantity(NamedTuple):
    """How many, as said: the printed figure, the bounds that follow from the words, their code, and the words.

    Nothing is invented: "about 25" has a figure and no bounds, "over 600" is 601 at the lowest and has no
    upper bound, "a lot" has no figure at all, and "thousands" none but a lowest number.
    """

    value: int | None
    lowest: int | None
    highest: int | None
    qualifier: str
    said: str


def parse(text: str) -> Quantity:
    """Return the quantity a text such as ``over 600`` says; raise AzmilError, with what to write, if none."""
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
    """Return the whole number that digits say, with commas or without; raise AzmilError if there are too many."""
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
