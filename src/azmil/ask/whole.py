"""Everything about every record, for publishing a whole knowledge base: as for one record, but in few statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.ask import dictionary, passages, records, references
from azmil.store import result_of, rows
from azmil.values.answers import Column, Statement
from azmil.values.contents import Contents, Document, Line
from azmil.values.locators import Lines
from azmil.values.sheets import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.store.protocol import Connection
    from azmil.values.answers import Answer, Report, Row
    from azmil.values.sheets import Sheet

# In the order of ``azmil.ask.records.JOINED``: the record that mentions, and the one mentioned.
_JOINED = (
    "SELECT event_id, party_id FROM participants",
    "SELECT conflict_id, claim_id FROM conflict_sides",
    "SELECT claim_id, conflict_id FROM conflict_sides",
    "SELECT remark_id, thing_id FROM concerns",
)


def contents(connection: Connection) -> Contents:
    """Return everything in a knowledge base: the rows of all reports, the sheets of all records, and all sources."""
    return Contents(
        dictionary.about(connection),
        [_document(connection, id_) for (id_,) in rows(connection, "SELECT id FROM sources ORDER BY id")],
        [(kind, count) for kind, count in dictionary.kinds(connection).rows],
        frozenset(code for (code,) in rows(connection, "SELECT code FROM record_kinds WHERE is_claim = 1")),
        list(sheets(connection)),
        {reference.id: reference for reference in references.references(connection)},
        _places(connection),
        [(report, _table_of(connection, report)) for report in reports.built_in()],
        dict(rows(connection, _RETIRED)),
        {id_: sorted({name for _, name in group}) for id_, group in _by_first(rows(connection, _NAMES)).items()},
        {id_: (names, words) for id_, names, words in connection.indexed()},
    )


_NAMES = "SELECT record_id, folded FROM names WHERE folded <> '' ORDER BY record_id, folded"
_RETIRED = """SELECT id, now FROM retired_ids
WHERE NOT EXISTS (SELECT 1 FROM records WHERE records.id = retired_ids.id)
ORDER BY id"""


def _table_of(connection: Connection, report: Report) -> Answer:
    """Return all rows of a report, with the ids that its names refer to as additional columns of the place "target"."""
    known = {column.name for column in report.columns}
    names = dict.fromkeys(column.target for column in report.columns if column.type == "name")
    targets = [Column(name, "id", place="target") for name in names if name not in known]
    columns = (*report.columns, *targets)
    select = f"SELECT {', '.join(column.name for column in columns)} FROM {report.view} ORDER BY {report.order}"
    return result_of(connection, Statement(select, (), columns))


def _document(connection: Connection, id_: str) -> Document:
    """Return a source with its details and lines."""
    (details,) = (row for row in _table(connection, "sources") if row["id"] == id_)
    claims = passages.claims(connection, id_)
    found = rows(
        connection,
        "SELECT p.line, s.title, p.verdict, p.first_same_line, p.reason, p.text "
        "FROM passages AS p LEFT JOIN sections AS s ON s.id = p.section_id WHERE p.source_id = ? ORDER BY p.line",
        id_,
    )
    lines = [
        Line(
            number,
            section or "",
            "repeats" if verdict == "cited" and first != number else verdict,
            first or number,
            reason,
            claims.get(number, []),
            text,
        )
        for number, section, verdict, first, reason, text in found
    ]
    shown = [(name.replace("_", " "), str(value)) for name, value in details.items() if value is not None]
    return Document(id_, details["title"], shown, lines)


def _places(connection: Connection) -> dict[str, list[Place]]:
    """Return the cited lines of each record, in order."""
    texts = {
        (source, line): (section or "", text)
        for source, line, section, text in rows(connection, "SELECT source_id, line, section_id, text FROM passages")
    }
    found: dict[str, list[Place]] = defaultdict(list)
    for id_, source, first, last, role in rows(
        connection,
        "SELECT record_id, source_id, first_line, last_line, role FROM citations ORDER BY record_id, ordinal",
    ):
        lines = [(line, texts[source, line][1]) for line in range(first, last + 1) if (source, line) in texts]
        section = texts[source, first][0] if (source, first) in texts else ""
        found[id_].append(Place(str(Lines(source, first, last)), section, role, lines))
    return found


def sheets(connection: Connection) -> Iterator[Sheet]:
    """Yield the sheet of every record, sorted by id, as ``azmil.ask.records.sheet`` returns it."""
    fields = _fields(connection)
    evidence = {id_: rest for id_, *rest in rows(connection, _EVIDENCE)}
    aliases = _by_first(rows(connection, records.ALIASES.format(where="")))
    participants = _by_first(rows(connection, records.PARTICIPANTS.format(where="")))
    facts = connection.run(Statement(records.FACTS.format(where=""), (), records.COLUMNS))
    fact_of = {row[0]: (rank, row) for rank, row in enumerate(facts.rows)}
    mentioning = _mentioning(connection)
    names: dict[str, str] = dict(rows(connection, records.NAMES))
    for id_ in sorted(fields):
        about = sorted(fact_of[other] for other in mentioning[id_] - {id_} if other in fact_of)
        yield records.assembled(
            fields[id_],
            evidence.get(id_, (None, 0, 0, None)),
            aliases[id_],
            participants[id_],
            replace(facts, rows=[row for _, row in about]),
            names.get,
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


def _mentioning(connection: Connection) -> dict[str, set[str]]:
    """Return the ids of the records that mention each record, by its id."""
    found: dict[str, set[str]] = defaultdict(set)
    columns = records.references(connection)
    selects = [f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL' for table, column in columns]
    for select in (*selects, *_JOINED):
        for id_, mentioned in rows(connection, select):
            found[mentioned].add(id_)
    return found
