"""Hedges in words: in every format but those of terminals, next to the figure or fact, with the lines after them."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from azmil import formats, reports
from azmil.formats.base import MARKS
from azmil.values.hedges import unsaid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from azmil.paths import Address
    from conftest import Result

    Run = Callable[..., Result]

# The column that the hedge of each report follows: a quantity, a fact, or the name of a thing that the row is about.
HEDGED = {
    "agreements": "fact", "aliases": "alias", "conflicts": "says", "cooperation": "fact", "deployments": "strength",
    "equipment": "quantity", "events": "event", "facilities": "facility", "facts": "fact", "figures": "quantity",
    "gaps": "gap", "limits": "maximum", "measures": "quantity", "misprints": "meant", "organizations": "fact",
    "people": "fact", "places": "fact", "productions": "fact", "revisions": "fact", "roles": "fact", "statements": "fact",
    "transfers": "quantity", "types": "equipment", "units": "fact",
}  # fmt: skip
WORDS = {
    "rumoured": "rumoured", "planned": "planned", "negotiated": "negotiated", "contracted": "contracted",
    "permitted": "permitted", "feared": "feared", "denied": "denied", "opinion": "opinion",
}  # fmt: skip
# Commands whose rows are records: reports with all their columns, and other lists of claims.
LISTS = {
    **{report: ["query", report] for report in HEDGED},
    "facts, sorted": ["query", "facts", "--sort", "-date,kind"],
    "facts about the navy": ["query", "facts", "--about", "azerbaijani-navy"],
    "facts as of a date": ["query", "facts", "--as-of", "2006"],
    "chosen columns": ["query", "equipment", "--columns", "id,holder,modality"],
    "a figure": ["query", "transfers", "--columns", "count,recipient,id", "--sort", "-count"],
    "timeline": ["timeline"],
    "undated": ["timeline", "--undated"],
    "search": ["search", "azerbaijan", "--limit", "1000"],
}
PLAIN = [name for name in formats.NAMES if not formats.find(name).draws]


def listed(azmil: Run, arguments: list[str], form: str, folder: Path) -> list[dict[str, Any]]:
    """Return the rows that a command writes in a format, as text by column name."""
    every = ["--all"] if "facts" in arguments or "timeline" in arguments else []
    if form == "xlsx":
        path = folder / "answer.xlsx"
        ended = azmil(*arguments, *every, "--output", str(path))
        assert ended.code == 0, ended.err
        heads, *rows = openpyxl.load_workbook(path)["answer"].iter_rows(values_only=True)
    else:
        ended = azmil(*arguments, *every, "--format", form)
        assert ended.code == 0, ended.err
        heads, *rows = table(ended.out, form)
    return [dict(zip(map(str, heads), map(shown, row), strict=True)) for row in rows]


def shown(value: object) -> str:
    """Return a value as text."""
    return "" if value is None else str(value)


def table(text: str, form: str) -> list[tuple[Any, ...]]:
    """Return the header and the rows of a result."""
    if form in ("csv", "tsv"):
        return [
            tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t" if form == "tsv" else ",")
        ]
    if form in ("json", "jsonl"):
        found = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
        return [tuple(found[0]), *(tuple(row.values()) for row in found)]
    if form == "md":
        lines = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines()]
        cells = [tuple(re.sub(r"\\(.)", r"\1", cell[1:-1]) for cell in line) for line in lines]
        return [cells[0], *cells[2:]]
    rows = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    return [tuple(unescape(cell) for cell in re.findall(r"<t[dh]>(.*?)</t[dh]>", row, re.DOTALL)) for row in rows]


@pytest.fixture(scope="module")
def hedges(database: Address) -> dict[str, str]:
    """The hedge of each record in words, worked out from its modality, its speaker, its doubts and its conflicts."""
    import azmil as azmil_package

    with azmil_package.open(str(database)) as base:
        return {row["id"]: "; ".join(hedge_of(row)) for row in records_of(base)}


def records_of(base: Base) -> list[dict[str, Any]]:
    """Return what the hedge of each record depends on."""
    sides = """SELECT side.claim_id FROM conflict_sides AS side JOIN conflicts AS c ON c.id = side.conflict_id
        WHERE c.state = 'open' AND c.conflict_kind"""
    found = base.sql(
        f"""SELECT r.id, r.modality, r.standing, speaker.article, speaker.name AS speaker,
            r.id IN ({sides} <> 'tension') AS is_disputed, r.id IN ({sides} = 'tension') AS is_in_tension
        FROM records AS r LEFT JOIN records AS speaker ON speaker.id = r.attribution_id""",
        max_rows=None,
    )
    return list(found)


def hedge_of(record: dict[str, Any]) -> list[str]:
    """Return the parts of a hedge."""
    parts = [WORDS[record["modality"]]] if record["modality"] != "asserted" else []
    if record["speaker"]:
        parts.append(f"according to {record['article'] or ''} {record['speaker']}".replace("  ", " "))
    parts += ["doubtful"] * (record["standing"] == "doubted")
    parts += ["contradicted elsewhere"] * record["is_disputed"]
    parts += ["in tension with another passage"] * record["is_in_tension"]
    return parts


def test_every_report_is_covered() -> None:
    assert sorted([*HEDGED, "sources"]) == reports.names()  # a source is not a claim


@pytest.mark.parametrize("name", LISTS)
def test_every_row_that_is_not_plainly_asserted_says_so_in_words(
    name: str, azmil: Run, base: Base, hedges: dict[str, str], tmp_path: Path
) -> None:
    """The hedge follows the figure or fact, the lines follow the hedge, and no format has marks instead of words."""
    marks = {mark for mark, *_ in MARKS.values()} | {row["mark"] for row in base.sql("SELECT mark FROM modalities")}
    beyond_ascii = {mark for mark in marks if not mark.isascii()}
    assert beyond_ascii == set("»†≈‡…≤¬")
    of = "claim" if name == "conflicts" else "id"
    for form in PLAIN:
        rows = listed(azmil, LISTS[name], form, tmp_path)
        assert rows
        assert not beyond_ascii & set(str(rows)), form
        names = list(rows[0])
        assert names.count("lines") == names.count("hedge") == 1
        at = names.index("hedge")
        assert names[at + 1] == "lines", form
        if name in HEDGED:
            assert names[at - 1] == HEDGED[name], form
        if name in ("units", "organizations"):  # the hedge is that of the relation, which has no column with its id
            assert [(row[of], row["hedge"]) for row in rows] == [(row[of], in_row(row)) for row in rows], form
        else:
            assert [(row[of], row["hedge"]) for row in rows] == [(row[of], hedges.get(row[of], "")) for row in rows], (
                form
            )


def in_row(row: dict[str, Any]) -> str:
    """Return the hedge of a row without a speaker, from its other columns."""
    assert row["said_by"] == ""
    words = ["doubtful", "contradicted elsewhere", "in tension with another passage"]
    flags = [row[name] in ("1", "True", "yes") for name in ("doubtful", "disputed", "in_tension")]
    found = [word for word, is_so in zip(words, flags, strict=True) if is_so]
    return "; ".join([*[WORDS.get(row["modality"], "")] * (row["modality"] != "asserted"), *found])


def test_a_limit_has_the_hedge_of_the_holding_too(azmil: Run) -> None:
    """Other passages give other numbers of the air force's aircraft and helicopters (54, 192)."""
    rows = azmil("query", "limits", "--format", "json").rows
    assert {row["held"]: row["held_hedge"] for row in rows} == {
        "over 220": "in tension with another passage",
        "more than 75": "in tension with another passage",
    }


@pytest.mark.parametrize("report", HEDGED)
def test_the_hedge_and_the_lines_are_next_to_a_chosen_column(report: str, azmil: Run) -> None:
    one_of_each_type = {
        column.type: column.name for column in reports.find(report).columns if "hedge" not in column.name
    }
    for type_ in one_of_each_type.keys() - {"lines", "date"}:
        column = one_of_each_type[type_]
        printed = azmil("query", report, "--columns", column, "--format", "csv", "--limit", "1").out
        held = ["held_hedge"] * (column == "held")
        assert printed.partition("\n")[0].split(",") == [column, *held, "hedge", "lines"]


@pytest.mark.parametrize(
    ("arguments", "header"),
    [
        (["query", "equipment", "--columns", "holder,count,country"], "holder,count,hedge,lines,country"),
        (["query", "equipment", "--columns", "fact,quantity,holder"], "fact,quantity,hedge,lines,holder"),
        (["query", "equipment", "--columns", "quantity,date"], "quantity,hedge,lines,date,observed"),
        (["query", "facts", "--columns", "witnesses,fact,kind"], "witnesses,fact,hedge,lines,kind"),
        (["query", "facts", "--columns", "lines,fact,kind"], "lines,fact,hedge,kind"),
        (["query", "facts", "--columns", "hedge,kind,fact"], "hedge,lines,kind,fact"),
        (["query", "limits", "--columns", "held,party"], "held,held_hedge,hedge,lines,party"),
        (["query", "limits", "--columns", "held,maximum"], "held,held_hedge,maximum,hedge,lines"),
        (["tree", "azerbaijani-navy"], "id,name,kind,country,parent_id,depth,relation,strength,hedge,lines"),
        (
            ["query", "equipment", "--by", "holder"],
            "holder,status,modality,rows,sum,hedge,figure,at_least,at_most,without_number,not_added",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_columns_of_a_result(arguments: list[str], header: str, azmil: Run) -> None:
    """Columns are printed in the order in which they are chosen; the hedge and the lines are added to them."""
    assert azmil(*arguments, "--format", "csv").out.partition("\n")[0] == header


def test_a_sum_of_rows_that_are_not_all_plain_says_so_in_words(azmil: Run) -> None:
    """The strengths of the air force's aircraft are in tension with another passage (54, 192)."""
    for report, quantity in (("equipment", "count"), ("transfers", "count"), ("measures", "value")):
        rows = azmil("query", report, "--sum", quantity, "--by", "modality", "--format", "json").rows
        assert [row["hedge"].partition(" (")[0].partition(";")[0] for row in rows if row["modality"] != "asserted"] == [
            row["modality"] for row in rows if row["modality"] != "asserted"
        ]


def test_a_record_says_its_hedge_in_words(azmil: Run, hedges: dict[str, str]) -> None:
    for id_ in ("hermes-talks", "navy-osa-ii", "l-29-czech-made"):
        record = json.loads(azmil("show", id_, "--format", "json").out)
        assert record.get("hedge", "") == hedges[id_]
        for row in record["about"]:
            assert (row["hedge"] or "") == hedges[row["id"]]
    navy = json.loads(azmil("show", "azerbaijani-navy", "--format", "json").out)
    of = [list(row) for row in (navy["about"][0], navy["parts"][0])]
    assert [names[names.index("fact") : names.index("fact") + 3] for names in of] == [["fact", "hedge", "lines"]] * 2


def test_a_table_joins_a_unit_to_its_quantity_and_not_to_the_lines(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    aid = azmil("query", "measures", "--kind", "aid").out.splitlines()
    assert aid[2].split() == ["≈", "us-military-aid", "United", "States", "aid", "$9,000,000", "15"]
    strength = azmil("query", "measures", "--kind", "active-strength", "--format", "vertical").out
    assert "quantity  about 126,000 people\n" in strength
    assert "lines     87, 219\n" in strength


@pytest.mark.parametrize(
    ("sentence", "hedge", "rest"),
    [
        ("Ruritania is rumoured to have 6 tugs.", "rumoured", ""),
        ("Ruritania has 6 tugs.", "rumoured", "rumoured"),
        ("Ruritania has 6 tugs.", None, ""),
        ("Ruritania is due to receive 6 tugs.", "planned; contradicted elsewhere", "contradicted elsewhere"),
        ("Ruritania has 6 planes.", "planned", "planned"),
        ("Talks are under way for Ruritania to receive 6 tugs.", "negotiated; doubtful", "doubtful"),
        ("Under a contract, Ruritania is to receive 6 tugs.", "contracted", ""),
        ("Ruritania is permitted to have 6 tugs.", "permitted", ""),
        ("It is feared that Ruritania lost 6 tugs.", "feared", ""),
        ("Borduria denies that Ruritania lost 6 tugs.", "denied; according to Borduria", ""),
        ("In the opinion of Borduria, Ruritania is weak.", "opinion; according to Borduria", ""),
        ("Ruritania has 6 tugs, according to the BBC.", "rumoured; according to the BBC", "rumoured"),
        ("Borduria has 6 tugs.", "according to Borduria", "according to Borduria"),
        ("Ruritania may have 6 tugs (guessed).", "guessed", ""),
    ],
)
def test_a_hedge_that_a_sentence_says_is_not_said_again(sentence: str, hedge: str | None, rest: str) -> None:
    assert unsaid(hedge, sentence) == rest
