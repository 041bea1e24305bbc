"""Locators: lines and ranges of lines, parsed and printed."""

from __future__ import annotations

import pytest

from azmil.errors import AzmilError
from azmil.values.locators import Lines, parse, printed


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("53", [("", 53, 53)]),
        ("51-60", [("", 51, 60)]),
        ("99, 237", [("", 99, 99), ("", 237, 237)]),
        ("99,237", [("", 99, 99), ("", 237, 237)]),
        ("report:6, 49", [("report", 6, 6), ("report", 49, 49)]),
        ("6, report:49, 51-53, b:1", [("", 6, 6), ("report", 49, 49), ("report", 51, 53), ("b", 1, 1)]),
    ],
)
def test_a_source_prefix_applies_to_the_ranges_after_it(text: str, ranges: list[tuple[str, int, int]]) -> None:
    assert parse(text) == [Lines(*one) for one in ranges]


def test_the_source_is_printed_only_where_it_changes() -> None:
    ranges = [Lines("a", 1, 1), Lines("a", 3, 4), Lines("b", 3, 3)]
    assert printed(ranges) == "a:1, 3-4, b:3"
    assert parse(printed(ranges)) == ranges


@pytest.mark.parametrize("text", ["", "x", "3;4", "3-", "1,", "A:3", "report:", "1-2-3", "9999999999", "3-1"])
def test_invalid_ranges_are_rejected(text: str) -> None:
    with pytest.raises(AzmilError, match=r"is not a valid line|ends before it starts"):
        parse(text)
