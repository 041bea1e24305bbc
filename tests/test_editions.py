"""New editions of documents: no citation ends up on other words, and what is in doubt is read by someone."""

from __future__ import annotations

import hashlib
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from azmil.seeds import seed_files
from azmil.seeds.book import Book
from azmil.seeds.entries import gather
from azmil.seeds.rows import citations_of
from azmil.values.fingerprints import fingerprint
from azmil.workbench import sections
from azmil.workbench.citations import Rewriter
from azmil.workbench.editions import compare
from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result


def verdicts(old: list[str], new: list[str], *, knows_text: bool = True) -> list[tuple[int, str, tuple[int, ...]]]:
    """Return the line, the verdict and the new lines of each cited line; all lines are cited."""
    text = dict(enumerate(old, 1)) if knows_text else {}
    found = compare([fingerprint(line) for line in old], new, range(1, len(old) + 1), text=text)
    return [(outcome.line, outcome.verdict, outcome.lines) for outcome in found.outcomes.values()]


NAVY = ["The navy has 14 boats.", "", "It has two bases.", "Its commander is an admiral.", "It was founded in 1919."]


@pytest.mark.parametrize("knows_text", [True, False])
def test_lines_below_a_new_line_are_moved_and_blank_lines_are_left_out(*, knows_text: bool) -> None:
    assert verdicts(NAVY, ["A preface.", *NAVY], knows_text=knows_text) == [
        (1, "moved", (2,)),
        (3, "moved", (4,)),
        (4, "moved", (5,)),
        (5, "moved", (6,)),
    ]


@pytest.mark.parametrize("knows_text", [True, False])
@pytest.mark.parametrize(
    "changed",
    ["The navy has 15 boats.", "The navy has not 14 boats.", "The navy has about 14 boats.", "The navy had 14 boats."],
)
def test_a_line_with_another_figure_negation_hedge_or_tense_is_changed(changed: str, *, knows_text: bool) -> None:
    assert verdicts(NAVY, [changed, *NAVY[1:]], knows_text=knows_text) == [
        (1, "changed", (1,)),
        (3, "same", (3,)),
        (4, "same", (4,)),
        (5, "same", (5,)),
    ]


def test_only_with_its_text_a_line_replaced_by_other_words_is_lost() -> None:
    new = [*NAVY[:3], "Submarines were sold long ago.", NAVY[4]]
    assert verdicts(NAVY, new)[2] == (4, "lost", ())
    assert verdicts(NAVY, new, knows_text=False)[2] == (4, "changed", (4,))


def test_two_neighbours_that_changed_are_told_apart_only_by_their_text() -> None:
    new = [*NAVY[:2], "It has three bases.", "Its commander was an admiral.", NAVY[4]]
    assert verdicts(NAVY, new)[1:3] == [(3, "changed", (3,)), (4, "changed", (4,))]
    assert verdicts(NAVY, new, knows_text=False)[1:3] == [(3, "lost", ()), (4, "lost", ())]


def test_a_line_like_two_others_is_lost() -> None:
    new = [*NAVY[:2], "It has three bases.", "It has eight bases.", *NAVY[3:]]
    assert verdicts(NAVY, new)[1] == (3, "lost", ())


def test_a_changed_line_has_the_same_neighbours() -> None:
    assert verdicts(NAVY, [*NAVY[1:], "The navy has 15 boats."])[0] == (1, "lost", ())


def test_one_of_two_equal_lines_without_known_neighbours_must_be_chosen() -> None:
    old = ["It has tugs.", "It has boats.", "It has tugs."]
    assert verdicts(old, ["It has tugs.", "Nothing else.", "More.", "It has tugs."]) == [
        (1, "choose", (1, 4)),
        (2, "lost", ()),
        (3, "choose", (1, 4)),
    ]


def test_equal_lines_that_are_only_cited_together_need_no_choice() -> None:
    old = ["It has tugs.", "It has boats.", "It has tugs."]
    new = ["It has tugs.", "Nothing else.", "More.", "It has tugs."]
    found = compare([fingerprint(line) for line in old], new, [1, 3], together={1, 3})
    assert found.together == {1: 1, 3: 4}
    assert [outcome.verdict for outcome in found.outcomes.values()] == ["same", "moved"]


# A document of three revisions of 12 paragraphs each: most sentences of a paragraph recur in every revision.
SIZES = (0, 72, 144)


def document() -> list[str]:
    lines = []
    for revision in range(3):
        for paragraph in range(12):
            for sentence in range(5):
                is_twin = sentence % 5 < 3 or paragraph % 4 == revision
                which = "" if is_twin else f" in revision {revision}"
                lines.append(f"Brigade {paragraph} has {paragraph * 7 + sentence} guns of type {sentence}{which}.")
            lines.append("")
    return lines


def changed(lines: list[str | None], seed: int) -> list[str | None]:
    """Return lines with one digit changed in 15 of them."""
    chosen = random.Random(seed).sample([number for number, line in enumerate(lines) if line], 15)
    return [
        line if number not in chosen or not line else line.replace(" guns", "0 guns")
        for number, line in enumerate(lines)
    ]


def planted() -> dict[str, list[int]]:
    """Return the order of the old lines in each planted edition, -1 for a new line."""
    one, two, three = (list(range(start, start + 72)) for start in SIZES)
    blocks = [list(range(start, min(start + 20, 216))) for start in range(0, 216, 20)]
    random.Random(7).shuffle(blocks)
    lines = document()
    last = {line: number for number, line in enumerate(lines)}
    return {
        "a line on top": [-1, *range(216)],
        "one revision dropped": [*one, *three],
        "two revisions swapped": [*three, *two, *one],
        "one moved to the end": [*two, *three, *one],
        "blocks shuffled": [number for block in blocks for number in block],
        "only the last copy": [number for number, line in enumerate(lines) if not line or last[line] == number],
    }


@pytest.mark.parametrize("knows_text", [True, False])
@pytest.mark.parametrize("changes", [False, True])
@pytest.mark.parametrize("name", planted())
def test_no_line_of_a_planted_edition_ends_up_elsewhere(name: str, *, changes: bool, knows_text: bool) -> None:
    lines, order = document(), planted()[name]
    kept = changed([*lines], 3) if changes else lines
    new = ["A new line." if number < 0 else kept[number] or "" for number in order]
    text = dict(enumerate(lines, 1)) if knows_text else {}
    old = [fingerprint(line) for line in lines]
    found = compare(old, new, range(1, 217), sections=[start + 1 for start in SIZES], text=text)
    for outcome in found.outcomes.values():
        if outcome.verdict in ("same", "moved"):
            assert order[outcome.lines[0] - 1] == outcome.line - 1
            assert new[outcome.lines[0] - 1] == lines[outcome.line - 1]
    if name in ("two revisions swapped", "a line on top", "one moved to the end") and not changes:
        assert {outcome.verdict for outcome in found.outcomes.values()} <= {"moved", "same"}
        assert len(found.outcomes) == 180


def test_moves_are_the_same_with_and_without_the_text() -> None:
    lines = document()
    old = [fingerprint(line) for line in lines]
    for order in planted().values():
        new = ["A new line." if number < 0 else changed([*lines], 5)[number] or "" for number in order]
        with_text, without = (
            compare(old, new, range(1, 217), text=text).places for text in (dict(enumerate(lines, 1)), {})
        )
        assert with_text == without


OLD = ["a", None, "b", "c", "d"]  # fingerprints


@pytest.mark.parametrize(
    ("written", "places", "expected"),
    [
        ("1, 3", {1: 1, 3: 3}, "1, 3"),
        ("1,  3", {1: 2, 3: 4}, "2,  4"),
        ("1-4", {1: 2, 3: 4, 4: 5}, "2-5"),  # line 3 of the new edition is blank
        ("3-5", {3: 4, 4: 1, 5: 2}, "4, 1-2"),
        ("3-5", {3: 4, 5: 6}, "4, report-edition-1:4, report:6"),
        ("3, other:7, 9", {3: 4}, "4, other:7, 9"),
        ("other:7, report:3, 4", {3: 4, 4: 5}, "other:7, report:4, 5"),
        ("other:7, report:3, 4", {4: 5}, "other:7, report-edition-1:3, report:5"),
        ("report:1", {1: 1}, "report:1"),
        ("1-2", {1: 1}, "1-2"),
        ("1\n    ,3", {1: 2, 3: 4}, "2\n    ,4"),
    ],
)
def test_a_citation_keeps_its_form(written: str, places: dict[int, int], expected: str) -> None:
    new = ["x", "a", None, "b", "c", "d"] if places.get(1) == 2 else ["a", None, "b", "c", "d", "e"]
    assert Rewriter("report", "report-edition-1", places, OLD, new).text(written, "report") == expected


def test_sections_follow_their_lines() -> None:
    old = [("one", 1, 10), ("two", 11, 20)]
    swapped = {new: (new + 9) % 20 + 1 for new in range(1, 21)}
    assert [(part.id, part.first, part.last) for part in sections.parts(old, swapped, 21)] == [
        ("two", 1, 10),
        ("one", 11, 21),
    ]
    mixed = dict(enumerate([*range(1, 7), *range(11, 21), *range(7, 11)], 1))
    assert [(part.id, part.first, part.last) for part in sections.parts(old, mixed, 20)] == [
        ("one", 1, 6),
        ("two", 7, 16),
        ("one-part-2", 17, 20),
    ]
    a_line_moved = dict(enumerate([*range(2, 16), 1, *range(16, 21)], 1))
    assert [(part.id, part.first, part.last) for part in sections.parts(old, a_line_moved, 20)] == [
        ("one", 1, 9),
        ("two", 10, 20),
    ]


FIRST = (
    "Ruritania has over 600 tugs.\n\nIt had 7 tugs in 2008.\nIts navy has no frigates.\nRuritania has over 600 tugs.\n"
)
SECOND = "A preface.\nRuritania has over 600 tugs.\n\nIt had 8 tugs in 2008.\nRuritania has over 600 tugs.\n"
ORGANIZATIONS = """\
- id: ruritania
  name: Ruritania
  organization_kind: state
  cite: 1, 5   # both places

- id: ruritanian-navy
  name: Navy
  country: ruritania
  organization_kind: agency
  context: 4
"""
TUG = """\
- {id: tug, name: tug, category: vessel, cite: "1, 3-5"}
"""


@pytest.fixture
def mine(azmil: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seeds of a document of five lines, in the current folder, and its second edition; the text is not kept."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")
    folder = tmp_path / "mine"
    assert azmil("source", "add", "first.txt", "--id", "report", "--seeds", "mine").code == 0
    for name, text in {"organizations/a.yaml": ORGANIZATIONS, "equipment/a.yaml": TUG}.items():
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
    (text_of_first,) = (tmp_path / "data" / "azmil" / "texts").iterdir()
    text_of_first.rename(tmp_path / "kept.txt")  # as for a colleague, who has only the seeds
    return folder


@pytest.fixture
def text(mine: Path) -> None:
    """The text of the document is kept, as for the user who added it."""
    kept = mine.parent / "kept.txt"
    kept.rename(mine.parent / "data" / "azmil" / "texts" / f"{hashlib.sha256(FIRST.encode()).hexdigest()}.txt")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cited(folder: Path) -> dict[str, list[tuple[str, int, int, str]]]:
    book = Book(gather(seed_files([folder], alone=True)))
    return {id_: list(citations_of(book, entry)) for id_, entry in book.records.items() if entry.cited}


def test_without_write_an_update_lists_the_lines_to_read(azmil: Callable[..., Result], mine: Path) -> None:
    before = contents(mine)
    ended = azmil("source", "update", "second.txt", "--seeds", "mine", "--format", "json")
    assert ended.code == 3
    assert [(row["line"], row["verdict"], row["now"], row["records"]) for row in ended.rows] == [
        (3, "lost", None, "tug"),
        (4, "lost", None, "tug, ruritanian-navy"),
    ]
    assert ended.err == (
        "azmil: 4 cited lines of 'report': 1 same, 1 moved, 2 lost\n"
        "azmil: nothing was written; take the new edition over with --write\n"
    )
    assert contents(mine) == before


@pytest.mark.usefixtures("text")
def test_with_the_text_kept_a_changed_line_shows_its_words(azmil: Callable[..., Result]) -> None:
    ended = azmil("source", "update", "second.txt", "--seeds", "mine", "--format", "json")
    assert ended.rows[0] == {
        "line": 3,
        "verdict": "changed",
        "now": "4",
        "words": "had 7 tugs → had 8 tugs",
        "records": "tug",
        "old": "It had 7 tugs in 2008.",
        "new": "It had 8 tugs in 2008.",
    }
    assert ended.rows[1]["words"] == "Its navy has no frigates."
    assert azmil("source", "update", "second.txt", "--seeds", "mine").out.splitlines()[2].split() == (
        ["3", "changed", "4", *["had", "7", "tugs", "→", "had", "8", "tugs", "tug"]]
    )


def test_an_update_writes_what_is_certain_keeps_the_rest_and_can_be_undone(
    azmil: Callable[..., Result], mine: Path
) -> None:
    before = contents(mine)
    ended = azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    assert ended.code == 3
    assert ended.err.splitlines()[1] == "azmil: wrote 7 files; undo with 'azmil source update --undo --seeds mine'"
    assert cited(mine) == {
        "ruritania": [("report", 2, 2, "states"), ("report", 5, 5, "states")],
        "ruritanian-navy": [("report-edition-1", 4, 4, "context")],
        "tug": [
            ("report", 2, 2, "states"),
            ("report", 5, 5, "states"),
            ("report-edition-1", 3, 4, "states"),
        ],
    }
    assert (mine / "organizations/a.yaml").read_text() == ORGANIZATIONS.replace("1, 5", "2, 5").replace(
        "context: 4", "context: report-edition-1:4"
    )
    assert '"2, report-edition-1:3-4, report:5"' in (mine / "equipment/a.yaml").read_text()
    assert (mine / "editions/report.csv").read_text().splitlines() == [
        "edition,old_line,new_line,verdict",
        "report-edition-1,1,2,moved",
        "report-edition-1,3,,lost",
        "report-edition-1,4,,lost",
        "report-edition-1,5,5,same",
    ]
    again = azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    assert (again.code, again.err) == (
        0,
        (
            "azmil: 2 cited lines of 'report': 2 same\n"
            "azmil: 3 cited lines of earlier editions still to be read; see 'azmil check --open mine'\n"
            "azmil: nothing to write: the seed files describe this edition\n"
        ),
    )
    assert azmil("source", "update", "--undo", "--seeds", "mine").err == "azmil: restored 7 files\n"
    assert contents(mine) == before
    assert not (mine / "editions").exists()


@pytest.mark.usefixtures("mine")
def test_lines_of_earlier_editions_are_not_to_be_judged(azmil: Callable[..., Result]) -> None:
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    ended = azmil("todo", "mine", "--format", "json")
    assert [(row["source"], row["line"], row["thing"]) for row in ended.rows] == [
        ("report", "1", None),
        ("report", "2", "tug"),
        ("report", "4", None),
        ("report", "5", "tug"),
    ]
    assert ended.err == "azmil: 0 of 4 nonblank lines are accounted for, 4 open\n"
    earlier = azmil("todo", "mine", "--source", "report-edition-1")
    assert (earlier.out, earlier.err) == ("", "azmil: 4 of 4 nonblank lines are accounted for, 0 open\n")
    assert azmil("judge", "mine", "2", "a title").err == (
        "azmil: judged that 1 line states nothing: report:2\n"
        "azmil: lines with the same words that are not judged: report:5\n"
    )


@pytest.mark.usefixtures("fault")
@provokes("seeds.editions.UNDECIDED")
def test_each_undecided_line_is_reported_until_it_is_recited_or_superseded(
    azmil: Callable[..., Result], mine: Path
) -> None:
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    ended = azmil("check", "mine", "--alone", "--open")
    assert ended.code == 1
    assert ended.out.splitlines() == [
        (
            "mine/equipment/a.yaml:1:48: line 3 of 'report-edition-1' is not in 'report' any more; read it, then run "
            "'azmil recite mine tug report:LINE', or write 'standing: superseded'"
        ),
        (
            "mine/equipment/a.yaml:1:48: line 4 of 'report-edition-1' is not in 'report' any more; read it, then run "
            "'azmil recite mine tug report:LINE', or write 'standing: superseded'"
        ),
        (
            "mine/organizations/a.yaml:10:12: line 4 of 'report-edition-1' is not in 'report' any more; read it, then run "
            "'azmil recite mine ruritanian-navy report:LINE', or write 'standing: superseded'"
        ),
    ]
    assert azmil("--database", "mine.db", "load", "mine", "--alone").code == 0
    assert azmil("recite", "mine", "tug", "report:4").err == (
        "azmil: 'tug' cites report:2, 4, 5, no longer report-edition-1:3-4\n"
        "azmil: correct the record itself if these lines state something else\n"
    )
    assert '"2, 4, 5"' in (mine / "equipment/a.yaml").read_text()
    path = mine / "organizations/a.yaml"
    path.write_text(path.read_text() + "  standing: superseded\n  standing_reason: it is gone\n", encoding="utf-8")
    assert azmil("check", "mine", "--alone", "--open").code == 0
    assert azmil("--database", "mine.db", "load", "mine", "--alone").code == 0


@pytest.mark.usefixtures("text")
def test_the_text_of_the_new_edition_is_kept_and_undone_seeds_still_know_the_old_one(
    azmil: Callable[..., Result], mine: Path
) -> None:
    before = contents(mine)
    texts = mine.parent / "data" / "azmil" / "texts"
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    assert (texts / f"{hashlib.sha256(SECOND.encode()).hexdigest()}.txt").read_text() == SECOND.removesuffix("\n")
    (mine.parent / "third.txt").write_text(SECOND.replace("8 tugs", "9 tugs"), encoding="utf-8")
    azmil("recite", "mine", "tug", "4")
    ended = azmil("source", "update", "third.txt", "--seeds", "mine", "--format", "json")
    assert [(row["line"], row["verdict"], row["words"]) for row in ended.rows] == [
        (4, "changed", "had 8 tugs → had 9 tugs")
    ]
    shutil.rmtree(mine)
    for path, content in before.items():
        (mine / path).parent.mkdir(parents=True, exist_ok=True)
        (mine / path).write_bytes(content)
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    assert azmil("source", "update", "--undo", "--seeds", "mine").code == 0
    assert contents(mine) == before
    assert (
        azmil("source", "update", "second.txt", "--seeds", "mine", "--format", "json").rows[0]["verdict"] == "changed"
    )


def test_revisions_list_what_became_of_each_record(azmil: Callable[..., Result], mine: Path) -> None:
    (mine / "statements").mkdir()
    (mine / "statements" / "a.yaml").write_text(
        "- {id: frigates, subject: ruritanian-navy, topic: doctrine, sentence: Ruritania has no frigates., cite: 4}\n"
        "- {id: tugs, subject: ruritanian-navy, topic: doctrine, sentence: Ruritania has tugs., cite: '1, 5'}\n",
        encoding="utf-8",
    )
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    path = mine / "statements" / "a.yaml"
    superseded = "standing: superseded, standing_reason: not stated any more, cite: report-edition-1:4"
    path.write_text(path.read_text().replace("cite: report-edition-1:4", superseded), encoding="utf-8")
    azmil("recite", "mine", "tug", "4")
    azmil("recite", "mine", "ruritanian-navy", "4")
    loaded = azmil("--database", "mine.db", "load", "mine", "--alone")
    assert loaded.code == 0, loaded.err + loaded.out
    rows = azmil(
        "--database", "mine.db", "query", "revisions", "--earlier", "report-edition-1", "--format", "json"
    ).rows
    assert {(row["id"], row["change"], row["earlier_lines"], row["later_lines"]) for row in rows} >= {
        ("frigates", "lost", "report-edition-1:4", None),
        ("tugs", "moved", "report-edition-1:1", "report:2"),
        ("tugs", "same", "report-edition-1:5", "report:5"),
    }


def test_without_lines_a_record_no_longer_cites_what_is_gone(azmil: Callable[..., Result], mine: Path) -> None:
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    assert azmil("recite", "mine", "tug").code == 0
    assert cited(mine)["tug"] == [("report", 2, 2, "states"), ("report", 5, 5, "states")]


@pytest.mark.usefixtures("fault")
@provokes("workbench.reciting.NO_RECORD")
@pytest.mark.usefixtures("mine")
def test_only_a_record_of_the_seeds_is_recited(azmil: Callable[..., Result]) -> None:
    ended = azmil("recite", "mine", "tub", "4")
    assert (ended.code, ended.err) == (2, "azmil: no such record 'tub' in 'mine'; did you mean 'tug'?\n")


@pytest.mark.usefixtures("fault")
@provokes("workbench.reciting.DECIDED")
@pytest.mark.usefixtures("mine")
def test_only_a_record_that_cites_an_earlier_edition_is_recited(azmil: Callable[..., Result]) -> None:
    assert azmil("recite", "mine", "tug", "4").err == (
        "azmil: 'tug' does not cite an earlier edition; to correct which lines it cites, edit 'cite' of the record at mine/equipment/a.yaml:1\n"
    )


@pytest.mark.usefixtures("fault")
@provokes("workbench.reciting.NO_LINE")
@pytest.mark.usefixtures("mine")
def test_a_blank_line_is_not_recited(azmil: Callable[..., Result]) -> None:
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    ended = azmil("recite", "mine", "tug", "3")
    assert ended.err.startswith("azmil: 'tug' cannot cite line 3 of 'report': it does not exist, or is blank")


@pytest.mark.usefixtures("fault")
@provokes("workbench.reciting.NOTHING_LEFT")
@pytest.mark.usefixtures("mine")
def test_a_record_keeps_a_citation(azmil: Callable[..., Result]) -> None:
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    assert azmil("recite", "mine", "ruritanian-navy").code == 2


@pytest.mark.usefixtures("fault")
@provokes("workbench.reciting.REFUSED")
def test_invalid_seeds_are_not_recited(azmil: Callable[..., Result], mine: Path) -> None:
    (mine / "equipment/a.yaml").write_text("- id: X\n", encoding="utf-8")
    assert azmil("recite", "mine", "tug", "4").code == 1


@pytest.mark.usefixtures("fault")
@provokes("workbench.new_edition.REFUSED")
def test_invalid_seeds_are_not_updated(azmil: Callable[..., Result], mine: Path) -> None:
    (mine / "equipment/a.yaml").write_text("- id: X\n", encoding="utf-8")
    ended = azmil("source", "update", "second.txt", "--seeds", "mine")
    assert ended.code == 1
    assert "mine/equipment/a.yaml:1:7" in ended.err


@pytest.mark.usefixtures("fault")
@provokes("workbench.new_edition.NO_SOURCE")
@pytest.mark.usefixtures("mine")
def test_only_a_source_of_the_seeds_is_updated(azmil: Callable[..., Result]) -> None:
    ended = azmil("source", "update", "second.txt", "--seeds", "mine", "--source", "x")
    assert (ended.code, ended.err) == (2, "azmil: the seeds describe no source 'x'; use one of: report\n")


@pytest.mark.usefixtures("fault")
@provokes("workbench.new_edition.WHICH")
def test_the_source_of_an_edition_is_the_one_with_most_of_its_lines(
    azmil: Callable[..., Result], mine: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("Nothing of the kind.\n", encoding="utf-8")
    azmil("source", "add", "other.txt", "--id", "other", "--seeds", "mine")
    for name in ("organizations", "equipment"):
        path = mine / name / "a.yaml"
        path.write_text(path.read_text().replace("cite: 1", "cite: report:1").replace('"1,', '"report:1,'))
    ended = azmil("source", "update", "second.txt", "--seeds", "mine")
    assert ended.err.startswith("azmil: 4 cited lines of 'report'")
    (tmp_path / "third.txt").write_text("A third thing.\n", encoding="utf-8")
    ended = azmil("source", "update", "third.txt", "--seeds", "mine")
    assert (ended.code, ended.err) == (
        2,
        (
            "azmil: 'third.txt' has no line in common with a source of these seeds; add it with 'azmil source add "
            "third.txt', or choose one with --source: other, report\n"
        ),
    )


@pytest.mark.usefixtures("fault")
@provokes("workbench.new_edition.TIED")
def test_a_document_with_as_many_lines_of_two_sources_needs_the_source(
    azmil: Callable[..., Result], mine: Path, tmp_path: Path
) -> None:
    """It has one line of each."""
    (tmp_path / "other.txt").write_text("Nothing of the kind.\n", encoding="utf-8")
    azmil("source", "add", "other.txt", "--id", "other", "--seeds", "mine")
    (tmp_path / "third.txt").write_text(f"Nothing of the kind.\n{FIRST.splitlines()[2]}\n", encoding="utf-8")
    ended = azmil("source", "update", "third.txt", "--seeds", str(mine))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "azmil: 'third.txt' has as many lines in common with 'other' as with 'report'; "
        "choose one with --source: other, report\n"
    )


@pytest.mark.usefixtures("fault", "mine")
@provokes("workbench.new_edition.WHICH")
def test_another_document_is_an_edition_of_the_only_source_on_request(
    azmil: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "third.txt").write_text("A third thing.\n", encoding="utf-8")
    ended = azmil("source", "update", "third.txt", "--seeds", "mine", "--write")
    assert ended.code == 2
    assert ended.err == (
        "azmil: 'third.txt' has no line in common with a source of these seeds; add it with 'azmil source add "
        "third.txt', or choose one with --source: report\n"
    )
    assert azmil("source", "update", "third.txt", "--seeds", "mine", "--source", "report").code == 3


@pytest.mark.usefixtures("fault")
@provokes("workbench.undo.NOTHING")
@pytest.mark.usefixtures("mine")
def test_without_an_update_there_is_nothing_to_undo(azmil: Callable[..., Result]) -> None:
    assert azmil("source", "update", "--undo", "--seeds", "mine").code == 1


@pytest.mark.usefixtures("fault")
@provokes("workbench.undo.CHANGED")
def test_files_that_changed_since_are_not_undone(azmil: Callable[..., Result], mine: Path) -> None:
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    azmil("recite", "mine", "tug", "4")
    after = contents(mine)
    assert azmil("source", "update", "--undo", "--seeds", "mine").code == 1
    assert contents(mine) == after


@pytest.mark.usefixtures("fault")
@provokes("workbench.undo.CANNOT_RECORD")
def test_an_update_that_cannot_be_undone_says_so(azmil: Callable[..., Result], mine: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, not a folder", encoding="utf-8")
    ended = azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    assert "azmil: cannot record how to undo this update" in ended.err
    assert (mine / "editions/report.csv").exists()


@pytest.mark.usefixtures("fault")
@provokes("seeds.ledgers.NOT_VALID")
def test_a_damaged_ledger_is_a_problem(azmil: Callable[..., Result], mine: Path) -> None:
    azmil("source", "update", "second.txt", "--seeds", "mine", "--write")
    path = mine / "editions/report.csv"
    path.write_text(path.read_text().replace("lost", "gone"), encoding="utf-8")
    assert azmil("check", "mine", "--alone", "--open").out.startswith(
        "mine/editions/report.csv:3:1: not a row of a ledger of editions: expected an id, a line, lines and a verdict"
    )


@pytest.mark.usefixtures("mine")
def test_a_third_edition_follows_the_lines_that_are_not_decided(azmil: Callable[..., Result], mine: Path) -> None:
    lines = ["It has 7 tugs.", "It has a navy.", "It has a base.", "It has a port."]
    (mine / "passages/report.yaml").unlink()
    (mine / "sources/report.yaml").unlink()
    (mine / "equipment/a.yaml").unlink()
    (mine / "organizations/a.yaml").unlink()
    for name, text in {
        "one.txt": lines,
        "two.txt": ["It has 8 tugs.", *lines[1:]],
        "three.txt": ["A preface.", "It has 8 tugs.", *lines[1:]],
        "four.txt": ["A preface.", *lines[1:]],
    }.items():
        (mine.parent / name).write_text("\n".join(text), encoding="utf-8")
    azmil("source", "add", "one.txt", "--id", "report", "--seeds", "mine")
    (mine / "organizations/a.yaml").write_text(ORGANIZATIONS.replace("1, 5", "1").replace("context: 4", "cite: 2"))
    for name, line in {"two.txt": "1 replaced it", "three.txt": "2 replaced it"}.items():
        azmil("source", "update", name, "--seeds", "mine", "--write")
        ended = azmil("check", "mine", "--alone", "--open")
        assert f"line 1 of 'report-edition-1' is changed in 'report': line {line}" in ended.out
    assert cited(mine) == {
        "ruritania": [("report-edition-1", 1, 1, "states")],
        "ruritanian-navy": [("report", 3, 3, "states")],
    }
    azmil("source", "update", "four.txt", "--seeds", "mine", "--write")
    ended = azmil("check", "mine", "--alone", "--open")
    assert "line 1 of 'report-edition-1' is not in 'report' any more" in ended.out
    assert cited(mine)["ruritanian-navy"] == [("report", 2, 2, "states")]
    assert not (mine / "sources/report-edition-2.yaml").exists()


def test_usage_of_undo(azmil: Callable[..., Result]) -> None:
    assert azmil("source", "update", "second.txt", "--undo").code == 2
    assert azmil("source", "update").code == 2
