"""Sources as a whole: their sheets, lines and references."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from azmil.ask import passages, references, sheets
from azmil.errors import Fault
from azmil.store import rows
from azmil.values.answers import Answer, Statement
from azmil.values.locators import Lines, printed
from azmil.values.sheets import SOURCE, Citations, Field, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from azmil.errors import Notify
    from azmil.store.protocol import Connection
    from azmil.values.references import Reference

ALSO_SOURCE = Fault(
    "a record is shown whose id is also that of a source (a note, not an error)",
    "'{id}' is also the id of a source",
    "the report 'sources' describes it",
)
_IS_SOURCE = "SELECT 1 FROM sources WHERE id = ? AND NOT EXISTS (SELECT 1 FROM records WHERE records.id = sources.id)"
_SECTIONS = "SELECT id, title, first_line, last_line FROM sections WHERE source_id = ? ORDER BY first_line, id"
# The titles of the sections that contain the first line of each range.
_SECTION_AT = """SELECT section.title
FROM passages AS p
JOIN sections AS section ON section.id = p.section_id
WHERE p.source_id = ? AND p.line = ?"""


def is_source(connection: Connection, name: str) -> bool:
    """Return whether a name is the id of a source, and not that of a record."""
    return bool(rows(connection, _IS_SOURCE, name))


def sheet(connection: Connection, name: str, found: Callable[[str], str], notify: Notify) -> Sheet:
    """Return everything about a record, whose id ``found`` returns, or about a source, given by id.

    The sheet of a source has its description, the verdicts on its lines, its number of claims, and its sections.
    ``notify`` is called with a note if a record and a source have the id.
    """
    if not is_source(connection, name):
        if rows(connection, "SELECT 1 FROM sources WHERE id = ?", name):
            notify(ALSO_SOURCE(id=name))
        return sheets.sheet(connection, found(name))
    reported = _row(connection, "SELECT * FROM sources_report WHERE source = ?", name)
    described = _row(connection, "SELECT * FROM sources WHERE id = ?", name)
    counts = [f"{reported[key]:,} {word}" for key, word in _VERDICTS.items() if reported[key] or key != "proposed"]
    fields = [
        *_described(described),
        Field("verdicts", f"{described['line_count']:,} lines: {', '.join(counts)}"),
        Field("claims", f"{reported['claims']:,}"),
        *(
            Field("section", f"{title}, lines {Lines('', first, last)}", section)
            for section, title, first, last in rows(connection, _SECTIONS, name)
        ),
    ]
    none = Answer(list(sheets.COLUMNS), []), Answer([sheets.part_column(), *sheets.COLUMNS], [])
    return Sheet(name, SOURCE, str(described["title"]), fields, [], "", 0, 0, *none)


_VERDICTS = {"cited": "cited", "judged": "state nothing", "proposed": "proposed to state nothing", "open": "open"}
_NAMES = {"kind": "kind of document", "default_in": "default in"}
_HIDDEN = ("id", "title", "line_count", "is_reach_inferred")


def _described(described: dict[str, Any]) -> Iterator[Field]:
    for name, value in described.items():
        if value is not None and name not in _HIDDEN:
            inferred = " (inferred)" if name.startswith("covers_") and described["is_reach_inferred"] else ""
            yield Field(_NAMES.get(name, name.replace("_", " ")), f"{value}{inferred}")


def _row(connection: Connection, sql: str, id_: str) -> dict[str, Any]:
    """Return the only row of a statement, by column."""
    found = connection.run(Statement(sql, (id_,)))
    return dict(zip(found.names, found.rows[0], strict=True))


def citations(connection: Connection, name: str, found: Callable[[str], str]) -> Citations:
    """Return the citations of a record, whose id ``found`` returns, lines that name their source, or a whole source.

    A source has a citation for each of its sections.
    """
    if not is_source(connection, name):
        return passages.at(connection, name) or passages.citations_of(connection, found(name))
    lines = rows(connection, "SELECT section_id, line FROM passages WHERE source_id = ? ORDER BY line", name)
    ranges = []
    for _, group in groupby(lines, key=itemgetter(0)):
        numbers = [line for _, line in group]
        ranges.append((name, numbers[0], numbers[-1], "states"))
    return Citations(name, passages.places_of(connection, ranges), frozenset())


def reference(connection: Connection, name: str, found: Callable[[str], str]) -> Reference:
    """Return the reference to a source, to lines that name their source, or to a record, whose id ``found`` returns.

    Raises AzmilError if there are no such lines, or if the record has no source lines.
    """
    if is_source(connection, name):
        return references.to_lines(connection, name, SOURCE, {name: {}})
    if wanted := passages.located(connection, name):
        return _reference_to_lines(connection, wanted)
    return references.reference(connection, found(name))


def _reference_to_lines(connection: Connection, wanted: Sequence[Lines]) -> Reference:
    found: dict[str, dict[str, list[Lines]]] = {}
    for lines in wanted:
        titles = rows(connection, _SECTION_AT, lines.source, lines.first)
        section = references.short(titles[0][0] if titles else None)
        found.setdefault(lines.source, {}).setdefault(section, []).append(lines._replace(source=""))
    in_order = {
        source: {section: sorted(ranges) for section, ranges in sections.items()} for source, sections in found.items()
    }
    return references.to_lines(connection, printed(wanted), "lines", in_order)
