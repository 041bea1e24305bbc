"""Records: lookup by name, and everything known about one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.errors import Exit, Fault, Hints, nearest
from azmil.reports import matching
from azmil.store import result_of, rows
from azmil.values.answers import Column, Statement
from azmil.values.names import fold, spellings, squeeze
from azmil.values.sheets import Field, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from azmil.errors import AzmilError
    from azmil.reports.matching import Value
    from azmil.store.protocol import Connection
    from azmil.values.answers import Answer

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
FACTS = """SELECT r.id, r.kind, r.sentence AS fact, ev.hedge, r.date, r.observed, r.modality, said_by.name AS said_by,
ev.is_disputed AS disputed, ev.is_in_tension AS in_tension, ev.is_doubtful AS doubtful, ev.lines
FROM records AS r
JOIN evidence AS ev ON ev.record_id = r.id
JOIN record_kinds AS k ON k.code = r.kind
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
{where}
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
NAMES = "SELECT id, COALESCE(name, sentence) FROM records"
# Completed with a WHERE clause.
ALIASES = "SELECT record_id, name, kind, COALESCE(note, '') FROM aliases {where} ORDER BY record_id, name"
PARTICIPANTS = """SELECT p.event_id, p.role, r.name, p.party_id
FROM participants AS p
JOIN records AS r ON r.id = p.party_id
{where}
ORDER BY p.event_id, p.role, r.name"""
COLUMNS = (
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
    mentioning, parameters = mentions(connection, id_)
    where = f"WHERE r.id IN (\n{mentioning}\n) AND r.id <> ?"
    return assembled(
        {**record, **_row(connection, "parties", id_), **_row(connection, table, id_)},
        evidence[0] if evidence else (None, 0, 0, None),
        rows(connection, ALIASES.format(where="WHERE record_id = ?"), id_),
        rows(connection, PARTICIPANTS.format(where="WHERE p.event_id = ?"), id_),
        result_of(connection, Statement(FACTS.format(where=where), (*parameters, id_), COLUMNS)),
        lambda other: next(iter(rows(connection, f"{NAMES} WHERE id = ?", other)), (None, None))[1],
    )


def assembled(
    fields: Mapping[str, object],
    evidence: Sequence[Any],
    aliases: Sequence[Sequence[Any]],
    participants: Sequence[Sequence[Any]],
    about: Answer,
    name_of: Callable[[str], str | None],
) -> Sheet:
    """Return a sheet from the rows of a record.

    ``fields`` are the columns of its tables. The columns of ``evidence`` are lines, witnesses, wordings, hedge; of
    ``aliases`` record_id, name, kind, note, sorted; of ``participants`` event_id, role, name, party_id. ``name_of``
    returns the name of another record, or None if there is none.
    """
    lines, witnesses, wordings, hedge = evidence
    return Sheet(
        str(fields["id"]),
        str(fields["kind"]),
        str(fields["sentence"]),
        [
            *(field for field in _shown(fields, name_of) if field.name != "sentence"),
            *(Field(role, name, party) for _, role, name, party in participants),
            *([Field("hedge", str(hedge))] if hedge else []),
        ],
        [(name, kind, note) for _, name, kind, note in aliases],
        lines or "",
        witnesses,
        wordings,
        about,
    )


def _row(connection: Connection, table: str, id_: str) -> dict[str, object]:
    found = connection.run(Statement(f'SELECT * FROM "{table}" WHERE id = ?', (id_,)))
    return dict(zip(found.names, found.rows[0], strict=True)) if found.rows else {}


def _shown(fields: Mapping[str, object], name_of: Callable[[str], str | None]) -> Iterator[Field]:
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
            yield Field("seed", f"{value}:{fields['seed_line']}")
        elif name.endswith("_id"):
            other = name_of(str(value))
            plain = name.removesuffix("_id").replace("_", " ")
            yield Field(plain, str(value)) if other is None else Field(plain, other, str(value))
        elif name.startswith("is_") or name == "observed":
            yield Field(name.removeprefix("is_").replace("_", " "), "yes")
        else:
            yield Field(name.removesuffix("_said").replace("_", " "), str(value))


JOINED = (
    "SELECT event_id FROM participants WHERE party_id = ?",
    "SELECT conflict_id FROM conflict_sides WHERE claim_id = ?",
    "SELECT claim_id FROM conflict_sides WHERE conflict_id = ?",
    "SELECT remark_id FROM concerns WHERE thing_id = ?",
)


def references(connection: Connection) -> list[tuple[str, str]]:
    """Return each table and column that refers to a record."""
    return [(table, column) for table, column in rows(connection, _REFERENCES)]


def mentions(connection: Connection, id_: str) -> tuple[str, list[str]]:
    """Return a SELECT of the ids of all records that mention a record, and its parameters.

    They include the events of a party, the conflicts of a claim and the sides of a conflict.
    """
    selects = [f'SELECT id FROM "{table}" WHERE "{column}" = ?' for table, column in references(connection)]
    selects += JOINED
    return "\nUNION\n".join(selects), [id_] * len(selects)


def completions(connection: Connection, prefix: str) -> Iterator[Value]:
    """Yield the ids and names of the things that have a name beginning with a prefix."""
    return matching.beginning_with(lambda sql, parameters: rows(connection, sql, *parameters), prefix)
