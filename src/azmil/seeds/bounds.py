"""Bounds of measures whose units do not count whole things: more than 3 litres may be 3.5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.model.claims import Measure
from azmil.model.vocabularies import MeasureUnit

if TYPE_CHECKING:
    from azmil.seeds.book import Book

_BOUND_OF = {"more-than": "value_lowest", "less-than": "value_highest"}  # by qualifier


def loosen(book: Book) -> None:
    """Set the bound of "over 3" and "under 3" to 3, not to 4 and 2, in units that do not count whole things."""
    units = book.codes[MeasureUnit.__tablename__]
    counted = {code for code, unit in units.items() if unit.values["counted"]}
    for entry in book.seeds.entries.get(Measure.__tablename__, ()):
        bound = _BOUND_OF.get(entry.values["value_qualifier"])
        if bound is not None and entry.values["unit"] not in counted:
            entry.values[bound] = entry.values["value"]
