"""Things that claims are about: parties, posts, places, facilities, equipment, agreements."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import Base, PartyKind, Thing, flag, reference, text, word


class Party(Base):
    """Whoever can hold, supply, sign, speak or take part."""

    __tablename__ = "parties"
    rules = {"is_placeholder": "is_placeholder IN (0, 1)"}
    id: Mapped[str] = mapped_column(Text, ForeignKey("records.id"), primary_key=True, doc="the record")
    sort_name: Mapped[str | None] = text("name to sort by, where it is not the name", optional=True)
    branch: Mapped[str | None] = word("branches", "the armed service it belongs to", optional=True)
    country_id: Mapped[str | None] = reference("parties", "the state it belongs to; of a state, itself", optional=True)
    is_placeholder: Mapped[int] = flag("whether the source leaves the party without a name or number of its own")


class Unit(PartyKind):
    """A military body of any size in a chain of command, from a service to a regiment."""

    __tablename__ = "units"
    kind = "unit"
    echelon: Mapped[str] = word("echelons", "its level")
    number: Mapped[str | None] = text("its number as written, without ending", optional=True)


class Organization(PartyKind):
    """A body that is not a unit: a state, ministry, agency, company, alliance, school or group."""

    __tablename__ = "organizations"
    kind = "organization"
    organization_kind: Mapped[str] = word("organization_kinds", "what sort of body it is")


class Person(PartyKind):
    """A human being named in a source."""

    __tablename__ = "people"
    kind = "person"
    rank: Mapped[str | None] = word("ranks", "military rank before the name", optional=True)
    title: Mapped[str | None] = text("rank or title as printed before the name", optional=True)


class Post(Thing):
    """An office that a person can hold."""

    __tablename__ = "posts"
    kind = "post"
    organization_id: Mapped[str | None] = reference("parties", "the body it is an office of", optional=True)


class Place(Thing):
    """A region, town, sea, border or other spot on the map."""

    __tablename__ = "places"
    kind = "place"
    place_kind: Mapped[str] = word("place_kinds", "what sort of place it is")
    within_id: Mapped[str | None] = reference("places", "the place it lies in, as the source says", optional=True)


class Facility(Thing):
    """Works at a place: an airfield, radar station, base, arsenal, missile site or command centre."""

    __tablename__ = "facilities"
    kind = "facility"
    facility_kind: Mapped[str] = word("facility_kinds", "what sort of works it is")
    place_id: Mapped[str | None] = reference("places", "where it is", optional=True)


class Equipment(Thing):
    """A type or class of equipment, or a wider class that types belong to."""

    __tablename__ = "equipment"
    kind = "equipment"
    rules = {"is_aggregate": "is_aggregate IN (0, 1)"}
    category: Mapped[str] = word("equipment_categories", "what sort of equipment it is")
    parent_id: Mapped[str | None] = reference("equipment", "the wider class it belongs to", optional=True)
    is_aggregate: Mapped[int] = flag("whether it names a class of several types, whose parts must not be added to it")


class Agreement(Thing):
    """A treaty, programme, contract, law or plan that parties bind themselves to or are bound by."""

    __tablename__ = "agreements"
    kind = "agreement"
    agreement_kind: Mapped[str] = word("agreement_kinds", "what sort of undertaking it is")
    parent_id: Mapped[str | None] = reference("agreements", "the agreement it is part of or belongs to", optional=True)
    body_id: Mapped[str | None] = reference(
        "parties", "the body whose programme, plan, law or process it is", optional=True
    )
