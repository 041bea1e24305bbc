"""A database with several sources: their lines are named wherever they are read or printed."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from azmil import paths
from azmil.cli.complete import candidates
from azmil.publish.options import Options
from azmil.seeds import Origin, check
from faults import cases, provokes
from test_serve import Client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil.errors import Fault
    from azmil.paths import Address
    from conftest import Result

FENWICK = """\
The Coast Guard of Grand Fenwick

It has about 120 people. It was founded in May 1951.
It operates four cutters.
"""
BORDURIA = """\
Borduria has a coast guard.

Its main station is at Szohod.
It operates four cutters.
"""
CLAIMS = """\
- {id: fenwick-age, subject: fenwick-guard, topic: history, sentence: The guard of Fenwick is not new., cite: '3, 4'}
- {id: station, subject: fenwick-guard, topic: history, sentence: A neighbour has a station., cite: 'borduria:1, 3'}
- id: fleets
  subject: fenwick-guard
  topic: history
  date: 1951
  observed: yes
  sentence: As of 1951, both guards operated a few cutters.
  cite: borduria:4, fenwick:4
"""


@pytest.fixture
def mine(
    azmil: Callable[..., Result],
    database: Address,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Path:
    """A folder of seeds with two documents and three claims; the claims were written before the second document.

    The commands use a new database, not the one of the real seeds.
    """
    monkeypatch.chdir(tmp_path)
    is_file = isinstance(database, os.PathLike)
    address = str(tmp_path / "mine.db") if is_file else request.getfixturevalue("postgres").create("several")
    monkeypatch.setenv(paths.VARIABLE, address)
    for name, text in {"fenwick.txt": FENWICK, "borduria.txt": BORDURIA}.items():
        (tmp_path / name).write_text(text)
    guard, claims = tmp_path / "mine" / "organizations" / "x.yaml", tmp_path / "mine" / "statements" / "x.yaml"
    for path in (guard, claims):
        path.parent.mkdir(parents=True)
    guard.write_text("- {id: fenwick-guard, name: Coast Guard of Grand Fenwick, organization_kind: agency}\n")
    assert azmil("source", "add", "fenwick.txt", "--seeds", "mine", "--publisher", "Fenwick Press").code == 0
    claims.write_text(CLAIMS.splitlines(keepends=True)[0])
    assert azmil("source", "add", "borduria.txt", "--seeds", "mine", "--date", "1956").code == 0
    claims.write_text(CLAIMS)
    return tmp_path / "mine"


@pytest.fixture
def loaded(azmil: Callable[..., Result], mine: Path) -> Callable[..., Result]:
    """The commands on a database of both documents."""
    ended = azmil("load", "--alone", str(mine))
    assert ended.code == 0, ended.err
    return azmil


def test_a_prefix_applies_to_the_ranges_after_it_and_bare_lines_keep_their_source(mine: Path) -> None:
    """The same words in another document need no citation."""
    checked = check(Origin((mine,), is_alone=True).files(), may_be_open=True)
    assert checked.problems == []
    assert [(row.record_id, row.source_id, row.first_line) for row in checked.rows["citations"]] == [
        ("fenwick-age", "fenwick", 3),
        ("fenwick-age", "fenwick", 4),
        ("station", "borduria", 1),
        ("station", "borduria", 3),
        ("fleets", "borduria", 4),
        ("fleets", "fenwick", 4),
    ]


def test_rows_are_filtered_by_source_and_name_it(loaded: Callable[..., Result]) -> None:
    for report, id_ in {"facts": "id", "statements": "id", "figures": "id"}.items():
        rows = loaded("query", report, "--source", "borduria", "--format", "json").rows
        lines = {row[id_]: row["lines"] for row in rows}
        assert lines == ({} if report == "figures" else {"station": "borduria:1, 3", "fleets": "borduria:4, fenwick:4"})
    both = loaded("query", "facts", "--source", "borduria", "--source", "fenwick", "--count")
    assert both.out == "3\n"
    assert loaded("query", "facts", "--cites", "fenwick:3,borduria:3", "--count").out == "2\n"
    rows = loaded("timeline", "1951", "--source", "fenwick", "--format", "json").rows
    assert [(row["id"], row["lines"]) for row in rows] == [("fleets", "borduria:4, fenwick:4")]
    rows = loaded("search", "cutters", "--source", "fenwick", "--format", "json").rows
    assert [(row["kind"], row["lines"]) for row in rows] == [
        ("statement", "borduria:4, fenwick:4"),
        ("line", "fenwick:4"),
    ]


def test_the_sources_are_listed_with_the_verdicts_on_their_lines(loaded: Callable[..., Result]) -> None:
    """Line 1 of Fenwick has the proposed verdict that it is a heading; all other lines with text are cited, one of them by two claims."""
    names = ["source", "publisher", "published", "line_count", "cited", "judged", "proposed", "open", "claims"]
    rows = loaded("query", "sources", "--format", "json").rows
    assert [[row[name] for name in names] for row in rows] == [
        ["borduria", None, "1956", 4, 3, 0, 0, 0, 2],
        ["fenwick", "Fenwick Press", None, 4, 2, 0, 1, 0, 2],
    ]
    assert [row["source"] for row in loaded("query", "sources", "--source", "fenwick", "--format", "json").rows] == [
        "fenwick"
    ]


def test_a_proposed_verdict_is_shown_as_proposed(loaded: Callable[..., Result]) -> None:
    """Nobody has confirmed that line 1 of Fenwick is a heading, so no output says that it is judged."""
    (row,) = loaded("coverage", "fenwick:1", "--format", "json").rows
    assert (row["verdict"], row["reason"]) == ("proposed", "a heading")
    drawn = loaded("coverage", "--source", "fenwick").out
    assert "? 1 proposed to state nothing" in drawn
    assert drawn.endswith("3 of 3 nonblank lines are accounted for (1 by a proposed verdict)\n")
    assert "proposed" not in loaded("coverage", "--source", "borduria").out
    client = Client(paths.address(os.environ[paths.VARIABLE]))
    page = client.get("source/fenwick.html").text
    assert "1 proposed to state nothing" in page
    assert re.search(r'<tr id="1"><td class="n">1<td>proposed<td>a heading', page)
    assert '<rect class="proposed" x="0" width="1"' in page
    assert client.get("source/fenwick.json").data["rows"][0]["verdict"] == "proposed"
    client.work.stop()


def test_a_source_is_shown_and_cited(loaded: Callable[..., Result]) -> None:
    shown = loaded("show", "fenwick")
    assert shown.out.splitlines()[:2] == ["fenwick  source", "fenwick"]
    assert "4 lines: 2 cited, 0 state nothing, 1 proposed to state nothing, 0 open" in shown.out
    assert shown.err == "azmil: list its claims with 'azmil query facts --source fenwick'\n"
    assert json.loads(loaded("show", "fenwick", "--format", "json").out)["kind"] == "source"
    cited = json.loads(loaded("cite", "borduria", "--format", "json").out)["cited"]
    assert [(place["lines"], place["text"]) for place in cited] == [("borduria:1-4", BORDURIA.splitlines())]
    footnote = loaded("cite", "borduria", "--style", "footnote").out
    assert footnote.startswith("borduria. 1956. Cited from azmil ")
    assert footnote.endswith(", source borduria.\n")


@provokes("ask.sources.ALSO_SOURCE")
@pytest.mark.usefixtures("fault")
def test_a_record_with_the_id_of_a_source_is_shown_with_a_note(azmil: Callable[..., Result], mine: Path) -> None:
    path = mine / "organizations" / "x.yaml"
    path.write_text(path.read_text() + "- {id: borduria, name: Borduria, organization_kind: state}\n")
    assert azmil("load", "--alone", str(mine)).code == 0
    shown = azmil("show", "borduria")
    assert shown.out.startswith("borduria  organization\n")
    assert shown.err == "azmil: 'borduria' is also the id of a source; the report 'sources' describes it\n"


def test_lines_are_cited(loaded: Callable[..., Result]) -> None:
    footnote = loaded("cite", "fenwick:4,borduria:1,3", "--style", "footnote").out
    assert footnote.startswith("fenwick. Fenwick Press. line 4. borduria. 1956. lines 1, 3. Cited from azmil ")
    assert footnote.endswith(", lines fenwick:4, borduria:1, 3.\n")
    assert loaded("cite", "fenwick:4", "--style", "wikitext").out.startswith('<ref name="azmil-fenwick-4">')
    assert loaded("cite", "fenwick:4", "--style", "bibtex").out.startswith("@misc{azmil-fenwick-4,\n")


@cases("arguments, message", [
    ("ask.passages.NO_SOURCE", ["cite", "fenwik:4"], "no such source 'fenwik'; did you mean 'fenwick'?"),
    ("ask.passages.NO_LINES", ["cite", "fenwick:5"], "no such line '5' in 'fenwick', or it is blank; use lines 1 to 4"),
    ("ask.passages.WHICH_SOURCE", ["coverage", "4"], "missing source: the database has several"),
])  # fmt: skip
def test_lines_that_no_source_has_are_refused(
    loaded: Callable[..., Result], arguments: list[str], message: str, fault: Fault
) -> None:
    ended = loaded(*arguments)
    assert (ended.code, ended.out) == (fault.code, "")
    assert ended.err.startswith(f"azmil: {message}")


def test_lines_of_several_sources_are_listed(loaded: Callable[..., Result]) -> None:
    rows = loaded("coverage", "borduria:3, 4,fenwick:4", "--format", "json").rows
    assert [(row["source"], row["line"], row["claims"]) for row in rows] == [
        ("borduria", "borduria:3", "station"),
        ("borduria", "borduria:4", "fleets"),
        ("fenwick", "fenwick:4", "fenwick-age, fleets"),
    ]
    assert len(loaded("coverage", "--all", "--format", "json").rows) == 6
    assert loaded("coverage", "4", "--source", "fenwick", "--format", "json").rows == rows[2:]
    maps = loaded("coverage").out.splitlines()
    assert (maps.index("borduria"), maps.index("fenwick")) == (0, 5)


def test_the_pages_of_a_server_name_each_source_and_lead_to_it(loaded: Callable[..., Result]) -> None:
    assert loaded("show", "fleets").code == 0
    client = Client(paths.address(os.environ[paths.VARIABLE]), Options(with_text=True))
    found = client.get("search.html?q=cutters").text
    assert '<tr><td><a href="source/borduria.html#4">It operates four cutters.</a>' in found
    assert '<a href="source/borduria.html#4">borduria:4</a>, <a href="source/fenwick.html#4">fenwick:4</a>' in found
    report = client.get("report/sources.html").text
    assert '<td data-name="source"><a href="../source/fenwick.html">fenwick</a>' in report
    assert client.get("r/fenwick.html").headers["location"] == "../source/fenwick.html"
    record = client.get("r/fleets.html").text
    assert "<h2>Lines of the sources</h2>" in record
    assert '<li>fenwick: <a href="../source/fenwick.html#4">4</a><blockquote>It operates' in record
    assert "<h2>Lines of the source</h2>" in client.get("r/station.html").text
    start = client.get("index.html").text
    assert "the lines of the sources that state it" in start
    assert "as in <em>borduria:4</em>" in start
    client.work.stop()
    client = Client(paths.address(os.environ[paths.VARIABLE]))
    rows = client.get("search.json?q=cutters").data["rows"]
    assert [row["found"] for row in rows if row["kind"] == "line"] == ["line 4 of borduria", "line 4 of fenwick"]
    client.work.stop()


@pytest.mark.usefixtures("loaded")
def test_sources_are_completed() -> None:
    for words in (
        ["query", "facts", "--source", "f"],
        ["timeline", "--source", "f"],
        ["todo", "mine", "--source", "f"],
    ):
        assert [word for word, _ in candidates(words)] == ["fenwick"]
    assert "fenwick" in [word for word, _ in candidates(["show", "fen"])]
