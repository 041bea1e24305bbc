"""Fields of seeds, and conversion of their text to column values."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnDefault

from azmil.errors import Fault
from azmil.model import VOCABULARIES
from azmil.values import quantities, seed_dates

if TYPE_CHECKING:
    from azmil.model import Base

WORDING = "date_wording"  # the column of the words for a date that EDTF cannot express
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
    type: str  # text, number, flag, edtf, quantity, word or reference
    target: str  # the vocabulary or table it refers to
    is_figure: bool
    has_decimals: bool  # whether a figure need not be whole
    is_required: bool
    default: Any
    doc: str

    @property
    def is_kept(self) -> bool:
        """Whether the column contains the text of the field as it is."""
        return self.type in ("text", "word", "reference") and self.name != "id"


@cache
def fields_of(cls: type[Base], parent: str | None = None) -> dict[str, Field]:
    """Return the fields of a class that seeds can set, by name, except the column ``parent``."""
    fields = {}
    for column in cls.__table__.columns:
        assert isinstance(column, Column)  # noqa: S101 - for the type checker
        if column.info.get("derived") or column.name == parent:
            continue
        field = _field(column)
        fields[field.name] = field
    return fields


def _field(column: Column[Any]) -> Field:
    type_, target, name = column.info.get("as", ""), "", column.name
    tables = [key.target_fullname.split(".")[0] for key in column.foreign_keys]
    if tables and tables[0] in VOCABULARIES:
        type_, target = "word", tables[0]
    elif tables and name != "id":
        type_, target = "reference", tables[0]
        name = name.removesuffix("_id")
    elif not type_:
        type_ = "number" if column.type.python_type is int else "text"
    default = column.default.arg if isinstance(column.default, ColumnDefault) else None
    required = not column.nullable and default is None
    if type_ == "quantity":
        required = not column.table.columns[f"{column.name}_qualifier"].nullable
    is_figure, has_decimals = "figure" in column.info, bool(column.info.get("decimals"))
    doc = column.doc or ""
    if type_ == "quantity":
        doc = doc.partition(":")[0]  # what it is; the rest is about the column
    return Field(name, column.name, type_, target, is_figure, has_decimals, required, default, doc)


def number(text: str) -> int:
    """Return the whole number in a text; raise AzmilError if the text is not valid or the number is too large."""
    digits = text.replace(",", "").removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise NO_NUMBER(text=text)
    return quantities.whole(text)


def columns_of(field: Field, text: str) -> dict[str, Any]:
    """Return the column values for the text of a field; raise AzmilError if the text is not valid.

    Words and references are not checked: they are resolved once all entries have been read.
    """
    if field.type == "quantity":
        quantity = quantities.parse(text)
        if not field.has_decimals and any(isinstance(each, float) for each in quantity):
            raise quantities.NOT_WHOLE(text=text)
        return dict(zip(quantity_columns(field.column), quantity, strict=True))
    if field.type == "flag":
        if text not in YES_NO:
            raise NO_FLAG(text=text)
        return {field.column: YES_NO[text]}
    if field.type == "number":
        return {field.column: number(text)}
    if field.type == "edtf":
        date, wording = seed_dates.read(text)
        return {field.column: date, **({WORDING: wording} if wording and field.column == "date" else {})}
    if field.type in ("word", "reference"):
        text = sys.intern(text)  # many items have the same one
    return {field.column: text}


def columns_of_field(field: Field) -> tuple[str, ...]:
    """Return the names of the columns that a field fills."""
    return quantity_columns(field.column) if field.type == "quantity" else (field.column,)


@cache
def quantity_columns(column: str) -> tuple[str, ...]:
    """Return the names of the five columns of a quantity."""
    return (column, *(f"{column}_{part}" for part in ("lowest", "highest", "qualifier", "said")))


def empty_columns(field: Field) -> dict[str, Any]:
    """Return the column values for an omitted field, from its default."""
    return dict.fromkeys(columns_of_field(field), field.default)
