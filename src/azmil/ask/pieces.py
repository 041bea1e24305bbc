"""Parts of a knowledge base, for publishing it page by page: what every page shows, and what one record shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from azmil import reports
from azmil.ask import dictionary, passages, references, sheets, whole
from azmil.errors import AzmilError
from azmil.reports import matching
from azmil.store import rows
from azmil.values.contents import Contents, Document, Line
from azmil.values.trees import Tree

if TYPE_CHECKING:
    from azmil.store.protocol import Connection

_VERDICTS = "SELECT line, verdict, first_same_line, proposed FROM passages WHERE source_id = ? ORDER BY line"


def frame(connection: Connection) -> Contents:
    """Return the contents that every page shows: the sources with the verdicts on their lines, and numbers of records.

    There are no records in them, and lines have neither claims nor texts.
    """
    return Contents(
        dictionary.about(connection),
        [_document(connection, id_) for (id_,) in rows(connection, "SELECT id FROM sources ORDER BY id")],
        [(kind, count) for kind, count in dictionary.kinds(connection).rows],
        whole.claims(connection),
        sheets=[],
        references={},
        places={},
        tables=[],
        choices={},
        bodies=Tree([]),
        retired=whole.retired(connection),
        names={},
        indexed={},
    )


def _document(connection: Connection, id_: str) -> Document:
    """Return a source with its details and the verdicts on its lines."""
    details = whole.details_of(connection, id_)
    lines = [
        Line(line, "", passages.shown(line, verdict, first, proposed), first or line, None, [], None)
        for line, verdict, first, proposed in rows(connection, _VERDICTS, id_)
    ]
    return Document(id_, dict(details)["title"], details, lines)


def record(connection: Connection, known: Contents, id_: str, most: int) -> Contents:
    """Return contents with only one record: its sheet, its cited lines, and its citation if it has source lines.

    ``known`` are the contents that every page shows. The sheet lists at most ``most`` records about the record, and as
    many about its parts.
    """
    try:
        cited = {id_: references.reference(connection, id_)}
    except AzmilError as error:
        if error.fault is not references.UNCITED:
            raise
        cited = {}
    return replace(
        known,
        sheets=[sheets.sheet(connection, id_, most)],
        references=cited,
        places=whole.places(connection, id_),
        retired={},
    )


def words(connection: Connection, report: str, column: str) -> list[matching.Value]:
    """Return the words to choose from in a column of a built-in report: those of its rows, and wider ones."""
    found = reports.find(report)
    read = matching.Rows(found, lambda sql, given: rows(connection, sql, *given))
    return matching.words_of_rows(read, next(each for each in found.columns if each.name == column))
