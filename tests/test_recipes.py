"""The recipes of docs/recipes.md: every command returns the result derived by hand from the source."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Result

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "recipes.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^\$ azmil (.*)$", re.MULTILINE)

# For each command: a column, its values in order, and the words of the page that give the answer.
ANSWERS: dict[str, tuple[str, list[Any], str]] = {
    "query equipment --branch navy --status held --columns equipment,quantity,scope,lines": (
        "quantity",
        ["6", "2", "7", "2", "5", "7", "2", "5", "1", "1"],
        "24 in all: 7 patrol boats, 7 minesweepers, 6 landing craft, 2 landing cutters",
    ),
    "query transfers --date 2008-06 --columns equipment,quantity,date,lines": (
        "quantity",
        ["6", "3", "6", "6"],
        "Lines 99 and 237 give 15: 6 Orbiter, 6 Aerostar and 3 Searcher",
    ),
    "query equipment --branch navy --status held --sum count": ("sum", ["24"], "`not added` is their number"),
    "query equipment --branch navy --status held --by category --share": (
        "share",
        ["29.2%", "29.2%", "33.3%", "8.3%"],
        "7 of 24, or 29.2 percent.",
    ),
    "query transfers --date 2008-06 --sum count": ("sum", ["15"], "so it is not added"),
    "query measures --cites 147 --kind sappers --kind uxo-operators --kind paramedics --kind assistants --sum value": (
        "sum",
        ["about 311"],
        "About 311: 156 sappers",
    ),
    "query measures --kind active-strength --kind reserve-strength --kind paramilitary-strength --sum value": (
        "sum",
        ["about 716,000"],
        "About 716,000: about 126,000 active",
    ),
    "query measures --kind programme-budget --kind programme-share --sum value --by kind --share": (
        "share",
        ["100.0%", "about 41.2%"],
        "or about 41.2 percent",
    ),
    "query figures --qualifier up-to --columns subject,quantity,unit,lines": (
        "quantity",
        ["as many as 20,000", "up to 6,000"],
        "Two: the deaths in 1920 and the range of the radar at Gabala.",
    ),
    "query productions --maker aeronautics": (
        "equipment",
        ["Aerostar", "IAI Searcher", "Orbiter"],
        "The Aeronautics Company of Israel",
    ),
    "query types --category tank": ("equipment", ["main battle tanks"], "None."),
    "query aliases --kind nato-reporting-name": ("alias", ["SA-2", "SA-2 Guideline"], "Only the S-75"),
    "query people --as-of 1919-11 --certain --columns person,post,date,lines": (
        "person",
        ["Mamedbey Sulkevich"],
        "Mamedbey Sulkevich.",
    ),
    "query people --post azerbaijani-minister-of-defense --columns person,date,lines": (
        "person",
        ["Valeh Barshadli", "Safar Abiyev"],
        "The source does not say.",
    ),
    "gaps --about azerbaijani-minister-of-defense --kind missing-list": ("lines", ["83"], "1992 to 1995 are a gap"),
    'sql "SELECT person, count(DISTINCT post_id) AS posts FROM people_report GROUP BY person HAVING posts > 1"': (
        "person",
        ["Valeh Barshadli"],
        "Only Valeh Barshadli",
    ),
    "query units --superior 4th-army --echelon division --columns unit,lines": (
        "unit",
        [f"{number} Motorized Rifle Division" for number in ("23rd", "60th", "75th", "296th")],
        "The 23rd, 60th, 75th and 296th.",
    ),
    "query organizations --country united-states --kind ministry --kind agency --columns organization,kind,lines": (
        "lines",
        ["184, 319"] * 3,
        "The Departments of Defense and of Homeland Security, and the FBI.",
    ),
    "query cooperation --field training --partner azerbaijani-navy": (
        "lines",
        ["120, 258", "124, 262"],
        "The U.S. Navy, and an unnamed U.S. military company",
    ),
    'query roles --thing "aeronautics company" --columns role,matter,date,lines': (
        "role",
        ["maker"] * 6,
        "In 6 claims",
    ),
    "query facilities --kind radar-station --columns facility,lines": (
        "lines",
        ["130, 131, 136, 268, 269, 274", *["134, 167, 272, 302"] * 2, *["135, 168, 273, 303"] * 2],
        "Five: at Gabala, Agstafa and Lerik, and on the borders with Iran and with Russia.",
    ),
    "query deployments --equipment s-75 --columns equipment,place,lines": (
        "place",
        ["Baku", "border of Azerbaijan with Dagestan", "border of Azerbaijan with Iran"],
        "In and around Baku, and near the borders with Iran and Dagestan.",
    ),
    "conflicts --about iraq-territory --state explained --columns question,says,lines": (
        "lines",
        ["61, 199", "181, 316"],
        "Yes, as of 2006, according to lines 61 and 199; only in the past, according to lines 181 and 316.",
    ),
    "query measures --kind military-budget --columns subject,quantity,unit,date,lines": (
        "quantity",
        ["around 300,000,000", "2,460,000,000"],
        "From around $300 million to $2.46 billion: about $2.16 billion more, or 8.2 times as much.",
    ),
    "query measures --cites 147 --unit person --columns kind,quantity,lines": (
        "quantity",
        ["some 100", "8", "156", "47"],
        "156 sappers, 47 UXO operators, 8 paramedics and some 100 assistants",
    ),
    "query limits --equipment helicopters --columns equipment,maximum,held,excess_at_least,lines": (
        "excess_at_least",
        [26],
        "More than 75 against 50, so at least 26 more",
    ),
    "timeline 1920-04-28": (
        "lines",
        ["70, 208", "71, 209", "72, 210", "71, 209", "71, 209"],
        "The Red Army invaded Azerbaijan.",
    ),
    "query events --since 2006 --until 2006 --kind meeting --kind visit --columns kind,date,lines": (
        "date",
        ["2006-05-19", "2006-05-19", "2006"],
        "Three. One of them is dated only by its year.",
    ),
    "query events --date XXXX-05 --columns kind,date,lines": (
        "lines",
        ["325-326", "170, 305", "176, 311"],
        "A meeting and two visits.",
    ),
    "query agreements --agreement ipap --action applied --action approved --columns party,action,date,lines": (
        "date",
        ["2003-05", "2005-05", "2005-05", "2008-03"],
        "Two years: it applied in May 2003, and the plan was approved in May 2005.",
    ),
    "query facts --modality rumoured --modality denied --columns fact,modality,lines": (
        "modality",
        ["rumoured", "denied", "denied"],
        "One rumour, about Nakhchivan airport, and two denials of it.",
    ),
    "query statements --topic threat --cites 93 --columns fact,lines": (
        "lines",
        ["93, 225"] * 2,
        "That Azerbaijan may retake Karabakh, and the regions around it, by force.",
    ),
    "query conflicts --about tu-16 --columns question,says,lines": (
        "lines",
        ["25", "96, 234"],
        "According to line 25, yes.",
    ),
    "gaps --kind missing-list --columns gap,lines": ("lines", ["83", "96, 234", "155, 285"], "Three lists"),
    "query revisions --earlier revision-2 --later revision-3 --change dropped --cites 82 --columns change,fact,lines": (
        "lines",
        ["82", "82"],
        "Both posts of Valeh Barshadli.",
    ),
    "query misprints --cites 95 --columns printed,meant,lines": (
        "printed",
        ["European Lateral Treaty", "100 fighter jets"],
        'The name of the treaty, and "fighter jets".',
    ),
    "tree 4th-army": ("strength", ["4 divisions"], "Four divisions, one of them with a regiment"),
    "coverage 115-117": ("line", [115, 116, 117], "Ten: patrol boats, minesweepers, and other craft of the navy."),
    "search garabagh --limit 3": (
        "found",
        ["Nagorno-Karabakh", "Armenian forces in Nagorno-Karabakh", "Armenian insurgents in Karabakh"],
        '"Garabagh" finds Nagorno-Karabakh',
    ),
}
CITED = "cite navy-osa-ii"
EXPORTS = {
    "query equipment --output equipment.csv",
    "query figures --output figures.xlsx",
    "show osa-ii --output osa-ii.json",
    "tree azerbaijan --output order-of-battle.svg",
    "tree 4th-army --output 4th-army.dot",
    "query units --format jsonl",
    "query people --format csv --columns person,post,date",
    "query equipment --branch navy --sql",
    "query equipment --save-as boats",
    "query boats --branch navy",
}


def test_every_recipe_is_listed() -> None:
    assert set(COMMAND.findall(PAGE)) == {*ANSWERS, CITED, *EXPORTS}


@pytest.mark.parametrize("command", ANSWERS)
def test_a_recipe_returns_the_documented_answer(command: str, azmil: Callable[..., Result]) -> None:
    column, values, words = ANSWERS[command]
    ended = azmil(*shlex.split(command), "--format", "json")
    assert ended.code == 0
    assert [row[column] for row in ended.rows] == values
    assert words in " ".join(PAGE.split())


def test_parts_and_repeats_are_not_added_up(azmil: Callable[..., Result]) -> None:
    """The 24 craft and the 15 aircraft on the page exclude parts and the repeated statement."""
    craft = azmil("query", "equipment", "--branch", "navy", "--status", "held", "--format", "json").rows
    assert sum(row["count"] for row in craft if row["scope"] != "part") == 24
    aircraft = azmil("query", "transfers", "--date", "2008-06", "--cites", "99", "--format", "json").rows
    assert sum(row["count"] for row in aircraft) == 15


def test_ten_claims_cite_the_lines_about_the_navy(azmil: Callable[..., Result]) -> None:
    claims = ", ".join(row["claims"] for row in azmil("coverage", "115-117", "--format", "json").rows)
    assert len(set(claims.split(", "))) == 10


def test_a_citation_lists_the_line_and_its_repetition(azmil: Callable[..., Result]) -> None:
    ended = azmil(*shlex.split(CITED))
    assert ended.code == 0
    assert [line.split()[0] for line in ended.out.splitlines()[1:]] == ["115", "253"]


def test_exports_have_the_rows_of_their_reports(
    azmil: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands of the last section, in the order of the page, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    pytest.importorskip("xlsxwriter")
    printed = {}
    for command in [command for command in COMMAND.findall(PAGE) if command in EXPORTS]:
        ended = azmil(*shlex.split(command))
        assert ended.code == 0, command
        printed[command] = ended.out
    with (tmp_path / "equipment.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == int(azmil("query", "equipment", "--count").out)
    assert (tmp_path / "figures.xlsx").read_bytes()[:2] == b"PK"
    assert json.loads((tmp_path / "osa-ii.json").read_text(encoding="utf-8"))["name"] == "Osa-II-class patrol boats"
    units = [json.loads(line) for line in printed["query units --format jsonl"].splitlines()]
    assert "Soviet 4th Army" in [unit["unit"] for unit in units]
    assert printed["query people --format csv --columns person,post,date"].startswith("person,post,date")
    assert "branch" in printed["query equipment --branch navy --sql"]
    assert "Osa-II" in printed["query boats --branch navy"]
