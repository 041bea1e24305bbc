"""Quantities: the stated value and the bounds of its wording, never a midpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import azmil as azmil_package
from azmil.errors import AzmilError
from azmil.seeds import Origin, check, seed_files
from azmil.values import quantities
from azmil.workbench.load import load
from faults import provokes

if TYPE_CHECKING:
    from pathlib import Path

    from azmil import Base


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
        ("Eight", 8, 8, 8, "exact", "8"),
        ("at least three", 3, 3, None, "at-least", "at least 3"),
        ("three to five", None, 3, 5, "between", "3 to 5"),
        ("two dozen", 24, 24, 24, "exact", "24"),
        ("some twenty", 20, None, None, "about", "some 20"),
        ("half a dozen", 6, 6, 6, "exact", "6"),
        ("half a million", 500_000, 500_000, 500_000, "exact", "500,000"),
        ("over one and a half million", 1_500_000, 1_500_001, None, "more-than", "over 1.5 million"),
        ("two hundred and fifty", 250, 250, 250, "exact", "250"),
        ("twenty-five thousand", 25_000, 25_000, 25_000, "exact", "25,000"),
        ("between one hundred and two hundred", None, 100, 200, "between", "100 to 200"),
        ("22 999", 22999, 22999, 22999, "exact", "22,999"),
        ("over 1 250 000", 1250000, 1250001, None, "more-than", "over 1,250,000"),
    ],
)
def test_a_quantity_is_parsed_into_a_value_and_bounds(
    text: str, value: int | None, lowest: int | None, highest: int | None, qualifier: str, said: str
) -> None:
    quantity = quantities.parse(text)
    assert quantity == (value, lowest, highest, qualifier, said)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lots",
        "6.",
        "6 tanks",
        "~6",
        "about",
        "between 5 and 3",
        "over over 6",
        "1e6",
        "٦",
        "22 99",
        "one two",
        "one hundred two hundred",
        "several dozen",
        "someone",
    ],
)
def test_text_that_is_not_a_quantity_is_rejected(text: str) -> None:
    with pytest.raises(AzmilError, match="is not a valid quantity"):
        quantities.parse(text)


def test_a_number_too_large_for_the_database_is_rejected() -> None:
    with pytest.raises(AzmilError, match="at most 18 digits"):
        quantities.parse("1" * 19)


@pytest.mark.parametrize(
    ("text", "value", "lowest", "highest", "said"),
    [
        ("0.4", 0.4, 0.4, 0.4, "0.4"),
        ("20.1 million", 20_100_000, 20_100_000, 20_100_000, "20.1 million"),
        ("2.5 billion", 2_500_000_000, 2_500_000_000, 2_500_000_000, "2.5 billion"),
        ("some 1500", 1_500, None, None, "some 1,500"),
        ("About 1,500", 1_500, None, None, "about 1,500"),
        ("nearly 1.5 million", 1_500_000, None, None, "nearly 1.5 million"),
        ("over 2.5 million", 2_500_000, 2_500_001, None, "over 2.5 million"),
        ("over 0.4", 0.4, 0.4, None, "over 0.4"),
        ("under 2.5", 2.5, None, 2.5, "under 2.5"),
        ("no more than 12", 12, None, 12, "no more than 12"),
        ("3-5", None, 3, 5, "3 to 5"),
        ("3 to 5", None, 3, 5, "3 to 5"),
        ("1.5-2.5 million", None, 1_500_000, 2_500_000, "1.5 to 2.5 million"),
        ("between 1.5 and 2.5 million", None, 1_500_000, 2_500_000, "1.5 to 2.5 million"),
        ("900 thousand to 1.2 million", None, 900_000, 1_200_000, "900 thousand to 1.2 million"),
        ("2.0", 2, 2, 2, "2.0"),
        ("-0.5", -0.5, -0.5, -0.5, "-0.5"),
    ],
)
def test_decimals_scales_and_ranges_are_read_as_written(
    text: str, value: float | None, lowest: float | None, highest: float | None, said: str
) -> None:
    """A number is a float only if it is not whole."""
    found = quantities.parse(text)
    assert (found.value, found.lowest, found.highest, found.said) == (value, lowest, highest, said)
    numbers = [each for each in found[:3] if each is not None]
    assert all(isinstance(each, int) == (each == int(each)) for each in numbers)


@pytest.mark.parametrize("text", ["0.12345", "12345678901.12345", "123456789012.1234"])
@provokes("values.quantities.TOO_FINE")
@pytest.mark.usefixtures("fault")
def test_a_figure_that_cannot_be_stored_exactly_is_refused(text: str) -> None:
    with pytest.raises(AzmilError) as caught:
        quantities.parse(text)
    assert str(caught.value) == f"'{text}' has too many digits; use at most 4 decimals, and at most 15 digits"


@provokes("values.quantities.NOT_WHOLE")
@pytest.mark.usefixtures("fault")
def test_things_are_counted_in_whole_numbers(seeds: Path) -> None:
    path = seeds / "holdings" / "boats.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("over 600", "over 2.5"), encoding="utf-8")
    problems = check(seed_files([seeds], alone=True)).problems
    assert [str(problem) for problem in problems] == [
        "seeds/holdings/boats.yaml:4:10: 'over 2.5' is not a whole number; count whole things, or choose a smaller unit"
    ]


@pytest.fixture
def shares(seeds: Path, tmp_path: Path) -> Base:
    """A base with shares in percent, some of which are not whole."""
    values = {"turkey": "0.1", "iran": "0.2", "georgia": "over 3", "russia": "about 1234.5", "ukraine": "12"}
    (seeds / "measures").mkdir()
    (seeds / "measures" / "shares.yaml").write_text(
        "".join(
            f"- {{id: share-{id_}, subject: {id_}, measure_kind: budget-share, value: {value}, unit: percent, cite: '3'}}\n"
            for id_, value in values.items()
        ),
        encoding="utf-8",
    )
    load(tmp_path / "shares.db", Origin((seeds,), is_alone=True))
    return azmil_package.open(tmp_path / "shares.db")


def test_over_three_leaves_room_for_decimals_in_units_that_do_not_count_whole_things(seeds: Path) -> None:
    """More than 3 kilometres may be 3.5, but more than 3 people are at least 4; likewise for less."""
    (seeds / "measures").mkdir()
    values = {"over 3": (3, None), "under 3": (None, 3)}, {"over 3": (4, None), "under 3": (None, 2)}
    for unit, expected in zip(("kilometre", "person"), values, strict=True):
        for number, said in enumerate(expected):
            path = seeds / "measures" / f"{unit}-{number}.yaml"
            given = f"subject: turkey, measure_kind: count, value: {said}, unit: {unit}"
            path.write_text(f"- {{id: {unit}-{number}, {given}, cite: '3'}}\n", encoding="utf-8")
    rows = {row.id: row for row in check(seed_files([seeds], alone=True)).rows["measures"]}
    for unit, expected in zip(("kilometre", "person"), values, strict=True):
        for number, bounds in enumerate(expected.values()):
            row = rows[f"{unit}-{number}"]
            assert (row.value_lowest, row.value_highest) == bounds


def test_decimals_are_stored_sorted_filtered_and_printed_exactly(shares: Base) -> None:
    """Whole numbers stay whole: 12 is not 12.0."""
    rows = shares.query("measures", sort="value", columns=["quantity", "value", "lowest", "highest"])
    assert [(row["quantity"], row["value"], row["lowest"], row["highest"]) for row in rows] == [
        ("0.1", 0.1, 0.1, 0.1), ("0.2", 0.2, 0.2, 0.2), ("over 3", 3, 3, None), ("12", 12, 12, 12),
        ("about 1,234.5", 1234.5, None, None),
    ]  # fmt: skip
    assert [type(row["value"]) for row in rows] == [float, float, int, int, float]
    assert sorted(row["id"] for row in shares.query("measures", at_least={"value": 0.2}, at_most={"value": 12})) == [
        "share-georgia", "share-iran", "share-ukraine",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "total", "figure"),
    [
        (["0.1", "0.2"], "0.3", 0.3),
        (["0.1", "0.2", "over 3"], "at least 3.3", 3.3),
        (["0.2", "about 1,234.5"], "about 1,234.7", 1234.7),
        (["12"], "12", 12),
    ],
)
def test_sums_of_decimals_have_no_float_noise(shares: Base, wanted: list[str], total: str, figure: float) -> None:
    (row,) = shares.query("measures", quantity=wanted, by=["unit"], sum="value")
    assert (row["sum"], row["figure"]) == (total, figure)
    assert isinstance(row["figure"], int) == isinstance(figure, int)
