"""Quantities: the stated value and the bounds of its wording, never a midpoint."""

from __future__ import annotations

import pytest

from azmil.errors import AzmilError
from azmil.values import quantities


@pytest.mark.parametrize(
    ("text", "value", "lowest", "highest", "qualifier", "said"),
    [
        ("6", 6, 6, 6, "exact", "6"),
        ("36,861,337", 36861337, 36861337, 36861337, "exact", "36,861,337"),
        ("about 25", 25, None, None, "about", "about 25"),
        ("over 600", 600, 601, None, "more-than", "over 600"),
        ("more than 75", 75, 76, None, "more-than", "more than 75"),
        ("at least 3", 3, 3, None, "at-least", "at least 3"),
        ("up to 20000", 20000, None, 20000, "up-to", "up to 20,000"),
        ("under 5", 5, None, 4, "less-than", "under 5"),
        ("between 3 and 5", None, 3, 5, "between", "3 to 5"),
        ("some", None, None, None, "some", "some"),
        ("collective", None, None, None, "collective", "not given"),
        ("unstated", None, None, None, "unstated", "not given"),
        ("a lot", None, None, None, "some", "a lot"),
        ("almost all", None, None, None, "some", "almost all"),
        ("thousands", None, 2000, None, "some", "thousands"),
        ("as many as 20,000", 20000, None, 20000, "up-to", "as many as 20,000"),
        ("approximately 2000000", 2000000, None, None, "about", "approximately 2,000,000"),
        ("some 1500", 1500, None, None, "about", "some 1,500"),
        ("none", 0, 0, 0, "none", "none"),
    ],
)
def test_a_quantity_is_parsed_into_a_value_and_bounds(
    text: str, value: int | None, lowest: int | None, highest: int | None, qualifier: str, said: str
) -> None:
    quantity = quantities.parse(text)
    assert quantity == (value, lowest, highest, qualifier, said)


@pytest.mark.parametrize(
    "text", ["", "lots", "6.5", "6 tanks", "~6", "about", "between 5 and 3", "over over 6", "1e6", "٦"]
)
def test_text_that_is_not_a_quantity_is_rejected(text: str) -> None:
    with pytest.raises(AzmilError, match="is not a valid quantity"):
        quantities.parse(text)


def test_a_number_too_large_for_the_database_is_rejected() -> None:
    with pytest.raises(AzmilError, match="at most 18 digits"):
        quantities.parse("1" * 19)
