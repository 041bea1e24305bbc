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
    "an item extends a thing with a field that the thing has already",
    "'{name}' of '{id}' is given already: {first}",
    "leave it out here, or there",
)
OTHER_TABLE = Fault(
    "an item extends a thing of another table", "'{id}' is in {table}", "put the item into a file of that table"
)


def merged(base: Entry, extension: Entry) -> Iterator[Problem]:
    """Add what an extension gives to the thing it extends; yield what is wrong with it.

    It fills fields that are empty, and adds aliases and citations.
    """
    if base.cls is not extension.cls:
        table = base.cls.__tablename__
        yield extension.problem(OTHER_TABLE, EXTENDS, id=extension.extends, table=table)
        return
    for name, item in extension.fields.items():
        if name not in extension.places:
            continue
        if name in base.places:
            first = f"{base.files.get(name, base.file).told}:{base.places[name][0]}"
            yield extension.problem(SAID, name, name=name, id=extension.extends, first=first)
            continue
        for column in columns_of_field(item):
            base.values[column] = extension.values.get(column)
        _place(base, extension, name)
    base.children += extension.children
    base.cited += extension.cited
    for name in CITES:
        if name in extension.places:
            _place(base, extension, name)


def _place(base: Entry, extension: Entry, name: str) -> None:
    """Let what is wrong with a field be reported where the extension has it."""
    base.places[name] = extension.places[name]
    base.files[name] = extension.file
