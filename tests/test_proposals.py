"""Proposals: kept outside the base, compared with their lines, accepted one at a time, and never proposed again."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from azmil.errors import AzmilError
from azmil.workbench.proposals.deciding import Review, propose
from faults import cases, provokes

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.errors import Fault
    from conftest import Result

DOCUMENT = """\
The coast guard of Ruritania
The Ruritanian Coast Guard has 5 patrol boats and about 300 people.
It reportedly ordered three tugs from Ulgaria in 2006.
The coast guard does not operate helicopters.
In May 2007 the coast guard received two cutters from Ulgaria.
The coast guard was founded by Admiral Vask in 1921.
"""
UNITS = """\
- id: ruritanian-coast-guard
  name: Ruritanian Coast Guard
  article: the
  echelon: service
  branch: navy
  country: ruritania
  cite: fleet:2
"""
STATES = """\
- {id: ruritania, name: Ruritania, organization_kind: state, cite: "fleet:1"}
- {id: ulgaria, name: Ulgaria, organization_kind: state, cite: "fleet:3"}
"""
EQUIPMENT = """\
- {id: boats, name: patrol boats, category: patrol-boat, cite: "fleet:2"}
- {id: cutters, name: cutters, category: cutter, cite: "fleet:5"}
"""
BOATS = {"kind": "holding", "holder": "Ruritanian coast guard", "equipment": "boats", "count": 5, "cite": "fleet:2"}


@pytest.fixture
def mine(tmp_path: Path, azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seeds with the document and the things that it names, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    Path("fleet.txt").write_text(DOCUMENT, encoding="utf-8")
    assert azmil("source", "add", "fleet.txt", "--seeds", "mine", "--id", "fleet").code == 0
    for name, text in (("units", UNITS), ("organizations", STATES), ("equipment", EQUIPMENT)):
        path = Path("mine", name, "fleet.yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Path("mine")


def drafts(*records: dict[str, Any], name: str = "drafts.jsonl") -> Path:
    """Write a file of proposals; return its path."""
    path = Path(name)
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def flags(mine: Path, **fields: Any) -> list[str]:
    """Return the flags of one proposed holding of patrol boats with other fields."""
    ((examined),) = propose(drafts({**BOATS, **fields}), mine, alone=True).new
    return examined.flags


def review(azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, keys: str) -> Result:
    """Return the output of a review in which the user presses some keys."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{key}\n" for key in keys)))
    return azmil("review", "mine", "--alone")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"count": "about 300"}, []),
        ({"count": 6}, ["not-in-lines: line 2 does not contain '6' ('count')"]),
        ({"date": "2007"}, ["not-in-lines: line 2 does not contain '2007' ('date')"]),
        ({"equipment": "helicopters"}, ["not-in-lines: line 2 does not contain 'helicopters' ('equipment'), but line 4 does; cite line 4"]),
        ({"holder": "ulgaria"}, ["not-in-lines: line 2 does not contain 'Ulgaria' ('holder'), but line 3 does"]),
        ({"count": "none", "equipment": "helicopters", "cite": "fleet:4"}, []),
        ({"equipment": "helicopters", "count": "unstated", "cite": "fleet:4", "sentence": "The Ruritanian Coast Guard has helicopters (number not given)."}, ["stronger: the lines say 'not'"]),
        ({"count": "3", "equipment": "boats", "cite": "fleet:3"}, ["stronger: the lines say 'reportedly'"]),
        ({"sentence": "The Ruritanian Coast Guard has 5 patrol boats under Admiral Brandtholm."}, ["the sentence says 'Admiral Brandtholm'"]),
        ({"sentence": "The Ruritanian Coast Guard has 5 patrol boats in 12 ports."}, ["the sentence says '12'"]),
        ({"sentence": "The Ruritanian Coast Guard does not have 5 patrol boats."}, ["the sentence says 'not'"]),
        ({"equipment": "boatz"}, ["no such record 'boatz'"]),
        ({"extends": "boats"}, ["a proposal adds a record"]),
        ({"cite": "fleet:99"}, ["line 99"]),
    ],
)  # fmt: skip
def test_a_proposal_is_compared_with_its_lines(mine: Path, fields: dict[str, Any], expected: list[str]) -> None:
    """Wrong lines, figures, dates and names, dropped hedges and negations, and what only a sentence says."""
    found = flags(mine, **fields)
    assert len(found) >= len(expected)
    assert bool(found) == bool(expected)
    assert all(any(text in flag for flag in found) for text in expected), found


def test_a_proposal_without_the_text_of_its_lines_is_flagged(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is accepted unread."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert flags(mine) == ["not compared with its lines, whose text azmil does not have: attach the document"]


def test_flagged_proposals_are_printed_and_counted(mine: Path, azmil: Callable[..., Result]) -> None:
    """The exit code is 3 if any is flagged."""
    drafts(BOATS, {**BOATS, "count": 6})
    ended = azmil(
        "propose", "drafts.jsonl", "--seeds", "mine", "--alone", "--drafted-by", "a model", "--format", "json"
    )
    assert ended.code == 3
    assert [(row["proposal"], row["kind"], row["lines"]) for row in ended.rows] == [(2, "holding", "fleet:2")]
    assert ended.err == (
        "azmil: kept 2 proposals in mine/proposals/drafts.jsonl, 1 flagged\nazmil: decide on each with 'azmil review mine'\n"
    )
    drafts({**BOATS, "count": "about 300"}, name="more.jsonl")
    assert azmil("propose", "more.jsonl", "--seeds", "mine", "--alone").code == 0
    assert mine.joinpath("proposals", "more.jsonl").exists()


def test_a_load_contains_only_what_was_accepted(
    mine: Path, azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An accepted record says who drafted it; a rejected one does not come back."""
    drafts(BOATS, {**BOATS, "count": 6}, {**BOATS, "count": "about 300"})
    assert azmil("propose", "drafts.jsonl", "--seeds", "mine", "--alone", "--drafted-by", "a model").code == 3
    assert not list(mine.glob("holdings/*"))
    ended = review(azmil, monkeypatch, "ars")
    assert ended.code == 0
    assert "Proposal 1 of 3, drafted by a model\nholding: The Ruritanian Coast Guard has 5 patrol boats.\n" in ended.out
    assert "> line 2  The Ruritanian Coast Guard has 5 patrol boats and about 300 people.\n" in ended.out
    assert ended.err.endswith("azmil: 1 accepted, 1 rejected, 1 undecided\n")
    (path,) = mine.glob("holdings/*")
    assert path.read_text(encoding="utf-8") == (
        "- id: ruritanian-coast-guard-boats\n  holder: ruritanian-coast-guard\n  equipment: boats\n  count: 5\n"
        "  drafted_by: a model\n  cite: fleet:2\n"
    )
    assert azmil("--database", "small.db", "load", "--alone", "mine").code == 0
    shown = azmil(
        "--database", "small.db", "sql", "SELECT id, drafted_by FROM records WHERE kind = 'holding'", "--format", "json"
    )
    assert shown.rows == [{"id": "ruritanian-coast-guard-boats", "drafted_by": "a model"}]
    again = azmil("propose", "drafts.jsonl", "--seeds", "mine", "--alone")
    assert (again.code, again.err) == (
        0,
        "azmil: not kept again: 1 undecided, 1 accepted, 1 rejected\nazmil: no new proposals\n",
    )
    drafts(
        {
            **BOATS,
            "count": 6,
            "equipment": "Patrol Boats",
            "id": "other",
            "sentence": "There are 6 patrol boats of the Ruritanian Coast Guard.",
        },
        name="again.jsonl",
    )
    assert "not kept again: 1 rejected" in azmil("propose", "again.jsonl", "--seeds", "mine", "--alone").err


@pytest.mark.usefixtures("mine")
def test_a_proposal_that_is_not_valid_can_be_edited(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The corrected record is compared again, and its first form is not proposed again."""
    drafts({**BOATS, "equipment": "boatz"})
    assert azmil("propose", "drafts.jsonl", "--seeds", "mine", "--alone").code == 3
    monkeypatch.setattr("azmil.shell.editor.edit", lambda text, _name: text.replace("boatz", "boats"))
    ended = review(azmil, monkeypatch, "aea")
    assert "it cannot be accepted, since it is not valid; edit it as its flags say, or reject it" in ended.err
    assert ended.err.endswith("azmil: 1 accepted, 0 rejected, 0 undecided\n")
    assert azmil("check", "--alone", "--open", "mine").code == 0
    assert "not kept again: 1 accepted" in azmil("propose", "drafts.jsonl", "--seeds", "mine", "--alone").err
    assert review(azmil, monkeypatch, "").err == "azmil: there are no undecided proposals\n"


def test_quitting_keeps_what_was_decided(
    mine: Path, azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of the input quits too."""
    drafts(BOATS, {**BOATS, "count": "about 300"})
    propose(Path("drafts.jsonl"), mine, alone=True)
    assert review(azmil, monkeypatch, "rq").err.endswith("azmil: 0 accepted, 1 rejected, 1 undecided\n")
    assert review(azmil, monkeypatch, "").err.endswith("azmil: 0 accepted, 0 rejected, 1 undecided\n")


def test_seeds_that_changed_meanwhile_are_read_again(mine: Path) -> None:
    """A claim that the user wrote during the review is not accepted twice."""
    propose(drafts(BOATS), mine, alone=True)
    found = Review(mine, alone=True)
    found.skip(found.examined(found.places[0]))
    written = "- {id: mine, holder: ruritanian-coast-guard, equipment: boats, count: 5, cite: 'fleet:2'}\n"
    mine.joinpath("holdings").mkdir()
    mine.joinpath("holdings", "fleet.yaml").write_text(written, encoding="utf-8")
    mine.joinpath("units", "fleet.yaml").write_text(UNITS + "\n", encoding="utf-8")
    assert found.examined(found.places[0]).flags[0].startswith("'mine' already says this")


def test_proposals_may_be_csv(mine: Path) -> None:
    """An empty cell is a field that is not given."""
    text = "kind,holder,equipment,count,cite,date,drafted_by\nholding,ruritanian-coast-guard,boats,5,fleet:2,,Ann\n"
    Path("drafts.csv").write_text(text, encoding="utf-8")
    ((examined),) = propose(Path("drafts.csv"), mine, alone=True).new
    assert (examined.flags, examined.proposal.drafted_by) == ([], "Ann")
    assert examined.proposal.fields == {
        "holder": "ruritanian-coast-guard", "equipment": "boats", "count": "5", "cite": "fleet:2", "drafted_by": "Ann",
    }  # fmt: skip


@cases(
    "name, text, expected",
    [
        ("workbench.proposals.given.NO_FORM", "drafts.txt", "", "proposals are JSON Lines or CSV; name the file .jsonl or .csv"),
        ("workbench.proposals.given.NO_PROPOSALS", "drafts.jsonl", "\n\n", "'drafts.jsonl' contains no proposals"),
        ("workbench.proposals.given.NO_OBJECT", "drafts.jsonl", '{"kind": "holding"}\n[1]\n', "drafts.jsonl:2:1: the line is not a JSON object"),
        ("workbench.proposals.given.REFUSED", "drafts.jsonl", "{\n", "nothing was kept: 1 problem found"),
        ("workbench.proposals.given.NO_KIND", "drafts.jsonl", '{"kind": "holdin"}\n', "drafts.jsonl:1:1: 'kind' is missing or unknown; did you mean 'holding'"),
        ("workbench.proposals.given.NO_VALUE", "drafts.jsonl", '{"kind": "holding", "count": [[[[[1]]]]]}\n', "drafts.jsonl:1:1: the value of 'count' is not text"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("mine")
def test_a_file_that_is_not_valid_is_refused(
    fault: Fault, azmil: Callable[..., Result], name: str, text: str, expected: str
) -> None:
    """Nothing is kept."""
    Path(name).write_text(text, encoding="utf-8")
    ended = azmil("propose", name, "--seeds", "mine", "--alone")
    assert ended.code in (1, 2)
    assert expected.replace(" found", "") in ended.err, fault
    assert not Path("mine", "proposals").exists()


@provokes("workbench.proposals.kept.DAMAGED")
def test_a_damaged_file_of_proposals_is_reported(fault: Fault, mine: Path, azmil: Callable[..., Result]) -> None:
    """It names the line."""
    mine.joinpath("proposals").mkdir()
    mine.joinpath("proposals", "x.jsonl").write_text("{}\n", encoding="utf-8")
    ended = azmil("review", "mine", "--alone")
    assert ended.code == fault.code
    assert "cannot read 'mine/proposals/x.jsonl': line 1 is not a proposal; restore the line, or remove it" in ended.err


@provokes("workbench.proposals.deciding.NOT_VALID")
def test_a_proposal_that_is_not_valid_is_not_accepted(fault: Fault, mine: Path) -> None:
    """Nothing is written."""
    propose(drafts({**BOATS, "equipment": "boatz"}), mine, alone=True)
    found = Review(mine, alone=True)
    with pytest.raises(AzmilError, match=fault.message):
        found.accept(found.places[0], found.examined(found.places[0]))
    assert not mine.joinpath("holdings").exists()


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "- {id: a}\n- {id: b}\n", "- {id: a\n", "text"])
@provokes("workbench.proposals.deciding.NO_ITEM")
def test_an_edited_text_that_is_no_record_is_refused(fault: Fault, mine: Path, text: str) -> None:
    """The proposal stays as it was."""
    propose(drafts(BOATS), mine, alone=True)
    found = Review(mine, alone=True)
    examined = found.examined(found.places[0])
    with pytest.raises(AzmilError, match="the text is not a record"):
        found.edit(found.places[0], examined, text)
    assert fault.hint == "write one item, with a field on each line"
    assert found.accept(found.places[0], examined).id == "ruritanian-coast-guard-boats"
