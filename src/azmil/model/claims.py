"""Claims: what sources say of things, one table for each kind of question."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import Child, Claim, Figure, edtf, never_negative, number, quantity, reference, text, word


class Holding(Claim):
    """Who has how many of what."""

    __tablename__ = "holdings"
    kind = "holding"
    matter = "held"
    rules = {"count": never_negative("count")}
    sentence = "[{date}, {holder} had {count:equipment}][{!date}{holder} has {count:equipment}]"
    holder_id: Mapped[str] = reference("parties", "who has it")
    equipment_id: Mapped[str] = reference("equipment", "what is held")
    count, count_lowest, count_highest, count_qualifier, count_said = quantity(
        "count", "how many", optional=False, figure=Figure(subject="equipment_id", counted="held")
    )
    part_of_id: Mapped[str | None] = reference(
        "holdings", "the holding of a wider class in which this one is counted already", optional=True
    )


class Transfer(Claim):
    """Equipment that passes, is to pass or may pass from one party to another."""

    __tablename__ = "transfers"
    kind = "transfer"
    matter = "{status}"
    rules = {"count": never_negative("count")}
    supplier_id: Mapped[str | None] = reference("parties", "who gives it up", optional=True)
    maker_id: Mapped[str | None] = reference("parties", "who made it, if the source says so there", optional=True)
    recipient_id: Mapped[str] = reference("parties", "who gets it")
    equipment_id: Mapped[str] = reference("equipment", "what passes")
    count, count_lowest, count_highest, count_qualifier, count_said = quantity(
        "count",
        "how many",
        optional=False,
        figure=Figure(subject="equipment_id", party="recipient_id", counted="{status}"),
    )
    means: Mapped[str] = word("transfer_means", "how it changes hands")
    status: Mapped[str] = word("transfer_statuses", "how far it has come")
    same_as_id: Mapped[str | None] = reference(
        "transfers", "the transfer of which this is another account, so that the two must not be added", optional=True
    )
    order_date: Mapped[str | None] = edtf("when it was ordered, as EDTF")
    delivery_date: Mapped[str | None] = edtf("when it was handed over, as EDTF")


class Appointment(Claim):
    """A person in a post."""

    __tablename__ = "appointments"
    kind = "appointment"
    matter = "post"
    sentence = "{person} was {post}[ {date}]"
    person_id: Mapped[str] = reference("people", "who")
    post_id: Mapped[str] = reference("posts", "the office", through={"organization_id": "body"})
    capacity: Mapped[str | None] = text("in what capacity, such as 'de facto'", optional=True)


class UnitRelation(Claim):
    """How one party stands to another: part of, subordinate to, successor of, ally of."""

    __tablename__ = "unit_relations"
    kind = "unit-relation"
    matter = "{relation}"
    subject_id: Mapped[str] = reference("parties", "the party that the relation is told of")
    relation: Mapped[str] = word("relations", "how it stands to the other")
    object_id: Mapped[str] = reference("parties", "the other party")


class Deployment(Claim):
    """Who or what is at a place, based, installed, stationed or sent there."""

    __tablename__ = "deployments"
    kind = "deployment"
    matter = "{deployment_kind}"
    rules = {
        "subject": "party_id IS NOT NULL OR equipment_id IS NOT NULL",
        "location": "place_id IS NOT NULL OR facility_id IS NOT NULL",
        "strength": never_negative("strength"),
    }
    party_id: Mapped[str | None] = reference("parties", "who is there, or whose the equipment is", optional=True)
    equipment_id: Mapped[str | None] = reference("equipment", "what is there", optional=True)
    place_id: Mapped[str | None] = reference("places", "where", optional=True)
    facility_id: Mapped[str | None] = reference("facilities", "in which works", optional=True)
    deployment_kind: Mapped[str] = word("deployment_kinds", "in what way")
    strength, strength_lowest, strength_highest, strength_qualifier, strength_said = quantity(
        "strength", "how many people", figure=Figure(counted="people", unit="person")
    )


class Measure(Claim):
    """A figure about a thing: strength, budget, aid, casualties, area, range, price, share."""

    __tablename__ = "measures"
    kind = "measure"
    matter = "{measure_kind}"
    rules = {"counterpart": "(counterpart_id IS NULL) = (counterpart_role IS NULL)"}
    subject_id: Mapped[str] = reference("records", "what is measured")
    measure_kind: Mapped[str] = word("measure_kinds", "what the figure tells of it")
    value, value_lowest, value_highest, value_qualifier, value_said = quantity(
        "value", "how much", optional=False, figure=Figure(counted="{measure_kind}", unit="{unit}")
    )
    unit: Mapped[str] = word("measure_units", "the unit the figure counts in")
    counterpart_id: Mapped[str | None] = reference(
        "parties",
        "who pays, gives, receives or trains, where it is not the subject",
        optional=True,
        role="{counterpart_role}",
    )
    counterpart_role: Mapped[str | None] = word("participant_roles", "what the counterpart does", optional=True)


class Limit(Claim):
    """The most that an agreement lets a party have."""

    __tablename__ = "limits"
    kind = "limit"
    rules = {"maximum": "maximum >= 0"}
    agreement_id: Mapped[str] = reference("agreements", "the agreement that sets it")
    party_id: Mapped[str] = reference("parties", "whom it binds")
    equipment_id: Mapped[str] = reference("equipment", "of what")
    maximum: Mapped[int] = number("how many at the most", figure=Figure(subject="equipment_id", is_maximum=True))


class AgreementAction(Claim):
    """What a party did with an agreement, and when: signed, ratified, joined, applied for it."""

    __tablename__ = "agreement_actions"
    kind = "agreement-action"
    matter = "{action}"
    agreement_id: Mapped[str] = reference("agreements", "the agreement")
    party_id: Mapped[str | None] = reference("parties", "who acted", optional=True)
    action: Mapped[str] = word("actions", "what was done")
    person_id: Mapped[str | None] = reference("people", "by whose hand", optional=True)


class Event(Claim):
    """Something that happened, or is to happen, once."""

    __tablename__ = "events"
    kind = "event"
    matter = "{event_kind}"
    event_kind: Mapped[str] = word("event_kinds", "what sort of happening it is")
    place_id: Mapped[str | None] = reference("places", "where", optional=True)
    agreement_id: Mapped[str | None] = reference("agreements", "under which agreement", optional=True)


class Participant(Child):
    """A party that takes part in an event."""

    __tablename__ = "participants"
    rules = {"strength": never_negative("strength")}
    parent = "event_id"
    short = "party"
    event_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the event")
    party_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="who takes part", info={"role": "{role}"})
    role: Mapped[str] = word("participant_roles", "what it does there", default="participant")
    strength, strength_lowest, strength_highest, strength_qualifier, strength_said = quantity(
        "strength",
        "with how many people",
        figure=Figure(subject="event_id", counted="people", unit="person"),
    )

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the keys to the event and the party, and the index by which the events of a party are found."""
        return (
            ForeignKeyConstraint(["event_id"], ["events.id"]),
            ForeignKeyConstraint(["party_id"], ["parties.id"]),
            Index("ix_participants_party_id", "party_id"),
        )


class Cooperation(Claim):
    """Who works with or for whom, and in what: training, production, modernization."""

    __tablename__ = "cooperation"
    kind = "cooperation"
    matter = "{field}"
    party_id: Mapped[str] = reference("parties", "who works with or for the other")
    partner_id: Mapped[str] = reference("parties", "with or for whom")
    field: Mapped[str] = word("cooperation_fields", "in what")
    subject_id: Mapped[str | None] = reference("records", "what they work on", optional=True)
    agreement_id: Mapped[str | None] = reference("agreements", "under which agreement", optional=True)


class Production(Claim):
    """Who makes, or where is made, what."""

    __tablename__ = "productions"
    kind = "production"
    maker_id: Mapped[str] = reference("parties", "the company that makes it or the country it is made in")
    equipment_id: Mapped[str] = reference("equipment", "what is made")


class Statement(Claim):
    """What is said of a thing that no other table has columns for: a role, an aim, an opinion, a capability."""

    __tablename__ = "statements"
    kind = "statement"
    matter = "{topic}"
    subject_id: Mapped[str] = reference("records", "what it is said of")
    topic: Mapped[str] = word("topics", "what it is about")
    object_id: Mapped[str | None] = reference("records", "the other thing that it touches most, if any", optional=True)
    actor_id: Mapped[str | None] = reference("parties", "who acts or would act, where it is neither", optional=True)
