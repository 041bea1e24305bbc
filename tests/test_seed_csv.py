"""Seeds in CSV: the same records, problems and edits as in YAML."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as some

from azmil.seeds import check, csv_nodes, seed_files
from azmil.seeds.node import Mapping, Scalar, SeedError, Sequence
from azmil.workbench import csv_patching
from azmil.workbench.patching import Edit
from faults import cases, provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil.errors import Fault
    from conftest import Result

HOLDINGS = """\
id,holder,equipment,count,date,sentence,cite
ruritania-tugs,ruritania,tugs,over 600,,,"1, 4"

ruritania-tugs-2008, ruritania ,tugs,7,2008,Ruritania had 7 tugs in 2008.,3
"""
BOATS = 'id,name,category,cite,aliases\r\ntugs,tugs,warship,"1, 4",tugboats\r\n'


def rows_of(folder: Path) -> dict[str, list[dict[str, object]]]:
    """Return the rows of the records of a folder, without the places of their seeds."""
    checked = check(seed_files([folder], alone=True), may_be_open=True)
    assert checked.problems == []
    return {
        table: [
            {name: value for name, value in asdict(row).items() if name not in ("seed_file", "seed_line")}
            for row in rows
        ]
        for table, rows in checked.rows.items()
    }


def test_records_in_csv_are_those_in_yaml(seeds: Path) -> None:
    expected = rows_of(seeds)
    for name, text in {"holdings/boats": HOLDINGS, "equipment/boats": BOATS}.items():
        (seeds / f"{name}.yaml").unlink()
        (seeds / f"{name}.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert rows_of(seeds) == expected


def test_lists_are_separated_by_semicolons_or_written_in_yaml(seeds: Path) -> None:
    (seeds / "equipment/boats.yaml").unlink()
    path = seeds / "equipment/boats.csv"
    forms = (
        '"tugboats; Osa (nato-reporting-name); {name: T; 1, note: rare}"',
        '"[tugboats, {name: Osa, kind: nato-reporting-name}, {name: T; 1, note: rare}]"',
    )
    for form in forms:
        path.write_text(BOATS.replace("\r\n", "\n").replace(",tugboats\n", f",{form}\n"))
        aliases = [row for row in rows_of(seeds)["aliases"] if row["record_id"] == "tugs"]
        assert [(row["name"], row["kind"], row["note"]) for row in aliases] == [
            ("tugboats", "variant", None),
            ("Osa", "nato-reporting-name", None),
            ("T; 1", "variant", "rare"),
        ]


NAMES = "id,holder,equipment,count,cite\n"
PROBLEMS = [
    ("seeds.csv_nodes.UNCLOSED", NAMES + 'a,"ruritania,tugs,7,3\n', "2:3: the cell begins with a quote that is not closed; end it with '\"', and double each quote inside it"),
    ("seeds.csv_nodes.AFTER_QUOTE", NAMES + 'a,"rur"itania,tugs,7,3\n', "2:3: the cell has text after its closing quote; double each quote inside the cell, or remove the text"),
    ("seeds.csv_nodes.WIDTH", NAMES + "a,ruritania,tugs,7,1, 4\n", "2:1: the row has 6 cells, the first row 5; add or remove commas, or quote cells that contain commas"),
    ("seeds.csv_nodes.NO_HEADING", "id,,equipment\na,b,c\n", "1:4: the name of the field in column 2 is missing; write it in the first row"),
    ("seeds.csv_nodes.SEPARATOR", NAMES.replace(",", ";"), "1:1: the cells are separated by semicolons; separate them by commas"),
    ("seeds.events.TWICE", "id,count,id\n", "1:10: 'id' is given twice, first on line 1; remove one of them"),
    ("seeds.node.CONTROL", NAMES + "a,ruri\x07tania,tugs,7,3\n", "2:3: the control character U+0007 is not allowed here; remove it"),
    ("seeds.nodes.NO_YAML", "id,holder,aliases\na,b,[c\n", "2:5: invalid YAML: did not find expected ',' or ']'; quote the text, or fix the brackets or the indentation"),
    ("seeds.items.NO_FIELD", NAMES.replace("count", "cuont") + "a,ruritania,tugs,7,3\n", "1:21: no such field 'cuont' in holdings; did you mean 'count'?"),
    ("seeds.items.MISSING", NAMES + '"a\nb",ruritania,tugs,,3\n', "2:1: 'count' is missing; add it: number held, or 'unstated' if the source gives none"),
    ("values.quantities.NO_QUANTITY", NAMES + 'a,ruritania,tugs,"x\ny",3\na-1,ruritania,tugs,many more,3\n', "4:20: 'many more' is not a valid quantity"),
    ("seeds.book.NO_RECORD", NAMES + 'a,"ruritania",tugz,7,3\n', "2:15: no such id 'tugz' in equipment; did you mean 'tugs'?"),
    ("seeds.book.NO_LINE", NAMES + 'a,"ruritania",tugs,7,"3, 9"\n', "2:22: line 9 does not exist: 'report' has lines 1 to 4; cite lines in that range"),
]  # fmt: skip


@cases("text, line", PROBLEMS)
@pytest.mark.usefixtures("fault")
def test_problems_are_at_the_line_and_column_of_the_cell(
    run: Callable[..., Result], seeds: Path, text: str, line: str
) -> None:
    (seeds / "holdings/x.csv").write_text(text)
    checked = run("check", "seeds", "--alone", "--open")
    assert any(each.startswith(f"seeds/holdings/x.csv:{line}") for each in checked.out.splitlines()), checked.out


def test_an_empty_file_and_an_empty_row_are_no_problem(run: Callable[..., Result], seeds: Path) -> None:
    (seeds / "holdings/x.csv").write_text("")
    (seeds / "holdings/y.csv").write_text("\n" + NAMES + ",,,,\n\n")
    checked = run("check", "seeds", "--alone", "--open")
    assert (checked.code, checked.out) == (0, "")


def test_cells_are_replaced_in_place_and_new_fields_become_columns() -> None:
    text = '\ufeffid,cite ,note\r\na,"1, 4",\r\n\r\nb, 3 ,"x\r\ny"'
    assert csv_patching.edited(text, [Edit(2, 3, "5"), Edit(4, 3, "3, 5"), Edit(4, 7, 'a "b"')]) == (
        '\ufeffid,cite ,note\r\na,"5",\r\n\r\nb,"3, 5","a ""b"""'
    )
    assert csv_patching.patched(text, {(4, 1): {"reason": "a, b", "cite": None, "date": "2008"}}) == (
        '\ufeffid,cite ,note,date,reason\r\na,"1, 4",,,\r\n\r\nb,,"x\r\ny",2008,"a, b"'
    )
    assert csv_patching.values_of(text)[4, 7] == "x\r\ny"


def test_lines_in_csv_are_judged(run: Callable[..., Result], seeds: Path) -> None:
    (seeds / "passages/report.yaml").unlink()
    path = seeds / "passages/report.csv"
    path.write_text(
        "source,line,fingerprint,verdict\nreport,1,aaaa,\nreport,2,,blank\nreport,3,bbbb,\nreport,4,cccc,\n"
    )
    (seeds / "equipment/boats.yaml").write_text("- {id: tugs, name: tugs, category: warship}\n")
    (seeds / "organizations/states.yaml").write_text("- {id: ruritania, name: Ruritania, organization_kind: state}\n")
    holdings = seeds / "holdings/boats.yaml"
    holdings.write_text(holdings.read_text().replace("cite: 1, 4", "cite: 1"))
    judged = run("judge", "seeds", "report:4", "a heading, no more")
    assert (judged.code, judged.err) == (0, "azmil: judged that 1 line states nothing: 4\n")
    assert path.read_text() == (
        "source,line,fingerprint,verdict,reason\nreport,1,aaaa,,\nreport,2,,blank,\nreport,3,bbbb,,\n"
        'report,4,cccc,nothing,"a heading, no more"\n'
    )


def test_further_lines_of_a_claim_in_csv_are_written_to_its_cell(run: Callable[..., Result], seeds: Path) -> None:
    (seeds / "holdings/boats.yaml").unlink()
    (seeds / "holdings/boats.csv").write_text(HOLDINGS)
    added = run("new", "holding", "ruritania-tugs-2008", "--also", "1", "--alone")
    assert (added.code, added.out.splitlines()[0]) == (0, "# seeds/holdings/boats.csv:4")
    assert (seeds / "holdings/boats.csv").read_text() == HOLDINGS.replace(",3\n", ',"report:3, 1, 4"\n')


def document(seeds: Path, lines: list[str]) -> Path:
    """Write a document with these lines; return its path."""
    path = seeds.parent / "report.txt"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_citations_in_csv_follow_a_new_edition(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = ["Ruritania has a coast guard.", "It has 7 tugs.", "Its base is at Strelsau.", "It was founded in 1919."]
    seeds = tmp_path / "seeds"
    run("source", "add", str(document(seeds, lines)), "--seeds", "seeds")
    (seeds / "holdings").mkdir()
    (seeds / "organizations").mkdir()
    (seeds / "organizations/x.csv").write_text("id,name,organization_kind\nruritania,Ruritania,state\n")
    path = seeds / "holdings/x.csv"
    path.write_text(NAMES + "a,ruritania,patrol-boats,7,report:2\n" + 'b,ruritania,patrol-boats,8,"1-2, 4"\n')
    updated = run("source", "update", str(document(seeds, ["A preface.", *lines])), "--seeds", "seeds", "--write")
    assert updated.code == 0, updated.err
    assert path.read_text() == NAMES + "a,ruritania,patrol-boats,7,report:3\n" + 'b,ruritania,patrol-boats,8,"2-3, 5"\n'
    run(
        "source",
        "update",
        str(document(seeds, [*lines[:1], "It has 8 tugs.", *lines[2:]])),
        "--seeds",
        "seeds",
        "--write",
    )
    recited = run("recite", "seeds", "a", "report:2")
    assert recited.err.startswith("azmil: 'a' cites report:2, no longer report-edition-2:3\n")
    assert path.read_text().splitlines()[1] == "a,ruritania,patrol-boats,7,2"


@provokes("workbench.new_edition.IN_CSV")
def test_a_source_described_in_csv_has_no_new_edition(run: Callable[..., Result], seeds: Path, fault: Fault) -> None:
    (seeds / "passages/report.yaml").unlink()
    path = seeds / "passages/report.csv"
    path.write_text(
        "source,line,fingerprint,verdict\nreport,1,aaaa,\nreport,2,,blank\nreport,3,bbbb,\nreport,4,aaaa,\n"
    )
    new = document(seeds, ["x"])
    ended = run("source", "update", str(new), "--seeds", "seeds", "--source", "report")
    message = f"cannot compare '{new}' with 'report': 'seeds/passages/report.csv' is a CSV file"
    hint = "write its rows as YAML; records that cite the source may stay in CSV files"
    assert (ended.code, ended.err.splitlines()[-1]) == (fault.code, f"azmil: {message}; {hint}")


# Parts of rows: cells with and without quotes, and what makes a row one that is not read quickly.
CELLS = (
    "",
    "a",
    " b ",
    '"a, b"',
    '"a ""b"""',
    '""',
    ' "a"',
    'a"b',
    '"a\nb"',
    "e\u0301",
    '"c"d',
    ",",
    ",",
    "\n",
    "\n",
    "\r\n",
)


def parsed(text: str) -> object:
    """Return the nodes of a CSV file, or its problem."""
    try:
        return csv_nodes.parse(text, "x.csv", {"aliases": csv_nodes.ListField("name", "kind")})
    except SeedError as error:
        return error.problem


@settings(max_examples=400, deadline=None, database=None)
@given(some.lists(some.sampled_from(CELLS), max_size=14).map("".join))
def test_rows_read_quickly_are_those_read_cell_by_cell(text: str) -> None:
    whole = f"id,name,aliases\n{text}"
    with patch.object(csv_nodes, "is_clean", return_value=False):
        expected = parsed(whole)
    assert parsed(whole) == expected
    event(type(expected).__name__)


def test_most_rows_are_not_read_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_nodes, "_item", None)
    found = parsed('id,name,aliases\n a ,"b, ""c""",\n,d,\n')
    assert found == Sequence(1, 1, [
        Mapping(2, 1, {"id": (Scalar(1, 1, "id"), Scalar(2, 1, "a")), "name": (Scalar(1, 4, "name"), Scalar(2, 5, 'b, "c"'))}),
        Mapping(3, 1, {"name": (Scalar(1, 4, "name"), Scalar(3, 2, "d"))}),
    ])  # fmt: skip
