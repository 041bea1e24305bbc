"""Everything about every record, for publishing a whole knowledge base: as for one record, but in few statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.ask import about, dictionary, passages, references, trees
from azmil.ask import sheets as one
from azmil.ask.choices import Tables
from azmil.store import rows
from azmil.values.answers import Statement
from azmil.values.contents import Contents, Document, Line, Retired
from azmil.values.locators import Lines
from azmil.values.sheets import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.store.protocol import Connection
    from azmil.values.answers import Answer, Row
    from azmil.values.sheets import Sheet


def contents(connection: Connection) -> Contents:
    """Return everything in a knowledge base: the rows of all reports, the sheets of all records, and all sources."""
    read = Tables(connection)
    tables = [(report, *read.of(report)) for report in reports.built_in()]
    return Contents(
        dictionary.about(connection),
        [_document(connection, id_) for (id_,) in rows(connection, "SELECT id FROM sources ORDER BY id")],
        [(kind, count) for kind, count in dictionary.kinds(connection).rows],
        claims(connection),
        list(sheets(connection)),
        {reference.id: reference for reference in references.references(connection)},
        places(connection),
        [(report, answer) for report, answer, _ in tables],
        {report.name: choices for report, _, choices in tables},
        trees.tree(connection),
        retired(connection),
        {id_: sorted({name for _, name in group}) for id_, group in _by_first(rows(connection, _NAMES)).items()},
        {id_: (names, words) for id_, names, words in connection.indexed()},
    )


def claims(connection: Connection) -> frozenset[str]:
    """Return the kinds of records that are claims."""
    return frozenset(code for (code,) in rows(connection, "SELECT code FROM record_kinds WHERE is_claim = 1"))


def retired(connection: Connection) -> dict[str, Retired]:
    """Return what became of each retired id."""
    return {id_: Retired(now, reason) for id_, now, reason in rows(connection, _RETIRED)}


_NAMES = "SELECT record_id, folded FROM names WHERE folded <> '' ORDER BY record_id, folded"
_RETIRED = """SELECT id, now, reason FROM retired_ids
WHERE NOT EXISTS (SELECT 1 FROM records WHERE records.id = retired_ids.id)
ORDER BY id"""


def _document(connection: Connection, id_: str) -> Document:
    """Return a source with its details and lines."""
    details = details_of(connection, id_)
    return Document(id_, dict(details)["title"], details, lines_of(connection, id_))


def details_of(connection: Connection, id_: str) -> list[tuple[str, str]]:
    """Return the names and values of the details of a source."""
    (details,) = (row for row in _table(connection, "sources") if row["id"] == id_)
    labels: dict[str, str] = dict(rows(connection, _LABELS, details["kind"], details["reliability"]))
    return [
        (name.replace("_", " "), labels.get(name, str(value))) for name, value in details.items() if value is not None
    ]


def lines_of(connection: Connection, source: str, within: Lines | None = None) -> list[Line]:
    """Return the lines of a source, or those in a range, with the claims that they state."""
    claims = passages.claims(connection, source, within)
    found = rows(
        connection,
        "SELECT p.line, s.title, p.verdict, p.first_same_line, p.proposed, p.reason, p.text "
        "FROM passages AS p LEFT JOIN sections AS s ON s.id = p.section_id "
        f"WHERE p.source_id = ?{' AND p.line BETWEEN ? AND ?' * (within is not None)} ORDER BY p.line",
        source,
        *(() if within is None else (within.first, within.last)),
    )
    return [
        Line(
            number,
            section or "",
            passages.shown(number, verdict, first, proposed),
            first or number,
            reason,
            claims.get(number, []),
            text,
        )
        for number, section, verdict, first, proposed, reason, text in found
    ]


# The words for the kind and the reliability of a source.
_LABELS = """SELECT 'kind', label FROM source_kinds WHERE code = ?
UNION ALL
SELECT 'reliability', label FROM reliabilities WHERE code = ?"""
_TEXTS = """SELECT p.source_id, p.line, s.title, p.text
FROM passages AS p
LEFT JOIN sections AS s ON s.id = p.section_id"""
_TEXTS_OF = f"""{_TEXTS}
JOIN citations AS c ON c.source_id = p.source_id AND p.line BETWEEN c.first_line AND c.last_line
WHERE c.record_id = ?"""
_CITED = "SELECT record_id, source_id, first_line, last_line, role FROM citations{where} ORDER BY record_id, ordinal"


def places(connection: Connection, id_: str | None = None) -> dict[str, list[Place]]:
    """Return the cited lines of each record, or of the record with an id, in order."""
    given = [] if id_ is None else [id_]
    texts = {
        (source, line): (section or "", text)
        for source, line, section, text in rows(connection, _TEXTS_OF if given else _TEXTS, *given)
    }
    found: dict[str, list[Place]] = defaultdict(list)
    cited = _CITED.format(where=" WHERE record_id = ?" * len(given))
    for record, source, first, last, role in rows(connection, cited, *given):
        lines = [(line, texts[source, line][1]) for line in range(first, last + 1) if (source, line) in texts]
        section = texts[source, first][0] if (source, first) in texts else ""
        found[record].append(Place(str(Lines(source, first, last)), section, role, lines))
    return found


def sheets(connection: Connection) -> Iterator[Sheet]:
    """Yield the sheet of every record, sorted by id, as ``azmil.ask.sheets.sheet`` returns it."""
    fields = _fields(connection)
    evidence = {id_: rest for id_, *rest in rows(connection, _EVIDENCE)}
    aliases = _by_first(rows(connection, one.ALIASES.format(where="")))
    participants = _by_first(rows(connection, one.PARTICIPANTS.format(where="")))
    names: dict[str, str] = dict(rows(connection, one.NAMES))
    about = _About(connection)
    for id_ in sorted(fields):
        yield one.assembled(
            fields[id_],
            evidence.get(id_, (None, 0, 0, None)),
            aliases[id_],
            participants[id_],
            about.of(id_),
            names.get,
        )


class _About:
    """The records about each record and about its parts."""

    def __init__(self, connection: Connection) -> None:
        self.facts = connection.run(Statement(one.FACTS.format(part="", where="", first=""), (), one.COLUMNS))
        self.fact_of = {row[0]: (rank, row) for rank, row in enumerate(self.facts.rows)}
        self.of_parts = replace(self.facts, columns=[one.part_column(), *self.facts.columns])
        self.mentioning: dict[str, set[str]] = defaultdict(set)
        for table, id_, column in about.references(connection):
            for mentioning, mentioned in rows(connection, f'SELECT "{id_}", "{column}" FROM "{table}"'):
                self.mentioning[mentioned].add(mentioning)
        self.parts: dict[str, list[str]] = defaultdict(list)
        for whole, part in rows(connection, "SELECT whole_id, part_id FROM parts"):
            self.parts[whole].append(part)
        self.name_of: dict[str, str] = dict(rows(connection, "SELECT id, COALESCE(name, id) FROM records"))

    def of(self, id_: str) -> tuple[Answer, Answer]:
        """Return the records that mention a record, and the other records that are or mention one of its parts."""
        mentioning = self.mentioning.get(id_, set())
        found = sorted(self.fact_of[other] for other in mentioning - {id_} if other in self.fact_of)
        parts = {part: self.name_of[part] for part in self.parts.get(id_, ()) if part != id_}
        part_of = dict(parts)  # the part that a record is about, the first one by name
        for part, name in parts.items():
            for other in self.mentioning.get(part, ()):
                if other not in parts:
                    part_of[other] = min(name, part_of.get(other, name))
        for other in {id_, *mentioning}:
            part_of.pop(other, None)
        about_parts = sorted((name, *self.fact_of[other]) for other, name in part_of.items() if other in self.fact_of)
        return (
            replace(self.facts, rows=[row for _, row in found]),
            replace(self.of_parts, rows=[(name, *row) for name, _, row in about_parts]),
        )


_EVIDENCE = "SELECT record_id, lines, witnesses, wordings, hedge FROM evidence"


def _fields(connection: Connection) -> dict[str, dict[str, Any]]:
    """Return the columns of the tables of each record, by id."""
    found = {row["id"]: row for row in _table(connection, "records")}
    tables = [name for (name,) in rows(connection, "SELECT DISTINCT table_name FROM record_kinds ORDER BY table_name")]
    for table in ("parties", *tables):
        for row in _table(connection, table):
            found[row["id"]] |= row
    return found


def _table(connection: Connection, table: str) -> Iterator[dict[str, Any]]:
    answer = connection.run(Statement(f'SELECT * FROM "{table}"'))
    return (dict(zip(answer.names, row, strict=True)) for row in answer.rows)


def _by_first(found: Iterable[Row]) -> dict[str, list[Row]]:
    """Return rows by their first value."""
    by_first: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        by_first[row[0]].append(row)
    return by_first
