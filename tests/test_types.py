"""Column types: filtering and sorting on the real seeds, with results derived by hand from the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import azmil as azmil_package
from azmil import reports
from azmil.reports import types
from azmil.values.answers import Column
from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil import Base
    from azmil.errors import AzmilError
    from azmil.paths import Address
    from conftest import Result


def test_quantities_are_sorted_by_their_bounds(base: Base) -> None:
    """Up to 20,000 (line 72) sorts above 15,000, and "thousands" (line 160) as at least 2,000."""
    found = [row["quantity"] for row in base.query("figures", sort="-quantity") if row["unit"] == "person"]
    assert found[:8] == [
        "575,000", "about 126,000", "as many as 20,000", "15,000", "about 5,000", "about 3,500", "thousands", "over 1,000",
    ]  # fmt: skip
    numbers = [row["value"] for row in base.query("measures", sort="quantity") if row["value"] is not None]
    assert numbers == sorted(numbers)


def test_lines_are_sorted_by_number(base: Base) -> None:
    """Line 6 comes before line 49, and line 49 before line 115."""
    first = [int(row["lines"].split(",")[0].split("-")[0]) for row in base.query("facts", sort="lines")]
    assert first == sorted(first)
    last = [int(row["lines"].split(",")[0].split("-")[0]) for row in base.query("equipment", sort="-lines")]
    assert last == sorted(last, reverse=True)


def test_ranks_are_sorted_by_seniority(base: Base) -> None:
    """Generals before colonel generals, lieutenant, major and brigadier generals; the "Colonel Lieutenant" last."""
    ranks = [row["rank"] for row in base.query("people", sort="rank") if row["rank"]]
    assert list(dict.fromkeys(ranks)) == [
        "general", "colonel-general", "lieutenant-general", "major-general", "brigadier-general", "colonel-lieutenant",
    ]  # fmt: skip


@pytest.mark.parametrize("sort", ["number", "unit"])
def test_units_are_sorted_by_number(base: Base, sort: str) -> None:
    """The 4th Army (77), the 19th (128), the 23rd (77) and so on; as text, "135" would come before "19"."""
    rows = [row for row in base.query("units", sort=sort) if row["number"]]
    assert [row["number"] for row in rows] == ["4", "19", "23", "60", "75", "135", "139", "295", "296", "366", "641"]


def test_dates_are_sorted_by_their_days(base: Base) -> None:
    """A state observed in 2006 began before 2006; the 1990s come before 1993; a month sorts by its first day."""
    days = [row["earliest_start"] for row in base.query("facts", sort="date") if row["date"]]
    assert days == sorted(days)
    delivered = [row["delivery_date"] for row in base.query("transfers", sort="delivery_date") if row["delivery_date"]]
    assert list(dict.fromkeys(delivered)) == ["[..1992]", "1992", "2006", "2008-06"]


def test_rows_without_a_value_come_last_in_both_directions(base: Base) -> None:
    for sort in ("number", "-number"):
        numbers = [row["number"] for row in base.query("units", sort=sort)]
        assert None not in numbers[:11]
        assert set(numbers[11:]) == {None}


def test_a_filter_by_date_finds_overlapping_dates(base: Base) -> None:
    """Every filter for 2006 finds the same rows; a filter that ends in 1996 finds nothing that began later."""
    by_date = base.query("events", date="2006")
    assert [row["id"] for row in by_date] == [row["id"] for row in base.query("events", since="2006", until="2006")]
    assert len(by_date) == 8
    assert all(row["earliest_start"] <= "1996-12-31" for row in base.query("facts", date="../1996"))
    several = {row["id"] for row in base.query("events", date=["2005", "2006-05-19"])}
    assert several == {row["id"] for date in ("2005", "2006-05-19") for row in base.query("events", date=date)}


def test_a_filter_by_a_date_without_stored_days_finds_overlapping_dates_too(base: Base) -> None:
    """The laser marksmanship device was ordered in 2007 (line 123); no other order is dated to the 2000s."""
    assert [row["lines"] for row in base.query("transfers", order_date="200X")] == ["123, 261"]
    assert list(base.query("transfers", order_date="1850")) == []


@pytest.mark.parametrize(
    ("date", "key"),
    [
        ("../1992", "0001"), ("/1992", "0001"), ("199X", "1990"), ("1993/1999", "1993"), ("[..1992]", "0001"), ("[1991..1992]", "1991"), ("2006-05/2007", "2006-05"), ("2006/", "2006"), ("199X/2006", "1990"), ("2006-05-19", "2006-05-19"),
        ("1992-21", "1992-03"), ("1992-22", "1992-06"), ("1992-24", "1992-12"), ("2006-05-21", "2006-05-21"),
        ("2006?", "2006"), ("199X~", "1990"), ("2006-05~", "2006-05"), ("1993?/1999~", "1993"), ("1992-22%", "1992-06"), ("/1992?", "0001"), ("2006-05%/2007", "2006-05"),
    ],
)  # fmt: skip
def test_dates_are_sorted_in_sql_by_their_first_day(base: Base, date: str, key: str) -> None:
    """A season is sorted by its months, but a day with the number of a season is a day."""
    (term, _) = types.TYPES["date"].order(Column("d", "date"), ())
    assert base.sql(f"SELECT {term} AS key FROM (SELECT :date AS d) AS x", date=date)[0]["key"] == key


def test_every_column_of_a_report_has_a_type(base: Base) -> None:
    """The column or table that a type refers to exists."""
    views = {(view, column) for view, column in base.connection.view_columns()}
    for report in reports.built_in():
        for column in report.columns:
            assert column.type in types.TYPES
            if column.type in ("name", "quantity"):
                assert (report.view, column.target) in views, (report.name, column.name)


def test_every_report_can_be_sorted_by_each_of_its_columns(base: Base) -> None:
    for report in reports.built_in():
        rows = len(base.query(report.name))
        for at, column in enumerate(report.columns):
            assert len(base.query(report.name, sort=f"{'-' * (at % 2)}{column.name}")) == rows


BUDGETS = "azmil: kind 'budget' matches military-budget and programme-budget\n"
SHARE = "azmil: kind 'budget' does not match programme-share; add it to match it too\n"


@provokes("reports.wording.CONTAINED")
@pytest.mark.usefixtures("fault")
def test_a_word_matches_the_longer_words_that_contain_it(azmil: Callable[..., Result], base: Base) -> None:
    """The military budgets of 2005 and 2009 (86 and others) and the budget of the anti-terrorism programme (10).

    The share of a programme budget is none. No row has a procurement budget.
    """
    ended = azmil("query", "measures", "--kind", "budget", "--format", "json")
    assert [(row["kind"], row["lines"]) for row in ended.rows] == [
        ("military-budget", "86, 218"),
        ("military-budget", "52, 86, 190, 218"),
        ("programme-budget", "10"),
    ]
    assert (ended.code, ended.err) == (0, BUDGETS + SHARE)
    others = azmil("query", "measures", "--no-kind", "budget", "--format", "json")
    assert {row["kind"] for row in others.rows} & {"military-budget", "programme-budget", "programme-share"} == {
        "programme-share"
    }
    assert (len(others.rows), others.err) == (base.count("measures") - 3, BUDGETS + SHARE)
    every = azmil("query", "measures", "--kind", "budget", "--kind", "programme-share", "--count")
    assert (every.out, every.err) == ("4\n", BUDGETS)
    named = ("--kind", "military-budget", "--kind", "programme-budget", "--sql")
    shown = azmil("query", "measures", "--kind", "budget", "--sql")
    assert (shown.out, shown.err) == (azmil("query", "measures", *named).out, "")


@pytest.mark.parametrize(
    ("report", "filters", "found"),
    [
        ("measures", {"kind": "strength"}, {"active-strength", "reserve-strength", "paramilitary-strength", "equivalent-strength"}),
        ("measures", {"kind": "Program budgets"}, {"programme-budget"}),
        ("measures", {"kind": "military budget"}, {"military-budget"}),
        ("equipment", {"category": "boats"}, {"patrol-boat", "motorboat"}),  # the label of motorboat names other boats
        ("equipment", {"category": "Armoured vehicles"}, {"armored-vehicle"}),
        ("equipment", {"category": "air missile"}, {"surface-to-air-missile"}),
        ("cooperation", {"field": "forces"}, {"air-forces"}),
        ("people", {"rank": "general"}, {"general"}),
        ("people", {"capacity": "FACTO"}, {"first, de facto"}),  # Sultanov (66)
        ("people", {"capacity": "First"}, {"first"}),
        ("people", {"title": "colonels"}, {"Colonel Lieutenant"}),  # (125)
    ],
)  # fmt: skip
def test_words_match_in_any_spelling_and_number(
    base: Base, report: str, filters: dict[str, str], found: set[str]
) -> None:
    (column,) = filters
    assert {row[column] for row in base.query(report, where=filters)} == found


@pytest.mark.parametrize(
    ("arguments", "count", "note"),
    [
        (("measures", "--kind", "area"), 0, "kind 'area' does not match area-cleared or area-cleared-mechanically; add them to match them too"),
        (("people", "--rank", "lieutenant"), 0, "rank 'lieutenant' does not match lieutenant-general or colonel-lieutenant; add them to match them too"),
        (("people", "--capacity", "first"), 1, "capacity 'first' does not match 'first, de facto'; add it to match it too"),
        (("equipment", "--category", "vehicle", "--category", "ground-vehicle"), 2, ""),  # armored-vehicle is below
        (("equipment", "--category", "tank"), 1, ""),  # anti-tank weapons are not tanks
        (("equipment", "--category", "cruise"), 0, "category 'cruise' matches cruise-missile"),  # no row has one
        (("equipment", "--category", "submarine"), 0, ""),
    ],
)  # fmt: skip
def test_an_exact_word_matches_only_itself_and_longer_ones_are_noted(
    azmil: Callable[..., Result], arguments: tuple[str, ...], count: int, note: str
) -> None:
    """A word that no row has gives an empty answer."""
    ended = azmil("query", *arguments, "--format", "json")
    assert (ended.code, len(ended.rows)) == (0, count)
    if note:
        assert ended.err.startswith(f"azmil: {note}\n")
    else:
        assert "match" not in ended.err


@provokes("reports.wording.NOT_CONTAINED")
@pytest.mark.usefixtures("fault")
def test_python_is_notified_of_longer_words(database: Address) -> None:
    notes: list[AzmilError] = []
    with azmil_package.open(str(database), notify=notes.append) as opened:
        assert len(opened.query("people", rank="lieutenant")) == 0
        assert len(opened.timeline(kind="relation")) == len(opened.timeline(kind="unit-relation")) > 0
    assert [str(note) for note in notes] == [
        "rank 'lieutenant' does not match lieutenant-general or colonel-lieutenant; add them to match them too",
        "kind 'relation' matches unit-relation",
    ]


def test_a_note_on_many_values_names_five(azmil: Callable[..., Result]) -> None:
    ended = azmil("query", "aliases", "--alias", "army", "--count")
    assert ended.out == "7\n"
    assert ended.err == (
        "azmil: alias 'army' matches '4th Army', 'ADR Army', 'Army of Azerbaijan', "
        "'Army of the Azerbaijan Democratic Republic', 'Azerbaijan army' and 2 more\n"
    )


def test_a_timeline_matches_kinds_by_their_words(azmil: Callable[..., Result]) -> None:
    """NATO and Azerbaijan worked out and approved the first IPAP in May 2005 (346)."""
    ended = azmil("timeline", "2005", "--kind", "action", "--format", "json")
    assert [row["lines"] for row in ended.rows] == ["346"] * 4
    assert ended.rows == azmil("timeline", "2005", "--kind", "agreement-action", "--format", "json").rows
    assert ended.err.startswith("azmil: kind 'action' matches agreement-action\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("equipment", "--category", "vesel"), "no such category 'vesel'; did you mean 'vessel'?"),
        (("equipment", "--category", "nuclear weapon"), "no such category 'nuclear weapon'; did you mean 'weapon-of-mass-destruction' or 'weapon'?"),
        (("measures", "--kind", "casualties"), "no such kind 'casualties'; did you mean 'killed' or 'wounded'?"),
        (("measures", "--kind", "bugdet"), "no such kind 'bugdet'; "),
        (("facts", "--kind", "?"), "no such kind '?'; use one of: "),
        (("people", "--capacity", "fist"), "no such capacity 'fist'; did you mean 'first'"),
        (("facts", "--modality", "reported"), "no such modality 'reported'; name the speaker in attribution"),
    ],
)  # fmt: skip
def test_an_unknown_word_is_refused_with_words_that_resemble_or_mean_it(
    azmil: Callable[..., Result], arguments: tuple[str, ...], message: str
) -> None:
    """Definitions say which weapons are weapons of mass destruction, and which people are casualties."""
    ended = azmil("query", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"azmil: {message}")
