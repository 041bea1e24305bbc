"""References to records, for citations in other works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.store import rows
from azmil.values.locators import Lines, printed
from azmil.values.references import Reference, Work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.store.protocol import Connection

UNCITED = Fault(
    "a citation is requested for a record without source lines",
    "cannot cite '{id}': it has no source lines",
    "cite a claim about it instead",
)
_CITED = """SELECT c.source_id, c.first_line, c.last_line, section.title
FROM citations AS c
LEFT JOIN sections AS section ON section.id = (
    SELECT section_id FROM passages WHERE passages.source_id = c.source_id AND passages.line = c.first_line
)
WHERE c.record_id = ? AND c.role = 'states'
ORDER BY c.source_id, c.first_line, c.last_line"""
_WORK = "SELECT kind, title, publisher, date, url, archived_url, retrieved FROM sources WHERE id = ?"


def reference(connection: Connection, id_: str) -> Reference:
    """Return the reference to a record, with the lines that state it; raise AzmilError if there are none."""
    by_source: dict[str, dict[str, list[Lines]]] = {}
    for source, first, last, section in rows(connection, _CITED, id_):
        # The first words of a title such as "First revision, an early version" identify a section.
        name = (section or "").partition(",")[0]
        by_source.setdefault(source, {}).setdefault(name, []).append(Lines("", first, last))
    if not by_source:
        raise UNCITED(id=id_)
    hedge = rows(connection, "SELECT hedge FROM evidence WHERE record_id = ?", id_)
    about: dict[str, str] = dict(rows(connection, "SELECT name, value FROM about WHERE name IN ('azmil', 'content')"))
    works = tuple(_work(connection, source, sections) for source, sections in by_source.items())
    return Reference(id_, hedge[0][0] if hedge else None, works, about["azmil"], about["content"])


def _work(connection: Connection, source: str, sections: dict[str, list[Lines]]) -> Work:
    """Return a cited source; ``sections`` are the cited lines by section."""
    kind, title, publisher, date, url, archived_url, retrieved = rows(connection, _WORK, source)[0]
    passages = tuple((name, printed(_merged(lines))) for name, lines in sections.items())
    return Work(source, kind, title, publisher, date, url, archived_url, retrieved, passages)


def _merged(ranges: Iterable[Lines]) -> list[Lines]:
    """Return sorted ranges of lines, with those that overlap or follow each other merged."""
    found: list[Lines] = []
    for lines in ranges:
        if found and lines.first <= found[-1].last + 1:
            found[-1] = found[-1]._replace(last=max(found[-1].last, lines.last))
        else:
            found.append(lines)
    return found
