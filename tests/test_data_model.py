"""The data model: days of records, hedges, parts, categories and parties, on the real seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azmil.model import KINDS, PartyKind, Thing
from azmil.model.spine import THINGS
from azmil.seeds.days import Reach, days_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Result

    Run = Callable[..., Result]

JSON = ("--format", "json")


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"date": "2006-05-19", "observed": 1}, "1918-01-01 2006-05-19 2006-05-19 9999-12-31"),
        ({"date": "2006", "observed": 1}, "1918-01-01 2006-12-31 2006-01-01 9999-12-31"),
        ({"date": "2006", "observed": 1, "not_before": "1991"}, "1991-01-01 2006-12-31 2006-01-01 9999-12-31"),
        ({"date": "1920-04-28", "observed": 1, "not_after": "1920"}, "1918-01-01 1920-04-28 1920-04-28 1920-12-31"),
        ({"date": "2002-04/.."}, "2002-04-01 2002-04-30 2009-01-01 9999-12-31"),
        ({"date": "2004-12-29/"}, "2004-12-29 2004-12-29 2004-12-29 9999-12-31"),
        ({"date": "/2006", "not_before": "1994-05-04"}, "1994-05-04 2006-12-31 2006-01-01 2006-12-31"),
        ({"date": "[..2007-05-19]"}, "1918-01-01 2007-05-19 1918-01-01 2007-05-19"),
        ({"date": "[1991..1992-22]"}, "1991-01-01 1992-08-31 1991-01-01 1992-08-31"),
        ({"date": "/1900"}, "1900-01-01 1900-12-31 1900-01-01 1900-12-31"),
        ({"date": "[..1900]"}, "1900-01-01 1900-12-31 1900-01-01 1900-12-31"),
        ({"date": "1910", "observed": 1}, "1910-01-01 1910-12-31 1910-01-01 9999-12-31"),
        ({"date": "../1995"}, "1918-01-01 1918-01-01 1995-01-01 1995-12-31"),
        ({"date": "../1995", "not_before": "1991"}, "1991-01-01 1991-01-01 1995-01-01 1995-12-31"),
        ({"date": "1920-04-28/1920"}, "1920-04-28 1920-04-28 1920-04-28 1920-12-31"),
        ({"date": "2009-05/.."}, "2009-05-01 2009-05-31 2009-05-01 9999-12-31"),
    ],
)
def test_the_days_of_a_record_depend_on_its_date_and_its_source(fields: dict[str, object], days: str) -> None:
    """The source covers 1918 to an unknown day of 2009."""
    reach = Reach("1918-01-01", "2009-01-01", "2009-12-31")
    record = {"observed": 0, "not_before": None, "not_after": None, **fields}
    assert " ".join(map(str, days_of(record, reach))) == days


def test_without_a_source_period_the_days_depend_on_the_date_alone() -> None:
    record = {"date": "2002-04/..", "observed": 0, "not_before": None, "not_after": None}
    assert list(days_of(record, Reach())) == ["2002-04-01", "2002-04-30", "2002-04-30", "9999-12-31"]
    seen = {**record, "date": "2006", "observed": 1}
    assert list(days_of(seen, Reach())) == ["0001-01-01", "2006-12-31", "2006-01-01", "9999-12-31"]


def test_only_things_may_be_uncited() -> None:
    things = [cls.kind for cls in KINDS.values() if issubclass(cls, Thing | PartyKind)]
    assert sorted(f"'{kind}'" for kind in things) == sorted(THINGS.split(", "))


def test_every_subject_has_a_name(azmil: Run) -> None:
    """A sentence is never used in place of a missing name."""
    unnamed = "SELECT r.id FROM all_roles AS part JOIN records AS r ON r.id = part.thing_id WHERE r.name IS NULL"
    assert azmil("sql", unnamed, *JSON).rows == []
    (row,) = azmil("query", "measures", "--kind", "sappers", *JSON).rows
    assert row["subject"] == "Mine clearance of 2006"


def test_a_hedge_lists_all_qualifications_in_a_fixed_order(azmil: Run) -> None:
    """Modality, speaker, doubt, conflicts."""
    hedges = {row["id"]: row["hedge"] for row in azmil("query", "facts", *JSON).rows}
    assert hedges["navy-osa-ii"] is None
    assert hedges["hermes-talks"] == "negotiated; according to Israeli newspapers"
    assert hedges["l-29-czech-made"] == "doubtful"
    assert hedges["us-radar-technology-2006-navy"] == "contradicted elsewhere; in tension with another passage"
    assert hedges["european-lateral-treaty-helicopters"] == "permitted; in tension with another passage"
    assert hedges["nakhchivan-rumour-denial-president"] == (
        "denied; according to the President of Azerbaijan, unnamed; contradicted elsewhere"
    )


def test_hedges_are_printed_with_any_choice_of_columns(azmil: Run) -> None:
    """As marks in tables, as a column in other formats."""
    table = azmil("query", "transfers", "--equipment", "hermes", "--columns", "equipment").out
    assert table == "    equipment\n─────────────\n…»  Hermes\n\n… negotiated   » attributed, see said_by\n"
    csv = azmil("query", "transfers", "--equipment", "hermes", "--columns", "equipment", "--format", "csv").out
    assert csv == ('equipment,hedge,lines\nHermes,negotiated; according to Israeli newspapers,"30, 101, 239"\n')


def test_strengths_are_added_up_by_the_column_value(azmil: Run) -> None:
    """126,000 active, 575,000 of the National Guard, 15,000 paramilitary: lines 87 and 88."""
    added = "SELECT sum(value) AS total FROM measures_report WHERE kind LIKE '%-strength' AND unit = 'person'"
    assert azmil("sql", added, *JSON).rows == [{"total": 716_000}]
    meanings = {row["column"]: row["meaning"] for row in azmil("schema", "measures_report", *JSON).rows}
    assert "printed figure, for sums" in meanings["value"]
    assert "not for sums, since 'about' sets no bounds" in meanings["lowest"]


def test_parts_include_indirect_parts(azmil: Run) -> None:
    """The 366th regiment was in the 23rd division of the 4th Army, which was Soviet: lines 75, 77 and 212."""
    wholes = "SELECT whole_id FROM parts WHERE part_id = '366th-regiment' ORDER BY 1"
    assert [row["whole_id"] for row in azmil("sql", wholes, *JSON).rows] == [
        "23rd-division",
        "4th-army",
        "soviet-union",
    ]
    of_nato = "SELECT part_id FROM parts WHERE whole_id = 'nato' AND part_id LIKE 'p%' ORDER BY 1"
    assert [row["part_id"] for row in azmil("sql", of_nato, *JSON).rows] == [
        "parp",
        "partnership-for-peace",
        "partnership-goals",
        "partnership-work-programme",
        "pfp-framework-document",
        "pfp-presentation-document",
    ]
    assert azmil("sql", "SELECT 1 FROM parts WHERE whole_id = part_id").out == ""


def test_claims_of_the_same_event_refer_to_the_first_claim(azmil: Run) -> None:
    """Two parties concluded the laser agreement of line 123; the laser device is a separate event."""
    rows = azmil("query", "facts", "--cites", "123", *JSON).rows
    assert {row["id"]: row["same_event_as"] for row in rows} == {
        "laser-agreement-navy-concluded": None,
        "laser-agreement-us-company-concluded": "laser-agreement-navy-concluded",
        "laser-device-2007": None,
    }


def test_a_gap_is_found_by_its_subject(azmil: Run) -> None:
    """Line 83 announces the ministers of 1992 to 1995 but does not name them."""
    gaps = [row["id"] for row in azmil("query", "gaps", "--about", "minister of defense of azerbaijan", *JSON).rows]
    assert "gap-ministers-1992-1995" in gaps


@pytest.mark.parametrize(
    ("report", "name", "lines"),
    [
        # 143-146 the area and the ordnance, 147 six resources and the price of a dog; 149 the victims
        (
            "measures",
            "anama",
            ["143-144, 287-288", "144, 288", "145-146, 289-290", *["147, 291"] * 7, *["149, 293"] * 3],
        ),
        ("measures", "main agency of missiles and artillery", ["76, 213"] * 2),
        ("statements", "czech republic", ["103, 241"]),
        ("statements", "ukraine", ["103, 241"]),
        ("statements", "nakhchivan airport", ["19", "20", "20", "21", "21"]),
        ("statements", "pipeline", ["7", "10"]),
        # 92 the preparation, 93 two fears, 94 the policy, 171 the opinion; 71 and 171 are events
        ("statements", "nagorno-karabakh", ["92, 224", "93, 225", "93, 225", "94, 226", "171, 306"]),
        ("events", "nagorno-karabakh", ["71, 209", "171, 306"]),
    ],
)
def test_claims_are_found_by_the_things_that_their_lines_name(
    azmil: Run, report: str, name: str, lines: list[str]
) -> None:
    found = azmil("query", report, "--about", name, *JSON).rows
    assert sorted(row["lines"] for row in found) == sorted(lines)


def test_the_surroundings_of_a_city_are_not_a_part_of_it(azmil: Run) -> None:
    """The naval station is outside Baku, the S-75 are in and around Baku (lines 127 and 139)."""
    near = "SELECT part_id FROM parts WHERE whole_id = 'baku-area' ORDER BY part_id"
    assert [row["part_id"] for row in azmil("sql", near, *JSON).rows] == ["azerbaijani-naval-station", "baku"]
    of_city = "SELECT part_id FROM parts WHERE whole_id = 'baku'"
    assert azmil("sql", of_city, "--format", "csv").out == "part_id\n"


def test_gaps_are_found_by_each_thing_that_they_concern(azmil: Run) -> None:
    """Budgets between 2005 and 2009 (86), personnel of the Air Force (54), bases (96), and losses over Karabakh (171)."""
    for name, gap in (
        ("azerbaijani armed forces", "gap-military-budget-years"),
        ("azerbaijani air force", "gap-service-strengths"),
        ("mig-29", "gap-air-force-bases"),
        ("nagorno-karabakh", "gap-karabakh-conflict"),
    ):
        assert gap in [row["id"] for row in azmil("query", "gaps", "--about", name, *JSON).rows]


def test_a_category_includes_its_subcategories(azmil: Run) -> None:
    """The air force's MiG-29 are aircraft; boats and minesweepers are vessels."""
    aircraft = {row["equipment"] for row in azmil("query", "equipment", "--category", "aircraft", *JSON).rows}
    assert {"MiG-29", "helicopters", "Orbiter", "aircraft"} <= aircraft
    vessels = azmil("query", "equipment", "--category", "vessel", "--status", "held", *JSON).rows
    assert sorted(row["equipment"] for row in vessels) == [
        "Osa-II-class patrol boats",
        "Sonya-class minesweepers",
        "Stenka-class patrol boats",
        "Yevgenya-class minesweepers",
        "landing craft",
        "landing cutters",
        "minesweepers",
        "patrol boats",
        "special-purpose cutter",
        "special-purpose warship",
    ]


def test_the_values_listed_for_a_misspelt_category_include_wider_ones(azmil: Run) -> None:
    """No row has the category 'vessel' itself; it includes boats and ships."""
    told = azmil("query", "equipment", "--category", "vesel").err
    assert told.startswith("azmil: no such category 'vesel'; did you mean 'vessel'? other values: aircraft, ")
    assert {"weapon", "missile", "ground-vehicle", "sensor"} <= set(told.strip().split(": ")[2].split(", "))


def test_actors_payers_and_recipients_are_in_columns(azmil: Run) -> None:
    """Who might attack from Nakhchivan (line 19), who pays for the Partnership (332), who receives aid (15)."""
    (rumour,) = azmil("query", "statements", "--cites", "19", *JSON).rows
    assert (rumour["actor"], rumour["said_by"], rumour["modality"]) == ("United States", "unnamed sources", "rumoured")
    paid = azmil("query", "measures", "--counterpart", "government of azerbaijan", *JSON).rows
    assert {(row["quantity"], row["counterpart_role"]) for row in paid} == {
        ("300,000", "payer"),
        ("850,000", "payer"),
        ("1,800,000", "payer"),
        ("approximately 2,000,000", "payer"),
    }
    (aid,) = azmil("query", "measures", "--kind", "aid", *JSON).rows
    assert (aid["subject"], aid["counterpart"], aid["counterpart_role"]) == ("United States", "Azerbaijan", "recipient")
    made = azmil("query", "transfers", "--maker-country", "israel", *JSON).rows
    assert {row["equipment"] for row in made} == {"Orbiter", "Aerostar", "Orbiter and Aerostar unmanned aircraft"}


def test_help_explains_every_mark(azmil: Run) -> None:
    marks = [line.split()[0] for line in azmil("help", "marks").out.splitlines()[2:]]
    assert marks == ["~", ">", "…", "=", "≤", "!", "¬", "?", "»", "†", "≈", "‡"]
    assert azmil("help", "marx").err == "azmil: no such command 'marx'; did you mean 'azmil help marks'?\n"
