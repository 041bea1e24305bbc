"""Derived rows and columns: names, verdicts, repeats, parts, revisions, subjects of remarks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from azmil.model import KINDS, PartyKind, Remark, Thing
from azmil.model.computed import Name, Part, Revision
from azmil.model.spine import Concern
from azmil.seeds import evidence
from azmil.seeds.evidence import CLAIM_KINDS
from azmil.seeds.rows import row_class
from azmil.values.names import fold
from azmil.values.trees import PART_OF, WHOLE_OF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.rows import Row, Rows

# By table, the column that names the whole that a thing is part of.
WHOLES = {
    "parties": "country_id",
    "equipment": "parent_id",
    "places": "within_id",
    "facilities": "place_id",
    "posts": "organization_id",
    "agreements": "parent_id",
}
THING_TABLES = {table for table, cls in KINDS.items() if issubclass(cls, Thing | PartyKind)}


def complete(rows: Rows) -> None:
    """Add the derived rows and columns."""
    mark_repeats(rows["passages"])
    mark_verdicts(rows)
    evidence.fill(rows)
    rows["names"] = list(names(rows))
    rows["parts"] = list(parts(rows))
    rows["concerns"] = [*rows.get("concerns", []), *concerns(rows)]
    rows["revisions"] = list(revisions(rows))


def mark_repeats(passages: list[Row]) -> None:
    """Fill ``first_same_line``: the first line of the same source with the same fingerprint."""
    first: dict[tuple[str, str], int] = {}
    for row in sorted(passages, key=lambda row: (row.source_id, row.line)):
        if row.fingerprint is None:
            row.first_same_line = None
        else:
            row.first_same_line = first.setdefault((row.source_id, row.fingerprint), row.line)


def mark_verdicts(rows: Rows) -> None:
    """Set the verdict of each line that states a claim; it replaces a proposed verdict."""
    claims = {row.id for row in rows["records"] if row.kind in CLAIM_KINDS}
    cited = {
        (row.source_id, line)
        for row in rows["citations"]
        if row.record_id in claims and row.role == "states"
        for line in range(row.first_line, row.last_line + 1)
    }
    for row in rows["passages"]:
        if (row.source_id, row.line) in cited and (row.verdict == "open" or row.proposed):
            row.verdict, row.reason, row.proposed = "cited", None, 0


def names(rows: Rows) -> Iterable[Row]:
    """Yield every name by which a record can be found.

    These are its id, retired ids, name, aliases and sort name, and for a person also each name as "Last, First".
    """
    pairs: dict[tuple[str, str], None] = {}
    now = {row.id: row.now for row in rows["retired_ids"]}
    live = {record.id for record in rows["records"]}
    for old, id_ in now.items():
        if old not in live:
            pairs[id_, old] = None
    for record in rows["records"]:
        pairs[record.id, record.id] = None
        if record.name:
            pairs[record.id, record.name] = None
    for alias in rows.get("aliases", []):
        pairs[alias.record_id, alias.name] = None
    pairs |= {(party.id, party.sort_name): None for party in rows["parties"] if party.sort_name}
    people = {person.id for person in rows["people"]}
    pairs |= {(id_, _last_name_first(name)): None for id_, name in pairs if id_ in people and " " in name}
    claims = {record.id for record in rows["records"] if record.kind in CLAIM_KINDS}
    row = row_class(Name)
    for record_id, name in pairs:
        folded = fold(name)
        squeezed, is_claim = folded.replace(" ", ""), int(record_id in claims)
        yield row(record_id=record_id, name=name, folded=folded, squeezed=squeezed, is_claim=is_claim)


def _last_name_first(name: str) -> str:
    """Return the name of a person as "Last, First"; a name with a comma is already in that form."""
    first, _, last = name.rpartition(" ")
    return name if "," in name else f"{last}, {first}"


def revisions(rows: Rows) -> Iterable[Row]:
    """Yield the change in each claim between consecutive sections of a source."""
    earlier = {row.edition for row in rows.get("edition_changes", ())}
    present = [row for row in rows["sections"] if row.source_id not in earlier]
    ordered = sorted(present, key=lambda row: (row.source_id, row.first_line))
    following = [(old, new) for old, new in pairwise(ordered) if old.source_id == new.source_id]
    pairs = [(old.id, new.id) for old, new in following]
    sources = {old.source_id for old, _ in following}
    cited = [row for row in rows["citations"] if row.role == "states" and row.source_id in sources]
    passages = {(row.source_id, row.line): row for row in rows["passages"]}
    citing = {row.record_id for row in cited}
    claims = [row.id for row in rows["records"] if row.id in citing and row.kind in CLAIM_KINDS]
    wordings: dict[str, dict[str, set[str]]] = {id_: {} for id_ in claims}
    for row in cited:
        if row.record_id in wordings:
            for line in range(row.first_line, row.last_line + 1):
                passage = passages[row.source_id, line]
                wordings[row.record_id].setdefault(passage.section_id, set()).add(passage.fingerprint)
    row_of = row_class(Revision)
    for claim, by_section in wordings.items():
        for old, new in pairs:
            change = _change(by_section.get(old), by_section.get(new))
            if change:
                yield row_of(claim_id=claim, from_section_id=old, to_section_id=new, change=change)


def _change(old: set[str] | None, new: set[str] | None) -> str:
    if old and new:
        return "kept" if old & new else "reworded"
    return "dropped" if old else "added" if new else ""


def parts(rows: Rows) -> Iterable[Row]:
    """Yield each thing that is part of another, directly or through other things."""
    above: dict[str, set[str]] = {}
    pairs = [(row.id, getattr(row, column)) for table, column in WHOLES.items() for row in rows[table]]
    pairs += [(row.id, row.body_id) for row in rows["agreements"]]
    for row in rows["unit_relations"]:
        if row.relation in PART_OF:
            pairs.append((row.subject_id, row.object_id))
        elif row.relation in WHOLE_OF:
            pairs.append((row.object_id, row.subject_id))
    for part, whole in pairs:
        if whole is not None and whole != part:
            above.setdefault(part, set()).add(whole)
    row_of = row_class(Part)
    for part, wholes in above.items():
        wholes_above: set[str] = set()
        pending = list(wholes)
        while pending:
            whole = pending.pop()
            if whole not in wholes_above:
                wholes_above.add(whole)
                pending += above.get(whole, ())
        yield from (row_of(whole_id=whole, part_id=part) for whole in sorted(wholes_above - {part}))


def concerns(rows: Rows) -> Iterable[Row]:
    """Yield the things that the subject or sides of a remark refer to, if the remark lists no things."""
    with_concerns = {row.remark_id for row in rows.get("concerns", [])}
    subjects: dict[str, list[str]] = {}
    for table in ("gaps", "misprints"):
        for row in rows[table]:
            if row.id not in with_concerns and row.subject_id is not None:
                subjects[row.id] = [row.subject_id]
    for row in rows.get("conflict_sides", []):
        if row.conflict_id not in with_concerns:
            subjects.setdefault(row.conflict_id, []).append(row.claim_id)
    named = _named_by(rows, {id_ for ids in subjects.values() for id_ in ids})
    row_of = row_class(Concern)
    for remark, ids in subjects.items():
        for thing in sorted({thing for id_ in ids for thing in named[id_]}):
            yield row_of(remark_id=remark, thing_id=thing)


def _named_by(rows: Rows, ids: set[str]) -> dict[str, set[str]]:
    """Return the things that each record refers to; a thing refers to itself."""
    things = {row.id for table in THING_TABLES for row in rows[table]}
    named = {id_: {id_} & things for id_ in ids}
    for table, cls in KINDS.items():
        if table in THING_TABLES or issubclass(cls, Remark):
            continue
        columns = [
            column.name
            for column in cls.__table__.columns
            if column.name != "id" and any(key.target_fullname.endswith(".id") for key in column.foreign_keys)
        ]
        for row in rows[table]:
            if row.id in ids:
                named[row.id] |= {getattr(row, name) for name in columns} & things
    for row in rows.get("participants", []):
        if row.event_id in ids:
            named[row.event_id].add(row.party_id)
    return named
