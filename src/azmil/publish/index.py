"""The search index of a site: as a script, since pages opened from a file cannot fetch data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from azmil.publish.citing import edition, templates
from azmil.values import dates
from azmil.values.names import SPELLINGS, fold
from azmil.values.references import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.values.contents import Contents, Document

REMARKS = ("conflict", "gap", "misprint")  # kinds of records
# Letters that users may type: Latin with diacritics, Greek and Cyrillic.
_LETTERS = (range(0xA0, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00))


def index(contents: Contents) -> str:
    """Return the script that defines the index of all records, as ``search.js`` reads it."""
    records = list(_records(contents))
    found = {
        "fold": {chr(code): folded for letters in _LETTERS for code in letters if (folded := fold(chr(code)))},
        "names": [contents.names.get(record[0], []) for record in records],
        "records": records,
        "spellings": SPELLINGS,
        "base": f"azmil {contents.about.get('azmil', '')}",
        "sources": [_source(document) for document in contents.documents],
        "titles": [document.title for document in contents.documents],
        "version": contents.about.get("content", "")[:SHORT],
        "edition": edition(contents),
        "cite": templates(contents),
    }
    # A script ends at the first "</script", whatever it is part of, unless "<!--" comes first.
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    written = written.replace("</", "<\\/").replace("<!", "<\\u0021")
    return f"const azmilIndex = {written};\n"


def _source(document: Document) -> str:
    """Return the title, publisher, licence and address of a source."""
    details = dict(document.details)
    rest = (f"{name}: {details[name]}" for name in ("publisher", "date", "url") if name in details)
    return "; ".join([document.title, *rest, f"licence: {details.get('licence', 'not stated')}"])


def _records(contents: Contents) -> Iterator[list[Any]]:
    """Yield the entry of each record: id, kind, title, hedge, date, lines, its texts in the index, and remarks.

    The remarks are the positions of the entries of the conflicts, gaps and misprints that concern the record.
    """
    position = {sheet.id: at for at, sheet in enumerate(contents.sheets)}
    for sheet in contents.sheets:
        by_name = {field.name: field.value for field in sheet.fields}
        title = sheet.sentence if sheet.kind in contents.claims else by_name.get("name", sheet.sentence)
        date = by_name.get("date")
        shown = dates.in_table(date) if date else ""
        if shown and by_name.get("observed"):
            shown = f"as of {shown}"
        names, words = contents.indexed.get(sheet.id, ("", ""))
        remarks = [position[row[0]] for row in sheet.about.rows if row[1] in REMARKS]
        hedge = by_name.get("hedge", "")
        yield [sheet.id, sheet.kind, title, hedge, shown, sheet.lines, names.strip(), words.strip(), remarks]
