"""Records: lookup by name, and everything known about one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, Hints, nearest
from azmil.reports import matching
from azmil.store import result_of, rows
from azmil.values.answers import Column, Statement
from azmil.values.names import fold, spellings, squeeze
from azmil.values.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.errors import AzmilError
    from azmil.reports.matching import Value
    from azmil.store.protocol import Connection

AMBIGUOUS = Fault(
    "several records have the given name",
    "'{name}' is the name of several records: {ids}",
    "use one of these ids",
    Exit.USAGE,
)
NO_RECORD = Fault(
    "no record has the given id, name or alias, or a name that contains the given word",
    "no such record '{name}'",
    "{instead}",
    Exit.USAGE,
)
RETIRED = Fault(
    "a query names a record by a retired id (a note, not an error)",
    "the id '{old}' is now '{now}'",
    "",
)

_SPINE = ("lead_citation", "kind", "id")
_DAYS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
_FACTS = """SELECT r.id, r.kind, r.sentence AS fact, ev.hedge, r.date, r.observed, r.modality, said_by.name AS said_by,
ev.is_disputed AS disputed, ev.is_in_tension AS in_tension, ev.is_doubtful AS doubtful, ev.lines
FROM records AS r
JOIN evidence AS ev ON ev.record_id = r.id
JOIN record_kinds AS k ON k.code = r.kind
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
WHERE r.id IN (
{}
) AND r.id <> ?
ORDER BY k.is_claim DESC, ev.first_line IS NULL, ev.first_line, ev.lines, r.id"""
# Each table and column that refers to a record.
_REFERENCES = """SELECT table_name, column_name
FROM dictionary
WHERE (table_name = 'records' OR table_name IN (SELECT table_name FROM record_kinds))
AND column_name <> 'id' AND refers_to || ',' LIKE '%.id,%'
ORDER BY table_name, position"""
_CALLED = "SELECT DISTINCT record_id FROM names WHERE squeezed = ? ORDER BY record_id"
# Things with a name that contains the given words.
_HOLDING_WORD = """SELECT DISTINCT names.record_id
FROM names
JOIN records ON records.id = names.record_id AND records.name IS NOT NULL
JOIN record_kinds ON record_kinds.code = records.kind AND record_kinds.is_claim = 0
WHERE replace(' ' || folded || ' ', ' ' || ? || ' ', '') <> ' ' || folded || ' '
ORDER BY names.record_id"""
_COLUMNS = (
    Column("id", "id"),
    Column("kind", "word", "record_kinds", "wide"),
    Column("fact", "prose"),
    Column("hedge", "text", place="wide"),
    Column("date", "date"),
    Column("observed", "flag", place="wide"),
    Column("modality", "word", "modalities"),
    Column("said_by", "text", place="wide"),
    Column("disputed", "flag"),
    Column("in_tension", "flag", place="wide"),
    Column("doubtful", "flag", place="wide"),
    Column("lines", "lines"),
)


def find(connection: Connection, name: str) -> str:
    """Return the id of a record, given by id, name or alias.

    Raises AzmilError with the nearest names if there is none, or with the ids if there are several.
    """
    if rows(connection, "SELECT 1 FROM records WHERE id = ?", name):
        return name
    found = rows(connection, "SELECT DISTINCT record_id FROM names WHERE name = ?", name)
    lookups = [(_CALLED, squeeze(spelling)) for spelling in spellings(name)]
    lookups += [(_HOLDING_WORD, fold(spelling)) for spelling in spellings(name) if not name.isdigit()]
    for lookup, words in lookups:
        if words and not found:  # names without letters would all match each other
            found = rows(connection, lookup, words)
    if len(found) == 1:
        return str(found[0][0])
    if found:
        raise AMBIGUOUS(name=name, ids=", ".join(row[0] for row in found))
    if name.isdigit():
        raise NO_RECORD(Hints.FIND_CITING, name=name)
    known: dict[str, str] = dict(rows(connection, "SELECT name, record_id FROM names ORDER BY name DESC"))
    close = dict.fromkeys(known[near] for near in nearest(name, known))
    if not close:
        raise NO_RECORD(Hints.LIST_IDS, name=name)
    raise NO_RECORD(name=name, instead=f"did you mean {' or '.join(map(repr, close))}?")


def retired(connection: Connection, names: Sequence[str]) -> Iterator[AzmilError]:
    """Yield a note for each name that is a retired id."""
    if names:
        known = "NOT EXISTS (SELECT 1 FROM records WHERE records.id = retired_ids.id)"
        wanted = f"SELECT id, now FROM retired_ids WHERE {matching.any_of('id', names)} AND {known} ORDER BY id"
        yield from (RETIRED(old=old, now=now) for old, now in rows(connection, wanted, *names))


def sheet(connection: Connection, id_: str) -> Sheet:
    """Return everything about the record with an id; raise AzmilError if the database cannot be read."""
    record = _row(connection, "records", id_)
    (table,) = rows(connection, "SELECT table_name FROM record_kinds WHERE code = ?", record["kind"])[0]
    evidence = rows(connection, "SELECT lines, witnesses, wordings, hedge FROM evidence WHERE record_id = ?", id_)
    lines, witnesses, wordings, hedge = evidence[0] if evidence else (None, 0, 0, None)
    aliases = rows(
        connection, "SELECT name, kind, COALESCE(note, '') FROM aliases WHERE record_id = ? ORDER BY name", id_
    )
    fields = {**record, **_row(connection, "parties", id_), **_row(connection, table, id_)}
    mentioning, parameters = mentions(connection, id_)
    about = result_of(connection, Statement(_FACTS.format(mentioning), (*parameters, id_), _COLUMNS))
    return Sheet(
        id_,
        str(record["kind"]),
        str(record["sentence"]),
        [
            *((name, value) for name, value in _shown(connection, fields) if name != "sentence"),
            *_participants(connection, id_),
            *([("hedge", str(hedge))] if hedge else []),
        ],
        aliases,
        lines or "",
        witnesses,
        wordings,
        about,
    )


def _row(connection: Connection, table: str, id_: str) -> dict[str, object]:
    found = connection.run(Statement(f'SELECT * FROM "{table}" WHERE id = ?', (id_,)))
    return dict(zip(found.names, found.rows[0], strict=True)) if found.rows else {}


def _shown(connection: Connection, fields: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the fields to show, with references by name and quantities in words."""
    for name, value in fields.items():
        if value is None or name in _SPINE or name.endswith(("_lowest", "_highest", "_qualifier")):
            continue
        if (
            name in _DAYS
            or name in ("seed_line", "article")
            or ((name.startswith("is_") or name == "observed") and not value)
        ):
            continue
        if (
            f"{name}_said" in fields
            or (name == "modality" and value == "asserted")
            or (name == "standing" and value == "stands")
        ):
            continue
        if name == "seed_file":
            yield "seed", f"{value}:{fields['seed_line']}"
        elif name.endswith("_id"):
            target = rows(connection, "SELECT COALESCE(name, sentence) FROM records WHERE id = ?", value)
            shown = f"{target[0][0]} ({value})" if target else str(value)
            yield name.removesuffix("_id").replace("_", " "), shown
        elif name.startswith("is_") or name == "observed":
            yield name.removeprefix("is_").replace("_", " "), "yes"
        else:
            yield name.removesuffix("_said").replace("_", " "), str(value)


_JOINED = (
    "SELECT event_id FROM participants WHERE party_id = ?",
    "SELECT conflict_id FROM conflict_sides WHERE claim_id = ?",
    "SELECT claim_id FROM conflict_sides WHERE conflict_id = ?",
    "SELECT remark_id FROM concerns WHERE thing_id = ?",
)


def mentions(connection: Connection, id_: str) -> tuple[str, list[str]]:
    """Return a SELECT of the ids of all records that mention a record, and its parameters.

    They include the events of a party, the conflicts of a claim and the sides of a conflict.
    """
    references = rows(connection, _REFERENCES)
    selects = [f'SELECT id FROM "{table}" WHERE "{column}" = ?' for table, column in references]
    selects += _JOINED
    return "\nUNION\n".join(selects), [id_] * len(selects)


def _participants(connection: Connection, id_: str) -> Iterator[tuple[str, str]]:
    """Yield the participants of an event, each as a field named after the role."""
    found = rows(
        connection,
        "SELECT p.role, r.name, p.party_id FROM participants AS p JOIN records AS r ON r.id = p.party_id "
        "WHERE p.event_id = ? ORDER BY p.role, r.name",
        id_,
    )
    yield from ((role, f"{name} ({party})") for role, name, party in found)


def completions(connection: Connection, prefix: str) -> Iterator[Value]:
    """Yield the ids and names of the things that have a name beginning with a prefix."""
    return matching.beginning_with(lambda sql, parameters: rows(connection, sql, *parameters), prefix)
