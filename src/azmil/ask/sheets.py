"""Sheets: everything known about one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.ask import about
from azmil.store import result_of, rows
from azmil.values.answers import Column, LeftOut, Statement
from azmil.values.sheets import Field, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from azmil.store.protocol import Connection
    from azmil.values.answers import Answer

_SPINE = ("lead_citation", "kind", "id")
_DAYS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
FACTS = """SELECT {part}r.id, r.kind, r.sentence AS fact, ev.hedge, ev.lines, r.date, r.observed,
r.modality, said_by.name AS said_by, ev.is_disputed AS disputed, ev.is_in_tension AS in_tension,
ev.is_doubtful AS doubtful
FROM records AS r
JOIN evidence AS ev ON ev.record_id = r.id
JOIN record_kinds AS k ON k.code = r.kind
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
{where}
ORDER BY {first}k.is_claim DESC, ev.first_line IS NULL, ev.first_line, ev.lines, r.id"""
NAMES = "SELECT id, COALESCE(name, sentence) FROM records"
# Completed with a WHERE clause.
ALIASES = "SELECT record_id, name, kind, COALESCE(note, '') FROM aliases {where} ORDER BY record_id, name"
PARTICIPANTS = """SELECT p.event_id, p.role, r.name, p.party_id
FROM participants AS p
JOIN records AS r ON r.id = p.party_id
{where}
ORDER BY p.event_id, p.role, r.name"""
_MENTIONING = "SELECT id FROM about_mention WHERE thing_id = ?"
COLUMNS = (
    Column("id", "id"),
    Column("kind", "word", "record_kinds", "wide"),
    Column("fact", "prose"),
    Column("hedge", "text", place="wide"),
    Column("lines", "lines"),
    Column("date", "date"),
    Column("observed", "flag", place="wide"),
    Column("modality", "word", "modalities"),
    Column("said_by", "text", place="wide"),
    Column("disputed", "flag"),
    Column("in_tension", "flag", place="wide"),
    Column("doubtful", "flag", place="wide"),
)


def sheet(connection: Connection, id_: str, most: int | None = None) -> Sheet:
    """Return everything about the record with an id, and at most ``most`` records about it and about its parts.

    Raises AzmilError if the database cannot be read.
    """
    record = _row(connection, "records", id_)
    (table,) = rows(connection, "SELECT table_name FROM record_kinds WHERE code = ?", record["kind"])[0]
    evidence = rows(connection, "SELECT lines, witnesses, wordings, hedge FROM evidence WHERE record_id = ?", id_)
    return assembled(
        {**record, **_row(connection, "parties", id_), **_row(connection, table, id_)},
        evidence[0] if evidence else (None, 0, 0, None),
        rows(connection, ALIASES.format(where="WHERE record_id = ?"), id_),
        rows(connection, PARTICIPANTS.format(where="WHERE p.event_id = ?"), id_),
        _about(connection, id_, most),
        lambda other: next(iter(rows(connection, f"{NAMES} WHERE id = ?", other)), (None, None))[1],
    )


def assembled(
    fields: Mapping[str, object],
    evidence: Sequence[Any],
    aliases: Sequence[Sequence[Any]],
    participants: Sequence[Sequence[Any]],
    about: tuple[Answer, Answer],
    name_of: Callable[[str], str | None],
) -> Sheet:
    """Return a sheet from the rows of a record.

    ``fields`` are the columns of its tables. The columns of ``evidence`` are lines, witnesses, wordings, hedge; of
    ``aliases`` record_id, name, kind, note, sorted; of ``participants`` event_id, role, name, party_id. ``about`` are
    the records about it and about its parts; ``name_of`` returns the name of another record, or None if there is none.
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
        *about,
    )


def _about(connection: Connection, id_: str, most: int | None) -> tuple[Answer, Answer]:
    """Return the records that mention a record, and the other records that are or mention one of its parts."""

    def limited(statement: Statement) -> Answer:
        if most is None:
            return result_of(connection, statement)
        answer = result_of(connection, statement.limited(most + 1))
        if len(answer.rows) > most:
            del answer.rows[most:]
            answer.left_out.append(LeftOut(None, "limit", "increase the limit"))
        return answer

    clause, parameters, _ = about.of_ids(connection, [id_])
    mentioning = f"WHERE r.id IN ({_MENTIONING}) AND r.id <> ?"
    # A condition on r.id would make PostgreSQL read all records, since it counts the subquery for each of them.
    of_part = (
        "JOIN about_row ON about_id = r.id AND about_part IS NOT NULL\n"
        f"WHERE about_id NOT IN ({_MENTIONING}) AND about_id <> ?"
    )
    whole = FACTS.format(part="", where=mentioning, first="")
    parts = FACTS.format(part="about_part AS part, ", where=of_part, first="about_part, ")
    values = (*parameters, id_, id_)
    return (
        limited(Statement(f"{clause}\n{whole}", values, COLUMNS)),
        limited(Statement(f"{clause}\n{parts}", values, (part_column(), *COLUMNS))),
    )


def part_column() -> Column:
    """Return the column of the part that a record is about."""
    return about.part_column()._replace(place="grouped")


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
            plain = name.removesuffix("_said")
            yield Field(plain.replace("_", " "), str(value), is_figure=plain != name)
