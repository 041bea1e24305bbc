"""The rows of the pages are those of the command line: for all facets, all columns to sort by, and any of both."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shlex
import shutil
import subprocess
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

import pytest

import azmil as azmil_package
from azmil import reports
from azmil.api.contents import contents as contents_of
from azmil.formats.base import text
from azmil.formats.csv import FORMAT
from azmil.publish import choices
from azmil.publish.index import index
from azmil.publish.page import Links
from azmil.publish.tables import table_of
from azmil.values.answers import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from azmil import Base
    from azmil.values.contents import Contents
    from conftest import Result

    Run = Callable[..., Result]

SCRIPT = """
const { tables, asked } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const made = new Map(Object.entries(tables).map(([name, of]) => [name, azmilRows.table(of.heads, of.cells, of.choices)]));
const values = Object.fromEntries([...made].map(([name, table]) => [name, Object.fromEntries(
  tables[name].heads.filter((head) => head.isFacet).map((head) => {
    const listed = table.values(head.name), counts = table.counts(azmilRows.read(""), head.name, listed);
    return [head.name, listed.map(([value, depth]) => [value, depth, counts.get(value)])];
  }))]));
const answers = asked.map(([report, query]) => {
  const { state, problems } = made.get(report).known(azmilRows.read(query));
  return [made.get(report).csv(state), made.get(report).command(report, state), problems, azmilRows.written(state)];
});
console.log(JSON.stringify({ values, answers }));
"""


class Asked(NamedTuple):
    """A report, the values chosen in its facets, and a column to sort by."""

    report: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = ""

    @property
    def address(self) -> str:
        """The part of the address of its page after the question mark."""
        given = [(name, value) for name, values in self.where for value in values]
        return urlencode([*given, *[("sort", self.sort)] * bool(self.sort)])


class Made(NamedTuple):
    """What the script makes of a state: the CSV, the command, the problems, and the address as it writes it."""

    csv: str
    command: str
    problems: list[str]
    address: str


@pytest.fixture(scope="module")
def contents(database: Path) -> Contents:
    """The contents of the real base."""
    with azmil_package.open(database) as base:
        return contents_of(base)


@pytest.fixture(scope="module")
def node() -> str:
    """The path of Node.js."""
    found = shutil.which("node")
    if found is None:
        assert "AZMIL_ALL_BROWSERS" not in os.environ
        pytest.skip("Node.js is not installed")
    return found


def in_browser(
    contents: Contents, asked: Sequence[Asked | tuple[str, str]], node: str, folder: Path
) -> tuple[dict[str, dict[str, list[list[Any]]]], list[Made]]:
    """Return the values of the facets with their depths and counts, and what the script makes of each state."""
    tables = {
        report.name: {
            "heads": [
                {"name": head.name, "isFacet": head.is_facet, "isFlag": head.is_flag}
                for head in table_of(answer, "article", Links(is_one_file=True), has_all=True).heads
            ],
            "cells": [[text(value) for value in row[: len(report.columns)]] for row in answer.rows],
            "choices": choices.of(answer, contents.choices[report.name]),
        }
        for report, answer in contents.tables
    }
    scripts = [
        resources.files("azmil.publish").joinpath("templates", name).read_text(encoding="utf-8")
        for name in ("search.js", "rows.js")
    ]
    (folder / "run.js").write_text("".join([index(contents), *scripts, SCRIPT]), encoding="utf-8")
    states = [(each.report, each.address) if isinstance(each, Asked) else each for each in asked]
    ended = subprocess.run(
        [node, str(folder / "run.js")], input=json.dumps({"tables": tables, "asked": states}),
        capture_output=True, encoding="utf-8", check=True, timeout=120,
    )  # fmt: skip
    found = json.loads(ended.stdout)
    return found["values"], [Made(*answer) for answer in found["answers"]]


def of_azmil(base: Base, asked: Asked) -> str:
    """Return the CSV of a question."""
    flags = {column.name for column in reports.find(asked.report).columns if column.type == "flag"}
    where = {name: [value == "1" for value in values] if name in flags else values for name, values in asked.where}
    stream = io.StringIO()
    assert FORMAT.write_rows is not None
    FORMAT.write_rows(base.ask(Question(asked.report, where, sort=[asked.sort] if asked.sort else [])), stream)
    return stream.getvalue()


def different(base: Base, asked: list[Asked], made: list[Made]) -> list[Asked]:
    """Return the questions that azmil answers in another way than the script."""
    return [each for each, found in zip(asked, made, strict=True) if found.csv != of_azmil(base, each)]


def sample(choose: random.Random, known: list[Asked], most: int) -> list[Asked]:
    """Return some questions, or all if the environment asks for everything."""
    return (
        known if os.environ.get("AZMIL_ALL_BROWSERS") == "everything" else choose.sample(known, min(most, len(known)))
    )


def test_each_value_of_a_facet_shows_the_rows_of_its_filter(
    contents: Contents, base: Base, node: str, tmp_path: Path
) -> None:
    values, _ = in_browser(contents, [], node, tmp_path)
    single = [
        Asked(report, ((name, (value,)),))
        for report, of in values.items() for name, listed in of.items() for value, _, _ in listed
    ]  # fmt: skip
    counts = [count for of in values.values() for listed in of.values() for _, _, count in listed]
    widening = [
        each for each in single if each.where[0][1][0] in contents.choices[each.report].taken.get(each.where[0][0], {})
    ]
    assert len(single) > 2400
    assert len(widening) > 100
    asked = [*widening, *sample(random.Random(5), single, 150)]
    _, made = in_browser(contents, asked, node, tmp_path)
    assert different(base, asked, made) == []
    rows = dict(zip(single, counts, strict=True))
    assert [len(list(csv.reader(io.StringIO(each.csv)))) - 1 for each in made] == [rows[each] for each in asked]
    assert [each.problems for each in made if each.problems] == []


def test_each_column_sorts_as_on_the_command_line(contents: Contents, base: Base, node: str, tmp_path: Path) -> None:
    known = [
        Asked(report.name, (), f"{sign}{column.name}")
        for report, _ in contents.tables for column in report.columns for sign in ("", "-")
    ]  # fmt: skip
    small = [each for each in known if each.report not in ("roles", "revisions", "facts", "statements", "figures")]
    asked = list(dict.fromkeys([*sample(random.Random(6), small, 200), *sample(random.Random(7), known, 30)]))
    _, made = in_browser(contents, asked, node, tmp_path)
    assert different(base, asked, made) == []


def test_any_choice_shows_the_rows_of_the_command_line(
    contents: Contents, base: Base, node: str, tmp_path: Path
) -> None:
    choose = random.Random(int(os.environ.get("AZMIL_SEED", "8")))
    values, _ = in_browser(contents, [], node, tmp_path)
    asked = []
    for _ in range(int(os.environ.get("AZMIL_CHOICES", "60"))):
        report, _ = choose.choice(contents.tables)
        facets = {name: listed for name, listed in values[report.name].items() if listed}
        where = []
        for name in choose.sample(sorted(facets), choose.randint(1, min(3, len(facets)))):
            most = 1 if report.column(name).type == "flag" else min(3, len(facets[name]))  # type: ignore[union-attr]
            chosen = choose.sample([value for value, _, _ in facets[name]], choose.randint(1, most))
            where.append((name, tuple(chosen)))
        sort = choose.choice(["", *(f"{sign}{column.name}" for column in report.columns for sign in ("", "-"))])
        asked.append(Asked(report.name, tuple(where), sort))
    _, made = in_browser(contents, asked, node, tmp_path)
    assert different(base, asked, made) == []
    assert sum(each.csv.count("\n") > 1 for each in made) > len(made) // 3


def test_the_command_next_to_the_rows_gives_them(contents: Contents, azmil: Run, node: str, tmp_path: Path) -> None:
    asked = [
        Asked("equipment", (("branch", ("navy", "air-force")), ("disputed", ("0",))), "-count"),
        Asked("equipment", (("category", ("aircraft",)),)),
        Asked("people", (("post", ("Chief of Staff",)),), "person"),
        Asked("misprints", (("subject", ("Republican Prosecutor's Office",)),)),
        Asked("facts", (("hedge", ("doubtful; in tension with another passage",)),), "lines"),
    ]
    _, made = in_browser(contents, asked, node, tmp_path)
    assert made[0].command == (
        "azmil query equipment --branch navy --branch air-force --no-disputed --sort=-count --format csv"
    )
    assert [azmil(*shlex.split(each.command)[1:]).out for each in made] == [each.csv for each in made]


def test_a_value_that_no_row_has_matches_none(contents: Contents, base: Base, node: str, tmp_path: Path) -> None:
    asked = [
        Asked("equipment", (("branch", ("ground-forces",)),)),
        Asked("equipment", (("branch", ("ground-forces", "navy")), ("category", ("vessel",))), "-quantity"),
        Asked("equipment", (("branch", ("air-force",)), ("category", ("vessel",)))),
    ]
    _, made = in_browser(contents, asked, node, tmp_path)
    assert different(base, asked, made) == []
    assert [each.csv.count("\n") for each in made] == [1, 13, 1]


def test_values_and_columns_that_the_rows_lack_are_named(contents: Contents, node: str, tmp_path: Path) -> None:
    asked = [
        ("equipment", "branch=spacefleet"),
        ("equipment", "branch=NAVY&disputed=no&in-tension=true&in-tension=0"),
        ("equipment", "colour=red&quantity=5&sort=size&branch=navy"),
        ("equipment", "branch=navy&branch=constructor&v=0123&text=%ff&%%%"),
        ("equipment", "__proto__=1&category=vessel&sort=-earliest-start"),
    ]
    _, made = in_browser(contents, asked, node, tmp_path)
    heads = made[0].csv.splitlines()[0]
    assert heads.startswith("id,holder,country,branch,")
    assert made[0] == Made(f"{heads}\n", made[0].command, ["No row has “spacefleet” as branch."], "branch=spacefleet")
    assert made[1][2:] == ([], "branch=navy&disputed=0&in_tension=0")
    assert made[2][2:] == (
        [
            "There is no column “colour”.",
            "These rows cannot be filtered by “quantity”.",
            "There is no column “size” to sort by.",
        ],
        "branch=navy",
    )
    assert made[3].problems == ["No row has “constructor” as branch.", "There is no column “%%%”."]
    assert made[4].problems == ["There is no column “__proto__”."]
    assert made[4].command == "azmil query equipment --category vessel --sort=-earliest_start --format csv"
    assert len(made[4].csv.splitlines()) == 15


def test_a_tree_has_wider_words_without_rows(contents: Contents, node: str, tmp_path: Path) -> None:
    values, _ = in_browser(contents, [], node, tmp_path)
    assert values["transfers"]["category"][:4] == [
        ["aircraft", 0, 11],
        ["fixed-wing-aircraft", 1, 3],
        ["helicopter", 1, 1],
        ["unmanned-aircraft", 1, 6],
    ]


ABOUT = """
console.log(azmilRows.about({
  report: "equipment", count: "1 of 65 rows", described: ["branch: navy"], widened: [], command: "azmil query equipment",
  notes: [], columns: ["id: id of the claim"], claims: ["navy-craft-special"], things: ["stenka", "stenka"],
  address: "report/equipment.html?v=0123#?branch=navy",
}));
"""


def test_the_text_next_to_a_download_says_what_it_is(contents: Contents, node: str, tmp_path: Path) -> None:
    scripts = [
        resources.files("azmil.publish").joinpath("templates", name).read_text(encoding="utf-8")
        for name in ("search.js", "rows.js")
    ]
    (tmp_path / "run.js").write_text("".join([index(contents), *scripts, ABOUT]), encoding="utf-8")
    made = subprocess.run([node, str(tmp_path / "run.js")], capture_output=True, encoding="utf-8", check=True).stdout
    version = f"azmil {contents.about['azmil']} (content {contents.about['content'][:12]})"
    title = "Encyclopedia article on the armed forces of Azerbaijan, three revisions pasted together"
    cited = "report equipment; branch: navy; 1 of 65 rows; report/equipment.html?v=0123#?branch=navy"
    gap = (
        "The classes of the Azerbaijani Navy's landing and special-purpose craft and the names of all its ships are not "
        "given."
    )
    assert made.splitlines() == [
        f"Rows of the report equipment: 1 of 65 rows. From {version}.", "",
        "Filters and order", "- branch: navy", "",
        "The same rows on the command line", "- azmil query equipment", "",
        "Columns", "- id: id of the claim", "",
        "Sources and their licences", f"- {title}; licence: not stated", "",
        "Conflicts, gaps and misprints about these rows", "- none", "",
        "Conflicts, gaps and misprints about what these rows name",
        f"- gap: {gap} (gap-navy-craft-names; lines 115-117, 253-255)", "",
        "How to cite",
        f"- {title}. Cited from {version}, {cited}.", "",
    ]  # fmt: skip
