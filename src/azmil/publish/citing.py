"""How a site is cited: addresses with the version, citations in every style, and metadata for reference managers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from azmil.formats.styles import ESCAPES, STYLES, cited
from azmil.values.references import SHORT, Reference, Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.publish.options import Options
    from azmil.values.contents import Contents
    from azmil.values.sheets import Sheet

# Letters of the private use area, each replaced by the cited lines of a source, or by another part of a citation.
_LINES, _HEDGE, _ID, _ADDRESS = 0xE000, "\ue100", "\ue101", "\ue102"
# The item types of Zotero by the kind of a source; others are documents.
_ITEM_TYPES = {
    "encyclopedia-article": "encyclopediaArticle",
    "book": "book",
    "journal-article": "journalArticle",
    "report": "report",
    "yearbook": "book",
    "press": "newspaperArticle",
    "website": "webpage",
    "dataset": "dataset",
}


def edition(contents: Contents) -> str:
    """Return the version of azmil and the digest of the content, as an address has them after ``?v=``."""
    return f"{contents.about.get('azmil', '')}-{contents.about.get('content', '')[:SHORT]}"


def page_address(contents: Contents, options: Options, id_: str, *, is_one_file: bool) -> str | None:
    """Return the web address of the page of a record with the version, or None if that of the site is not known."""
    if options.url is None:
        return None
    version = f"?v={quote(edition(contents), safe='')}"
    if is_one_file:
        return f"{options.url}{version}#{id_}"
    return f"{options.url.rstrip('/')}/r/{id_}.html{version}"


def templates(contents: Contents) -> dict[str, Any]:
    """Return what a script needs to cite in every style: the templates, and the characters to escape.

    There is a list of templates for each combination of cited sources, with a hedge and without: pairs of the styles
    without and with the address of the page.
    """
    found: dict[tuple[str, ...], Reference] = {}
    for reference in contents.references.values():
        found.setdefault(tuple(work.id for work in reference.works), reference)
    sets = [
        [_styles(blank), _styles(replace(blank, address=_ADDRESS))]
        for _, reference in sorted(found.items())
        for blank in _blanks(reference)
    ]
    return {"sets": sets, "escapes": ESCAPES}


def _styles(reference: Reference) -> dict[str, str]:
    return {style: cited(reference, style) for style in STYLES}


def _blanks(reference: Reference) -> Iterator[Reference]:
    """Yield a reference with placeholders for what depends on the record, with a hedge and without."""
    works = tuple(
        _Blank(**{name: getattr(work, name) for name in _FIELDS}, passages=(("", chr(_LINES + at)),))
        for at, work in enumerate(reference.works)
    )
    for hedge in (_HEDGE, None):
        yield replace(reference, id=_ID, hedge=hedge, works=works)


@dataclass(frozen=True, slots=True)
class _Blank(Work):
    """A source with a placeholder for its cited lines."""

    @property
    def place(self) -> str:
        return self.passages[0][1]


_FIELDS = ("id", "kind", "title", "publisher", "date", "url", "archived_url", "retrieved")


def metadata(sheet: Sheet, reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield names and contents of meta elements by which Zotero and other programs recognize what a page cites.

    Zotero reads the first element of each name, and takes the type of the item from ``z:itemType``; so several sources
    are one item with all titles, and what they do not share is omitted.
    """
    works = reference.works
    kinds = {_ITEM_TYPES.get(work.kind, "document") for work in works}
    dates = {work.date for work in works}
    urls = {work.url if (work.url or "").startswith(("https://", "http://")) else None for work in works}
    places = [work.place if len(works) == 1 else f"{work.title}: {work.place}" for work in works]
    hedge = f" Status of the claim: {reference.hedge}." if reference.hedge else ""
    found = {
        "z:itemType": kinds.pop() if len(kinds) == 1 else "document",
        "citation_title": "; ".join(work.title for work in works),
        "citation_publisher": "; ".join(dict.fromkeys(filter(None, (work.publisher for work in works)))),
        "citation_publication_date": _calendar_date(dates.pop()) if len(dates) == 1 else None,
        "citation_public_url": reference.address or (urls.pop() if len(urls) == 1 else None),
        "citation_abstract": f"{'; '.join(places)}.{hedge} Cited from {reference.base}, record {sheet.id}.",
    }
    yield from ((name, content) for name, content in found.items() if content)


def _calendar_date(date: str | None) -> str | None:
    """Return an EDTF date with slashes if it is a year, month or day without qualifications."""
    return date.replace("-", "/") if date and re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else None
