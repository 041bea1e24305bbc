"""The model: one class for each table, and registries of these classes."""

from __future__ import annotations

from azmil.model import about, claims, sources, spine, things, vocabularies
from azmil.model.base import Base, Child, Claim, Kind, PartyKind, Remark, Thing, Vocabulary

__all__ = [
    "CHILDREN",
    "KINDS",
    "VOCABULARIES",
    "Base",
    "Child",
    "Claim",
    "Kind",
    "PartyKind",
    "Remark",
    "Thing",
    "Vocabulary",
    "about",
    "claims",
    "sources",
    "spine",
    "things",
    "vocabularies",
]


def _tables(base: type[Base]) -> dict[str, type[Base]]:
    """Return the classes below ``base`` that have a table, by the table's name."""
    found: dict[str, type[Base]] = {}
    for child in base.__subclasses__():
        if "__tablename__" in vars(child):
            found[child.__tablename__] = child
        found |= _tables(child)
    return found


KINDS: dict[str, type[Kind]] = _tables(Kind)  # type: ignore[assignment]
CHILDREN: dict[str, type[Child]] = _tables(Child)  # type: ignore[assignment]
VOCABULARIES: dict[str, type[Vocabulary]] = _tables(Vocabulary)  # type: ignore[assignment]
