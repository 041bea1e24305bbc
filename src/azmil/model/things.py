"""Things that claims are about: parties, posts, places, facilities, equipment, agreements."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import Base, PartyKind, Thing, flag, reference, text, word


class Party(Base):
    """A state, body, unit or person that can hold, supply, sign, speak or take part."""

    __tablename__ = "parties"
    rules = {"is_placeholder": "is_placeholder IN (0, 1)"}
    id: Mapped[str] = mapped_column(Text, ForeignKey("records.id"), primary_key=True, doc="the record")
    sort_name: Mapped[str | None] = text("name to sort by, if different from the name", optional=True)
    branch: Mapped[str | None] = word("branches", "the armed service that the party belongs to", optional=True)
    country_id: Mapped[str | None] = reference(
        "parties", "the state that the party belongs to; for a state, the state itself", optional=True
    )
    is_placeholder: Mapped[int] = flag("whether the source gives no name or number for the party")


class Unit(PartyKind):
    """A military body of any size in a chain of command, from the armed forces to a crew."""

    __tablename__ = "units"
    kind = "unit"
    echelon: Mapped[str] = word("echelons", "level of the unit")
    number: Mapped[str | None] = text("number of the unit as written, without the ordinal ending", optional=True)
    symbol: Mapped[str | None] = word(
        "symbols",
        "symbol of the unit, if its name says more than its branch",
        optional=True,
        indexed=False,
        by_name=True,
    )


class Organization(PartyKind):
    """A body that is not a unit: a state, ministry, agency, company, alliance, school or group."""

    __tablename__ = "organizations"
    kind = "organization"
    organization_kind: Mapped[str] = word("organization_kinds", "kind of organization")


class Person(PartyKind):
    """A person named in a source."""

    __tablename__ = "people"
    kind = "person"
    rank: Mapped[str | None] = word("ranks", "military rank of the person", optional=True)
    title: Mapped[str | None] = text("rank or title printed before the name", optional=True)


class Post(Thing):
    """An office that people can hold."""

    __tablename__ = "posts"
    kind = "post"
    organization_id: Mapped[str | None] = reference("parties", "the party that the office belongs to", optional=True)


class Place(Thing):
    """A region, town, sea, border or other location."""

    __tablename__ = "places"
    kind = "place"
    place_kind: Mapped[str] = word("place_kinds", "kind of place")
    within_id: Mapped[str | None] = reference(
        "places", "the place that contains this one, according to the source", optional=True
    )


class Facility(Thing):
    """An installation at a place: an airfield, radar station, base, arsenal, missile site or command centre."""

    __tablename__ = "facilities"
    kind = "facility"
    facility_kind: Mapped[str] = word("facility_kinds", "kind of facility")
    place_id: Mapped[str | None] = reference("places", "place of the facility", optional=True)


class Equipment(Thing):
    """A type or class of equipment, or a wider class of types."""

    __tablename__ = "equipment"
    kind = "equipment"
    rules = {"is_aggregate": "is_aggregate IN (0, 1)"}
    category: Mapped[str] = word("equipment_categories", "category of equipment")
    parent_id: Mapped[str | None] = reference("equipment", "the wider class that this one belongs to", optional=True)
    is_aggregate: Mapped[int] = flag("whether it is a class of several types; do not add its count to theirs")


class Agreement(Thing):
    """A treaty, programme, contract, law or plan that binds parties."""

    __tablename__ = "agreements"
    kind = "agreement"
    agreement_kind: Mapped[str] = word("agreement_kinds", "kind of agreement")
    parent_id: Mapped[str | None] = reference(
        "agreements", "the agreement that this one is part of or belongs to", optional=True
    )
    body_id: Mapped[str | None] = reference(
        "parties", "the party that the programme, plan, law or process belongs to", optional=True
    )
