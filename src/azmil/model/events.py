"""Claims of events, agreements, cooperation and production, with one table per kind."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import Child, Claim, Figure, never_negative, quantity, reference, word

_WHERE = "[ {place.place}][ under {agreement}][, {participants}]"  # the end of the sentence patterns of events
_NAMED = "[ ({name.event_kind})]"


class AgreementAction(Claim):
    """An action by a party on an agreement, such as signing, ratifying, joining or applying."""

    __tablename__ = "agreement_actions"
    kind = "agreement-action"
    matter = "{action}"
    sentence = "{party}[, represented by {person},] <{action}> {agreement}"
    sentences = {
        "!party person": "{person} <{action}> {agreement}",
        "!party": "{agreement} <was> {participle.action}",
    }
    phrases = {
        "action": {
            "applied": "applied for", "acceded": "acceded to", "participates": "takes part in",
            "withdrew": "withdrew from", "bans": "is subject to a ban under",
        }
    }  # fmt: skip
    agreement_id: Mapped[str] = reference("agreements", "the agreement")
    party_id: Mapped[str | None] = reference("parties", "the party that acted", optional=True)
    action: Mapped[str] = word("actions", "the action")
    person_id: Mapped[str | None] = reference("people", "the person who acted for the party", optional=True)


class Event(Claim):
    """A single event, past or planned."""

    __tablename__ = "events"
    kind = "event"
    matter = "{event_kind}"
    sentence = f"{{a.event_kind}} <took> place{_WHERE}"
    sentences = {
        "event_kind=founding role:founded": f"{{role.founded}} <was> founded[ by {{role.founder}}]{_WHERE}",
        "event_kind=dissolution role:dissolved": f"{{role.dissolved}} <was> dissolved{_WHERE}",
        "event_kind=disbandment role:disbanded": f"{{role.disbanded}} <was> disbanded{_WHERE}",
        "event_kind=withdrawal role:withdrawing place": (
            f"{{role.withdrawing}} <withdrew> from {{place}}{_NAMED}[ under {{agreement}}][, {{participants}}]"
        ),
        "event_kind=withdrawal role:withdrawing": f"{{role.withdrawing}} <withdrew>{_NAMED}{_WHERE}",
        "event_kind=independence role:participant": f"{{role.participant}} <became> independent{_WHERE}",
        "event_kind=invasion role:attacker role:defender": (
            f"{{role.attacker}} <invaded> {{role.defender}}{_NAMED}{_WHERE}"
        ),
        "event_kind=attack role:attacker role:defender": (
            f"{{role.attacker}} <attacked> {{role.defender}}{_NAMED}{_WHERE}"
        ),
        "event_kind=visit role:visitor role:host": f"{{role.visitor}} <visited> {{role.host}}{_WHERE}",
        "event_kind=visit role:visitor place": "{role.visitor} <visited> {place}[ under {agreement}][, {participants}]",
        "event_kind=visit person:participant place": "{role.participant} <visited> {place}[ under {agreement}]",
        "event_kind=signing role:signatory agreement": (
            "{role.signatory} <signed> {agreement}[ {place.place}][, {participants}]"
        ),
        "event_kind=signing role:signatory": "{role.signatory} <signed> a document[ {place.place}][, {participants}]",
        "event_kind=announcement role:speaker": f"{{role.speaker}} <made> an announcement{_WHERE}",
        "event_kind=ultimatum role:demander": (
            f"{{role.demander}} <issued> an ultimatum[ to {{role.addressee}}]{_WHERE}"
        ),
        "name": f"{{the.event_kind}} <took> place{_WHERE}",
    }
    phrases = {
        "event_kind": {
            "sanctions": "sanctions", "demining": "mine clearance", "construction": "construction work",
            "modernization": "modernization work", "negotiation": "negotiations",
        }
    }  # fmt: skip
    event_kind: Mapped[str] = word("event_kinds", "kind of event")
    place_id: Mapped[str | None] = reference("places", "place of the event", optional=True)
    agreement_id: Mapped[str | None] = reference(
        "agreements", "agreement that the event is based on, or that is signed at a signing", optional=True
    )


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
    sentence = "{party} <cooperates> with {partner} in {field}[, concerning {subject}][, under {agreement}]"
    phrases = {
        "field": {
            "military-cooperation": "military matters", "general-cooperation": "many fields",
            "exchange": "the exchange of personnel", "experience-exchange": "the exchange of experience",
            "exercise": "joint exercises", "ground-forces": "matters of ground forces",
            "air-forces": "matters of air forces", "naval-forces": "naval matters",
            "special-forces": "matters of special forces", "founding": "the founding of a unit",
            "aid": "matters of aid",
        }
    }  # fmt: skip
    party_id: Mapped[str] = reference("parties", "the party that works with or for the partner")
    partner_id: Mapped[str] = reference("parties", "the partner")
    field: Mapped[str] = word("cooperation_fields", "field of the cooperation")
    subject_id: Mapped[str | None] = reference(
        "records", "the record that the cooperation is about", optional=True, by_name=True
    )
    agreement_id: Mapped[str | None] = reference(
        "agreements", "agreement that the cooperation is based on", optional=True
    )


class Production(Claim):
    """Equipment made by a company or in a country."""

    __tablename__ = "productions"
    kind = "production"
    sentence = "{things.equipment} <are> made {by.maker}"
    maker_id: Mapped[str] = reference(
        "parties", "the company that makes the equipment, or the country where it is made"
    )
    equipment_id: Mapped[str] = reference("equipment", "the equipment made")


class Statement(Claim):
    """A claim that fits no other table, such as a role, an aim, an opinion or a capability."""

    __tablename__ = "statements"
    kind = "statement"
    matter = "{topic}"
    sentence = (
        "the source makes a claim about the {topic} of {subject}[ with regard to {object}][, with {actor} as the actor]"
    )
    subject_id: Mapped[str] = reference("records", "the record that the claim is about")
    topic: Mapped[str] = word("topics", "topic of the claim")
    object_id: Mapped[str | None] = reference(
        "records", "the second record that the claim is about, if any", optional=True, by_name=True
    )
    actor_id: Mapped[str | None] = reference(
        "parties", "the party that acts or would act, if neither subject nor object", optional=True, by_name=True
    )
