"""Fields of a new record from its values: each value goes to the field that accepts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.model import PartyKind, Thing
from azmil.seeds import csv_nodes
from azmil.seeds.entries import LISTS
from azmil.seeds.phrases import BEFORE_UNIT
from azmil.workbench.drafts import completing, details, measured, names_in, positions

if TYPE_CHECKING:
    from azmil.seeds.node import Node, Scalar
    from azmil.workbench.drafts.details import Details
    from azmil.workbench.drafts.names import Names
    from azmil.workbench.drafts.record import Typed


def fields_of(names: Names, record: Typed, shown: str) -> tuple[dict[str, tuple[Scalar, Node]], Details]:
    """Return the fields of a record, those given and those that its values fill, and its details by field.

    ``shown`` is the name of the file in problems. Raises AzmilError if a value fits no field.
    """
    fields = dict(record.item.fields)
    found: Details = {}
    values = _without_figures(names, record, fields, found)
    by_name: dict[str, tuple[Scalar, str]] = {}
    chosen = positions.assign(names, record.cls, [value.text for value in values], set(fields))
    for value, (name, text) in zip(values, chosen, strict=True):
        place, before = by_name.get(name, (value, ""))
        by_name[name] = place, f"{before}; {text}" if before else text
    for name, (place, text) in by_name.items():
        key = place._replace(text=name)
        scalar = place._replace(text=text)
        if name == "name" and issubclass(record.cls, Thing | PartyKind):
            fields = {**names_in.named(scalar), **fields}
        else:
            fields[name] = key, csv_nodes.listed(scalar, LISTS[name], shown) if name in LISTS else scalar
    completing.complete(names, record.cls, fields)
    found |= details.by_field(record.details, fields)
    if found and "sentence" in fields:
        raise details.AND_SENTENCE(text=next(iter(found.values())))
    if (text := completing.text_of(fields, "sentence")) and not issubclass(record.cls, Thing | PartyKind):
        key, _ = fields["sentence"]
        fields["sentence"] = key, key._replace(text=details.with_name(names, record.cls, fields, text))
    return fields, found


def _without_figures(
    names: Names, record: Typed, fields: dict[str, tuple[Scalar, Node]], found: Details
) -> list[Scalar]:
    """Return the values of a record without those of a figure with its kind or unit, whose fields are added."""
    if record.cls not in measured.CLASSES:
        return list(record.values)
    free = positions.Positions(names, record.cls, set(fields))
    given = [value.text for value in record.values]
    has_kind = measured.KIND in fields or any(names.words.has("measure_kinds", text) for text in given)
    values = []
    for value in record.values:
        is_other = any(free.options(value.text))
        parts = {} if is_other else measured.parts(names.words, record.cls, value.text, has_kind=has_kind)
        if parts.keys() & fields.keys():
            parts = {}
        if before := parts.pop(BEFORE_UNIT, ""):
            found[BEFORE_UNIT] = before
        for name, text in parts.items():
            fields[name] = value._replace(text=name), value._replace(text=text)
        values += [] if parts else [value]
    return values
