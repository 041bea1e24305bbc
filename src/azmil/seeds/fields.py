"""Fields of seeds: text converted to the types of their columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnDefault

from azmil.errors import Fault
from azmil.model import VOCABULARIES
from azmil.values import dates, quantities

if TYPE_CHECKING:
    from azmil.model import Base

YES_NO = {"yes": 1, "no": 0}
NO_NUMBER = Fault(
    "a field that takes a whole number has a value that is not a whole number",
    "'{text}' is not a whole number",
    "use digits, such as 12",
)
NO_FLAG = Fault("a field that takes yes or no has a different value", "'{text}' is not a valid flag", "use yes or no")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a seed, which fills one column, or the five columns of a quantity."""

    name: str
    column: str
    sort: str  # text, number, flag, edtf, quantity, word or reference
    target: str  # the vocabulary or the table referred to
    is_figure: bool
    is_required: bool
    default: Any
    doc: str


@cache
def fields_of(cls: type[Base], parent: str | None = None) -> dict[str, Field]:
    """Return the fields that a seed may give for a class, by name, except the column ``parent``."""
    found = {}
    for column in cls.__table__.columns:
        assert isinstance(column, Column)  # noqa: S101 - for the type checker
        if column.info.get("derived") or column.name == parent:
            continue
        field = _field(column)
        found[field.name] = field
    return found


def _field(column: Column[Any]) -> Field:
    sort, target, name = column.info.get("as", ""), "", column.name
    tables = [key.target_fullname.split(".")[0] for key in column.foreign_keys]
    if tables and tables[0] in VOCABULARIES:
        sort, target = "word", tables[0]
    elif tables and name != "id":
        sort, target = "reference", tables[0]
        name = name.removesuffix("_id")
    elif not sort:
        sort = "number" if column.type.python_type is int else "text"
    default = column.default.arg if isinstance(column.default, ColumnDefault) else None
    required = not column.nullable and default is None
    if sort == "quantity":
        required = not column.table.columns[f"{column.name}_qualifier"].nullable
    return Field(name, column.name, sort, target, "figure" in column.info, required, default, column.doc or "")


def number(text: str) -> int:
    """Return a text as a whole number; raise AzmilError if it is not one or is too large."""
    digits = text.replace(",", "").removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise NO_NUMBER(text=text)
    return quantities.whole(text)


def columns_of(field: Field, text: str) -> dict[str, Any]:
    """Return the columns that a text fills; raise AzmilError if it is not valid for the field.

    Words and references are returned unchecked: they are resolved once all entries have been read.
    """
    if field.sort == "quantity":
        quantity = quantities.parse(text)
        return dict(zip(quantity_columns(field.column), quantity, strict=True))
    if field.sort == "flag":
        if text not in YES_NO:
            raise NO_FLAG(text=text)
        return {field.column: YES_NO[text]}
    if field.sort == "number":
        return {field.column: number(text)}
    if field.sort == "edtf":
        dates.parse(text)
    return {field.column: text}


def columns_of_field(field: Field) -> tuple[str, ...]:
    """Return the names of the columns that a field fills."""
    return quantity_columns(field.column) if field.sort == "quantity" else (field.column,)


def quantity_columns(column: str) -> tuple[str, ...]:
    """Return the names of the five columns of a quantity."""
    return (column, *(f"{column}_{part}" for part in ("lowest", "highest", "qualifier", "said")))


def empty_columns(field: Field) -> dict[str, Any]:
    """Return the columns of a field that a seed leaves out, filled with its default."""
    return dict.fromkeys(columns_of_field(field), field.default)
