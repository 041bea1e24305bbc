"""The pages of records: fields, cited lines, claims about it, how to cite it, and how to report a mistake."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from azmil.formats.styles import cited
from azmil.publish.page import Links, Page
from azmil.publish.tables import lines_html, table_of
from azmil.values.references import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from azmil.publish.options import Options
    from azmil.values.contents import Contents
    from azmil.values.sheets import Place, Sheet


class Cited(NamedTuple):
    """Cited lines of a section: the section in words, their role, the lines as links, and their text."""

    section: str
    role: str
    lines: Markup
    texts: list[str]


def record_pages(contents: Contents, options: Options, source: str, link: Links) -> Iterator[Page]:
    """Yield the page of each record, and one for each retired id that says so; ``source`` is the default source."""
    for sheet in contents.sheets:
        values = _values(sheet, contents, options, source, link)
        meta = [(f"citation_{name}", str(value)) for name, value in _meta(sheet, contents) if value]
        yield Page(f"r/{sheet.id}.html", sheet.id, values["heading"], "record.html", values, meta)
    for old, now in contents.retired.items():
        yield Page(f"r/{old}.html", old, old, "retired.html", {"old": old, "now": now})


def _values(sheet: Sheet, contents: Contents, options: Options, source: str, link: Links) -> dict[str, Any]:
    by_name = {field.name: field.value for field in sheet.fields}
    reference = contents.references.get(sheet.id)
    seed = by_name.get("seed", "")
    text = report_text(sheet, contents)
    return {
        "sheet": sheet,
        "heading": sheet.sentence if sheet.kind in contents.claims else by_name.get("name", sheet.sentence),
        "hedge": by_name.get("hedge"),
        "fields": [field for field in sheet.fields if field.name not in ("hedge", "seed", "name", "id", "kind")],
        "places": list(_cited(contents.places.get(sheet.id, ()), options, source, link)),
        "about": table_of(sheet.about, source, link),
        "parts": table_of(sheet.parts, source, link),
        "citation": cited(reference, "footnote") if reference else None,
        "report_text": text,
        "report_url": report_address(options.report_url, sheet.id, text),
        "seed": seed,
        "seed_url": _seed_address(options.seeds_url, seed),
    }


def report_text(sheet: Sheet, contents: Contents) -> str:
    """Return the text of a report of a mistake: the record, its claim and lines, and the version of the base."""
    about = contents.about
    lines = f"; lines {sheet.lines}" if sheet.lines else ""
    version = f"azmil {about.get('azmil', '')}, content {about.get('content', '')[:SHORT]}"
    return f"{sheet.id}: {sheet.sentence.removesuffix('.')}{lines}; {version}"


def report_address(template: str | None, id_: str, text: str) -> str | None:
    """Return the address for a report of a mistake: a template with ``{id}`` and ``{text}``, or a mail address."""
    if template is None:
        return None
    if "://" not in template and "@" in template:
        return f"mailto:{template.removeprefix('mailto:')}?subject={quote(f'Mistake in {id_}')}&body={quote(text)}"
    return template.replace("{id}", quote(id_, safe="")).replace("{text}", quote(text, safe=""))


def _seed_address(folder: str | None, seed: str) -> str | None:
    """Return the address of a line of a seed file."""
    path, _, line = seed.rpartition(":")
    return f"{folder.rstrip('/')}/{quote(path)}#L{line}" if folder and path else None


def _cited(places: Iterable[Place], options: Options, source: str, link: Links) -> Iterator[Cited]:
    """Yield the cited lines of a record by section and role, in order."""
    for (section, role), group in groupby(places, key=lambda place: (place.section, place.role)):
        some = list(group)
        lines = lines_html(", ".join(place.locator for place in some), source, link)
        texts = [text for place in some for _, text in place.lines if text] if options.with_text else []
        yield Cited(section, role, lines, texts)


def _meta(sheet: Sheet, contents: Contents) -> Iterator[tuple[str, str | None]]:
    """Yield the names and values of the metadata by which reference managers recognize what the page cites."""
    reference = contents.references.get(sheet.id)
    if reference is None:
        return
    for work in reference.works:
        yield "title", work.title
        yield "publisher", work.publisher
        yield "publication_date", (work.date or "").replace("-", "/")
        yield "public_url", work.url
        yield "keywords", f"{work.place}; {reference.hedge}" if reference.hedge else work.place
    yield "technical_report_number", f"{sheet.id}, {reference.base}"
