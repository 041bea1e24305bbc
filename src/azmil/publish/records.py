"""The pages of records: fields, cited lines, claims about it, how to cite it, and how to report a mistake."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.formats.styles import cited
from azmil.publish.citing import metadata, page_address
from azmil.publish.page import Links, Page
from azmil.publish.tables import lines_html, table_of
from azmil.values.references import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from markupsafe import Markup

    from azmil.publish.options import Options
    from azmil.values.contents import Contents, Retired
    from azmil.values.sheets import Place, Sheet


class Cited(NamedTuple):
    """Cited lines of a section: the source and section in words, their role, the lines as links, and their text."""

    section: str
    role: str
    lines: Markup
    texts: list[str]


def record_pages(contents: Contents, options: Options, source: str, link: Links) -> Iterator[Page]:
    """Yield the page of each record, and one for each retired id that says so; ``source`` is the default source."""
    titles = {}
    for sheet in contents.sheets:
        values = _values(sheet, contents, options, source, link)
        titles[sheet.id] = values["heading"]
        reference = values["reference"]
        meta = list(metadata(sheet, reference)) if reference else []
        yield Page(f"r/{sheet.id}.html", sheet.id, values["heading"], "record.html", values, meta)
    for old, retired in contents.retired.items():
        values = retired_values(old, retired, titles[retired.now], contents.about, options)
        yield Page(f"r/{old}.html", old, old, "retired.html", values)


def retired_values(
    old: str, retired: Retired, title: str, about: Mapping[str, str], options: Options
) -> dict[str, Any]:
    """Return the values of the page of a retired id; ``title`` is that of the record to use instead."""
    back = way_back(old, f"retired id, now {retired.now}", about, options)
    return {"old": old, "now": retired.now, "title": title, "reason": retired.reason, **back}


def way_back(id_: str, text: str, about: Mapping[str, str], options: Options) -> dict[str, Any]:
    """Return the values of the part of a page to report a mistake with: the text, with the version, and the address."""
    version = f"azmil {about.get('azmil', '')}, content {about.get('content', '')[:SHORT]}"
    whole = f"{id_}: {text}; {version}"
    return {"report_text": whole, "report_url": options.report_address(id_, whole)}


def _values(sheet: Sheet, contents: Contents, options: Options, source: str, link: Links) -> dict[str, Any]:
    by_name = {field.name: field.value for field in sheet.fields}
    address = page_address(contents, options, sheet.id, is_one_file=link.is_one_file)
    found = contents.references.get(sheet.id)
    seed = by_name.get("seed", "")
    lines = f"; lines {sheet.lines}" if sheet.lines else ""
    return {
        "sheet": sheet,
        "heading": sheet.sentence if sheet.kind in contents.claims else by_name.get("name", sheet.sentence),
        "hedge": by_name.get("hedge"),
        "fields": [field for field in sheet.fields if field.name not in ("hedge", "seed", "name", "id", "kind")],
        "has_sources": len({place.locator.partition(":")[0] for place in contents.places.get(sheet.id, ())}) > 1,
        "places": list(_cited(contents.places.get(sheet.id, ()), contents, options, link)),
        "about": table_of(sheet.about, source, link),
        "parts": table_of(sheet.parts, source, link),
        "reference": replace(found, address=address) if found else None,
        "citation": cited(found, "footnote") if found else None,
        **way_back(sheet.id, f"{sheet.sentence.removesuffix('.')}{lines}", contents.about, options),
        "seed": seed,
        "seed_url": options.seed_address(seed),
    }


def _cited(places: Iterable[Place], contents: Contents, options: Options, link: Links) -> Iterator[Cited]:
    """Yield the cited lines of a record by source, section and role, in order; only several sources are named."""
    titles = {document.id: document.title for document in contents.documents} if len(contents.documents) > 1 else {}

    def heading(place: Place) -> tuple[str, str, str]:
        return place.locator.partition(":")[0], place.section, place.role

    for (source, section, role), group in groupby(places, key=heading):
        some = list(group)
        lines = lines_html(", ".join(place.locator.partition(":")[2] for place in some), source, link)
        texts = [text for place in some for _, text in place.lines if text] if options.with_text else []
        yield Cited(", ".join(filter(None, (titles.get(source), section))), role, lines, texts)
