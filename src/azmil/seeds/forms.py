"""What the items of each table may contain: their fields, lists and default values."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.model import CHILDREN, Child, Kind, PartyKind, Remark, Thing
from azmil.model.spine import Conflict, Record
from azmil.model.things import Party
from azmil.seeds.fields import Field, empty_columns, fields_of

if TYPE_CHECKING:
    from azmil.model import Base

CITES = {"cite": "states", "context": "context"}  # fields of cited lines, with the role of the lines
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


class Plan(NamedTuple):
    """What to do with the texts of items of a class with the same names, by position of each text."""

    columns: list[tuple[int, str]]  # texts that are the values of columns
    words: list[tuple[int, str]]  # likewise, of words and ids, which many items share
    fields: list[tuple[int, Field]]  # texts to convert
    cites: list[tuple[int, str]]  # cited lines, with the name of the field
    is_complete: bool  # whether no required field is missing


@lru_cache(1000)
def plan(cls: type[Base], names: tuple[str, ...]) -> Plan | None:
    """Return the plan for the items of a class with some names, or None if one of these is not an ordinary field."""
    known, _ = accepted(cls)
    is_kind = issubclass(cls, Kind)
    if not all(name in known or (is_kind and name in CITES) for name in names):
        return None
    placed = [(at, known[name]) for at, name in enumerate(names) if name in known]
    needed = {item.name for item in required(cls)} | ({"cite"} if must_cite(cls) else set())
    return Plan(
        columns=[(at, item.column) for at, item in placed if item.is_kept and item.type == "text"],
        words=[(at, item.column) for at, item in placed if item.is_kept and item.type != "text"],
        fields=[(at, item) for at, item in placed if not item.is_kept],
        cites=[(at, name) for at, name in enumerate(names) if name not in known],
        is_complete=needed <= set(names),
    )
