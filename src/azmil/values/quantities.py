"""Quantities: numbers as a source states them, with their qualifiers and bounds."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import MOST_DIGITS, Fault
from azmil.values.number_words import in_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MOST_DECIMALS = 4
_DIGITS = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = rf"(?: (?:{'|'.join(SCALES)}))?"
_FIGURE = rf"({_DIGITS}{_SCALE})"
# Words before a figure, by qualifier.
HEDGES = {
    "about": (
        "about", "around", "approximately", "some", "roughly", "nearly", "almost", "close to", "an estimated", "circa",
    ),
    "more-than": ("over", "more than", "above", "well over", "upwards of"),
    "at-least": ("at least", "no fewer than", "no less than", "a minimum of"),
    "up-to": ("up to", "as many as", "at most", "no more than", "a maximum of"),
    "less-than": ("under", "less than", "fewer than", "below"),
}  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)", re.ASCII)
_PATTERNS = (
    ("exact", re.compile(_FIGURE, re.ASCII)),
    *((name, re.compile(rf"(?:{'|'.join(words)}) {_FIGURE}", re.ASCII)) for name, words in HEDGES.items()),
    ("between", re.compile(rf"between {_FIGURE} and {_FIGURE}", re.ASCII)),
    ("between", re.compile(rf"(?:from )?({_DIGITS}{_SCALE})(?: to |-| - )(\d[\d,]*(?:\.\d+)?{_SCALE})", re.ASCII)),
)
_QUALIFIERS = {"": "exact", **{f"{word} ": name for name, words in HEDGES.items() for word in words}}
# Most quantities: digits with or without words before them, as they are stored.
_SIMPLE = re.compile(rf"({'|'.join(sorted(_QUALIFIERS, reverse=True))})([1-9]\d{{0,{MOST_DIGITS - 1}}})", re.ASCII)
# Words used instead of a number, with the lowest number they allow, if any.
VAGUE: dict[str, int | None] = {
    **dict.fromkeys(("some", "several", "a few", "many", "numerous", "a lot", "most", "almost all")),
    **dict.fromkeys(("a number", "a small number", "a large number")),
    "dozens": 24,
    "hundreds": 200,
    "thousands": 2_000,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "millions": 2_000_000,
}
_SILENT = {"collective": "not given", "unstated": "not given", "none": "none"}
_FORM = (
    "use a form like 6, about 25, over 600, at least 3, up to 20000, between 3 and 5, 2.5 million, "
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


NOT_WHOLE = Fault(
    "a count, or a field that takes a whole number, has a figure with decimals",
    "'{text}' is not a whole number",
    "count whole things, or choose a smaller unit",
)
TOO_FINE = Fault(
    "a figure has more decimals, or with decimals more digits, than can be stored exactly",
    "'{text}' has too many digits",
    f"use at most {MOST_DECIMALS} decimals, and at most 15 digits",
)
_MOST_EXACT = 15  # digits of a number with decimals that floating point keeps
Number = int | float  # float only for numbers that are not whole


class Quantity(NamedTuple):
    """A quantity as stated: the printed figure, its bounds, the code of its qualifier, and the words.

    Bounds are never estimated: "about 25" has a figure but no bounds, "over 600" has the lower bound 601 and no upper
    one, "thousands" has only a lower bound, and "a lot" has neither figure nor bounds. Of a figure with decimals,
    "over 2.5" has the lower bound 2.5; so has one in a unit that does not count whole things (see azmil.seeds.bounds).
    A number is a float only if it is not whole.
    """

    value: Number | None
    lowest: Number | None
    highest: Number | None
    qualifier: str
    said: str


def parse(text: str) -> Quantity:
    """Return the quantity in a text such as ``over 600``; raise AzmilError if the text is not a valid quantity."""
    if match := _SIMPLE.fullmatch(text):
        value = int(match[2])
        return _with_bounds(_QUALIFIERS[match[1]], value, f"{match[1]}{value:,}")
    given, text = text, _plain(text)
    if text in VAGUE:
        return Quantity(None, VAGUE[text], None, "some", text)
    if text in _SILENT:
        bound = 0 if text == "none" else None
        return Quantity(bound, bound, bound, text, _SILENT[text])
    for qualifier, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        return _bounded(qualifier, match.groups(), text)
    raise NO_QUANTITY(text=given)


def _plain(text: str) -> str:
    """Return a text with single spaces, a small first letter, and a hyphen for dashes between figures.

    Numbers in words become figures, and thousands are joined: "two dozen" is "24", and "22 999" is "22999".
    """
    plain = re.sub("[\u2012-\u2015]", "-", " ".join(text.split()))
    plain = plain[:1].lower() + plain[1:]
    if plain.isdigit():
        return plain
    return in_figures(_THOUSANDS.sub("", plain))


def number(text: str) -> Number:
    """Return the number in a text such as ``1,500``, ``0.4`` or ``2.5 million``; a float only if it is not whole."""
    if text.isdigit():
        return whole(text)
    figure, _, scale = text.partition(" ")
    digits, _, decimals = figure.replace(",", "").partition(".")
    value = Fraction(int(whole(digits + decimals)), 10 ** len(decimals)) * SCALES.get(scale, 1)
    if value.denominator == 1:
        return whole(str(value.numerator), text)
    rest = str(Fraction(value * 10**MOST_DECIMALS))
    if "/" in rest or len(rest.lstrip("-")) > _MOST_EXACT:
        raise TOO_FINE(text=text)
    return float(value)


def whole(text: str, given: str = "") -> int:
    """Return the whole number in a text of digits, with or without commas; raise AzmilError if it is too large."""
    digits = text.replace(",", "").lstrip("-0")
    if len(digits) > MOST_DIGITS:
        raise TOO_LARGE(text=given or text)
    return int(digits or "0") * (-1 if text.startswith("-") else 1)


def _bounded(qualifier: str, figures: Sequence[str], text: str) -> Quantity:
    if qualifier == "between":
        first, last = figures
        if " " in last and " " not in first:  # as in "1.5-2.5 million"
            first = f"{first} {last.partition(' ')[2]}"
        lowest, highest = number(first), number(last)
        if highest <= lowest:
            raise NOT_BETWEEN(text=text)
        short = figures[0] if " " in last else first
        return Quantity(None, lowest, highest, qualifier, f"{_said(short)} to {_said(last)}")
    before = text.removesuffix(figures[0])
    return _with_bounds(qualifier, number(figures[0]), f"{before}{_said(figures[0])}")


def _with_bounds(qualifier: str, value: Number, said: str) -> Quantity:
    """Return the quantity of one figure."""
    step = 1 if isinstance(value, int) else 0
    least = {"exact": value, "more-than": value + step, "at-least": value}.get(qualifier)
    most = {"exact": value, "up-to": value, "less-than": value - step}.get(qualifier)
    return Quantity(value, least, most, qualifier, said)


def _said(figure: str) -> str:
    """Return a figure as written, with commas and without zeros before it."""
    digits, blank, scale = figure.partition(" ")
    before, point, decimals = digits.partition(".")
    sign = "-" * before.startswith("-")
    return f"{sign}{whole(before.removeprefix('-')):,}{point}{decimals}{blank}{scale}"
