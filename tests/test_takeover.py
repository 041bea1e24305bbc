"""New editions written to seed files of every form: line ends, sections, pages, sentences, several sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azmil.errors import AzmilError
from azmil.seeds import check, seed_files
from azmil.seeds.book import Book
from azmil.seeds.editions import changes
from azmil.seeds.entries import gather
from azmil.seeds.rows import citations_of
from azmil.workbench import adding, edits, new_edition, takeover
from faults import provokes
from test_documents import pdf_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WORDS = ["army", "navy", "fleet", "guard", "corps", "staff", "school", "depot", "museum", "band"]
LINES = [f"The {word} has {number} tugs." for number, word in enumerate(WORDS, 1)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty seed folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "mine"


def added(folder: Path, lines: Sequence[str], name: str = "report", split: str | None = None) -> None:
    path = folder.parent / f"{name}.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    adding.add(path, folder, id_=name, split=split, described={"title": "A report"})


def states(folder: Path, **cites: str) -> None:
    """Write a state for each citation."""
    text = "".join(
        f"- id: {id_}\n  name: {id_}\n  organization_kind: state\n  cite: {cite}  # read twice\n"
        for id_, cite in cites.items()
    )
    (folder / "organizations").mkdir()
    (folder / "organizations" / "all.yaml").write_text(text, encoding="utf-8")


def updated(folder: Path, lines: Sequence[str], source: str | None = None) -> dict[int, str]:
    """Take a new edition over; return the verdicts of the cited lines."""
    path = folder.parent / "new.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return updated_to(folder, path, source)


def updated_to(folder: Path, path: Path, source: str | None = None) -> dict[int, str]:
    edition = new_edition.read(path, folder, source, {})
    edits.write(takeover.files_of(edition))
    return {outcome.line: outcome.verdict for outcome in edition.outcomes}


def cited(folder: Path) -> dict[str, list[tuple[str, int, int]]]:
    book = Book(gather(seed_files([folder], alone=True)))
    return {
        id_: [(source, first, last) for source, first, last, _ in citations_of(book, entry)]
        for id_, entry in book.records.items()
        if entry.cited
    }


def problems(folder: Path) -> list[str]:
    found = check(seed_files([folder], alone=True), may_be_open=True, may_be_undecided=True)
    return list(map(str, found.problems))


def test_files_with_windows_line_ends_and_a_byte_order_mark_keep_them(folder: Path) -> None:
    added(folder, LINES)
    states(folder, one="1, 3-5", two="9")
    for path in folder.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert set(updated(folder, ["Tugs.", *LINES[:8], *LINES[9:]]).values()) == {"moved", "lost"}
    for name in ("organizations/all.yaml", "passages/report.yaml", "sources/report.yaml"):
        content = (folder / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf- ")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert content.count(b"\xef\xbb\xbf") == 1
    assert b"  cite: 2, 4-6  # read twice\r\n" in (folder / "organizations/all.yaml").read_bytes()
    assert cited(folder) == {
        "one": [("report", 2, 2), ("report", 4, 6)],
        "two": [("report-edition-1", 9, 9)],
    }
    assert problems(folder) == []


def test_a_locator_in_any_quotes_or_over_several_lines_is_rewritten(folder: Path) -> None:
    added(folder, LINES)
    states(folder, a="'1, 2'", b='"3,\n    5"', c=">-\n    6,\n    8", d="1,\n    9", e='"1\\u002c 10"')
    text = (folder / "organizations" / "all.yaml").read_text()
    (folder / "organizations" / "all.yaml").write_text(text.replace("    8  # read twice", "    8"))
    updated(folder, ["Tugs.", *LINES])
    text = (folder / "organizations" / "all.yaml").read_text()
    assert [line.strip() for line in text.splitlines() if "cite" in line] == [
        "cite: '2, 3'  # read twice",
        'cite: "4, 6"  # read twice',
        "cite: 7, 9",
        "cite: 2, 10  # read twice",
        'cite: "2, 11"  # read twice',
    ]


def test_sections_and_their_ids_follow_through_two_editions_in_a_row(folder: Path) -> None:
    added(folder, LINES)
    (folder / "sections").mkdir()
    (folder / "sections" / "all.yaml").write_text(
        "# both\n"
        "- {id: first, source: report, title: First, first_line: 1, last_line: 5}\n"
        "- {id: second, source: report, title: Second, first_line: 6, last_line: 10}\n"
    )
    path = folder / "passages" / "report.yaml"
    lines = path.read_text().splitlines()
    lines = [line.replace("fingerprint", f"section: {'first' if n < 5 else 'second'}, fingerprint") for n, line in
             enumerate(lines)]  # fmt: skip
    path.write_text("\n".join(lines))
    states(folder, one="1", two="7-8", three="10")
    swapped = [*LINES[5:], *LINES[:5]]
    assert updated(folder, swapped) == {1: "moved", 7: "moved", 8: "moved", 10: "moved"}
    assert cited(folder) == {"one": [("report", 6, 6)], "two": [("report", 2, 3)], "three": [("report", 5, 5)]}
    changed = [line.replace("has 8", "has no") for line in swapped]
    assert updated(folder, ["Tugs.", *changed]) == {6: "moved", 2: "moved", 3: "changed", 5: "moved"}
    assert cited(folder) == {
        "one": [("report", 7, 7)],
        "two": [("report", 3, 3), ("report-edition-2", 3, 3)],
        "three": [("report", 6, 6)],
    }
    text = (folder / "sections" / "all.yaml").read_text()
    assert text == (
        "# both\n"
        "- {id: first, source: report, title: First, first_line: 7, last_line: 11}\n"
        "- {id: second, source: report, title: Second, first_line: 1, last_line: 6}\n"
    )
    assert problems(folder) == []
    ledger = (folder / "editions" / "report.csv").read_text().splitlines()
    assert "report-edition-1,1,7,moved" in ledger
    assert "report-edition-1,8,4,changed" in ledger  # followed through the second update
    assert "report-edition-2,3,4,changed" in ledger


def test_the_changes_of_each_record_are_listed_by_edition(folder: Path) -> None:
    added(folder, LINES)
    states(folder, one="1, 3", two="9", three="5")
    new = ["Tugs.", *LINES[:4], "The corps has no tugs.", *LINES[5:8], LINES[9]]
    updated(folder, new)
    book = Book(gather(seed_files([folder], alone=True)))
    found = [(row.record_id, row.change, row.earlier_lines, row.later_lines) for row in changes(book)]
    assert found == [
        ("one", "moved", "report-edition-1:1, 3", "report:2, 4"),
        ("two", "lost", "report-edition-1:9", None),
        ("three", "changed", "report-edition-1:5", "report:6"),
    ]
    path = folder / "organizations" / "all.yaml"
    path.write_text(path.read_text().replace("report-edition-1:9", "report:1, 6"))
    book = Book(gather(seed_files([folder], alone=True)))
    rows = {(row.record_id, row.change): (row.earlier_lines, row.later_lines) for row in changes(book)}
    assert rows["two", "added"] == (None, "report:1")
    assert rows["two", "changed"] == ("report-edition-1:5", "report:6")


def test_a_document_is_split_as_when_it_was_added(folder: Path) -> None:
    text = "The army has 3 tugs. The navy has 4 tugs.\nThe fleet has 5 tugs."
    added(folder, [text], split="sentences")
    states(folder, one="2", two="3")
    assert updated(folder, ["The guard has 9 tugs. " + text]) == {2: "moved", 3: "moved"}
    assert cited(folder) == {"one": [("report", 3, 3)], "two": [("report", 4, 4)]}


def test_pages_of_a_pdf_follow_its_lines(folder: Path) -> None:
    pytest.importorskip("pypdf")
    path = folder.parent / "report.pdf"
    path.write_bytes(pdf_of([LINES[:3], LINES[3:6]]))
    adding.add(path, folder, described={"title": "A report"})
    states(folder, one="2", two="5")
    path.write_bytes(pdf_of([["A preface of one page."], LINES[:3], LINES[3:6]]))
    assert updated_to(folder, path) == {2: "moved", 5: "moved"}
    passages = gather(seed_files([folder], alone=True)).entries["passages"]
    assert {entry.values["line"]: entry.values["page"] for entry in passages} == {
        1: 1, 2: 2, 3: 2, 4: 2, 5: 3, 6: 3, 7: 3
    }  # fmt: skip
    assert cited(folder) == {"one": [("report", 3, 3)], "two": [("report", 6, 6)]}


def test_new_headings_get_a_proposed_verdict_and_judged_lines_keep_theirs(folder: Path) -> None:
    added(folder, ["# Forces", *LINES])
    updated(folder, ["# Forces", "", "## Tugs", *LINES])
    text = (folder / "passages" / "report.yaml").read_text().splitlines()
    assert text[0].endswith("verdict: nothing, reason: a heading, proposed: yes}")
    assert text[1] == "- {source: report, line: 2, verdict: blank}"
    assert text[2].endswith("verdict: nothing, reason: a heading, proposed: yes}")


def test_only_citations_of_the_source_are_rewritten(folder: Path) -> None:
    added(folder, LINES)
    added(folder, [line.replace("tugs", "boats") for line in LINES], "other")
    states(folder, one="report:2, 4, other:3", two="other:9, report:6")
    assert updated(folder, ["Tugs.", *LINES]) == {2: "moved", 4: "moved", 6: "moved"}
    assert cited(folder) == {
        "one": [("other", 3, 3), ("report", 3, 3), ("report", 5, 5)],
        "two": [("other", 9, 9), ("report", 7, 7)],
    }


@pytest.mark.parametrize(
    "new",
    [
        "The army has not 1 tugs.",
        "The army has 2 tugs.",
        "The navy had 1 tugs.",
        "The army has “1” tugs.",
        "The army  has 1 tugs.",
        "The army has 1 – tugs.",
        "The army has perhaps 1 tugs.",
    ],
)
def test_a_line_with_other_characters_is_never_the_same(folder: Path, new: str) -> None:
    added(folder, LINES)
    states(folder, one="1")
    assert updated(folder, [new, *LINES[1:]]) == {1: "changed"}
    assert cited(folder) == {"one": [("report-edition-1", 1, 1)]}


def test_blanks_at_the_ends_of_lines_do_not_matter(folder: Path) -> None:
    added(folder, LINES)
    states(folder, one="1-10")
    assert set(updated(folder, [f"  {line}\t" for line in LINES]).values()) == {"same"}


def test_a_line_split_or_joined_with_the_next_is_read_again(folder: Path) -> None:
    added(folder, LINES)
    states(folder, **{word: str(line) for line, word in enumerate(WORDS, 1)})
    new = [*LINES[:2], "The fleet has", "3 tugs.", *LINES[3:6], f"{LINES[6]} {LINES[7]}", *LINES[8:]]
    verdicts = updated(folder, new)
    assert {line for line, verdict in verdicts.items() if verdict not in ("same", "moved")} == {3, 7, 8}


def test_a_title_in_any_form_is_that_of_the_earlier_edition_too(folder: Path) -> None:
    added(folder, LINES)
    states(folder, one="1")
    path = folder / "sources" / "report.yaml"
    path.write_text(path.read_text().replace('title: "A report"', 'title: >-\n    A "report":\n    tugs'))
    updated(folder, LINES[1:])
    titles = {entry.values["title"] for entry in gather(seed_files([folder], alone=True)).entries["sources"]}
    assert titles == {'A "report": tugs', 'A "report": tugs, earlier edition 1'}
    assert problems(folder) == []


@pytest.mark.usefixtures("fault")
@provokes("workbench.new_edition.DOUBTFUL")
def test_citations_that_may_mean_a_built_in_source_are_not_rewritten(folder: Path) -> None:
    added(folder, LINES)
    states(folder, one="1")
    path = folder / "sources" / "report.yaml"
    path.write_text(path.read_text() + "  default_in: none\n")
    with pytest.raises(AzmilError, match="which mean 'report' only if the built-in seeds are not loaded"):
        updated(folder, LINES[1:])
    path = folder / "organizations" / "all.yaml"
    path.write_text(path.read_text().replace("cite: 1", "cite: report:2"))
    assert updated(folder, LINES[1:]) == {2: "moved"}
    assert cited(folder) == {"one": [("report", 1, 1)]}


@pytest.mark.usefixtures("fault")
@provokes("workbench.items.LAYOUT")
def test_seeds_in_one_list_between_brackets_are_left_alone(folder: Path) -> None:
    added(folder, LINES)
    path = folder / "passages" / "report.yaml"
    text = "[" + ",\n".join(line.removeprefix("- ") for line in path.read_text().splitlines()) + "]\n"
    path.write_text(text)
    with pytest.raises(AzmilError, match="its items are not on lines of their own"):
        updated(folder, ["Tugs.", *LINES])
    assert path.read_text() == text
