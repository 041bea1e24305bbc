"""Everything about every record, for publishing a whole knowledge base: as for one record, but in few statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from azmil.ask import records
from azmil.store import rows
from azmil.values.answers import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.store.protocol import Connection
    from azmil.values.answers import Row
    from azmil.values.sheets import Sheet

# In the order of ``azmil.ask.records.JOINED``: the record that mentions, and the one mentioned.
_JOINED = (
    "SELECT event_id, party_id FROM participants",
    "SELECT conflict_id, claim_id FROM conflict_sides",
    "SELECT claim_id, conflict_id FROM conflict_sides",
    "SELECT remark_id, thing_id FROM concerns",
)


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
