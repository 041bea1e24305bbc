"""Records about things: those that mention a thing or one of its parts, and the part that they mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.ask import records
from azmil.reports.matching import Condition
from azmil.store import rows
from azmil.values.answers import Column
from azmil.values.sqltext import format_literal

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
# Records about some things are listed in a statement as literals if they are at most so many, with so many characters:
# it can look them up then. Else it derives them.
MOST_LISTED = 1000
LONGEST_LIST = 70_000
PART = "(SELECT about_part FROM about_row WHERE about_id = id)"  # the name of the part, or NULL
OWN_FIRST = f"{PART} IS NOT NULL"  # the term of ORDER BY that puts the rows about the things before those of parts


class About(NamedTuple):
    """The WITH clause of a SELECT of the records about some things, and its parameters.

    It defines ``about_row`` (about_id, about_part): each record that is or mentions one of the things or one of their
    parts, and the name of the part: NULL if it is or mentions one of the things, the first part if there are several.
    ``ids`` are the records if there are few.
    """

    clause: str
    parameters: tuple[str, ...]
    ids: tuple[str, ...] = ()

    @property
    def condition(self) -> Condition:
        """The condition that a row is one of the records, in a statement with the clause."""
        if self.ids:
            return Condition(f"id IN ({', '.join(map(format_literal, self.ids))})", [])
        return Condition("id IN (SELECT about_id FROM about_row)", [])

    @property
    def condition_alone(self) -> Condition:
        """The condition that a row is one of the records, in a statement without the clause."""
        if self.ids:
            return self.condition
        return Condition(f"id IN (\n{self.clause}\nSELECT about_id FROM about_row\n)", list(self.parameters))


def references(connection: Connection) -> list[tuple[str, str, str]]:
    """Return how records mention others: tables, the column of the record that mentions, and that of the mentioned."""
    return [*((table, "id", column) for table, column in rows(connection, _REFERENCES)), *_JOINED]


def of_ids(connection: Connection, ids: Sequence[str]) -> About:
    """Return the WITH clause for the things with some ids, which derives the records.

    It also defines ``about_thing`` (thing_id, part_name: the things, with NULL, and their parts) and ``about_mention``
    (id, thing_id, part_name: each mention of one of these).
    """
    several = ", ".join("?" * len(ids))
    # SQLite keeps the order of a CROSS JOIN; for a JOIN it scans large tables, not knowing that the things are few.
    mentions = "\n    UNION ALL\n".join(
        f'    SELECT x."{id_}", about.thing_id, part_name FROM about_thing AS about CROSS JOIN "{table}" AS x '
        f'WHERE x."{column}" = about.thing_id'
        for table, id_, column in references(connection)
    )
    clause = f"""WITH about_thing (thing_id, part_name) AS (
    SELECT id, NULL FROM records WHERE id IN ({several})
    UNION ALL
    SELECT id, COALESCE(name, id) FROM records
    WHERE id IN (SELECT part_id FROM parts WHERE whole_id IN ({several})) AND id NOT IN ({several})
),
about_mention (id, thing_id, part_name) AS (
{mentions}
),
about_row (about_id, about_part) AS (
    SELECT id, CASE WHEN count(*) = count(part_name) THEN min(part_name) END
    FROM about_mention
    WHERE id NOT IN (SELECT thing_id FROM about_thing)
    GROUP BY id
    UNION ALL
    SELECT thing_id, part_name FROM about_thing
)"""
    return About(clause, (*ids, *ids, *ids))


def of_names(connection: Connection, names: Sequence[str], notify: Notify) -> About:
    """Return the WITH clause for the things with some ids, names or aliases; raise AzmilError if one is unknown."""
    things = [records.find(connection, name, notify) for name in names]
    derived = of_ids(connection, list(dict.fromkeys(things)))
    select = f"{derived.clause}\nSELECT about_id, about_part FROM about_row ORDER BY about_id LIMIT {MOST_LISTED + 1}"
    found = rows(connection, select, *derived.parameters)
    values = ",\n    ".join(f"({format_literal(id_)}, {format_literal(part)})" for id_, part in found)
    if len(found) > MOST_LISTED or len(values) + sum(len(id_) for id_, _ in found) > LONGEST_LIST:
        return derived
    clause = f"WITH about_row (about_id, about_part) AS (\n    VALUES {values}\n)"
    return About(clause, (), tuple(id_ for id_, _ in found))


def part_column(report: Report | None = None) -> Column:
    """Return the column that names the part through which a row is included; its name is one that the report lacks."""
    name = "part" if report is None or report.column("part") is None else "part_of_about"
    return Column(name, "text", place="part", meaning="part of the given record through which the row is included")
