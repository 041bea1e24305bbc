"""What the items of each table may contain: their fields, lists and default values."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from azmil.model import CHILDREN, Child, Kind, PartyKind, Remark, Thing
from azmil.model.spine import Conflict, Record
from azmil.model.things import Party
from azmil.seeds.fields import Field, empty_columns, fields_of

if TYPE_CHECKING:
    from azmil.model import Base

BOUNDS = ("not_before", "not_after")  # dates that a sentence need not contain


@cache
def accepted(cls: type[Base]) -> tuple[dict[str, Field], list[str]]:
    """Return the fields that an item of a class may have, and the tables of its child lists."""
    if issubclass(cls, Child):
        return fields_of(cls, cls.parent), []
    if not issubclass(cls, Kind):
        return fields_of(cls), []
    fields = dict(fields_of(Record))
    del fields["kind"]
    if issubclass(cls, PartyKind):
        fields |= fields_of(Party)
    if cls.sentence is not None:
        fields["sentence"] = replace(fields["sentence"], is_required=False, default=None)
    fields |= fields_of(cls)
    parents = {"record_id", f"{cls.kind.replace('-', '_')}_id", "remark_id" if issubclass(cls, Remark) else ""}
    children = [name for name, child in CHILDREN.items() if child.parent in parents]
    return fields, children


@cache
def defaults(cls: type[Base]) -> dict[str, Any]:
    """Return the column values of an item of a class without fields, to be copied.

    They are the attributes of an object: copies of such a dictionary share its keys, and take a third of the memory.
    """
    holder = type(cls.__name__, (), {})()
    for item in accepted(cls)[0].values():
        for column, value in empty_columns(item).items():
            setattr(holder, column, value)
    columns: dict[str, Any] = vars(holder)
    return columns


@cache
def required(cls: type[Base]) -> list[Field]:
    """Return the fields that every item of a class must have."""
    return [item for item in accepted(cls)[0].values() if item.is_required]


@cache
def figures(cls: type[Base]) -> list[Field]:
    """Return the fields of an item of a class that contain a figure, which its sentence must contain too."""
    return [item for item in accepted(cls)[0].values() if item.is_figure]


@cache
def dates(cls: type[Base]) -> list[Field]:
    """Return the fields of an item of a class that contain a date whose years its sentence must contain too."""
    return [item for item in accepted(cls)[0].values() if item.type == "edtf" and item.name not in BOUNDS]


@cache
def must_cite(cls: type[Base]) -> bool:
    """Return whether every record of a class must have a citation."""
    return issubclass(cls, Kind) and cls is not Conflict and not issubclass(cls, Thing | PartyKind)


@cache
def referring(cls: type[Base]) -> list[Field]:
    """Return the fields of an item of a class that contain words or ids."""
    return [item for item in accepted(cls)[0].values() if item.type in ("word", "reference")]
