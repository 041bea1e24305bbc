"""Differences between the records of two knowledge bases: added, dropped, changed, renamed and merged ones."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.ask import snapshots
from azmil.ask.snapshots import Snapshot
from azmil.values.answers import Answer, Column
from azmil.values.differences import CHANGES, Differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azmil.ask.snapshots import Fields, Record
    from azmil.store.protocol import Connection
    from azmil.values.answers import Row

COLUMNS = (
    Column("id", "id", meaning="the record, by its id in the newer base unless it was dropped"),
    Column("change", "text", meaning="added, dropped, changed, renamed, or merged into another record"),
    Column("field", "text", meaning="the field that differs; sentence for added and dropped records"),
    Column("old", "text", meaning="its value in the older base; figures and sentences with their hedge"),
    Column("new", "text", meaning="its value in the newer base; figures and sentences with their hedge"),
)


class _Pair(NamedTuple):
    """A record of both bases, or of one of them."""

    old: Record | None
    new: Record | None


def differences(old: Connection, new: Connection) -> Differences:
    """Return how the records and sources of a base differ from those of an older one.

    Columns: id, change, field, old, new; sorted by id, then in the order of the fields. A record has one row if it was
    added or dropped (its sentence), renamed or merged into another (its id), and one for each field that differs. The
    old value of an added record and the new value of a dropped one are NULL, as are fields without a value. A renamed
    record has its other differences under its new id, and references to it do not count as differences.
    """
    new_ids, old_ids = snapshots.ids(new), snapshots.ids(old)
    renamed, merged = _successors(old, new, old_ids, new_ids)
    names_sources = len(snapshots.sources(old) | snapshots.sources(new)) > 1
    before = Snapshot(old, {**renamed, **merged}, names_sources=names_sources)
    after = Snapshot(new, {}, names_sources=names_sources)
    found: list[Row] = [(now, 0, "renamed", "id", id_, now) for id_, now in renamed.items()]
    found += [(now, 0, "merged", "id", id_, now) for id_, now in merged.items()]
    for order, pair in enumerate(_pairs(before, after, renamed), 1):
        if pair.old is None or pair.new is None:
            found += _one_sided(pair, before, after, order, merged)
        else:
            compared = _compared(before.fields(pair.old), after.fields(pair.new))
            found += [(pair.new.id, order, "changed", *row) for row in compared]
    found.sort(key=lambda row: row[:2])
    rows: list[Row] = [(id_, *rest) for id_, _, *rest in found]
    counts = {
        change: len({row[3 if change == "merged" else 0] for row in rows if row[1] == change}) for change in CHANGES
    }
    return Differences(Answer(list(COLUMNS), rows), counts, snapshots.content(old) == snapshots.content(new))


def _successors(
    old: Connection, new: Connection, old_ids: set[str], new_ids: set[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the new ids of renamed records, and those of records merged into others, by old id.

    The retired ids of the newer base say which records were renamed. Those of the older one are read backwards, since
    bases may be compared in either order.
    """
    retired, backwards = snapshots.retired(new), defaultdict(list)
    for id_, now in snapshots.retired(old).items():
        if id_ in new_ids and id_ not in old_ids:
            backwards[now].append(id_)
    by_new: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(old_ids - new_ids):
        candidates = [retired[id_]] if retired.get(id_) in new_ids else backwards[id_]
        if len(candidates) == 1:
            by_new[candidates[0]].append(id_)
    renamed = {ids[0]: now for now, ids in by_new.items() if len(ids) == 1 and now not in old_ids}
    merged = {id_: now for now, ids in by_new.items() for id_ in ids if id_ not in renamed}
    return renamed, merged


def _pairs(before: Snapshot, after: Snapshot, renamed: Mapping[str, str]) -> Iterator[_Pair]:
    """Yield the records that differ in any field, in both bases or only in one of them.

    They are read table by table, so that few of them are in memory at once.
    """
    only_old: dict[tuple[bool, str], Record] = {}
    only_new: dict[tuple[bool, str], Record] = {}
    for table in before.tables():
        left = {renamed.get(record.id, record.id): record for record in before.records(table)}
        for record in after.records(table):
            other = left.pop(record.id, None)
            if other is None:
                only_new[record.is_source, record.id] = record
            elif before.key(other) != after.key(record):
                yield _Pair(other, record)
        only_old |= {(record.is_source, id_): record for id_, record in left.items()}
    for key in sorted({*only_old, *only_new}):  # a record whose kind changed was in another table
        yield _Pair(only_old.get(key), only_new.get(key))


def _one_sided(
    pair: _Pair, before: Snapshot, after: Snapshot, order: int, merged: Mapping[str, str]
) -> Iterator[tuple[Any, ...]]:
    """Yield the row of a record that only one base has; that of a merged record is known."""
    if pair.new is not None:
        yield pair.new.id, order, "added", "sentence", None, after.sentence(pair.new)
    elif pair.old is not None and pair.old.id not in merged:
        yield pair.old.id, order, "dropped", "sentence", before.sentence(pair.old), None


def _compared(old: Fields, new: Fields) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the name and both values of each field that differs, in order."""
    names = sorted(dict.fromkeys([*new, *old]), key=lambda name: (new.get(name) or old[name]).place)
    differing = {name for name in names if _key(old, name) != _key(new, name)}
    for name in names:
        if name in differing and ((new.get(name) or old[name]).follows, "") not in differing:
            yield name[0], _text(old, name), _text(new, name)


def _text(fields: Fields, name: tuple[str, str]) -> str | None:
    return fields[name].text if name in fields else None


def _key(fields: Fields, name: tuple[str, str]) -> object:
    return fields[name].key if name in fields else None
