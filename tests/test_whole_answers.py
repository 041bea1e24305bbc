"""Whole answers by name: the parts of a thing, longer names, narrower types, and repeated options."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

import azmil as azmil_package
from azmil import Error
from azmil.ask import about
from azmil.store.sqlite.search import fill_lines
from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from conftest import Result

CSV = ("--format", "csv")


def parts_of(rows: Any) -> list[tuple[str, str | None]]:
    return [(row["id"], row["part"]) for row in rows]


def test_a_report_about_a_thing_includes_its_parts(azmil: Callable[..., Result]) -> None:
    """Talks on Kurdamir's airfield are about the airfield (line 46), which is in Kurdamir."""
    ended = azmil("query", "statements", "--about", "kurdamir", "--columns", "fact", *CSV)
    assert ended.out == (
        "fact,hedge,lines,part\n"
        "The modernization of Azerbaijan's Kurdamir airfield is under negotiation (dated only 'now').,negotiated,46,"
        "Kurdamir airfield\n"
    )
    assert azmil("query", "statements", "--about", "kurdamir", "--count").out == "1\n"
    assert azmil("query", "statements", "--about", "kurdamir", "--by", "topic", *CSV).out.count("\n") == 2
    assert azmil("query", "facilities", "--about", "kurdamir", "--columns", "facility", *CSV).out == (
        "facility,hedge,lines,part\nKurdamir airfield,,46,Kurdamir airfield\n"
    )


def test_rows_about_a_thing_come_before_those_about_its_parts(base: Base) -> None:
    """Lines 325-326, 341 and 346 name NATO; 328, 336, 341-342 and 346 name its programmes and plans."""
    rows = base.timeline("1994/2003", about="nato")
    assert [(row["date"], row["lines"], row["part"]) for row in rows] == [
        ("1994-05-04", "325-326", None),
        ("2002", "341", None),
        ("2002", "341", None),
        ("1994-05-04", "325-326", "PFP Framework Document"),
        *[("1996/..", "328", "Individual Partnership Programme")] * 3,
        ("1997", "336", "Planning and Review Process"),
        ("1997/..", "338", "Partnership Goals"),
        *[("2002", "341", "Individual Partnership Action Plan")] * 2,
        ("2003-05", "342", "Individual Partnership Action Plan"),
    ]
    dated = [row["date"] for row in base.query("facts", about="nato", sort="date") if row["date"]]
    assert dated.index("1996/..") < dated.index("2002")  # the user's order wins


def test_several_things_are_any_of_them(azmil: Callable[..., Result], base: Base) -> None:
    both = {row["id"] for row in base.query("facts", about=["kurdamir", "osa-ii"])}
    assert both == {"navy-osa-ii", "kurdamir-airfield-modernization-talks"}
    for command in (("timeline", "--undated"), ("query", "facts")):
        ended = azmil(*command, "--about", "kurdamir", "--about", "osa-ii", "--format", "json")
        assert {row["id"] for row in ended.rows} == both
    # A part that is given itself is no longer a part.
    rows = base.query("facts", about=["kurdamir", "azerbaijani-kurdamir-airfield"])
    assert parts_of(rows) == [("kurdamir-airfield-modernization-talks", None)]


def test_the_part_has_a_column_only_with_a_filter_by_thing(azmil: Callable[..., Result]) -> None:
    """The Osa-II class has no parts: the column is in files for programs, but not in tables."""
    table = azmil("query", "facts", "--about", "osa-ii").out
    assert "part" not in table.splitlines()[0]
    assert azmil("query", "facts", "--about", "osa-ii", "--columns", "id", *CSV).out == (
        'id,hedge,lines,part\nnavy-osa-ii,,"115, 253",\n'
    )
    assert "part" not in azmil("query", "facts", "--limit", "1", "--format", "jsonl").out


def test_the_column_does_not_hide_one_of_a_user_defined_report(azmil: Callable[..., Result], tmp_path: Any) -> None:
    path = tmp_path / "mine.sql"
    path.write_text(
        "-- Mine\n-- order: id\n-- id (id): id\n-- part (text): another part\nSELECT id, kind AS part FROM records\n",
        encoding="utf-8",
    )
    ended = azmil("query", str(path), "--about", "kurdamir", "--part", "gap", *CSV)
    assert ended.out == "id,part,part_of_about\ngap-kurdamir-talks,gap,\n"


@pytest.mark.parametrize("name", ["turkey", "azerbaijan"])
@pytest.mark.parametrize("most", [0, about.MOST_LISTED])
def test_the_statement_of_a_question_about_a_thing_can_be_run(
    azmil: Callable[..., Result], base: Base, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    """Whether a statement lists the records about a thing or derives them, it returns the same rows."""
    expected = azmil("query", "facts", "--about", name, *CSV).out
    monkeypatch.setattr(about, "MOST_LISTED", most)
    printed = azmil("query", "facts", "--about", name, "--sql").out
    assert ("about_mention" in printed) == (most == 0)
    assert azmil("sql", printed, *CSV).out == expected
    assert azmil("query", "facts", "--about", name, *CSV).out == expected
    assert base.count("facts", about=name) == len(expected.splitlines()) - 1
    timeline = azmil("timeline", "--about", name, "--sql").out
    assert azmil("sql", timeline, *CSV).out == azmil("timeline", "--about", name, *CSV).out


def test_a_search_can_be_about_a_thing_and_its_parts(azmil: Callable[..., Result], base: Base) -> None:
    """Lines 328 and 329 call the IPP and the Partnership for Peace programmes; 22 calls the latter NATO's."""
    rows = base.search("programme", about="nato")
    assert parts_of(rows)[:2] == [("partnership-work-programme-prepared-nato", None), ("pfp-programme-of-nato", None)]
    assert ("ipp-content", "Individual Partnership Programme") in parts_of(rows)
    assert {row["id"] for row in rows} < {row["id"] for row in base.search("programme", 1000)}
    ended = azmil("search", "airfield", "--about", "kurdamir", "--about", "osa-ii", "--format", "json")
    assert parts_of(ended.rows)[0] == ("gap-kurdamir-talks", None)
    assert ("azerbaijani-kurdamir-airfield", "Kurdamir airfield") in parts_of(ended.rows)
    nothing = azmil("search", "navy", "--about", "kurdamir")
    assert (nothing.out, nothing.err, nothing.code) == ("", "azmil: nothing found\n", 0)


def test_a_search_about_a_thing_finds_the_lines_that_its_claims_cite(database: Path, tmp_path: Path) -> None:
    """Only line 46 is about Kurdamir; lines come after records."""
    path = tmp_path / "copy.db"
    shutil.copy(database, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE passages SET text = 'Some airfield.' WHERE line IN (46, 47)")
        fill_lines(connection)
    with azmil_package.open(path) as base:
        rows = base.search("airfield", about="kurdamir")
        assert [(row["kind"], row["lines"], row["part"]) for row in rows if row["kind"] == "line"] == [
            ("line", "46", None)
        ]
        assert rows[-1]["kind"] == "line"
        assert [row["lines"] for row in base.search("airfield", 100) if row["kind"] == "line"] == ["46", "47"]


def test_a_sheet_ends_with_what_is_about_the_parts(azmil: Callable[..., Result], base: Base) -> None:
    """The talks of line 46 are about the airfield; line 46 prints "now" twice."""
    shown = base.show("kurdamir")
    assert [row["id"] for row in shown["about"]] == ["azerbaijani-kurdamir-airfield", "gap-kurdamir-talks"]
    assert parts_of(shown["parts"]) == [
        ("kurdamir-airfield-modernization-talks", "Kurdamir airfield"),
        ("misprint-now-twice", "Kurdamir airfield"),
    ]
    ended = azmil("show", "kurdamir")
    assert (ended.code, ended.err) == (0, "")
    head, _, below = ended.out.partition("\nabout its parts\n")
    assert "kurdamir-airfield-modernization-talks" not in head
    assert sum(line.strip(" …").startswith("Kurdamir airfield ") for line in below.splitlines()) == 1  # not repeated
    assert json.loads(azmil("show", "kurdamir", "--format", "json").out) == shown
    assert base.show("osa-ii")["parts"] == []
    assert "about its parts" not in azmil("show", "osa-ii").out


def test_many_records_about_parts_are_counted_by_part(azmil: Callable[..., Result], base: Base) -> None:
    """The sheet of a country does not list hundreds of rows, but says how many there are and how to list them."""
    count = len(base.show("azerbaijan")["parts"])
    assert count > 300
    ended = azmil("show", "azerbaijan")
    assert ended.err == (
        f"azmil: {count} records about its parts are only counted; list them with 'azmil show azerbaijan --all'\n"
    )
    below = ended.out.partition("\nabout its parts\n")[2].splitlines()[3:]
    assert sum(int(line.split()[-1]) for line in below) == count
    everything = azmil("show", "azerbaijan", "--all")
    assert everything.err == ""
    assert len(everything.out.splitlines()) > len(ended.out.splitlines()) + 200


@provokes("reports.naming.ALSO_LONGER")
@pytest.mark.usefixtures("fault")
def test_an_exact_name_also_matches_longer_names(azmil: Callable[..., Result], base: Base) -> None:
    """Barshadli was Chief of Staff (line 82), Sulkevich and Gaitabashi were that of the ADR's army (68)."""
    ended = azmil("query", "people", "--post", "chief of staff", "--format", "json")
    assert [(row["person"], row["lines"]) for row in ended.rows] == [
        ("Valeh Barshadli", "82"),
        ("Mamedbey Sulkevich", "68, 206"),
        ("Abdulhamid bey Gaitabashi", "68, 206"),
    ]
    assert ended.err == (
        "azmil: 'chief of staff' also matches longer names: 'Chief of Staff of the ADR Army'; "
        "use 'azerbaijani-chief-of-staff' to match only one\n"
        "azmil: a known gap: The chief of staff of the ADR Army from June 1918 to March 1919 is not named; "
        "see: azmil show gap-adr-chief-of-staff-1918\n"
    )
    one = azmil("query", "people", "--post", "azerbaijani-chief-of-staff", "--format", "json")
    assert ([row["person"] for row in one.rows], one.err) == (["Valeh Barshadli"], "")
    assert base.count("people", post="chief of staff") == 3
    without = base.count("people", exclude={"post": "chief of staff"})
    # Barshadli, who held two posts, and the two chiefs of the ADR Army: 19 rows about 17 people, 16 about 15 without them.
    assert without == 15
    # The ministers, but not the deputy of line 67: lines 66 and 67, 82 and 170.
    ministers = azmil("query", "people", "--post", "Minister of Defense", "--format", "json")
    assert {row["person"] for row in ministers.rows} == {
        "Khosrov bey Sultanov", "Samedbey Mehmandarov", "Valeh Barshadli", "Safar Abiyev",
    }  # fmt: skip
    assert "'Minister of Defense' does not match 'Deputy Minister of Defense of the " in ministers.err


@provokes("reports.naming.NOT_LONGER")
@pytest.mark.usefixtures("fault")
def test_a_name_inside_the_name_of_another_thing_is_only_noted(azmil: Callable[..., Result]) -> None:
    """The artillery regiments of the 4th Army are not an army (line 75)."""
    ended = azmil("query", "units", "--unit", "4th army", "--columns", "unit", *CSV)
    assert ended.out == "unit,hedge,lines\nSoviet 4th Army,,212\n"
    assert ended.err.startswith("azmil: '4th army' does not match 'air defense brigades of the 4th Army', ")
    assert ended.err.splitlines()[0].endswith("; add their names or ids to match them too")
    assert "does not match" not in azmil("query", "units", "--unit", "4th-army", *CSV).err


@provokes("ask.records.LONGER")
@pytest.mark.usefixtures("fault")
def test_a_record_with_an_exact_name_is_shown_with_a_note(azmil: Callable[..., Result]) -> None:
    note = (
        "azmil: 'chief of staff' means 'azerbaijani-chief-of-staff' here; longer names that contain it: "
        "'Chief of Staff of the ADR Army (adr-chief-of-staff)'\n"
    )
    for command in (("show",), ("cite",), ("query", "facts", "--about"), ("timeline", "--about")):
        ended = azmil(*command, "chief of staff")
        assert (ended.code, ended.err.startswith(note)) == (0, True)
        assert note not in azmil(*command, "azerbaijani-chief-of-staff").err


@pytest.mark.parametrize(
    ("report", "filters", "wider", "narrower"),
    [
        ("equipment", {"category": "aircraft"}, "aircraft", "helicopters"),
        ("equipment", {"equipment": "aircraft"}, "aircraft", "MiG-29"),
    ],
    ids=str,
)
def test_a_filter_includes_what_is_narrower(
    base: Base, report: str, filters: dict[str, Any], wider: str, narrower: str
) -> None:
    """A class includes its types, also where it is excluded."""
    found = [row["equipment"] for row in base.query(report, where=filters)]
    assert {wider, narrower} <= set(found)
    others = [row["equipment"] for row in base.query(report, exclude=filters)]
    assert not {wider, narrower} & set(others)
    assert len(found) + len(others) == base.count(report)


def test_a_place_and_an_agreement_include_what_is_within_them(base: Base) -> None:
    """Every deployment is inside or outside a place; the IPAP and its Presentation Document are the agreement."""
    inside = base.count("deployments", place="azerbaijan-territory")
    assert inside + base.count("deployments", exclude={"place": "azerbaijan-territory"}) == base.count("deployments")
    assert inside > base.count("deployments", place="baku")
    agreements = {row["agreement"] for row in base.query("agreements", agreement="ipap")}
    assert {"Individual Partnership Action Plan", "IPAP Presentation Document"} <= agreements


def test_repeated_switches_are_harmless_and_repeated_filters_mean_any_of(azmil: Callable[..., Result]) -> None:
    assert azmil("query", "people", "--wide", "--wide", "--count", "--count").code == 0
    several = azmil("query", "people", "--rank", "general", "--rank", "major-general", "--format", "json").rows
    assert {row["rank"] for row in several} == {"general", "major-general"}


def test_python_reports_a_thing_that_does_not_exist(base: Base) -> None:
    with pytest.raises(Error, match="no such record 'zzz'"):
        base.search("navy", about="zzz")


def test_an_agreement_includes_its_parts(azmil: Callable[..., Result]) -> None:
    """The framework document of the Partnership for Peace was signed in 1994 (325)."""
    ended = azmil("query", "agreements", "--agreement", "partnership for peace", "--action", "signed", *CSV)
    (_, row) = ended.out.splitlines()
    assert "PFP Framework Document" in row
    assert ended.code == 0
