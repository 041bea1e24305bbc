"""Extensions: what one part of the seeds adds to a thing of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.seeds.entries import CITES, EXTENDS
from azmil.seeds.fields import columns_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.seeds.entry import Entry
    from azmil.values.problems import Problem

SAID = Fault(
    "an item extends a thing with a field that the thing has with another value",
    "'{name}' of '{id}' is given already: {first}",
    "leave it out here, or there",
)
OTHER_TABLE = Fault(
    "an item extends a thing of another table", "'{id}' is in {table}", "put the item into a file of that table"
)


def merged(base: Entry, extension: Entry) -> Iterator[Problem]:
    """Add what an extension gives to the thing it extends; yield what is wrong with it.

    It fills fields that are empty, and adds aliases and citations; what it says again does no harm.
    """
    if base.cls is not extension.cls:
        table = base.cls.__tablename__
        yield extension.problem(OTHER_TABLE, EXTENDS, id=extension.extends, table=table)
        return
    for name, item in extension.fields.items():
        if name not in extension.places:
            continue
        columns = columns_of_field(item)
        if name in base.places and all(base.values.get(one) == extension.values.get(one) for one in columns):
            continue
        if name in base.places:
            first = f"{base.files.get(name, base.file).told}:{base.places[name][0]}"
            yield extension.problem(SAID, name, name=name, id=extension.extends, first=first)
            continue
        for column in columns:
            base.values[column] = extension.values.get(column)
        _place(base, extension, name)
    base.children += [child for child in extension.children if not any(_filled(own, child) for own in base.children)]
    base.cited += extension.cited
    for name in CITES:
        if name in extension.places:
            _place(base, extension, name)


def _filled(child: Entry, other: Entry) -> bool:
    """Fill what is empty in an item of a list from another that says nothing else; return whether it does not."""
    if child.cls is not other.cls:
        return False
    filled = {name: other.values.get(name) if value is None else value for name, value in child.values.items()}
    is_same = all(value is None or filled.get(name) == value for name, value in other.values.items())
    if is_same:
        child.values = filled
    return is_same


def _place(base: Entry, extension: Entry, name: str) -> None:
    """Let what is wrong with a field be reported where the extension has it."""
    base.places[name] = extension.places[name]
    base.files[name] = extension.file
