"""Ids of drafts: readable, made from what a record is about, and unique."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.model import Claim
from azmil.model.things import Organization, Unit
from azmil.seeds.items import LONGEST_ID
from azmil.seeds.phrases import NO_DETAILS
from azmil.values.names import fold, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from azmil.seeds.entry import Entry

_YEAR = re.compile(r"\d{3}[\dX]")
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_DATES = ("date", "delivery_date", "order_date")
_MATTER = re.compile(r"\{(\w+)\}")
MOST_WORDS = 6  # of a sentence, a question or a quotation


def id_of(entry: Entry, taken: Collection[str], details: Mapping[str, str] = NO_DETAILS) -> str | None:
    """Return an id for a record without one, from its name or from what it is about and its year.

    If it is taken, more of the date, its ``details``, the source and its line are added. Returns None if all that is
    not enough.
    """
    return next((id_ for id_ in candidates(entry, details) if id_ not in taken), None)


def candidates(entry: Entry, details: Mapping[str, str] = NO_DETAILS) -> list[str]:
    """Return the ids that a record without one can have, the shortest first."""
    base = "-".join(_parts(entry))
    return list(_longer(base, entry, details)) if base else []


def _longer(base: str, entry: Entry, details: Mapping[str, str]) -> Iterator[str]:
    """Yield an id and ever longer ones."""
    dates = [str(entry.values[name]) for name in _DATES if entry.values.get(name)]
    year = next((match[0].lower() for date in dates if (match := _YEAR.search(date))), "")
    day = next((match[0] for date in dates if (match := _DAY.search(date))), year)
    has_year = not year or not issubclass(entry.cls, Claim) or year in base.split("-")
    dated = base if has_year else _joined(base, year)
    yield dated
    if day != year:
        yield _joined(base.removesuffix(f"-{year}"), day)
    for detail in details.values():
        yield _joined(dated, _cut(slug(" ".join(detail.split()[:MOST_WORDS])), LONGEST_ID // 2))
    for cited in entry.cited:
        if cited.source:
            yield _joined(dated, cited.source)
    for cited in entry.cited:
        yield _joined(dated, f"{cited.source}-{cited.first}".strip("-"))


def _joined(base: str, end: str) -> str:
    return f"{_cut(base, LONGEST_ID - len(end) - 1)}-{end}"


def _cut(text: str, most: int) -> str:
    """Return whole words at the beginning of an id."""
    return text if len(text) <= most else text[: most + 1].rpartition("-")[0] or text[:most]


def slug(text: object) -> str:
    """Return a text as an id: its words in lower-case ASCII, with hyphens between them."""
    return fold(str(text)).replace(" ", "-")


def _parts(entry: Entry) -> list[str]:
    """Return the parts of the id of a record, without its date."""
    name = entry.values.get("name")
    parts = [] if name else list(_about(entry))
    if not parts:
        words = next((entry.values[field] for field in ("question", "printed") if entry.values.get(field)), "")
        parts = [slug(name or " ".join(str(words).split()[:MOST_WORDS]))]
        country = entry.values.get("country_id") if issubclass(entry.cls, Unit | Organization) else None
        if country and parts[0] and not {stem(word) for word in parts[0].split("-")} & {stem(country.split("-")[0])}:
            parts.insert(0, country.removesuffix("-state"))
    return list(_without_repeats(part for part in parts if part))


def _about(entry: Entry) -> Iterator[str]:
    """Yield what a claim or remark is about: the records it must name, and its matter; else all records it names."""
    if not (issubclass(entry.cls, Claim) or entry.cls.__tablename__ == "gaps"):
        return
    matter = _MATTER.fullmatch(entry.cls.matter or "")
    named = [matter[1] if matter else "", "gap_kind"]
    own = [field for field in entry.fields.values() if field.column in entry.cls.__table__.columns]
    references = [field for field in own if field.type == "reference"]
    required = [field for field in references if field.is_required] or references
    for field in own:
        value = entry.values.get(field.column)
        if value and (field in required or field.column in named):
            yield slug(value)
    if not any(field.is_required for field in references):
        for child in entry.children:
            if child.cls.__tablename__ == "participants" and child.values.get("party_id"):
                yield slug(child.values["party_id"])
                return


def _without_repeats(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts of an id, without one that the next part begins with or that was there before."""
    listed = list(dict.fromkeys(parts))
    for part, following in zip(listed, [*listed, ""][1:], strict=True):
        if not following.startswith(f"{part}-"):
            yield part
