"""References to records, for citations in other works."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.store import rows
from azmil.values.locators import Lines, printed
from azmil.values.references import Reference, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from azmil.store.protocol import Connection
    from azmil.values.answers import Row

UNCITED = Fault(
    "a citation is requested for a record without source lines",
    "cannot cite '{id}': it has no source lines",
    "cite a claim about it instead",
)
# Completed with a condition.
_CITED = """SELECT c.record_id, c.source_id, c.first_line, c.last_line, section.title
FROM citations AS c
LEFT JOIN passages AS p ON p.source_id = c.source_id AND p.line = c.first_line
LEFT JOIN sections AS section ON section.id = p.section_id
WHERE c.role = 'states'{condition}
ORDER BY c.record_id, c.source_id, c.first_line, c.last_line"""
_WORK = "SELECT id, kind, title, publisher, date, url, archived_url, retrieved FROM sources"


def reference(connection: Connection, id_: str) -> Reference:
    """Return the reference to a record, with the lines that state it; raise AzmilError if there are none."""
    cited = rows(connection, _CITED.format(condition=" AND c.record_id = ?"), id_)
    if not cited:
        raise UNCITED(id=id_)
    return next(_references(connection, cited, "WHERE record_id = ?", id_))


def references(connection: Connection) -> Iterator[Reference]:
    """Yield the references to all records with source lines, sorted by id."""
    yield from _references(connection, rows(connection, _CITED.format(condition="")), "")


def to_lines(connection: Connection, id_: str, kind: str, cited: Mapping[str, dict[str, list[Lines]]]) -> Reference:
    """Return the reference to lines of sources, sorted, by source and section; without lines, to a source as a whole.

    ``kind`` is what the id is of.
    """
    details, pages, about = _works(connection)
    works = tuple(_work(details[source], sections, pages.get(source, {})) for source, sections in cited.items())
    return Reference(id_, None, works, about["azmil"], about["content"], kind=kind)


def short(title: str | None) -> str:
    """Return the first words of the title of a section, such as "First revision, an early version"."""
    return (title or "").partition(",")[0]


def _works(connection: Connection) -> tuple[dict[str, Row], dict[str, dict[int, int]], dict[str, str]]:
    """Return the details of sources by id, the pages of their lines, and the version and content of the database."""
    about: dict[str, str] = dict(rows(connection, "SELECT name, value FROM about WHERE name IN ('azmil', 'content')"))
    details = {row[0]: row for row in rows(connection, _WORK)}
    pages: dict[str, dict[int, int]] = {}
    for source, line, page in rows(connection, "SELECT source_id, line, page FROM passages WHERE page IS NOT NULL"):
        pages.setdefault(source, {})[line] = page
    return details, pages, about


def _references(connection: Connection, cited: Iterable[Row], where: str, *parameters: str) -> Iterator[Reference]:
    """Yield the references of cited lines, sorted by record; ``where`` selects the evidence of the records."""
    hedges: dict[str, str | None] = dict(
        rows(connection, f"SELECT record_id, hedge FROM evidence {where}", *parameters)
    )
    details, pages, about = _works(connection)
    for id_, group in groupby(cited, key=itemgetter(0)):
        by_source: dict[str, dict[str, list[Lines]]] = {}
        for _, source, first, last, section in group:
            by_source.setdefault(source, {}).setdefault(short(section), []).append(Lines("", first, last))
        works = tuple(_work(details[source], sections, pages.get(source, {})) for source, sections in by_source.items())
        yield Reference(id_, hedges.get(id_), works, about["azmil"], about["content"])


def _work(details: Row, sections: dict[str, list[Lines]], pages: dict[int, int]) -> Work:
    """Return a cited source; ``sections`` are the cited lines by section, ``pages`` the pages of lines."""
    id_, kind, title, publisher, date, url, archived_url, retrieved = details
    passages = tuple((name, printed(_merged(lines))) for name, lines in sections.items())
    cited = {
        pages[line]
        for ranges in sections.values()
        for lines in ranges
        for line in range(lines.first, lines.last + 1)
        if line in pages
    }
    listed = printed(_merged(Lines("", page, page) for page in sorted(cited)))
    return Work(id_, kind, title, publisher, date, url, archived_url, retrieved, passages, listed)


def _merged(ranges: Iterable[Lines]) -> list[Lines]:
    """Return sorted ranges of lines, with those that overlap or follow each other merged."""
    found: list[Lines] = []
    for lines in ranges:
        if found and lines.first <= found[-1].last + 1:
            found[-1] = found[-1]._replace(last=max(found[-1].last, lines.last))
        else:
            found.append(lines)
    return found
