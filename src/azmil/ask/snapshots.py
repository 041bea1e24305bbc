"""The records of a knowledge base, with the fields by which they are compared with those of another."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.store import rows
from azmil.values import hedges, locators
from azmil.values.locators import Lines
from azmil.values.sqltext import quoted_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azmil.store.protocol import Connection
    from azmil.values.answers import Row

# Columns that say where a seed is, or that the load derives from others.
_DERIVED = ("lead_citation", "earliest_start", "latest_start", "earliest_end", "latest_end", "seed_file", "seed_line")
_SOURCES = ("sources", "sections")  # tables of what is compared besides records
_BOUNDS = ("_lowest", "_highest", "_qualifier")  # columns of a quantity
_PLAIN = (0, 0, None)  # the doubts and the hedge of most records
# The rows that belong to records, by table. Columns: the record, its field, the text that identifies the row in the
# record, and the rest. The second text is an id in some tables.
CHILDREN = {
    "aliases": "SELECT record_id, 'also', name, '(' || kind || ')' || COALESCE(': ' || note, '') FROM aliases",
    "participants": "SELECT event_id, role, party_id, strength_said FROM participants",
    "conflict_sides": "SELECT conflict_id, 'side', claim_id, says FROM conflict_sides",
    "concerns": "SELECT remark_id, 'about', thing_id, NULL FROM concerns",
}
_WITH_ID = ("participants", "conflict_sides", "concerns")
_COLUMNS = "SELECT table_name, column_name, refers_to FROM dictionary WHERE column_name <> '' ORDER BY 1, position"
_LINES = """SELECT record_id, role, source_id, first_line, last_line
FROM citations
ORDER BY record_id, source_id, first_line, last_line"""
_JOINED = """
JOIN records ON records.id = {table}.id
LEFT JOIN parties ON parties.id = {table}.id"""


class Record(NamedTuple):
    """A record, source or section: its id, its table, and the values of the columns that are compared."""

    id: str
    table: str
    values: tuple[Any, ...]

    @property
    def is_source(self) -> bool:
        """Whether it is a source or section, whose id may also be that of a record."""
        return self.table in _SOURCES


class Field(NamedTuple):
    """The value of a field: by what it is compared, its text, and its place among the fields of a record.

    If it ``follows`` from another field, it is no difference if the other one is.
    """

    key: object
    text: str | None
    place: int = 0
    follows: str = ""


# By the name of the field, and the text that identifies its value if there may be several.
Fields = dict[tuple[str, str], Field]
_DOUBTS, _CITED, _OF_CHILDREN, _LAST = range(1, 5)  # places of the fields that are not columns, and of the sentence


class _Child(NamedTuple):
    """A row that belongs to a record; ``id`` is that of the other record, if it names one."""

    text: str
    id: str | None
    rest: str | None

    @property
    def separator(self) -> str:
        """What is between the text and the rest."""
        return " " if self.id is None else ": "


def ids(connection: Connection) -> set[str]:
    """Return the ids of all records."""
    return {id_ for (id_,) in rows(connection, "SELECT id FROM records")}


def retired(connection: Connection) -> dict[str, str]:
    """Return the current id of each retired one."""
    return dict(rows(connection, "SELECT id, now FROM retired_ids ORDER BY id"))


def sources(connection: Connection) -> set[str]:
    """Return the ids of all sources."""
    return {id_ for (id_,) in rows(connection, "SELECT id FROM sources")}


def content(connection: Connection) -> list[Row]:
    """Return the digest of all that a base was built from."""
    return rows(connection, "SELECT value FROM about WHERE name = 'content'")


class Snapshot:
    """The records of a base.

    ``now`` are the ids under which some records are compared; ``names_sources`` is whether lines name their source.
    """

    def __init__(self, connection: Connection, now: Mapping[str, str], *, names_sources: bool) -> None:
        self._connection = connection
        self._now = now
        self._names_sources = names_sources
        self._columns: dict[str, list[str]] = defaultdict(list)
        self._columns_of: dict[str, list[tuple[str, str]]] = {}
        self._references: set[tuple[str, str]] = set()
        for table, column, refers_to in rows(connection, _COLUMNS):
            if column not in ("id", *_DERIVED):
                self._columns[table].append(column)
            if (refers_to or "").endswith(".id"):
                self._references.add((table, column))
        self._names: dict[str, str] = dict(rows(connection, "SELECT id, name FROM records WHERE name IS NOT NULL"))
        evidence = rows(connection, "SELECT record_id, is_disputed, is_in_tension, hedge FROM evidence")
        self._evidence = {id_: doubts for id_, *rest in evidence if (doubts := tuple(rest)) != _PLAIN}
        self._children: dict[str, dict[tuple[str, str], _Child]] = defaultdict(dict)
        for table, select in CHILDREN.items():
            for id_, field, text, rest in rows(connection, select):
                found = _Child(text, text if table in _WITH_ID else None, rest)
                self._children[id_][field, text if found.id is None else now.get(text, text)] = found
        self._lines: dict[str, list[Row]] = defaultdict(list)
        for id_, *cited in rows(connection, _LINES):
            self._lines[id_].append(tuple(cited))

    def tables(self) -> list[str]:
        """Return the tables of records, then those of sources."""
        found = rows(self._connection, "SELECT DISTINCT table_name FROM record_kinds ORDER BY table_name")
        return [*(table for (table,) in found), *_SOURCES]

    def _origins(self, table: str) -> list[tuple[str, str]]:
        """Return the table and the name of each column that is compared of the records of a table."""
        if table not in self._columns_of:
            tables = (table,) if table in _SOURCES else (table, "parties", "records")
            self._columns_of[table] = [(each, column) for each in tables for column in self._columns[each]]
        return self._columns_of[table]

    def records(self, table: str) -> Iterator[Record]:
        """Yield the records of a table."""
        columns = ", ".join(f"{quoted_name(each)}.{quoted_name(column)}" for each, column in self._origins(table))
        name = quoted_name(table)
        joined = "" if table in _SOURCES else _JOINED.format(table=name)
        found = rows(self._connection, f"SELECT {name}.id, {columns} FROM {name}{joined}")
        yield from (Record(id_, table, tuple(values)) for id_, *values in found)

    def key(self, record: Record) -> tuple[object, ...]:
        """Return all by which a record is compared, which is quicker than all its fields."""
        refers = (origin in self._references for origin in self._origins(record.table))
        return (
            [self._now.get(value, value) if at else value for value, at in zip(record.values, refers, strict=True)],
            self._evidence.get(record.id, _PLAIN)[:2],
            self._lines.get(record.id, []),
            {key: child.rest for key, child in self._children.get(record.id, {}).items()},
        )

    def sentence(self, record: Record) -> str | None:
        """Return the sentence of a record with its hedge, or the title of a source or section."""
        origin = (record.table, "title") if record.is_source else ("records", "sentence")
        value = record.values[self._origins(record.table).index(origin)]
        return None if value is None else self._text(*origin, value, self._evidence.get(record.id, _PLAIN)[2])

    def fields(self, record: Record) -> Fields:
        """Return the fields of a record, named as a sheet names them."""
        doubts = self._evidence.get(record.id, _PLAIN)
        columns = self._origins(record.table)
        quantities = {column.removesuffix("_said") for _, column in columns if column.endswith("_said")}
        found: Fields = {}
        for (table, column), value in zip(columns, record.values, strict=True):
            name = column.removeprefix("is_").removesuffix("_id").removesuffix("_said")
            field = Field(value, None if value is None else self._text(table, column, value, doubts[2]))
            part = next((column.removesuffix(end) for end in _BOUNDS if column.endswith(end)), column)
            if (table, column) in self._references:
                field = field._replace(key=self._now.get(value, value))
            elif column == "sentence":
                field = field._replace(place=_LAST)
            elif part in quantities:  # the words of a quantity usually say its numbers
                field = field._replace(follows=part.replace("_", " "))
                name = f"{name}_figure" if part == column else name
            found[name.replace("_", " "), ""] = field
        if not record.is_source:
            for name, is_true in zip(("disputed", "in tension"), doubts, strict=False):
                found[name, ""] = Field(is_true, "yes" if is_true else "no", _DOUBTS)
        return found | self._cited(record.id) | self._of_children(record.id, doubts[2])

    def _text(self, table: str, column: str, value: Any, hedge: str | None) -> str:
        """Return a value as text: references with the name, figures and sentences with the hedge they do not state."""
        if (table, column) in self._references:
            return self._called(value)
        if column.startswith("is_") or column == "observed":
            return "yes" if value else "no"
        if column == "sentence":
            hedge = hedges.unsaid(hedge, str(value))
        is_hedged = hedge and (isinstance(value, (int, float)) or column.endswith(("_said", "sentence")))
        return f"{value} ({hedge})" if is_hedged else str(value)

    def _cited(self, id_: str) -> Fields:
        """Return the lines that a record cites, in one field for each role."""
        by_role: dict[str, list[Lines]] = defaultdict(list)
        for role, source, first, last in self._lines.get(id_, ()):
            name = "lines" if role == "states" else f"{role} lines".replace("-", " ")
            by_role[name].append(Lines(source if self._names_sources else "", first, last))
        cited = sorted(by_role.items(), key=lambda each: (each[0] != "lines", each[0]))
        return {(name, ""): Field(lines, locators.printed(lines), _CITED) for name, lines in cited}

    def _of_children(self, id_: str, hedge: str | None) -> Fields:
        """Return the rows that belong to a record, each as a field."""
        found: Fields = {}
        for key, child in sorted(self._children.get(id_, {}).items()):
            text = child.text if child.id is None else self._called(child.id)
            if child.rest:
                text = f"{text}{child.separator}{child.rest}"
            found[key] = Field(child.rest or "", f"{text} ({hedge})" if child.rest and hedge else text, _OF_CHILDREN)
        return found

    def _called(self, id_: str) -> str:
        """Return the name of a record with its id."""
        return f"{self._names[id_]} ({id_})" if id_ in self._names else id_
