"""Quantities: numbers as a source says them, with the word before the figure and the bounds that follow."""

from __future__ import annotations

import re
from typing import NamedTuple

from azmil.errors import MOST_DIGITS, Fault

_FIGURE = r"(-?\d+(?:,\d{3})*)"
_PATTERNS = (
    ("exact", re.compile(_FIGURE, re.ASCII)),
    ("about", re.compile(rf"about {_FIGURE}", re.ASCII)),
    ("more-than", re.compile(rf"(?:more than|over) {_FIGURE}", re.ASCII)),
    ("at-least", re.compile(rf"at least {_FIGURE}", re.ASCII)),
    ("up-to", re.compile(rf"(?:up to|at most) {_FIGURE}", re.ASCII)),
    ("less-than", re.compile(rf"(?:less than|under) {_FIGURE}", re.ASCII)),
    ("between", re.compile(rf"between {_FIGURE} and {_FIGURE}", re.ASCII)),
)
_BEFORE = {
    "about": "about ",
    "more-than": "over ",
    "at-least": "at least ",
    "up-to": "up to ",
    "less-than": "under ",
}
_FORM = "write 6, about 25, over 600, at least 3, up to 20000, between 3 and 5, some, collective, unstated or none"

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
WITHOUT_FIGURE = ("some", "collective", "unstated", "none")


class Quantity(NamedTuple):
    """How many, as said: the printed figure, the bounds that follow from the words, and the words' code.

    Nothing is invented: "about 25" has a figure and no bounds, "over 600" is 601 at the lowest and has no
    upper bound, "some" has no figure at all.
    """

    value: int | None
    lowest: int | None
    highest: int | None
    qualifier: str

    @property
    def said(self) -> str:
        """The quantity as words for a reader, such as ``over 600``."""
        if self.qualifier == "none":
            return "none"
        if self.qualifier == "between":
            return f"{self.lowest:,} to {self.highest:,}"
        if self.value is None:
            return "not stated" if self.qualifier == "unstated" else self.qualifier
        return f"{_BEFORE.get(self.qualifier, '')}{self.value:,}"


def parse(text: str) -> Quantity:
    """Return the quantity a text such as ``over 600`` says; raise AzmilError, with what to write, if none."""
    if text in WITHOUT_FIGURE:
        return Quantity(0, 0, 0, text) if text == "none" else Quantity(None, None, None, text)
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
        return Quantity(None, value, figures[1], qualifier)
    lowest = {"exact": value, "more-than": value + 1, "at-least": value}.get(qualifier)
    highest = {"exact": value, "up-to": value, "less-than": value - 1}.get(qualifier)
    return Quantity(value, lowest, highest, qualifier)
