"""Values that hold a figure with its kind or unit, such as ``112 million dollars`` and ``six motor rifle brigades``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import AzmilError
from azmil.model.claims import Deployment, Measure
from azmil.seeds.phrases import BEFORE_UNIT
from azmil.values import quantities
from azmil.workbench.drafts.words import is_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.model import Kind
    from azmil.workbench.drafts.words import Words

CLASSES = (Measure, Deployment)
KIND, VALUE, UNIT, STRENGTH = "measure_kind", "value", "unit", "strength"
_PERCENT = re.compile(r"(?<=\d)\s*%")
_DOLLARS = re.compile(r"(?:US ?)?\$\s*(\d\S*(?: (?:thousand|million|billion|trillion))?)(?=\s|$)")
_KINDS, _UNITS = "measure_kinds", "measure_units"


def parts(words: Words, cls: type[Kind], text: str, *, has_kind: bool) -> dict[str, str]:
    """Return the fields that a value with a figure and other words fills, and their texts; none if it is no such value.

    ``has_kind`` means that another value is the kind of the measure. The longest figure counts.
    """
    plain = _DOLLARS.sub(r"\1 dollars", _PERCENT.sub(" percent", text)).split()
    for start, end in _figures(plain):
        before, figure, after = (" ".join(plain[at]) for at in (slice(start), slice(start, end), slice(end, None)))
        if cls is Deployment:
            if not before and is_people(after):
                return {STRENGTH: figure}
            continue
        if before and (has_kind or not words.has(_KINDS, before)):
            continue
        kind = {KIND: before} if before else {}
        rest = _after(words, after, has_kind=has_kind or bool(before))
        if rest is not None and (kind or rest):
            return {**kind, VALUE: figure, **rest}
    return {}


def _figures(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of the quantities in words, the longest first."""
    places = [(start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1)]
    for start, end in sorted(places, key=lambda place: place[0] - place[1]):
        if end - start == len(words):
            continue
        try:
            quantities.parse(" ".join(words[start:end]))
        except AzmilError:
            continue
        yield start, end


def _after(words: Words, text: str, *, has_kind: bool) -> dict[str, str] | None:
    """Return the fields that the words after a figure fill, or None if they fill none."""
    if not text:
        return {}
    if words.has(_UNITS, text):
        return {UNIT: text, **({KIND: text} if not has_kind and words.has(_KINDS, text) else {})}
    if not has_kind and words.has(_KINDS, text):
        return {KIND: text}
    split = text.split()
    for at in range(1, len(split)):
        first, last = " ".join(split[:at]), " ".join(split[at:])
        if not has_kind and words.has(_UNITS, first) and words.has(_KINDS, last):
            return {UNIT: first, KIND: last}
    before, _, last = text.rpartition(" ")
    return {UNIT: last, BEFORE_UNIT: before} if words.counts_things(last) else None
