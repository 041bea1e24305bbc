"""Grouped rows: counts, sums in words and bounds, and shares of a total.

The sums are computed by hand from the figures of the source, with the lines that state them.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azmil.ask.conditions import Where
from azmil.ask.grouping import grouped
from azmil.values import quantities
from azmil.values.answers import Column, Question, Report
from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from azmil.errors import Fault
    from conftest import Result

    Run = Callable[..., Result]

JSON = ("--format", "json")
NAVY = ("query", "equipment", "--branch", "navy", "--status", "held")
CLEARANCE = ("query", "measures", "--subject", "mine clearance of 2006")
WORKERS = ("--kind", "sappers", "--kind", "uxo-operators", "--kind", "paramedics", "--kind", "assistants")


def picked(ended: Result, *columns: str) -> list[tuple[Any, ...]]:
    """Return some columns of the rows of a result."""
    assert ended.code == 0, ended.err
    return [tuple(row[column] for column in columns) for row in ended.rows]


def test_the_navy_has_24_craft_in_all(azmil: Run) -> None:
    """7 + 7 + 6 + 2 + 1 + 1; the two classes of patrol boats and of minesweepers are parts (115-117)."""
    assert azmil(*NAVY, "--sum", "count").out == (
        "status  rows  sum  not added\n────────────────────────────\nheld      10   24          4\n"
    )
    assert azmil(*NAVY, "--sum", "quantity", *JSON).rows == [
        {
            "status": "held",
            "modality": "asserted",
            "rows": 10,
            "sum": "24",
            "hedge": None,
            "figure": 24,
            "at_least": 24,
            "at_most": 24,
            "without_number": 0,
            "not_added": 4,
        }
    ]


def test_parts_are_added_if_their_total_is_not_among_the_rows(azmil: Run) -> None:
    """The minesweepers are 2 Sonya and 5 Yevgenya boats (116)."""
    parts = (*NAVY, "--equipment", "sonya", "--equipment", "yevgenya", "--sum", "count")
    assert picked(azmil(*parts, *JSON), "rows", "sum", "not_added") == [(2, "7", 0)]
    assert picked(azmil(*NAVY, "--scope", "part", "--sum", "count", *JSON), "rows", "sum") == [(4, "14")]
    assert picked(azmil(*NAVY, "--no-scope", "part", "--sum", "count", *JSON), "rows", "sum") == [(6, "24")]


def test_rows_can_be_grouped_by_several_columns(azmil: Run) -> None:
    expected = [
        ("minesweeper", "held", 3, "7"),
        ("patrol-boat", "held", 3, "7"),
        ("landing-craft", "held", 2, "8"),
        ("special-purpose-vessel", "held", 2, "2"),
    ]
    for by in (["--by", "category", "--by", "status"], ["--by", "category,status"], ["--by", "category"]):
        assert picked(azmil(*NAVY, *by, *JSON), "category", "status", "rows", "sum") == expected
    assert azmil("query", "measures", "--unit", "dog", "--by", "unit,kind,unit", "--format", "csv").out == (
        "unit,kind,rows\ndog,dogs,1\n"
    )


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("rows", ["landing-craft", "special-purpose-vessel", "minesweeper", "patrol-boat"]),
        ("-at_least", ["landing-craft", "minesweeper", "patrol-boat", "special-purpose-vessel"]),
        ("-sum", ["landing-craft", "minesweeper", "patrol-boat", "special-purpose-vessel"]),
        ("sum,-rows", ["special-purpose-vessel", "minesweeper", "patrol-boat", "landing-craft"]),
        ("-not-added", ["minesweeper", "patrol-boat", "landing-craft", "special-purpose-vessel"]),
        ("category", ["patrol-boat", "minesweeper", "landing-craft", "special-purpose-vessel"]),
    ],
)
def test_groups_are_sorted_by_any_of_their_columns(azmil: Run, sort: str, expected: list[str]) -> None:
    """Words are sorted in the order of their vocabulary."""
    rows = azmil(*NAVY, "--by", "category", "--sort", sort, *JSON).rows
    assert [row["category"] for row in rows] == expected


def test_groups_can_be_limited_and_counted(azmil: Run) -> None:
    ended = azmil(*NAVY, "--by", "category", "--sort", "-sum", "--limit", "1", "--format", "csv")
    assert ended.out.splitlines()[1:] == ["landing-craft,held,asserted,2,8,,8,8,8,0,0"]
    assert ended.err == "azmil: only the first row is shown; raise --limit to show more\n"
    assert azmil(*NAVY, "--by", "category", "--count").out == "4\n"


def test_held_ordered_and_delivered_items_are_not_added_together(azmil: Run) -> None:
    """The boats of 2006 have two statements with the Navy as recipient (122, 166), the radar technology no number."""
    rows = picked(azmil("query", "equipment", "--branch", "navy", "--sum", "count", *JSON), "status", "rows", "sum")
    assert rows == [("held", 10, "24"), ("delivered", 3, "at least 3"), ("ordered", 1, "not given")]


@provokes("ask.grouping.NOT_ADDED")
def test_drones_of_two_readings_are_added_once(azmil: Run, fault: Fault) -> None:
    """6 Orbiter, 6 Aerostar, 3 Searcher (99); the first revision alone has 6 (28)."""
    june = ("query", "transfers", "--date", "2008-06", "--sum", "count")
    assert picked(azmil(*june, *JSON), "rows", "sum", "not_added", "hedge") == [
        (4, "15", 1, "doubtful (1 of 4 rows); contradicted elsewhere")
    ]
    assert picked(azmil(*june, "--cites", "28", *JSON), "rows", "sum", "not_added") == [(1, "6", 0)]
    printed = azmil(*june)
    assert "†‡  delivered     4   15          1\n" in printed.out
    assert "azmil: 1 row not added, since other rows include or repeat it; omit --sum to list the rows\n" in printed.err
    assert "(a note, not an error)" in fault.when


def test_repeated_statements_are_added_once_without_the_first(azmil: Run) -> None:
    """Lines 16 and 166 state 3 navy boats, and so the 3 motorboats of line 122."""
    boats = ("query", "transfers", "--equipment", "navy boats", "--no-equipment", "motorboats", "--sum", "count")
    assert picked(azmil(*boats, *JSON), "rows", "sum", "not_added") == [(2, "3", 1)]


def test_people_of_several_kinds_are_added_if_the_kinds_are_named(azmil: Run) -> None:
    """156 sappers, 47 operators, 8 paramedics and some 100 assistants (147) are about 311 people."""
    assert picked(
        azmil(*CLEARANCE, *WORKERS, "--sum", "value", *JSON), "unit", "rows", "sum", "figure", "at_least"
    ) == [("person", 4, "about 311", 311, 211)]
    ended = azmil(*CLEARANCE, "--unit", "person", "--sum", "value", *JSON)
    assert picked(ended, "kind", "sum") == [
        ("assistants", "about 100"),
        ("paramedics", "8"),
        ("sappers", "156"),
        ("uxo-operators", "47"),
    ]


@provokes("ask.grouping.KEPT_APART")
def test_a_note_says_that_kinds_are_kept_apart(azmil: Run, fault: Fault) -> None:
    apart = "azmil: sums are kept apart by kind; repeat --kind to add up several together\n"
    assert azmil(*CLEARANCE, "--unit", "person", "--sum", "value", *JSON).err == apart
    assert azmil(*CLEARANCE, "--sum", "value", "--by", "kind").err == ""
    assert azmil(*CLEARANCE, *WORKERS, "--sum", "value").err == ""
    assert azmil(*CLEARANCE, "--by", "unit").err == ""
    assert "(a note, not an error)" in fault.when


def test_strengths_are_added_with_their_qualifier(azmil: Run) -> None:
    """About 126,000 active, 575,000 in the National Guard, 15,000 paramilitary (87-88): about 716,000."""
    kinds = ("active-strength", "reserve-strength", "paramilitary-strength")
    named = [word for kind in kinds for word in ("--kind", kind)]
    ended = azmil("query", "measures", *named, "--sum", "value", *JSON)
    assert picked(ended, "rows", "sum", "at_least", "at_most") == [(3, "about 716,000", 590_000, None)]


def test_figures_of_different_dates_and_units_are_kept_apart(azmil: Run) -> None:
    """The budgets of 2005 and 2009 (86) are not a total."""
    ended = azmil("query", "measures", "--kind", "military-budget", "--sum", "value", *JSON)
    assert picked(ended, "date", "rows", "sum") == [("2005", 1, "about 300,000,000"), ("2009", 1, "2,460,000,000")]
    ended = azmil("query", "measures", "--kind", "unit-count", "--sum", "value", *JSON)
    assert picked(ended, "unit", "sum") == [("division", "4"), ("unit", "22")]


def test_two_statements_of_one_figure_are_not_added(azmil: Run) -> None:
    """Some 20 percent (164), and 20 percent according to Hobbins (173), are not 40 percent."""
    ended = azmil("query", "measures", "--kind", "occupied-share", "--sum", "value", *JSON)
    assert picked(ended, "rows", "sum", "not_added", "hedge") == [
        (2, "about 20", 1, "according to Tom Hobbins (1 of 2 rows)")
    ]


def test_a_part_of_a_budget_is_not_added_to_it(azmil: Run) -> None:
    """About 17 million dollars, of which 7 million for the pipeline (10): about 41.2 percent."""
    budget = ("query", "measures", "--kind", "programme-budget", "--kind", "programme-share", "--sum", "value")
    assert picked(azmil(*budget, *JSON), "rows", "sum", "not_added") == [(2, "about 17,000,000", 1)]
    shares = picked(azmil(*budget, "--by", "kind", "--share", *JSON), "kind", "sum", "share")
    assert shares == [
        ("programme-budget", "about 17,000,000", "100.0%"),
        ("programme-share", None, "about 41.2%"),
    ]
    alone = azmil("query", "measures", "--kind", "programme-share", "--sum", "value", *JSON)
    assert picked(alone, "sum", "not_added") == [("7,000,000", 0)]


def test_shares_are_percentages_of_the_sum(azmil: Run) -> None:
    """7 of 24, 8 of 24 and 2 of 24; the 2 Osa-II are parts of the 7 patrol boats and still 2 of 24."""
    shares = picked(azmil(*NAVY, "--by", "category", "--share", "--sort", "-share", *JSON), "category", "share")
    assert shares == [
        ("landing-craft", "33.3%"),
        ("minesweeper", "29.2%"),
        ("patrol-boat", "29.2%"),
        ("special-purpose-vessel", "8.3%"),
    ]
    types = dict(picked(azmil(*NAVY, "--by", "equipment", "--share", *JSON), "equipment", "share"))
    assert (types["patrol boats"], types["Osa-II-class patrol boats"]) == ("29.2%", "8.3%")
    people = picked(azmil(*CLEARANCE, *WORKERS, "--sum", "value", "--by", "kind", "--share", *JSON), "kind", "share")
    assert dict(people) == {
        "assistants": "about 32.2%",
        "paramedics": "about 2.6%",
        "sappers": "about 50.2%",
        "uxo-operators": "about 15.1%",
    }


def test_shares_of_an_open_total_are_bounds(azmil: Run) -> None:
    """Over 600 tanks, 900 vehicles and over 720 artillery systems (53): at most 900 of 2,222."""
    held = ("query", "equipment", "--date", "2008", "--status", "held", "--by", "equipment", "--share")
    assert picked(azmil(*held, *JSON), "equipment", "sum", "share") == [
        ("armored combat vehicles", "900", "at most 40.5%"),
        ("artillery systems", "at least 721", "unknown"),
        ("main battle tanks", "at least 601", "unknown"),
    ]


def test_shares_without_a_sum_are_shares_of_the_rows(azmil: Run) -> None:
    ended = azmil("query", "conflicts", "--by", "state", "--share", *JSON)
    rows = {row["state"]: row["rows"] for row in ended.rows}
    assert {row["state"]: row["share"] for row in ended.rows} == {
        state: f"{100 * count / sum(rows.values()):.1f}%" for state, count in rows.items()
    }


def test_rows_are_counted_per_year(azmil: Run) -> None:
    """Deliveries: 6 rows of 2006 (16, 24, 122, 166), 4 of 2008 (28, 99), and one that is not dated (159)."""
    ended = azmil("query", "transfers", "--status", "delivered", "--by", "year", "--sort", "year", *JSON)
    assert picked(ended, "year", "rows", "sum") == [
        ("2006", 6, "at least 3"),
        ("2008", 4, "15"),
        (None, 1, "not given"),
    ]


def test_reports_count_records_instead_of_rows(azmil: Run, base: Base) -> None:
    ended = azmil("query", "conflicts", "--count")
    conflicts = len({row["id"] for row in base.query("conflicts")})
    sides = len(base.query("conflicts"))
    assert (ended.out, ended.err) == (f"{conflicts}\n", f"azmil: counted conflicts, not rows ({sides} rows)\n")
    assert base.count("conflicts") == conflicts < sides
    one = azmil("query", "conflicts", "--id", "conflict-drones-2008-number", "--count", *JSON)
    assert one.rows == [{"conflicts": 1, "rows": len(base.query("conflicts", id="conflict-drones-2008-number"))}]
    assert azmil("query", "people", "--person", "barshadli", "--count").out == "1\n"
    assert azmil("query", "equipment", "--branch", "navy", "--count").err == ""
    sql = azmil("query", "conflicts", "--count", "--sql", "--columns", "says").out
    assert sql == "SELECT count(DISTINCT id) AS conflicts, count(*) AS rows\nFROM conflicts_report;\n"


def test_python_adds_up_and_groups(base: Base) -> None:
    rows = base.query("equipment", branch="navy", status="held", by="category,status", sum="count", share=True)
    assert [(row["category"], row["sum"], row["share"]) for row in rows][:2] == [
        ("minesweeper", "7", "29.2%"),
        ("patrol-boat", "7", "29.2%"),
    ]
    (whole,) = base.query("equipment", branch="navy", status="held", sum="quantity")
    assert (whole["sum"], whole["at_least"], whole["at_most"]) == ("24", 24, 24)
    assert base.count("equipment", branch="navy", status="held", by=["category"]) == 4


def test_the_sql_of_a_sum_gives_the_same_rows(azmil: Run) -> None:
    asked = (*NAVY, "--by", "category", "--share")
    statement = azmil(*asked, "--sql").out
    found = azmil("sql", statement, *JSON).rows
    shown = azmil(*asked, *JSON).rows
    assert [{name: row[name] for name in shown[0]} for row in found] == shown


def test_a_saved_copy_of_a_report_adds_up_the_same(azmil: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert azmil("query", "equipment", "--save-as", "mine").code == 0
    ended = azmil("query", "mine", "--holder", "azerbaijani navy", "--sum", "count", *JSON)
    assert picked(ended, "status", "sum", "not_added") == [
        ("held", "24", 4),
        ("delivered", "at least 3", 1),
        ("ordered", "not given", 0),
    ]
    years = azmil("query", "mine", "--by", "year", "--status", "delivered", "--sort", "-year", *JSON)
    assert picked(years, "year", "rows") == [("2008", 4), ("2006", 6), (None, 1)]


def test_a_copy_of_an_old_report_leaves_parts_out(azmil: Run, tmp_path: Path) -> None:
    """Before, the header named only the quantity; the scope says what is a part."""
    report = tmp_path / "old.sql"
    report.write_text(
        "-- Old.\n-- sums: count\n-- id (id): id\n-- scope (text): scope\n-- status (text): status\n"
        "-- count (number): figure\nSELECT id, scope, status, count, lowest, highest, hedge, branch FROM equipment_report "
        "WHERE branch = 'navy'\n"
    )
    assert picked(azmil("query", str(report), "--sum", "count", "--status", "held", *JSON), "sum", "not_added") == [
        ("24", 4)
    ]


# The words and bounds of a sum

TABLE = Report(
    "sample",
    "Sample.",
    (Column("id", "id"), Column("quantity", "quantity", "figure"), Column("part", "text")),
    "",
    "",
    "figure",
    "SELECT * FROM sample",
    is_user_defined=True,
)


def summed(texts: list[str], **asked: Any) -> list[dict[str, Any]]:
    """Return the sum of quantities, computed by SQLite; each is in a group of its number if the question groups."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute("CREATE TABLE sample (id TEXT, part TEXT, figure INT, lowest INT, highest INT, hedge TEXT)")
    for number, text in enumerate(texts):
        quantity = quantities.parse(text)
        row = (f"{number}", f"{number}", quantity.value, quantity.lowest, quantity.highest, None)
        connection.execute("INSERT INTO sample VALUES (?, ?, ?, ?, ?, ?)", row)
    question = Question("sample", sum="quantity", **asked)
    rows = connection.execute(grouped(TABLE, question, Where([], ())).sql).fetchall()
    connection.close()
    return [dict(row) for row in rows]


@pytest.mark.parametrize(
    ("texts", "words", "figure", "at_least", "at_most"),
    [
        (["6"], "6", 6, 6, 6),
        (["600", "900"], "1,500", 1500, 1500, 1500),
        (["none"], "0", 0, 0, 0),
        (["none", "none"], "0", 0, 0, 0),
        (["over 600"], "at least 601", 601, 601, None),
        (["at least 3", "4"], "at least 7", 7, 7, None),
        (["up to 20000"], "at most 20,000", 20_000, None, 20_000),
        (["under 10", "up to 5"], "at most 14", 14, None, 14),
        (["up to 10", "5"], "5 to 15", None, 5, 15),
        (["between 3 and 5"], "3 to 5", None, 3, 5),
        (["between 3 and 5", "10"], "13 to 15", None, 13, 15),
        (["about 25"], "about 25", 25, None, None),
        (["about 126000", "575000", "15000"], "about 716,000", 716_000, 590_000, None),
        (["about 100", "over 600"], "at least about 701", 701, 601, None),
        (["about 100", "up to 50"], "about 100 to 150", None, None, None),
        (["about 10", "between 3 and 5"], "about 13 to 15", None, 3, None),
        (["6", "several"], "at least 6", 6, 6, None),
        (["about 6", "a lot"], "at least about 6", 6, None, None),
        (["thousands"], "at least 2,000", 2000, 2000, None),
        (["several"], "not given", None, None, None),
        (["collective", "unstated"], "not given", None, None, None),
        (["up to 20", "many"], "not given", None, None, None),
        (["over 600", "up to 100"], "at least 601", 601, 601, None),
        (["-5", "3"], "-2", -2, -2, -2),
        (["-12345"], "-12,345", -12345, -12345, -12345),
        (["1000000007"], "1,000,000,007", 1_000_000_007, 1_000_000_007, 1_000_000_007),
    ],
    ids=str,
)
def test_a_sum_has_words_and_bounds(
    texts: list[str], words: str, figure: int | None, at_least: int | None, at_most: int | None
) -> None:
    (row,) = summed(texts)
    assert (row["sum"], row["figure"]) == (words, figure)
    assert (row["at_least"], row["at_most"]) == (at_least, at_most)
    assert row["without_number"] == sum(
        text in ("several", "many", "a lot", "collective", "unstated") for text in texts
    )


BODIES = Report(
    "bodies",
    "Bodies.",
    (Column("id", "id"), Column("kind", "text"), Column("modality", "word"), Column("said_by", "text")),
    "",
    "",
    "figure",
    "SELECT * FROM bodies",
    is_user_defined=True,
    apart=("kind",),
    together=("kind",),
    within=("within_id",),
    same="same_id",
    wholes=("body", "place"),
)


def of_bodies(*rows: str, kinds: list[str] | None = None) -> list[tuple[Any, ...]]:
    """Return kind, modality, rows, sum, not added and hedge of rows; "company" is part of "brigade", as is "platoon".

    A row is its id, kind, modality, number, body, place, the row that includes it, and the figure that it states.
    """
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE parts (whole_id TEXT, part_id TEXT)")
    connection.execute(
        "INSERT INTO parts VALUES ('brigade', 'company'), ('brigade', 'platoon'), ('company', 'platoon')"
    )
    connection.execute(
        "CREATE TABLE bodies (id TEXT, kind TEXT, modality TEXT, figure INT, body TEXT, place TEXT, within_id TEXT, "
        "same_id TEXT, lowest INT, highest INT, hedge TEXT, said_by TEXT)"
    )
    for row in rows:
        *values, same = [None if cell == "-" else cell for cell in row.split()]
        number = values[3]
        connection.execute(
            f"INSERT INTO bodies VALUES ({', '.join('?' * 12)})",
            [*values, same or values[0], number, number, None, None],
        )
    question = Question("bodies", where={"kind": kinds or []}, sum="quantity")
    statement = grouped(BODIES, question, Where([], ()))._replace(columns=())
    names = "modality, rows, sum, not_added, hedge" if kinds else "kind, modality, rows, sum, not_added, hedge"
    found = connection.execute(f"SELECT {names} FROM ({statement.sql})").fetchall()
    connection.close()
    return found


def test_a_body_is_not_added_to_the_body_that_it_is_part_of() -> None:
    brigade, company = "a people asserted 900 brigade - - -", "b people asserted 120 company - - -"
    platoon, other = "c people asserted 30 platoon - - -", "d people asserted 10 battery - - -"
    assert of_bodies(brigade, company, platoon, other) == [("people", "asserted", 4, "910", 2, None)]
    assert of_bodies(company, platoon, other) == [("people", "asserted", 3, "130", 1, None)]
    assert of_bodies(platoon, other) == [("people", "asserted", 2, "40", 0, None)]
    elsewhere = "b people asserted 120 company baku - -"
    assert of_bodies(brigade, elsewhere) == [("people", "asserted", 2, "1,020", 0, None)]
    unknown = "a people asserted - brigade - - -"
    assert of_bodies(unknown, company) == [("people", "asserted", 2, "at least 120", 0, None)]


def test_a_part_is_added_if_its_total_has_no_number_or_is_kept_apart() -> None:
    total, part = "a boats asserted 7 x - - -", "b boats asserted 2 y - a -"
    assert of_bodies(total, part) == [("boats", "asserted", 2, "7", 1, None)]
    assert of_bodies("a boats asserted - x - - -", part) == [("boats", "asserted", 2, "at least 2", 0, None)]
    assert of_bodies("a boats planned 7 x - - -", part) == [
        ("boats", "asserted", 1, "2", 0, None),
        ("boats", "planned", 1, "7", 0, "planned"),
    ]


def test_only_named_kinds_are_added_together_and_a_figure_stated_twice_once() -> None:
    rows = ("a boats asserted 7 x - - -", "b tanks asserted 2 y - - -", "c tanks asserted 5 y - - b")
    assert of_bodies(*rows) == [("tanks", "asserted", 2, "2", 1, None), ("boats", "asserted", 1, "7", 0, None)]
    assert of_bodies(*rows, kinds=["boats", "tanks"]) == [("asserted", 3, "9", 1, None)]
    assert of_bodies("b tanks asserted - y - - -", "c tanks asserted 5 y - - b") == [
        ("tanks", "asserted", 2, "5", 1, None)
    ]


NUMBERS = st.integers(0, 10**12)
QUANTITIES = st.one_of(
    NUMBERS.map(str),
    NUMBERS.map("over {}".format),
    NUMBERS.map("at least {}".format),
    NUMBERS.map("up to {}".format),
    NUMBERS.map(lambda number: f"under {number + 1}"),
    st.tuples(NUMBERS, st.integers(1, 1000)).map(lambda pair: f"between {pair[0]} and {sum(pair)}"),
    st.sampled_from(["thousands", "several", "none", "unstated"]),
)


def possible(text: str, draw: Callable[[st.SearchStrategy[int]], int]) -> int:
    """Return a number, 0 or more, that a quantity allows."""
    quantity = quantities.parse(text)
    least = quantity.lowest or 0
    return draw(st.integers(int(least), int(least) + 1000 if quantity.highest is None else int(quantity.highest)))


@settings(deadline=None)  # the machine may be busy
@given(st.data(), st.lists(QUANTITIES, min_size=1, max_size=6))
def test_bounds_and_words_allow_every_possible_sum(data: st.DataObject, texts: list[str]) -> None:
    (row,) = summed(texts)
    actual = sum(possible(text, data.draw) for text in texts)
    assert row["at_least"] is None or row["at_least"] <= actual
    assert row["at_most"] is None or actual <= row["at_most"]
    if row["sum"] != "not given":
        lowest, to, highest = row["sum"].partition(" to ")
        said = quantities.parse(f"between {lowest} and {highest}" if to else row["sum"])
        assert (said.lowest or 0) <= actual
        assert said.highest is None or actual <= said.highest


@settings(deadline=None)  # the machine may be busy
@given(st.lists(NUMBERS, min_size=1, max_size=6), st.data())
def test_exact_numbers_have_an_exact_sum_and_one_about_makes_it_about(numbers: list[int], data: st.DataObject) -> None:
    (exact,) = summed([str(number) for number in numbers])
    assert exact["sum"] == f"{sum(numbers):,}"
    at = data.draw(st.integers(0, len(numbers) - 1))
    (rough,) = summed([f"about {number}" if here == at else f"{number}" for here, number in enumerate(numbers)])
    assert (rough["sum"], rough["figure"], rough["at_most"]) == (f"about {sum(numbers):,}", sum(numbers), None)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_shares_of_exact_numbers_are_exact(numbers: list[int]) -> None:
    rows = summed([str(number) for number in numbers], by=["part"], share=True, sort=["part"])
    for row, number in zip(rows, numbers, strict=True):
        assert abs(float(row["share"].removesuffix("%")) - 100 * number / sum(numbers)) <= 0.0501


@settings(deadline=None)  # the machine may be busy
@given(st.data(), st.lists(QUANTITIES, min_size=1, max_size=5))
def test_shares_allow_every_possible_share(data: st.DataObject, texts: list[str]) -> None:
    rows = summed(texts, by=["part"], share=True, sort=["part"])
    actual = [possible(text, data.draw) for text in texts]
    for row, number in zip(rows, actual, strict=True):
        if row["share"] in ("unknown", "100.0%") or sum(actual) == 0:
            continue
        share = 100 * number / sum(actual)
        low, to, high = row["share"].replace("%", "").partition(" to ")
        least = low.removeprefix("at least ") if not low.startswith("at most") else "0"
        most = high if to else "100" if low.startswith("at least") else low.removeprefix("at most ")
        assert float(least) - 0.0501 <= share <= float(most) + 0.0501
