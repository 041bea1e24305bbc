"""Web pages of a whole base: complete, linked, hedged in words, the same each time, and replaced whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

import azmil as azmil_package
from azmil import reports
from azmil.api.contents import contents as contents_of
from azmil.publish import site
from azmil.publish.options import Options
from azmil.seeds import Origin
from azmil.workbench.load import load
from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from azmil.errors import Fault
    from azmil.values.contents import Contents
    from conftest import Result

    Run = Callable[..., Result]


LARGEST = 6_500_000  # bytes of the pages of the real base, as a folder or as one file


class Page(HTMLParser):
    """The ids, links, scripts and cells of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.rows: list[list[str]] = []
        self.heads: list[str] = []
        self.flags: set[int] = set()  # columns that show yes and no instead of 1 and 0
        self.is_in_table = False
        self.values: dict[tuple[int, int], str | None] = {}  # by row and column, where it differs from the text
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "table":
            self.is_in_table = True
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag in ("a", "link") and given.get("href"):
            self.links.append(str(given["href"]))
        if tag == "script" and given.get("src"):
            self.links.append(str(given["src"]))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.values[len(self.rows) - 1, len(self.rows[-1]) - 1] = given.get("data-v")
            self.heads += [str(given["data-name"])] if "data-name" in given else []
            self.flags |= {len(self.rows[-1]) - 1} if "data-flag" in given else set()

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.is_in_table = False

    def raw(self) -> list[list[str]]:
        """Return the rows with the values that a file has."""
        found = [
            [text if (value := self.values[at, column]) is None else value for column, text in enumerate(row)]
            for at, row in enumerate(self.rows)
        ]
        in_files = {"yes": "1", "no": "0"}
        return [
            [in_files[text] if at in self.flags and text in in_files else text for at, text in enumerate(row)]
            for row in found
        ]

    def handle_data(self, data: str) -> None:
        if self.is_in_table and self.rows and self.rows[-1] and self.tags[-1] in ("td", "th", "a", "tr"):
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def parsed(pages: Path) -> dict[str, Page]:
    """All pages by path."""
    return {str(path.relative_to(pages)): Page(path.read_text(encoding="utf-8")) for path in pages.rglob("*.html")}


def test_every_link_and_anchor_of_the_pages_resolves(pages: Path, parsed: dict[str, Page]) -> None:
    broken = []
    for path, page in parsed.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            target, _, anchor = unquote(link).partition("#")
            found = (pages / path).parent.joinpath(target).resolve() if target else pages / path
            if not found.is_file() or (anchor and anchor not in parsed[str(found.relative_to(pages.resolve()))].ids):
                broken.append((path, link))
    assert broken == []


def test_every_link_of_the_one_file_leads_to_a_part_of_it(contents: Contents) -> None:
    page = Page(site.one_file(contents, Options()))
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert {unquote(link)[1:] for link in page.links} - set(page.ids) == set()
    assert {"navy-stenka", "source/article/115", "page/timeline", "report/equipment"} <= set(page.ids)


def test_each_record_and_each_retired_id_has_a_page(base: Base, parsed: dict[str, Page]) -> None:
    ids = {row["id"] for row in base.sql("SELECT id FROM records")}
    ids |= {row["id"] for row in base.sql("SELECT id FROM retired_ids")}
    assert {path for path in parsed if path.startswith("r/")} == {f"r/{id_}.html" for id_ in ids}


def test_a_page_of_a_retired_id_says_what_it_is_now(pages: Path) -> None:
    text = (pages / "r/navy.html").read_text(encoding="utf-8")
    assert (
        'The record is now <a href="azerbaijani-navy.html">Azerbaijani Navy</a> (<code>azerbaijani-navy</code>).'
        in text
    )
    assert "<p>The id says the country now.</p>" in text


def test_the_page_of_a_claim_has_its_hedge_lines_citation_and_how_to_report_a_mistake(pages: Path, base: Base) -> None:
    text = (pages / "r/hermes-talks.html").read_text(encoding="utf-8")
    assert '<p class="hedge">negotiated; according to Israeli newspapers</p>' in text
    assert '<li>Second revision: <a href="../source/article.html#101">101</a>' in text
    assert base.citation("hermes-talks") in text
    assert "hermes-talks: According to Israeli newspapers, " in text
    assert '<meta name="citation_title" content="Encyclopedia article on the armed forces of Azerbaijan' in text


@pytest.mark.parametrize("report", [name for name in reports.names() if name != "sources"])  # a source is not a claim
def test_every_hedged_row_says_so_in_words(report: str, base: Base, parsed: dict[str, Page]) -> None:
    heads, *rows = parsed[f"report/{report}.html"].rows
    found = [(row[heads.index("id")], row[heads.index("hedge")]) for row in rows if len(row) == len(heads)]
    assert found == [(row["id"], row["hedge"] or "") for row in base.query(report)]


@pytest.mark.parametrize("report", reports.names())
def test_the_cells_of_a_report_are_those_of_csv(report: str, azmil: Run, parsed: dict[str, Page]) -> None:
    heads, *rows = csv.reader(io.StringIO(azmil("query", report, "--format", "csv").out, newline=""))
    page = parsed[f"report/{report}.html"]
    assert page.heads == heads
    assert page.raw()[1:] == rows


def test_the_page_of_a_thing_names_the_parts_that_claims_are_about(parsed: dict[str, Page]) -> None:
    rows = parsed["r/azerbaijani-navy.html"].rows
    start = rows.index(["part", "fact", "hedge", "lines", "date"])
    assert rows[start + 1][:2] == [
        "Border Coast Guard",
        "The source names the Border Coast Guard.",
    ]


def test_an_observed_state_is_listed_in_the_year_of_its_observation(pages: Path) -> None:
    text = (pages / "timeline.html").read_text(encoding="utf-8")
    years = dict(re.findall(r'<h2 id="year/(\d+)">(.*?)(?=<h2|$)', text, re.DOTALL))
    assert [year for year, rows in years.items() if "r/hobbins-commander.html" in rows] == ["2006"]
    assert list(years) == sorted(years)


def test_the_order_of_battle_has_the_figures_hedges_and_lines_of_each_body(pages: Path) -> None:
    text = (pages / "order-of-battle.html").read_text(encoding="utf-8")
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text.replace("<li>", " - ")))
    assert (
        "- Azerbaijani Navy: about 5,000 personnel [114, 252]; 22 units [114, 252] "
        "- Border Coast Guard: part of [114, 252] - Caspian Flotilla: part of [114, 252] -"
    ) in plain
    assert "- 641st Special Warfare Naval Unit: part of in tension with another passage [127, 265]" in plain


def test_the_same_base_gives_the_same_bytes(contents: Contents, pages: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    site.write_folder(contents, again, Options())
    both = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (pages, again)
    ]
    assert both[0] == both[1]
    assert site.one_file(contents, Options()) == site.one_file(contents, Options())


@provokes("publish.site.LOST")
def test_a_site_is_replaced_and_other_folders_are_not(
    azmil: Run,
    pages: Path,
    tmp_path: Path,
    fault: Fault,  # noqa: ARG001
) -> None:
    """Pages of the old site that the new one lacks are named."""
    folder = tmp_path / "pages"
    shutil.copytree(pages, folder)
    (folder / "r" / "stale.html").write_text("", encoding="utf-8")
    assert azmil("site", str(folder)).err == (
        "azmil: the old site has 1 page that the new one lacks: r/stale.html; "
        "retire the ids of records in the seeds, so that their addresses stay valid\n"
        f"azmil: wrote 1,228 files; open '{folder / 'index.html'}'\n"
    )
    assert not (folder / "r" / "stale.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


@provokes("publish.folders.NOT_OURS")
def test_a_folder_with_other_files_is_refused(azmil: Run, tmp_path: Path, fault: Fault) -> None:  # noqa: ARG001
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    ended = azmil("site", str(tmp_path))
    assert (ended.out, ended.code) == ("", 1)
    assert ended.err == (
        f"azmil: cannot replace '{tmp_path}': it contains files other than a site written by azmil; choose an empty or a new folder\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@provokes("publish.folders.CANNOT_WRITE")
def test_a_failed_write_leaves_the_old_site(
    small_contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    folder = tmp_path / "pages"
    site.write_folder(small_contents, folder, Options())
    before = (folder / "index.html").read_bytes()

    def fail(_: Contents) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site, "index", fail)
    with pytest.raises(azmil_package.Error) as raised:
        site.write_folder(small_contents, folder, Options())
    assert raised.value.fault is fault
    assert (folder / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_what_a_killed_run_leaves_is_removed_by_the_next_one(
    small_contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Temporary folders of running processes stay, as do those of other sites; a site that was moved away returns."""
    folder = tmp_path / "pages"
    site.write_folder(small_contents, folder, Options())
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    dead = int(ended.stdout)
    folder.rename(tmp_path / f".azmil-pages-{dead}-a-old")
    for name in (f"pages-{dead}-a", f"pages-{os.getpid()}-b", f"other-{dead}-c", f"pages-2026-{dead}-d"):
        (tmp_path / f".azmil-{name}").mkdir()

    def interrupt(_: Contents) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(site, "index", interrupt)
    with pytest.raises(KeyboardInterrupt):
        site.write_folder(small_contents, folder, Options())
    assert site.is_site(folder)
    others = (f"pages-{os.getpid()}-b", f"other-{dead}-c", f"pages-2026-{dead}-d")
    left = {"pages", *(f".azmil-{name}" for name in others)}
    assert {path.name for path in tmp_path.iterdir()} == left


def test_a_site_behind_a_link_is_replaced_and_the_link_stays(small_contents: Contents, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    site.write_folder(small_contents, tmp_path / "link", Options())
    assert (tmp_path / "link").is_symlink()
    assert site.is_site(tmp_path / "elsewhere")


def test_the_pages_are_small_in_both_forms(contents: Contents, pages: Path) -> None:
    assert sum(path.stat().st_size for path in pages.rglob("*") if path.is_file()) <= LARGEST
    assert len(site.one_file(contents, Options()).encode()) <= LARGEST


def test_a_folder_cannot_be_the_one_file(azmil: Run, tmp_path: Path) -> None:
    ended = azmil("site", "--one-file", str(tmp_path))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(f"azmil: cannot write '{tmp_path}': ")
    assert ended.err.count("\n") == 1


def test_either_a_folder_or_one_file_is_required(azmil: Run, tmp_path: Path) -> None:
    expected = "azmil: either FOLDER or --one-file is required, but not both; see 'azmil site --help'\n"
    assert (azmil("site").err, azmil("site").code) == (expected, 2)
    assert azmil("site", str(tmp_path), "--one-file", str(tmp_path / "a.html")).err == expected


def test_one_file_is_written(azmil: Run, tmp_path: Path) -> None:
    path = tmp_path / "base.html"
    assert azmil("site", "--one-file", str(path)).err == f"azmil: wrote '{path}'\n"
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_html_in_seeds_is_inert(seeds: Path, tmp_path: Path) -> None:
    """Tags in names, aliases, notes, sentences and titles are text, and addresses that run scripts are no links."""
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)></script>\"' --><!-- ${alert(1)} \\u003c"
    quoted = f"'{hostile.replace(chr(39), chr(39) * 2)}'"
    replacements = {
        "equipment/boats.yaml": [("name: tugs", f"name: {quoted}\n  note: {quoted}"), ("- tugboats", f"- {quoted}")],
        "holdings/boats.yaml": [("  cite: 3", f"  note: {quoted}\n  cite: 3")],
        "sources/report.yaml": [
            ("A report of four lines", quoted),
            ("  reliability", "  url: javascript:alert(1)\n  archived_url: data:text/html,x\n  reliability"),
        ],
    }
    for name, pairs in replacements.items():
        text = (seeds / name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        (seeds / name).write_text(text, encoding="utf-8")
    load(tmp_path / "hostile.db", Origin((seeds,), is_alone=True))
    with azmil_package.open(tmp_path / "hostile.db") as base:
        contents = contents_of(base)
    site.write_folder(contents, tmp_path / "pages", Options())
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "pages").rglob("*.html")]
    for text in [*texts, site.one_file(contents, Options())]:
        page = Page(text)
        assert "img" not in page.tags
        assert page.tags.count("script") == 2
        assert [link for link in page.links if link.startswith(("javascript:", "data:"))] == []
    index = (tmp_path / "pages/index.js").read_text(encoding="utf-8")
    assert "</script" not in index
    assert "<!--" not in index
    assert hostile in json.loads(index.removeprefix("const azmilIndex = ").removesuffix(";\n"))["titles"]


def test_a_body_that_no_source_mentions_is_in_the_order_of_battle(seeds: Path, tmp_path: Path) -> None:
    (seeds / "organizations" / "more.yaml").write_text("- id: guild\n  name: Guild\n  organization_kind: company\n")
    load(tmp_path / "mine.db", Origin((seeds,), is_alone=True))
    with azmil_package.open(tmp_path / "mine.db") as base:
        site.write_folder(contents_of(base), tmp_path / "pages", Options())
    page = (tmp_path / "pages" / "order-of-battle.html").read_text(encoding="utf-8")
    assert '<li><a href="r/guild.html">Guild</a>' in page
