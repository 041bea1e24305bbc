"""SELECTs of every role and every figure that the model declares.

A role is the part that a thing plays in a claim; a figure is a number in a source. Each reference and each number of
a claim, of its children and of its record becomes one SELECT. They use only SQL that SQLite and PostgreSQL share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Table, Text, cast, literal, null, select

from azmil.model import CHILDREN, KINDS
from azmil.model.base import ADDING, HIGHEST, LOWEST, WHOLE_NUMBER, Claim, Figure, PartyKind
from azmil.model.spine import Record
from azmil.model.things import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Column, ColumnElement, FromClause, Select

    from azmil.model.base import Base


class ViewColumn(NamedTuple):
    """A column of a view: its meaning, its type, and the column it refers to, if any."""

    meaning: str
    type: str = "text"
    refers_to: str = ""


_RECORD = "records.id"
ROLE_COLUMNS = {
    "id": ViewColumn("the claim", refers_to=_RECORD),
    "thing_id": ViewColumn("the party, thing or place", refers_to=_RECORD),
    "role": ViewColumn("role of the thing in the claim"),
    "matter": ViewColumn("matter of the claim: its field, topic, action, relation, status or kind"),
}
FIGURE_COLUMNS = {
    "id": ViewColumn("the claim", refers_to=_RECORD),
    "subject_id": ViewColumn("the record counted or measured", refers_to=_RECORD),
    "party_id": ViewColumn(
        "the party that holds or receives the equipment, is limited, or takes part", refers_to=_RECORD
    ),
    "counted": ViewColumn("what is counted: held, the status of a transfer, the kind of a measure, limit or people"),
    "quantity": ViewColumn("quantity in words"),
    "unit": ViewColumn("unit of the figure; empty for pieces of equipment", refers_to="measure_units.code"),
    "value": ViewColumn(f"figure in the source; {ADDING}", "number"),
    "lowest": ViewColumn(LOWEST, "number"),
    "highest": ViewColumn(HIGHEST, "number"),
    "qualifier": ViewColumn("how exact the figure is", refers_to="qualifiers.code"),
}

_CLAIMS = {table: cls for table, cls in KINDS.items() if issubclass(cls, Claim)}
_PARTIES = {Party.__tablename__, *(table for table, cls in KINDS.items() if issubclass(cls, PartyKind))}
_IDS = {f"{table}.id" for table in (Record.__tablename__, Party.__tablename__, *KINDS)}
_NO_TEXT = cast(null(), Text)
_NO_NUMBER = cast(null(), WHOLE_NUMBER)


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, its meaning, the meaning of each column, and its SELECT."""

    name: str
    meaning: str
    columns: dict[str, ViewColumn]
    select: str


def views() -> tuple[View, View]:
    """Return the views of all roles and of all figures."""
    return (
        View("all_roles", "Every role of a thing in a claim.", ROLE_COLUMNS, _union(_roles())),
        View("all_figures", "Every figure of a claim.", FIGURE_COLUMNS, _union(_figures())),
    )


class _Reference(NamedTuple):
    """A column that names a record with a role in the claim, and the table of that record."""

    column: Column[Any]
    target: Table


@dataclass(frozen=True, slots=True)
class _Source:
    """A table whose rows belong to claims."""

    table: Table
    rows: FromClause  # the table, joined with its parent if it has one
    id: Column[Any]
    kind: ColumnElement[Any]
    matter: ColumnElement[Any]

    def references(self) -> list[_Reference]:
        """Return the references that are roles, in order."""
        return [
            _Reference(column, key.column.table)
            for column in self.table.columns
            for key in column.foreign_keys
            if column is not self.id and key.target_fullname in _IDS
            if key.column.table.name not in _CLAIMS or "role" in column.info
        ]


def _sources() -> Iterator[_Source]:
    """Yield the tables of claims, of their children, and of all records."""
    for cls in _CLAIMS.values():
        table = _table(cls)
        yield _Source(table, table, table.c.id, literal(cls.kind), _value(cls.matter or cls.kind, table))
    for child in CHILDREN.values():
        table = _table(child)
        id_ = table.c[child.parent]
        parent = next(iter(id_.foreign_keys)).column.table
        if parent.name in _CLAIMS:
            cls = _CLAIMS[parent.name]
            matter = _value(child.matter, table) if child.matter else _value(cls.matter or cls.kind, parent)
            yield _Source(table, table.join(parent, parent.c.id == id_), id_, literal(cls.kind), matter)
    table = _table(Record)
    yield _Source(table, table, table.c.id, table.c.kind, table.c.kind)


def _table(cls: type[Base]) -> Table:
    assert isinstance(cls.__table__, Table)  # noqa: S101 - every class is mapped to a table
    return cls.__table__


def _value(text: str, table: Table) -> ColumnElement[Any]:
    """Return a word as a literal, or the column named in braces."""
    match = re.fullmatch(r"\{(\w+)\}", text)
    return table.c[match[1]] if match else literal(text)


def _roles() -> Iterator[Select[Any]]:
    """Yield the SELECT of each role."""
    for source in _sources():
        for column, target in source.references():
            role = column.info.get("role", column.name.removesuffix("_id"))
            yield _role(source, source.rows, column, role)
            for name, further_role in column.info.get("through", {}).items():
                yield _role(source, source.rows.join(target, target.c.id == column), target.c[name], further_role)


def _role(source: _Source, rows: FromClause, thing: ColumnElement[Any], role: str) -> Select[Any]:
    columns = (source.id, thing, _value(role, source.table), source.matter)
    return _selected(ROLE_COLUMNS, columns).select_from(rows).where(thing.is_not(None))


def _figures() -> Iterator[Select[Any]]:
    """Yield the SELECT of each figure."""
    for source in _sources():
        for column in source.table.columns:
            if figure := column.info.get("figure"):
                yield _figure(source, column, figure)


def _figure(source: _Source, value: Column[Any], figure: Figure) -> Select[Any]:
    columns, references = source.table.c, source.references()
    parties = (column for column, target in references if target.name in _PARTIES)
    subject = columns[figure.subject] if figure.subject else next((column for column, _ in references), source.id)
    party = columns[figure.party] if figure.party else next(parties, _NO_TEXT)
    counted = _value(figure.counted, source.table) if figure.counted else source.kind
    unit = _value(figure.unit, source.table) if figure.unit else _NO_TEXT
    is_quantity = value.info.get("as") == "quantity"
    wording, *bounds = _parts_of(value) if is_quantity else _parts_of_plain(value, figure)
    required = columns[f"{value.name}_qualifier"] if is_quantity else value
    shown = (source.id, subject, party, counted, wording, unit, value, *bounds)
    return _selected(FIGURE_COLUMNS, shown).where(required.is_not(None))


def _parts_of(quantity: Column[Any]) -> list[ColumnElement[Any]]:
    """Return the columns of a quantity other than its figure: wording, lowest, highest, qualifier."""
    columns = quantity.table.c
    return [columns[f"{quantity.name}_{part}"] for part in ("said", "lowest", "highest", "qualifier")]


def _parts_of_plain(number: Column[Any], figure: Figure) -> list[ColumnElement[Any]]:
    """Return the same columns for a number that is always exact."""
    return [cast(number, Text), _NO_NUMBER if figure.is_maximum else number, number, literal("exact")]


def _selected(names: Iterable[str], columns: Iterable[ColumnElement[Any]]) -> Select[Any]:
    return select(*(column.label(name) for name, column in zip(names, columns, strict=True)))


def _union(selects: Iterable[Select[Any]]) -> str:
    """Return the union of SELECTs as SQL."""
    return "\nUNION ALL\n".join(str(query.compile(compile_kwargs={"literal_binds": True})) for query in selects)
