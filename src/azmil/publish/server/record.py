"""The page of a record: everything about it, and a bounded number of the claims about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.api import contents
from azmil.formats import json
from azmil.publish.records import record_pages, retired_values
from azmil.publish.server.addresses import with_parameters
from azmil.publish.server.links import ServedLinks
from azmil.publish.server.replies import Omitted, Reply
from azmil.values.sheets import Citations

if TYPE_CHECKING:
    from azmil.publish.page import Page
    from azmil.publish.server.given import Given
    from azmil.publish.server.reading import Reading
    from azmil.values.contents import Contents

MOST = 300  # records about a record, and about its parts, on a page


def record(reading: Reading, given: Given, name: str) -> Reply:
    """Return the page of a record; another name than its id leads to the page of the id, or to that of a source.

    Raises AzmilError if there is no such record.
    """
    given.check(())
    path = f"r/{name}.html"
    if (retired := reading.frame.retired.get(name)) is not None:
        title = _page(reading, retired.now, path)[1].title
        values = retired_values(name, retired, title, reading.frame.about, reading.options)
        return Reply(path, name, "retired.html", values, {"id": name, "now": retired.now, "reason": retired.reason})
    if contents.is_source(reading.base, name):
        return Reply(path, name, "", {}, {}, moved=f"source/{name}.html")
    id_ = contents.find(reading.base, name)
    if id_ != name:
        return Reply(path, id_, "", {}, {}, moved=f"r/{id_}.html")
    found, page = _page(reading, id_, path)
    (sheet,) = found.sheets
    omitted = [
        Omitted(None, "limit", f"only the first {MOST:,} records {of} are shown", address)
        for answer, of, address in (
            (sheet.about, "about it", with_parameters("report/facts.html", [("about", id_)])),
            (sheet.parts, "about its parts", with_parameters("report/facts.html", [("about", id_)])),
        )
        if answer.is_cut
    ]
    reply = Reply(path, page.title, page.template, page.values, _data(reading, found, page.values), omitted)
    reply.meta = page.meta
    return reply


def _page(reading: Reading, id_: str, path: str) -> tuple[Contents, Page]:
    """Return the contents and the page of a record, with the links of the page at ``path``."""
    found = contents.record(reading.base, reading.frame, id_, MOST)
    return found, next(record_pages(found, reading.options, reading.source, ServedLinks.at(path)))


def _data(reading: Reading, found: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Return a record as an object: as ``azmil show`` prints it, with its cited lines and its citation."""
    (sheet,) = found.sheets
    places = json.places(Citations(sheet.id, found.places.get(sheet.id, []), frozenset()))
    if not reading.options.with_text:
        for place in places:
            del place["text"]
    return {**json.sheet(sheet), "cited": places, "citation": values["citation"]}
