"""Claims made by sources about things, with one table per kind."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import Child, Claim, Figure, edtf, never_negative, number, quantity, reference, text, word


class Holding(Claim):
    """Equipment that a party holds, and how much of it."""

    __tablename__ = "holdings"
    kind = "holding"
    matter = "held"
    rules = {"count": never_negative("count")}
    sentence = "[{date}, {holder} had {count:equipment}][{!date}{holder} has {count:equipment}]"
    holder_id: Mapped[str] = reference("parties", "the party that holds the equipment")
    equipment_id: Mapped[str] = reference("equipment", "the equipment held")
    count, count_lowest, count_highest, count_qualifier, count_said = quantity(
        "count", "number held", optional=False, figure=Figure(subject="equipment_id", counted="held")
    )
    part_of_id: Mapped[str | None] = reference(
        "holdings", "the holding of a wider class of equipment that includes this one", optional=True
    )


class Transfer(Claim):
    """Equipment that passes, will pass or may pass from one party to another."""

    __tablename__ = "transfers"
    kind = "transfer"
    matter = "{status}"
    rules = {"count": never_negative("count")}
    supplier_id: Mapped[str | None] = reference("parties", "the party that supplies the equipment", optional=True)
    maker_id: Mapped[str | None] = reference(
        "parties", "the party that made the equipment, if the same passage says so", optional=True
    )
    recipient_id: Mapped[str] = reference("parties", "the party that receives the equipment")
    equipment_id: Mapped[str] = reference("equipment", "the equipment transferred")
    count, count_lowest, count_highest, count_qualifier, count_said = quantity(
        "count",
        "number transferred",
        optional=False,
        figure=Figure(subject="equipment_id", party="recipient_id", counted="{status}"),
    )
    means: Mapped[str] = word("transfer_means", "means of the transfer")
    status: Mapped[str] = word("transfer_statuses", "status of the transfer")
    same_as_id: Mapped[str | None] = reference(
        "transfers", "another record of the same transfer; count only one of them", optional=True
    )
    order_date: Mapped[str | None] = edtf("date of the order, as EDTF")
    delivery_date: Mapped[str | None] = edtf("date of the delivery, as EDTF")


class Appointment(Claim):
    """A person in a post."""

    __tablename__ = "appointments"
    kind = "appointment"
    matter = "post"
    sentence = "{person} was {post}[ {date}]"
    person_id: Mapped[str] = reference("people", "the person")
    post_id: Mapped[str] = reference("posts", "the post", through={"organization_id": "body"})
    capacity: Mapped[str | None] = text("capacity in which the post is held, such as 'de facto'", optional=True)


class UnitRelation(Claim):
    """A relation between two parties, such as subordination, succession or alliance."""

    __tablename__ = "unit_relations"
    kind = "unit-relation"
    matter = "{relation}"
    subject_id: Mapped[str] = reference("parties", "the first party of the relation")
    relation: Mapped[str] = word("relations", "relation of the subject to the object")
    object_id: Mapped[str] = reference("parties", "the second party of the relation")


class Deployment(Claim):
    """A party or equipment at a place: based, installed, stationed or sent there."""

    __tablename__ = "deployments"
    kind = "deployment"
    matter = "{deployment_kind}"
    rules = {
        "subject": "party_id IS NOT NULL OR equipment_id IS NOT NULL",
        "location": "place_id IS NOT NULL OR facility_id IS NOT NULL",
        "strength": never_negative("strength"),
    }
    party_id: Mapped[str | None] = reference(
        "parties", "the party at the place, or the party that holds the equipment", optional=True
    )
    equipment_id: Mapped[str | None] = reference("equipment", "the equipment at the place", optional=True)
    place_id: Mapped[str | None] = reference("places", "the place", optional=True)
    facility_id: Mapped[str | None] = reference("facilities", "the facility", optional=True)
    deployment_kind: Mapped[str] = word("deployment_kinds", "kind of deployment")
    strength, strength_lowest, strength_highest, strength_qualifier, strength_said = quantity(
        "strength", "number of people", figure=Figure(counted="people", unit="person")
    )


class Measure(Claim):
    """A figure about a thing: strength, budget, aid, casualties, area, range, price or share."""

    __tablename__ = "measures"
    kind = "measure"
    matter = "{measure_kind}"
    rules = {"counterpart": "(counterpart_id IS NULL) = (counterpart_role IS NULL)"}
    subject_id: Mapped[str] = reference("records", "the record measured")
    measure_kind: Mapped[str] = word("measure_kinds", "kind of measure")
    value, value_lowest, value_highest, value_qualifier, value_said = quantity(
        "value", "measured value", optional=False, figure=Figure(counted="{measure_kind}", unit="{unit}")
    )
    unit: Mapped[str] = word("measure_units", "unit of the figure")
    counterpart_id: Mapped[str | None] = reference(
        "parties",
        "the party that pays, gives, receives, trains, occupies, owns or does the work, if not the subject",
        optional=True,
        role="{counterpart_role}",
    )
    counterpart_role: Mapped[str | None] = word("participant_roles", "role of the counterpart", optional=True)


class Limit(Claim):
    """The maximum quantity of equipment that an agreement allows a party."""

    __tablename__ = "limits"
    kind = "limit"
    rules = {"maximum": "maximum >= 0"}
    agreement_id: Mapped[str] = reference("agreements", "the agreement that sets the limit")
    party_id: Mapped[str] = reference("parties", "the party bound by the limit")
    equipment_id: Mapped[str] = reference("equipment", "the equipment limited")
    maximum: Mapped[int] = number("maximum number", figure=Figure(subject="equipment_id", is_maximum=True))


class AgreementAction(Claim):
    """An action by a party on an agreement, such as signing, ratifying, joining or applying."""

    __tablename__ = "agreement_actions"
    kind = "agreement-action"
    matter = "{action}"
    agreement_id: Mapped[str] = reference("agreements", "the agreement")
    party_id: Mapped[str | None] = reference("parties", "the party that acted", optional=True)
    action: Mapped[str] = word("actions", "the action")
    person_id: Mapped[str | None] = reference("people", "the person who acted for the party", optional=True)


class Event(Claim):
    """A single event, past or planned."""

    __tablename__ = "events"
    kind = "event"
    matter = "{event_kind}"
    event_kind: Mapped[str] = word("event_kinds", "kind of event")
    place_id: Mapped[str | None] = reference("places", "place of the event", optional=True)
    agreement_id: Mapped[str | None] = reference("agreements", "agreement that the event is based on", optional=True)


class Participant(Child):
    """A party that takes part in an event."""

    __tablename__ = "participants"
    rules = {"strength": never_negative("strength")}
    parent = "event_id"
    short = "party"
    event_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the event")
    party_id: Mapped[str] = mapped_column(
        Text, primary_key=True, doc="the party that takes part", info={"role": "{role}"}
    )
    role: Mapped[str] = word("participant_roles", "role of the party in the event", default="participant")
    strength, strength_lowest, strength_highest, strength_qualifier, strength_said = quantity(
        "strength",
        "number of people who take part",
        figure=Figure(subject="event_id", counted="people", unit="person"),
    )

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign keys, and the index on the party."""
        return (
            ForeignKeyConstraint(["event_id"], ["events.id"]),
            ForeignKeyConstraint(["party_id"], ["parties.id"]),
            Index("ix_participants_party_id", "party_id"),
        )


class Cooperation(Claim):
    """Cooperation between two parties in a field, such as training, production or modernization."""

    __tablename__ = "cooperation"
    kind = "cooperation"
    matter = "{field}"
    party_id: Mapped[str] = reference("parties", "the party that works with or for the partner")
    partner_id: Mapped[str] = reference("parties", "the partner")
    field: Mapped[str] = word("cooperation_fields", "field of the cooperation")
    subject_id: Mapped[str | None] = reference("records", "the record that the cooperation is about", optional=True)
    agreement_id: Mapped[str | None] = reference(
        "agreements", "agreement that the cooperation is based on", optional=True
    )


class Production(Claim):
    """Equipment made by a company or in a country."""

    __tablename__ = "productions"
    kind = "production"
    maker_id: Mapped[str] = reference(
        "parties", "the company that makes the equipment, or the country where it is made"
    )
    equipment_id: Mapped[str] = reference("equipment", "the equipment made")


class Statement(Claim):
    """A claim that fits no other table, such as a role, an aim, an opinion or a capability."""

    __tablename__ = "statements"
    kind = "statement"
    matter = "{topic}"
    subject_id: Mapped[str] = reference("records", "the record that the claim is about")
    topic: Mapped[str] = word("topics", "topic of the claim")
    object_id: Mapped[str | None] = reference(
        "records", "the second record that the claim is about, if any", optional=True
    )
    actor_id: Mapped[str | None] = reference(
        "parties", "the party that acts or would act, if neither subject nor object", optional=True
    )
