"""Optional records, those of the atlas: a database contains one only if another record names it.

Seeds may have a record with the same id, which replaces the optional one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.seeds import forms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from azmil.seeds.entry import Entry, Seeds


def take_out(seeds: Seeds, removed: Iterable[Entry]) -> None:
    """Remove entries from the lists of their tables."""
    tables = {id(entry): entry.cls.__tablename__ for entry in removed}
    for table in set(tables.values()):
        seeds.entries[table] = [entry for entry in seeds.entries[table] if id(entry) not in tables]


def remove_unnamed(seeds: Seeds, records: dict[str, Entry], named: Collection[str]) -> None:
    """Remove the optional records among ``records`` that are not ``named``, nor named by an optional one that stays."""
    optional = {id_: entry for id_, entry in records.items() if entry.file.is_optional}
    kept = [id_ for id_ in optional if id_ in named]
    for id_ in kept:  # grows
        kept += [other for other in _named_by(optional[id_]) if other in optional and other not in kept]
    take_out(seeds, [records.pop(id_) for id_ in optional.keys() - {*kept}])


def _named_by(entry: Entry) -> Iterator[str]:
    """Yield the ids that a record names."""
    for item in (entry, *entry.children):
        for field in forms.referring(item.cls):
            if field.type == "reference" and (id_ := item.values.get(field.column)):
                yield id_
