"""Trees: bodies, equipment, agreements and places with their parts, worked out by hand from the source."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

import azmil as azmil_package
from azmil import cli, paths
from azmil.ask import trees
from azmil.seeds import Origin
from azmil.store.sqlite.connection import SqliteConnection
from azmil.store.sqlite.read import connect
from azmil.values.answers import LeftOut
from azmil.workbench.load import load
from faults import cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from azmil.paths import Address
    from conftest import Result

    Run = Callable[..., Result]

FOURTH_ARMY = """\
in Soviet Union [212]
Soviet 4th Army: ≈ 4 divisions [75, 212]
├─ 23rd Motorized Rifle Division [75, 212]
│  └─ 366th Motorized Rifle Regiment (as of 1992) [77, 214]
├─ 60th Motorized Rifle Division [75, 212]
├─ 75th Motorized Rifle Division [75, 212]
├─ ≈ 296th Motorized Rifle Division [75, 212]
└─ prescribed army units of the 4th Army [75, 212]
   ├─ air defense brigades of the 4th Army [75, 212]
   ├─ missile brigades of the 4th Army [75, 212]
   ├─ artillery regiments of the 4th Army [75, 212]
   └─ rocket regiments of the 4th Army [75, 212]

≈ in tension, see the conflicts
"""


def outline(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the ids of nodes with those of their parts."""
    return {node["id"]: outline(node["parts"]) for node in nodes}


def find(nodes: list[dict[str, Any]], id_: str) -> dict[str, Any]:
    """Return the node with an id."""
    for node in nodes:
        if node["id"] == id_:
            return node
        if inner := find(node["parts"], id_):
            return inner
    return {}


# Bodies


def test_the_4th_army_has_four_divisions_and_four_kinds_of_army_units(azmil: Run) -> None:
    """Lines 75, 77, 212 and 214. The 295th division of line 74 is not in the army."""
    ended = azmil("tree", "4th-army")
    assert (ended.code, ended.out, ended.err) == (0, FOURTH_ARMY, "")


def test_the_295th_division_is_a_root_with_its_two_regiments(azmil: Run) -> None:
    """Line 74 names no army and no country for it."""
    roots = azmil("tree", "--format", "json").rows
    assert outline([find(roots, "295th-division")]) == {"295th-division": {"135th-regiment": {}, "139th-regiment": {}}}
    assert [root["country"] for root in roots if root["id"] in ("295th-division", "4th-army")] == ["Soviet Union", None]


def test_the_navy_has_its_strength_and_two_of_22_units(azmil: Run) -> None:
    ended = azmil("tree", "azerbaijani-navy")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "Azerbaijani Navy: about 5,000 personnel [114, 252]; 22 units [114, 252]\n"
        "├─ Border Coast Guard [114, 252]\n"
        "└─ Caspian Flotilla [114, 252]\n"
    )


def test_each_node_of_json_has_its_claims_with_hedge_and_lines(azmil: Run) -> None:
    (army,) = azmil("tree", "4th-army", "--format", "json").rows
    regiment = find([army], "366th-regiment")
    assert regiment == {
        "id": "366th-regiment",
        "name": "366th Motorized Rifle Regiment",
        "kind": "unit",
        "relation": "part-of",
        "strength": None,
        "hedge": None,
        "lines": "77, 214",
        "claims": [
            {
                "id": "366th-regiment-in-23rd-division",
                "says": "part of",
                "date": "1992",
                "observed": True,
                "holds": None,
                "hedge": None,
                "lines": "77, 214",
            }
        ],
        "is_repeated": False,
        "parts": [],
    }
    assert find([army], "296th-division")["hedge"] == "in tension with another passage"
    assert (army["country"], [step["id"] for step in army["above"][0]]) == ("Soviet Union", ["soviet-union"])


def test_strengths_are_those_of_the_source_and_are_not_added(azmil: Run) -> None:
    """Lines 75, 87, 88, 114, 128 and their repetitions; 75 and 212 are also those of the 4th Army."""
    rows = list(csv.DictReader(io.StringIO(azmil("tree", "--format", "csv").out)))
    assert {row["id"]: (row["strength"], row["hedge"], row["lines"]) for row in rows if row["strength"]} == {
        "azerbaijani-armed-forces": ("about 126,000 active", "", "87, 219"),
        "azerbaijani-air-defense": ("about 3,500 personnel", "", "128, 266"),
        "azerbaijani-navy": ("about 5,000 personnel; 22 units", "", "114, 252"),
        "azerbaijani-paramilitary-troops": ("15,000 paramilitary", "", "88, 220"),
        "4th-army": ("4 divisions", "4 divisions: in tension with another passage", "75, 212"),
        "azerbaijani-national-guard": ("575,000 additional", "", "87, 219"),
    }


def test_the_order_of_battle_has_a_heading_for_each_country(azmil: Run) -> None:
    printed = azmil("tree").out
    assert [line for line in printed.split("\n\n") if line][-1].startswith("! feared")
    headings = [part.split("\n")[0] for part in printed.split("\n\n")[:-1]]
    assert headings == [
        "Azerbaijan",
        "Azerbaijan Democratic Republic",
        "Belarus",
        "Czech Republic",
        "Israel",
        "Pakistan",
        "Russia",
        "Soviet Union",
        "Turkey",
        "Ukraine",
        "United States",
        "No country",
    ]
    assert (
        "├─ Azerbaijani Air Force [25, 36, 42, 45, 48, … (13)]\n│  └─ ‡ helicopter squadrons of the Air Force"
        in printed
    )


def test_a_state_has_its_bodies_and_its_agreements(azmil: Run) -> None:
    (azerbaijan,) = azmil("tree", "azerbaijan", "--format", "json").rows
    parts = [part["id"] for part in azerbaijan["parts"]]
    assert {"azerbaijani-armed-forces", "azerbaijani-navy", "azerbaijani-general-staff", "ipp"} <= set(parts)
    assert not {"azerbaijani-caspian-flotilla", "4th-army"} & set(parts)
    assert parts[0] == "azerbaijani-armed-forces"
    kinds = [part["kind"] for part in azerbaijan["parts"]]
    assert [*dict.fromkeys(kinds)] == ["unit", "organization", "agreement"]
    assert kinds == sorted(kinds, key=["unit", "organization", "agreement"].index)


def test_the_bodies_above_a_body_are_printed_with_their_relation_and_lines(azmil: Run) -> None:
    """Line 151 names three bodies in which the ministry is incorporated, if it does not mean the reverse."""
    assert azmil("tree", "azerbaijani-ministry-of-defense-industries").out == (
        "in ≈‡ Military Science Center (incorporated in) [151, 281]\n"
        "in ≈‡ State Department for Armaments (incorporated in) [151, 281]\n"
        "in ≈‡ State Department for Military Industry (incorporated in) [151, 281]\n"
        "Ministry of Defense Industries [150, 151, 154, 281, 284]\n"
        "\n"
        "≈ in tension, see the conflicts   ‡ doubtful, see its note\n"
    )


# Time


def test_undated_relations_are_omitted_as_of_a_date_and_counted(azmil: Run) -> None:
    """Only the 366th regiment has a date; the army's five parts and its state have none."""
    ended = azmil("tree", "4th-army", "--as-of", "1992")
    assert ended.out == "Soviet 4th Army [75, 77, 212, 214]\n"
    assert ended.err == (
        "azmil: 6 undated relations omitted; remove --as-of to include them\n"
        "azmil: 1 undated figure omitted; remove --as-of to include it\n"
    )


def test_a_relation_as_of_a_date_is_certain_or_possible(azmil: Run) -> None:
    """The regiment was observed in the division in 1992 (lines 77 and 214)."""
    at_the_time = azmil("tree", "23rd-division", "--as-of", "1992", "--format", "json").rows
    assert find(at_the_time, "366th-regiment")["claims"][0]["holds"] == "certain"
    ended = azmil("tree", "23rd-division", "--as-of", "1990")
    assert "└─ 366th Motorized Rifle Regiment (as of 1992, possible) [77, 214]\n" in ended.out
    assert ended.err == "azmil: 1 undated relation omitted; remove --as-of to include it\n"


def test_actions_on_an_agreement_are_those_until_the_date(azmil: Run) -> None:
    """Lines 325, 328 and 336: the framework document of 1994, the programme since 1996."""
    ended = azmil("tree", "partnership-for-peace", "--as-of", "1995")
    assert "PFP Framework Document: Azerbaijan signed (1994-05-04) [325-326]\n" in ended.out
    assert "adopted" not in ended.out
    assert ended.err == "azmil: 4 undated actions omitted; remove --as-of to include them\n"


# Equipment, agreements and places


def test_equipment_is_drawn_by_category_with_quantities_as_stated(azmil: Run) -> None:
    """Lines 115-117 and 253-255; the total of 7 patrol boats is not added to its parts."""
    printed = azmil("tree", "vessel").out
    assert (
        "├─ patrol boats\n"
        "│  └─ patrol boats: 7 held by Azerbaijani Navy [115, 253]\n"
        "│     ├─ Osa-II-class patrol boats: 2 held by Azerbaijani Navy [115, 253]\n"
        "│     └─ Stenka-class patrol boats: 5 held by Azerbaijani Navy [115, 253]\n"
    ) in printed


def test_all_equipment_that_the_source_names_is_in_the_tree(azmil: Run, base: Base) -> None:
    named = {row["equipment_id"] for row in base.sql("SELECT equipment_id FROM types_report")}
    rows = list(csv.DictReader(io.StringIO(azmil("tree", "equipment", "--format", "csv").out)))
    assert {row["id"] for row in rows if row["kind"] == "equipment"} == named
    assert [row["id"] for row in rows if row["depth"] == "0"][:4] == ["aircraft", "vessel", "ground-vehicle", "weapon"]


def test_a_category_comes_before_the_class_with_the_same_id(azmil: Run) -> None:
    """The class 'aircraft' has no helicopters in it; the category has."""
    (aircraft,) = azmil("tree", "aircraft", "--format", "json").rows
    assert aircraft["kind"] == "category"
    assert outline([find([aircraft], "helicopter")]) == {
        "helicopter": {"helicopters": {"mi-6": {}, "mi-8": {}, "mi-17": {}, "mi-24": {}, "mi-26": {}, "mi-171": {}}}
    }


@pytest.mark.parametrize("words", [["osa-ii"], ["osa", "ii"], ["OSA-II-Class"]], ids=" ".join)
def test_a_type_is_drawn_below_its_class_in_any_spelling(azmil: Run, words: list[str]) -> None:
    assert azmil("tree", *words).out == (
        "in patrol boats\nOsa-II-class patrol boats: 2 held by Azerbaijani Navy [115, 253]\n"
    )


def test_a_category_is_found_by_its_label(azmil: Run) -> None:
    assert azmil("tree", "Special-purpose vessels").out.splitlines()[:2] == ["in vessels", "special-purpose vessels"]


def test_an_agreement_has_its_parts_with_the_actions_of_each_party(azmil: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines 22, 59, 197 and 324 to 329."""
    monkeypatch.setenv("COLUMNS", "80")
    assert azmil("tree", "partnership-for-peace").out == (
        "in NATO\n"
        "Partnership for Peace: Azerbaijan participates [22, 59, 197]; Azerbaijan joined\n"
        "│  [324]\n"
        "├─ Individual Partnership Programme: Azerbaijan adopted (since 1996) [328];\n"
        "│     Azerbaijan expanded [329]\n"
        "├─ Partnership Work Programme: NATO prepared [328]\n"
        "├─ PFP Framework Document: Azerbaijan signed (1994-05-04) [325-326]\n"
        "└─ PFP Presentation Document [328]\n"
    )


def test_an_agreement_of_an_organization_is_drawn_once(azmil: Run) -> None:
    """The Partnership Work Programme is NATO's, and part of the Partnership for Peace."""
    (nato,) = azmil("tree", "nato", "--format", "json").rows
    assert [part["id"] for part in nato["parts"]] == ["ipap", "partnership-for-peace", "parp"]
    assert json.dumps(nato).count('"partnership-work-programme"') == 1


def test_all_agreements_with_actions_are_in_the_tree(azmil: Run, base: Base) -> None:
    known = {row["agreement_id"] for row in base.sql("SELECT agreement_id FROM agreements_report")}
    rows = list(csv.DictReader(io.StringIO(azmil("tree", "agreements", "--format", "csv").out)))
    assert {row["id"] for row in rows} == known


def test_a_place_has_the_places_and_facilities_within_it(azmil: Run) -> None:
    """Lines 130, 136, 268 and 274."""
    printed = azmil("tree", "azerbaijan-territory").out
    assert "├─ Gabala [130, 136, 268, 274]\n│  └─ Gabala Radar Station [130, 131, 136, 268, 269, 274]\n" in printed
    assert printed in azmil("tree", "places").out


def test_a_speaker_is_named_next_to_the_claim(azmil: Run) -> None:
    """Lines 30, 101 and 239 quote Israeli newspapers."""
    printed = azmil("tree", "hermes").out
    assert "Hermes: …» in talks for Azerbaijan, number not given (according to Israeli newspapers)" in printed
    assert printed.endswith("\n… negotiated   » attributed\n")


def test_another_account_of_a_transfer_is_named_as_such(azmil: Run) -> None:
    """Line 28 counts the aircraft of lines 99 and 237 in another way."""
    printed = azmil("tree", "orbiter-and-aerostar").out
    assert "†‡ 6 delivered to Azerbaijan, another account of the same transfer (2008-06) [28]\n" in printed


# Output


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("words", [[], ["equipment"], ["agreements"], ["places"], ["azerbaijan"]], ids=" ".join)
def test_no_line_is_wider_than_the_terminal(
    azmil: Run, monkeypatch: pytest.MonkeyPatch, width: int, words: list[str]
) -> None:
    wide = azmil("tree", *words).out
    monkeypatch.setenv("COLUMNS", str(width))
    lines = azmil("tree", *words).out.splitlines()
    assert max(map(len, lines)) < width

    def words_of(text: str) -> list[str]:
        return re.sub("[├└│─]", " ", text).split()

    assert words_of("\n".join(lines)) == words_of(wide)


def test_guides_are_ascii_where_the_encoding_lacks_lines(database: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", errors="backslashreplace"))
    monkeypatch.setenv(paths.VARIABLE, str(database))
    assert cli.run(["tree", "23rd-division"]) == 0
    sys.stdout.flush()
    assert raw.getvalue() == (
        b"in Soviet Union [212] > Soviet 4th Army [75, 212]\n"
        b"23rd Motorized Rifle Division [75, 77, 212, 214]\n"
        b"`- 366th Motorized Rifle Regiment (as of 1992) [77, 214]\n"
    )


def test_colours_depend_on_the_environment(azmil: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = azmil("tree", "4th-army").out
    assert coloured != FOURTH_ARMY
    assert re.sub(r"\x1b\[\d+m", "", coloured) == FOURTH_ARMY
    monkeypatch.setenv("NO_COLOR", "1")
    assert azmil("tree", "4th-army").out == FOURTH_ARMY


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "md", "html"])
def test_other_formats_have_one_row_per_node(azmil: Run, form: str) -> None:
    printed = azmil("tree", "azerbaijani-navy", "--format", form)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.count("azerbaijani-caspian-flotilla") == 1


def test_csv_names_the_thing_above_each_part_and_its_depth(azmil: Run) -> None:
    assert azmil("tree", "23rd-division", "--format", "csv").out == (
        "id,name,kind,country,parent_id,depth,relation,strength,hedge,lines\n"
        '23rd-division,23rd Motorized Rifle Division,unit,Soviet Union,,0,,,,"75, 77, 212, 214"\n'
        '366th-regiment,366th Motorized Rifle Regiment,unit,Soviet Union,23rd-division,1,part-of,,,"77, 214"\n'
    )


def test_a_tree_is_written_to_a_file_in_the_format_of_its_extension(azmil: Run, tmp_path: Path) -> None:
    assert azmil("tree", "4th-army", "--output", str(tmp_path / "a.json")).code == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))[0]["id"] == "4th-army"
    assert azmil("tree", "4th-army", "--output", str(tmp_path / "a.txt")).code == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == FOURTH_ARMY


def test_python_returns_the_same_tree(base: Base, azmil: Run) -> None:
    assert base.tree("4th-army") == azmil("tree", "4th-army", "--format", "json").rows
    assert base.tree() == base.tree("bodies")
    assert base.tree("4th-army").left_out == []
    assert base.tree("4th-army", as_of=1992).left_out == [
        LeftOut(6, "undated", "remove the date to include relations"),
        LeftOut(1, "undated", "remove the date to include figures"),
    ]


def test_a_retired_id_is_resolved_with_a_note(azmil: Run) -> None:
    ended = azmil("tree", "navy")
    assert ended.err == "azmil: the id 'navy' is now 'azerbaijani-navy'\n"
    assert ended.out == azmil("tree", "azerbaijani-navy").out


@cases(
    "words, message",
    [
        ("ask.trees.NOT_DRAWN", ["tom-hobbins"], "cannot draw 'tom-hobbins' as a tree: it is not a body, equipment, an agreement or a place; show it with 'azmil show tom-hobbins'"),
        ("ask.trees.NOT_DRAWN", ["navy-osa-ii"], "cannot draw 'navy-osa-ii' as a tree: it is not a body, equipment, an agreement or a place; show it with 'azmil show navy-osa-ii'"),
        ("ask.records.NO_RECORD", ["equipmnt"], "no such record 'equipmnt'; did you mean 'equipment'?"),
        ("ask.records.NO_RECORD", ["stenkaa"], "no such record 'stenkaa'; did you mean 'stenka' or 'navy-stenka'?"),
        ("values.dates.NO_DATE", ["--as-of", "tomorrow"], "'tomorrow' is not a valid date; use a form like 2006, 2006-05, 2006-05-19, 199X, 1992-22 (summer), 1993/1999, 2002-04/.. or [..1992]"),
        ("formats.NO_FORMAT", ["--format", "vertical"], "no such format 'vertical'; use one of: table, json, jsonl, csv, tsv, md, html, xlsx, svg, dot"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("fault")
def test_what_cannot_be_drawn_is_an_error(azmil: Run, words: list[str], message: str) -> None:
    ended = azmil("tree", *words)
    assert (ended.code, ended.out, ended.err) == (2, "", f"azmil: {message}\n")


# Seeds with several superiors, cycles and doubts


UNITS = """\
- {id: fleet, name: Fleet, echelon: fleet, country: ruritania, cite: 3}
- {id: guard, name: Guard, echelon: guard, country: ruritania, cite: 3}
- {id: marines, name: Marines, echelon: brigade, country: ruritania, cite: 3}
- {id: scouts, name: Scouts, echelon: company, country: ruritania, cite: 3}
- {id: east, name: East, echelon: group, country: ruritania, cite: 3}
- {id: west, name: West, echelon: group, country: ruritania, cite: 3}
"""
RELATIONS = """\
- id: marines-in-fleet
  subject: marines
  relation: part-of
  object: fleet
  date: 1990/1995
  sentence: From 1990 to 1995 the Marines were part of the Fleet.
  cite: 3
- id: guard-has-marines
  subject: guard
  relation: includes
  object: marines
  modality: planned
  date: 1996/..
  sentence: The Guard is to include the Marines from 1996 on.
  cite: 1, 4
- {id: scouts-in-marines, subject: scouts, relation: subordinate-to, object: marines, sentence: The Scouts are under the Marines., cite: 3}
- {id: east-in-west, subject: east, relation: part-of, object: west, sentence: East is part of West., cite: 3}
- {id: west-in-east, subject: west, relation: part-of, object: east, sentence: West is part of East., cite: 3}
"""
STRENGTHS = """\
- {id: fleet-1990, subject: fleet, measure_kind: personnel, value: about 900, unit: person, date: 1990, sentence: The Fleet had about 900 people in 1990., cite: 3}
- {id: fleet-2000, subject: fleet, measure_kind: personnel, value: over 1000, unit: person, modality: rumoured, sentence: The Fleet may have over 1000 people., cite: "1, 4"}
"""


@pytest.fixture
def small(seeds: Path, tmp_path: Path, azmil: Run) -> Run:
    """Function that runs azmil on a small database with two superiors, a cycle and two strengths."""
    files = {"units": UNITS, "unit_relations": RELATIONS, "measures": STRENGTHS}
    for name, text in files.items():
        (seeds / name).mkdir()
        (seeds / name / "all.yaml").write_text(text, encoding="utf-8")
    load(tmp_path / "small.db", Origin((seeds,), is_alone=True))
    return lambda *words: azmil("--database", str(tmp_path / "small.db"), *words)


def test_a_body_with_two_superiors_is_repeated_by_reference_and_a_cycle_ends(small: Run) -> None:
    ended = small("tree")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "Ruritania\n"
        "├─ Guard [3]\n"
        "│  └─ > Marines (since 1996) [1, 4]\n"
        "│     └─ Scouts (subordinate to) [3]\n"
        "├─ Fleet: ~ over 1,000 personnel [1, 4]; about 900 personnel (1990) [3]\n"
        "│  └─ Marines (1990 to 1995) [3] (see above)\n"
        "└─ East [3]\n"
        "   └─ West [3]\n"
        "      └─ East [3] (see above)\n"
        "\n"
        "~ rumoured   > planned\n"
    )


def test_two_strengths_are_both_stated_each_with_its_hedge(small: Run) -> None:
    (fleet,) = small("tree", "fleet", "--format", "json").rows
    assert fleet["strength"] == "over 1,000 personnel; about 900 personnel"
    assert fleet["hedge"] == "over 1,000 personnel: rumoured"
    assert fleet["lines"] == "1, 3, 4"


def test_a_superior_of_another_time_is_omitted(small: Run) -> None:
    ended = small("tree", "--as-of", "1992")
    assert ended.out == (
        "Ruritania\n├─ Guard [3]\n├─ Fleet\n│  └─ Marines (1990 to 1995) [3]\n├─ East [3]\n├─ West [3]\n└─ Scouts [3]\n"
    ).replace("Fleet\n", "Fleet [3]\n")
    assert ended.err == (
        "azmil: 3 undated relations omitted; remove --as-of to include them\n"
        "azmil: 1 undated figure omitted; remove --as-of to include it\n"
    )


def test_both_superiors_of_a_body_are_above_it(small: Run) -> None:
    assert small("tree", "scouts").out == ("in Fleet (1990 to 1995) [3] > Marines (subordinate to) [3]\nScouts [3]\n")
    assert small("tree", "west").out.splitlines()[0] == "in East [3]"


# Large databases


@pytest.mark.parametrize("name", ["4th-army", "azerbaijan", "nato", "helicopters", "aircraft", "azerbaijan-territory"])
def test_the_tree_of_a_thing_scans_no_large_table(database: Path, name: str) -> None:
    connection = connect(database)
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    reader = SqliteConnection(database, connection, None)  # closes the connection when it is deleted
    drawn = trees.tree(reader, name)
    connection.set_trace_callback(None)
    assert drawn.roots
    plans = {
        sql: connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall() for sql in seen if sql.startswith("SELECT")
    }
    small = re.compile(
        r"SCAN (modalities|equipment_categories|relations|measure_\w+|transfer_statuses|actions|CONSTANT|\w+_report$|\(\w+)"
    )
    scans = [(row[3], sql) for sql, rows in plans.items() for row in rows if row[3].startswith("SCAN")]
    assert [each for each in scans if not small.match(each[0])] == []
    reader.close()


def test_azmil_has_a_tree_of_an_empty_kind(seeds: Path, tmp_path: Path, azmil: Run) -> None:
    load(tmp_path / "x.db", Origin((seeds,), is_alone=True))
    ended = azmil("--database", str(tmp_path / "x.db"), "tree", "places")
    assert (ended.code, ended.out, ended.err) == (0, "", "azmil: nothing found\n")
    with azmil_package.open(tmp_path / "x.db") as opened:
        assert opened.tree("places") == []
