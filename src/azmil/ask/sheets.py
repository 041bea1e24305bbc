"""Sheets: everything known about one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask import about
from azmil.store import result_of, rows
from azmil.values.answers import Column, Statement
from azmil.values.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.store.protocol import Connection
    from azmil.values.answers import Answer

_SPINE = ("lead_citation", "kind", "id")
_DAYS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
_FACTS = """{clause}
SELECT {part}r.id, r.kind, r.sentence AS fact, ev.hedge, r.date, r.observed, r.modality, said_by.name AS said_by,
ev.is_disputed AS disputed, ev.is_in_tension AS in_tension, ev.is_doubtful AS doubtful, ev.lines
FROM records AS r
JOIN evidence AS ev ON ev.record_id = r.id
JOIN record_kinds AS k ON k.code = r.kind
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
{where} AND r.id <> ?
ORDER BY {first}k.is_claim DESC, ev.first_line IS NULL, ev.first_line, ev.lines, r.id"""
_MENTIONING = "SELECT id FROM about_mention WHERE thing_id = ?"
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
        *_about(connection, id_),
    )


def _about(connection: Connection, id_: str) -> tuple[Answer, Answer]:
    """Return the records that mention a record, and the other records that are or mention one of its parts."""
    clause, parameters, _ = about.of_ids(connection, [id_])
    whole = _FACTS.format(clause=clause, part="", where=f"WHERE r.id IN ({_MENTIONING})", first="")
    of_part = f"JOIN about_row ON about_id = r.id AND about_part IS NOT NULL\nWHERE r.id NOT IN ({_MENTIONING})"
    parts = _FACTS.format(clause=clause, part="about_part AS part, ", where=of_part, first="about_part, ")
    values, part = (*parameters, id_, id_), about.part_column()._replace(place="grouped")
    return (
        result_of(connection, Statement(whole, values, _COLUMNS)),
        result_of(connection, Statement(parts, values, (part, *_COLUMNS))),
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


def _participants(connection: Connection, id_: str) -> Iterator[tuple[str, str]]:
    """Yield the participants of an event, each as a field named after the role."""
    found = rows(
        connection,
        "SELECT p.role, r.name, p.party_id FROM participants AS p JOIN records AS r ON r.id = p.party_id "
        "WHERE p.event_id = ? ORDER BY p.role, r.name",
        id_,
    )
    yield from ((role, f"{name} ({party})") for role, name, party in found)
