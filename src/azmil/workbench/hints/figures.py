"""The figures of claims in seeds: what each counts, its bounds, and the time for which it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, Any

from azmil.errors import AzmilError
from azmil.model import KINDS, PartyKind
from azmil.seeds.fields import quantity_columns
from azmil.seeds.rows import date_of
from azmil.values import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.model.base import Figure as Meaning
    from azmil.seeds.entry import Entry
    from azmil.seeds.fields import Field

# Figures of different groups do not contradict each other: 6 boats exist, 8 are planned.
GROUPS = {
    **dict.fromkeys(("asserted", "rumoured", "opinion", "feared"), "existing"),
    **dict.fromkeys(("planned", "negotiated", "contracted"), "planned"),
    "permitted": "permitted",
}
Bound = Fraction | float  # float only if infinite
_LEEWAY = Fraction(1, 20)  # of "about": 5 percent, or half a unit of its last digit that is not zero
_PARTIES = {"parties", *(table for table, cls in KINDS.items() if issubclass(cls, PartyKind))}


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of a claim.

    Figures with the same ``key`` count the same thing; figures with different ``parties`` do, if one of them is
    missing. ``lowest`` and ``highest`` bound the figure; ``start`` and ``end`` bound its time, empty if undated.
    """

    entry: Entry
    field: str
    key: tuple[Any, ...]
    parties: tuple[str | None, ...]
    part_of: str | None
    said: str
    lowest: Bound
    highest: Bound
    date: str | None
    start: str
    end: str
    lines: tuple[Any, ...]

    @property
    def id(self) -> str:
        """Id of the claim."""
        return str(self.entry.values["id"])


def figures_of(entry: Entry) -> Iterator[Counted]:
    """Yield the figures of a claim that can be compared with those of other claims."""
    group = GROUPS.get(entry.values["modality"])
    if group is None or entry.values.get("standing") == "superseded":
        return
    date = date_of(entry)
    start, end = time_of(date)
    lines = tuple(
        (cited.folder, cited.source, cited.first, cited.last) for cited in entry.cited if cited.role == "states"
    )
    for item in (entry, *entry.children):
        for field in item.fields.values():
            if not field.is_figure:
                continue
            found = _bounds(item, field)
            subject = _subject(entry, item, field, date)
            if found is None or subject is None:
                continue
            lowest, highest, said = found
            references = {each.column: each.target for each in _references(item)}
            optional = [name for name, target in references.items() if target in _PARTIES and name not in subject]
            others = tuple(
                item.values.get(name)
                for name, target in references.items()
                if name not in optional and name not in subject and target not in KINDS.keys() & _CLAIM_TABLES
            )
            key = (item.cls.__tablename__, field.column, group, *subject.values(), *others)
            parties = tuple(item.values.get(name) for name in optional)
            part_of = item.values.get("part_of_id")
            yield Counted(entry, field.name, key, parties, part_of, said, lowest, highest, date, start, end, lines)


_CLAIM_TABLES = {table for table, cls in KINDS.items() if cls.is_claim}


def _references(item: Entry) -> list[Field]:
    """Return the fields of an item that name records, except those of every record, such as the attribution."""
    columns = item.cls.__table__.columns
    return [field for field in item.fields.values() if field.type == "reference" and field.column in columns]


def _subject(entry: Entry, item: Entry, field: Field, date: str | None) -> dict[str, Any] | None:
    """Return the columns that say what a figure counts: subject, party, matter and unit."""
    meaning: Meaning = item.cls.__table__.columns[field.column].info["figure"]
    references = _references(item)
    names = [meaning.subject or (references[0].column if references else "")]
    if item is not entry:
        if date is None:  # events of the same kind without a date need not be the same
            return None
        parent = {name: entry.values.get(name) for name in ("event_kind", "place_id")}
        return {**parent, "date": date, "party_id": item.values.get("party_id"), "role": item.values.get("role")}
    names.append(meaning.party or next((each.column for each in references if each.target in _PARTIES), ""))
    found = {name: item.values.get(name) for name in names if name}
    for word in (meaning.counted, meaning.unit):
        match = re.fullmatch(r"\{(\w+)\}", word or "")
        if match:
            found[match[1]] = item.values.get(match[1])
    return found


def _bounds(item: Entry, field: Field) -> tuple[Bound, Bound, str] | None:
    """Return the lowest and the highest number that a figure allows, and its words; None if it allows any number."""
    if field.type != "quantity":
        plain = item.values.get(field.column)
        return None if plain is None else (Fraction(str(plain)), Fraction(str(plain)), f"{plain:,}")
    value, lowest, highest, qualifier, wording = map(item.values.get, quantity_columns(field.column))
    said = str(wording)
    if qualifier in (None, "collective", "unstated"):
        return None
    if qualifier == "about" and value is not None:
        exact = Fraction(str(value))
        leeway = max(abs(exact) * _LEEWAY, _last_digit(exact) / 2)
        return exact - leeway, exact + leeway, said
    if qualifier == "some":
        return Fraction(lowest or 1), inf, said
    return (
        -inf if lowest is None else Fraction(str(lowest)),
        inf if highest is None else Fraction(str(highest)),
        said,
    )


def _last_digit(value: Fraction) -> Fraction:
    """Return the place of the last digit of a number that is not zero: 100 for 1,500."""
    place = Fraction(1)
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def time_of(date: str | None) -> tuple[str, str]:
    """Return the first and the last day on which a date may apply, both empty if there is none."""
    try:
        span = dates.parse(date) if date else None
    except AzmilError:  # an order after its delivery
        return "", ""
    if span is None or date is None:
        return "", ""
    if "/" in date:  # of a period, only what is certain: 1990/1995 and 1995/2000 do not overlap
        return span.latest_start, max(span.latest_start, span.earliest_end)
    return span.earliest_start, span.latest_end


def overlap(one: Counted, other: Counted) -> bool:
    """Return whether two figures are of the same time; two undated ones are, unless their words for it differ."""
    if not one.start or not other.start:
        words = {each.entry.values.get("date_wording") for each in (one, other)} - {None}
        return not one.start and not other.start and len(words) < 2  # noqa: PLR2004 - both differ
    return one.start <= other.end and other.start <= one.end


def differ(one: Counted, other: Counted) -> bool:
    """Return whether two figures with the same key cannot both be true; figures of the same lines can."""
    if one.entry is other.entry or one.lines == other.lines or one.part_of != other.part_of or not overlap(one, other):
        return False
    if any(a and b and a != b for a, b in zip(one.parties, other.parties, strict=True)):
        return False
    return one.highest < other.lowest or other.highest < one.lowest
