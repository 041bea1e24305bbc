"""Extensions: items that add to a thing described elsewhere in the seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.seeds.fields import columns_of_field
from azmil.seeds.forms import CITES
from azmil.seeds.items import EXTENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.seeds.entry import Entry
    from azmil.values.problems import Problem

OTHER_VALUE = Fault(
    "an item gives a field another value than the thing that it extends has",
    "'{name}' of '{id}' already has another value at {first}",
    "remove one of them",
)
OTHER_TABLE = Fault(
    "an item extends a thing in another table",
    "'{id}' cannot be extended here: it is in {table}",
    "move this item to a file in {table}/",
)


def merge(base: Entry, extension: Entry) -> Iterator[Problem]:
    """Merge an extension into the thing that it extends; yield the problems.

    An extension fills empty fields, and adds aliases and citations. Values that the thing already has are ignored.
    """
    if base.cls is not extension.cls:
        table = base.cls.__tablename__
        yield extension.problem(OTHER_TABLE, EXTENDS, id=extension.extends, table=table)
        return
    for name, item in extension.fields.items():
        if name not in extension.places:
            continue
        columns = columns_of_field(item)
        if name in base.places and all(base.values.get(column) == extension.values.get(column) for column in columns):
            continue
        if name in base.places:
            first = f"{base.files.get(name, base.file).display_path}:{base.places[name][0]}"
            yield extension.problem(OTHER_VALUE, name, name=name, id=extension.extends, first=first)
            continue
        for column in columns:
            base.values[column] = extension.values.get(column)
        _move_place(base, extension, name)
    base.children += [child for child in extension.children if not any(_fill(known, child) for known in base.children)]
    base.cited += extension.cited
    for name in CITES:
        if name in extension.places:
            _move_place(base, extension, name)


def _fill(child: Entry, other: Entry) -> bool:
    """Fill the empty fields of a list item from another one unless they differ; return whether they agree."""
    if child.cls is not other.cls:
        return False
    filled = {name: other.values.get(name) if value is None else value for name, value in child.values.items()}
    is_same = all(value is None or filled.get(name) == value for name, value in other.values.items())
    if is_same:
        child.values = filled
    return is_same


def _move_place(base: Entry, extension: Entry, name: str) -> None:
    """Set the place of a field to its place in the extension, for later problems."""
    base.places[name] = extension.places[name]
    base.files = {**base.files, name: extension.file}
