"""Documents added to users' seeds: their lines, proposed verdicts, open lines, judgements, pages and default sources."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from azmil import paths
from azmil.seeds import Origin, check
from azmil.workbench import adding, documents, pdf, pdf_pages, texts
from azmil.workbench.splitting import split
from faults import cases, provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil.errors import Fault
    from conftest import Result

FENWICK = """\
The Coast Guard of Grand Fenwick

It has about 120 people. It was founded in May 1951.
It operates four cutters.

[1]
https://example.org/fenwick
"""
PAGES = [
    ["Borduria has a coast guard of about 300 people, which was bought", "1"],
    ["in 1932. It has six boats.", "2"],
    ["Stations", "The main station is at Szohod.", "3"],
]


@pytest.fixture
def fenwick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "fenwick.txt"
    path.write_text(FENWICK, encoding="utf-8")
    return path


@pytest.fixture
def mine(azmil: Callable[..., Result], fenwick: Path) -> Path:
    """A folder of seeds with the document."""
    guard = fenwick.parent / "mine" / "organizations" / "x.yaml"
    guard.parent.mkdir(parents=True)
    guard.write_text("- {id: fenwick-guard, name: Coast Guard of Grand Fenwick, organization_kind: agency}\n")
    assert azmil("source", "add", fenwick.name, "--seeds", "mine").code == 0
    return fenwick.parent / "mine"


def pdf_of(pages: list[list[str]]) -> bytes:
    """Return a PDF file with these lines on its pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        shown = b" ".join(b"(" + line.encode() + b") Tj T*" for line in page)
        content = b"BT /F1 11 Tf 14 TL 60 760 Td " + shown + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(kids), b" ".join(kids))
    whole, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(whole))
        whole += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        whole
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(whole),
        )
    )


def test_headings_links_and_footnote_marks_get_a_proposed_verdict(mine: Path) -> None:
    items = (mine / "passages" / "fenwick.yaml").read_text().splitlines()
    assert [line.partition(", verdict: ")[2].rstrip("}") for line in items] == [
        "nothing, reason: a heading, proposed: yes",
        "blank",
        "",
        "",
        "blank",
        "nothing, reason: a footnote mark, proposed: yes",
        "nothing, reason: a link, proposed: yes",
    ]
    assert "120" not in "".join(path.read_text() for path in mine.rglob("*.yaml"))


@pytest.mark.usefixtures("mine")
def test_open_lines_are_listed_with_their_text_and_proposed_verdicts_last(
    azmil: Callable[..., Result],
) -> None:
    ended = azmil("todo", "mine", "--format", "json")
    assert [(row["source"], row["line"], row["proposed"]) for row in ended.rows] == [
        ("fenwick", "3", None),
        ("fenwick", "4", None),
        ("fenwick", "1", "a heading"),
        ("fenwick", "6", "a footnote mark"),
        ("fenwick", "7", "a link"),
    ]
    assert ended.rows[1]["text"] == "It operates four cutters."
    assert ended.err == "azmil: 3 of 5 nonblank lines are accounted for (3 by a proposed verdict), 2 open\n"


def test_an_open_line_names_the_thing_that_cites_it(azmil: Callable[..., Result], mine: Path) -> None:
    """Only a claim accounts for a line."""
    guard = mine / "organizations" / "x.yaml"
    guard.write_text(guard.read_text().replace("}", ", cite: 4}"))
    rows = azmil("todo", "mine", "--format", "json").rows
    assert [(row["line"], row["thing"]) for row in rows][:2] == [("3", None), ("4", "fenwick-guard")]


def test_open_lines_are_in_natural_order(azmil: Callable[..., Result], fenwick: Path) -> None:
    fenwick.write_text("".join(f"Boat {number} sank.\n" for number in range(1, 13)))
    azmil("source", "add", fenwick.name, "--seeds", "mine")
    assert [row["line"] for row in azmil("todo", "mine", "--format", "json").rows] == [str(n) for n in range(1, 13)]
    problems = azmil("check", "--alone", "mine").out.splitlines()
    assert [line.split(":")[1] for line in problems] == [str(number) for number in range(1, 13)]
    assert problems[0].startswith(
        "mine/passages/fenwick.yaml:1:27: line 1 of 'fenwick' is neither cited by a claim nor judged"
    )


def test_judging_keeps_comments_and_layout(azmil: Callable[..., Result], mine: Path) -> None:
    path = mine / "passages" / "fenwick.yaml"
    items = path.read_text().splitlines()
    items[2] += "  # read twice"
    items[3] = (
        "- source: fenwick\n  # the cutters\n  line: 4\n  fingerprint: " + items[3].split("fingerprint: ")[1][:-1]
    )
    path.write_text("\n".join(["# lines", *items]))
    ended = azmil("judge", "mine", "3,4", 'it says: "no"')
    assert (ended.code, ended.err) == (0, "azmil: judged that 2 lines state nothing: 3-4\n")
    items[2] = items[2].replace("}", ', verdict: nothing, reason: "it says: \\"no\\""}')
    items[3] += '\n  verdict: nothing\n  reason: "it says: \\"no\\""'
    assert path.read_text() == "\n".join(["# lines", *items])
    assert azmil("judge", "mine", "fenwick:1-7").err == "azmil: confirmed the proposed verdict of 3 lines: 1, 6-7\n"
    assert azmil("todo", "mine").err == "azmil: 5 of 5 nonblank lines are accounted for, 0 open\n"
    assert azmil("judge", "mine", "3", "--open").err == "azmil: reopened 1 line: 3\n"
    assert [row["line"] for row in azmil("todo", "mine", "--format", "json").rows] == ["3"]


def test_a_claim_replaces_a_proposed_verdict(azmil: Callable[..., Result], mine: Path) -> None:
    (mine / "statements").mkdir()
    (mine / "statements" / "x.yaml").write_text(
        "- {id: x, subject: fenwick-guard, topic: history, sentence: It is old., cite: 1}\n"
    )
    checked = check(Origin((mine,), is_alone=True).files(), may_be_open=True)
    assert checked.problems == []
    row = checked.rows["passages"][0]
    assert (row.verdict, row.reason, row.proposed) == ("cited", None, 0)
    assert "cites it" in azmil("judge", "mine", "1", "a heading").err


@cases("arguments, message", [
    ("workbench.judging.NO_LINE", ["3,9", "x"], "no such line 9 in 'fenwick', or it is blank; choose lines with text"),
    ("workbench.judging.NO_LINE", ["2", "x"], "no such line 2 in 'fenwick', or it is blank; choose lines with text"),
    ("workbench.judging.NO_SOURCE", ["fenwik:3", "x"], "no such source 'fenwik' in these seeds; did you mean 'fenwick'?"),
    ("workbench.judging.NO_REASON", ["3"], "missing reason: none of these lines has a proposed verdict; say why they state nothing"),
    ("workbench.judging.BAD_REASON", ["3", " "], "' ' is not a valid reason; use at most 200 printable characters"),
])  # fmt: skip
def test_lines_that_cannot_be_judged_are_refused(
    azmil: Callable[..., Result], mine: Path, fault: Fault, arguments: list[str], message: str
) -> None:
    before = (mine / "passages" / "fenwick.yaml").read_bytes()
    ended = azmil("judge", "mine", *arguments)
    assert (ended.code, ended.err) == (fault.code, f"azmil: {message}\n")
    assert (mine / "passages" / "fenwick.yaml").read_bytes() == before


@provokes("workbench.judging.CITED")
@pytest.mark.usefixtures("fault")
def test_a_cited_line_is_not_judged(azmil: Callable[..., Result], mine: Path) -> None:
    (mine / "statements").mkdir()
    (mine / "statements" / "x.yaml").write_text(
        "- {id: x, subject: fenwick-guard, topic: history, sentence: It is old., cite: 3-4}\n"
    )
    assert azmil("judge", "mine", "4", "x").err == (
        "azmil: cannot judge line 4 of 'fenwick': 'x' cites it; choose lines that no claim cites\n"
    )
    assert azmil("judge", "mine", "1-7").err == "azmil: confirmed the proposed verdict of 3 lines: 1, 6-7\n"


@provokes("workbench.judging.NO_SOURCES")
@pytest.mark.usefixtures("fault")
def test_seeds_without_sources_have_no_open_lines(azmil: Callable[..., Result], mine: Path) -> None:
    for path in mine.rglob("*.yaml"):
        path.write_text("[]")
    assert azmil("todo", "mine").err.startswith("azmil: these seeds describe no source; add one with 'azmil source")


@provokes("workbench.judging.UNREADABLE")
@pytest.mark.usefixtures("fault")
def test_seeds_that_cannot_be_read_are_not_judged(azmil: Callable[..., Result], mine: Path) -> None:
    (mine / "sources" / "x.yaml").write_text("- id: [")
    assert azmil("judge", "mine", "3", "x").err.splitlines()[-1] == (
        "azmil: cannot read the seed files: 1 problem found; see 'azmil check FOLDER'"
    )
    assert azmil("todo", "mine").err.endswith("the seed files have 1 problem; see 'azmil check mine'\n")


@pytest.mark.usefixtures("mine")
def test_a_file_is_checked_with_its_folder_but_only_its_problems_are_printed(
    azmil: Callable[..., Result],
) -> None:
    ended = azmil("check", "--alone", "mine/sources/fenwick.yaml")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "azmil: no problems in the given files; 2 problems in other files of the same folders\n"
    assert azmil("check", "--alone", "mine/passages/fenwick.yaml").err.startswith("azmil: the seed files have 2 prob")


def test_a_description_is_written_to_the_seeds(azmil: Callable[..., Result], fenwick: Path) -> None:
    options = ["--date", "May 2004", "--url", "https://e.org/x", "--publisher", 'The "Press"', "--licence", "CC0"]
    assert azmil("source", "add", fenwick.name, "--seeds", "mine", "--split", "sentences", *options).code == 0
    text = (fenwick.parent / "mine" / "sources" / "fenwick.yaml").read_text()
    for line in ('date: "2004-05"', 'url: "https://e.org/x"', 'publisher: "The \\"Press\\""', "split: sentences"):
        assert f"\n  {line}\n" in text
    assert [row["text"] for row in azmil("todo", "mine", "--format", "json").rows][:2] == [
        "It has about 120 people.",
        "It was founded in May 1951.",
    ]


@cases("arguments", [
    ("workbench.adding.NO_URL", ["--url", "example.org"]),
    ("workbench.documents.EMPTY", []),
])  # fmt: skip
def test_a_document_that_cannot_be_added_leaves_no_seeds(
    azmil: Callable[..., Result], fenwick: Path, fault: Fault, arguments: list[str]
) -> None:
    if not arguments:
        fenwick.write_bytes(b"\xef\xbb\xbf\n \n")
    ended = azmil("source", "add", fenwick.name, "--seeds", "mine", *arguments)
    assert ended.code == fault.code
    assert not (fenwick.parent / "mine").exists()


@cases("text, message", [
    ("workbench.documents.TOO_LONG", "One.\n" * 4, "it has more than 3 lines; split it into several files"),
    ("workbench.documents.NO_TEXT", "One\0two.\n", "it is not UTF-8 text; save it as UTF-8"),
])  # fmt: skip
def test_a_document_that_is_too_long_or_not_text_is_refused(
    azmil: Callable[..., Result],
    fenwick: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    text: str,
    message: str,
) -> None:
    monkeypatch.setattr(documents, "MOST_LINES", 3)
    fenwick.write_text(text)
    ended = azmil("source", "add", fenwick.name, "--seeds", "mine")
    assert (ended.code, ended.err) == (fault.code, f"azmil: cannot read 'fenwick.txt': {message}\n")
    assert not (fenwick.parent / "mine").exists()


def test_a_byte_order_mark_is_not_part_of_the_first_line(fenwick: Path) -> None:
    fenwick.write_bytes(b"\xef\xbb\xbfA line.\n")
    assert documents.read_lines(fenwick)[0] == ["A line."]


def test_adding_a_second_document_keeps_what_citations_mean(azmil: Callable[..., Result], mine: Path) -> None:
    (mine / "statements").mkdir()
    (mine / "statements" / "x.yaml").write_text(
        "- {id: x, subject: fenwick-guard, topic: history, sentence: It is old., cite: '3, 4'}\n"
    )
    other = mine.parent / "other.txt"
    other.write_text("One.\nTwo.\nThree.\nFour.\n")
    ended = azmil("source", "add", "other.txt", "--seeds", "mine")
    assert "azmil: citations without a source still mean 'fenwick', as its field 'default_in' now says" in ended.err
    checked = check(Origin((mine,), is_alone=True).files(), may_be_open=True)
    assert checked.problems == []
    assert [(row.source_id, row.first_line) for row in checked.rows["citations"]] == [
        ("fenwick", 3),
        ("fenwick", 4),
    ]
    source = mine / "sources" / "other.yaml"
    source.write_text(source.read_text() + "  default_in: statements/x.yaml\n")
    checked = check(Origin((mine,), is_alone=True).files(), may_be_open=True)
    assert {row.source_id for row in checked.rows["citations"]} == {"other"}


def test_citations_of_another_folder_keep_their_meaning_when_a_folder_gets_its_first_document(
    azmil: Callable[..., Result], fenwick: Path
) -> None:
    """They mean the built-in source."""
    claims = fenwick.parent / "mine" / "statements" / "x.yaml"
    claims.parent.mkdir(parents=True)
    claims.write_text("- {id: x, subject: azerbaijani-navy, topic: history, sentence: It is old., cite: 5}\n")
    assert azmil("source", "add", fenwick.name, "--seeds", "mine").code == 0
    checked = check(Origin((fenwick.parent / "mine",)).files(), may_be_open=True)
    (row,) = (row for row in checked.rows["citations"] if row.record_id == "x")
    assert row.source_id == "article"


@provokes("workbench.judging.WHICH_SOURCE")
def test_lines_of_several_sources_need_a_prefix(azmil: Callable[..., Result], mine: Path, fault: Fault) -> None:
    (mine.parent / "other.txt").write_text("One.\n")
    azmil("source", "add", "other.txt", "--seeds", "mine")
    ended = azmil("judge", "mine", "3", "x")
    assert (ended.code, ended.err) == (
        fault.code,
        "azmil: missing source: the seeds describe several; put its id before the lines, such as 'fenwick:12'\n",
    )
    assert azmil("judge", "mine", "fenwick:3,4,other:1", "x").err.endswith(": fenwick:3-4, other:1\n")


@pytest.mark.usefixtures("mine")
def test_a_load_attaches_kept_text_and_verify_has_three_degrees(azmil: Callable[..., Result], fenwick: Path) -> None:
    on = ("--database", "t.db")
    assert azmil(*on, "load", "mine").code == 0
    texts_ = azmil(*on, "sql", "SELECT text FROM passages WHERE source_id = 'fenwick' AND line = 4", "--format", "json")
    assert texts_.rows == [{"text": "It operates four cutters."}]
    assert [
        row["lines"] for row in azmil(*on, "search", "cutters", "--format", "json").rows if row["kind"] == "line"
    ] == ["fenwick:4"]
    same = azmil(*on, "source", "verify", fenwick.name)
    assert (same.code, same.out) == (0, "")
    fenwick.write_text(FENWICK.replace("It has", "It  has").replace("four", "four\u00a0"))
    cosmetic = azmil(*on, "source", "verify", fenwick.name)
    assert (cosmetic.code, cosmetic.out.splitlines()) == (
        0,
        [f"line {line} differs only in blanks, quotation marks or dashes" for line in (3, 4)],
    )
    fenwick.write_text("A new line.\n" + FENWICK.replace("four", "five"))
    changed = azmil(*on, "source", "verify", fenwick.name)
    assert (changed.code, changed.out) == (3, "line 1 is new\nline 5 differs\n")
    assert changed.err == "azmil: changed: 2 lines of fenwick.txt and 'fenwick' differ\n"


@provokes("workbench.verifying.WHICH_SOURCE")
@pytest.mark.usefixtures("fault")
def test_a_document_without_a_line_of_any_source_is_not_verified(azmil: Callable[..., Result], mine: Path) -> None:
    azmil("--database", "t.db", "load", "mine")
    (mine.parent / "other.txt").write_text("One.\n")
    assert azmil("--database", "t.db", "source", "verify", "other.txt").err == (
        "azmil: 'other.txt' has no line in common with a source of this database; "
        "add it with 'azmil source add other.txt', or choose one with --source: article, fenwick\n"
    )


@provokes("workbench.verifying.WHICH_SOURCE")
@pytest.mark.usefixtures("fault")
def test_another_document_is_compared_with_the_only_source_on_request(azmil: Callable[..., Result], mine: Path) -> None:
    azmil("--database", "t.db", "load", "--alone", "mine")
    other = mine.parent / "other.txt"
    other.write_text("One.\n")
    verify = ("--database", "t.db", "source", "verify", "other.txt")
    ended = azmil(*verify)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "azmil: 'other.txt' has no line in common with a source of this database; "
        "add it with 'azmil source add other.txt', or choose one with --source: fenwick\n"
    )
    assert azmil(*verify, "--source", "fenwick").code == 3
    other.write_text(FENWICK.splitlines()[0].replace(" ", "\N{NO-BREAK SPACE}") + "\n")
    assert azmil(*verify).code == 3


@provokes("workbench.texts.NOT_KEPT")
@pytest.mark.usefixtures("fault")
def test_text_that_cannot_be_kept_is_noted(
    azmil: Callable[..., Result], fenwick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "data_folder", lambda: fenwick)
    ended = azmil("source", "add", fenwick.name, "--seeds", "mine")
    assert ended.code == 0
    assert "azmil: cannot keep the text in " in ended.err
    assert texts.find("0" * 64) == texts.find("../x") == []


def test_a_sentence_goes_on_in_the_next_line_and_on_the_next_page(fenwick: Path) -> None:
    pytest.importorskip("pypdf")
    path = fenwick.parent / "borduria.pdf"
    path.write_bytes(pdf_of(PAGES))
    document = documents.read_document(path)
    assert [(line.text, line.page, line.proposed) for line in document.lines] == [
        ("Borduria has a coast guard of about 300 people, which was bought in 1932.", 1, ""),
        ("It has six boats.", 2, ""),
        ("1", 1, "a page number"),
        ("2", 2, "a page number"),
        ("Stations", 3, "a heading"),
        ("The main station is at Szohod.", 3, ""),
        ("3", 3, "a page number"),
    ]


def test_a_citation_of_a_pdf_names_the_page(azmil: Callable[..., Result], fenwick: Path) -> None:
    pytest.importorskip("pypdf")
    (fenwick.parent / "borduria.pdf").write_bytes(pdf_of(PAGES))
    assert azmil("source", "add", "borduria.pdf", "--seeds", "mine").code == 0
    (fenwick.parent / "mine" / "statements").mkdir()
    (fenwick.parent / "mine" / "statements" / "x.yaml").write_text(
        "- {id: x, subject: azerbaijani-navy, topic: history, sentence: It is old., cite: 1-2}\n"
    )
    on = ("--database", "t.db")
    assert azmil(*on, "load", "mine").code == 0
    (place,) = json.loads(azmil(*on, "cite", "x", "--format", "json").out)["cited"]
    assert (place["lines"], place["pages"]) == ("borduria:1-2", "1-2")
    assert "borduria:3" in azmil(*on, "cite", "borduria:3").out
    assert azmil(*on, "cite", "borduria:30").err.startswith("azmil: no such line '30' in 'borduria'")
    assert [
        row["id"] for row in azmil(*on, "timeline", "--undated", "--source", "borduria", "--format", "json").rows
    ] == ["x"]
    assert azmil(*on, "search", "old", "--source", "borduria", "--format", "csv").out.count("\n") == 2
    assert "pp. 1-2, lines 1-2" in azmil(*on, "cite", "x", "--style", "footnote").out


@cases("printed, message", [
    ("workbench.pdf.NO_EXTRA", f'"{pdf_pages.MISSING}"', "PDF files need the package pypdf; install it with: pip install 'azmil[pdf]'"),
    ("workbench.pdf.ENCRYPTED", f'"{pdf_pages.ENCRYPTED}"', "it is protected with a password; save a copy without a password"),
    ("workbench.pdf.DAMAGED", f'"{pdf_pages.DAMAGED}"', "the text of this PDF file cannot be extracted; save its text as UTF-8, and use that file"),
    ("workbench.pdf.DAMAGED", "", "the text of this PDF file cannot be extracted; save its text as UTF-8, and use that file"),
    ("workbench.pdf.TOO_MUCH", f'"{pdf_pages.PAGES}"', "it has more than 2,000 pages; split it into several files"),
    ("workbench.pdf.TOO_MUCH", f'"{pdf_pages.MEMORY}"', "reading it needs more than 1024 MiB of memory; split it into several files"),
    ("workbench.pdf.SCANNED", '["", " "]', "it contains no text, perhaps only pictures of pages; recognise its text with another program, and use that file"),
])  # fmt: skip
def test_a_pdf_that_cannot_be_read_is_reported(
    azmil: Callable[..., Result],
    fenwick: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    printed: str,
    message: str,
) -> None:
    path = fenwick.parent / "x.pdf"
    path.write_bytes(b"%PDF-1.4\n")
    program = fenwick.parent / "program"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.stdin.buffer.read()\nprint('''{printed}''')\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    ended = azmil("source", "add", "x.pdf", "--seeds", "mine")
    assert (ended.code, ended.err) == (fault.code, f"azmil: cannot read 'x.pdf': {message}\n")


def test_a_damaged_pdf_is_refused_and_a_slow_one_is_stopped(
    azmil: Callable[..., Result], fenwick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fenwick.parent / "x.pdf"
    path.write_bytes(pdf_of(PAGES)[:300])
    assert "cannot be extracted" in azmil("source", "add", "x.pdf").err or not pytest.importorskip("pypdf")
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.001)
    assert "takes longer than" in azmil("source", "add", "x.pdf").err


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. A. Smith of the U.S. Army left. He was 60.", ["Gen. A. Smith of the U.S. Army left.", "He was 60."]),
        ('"Really?" he asked. 12 sank in Jan. 1995.[3] None rose.', ['"Really?" he asked.', "12 sank in Jan. 1995.[3]", "None rose."]),
        ("It cost $1.5 million. That was much!", ["It cost $1.5 million.", "That was much!"]),
    ],
)  # fmt: skip
def test_abbreviations_do_not_end_sentences(text: str, sentences: list[str]) -> None:
    assert [line.text for line in split([(None, text)], "sentences")] == sentences


def test_the_default_id_is_a_slug(tmp_path: Path) -> None:
    assert adding.id_of(tmp_path / "Report (1)_final.PDF") == "report-1-final"
