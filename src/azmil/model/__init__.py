"""The data model: one class per table, and registries of the classes."""

from __future__ import annotations

from azmil.model import about, claims, computed, events, sources, spine, things, vocabularies
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
    "computed",
    "events",
    "sources",
    "spine",
    "things",
    "vocabularies",
]


def _tables(base: type[Base]) -> dict[str, type[Base]]:
    """Return the subclasses of ``base`` that have a table, by table name."""
    tables: dict[str, type[Base]] = {}
    for child in base.__subclasses__():
        if "__tablename__" in vars(child):
            tables[child.__tablename__] = child
        tables |= _tables(child)
    return tables


KINDS: dict[str, type[Kind]] = _tables(Kind)  # type: ignore[assignment]
CHILDREN: dict[str, type[Child]] = _tables(Child)  # type: ignore[assignment]
VOCABULARIES: dict[str, type[Vocabulary]] = _tables(Vocabulary)  # type: ignore[assignment]
