"""Addresses of the pages: they last, they name the version that was cited, and they lead to where mistakes are reported."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

import azmil as azmil_package
from azmil import paths
from azmil.api.contents import contents as contents_of
from azmil.formats.styles import STYLES, cited
from azmil.publish import citing, site
from azmil.publish.options import Options
from azmil.seeds import Origin
from azmil.values.references import Reference, Work
from azmil.workbench.load import load
from faults import cases
from test_site import Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from azmil.errors import Fault
    from azmil.values.contents import Contents
    from conftest import Result

    Run = Callable[..., Result]

SEEDS = paths.built_in_folder("seeds") / "azerbaijan"
REASON = "It said the same as the other record."


@pytest.fixture(scope="module")
def addressed(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the real base, with their web address and one to report mistakes to."""
    folder = tmp_path_factory.mktemp("site") / "addressed"
    options = Options(url="https://example.org/azmil/", report_url="https://example.org/new?title={id}")
    site.write_folder(contents, folder, options)
    return folder


def built(folder: Path, seeds: Path, *, is_alone: bool = True) -> Contents:
    """Build a base from a folder of seeds, and return its contents."""
    load(folder / "built.db", Origin((seeds,), is_alone=is_alone))
    with azmil_package.open(folder / "built.db") as base:
        return contents_of(base)


class Anchors:
    """The ids and links of a page, found without parsing it, which takes a tenth of the time."""

    TAGS = re.compile(r"<[a-z][^<>]*>")
    IDS = re.compile(r'\sid="([^"]+)"')
    LINKS = re.compile(r'(?<=<a )(?:[^<>]*\s)?href="([^"]+)"|<(?:link|script)\s(?:[^<>]*\s)?(?:href|src)="([^"]+)"')

    def __init__(self, text: str) -> None:
        tags = [unescape(tag) if "&" in tag else tag for tag in self.TAGS.findall(text)]
        self.ids = {found for tag in tags for found in self.IDS.findall(tag)}
        self.links = [one or other for tag in tags for one, other in self.LINKS.findall(tag)]


def test_ids_and_links_are_found_as_by_a_parser(pages: Path) -> None:
    for name in ("index.html", "source/article.html", "r/azerbaijani-navy.html", "report/equipment.html"):
        text = (pages / name).read_text(encoding="utf-8")
        found, parsed = Anchors(text), Page(text)
        assert (found.ids, found.links) == (set(parsed.ids), parsed.links)


def broken(folder: Path) -> list[tuple[str, str]]:
    """Return the pages of a folder with their links that lead to no page or no anchor of it."""
    pages = {str(path): Anchors(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    files = {str(path) for path in folder.rglob("*") if path.is_file()}
    found = []
    for path, page in pages.items():
        for link in set(page.links):
            target, _, anchor = unquote(link).partition("#")
            other = os.path.normpath(os.path.join(os.path.dirname(path), target)) if target else path  # noqa: PTH118, PTH120 - many links
            is_elsewhere = link.startswith(("https://", "mailto:"))
            if not is_elsewhere and not (anchor in pages[other].ids if anchor else other in files):
                found.append((path, link))
    return found


def changed(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Rename 20 records of a folder of seeds, and drop 10; return the current ids of both by their old ids."""
    (folder / "expected.yaml").unlink()
    files = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))}
    everything = "\n".join(files.values())
    renamed: dict[str, str] = {}
    dropped: dict[str, str] = {}
    for path, text in files.items():
        items = re.split(r"(?m)^(?=- id: )", text)
        kept = []
        for item in items:
            match = re.match(r"- id: (\S+)\n", item)
            id_, subject = match and match[1], re.search(r"\n  subject: (\S+)\n", item)
            is_misprint = path.parent.name == "misprints"
            is_named = id_ and is_misprint and len(re.findall(rf"(?<![\w-]){re.escape(id_)}(?![\w-])", everything)) > 1
            if id_ and path.parent.name in ("holdings", "transfers", "units", "people") and len(renamed) < 20:
                renamed[id_] = f"{id_}-renamed"
                item = item.replace(f"- id: {id_}\n", f"- id: {id_}-renamed\n")  # noqa: PLW2901 - the same item
            elif id_ and is_misprint and subject and not is_named and len(dropped) < 10:
                dropped[id_] = subject[1]
                continue
            kept.append(item)
        path.write_text("".join(kept), encoding="utf-8")
    retired = [
        f"- {{id: {old}, now: {now}, reason: {reason}}}\n"
        for found, reason in ((renamed, "The id says more now."), (dropped, REASON))
        for old, now in found.items()
    ]
    (folder / "retired_ids" / "changed.yaml").write_text("".join(retired), encoding="utf-8")
    return renamed, dropped


def test_no_address_of_an_old_site_is_missing_in_a_new_one(tmp_path: Path, contents: Contents, pages: Path) -> None:
    """Of 20 renamed and 10 dropped records the pages, the sections of one file, and the anchors of lines remain."""
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    renamed, dropped = changed(seeds)
    assert (len(renamed), len(dropped)) == (20, 10)
    new = built(tmp_path, seeds)
    site.write_folder(new, tmp_path / "new", Options())
    for old_page in pages.rglob("*.html"):
        new_page = tmp_path / "new" / old_page.relative_to(pages)
        anchors = [Anchors(page.read_text(encoding="utf-8")).ids for page in (old_page, new_page)]
        assert anchors[0] - anchors[1] == set(), old_page
    for old, now in renamed.items():
        assert f'is now <a href="{now}.html">' in (tmp_path / f"new/r/{old}.html").read_text(encoding="utf-8")
    for old, now in dropped.items():
        text = (tmp_path / f"new/r/{old}.html").read_text(encoding="utf-8")
        assert f'<a href="{new.retired[old].now}.html">' in text
        assert f"<p>{REASON}</p>" in text
        assert new.retired[old].now in (now, renamed.get(now))
    assert "115" in Page((tmp_path / "new/source/article.html").read_text(encoding="utf-8")).ids
    assert broken(tmp_path / "new") == []
    old_ids, new_ids = (Anchors(site.one_file(each, Options())).ids for each in (contents, new))
    assert old_ids - new_ids == set()
    assert {"source/article/115", *renamed, *dropped} <= new_ids


@pytest.mark.parametrize(
    ("id_", "style"), [("navy-stenka", "footnote"), ("hermes-talks", "footnote"), ("hermes-talks", "wikitext")]
)
def test_a_page_has_the_citation_with_the_address_and_the_version(
    addressed: Path, contents: Contents, base: Base, id_: str, style: str
) -> None:
    address = f"https://example.org/azmil/r/{id_}.html?v={citing.edition(contents)}"
    assert re.fullmatch(r"[\w.]+-[0-9a-f]{12}", citing.edition(contents))
    text = (addressed / f"r/{id_}.html").read_text(encoding="utf-8")
    assert f"{base.citation(id_)} <span>{address}</span></p>" in unescape(text)
    assert f'<meta name="citation_public_url" content="{address}">' in text
    with_address = cited(replace(contents.references[id_], address=address), style)
    ending = {"footnote": f" {address}", "wikitext": f" {address}</ref>"}[style]
    assert with_address == base.citation(id_, style).removesuffix("</ref>") + ending


def test_the_address_of_a_section_of_one_file_has_the_version_before_the_anchor(contents: Contents) -> None:
    text = site.one_file(contents, Options(url="https://example.org/azmil.html"))
    assert f"<span>https://example.org/azmil.html?v={citing.edition(contents)}#navy-stenka</span>" in text
    assert 'name="citation_' not in text


def test_without_an_address_the_citation_on_a_page_is_that_of_cite(pages: Path, contents: Contents) -> None:
    for id_, reference in contents.references.items():
        text = unescape((pages / f"r/{id_}.html").read_text(encoding="utf-8"))
        assert f'<p class="copy cite">{cited(reference, "footnote")}</p>' in text
    others = [sheet.id for sheet in contents.sheets if sheet.id not in contents.references]
    assert len(others) == 90
    for id_ in others:
        assert "cite" not in (pages / f"r/{id_}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("address", [None, "https://example.org/r/a_b.html?v=1-2"])
def test_the_templates_of_the_pages_give_the_citations_of_cite(
    contents: Contents, base: Base, style: str, address: str | None
) -> None:
    """A template, filled with the lines, hedge, id and address of each record, is the citation of the record."""
    cite = citing.templates(contents)
    escapes = cite["escapes"].get(style, {})

    def escaped(text: str) -> str:
        return "".join(escapes.get(character, character) for character in text)

    for id_, reference in contents.references.items():
        with_hedge, without = cite["sets"]
        template = (with_hedge if reference.hedge else without)[1 if address else 0][style]
        values = {"\ue000": escaped(reference.works[0].place), "\ue100": escaped(reference.hedge or ""), "\ue101": id_}
        values["\ue102"] = escaped(address or "") if style == "bibtex" else address or ""
        filled = re.sub("[\ue000-\ue102]", lambda letter, values=values: values[letter[0]], template)  # type: ignore[misc]
        assert filled == cited(replace(reference, address=address), style)
    assert cited(contents.references["navy-stenka"], style) == base.citation("navy-stenka", style)


FIRST = Work("a", "press", "First", "Desk", "2006-05", "https://example.org/1", None, None, (("", "5"),))
SECOND = Work("b", "book", "Second", None, "2007", None, None, None, (("Part 2", "7-8"),))


def test_metadata_name_each_thing_once(contents: Contents) -> None:
    """Zotero reads the first element of a name, and the type of the item from z:itemType."""
    sheet = next(sheet for sheet in contents.sheets if sheet.id == "hermes-talks")
    assert dict(citing.metadata(sheet, contents.references["hermes-talks"])) == {
        "z:itemType": "encyclopediaArticle",
        "citation_title": "Encyclopedia article on the armed forces of Azerbaijan, three revisions pasted together",
        "citation_abstract": "First revision, line 30; Second revision, line 101; Third revision, line 239. Status of the "
        "claim: negotiated; according to Israeli newspapers. Cited from "
        f"{contents.references['hermes-talks'].base}, record hermes-talks.",
    }
    one = Reference("hermes-talks", None, (FIRST,), "1.0", "0123456789abcdef")
    assert list(citing.metadata(sheet, one)) == [
        ("z:itemType", "newspaperArticle"),
        ("citation_title", "First"),
        ("citation_publisher", "Desk"),
        ("citation_publication_date", "2006/05"),
        ("citation_public_url", "https://example.org/1"),
        ("citation_abstract", "line 5. Cited from azmil 1.0 (content 0123456789ab), record hermes-talks."),
    ]
    both = Reference("hermes-talks", None, (FIRST, SECOND), "1.0", "0123456789abcdef", "https://example.org/r/x.html")
    assert list(citing.metadata(sheet, both)) == [
        ("z:itemType", "document"),
        ("citation_title", "First; Second"),
        ("citation_publisher", "Desk"),
        ("citation_public_url", "https://example.org/r/x.html"),
        (
            "citation_abstract",
            "First: line 5; Second: Part 2, lines 7-8. Cited from azmil 1.0 (content 0123456789ab), record hermes-talks.",
        ),
    ]
    undated = Reference("x", None, (replace(SECOND, date="2004/2006"),), "1.0", "0" * 16)
    assert "citation_publication_date" not in dict(citing.metadata(sheet, undated))


def test_a_mistake_is_reported_to_an_address_or_by_mail() -> None:
    web = Options(report_url="https://example.org/new?title={id}&body={text}")
    assert web.report_address("a-b", "5 & {id}") == "https://example.org/new?title=a-b&body=5%20%26%20%7Bid%7D"
    assert Options(report_url="https://example.org/form").report_address("a-b", "5") == "https://example.org/form"
    expected = "mailto:desk@example.org?subject=Mistake%20in%20a-b&body=5%20%26%206"
    for address in ("desk@example.org", "mailto:desk@example.org"):
        assert Options(report_url=address).report_address("a-b", "5 & 6") == expected
    assert Options().report_address("a-b", "") is None


def test_each_page_of_a_record_a_retired_id_and_a_source_has_a_way_back(addressed: Path, contents: Contents) -> None:
    pages = [*(addressed / "r").iterdir(), addressed / "source/article.html"]
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert f'<a href="https://example.org/new?title={path.stem}">Report a mistake</a>' in text
        assert f'<p class="copy">{path.stem}: ' in text
    version = f"azmil {contents.about['azmil']}, content {contents.about['content'][:12]}"
    assert f"navy: retired id, now azerbaijani-navy; {version}</p>" in (addressed / "r/navy.html").read_text("utf-8")


def test_the_line_of_a_seed_is_added_to_an_address_or_replaces_its_placeholders() -> None:
    seed = "seeds/my base/sea.yaml:17"
    found = Options(seeds_url="https://example.org/blob/main/").seed_address(seed)
    assert found == "https://example.org/blob/main/seeds/my%20base/sea.yaml#L17"
    found = Options(seeds_url="https://example.org/{path}#lines-{line}").seed_address(seed)
    assert found == "https://example.org/seeds/my%20base/sea.yaml#lines-17"
    assert Options(seeds_url="https://example.org/blob/main").seed_address("") is None


WEB = "is not a valid web address; use one that begins with https:// or http:// and has neither ? nor #, such as "
EITHER = (
    "is neither a web address nor a mail address; "
    "use one such as desk@example.org or https://example.org/new?title={id}&body={text}"
)


@cases(
    "option, value, message",
    [
        ("publish.options.NO_REPORT_ADDRESS", "--report-url", "javascript:alert(1)", EITHER),
        ("publish.options.NO_REPORT_ADDRESS", "--report-url", "the desk", EITHER),
        ("publish.options.NO_REPORT_ADDRESS", "--report-url", "mailto:a@b?bcc=c@d", EITHER),
        ("publish.options.NO_WEB_ADDRESS", "--seeds-url", "seeds/azerbaijan", f"{WEB}https://example.org/blob/main"),
        ("publish.options.NO_WEB_ADDRESS", "--seeds-url", "data:text/html,", f"{WEB}https://example.org/blob/main"),
        ("publish.options.NO_WEB_ADDRESS", "--url", "example.org", f"{WEB}https://example.org/azmil/"),
        ("publish.options.NO_WEB_ADDRESS", "--url", "https://example.org/?a=b", f"{WEB}https://example.org/azmil/"),
        (
            "publish.options.NO_PLACEHOLDER",
            "--report-url",
            "https://example.org/?t={title}",
            "contains the unknown placeholder '{title}'; use {id} and {text}, or write %7B and %7D for braces",
        ),
        (
            "publish.options.NO_PLACEHOLDER",
            "--seeds-url",
            "https://example.org/{path",
            "contains the unknown placeholder '{path'; use {path} and {line}, or write %7B and %7D for braces",
        ),
    ],
)
def test_an_address_that_is_not_one_is_refused(
    azmil: Run,
    tmp_path: Path,
    fault: Fault,  # noqa: ARG001
    option: str,
    value: str,
    message: str,
) -> None:
    ended = azmil("site", str(tmp_path / "pages"), option, value)
    assert (ended.err, ended.code) == (f"azmil: '{value}' {message}\n", 2)
    assert not (tmp_path / "pages").exists()


def test_ids_of_records_do_not_collide_with_those_of_the_pages(seeds: Path, tmp_path: Path) -> None:
    names = ("main", "words", "sources", "page", "115", "1", "azmil", "table", "search")
    more = "".join(f'\n- {{id: {name}, name: the {name} boats, category: warship, cite: "1, 4"}}\n' for name in names)
    boats = seeds / "equipment/boats.yaml"
    boats.write_text(boats.read_text(encoding="utf-8") + more.replace("id: 115", 'id: "115"'), encoding="utf-8")
    contents = built(tmp_path, seeds)
    ids = Page(site.one_file(contents, Options())).ids
    assert len(ids) == len(set(ids))
    assert set(names) <= set(ids)
    site.write_folder(contents, tmp_path / "pages", Options())
    for name in names:
        assert f"<h1>the {name} boats</h1>" in (tmp_path / f"pages/r/{name}.html").read_text(encoding="utf-8")


def test_a_site_of_users_seeds_has_the_title_of_their_sources(seeds: Path, tmp_path: Path) -> None:
    contents = built(tmp_path, seeds)
    site.write_folder(contents, tmp_path / "pages", Options())
    text = (tmp_path / "pages/index.html").read_text(encoding="utf-8")
    assert "<h1>A report of four lines</h1>" in text
    assert "<dt>reliability<dd>F: reliability cannot be judged<dt>licence<dd>not stated<dt>kind<dd>report" in text
    assert '<a href="source/report.html">Source</a>' in text
    site.write_folder(contents, tmp_path / "pages", Options(title="Boats & <others>"))
    assert "<h1>Boats &amp; &lt;others&gt;</h1>" in (tmp_path / "pages/index.html").read_text(encoding="utf-8")


def test_a_site_of_two_sources_names_them(seeds: Path, tmp_path: Path) -> None:
    source = (seeds / "sources/report.yaml").read_text(encoding="utf-8")
    second = source.replace("id: report", "id: notes").replace("A report of four lines", "Notes")
    second += "  publisher: The desk\n  covers_from: 2001\n  licence: CC0\n  url: https://example.org/notes\n"
    (seeds / "sources/notes.yaml").write_text(second, encoding="utf-8")
    lines = "".join(f"- {{source: notes, line: {line}, verdict: blank}}\n" for line in range(1, 5))
    (seeds / "passages/notes.yaml").write_text(lines, encoding="utf-8")
    for path in seeds.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("cite: 1, 4", "cite: report:1, 4").replace("cite: 3", "cite: report:3"), "utf-8")
    contents = built(tmp_path, seeds)
    site.write_folder(contents, tmp_path / "pages", Options())
    assert broken(tmp_path / "pages") == []
    text = (tmp_path / "pages/index.html").read_text(encoding="utf-8")
    assert "<h1>Notes and A report of four lines</h1>" in text
    assert "made from 2 sources" in text
    assert "<dt>period covered<dd>2001 to (not stated)<dt>reliability<dd>F: reliability cannot be judged" in text
    assert '<dd><a href="https://example.org/notes" rel="noreferrer">https://example.org/notes</a>' in text
    assert '<a href="index.html#page/sources">Sources</a>' in text
    text = (tmp_path / "pages/r/ruritania-tugs.html").read_text(encoding="utf-8")
    lines = '<a href="../source/report.html#1">1</a>, <a href="../source/report.html#4">4</a>'
    assert f"<li>A report of four lines: {lines}" in text
    text = (tmp_path / "pages/report/facts.html").read_text(encoding="utf-8")
    assert '<td><a href="../source/report.html#3">report:3</a>' in text


def test_a_site_without_sources_says_so(tmp_path: Path) -> None:
    site.write_folder(built(tmp_path, SEEDS.parent / "world"), tmp_path / "pages", Options())
    assert broken(tmp_path / "pages") == []
    text = (tmp_path / "pages/index.html").read_text(encoding="utf-8")
    assert "<h1>Knowledge base without sources</h1>" in text
    assert "A knowledge base made from no source" in text
    assert "This database has no sources: its records are names and types, without claims." in text
    assert "Source</a>" not in text
    assert "0 to 0" not in (tmp_path / "pages/timeline.html").read_text(encoding="utf-8")
