"""Own the finding of one record by any of its names, and of everything that is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from azmil.ask.running import run
from azmil.errors import Exit, Fault, nearest
from azmil.values.answers import Answer, Statement
from azmil.values.names import fold, spellings, squeeze

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

AMBIGUOUS = Fault(
    "a name is that of several records",
    "'{name}' is the name of several: {ids}",
    "give one of these",
    Exit.USAGE,
)
NOBODY = Fault(
    "nothing has the id, name or alias, nor one in which the word stands",
    "nothing is called '{name}'",
    "{instead}",
    Exit.USAGE,
)

_SPINE = ("lead_citation", "kind", "id")
_DAYS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
_FACTS = """SELECT id, kind, sentence AS fact, date, modality, is_disputed AS disputed, lines
FROM records
JOIN evidence ON evidence.record_id = records.id
WHERE records.id IN (
{}
) AND records.id <> ?
ORDER BY first_line, lines, id"""
# Each table and column that names a record.
_REFERENCES = """SELECT table_name, column_name
FROM dictionary
WHERE (table_name = 'records' OR table_name IN (SELECT table_name FROM record_kinds))
AND column_name <> 'id' AND refers_to || ',' LIKE '%.id,%'
ORDER BY table_name, position"""
_CALLED = "SELECT DISTINCT record_id FROM names WHERE squeezed = ? ORDER BY record_id"
# Things one of whose names has the words among its own.
_HOLDING_WORD = """SELECT DISTINCT names.record_id
FROM names
JOIN records ON records.id = names.record_id AND records.name IS NOT NULL
WHERE instr(' ' || folded || ' ', ' ' || ? || ' ') > 0
ORDER BY names.record_id"""
SORTS = (("modality", "word"), ("disputed", "flag"), ("lines", "lines"), ("fact", "text"), ("date", "date"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one record."""

    id: str
    kind: str
    sentence: str
    fields: list[tuple[str, str]]
    aliases: list[tuple[str, str, str]]  # name, kind, note
    lines: str
    witnesses: int
    wordings: int
    about: Answer  # the claims, conflicts and gaps that name it


def find(connection: sqlite3.Connection, name: str) -> str:
    """Return the id of the record of that id, name or alias.

    Raises AzmilError if there is none, with the nearest names, or if there are several, with their ids.
    """
    if connection.execute("SELECT 1 FROM records WHERE id = ?", (name,)).fetchone():
        return name
    rows = connection.execute("SELECT DISTINCT record_id FROM names WHERE name = ?", (name,)).fetchall()
    looks = [(_CALLED, squeeze(spelt)) for spelt in spellings(name)]
    looks += [(_HOLDING_WORD, fold(spelt)) for spelt in spellings(name) if not name.isdigit()]
    for look, words in looks:
        if words and not rows:  # a name that has no letters is like every other that has none
            rows = connection.execute(look, (words,)).fetchall()
    if len(rows) == 1:
        return str(rows[0][0])
    if rows:
        raise AMBIGUOUS(name=name, ids=", ".join(row[0] for row in rows))
    if name.isdigit():
        raise NOBODY(name=name, instead=f"'azmil query facts --cites {name}' tells what cites a line")
    known = dict(connection.execute("SELECT name, record_id FROM names ORDER BY name DESC"))
    close = dict.fromkeys(known[found] for found in nearest(name, known))
    instead = f"did you mean {' or '.join(map(repr, close))}?" if close else "'azmil query facts --wide' lists ids"
    raise NOBODY(name=name, instead=instead)


def sheet(connection: sqlite3.Connection, id_: str) -> Sheet:
    """Return everything about the record of an id; raise sqlite3.Error if the database cannot give it."""
    record = _row(connection, "records", id_)
    (table,) = connection.execute("SELECT table_name FROM record_kinds WHERE code = ?", (record["kind"],)).fetchone()
    lines, witnesses, wordings = connection.execute(
        "SELECT lines, witnesses, wordings FROM evidence WHERE record_id = ?", (id_,)
    ).fetchone() or ("", 0, 0)
    aliases = connection.execute(
        "SELECT name, kind, COALESCE(note, '') FROM aliases WHERE record_id = ? ORDER BY name", (id_,)
    ).fetchall()
    fields = {**record, **_row(connection, "parties", id_), **_row(connection, table, id_)}
    looks, parameters = mentions(connection, id_)
    about = run(connection, Statement(_FACTS.format(looks), (*parameters, id_), SORTS, frozenset({"kind"})))
    return Sheet(
        id_,
        str(record["kind"]),
        str(record["sentence"]),
        [
            *((name, value) for name, value in _shown(connection, fields) if name != "sentence"),
            *_participants(connection, id_),
        ],
        aliases,
        lines,
        witnesses,
        wordings,
        about,
    )


def _row(connection: sqlite3.Connection, table: str, id_: str) -> dict[str, object]:
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (id_,))
    row = cursor.fetchone()
    return dict(zip((name for name, *_ in cursor.description), row, strict=True)) if row else {}


def _shown(connection: sqlite3.Connection, fields: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the fields a reader wants, references by name and quantities by their words."""
    for name, value in fields.items():
        if value is None or name in _SPINE or name.endswith(("_lowest", "_highest", "_qualifier")):
            continue
        if name in _DAYS or name in ("seed_line", "article") or (name.startswith("is_") and not value):
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
            called = connection.execute(
                "SELECT COALESCE(name, sentence) FROM records WHERE id = ?", (value,)
            ).fetchone()
            yield (
                name.removesuffix("_id").replace("_", " "),
                f"{called[0]} ({value})" if called else str(value),
            )
        elif name.startswith("is_"):
            yield name.removeprefix("is_").replace("_", " "), "yes"
        else:
            yield name.removesuffix("_said").replace("_", " "), str(value)


_JOINED = (
    "SELECT event_id FROM participants WHERE party_id = ?",
    "SELECT conflict_id FROM conflict_sides WHERE claim_id = ?",
    "SELECT claim_id FROM conflict_sides WHERE conflict_id = ?",
)


def mentions(connection: sqlite3.Connection, id_: str) -> tuple[str, list[str]]:
    """Return a SELECT of the ids of all records that name a record, and its parameters.

    Events a party takes part in, conflicts of a claim and the sides of a conflict name it too.
    """
    looks = [f'SELECT id FROM "{table}" WHERE "{column}" = ?' for table, column in connection.execute(_REFERENCES)]
    looks += _JOINED
    return "\nUNION\n".join(looks), [id_] * len(looks)


def _participants(connection: sqlite3.Connection, id_: str) -> Iterator[tuple[str, str]]:
    """Yield who takes part in an event, each as a field named after the part."""
    rows = connection.execute(
        "SELECT p.role, r.name, p.party_id FROM participants AS p JOIN records AS r ON r.id = p.party_id "
        "WHERE p.event_id = ? ORDER BY p.role, r.name",
        (id_,),
    )
    yield from ((role, f"{name} ({party})") for role, name, party in rows)
