"""Records about things: those that mention a thing or one of its parts, and the part that they mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.ask import records
from azmil.store import rows
from azmil.values.answers import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.errors import Notify
    from azmil.reports import Report
    from azmil.store.protocol import Connection

# Each table and column that refers to a record.
_REFERENCES = """SELECT table_name, column_name
FROM dictionary
WHERE (table_name = 'records' OR table_name IN (SELECT table_name FROM record_kinds))
AND column_name <> 'id' AND refers_to || ',' LIKE '%.id,%'
ORDER BY table_name, position"""
# Tables that join two records: the table, the column of the record that mentions the other, and that of the other.
_JOINED = (
    ("participants", "event_id", "party_id"),
    ("conflict_sides", "conflict_id", "claim_id"),
    ("conflict_sides", "claim_id", "conflict_id"),
    ("concerns", "remark_id", "thing_id"),
)
ROWS = "SELECT about_id FROM about_row"  # the ids of all records about the things
JOIN = "LEFT JOIN about_row ON about_id = id"
OWN_FIRST = "about_part IS NOT NULL"  # the term of ORDER BY that puts the rows about the things before those of parts


class About(NamedTuple):
    """The WITH clause of a SELECT of the records about some things, and its parameters.

    It defines ``about_thing`` (thing_id, part_name: the things, with NULL, and their parts), ``about_mention`` (id,
    thing_id: each mention of one of these) and ``about_row`` (about_id, about_part: each record that is or mentions
    one of them, and the name of the part; NULL if it is or mentions one of the things, the first part if several).
    """

    clause: str
    parameters: tuple[str, ...]


def of_ids(connection: Connection, ids: Sequence[str]) -> About:
    """Return the WITH clause for the things with some ids."""
    several = ", ".join("?" * len(ids))
    references = [(table, "id", column) for table, column in rows(connection, _REFERENCES)]
    mentions = "\n    UNION ALL\n".join(
        f'    SELECT "{id_}", "{column}" FROM "{table}" WHERE "{column}" IN (SELECT thing_id FROM about_thing)'
        for table, id_, column in (*references, *_JOINED)
    )
    clause = f"""WITH about_thing (thing_id, part_name) AS (
    SELECT id, NULL FROM records WHERE id IN ({several})
    UNION ALL
    SELECT id, COALESCE(name, id) FROM records
    WHERE id IN (SELECT part_id FROM parts WHERE whole_id IN ({several})) AND id NOT IN ({several})
),
about_mention (id, thing_id) AS (
{mentions}
),
about_row (about_id, about_part) AS (
    SELECT mention.id, CASE WHEN count(*) = count(part_name) THEN min(part_name) END
    FROM about_mention AS mention
    JOIN about_thing AS thing ON thing.thing_id = mention.thing_id
    WHERE mention.id NOT IN (SELECT thing_id FROM about_thing)
    GROUP BY mention.id
    UNION ALL
    SELECT thing_id, part_name FROM about_thing
)"""
    return About(clause, (*ids, *ids, *ids))


def of_names(connection: Connection, names: Sequence[str], notify: Notify) -> About:
    """Return the WITH clause for the things with some ids, names or aliases; raise AzmilError if one is unknown."""
    found = [records.find(connection, name, notify) for name in names]
    return of_ids(connection, list(dict.fromkeys(found)))


def part_column(report: Report | None = None) -> Column:
    """Return the column that names the part through which a row is included."""
    name = "part" if report is None or report.column("part") is None else "about_part"
    return Column(name, "text", meaning="part of the given record through which the row is included")
