"""The tables of an export: their columns and keys, as the model declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.model import Base
from azmil.reports.types import Date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Column, ForeignKeyConstraint, Table

    from azmil.values.answers import Column as ReportColumn

Descriptor = dict[str, Any]
FLAG: Descriptor = {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]}
# Of columns of reports; others are text.
_TYPES: dict[str, Descriptor] = {"flag": FLAG, "number": {"type": "integer"}, "decimal": {"type": "number"}}
_PYTHON_TYPES: dict[type, str] = {int: "integer", float: "number"}  # of columns of tables; others are text


def model_tables() -> Sequence[Table]:
    """Return all tables, each after those that it refers to, as far as possible."""
    return Base.metadata.sorted_tables


def names_of(table: Table) -> list[str]:
    """Return the names of the columns of a table."""
    return [column.name for column in table.columns]


def key_of(table: Table) -> list[str]:
    """Return the names of the columns of the primary key of a table."""
    return [column.name for column in table.primary_key.columns]


def doc_of(table: Table) -> str:
    """Return the meaning of a table."""
    found = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
    return " ".join((found.__doc__ or "").split())


def table_schema(table: Table) -> Descriptor:
    """Return the Table Schema of a table, without its missing values."""
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": key_of(table),
        "foreignKeys": list(_foreign_keys(table)),
    }


def report_schema(columns: Sequence[ReportColumn]) -> Descriptor:
    """Return the Table Schema of the columns of a report, without its missing values."""
    fields = []
    keys = []
    for column in columns:
        type_ = {"type": "date"} if column.name in Date.DAYS else _TYPES.get(column.type, {"type": "string"})
        fields.append({"name": column.name, **type_, "description": column.meaning})
        if column.type in ("word", "tree"):
            keys.append(_reference([column.name], column.target, ["code"]))
        elif column.type == "id":
            keys.append(_reference([column.name], "records", ["id"]))
    return {"fields": fields, "foreignKeys": keys}


def _field(column: Column[Any]) -> Descriptor:
    """Return the field of a column: its type, meaning and constraints."""
    if column.info.get("as") == "flag":
        type_ = FLAG
    elif column.name in Date.DAYS:
        type_ = {"type": "date"}
    else:
        type_ = {"type": _PYTHON_TYPES.get(column.type.python_type, "string")}
    field = {"name": column.name, **type_, "description": column.doc or ""}
    return field if column.nullable else {**field, "constraints": {"required": True}}


def _foreign_keys(table: Table) -> Iterator[Descriptor]:
    """Yield the foreign keys of a table, sorted by column, except those of which only a part may be NULL.

    SQL does not check a key with a NULL in it, but Table Schema would.
    """
    found = sorted(table.foreign_key_constraints, key=lambda key: tuple(key.column_keys))
    yield from (_foreign_key(key) for key in found if len({column.nullable for column in key.columns}) == 1)


def _foreign_key(key: ForeignKeyConstraint) -> Descriptor:
    return _reference(key.column_keys, key.referred_table.name, [element.column.name for element in key.elements])


def _reference(names: Sequence[str], target: str, targets: Sequence[str]) -> Descriptor:
    return {"fields": list(names), "reference": {"resource": target, "fields": list(targets)}}
