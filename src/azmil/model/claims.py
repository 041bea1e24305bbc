"""Claims of holdings, transfers, posts, places and figures, with one table per kind."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from azmil.model.base import Claim, Figure, edtf, never_negative, number, quantity, reference, text, word

# Parts of sentence patterns (see azmil.model.base.Kind).
_HOW = "[ {means}][, made by {maker}]"
_WHAT = f"{{count:equipment}}[ from {{supplier}}]{_HOW}"
_WITH = "[, with {counterpart} as {counterpart_role}]"


# The people of a party at a place, by the kind of deployment.
_STAYS = (
    ("basing", "has", "based {where.place}"),
    ("stationing", "has", "stationed {where.place}"),
    ("hosting", "had", "deployed {where.place}"),
    ("rotation", "has", "on rotation {where.place}"),
    ("operation", "has", "on operations {where.place}"),
    ("patrol", "has", "on patrol {where.place}"),
    ("training", "has", "{where.place} for training"),
    ("presence", "has", "{where.place}"),
)


class Holding(Claim):
    """Equipment that a party holds, and how much of it."""

    __tablename__ = "holdings"
    kind = "holding"
    matter = "held"
    rules = {"count": never_negative("count")}
    sentence = "{holder} <has> {count:equipment}"
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
    sentence = f"a transfer of {{count:equipment}}[ from {{supplier}}] to {{recipient}} <is> {{status}}{_HOW}"
    sentences = {
        "status=delivered means=purchase delivery_date": (
            "{recipient} <received> {count:equipment}[ from {supplier}] by purchase[, made by {maker}]"
            "[, ordered {order_date}]"
        ),
        "status=delivered means=purchase !date": f"{{recipient}} <bought> {_WHAT}",
        "status=delivered means=purchase": f"{{recipient}} <bought> {_WHAT}[, ordered {{order_date}}]",
        "status=delivered": f"{{recipient}} <received> {_WHAT}[, ordered {{order_date}}]",
        "status=partly-delivered delivery_date !order_date": f"{{recipient}} <received> {_WHAT} as part of an order",
        "status=partly-delivered": f"{{recipient}} <received> part of an order of {_WHAT}[, ordered {{order_date}}]",
        "status=inherited|captured|requested|demanded": f"{{recipient}} <{{status}}> {_WHAT}",
        "status=returned": f"{{recipient}} <returned> {{count:equipment}}[ to {{supplier}}]{_HOW}",
        "status=ordered": f"{{recipient}} <ordered> {_WHAT}[, for delivery {{delivery_date}}]",
        "status=talks means=purchase": f"{{recipient}} <is> in talks to buy {_WHAT}",
        "status=talks": f"{{recipient}} <is> in talks to receive {_WHAT}",
        "status=planned means=purchase": f"{{recipient}} <plans> to buy {_WHAT}[, for delivery {{delivery_date}}]",
        "status=planned": f"{{recipient}} <is> to receive {_WHAT}[, for delivery {{delivery_date}}]",
        "status=offered supplier": f"{{supplier}} <offered> {{count:equipment}} to {{recipient}}{_HOW}",
        "status=offered": f"{{recipient}} <was> offered {_WHAT}",
        "status=approved|suspended|cancelled": (
            f"a transfer of {{count:equipment}}[ from {{supplier}}] to {{recipient}} <was> {{status}}{_HOW}"
        ),
    }
    phrases = {
        "means": {
            "purchase": "", "donation": "as a donation", "loan": "on loan", "lease": "on lease",
            "exchange": "in an exchange", "provision": "", "licensed-production": "under licence",
            "inheritance": "", "capture": "", "unstated": "",
        }
    }  # fmt: skip
    implied = {
        "status=ordered": ("contracted", "planned"),
        **dict.fromkeys(("status=talks means=purchase", "status=talks"), ("negotiated", "planned")),
        **dict.fromkeys(("status=planned means=purchase", "status=planned"), ("planned",)),
        **dict.fromkeys(("status=offered supplier", "status=offered"), ("negotiated", "planned")),
        "status=inherited|captured|requested|demanded": ("planned",),
    }
    supplier_id: Mapped[str | None] = reference("parties", "the party that supplies the equipment", optional=True)
    maker_id: Mapped[str | None] = reference(
        "parties", "the party that made the equipment, if the same passage says so", optional=True, by_name=True
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
        "transfers", "another record of the same transfer; count only one of them", optional=True, by_name=True
    )
    order_date: Mapped[str | None] = edtf("date of the order, as EDTF")
    delivery_date: Mapped[str | None] = edtf("date of the delivery, as EDTF")


class Appointment(Claim):
    """A person in a post."""

    __tablename__ = "appointments"
    kind = "appointment"
    matter = "post"
    sentence = "{person} <is> {post}[ ({capacity})]"
    person_id: Mapped[str] = reference("people", "the person")
    post_id: Mapped[str] = reference("posts", "the post", through={"organization_id": "body"})
    capacity: Mapped[str | None] = text("capacity in which the post is held, such as 'de facto'", optional=True)


class UnitRelation(Claim):
    """A relation between two parties, such as subordination, succession or alliance."""

    __tablename__ = "unit_relations"
    kind = "unit-relation"
    matter = "{relation}"
    sentence = "{subject} <{relation}> {object}"
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
    sentence = "{things.equipment} {at.deployment_kind}"
    sentences = {
        **{
            f"strength party deployment_kind={kind}": (
                f"{{party}} <{has}> {{strength:people}}[ with {{things.equipment}}] {stay}"
            )
            for kind, has, stay in _STAYS
        },
        "strength party equipment": "{strength:people} of {party} with {things.equipment} {at.deployment_kind}",
        "strength party": "{strength:people} of {party} {at.deployment_kind}",
        "party equipment": "{things.equipment} of {party} {at.deployment_kind}",
        "party": "{party} {at.deployment_kind}",
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
    sentence = f"the {{measure_kind}} of {{subject}} <{{be.subject}}> {{value:unit}}{_WITH}"
    sentences = {
        "measure_kind=count|personnel|contingent unit=person table:subject=events": (
            "{subject} <involved> {value:unit}" + _WITH
        ),
        "measure_kind=dogs|vehicles table:subject=events": "{value:unit} <were> used in {subject}" + _WITH,
        "measure_kind=personnel unit=person": "{subject} <has> {value:personnel}" + _WITH,
        "measure_kind=conscripts unit=person": "{subject} <has> {value:conscripts}" + _WITH,
        "measure_kind=civilian-staff unit=person": "{subject} <has> {value:civilian_employees}" + _WITH,
        "measure_kind=reserve-strength": "{subject} <has> {value:unit} in reserve" + _WITH,
        "measure_kind=active-strength|paramilitary-strength|available-manpower|contingent": (
            "{subject} <has> {a.measure_kind} of {value:unit}" + _WITH
        ),
        "measure_kind=killed": "{value:unit} {of.subject} <were> killed" + _WITH,
        "measure_kind=wounded": "{value:unit} {of.subject} <were> wounded" + _WITH,
        "measure_kind=captured": "{value:unit} {of.subject} <were> captured" + _WITH,
        "measure_kind=missing": "{value:unit} {of.subject} <are> missing" + _WITH,
        "measure_kind=displaced": "{value:unit} {of.subject} <were> displaced" + _WITH,
        "measure_kind=trainee-share counterpart_role=trainer": "{counterpart} <trained> {value:unit} of {subject}",
        "measure_kind=trainee-share": "{value:unit} of {subject} <were> trained" + _WITH,
        "measure_kind=trained counterpart_role=trainer": "{counterpart} <trained> {value:unit} {of.subject}",
        "measure_kind=trained": "{value:unit} {of.subject} <were> trained" + _WITH,
        "measure_kind=occupied-share counterpart_role=occupier": "{counterpart} <occupies> {value:unit} of {subject}",
        "measure_kind=budget-share": "{subject} <spends> {value:unit} of its budget or economy on its armed forces"
        + _WITH,
        "measure_kind=gdp-share unit=percent": (
            "{subject} <spends> {value:unit} of its gross domestic product on its armed forces" + _WITH
        ),
        "measure_kind=programme-share": "one share of the budget of {subject} <is> {value:unit}" + _WITH,
        "measure_kind=aid counterpart_role=recipient": "the aid from {subject} to {counterpart} <is> {value:unit}",
        "measure_kind=area-cleared": "the area cleared by {subject} <is> {value:unit}" + _WITH,
        "measure_kind=area-cleared-mechanically": "the area cleared by machine by {subject} <is> {value:unit}" + _WITH,
        "measure_kind=ordnance-neutralized": "{subject} <neutralized> {value:pieces_of_ordnance}" + _WITH,
        "measure_kind=equipment-losses": "{subject} <lost> {value:pieces_of_equipment}" + _WITH,
        "measure_kind=sappers unit=person": "{subject} <employed> {value:sappers}" + _WITH,
        "measure_kind=uxo-operators unit=person": "{subject} <employed> {value:UXO_operators}" + _WITH,
        "measure_kind=paramedics unit=person": "{subject} <employed> {value:paramedics}" + _WITH,
        "measure_kind=assistants unit=person": "{subject} <employed> {value:assistants}" + _WITH,
        "measure_kind=dogs|vehicles": "{subject} <employed> {value:unit}" + _WITH,
        "measure_kind=unit-count": "{subject} <has> {value:unit}" + _WITH,
        "measure_kind=equivalent-strength": "{subject} <is> equivalent to {value:unit}" + _WITH,
        "measure_kind=explosions": "{value:unit} <occurred> {of.subject}" + _WITH,
        "measure_kind=activities": "{subject} <attended> {value:unit}",
        "measure_kind=visits": "{subject} <comprised> {value:unit}" + _WITH,
        "measure_kind=flights": "{subject} <made> {value:unit}" + _WITH,
        "measure_kind=cycle-length": "one cycle of {subject} <lasts> {value:unit}" + _WITH,
        "measure_kind=duration": "{subject} <lasted> {value:unit}" + _WITH,
        "measure_kind=generation": "{subject} <belongs> to {value:unit}" + _WITH,
        "measure_kind=count": "{subject} <numbers> {value:unit}" + _WITH,
    }
    subject_id: Mapped[str] = reference("records", "the record measured")
    measure_kind: Mapped[str] = word("measure_kinds", "kind of measure")
    value, value_lowest, value_highest, value_qualifier, value_said = quantity(
        "value",
        "measured value",
        optional=False,
        figure=Figure(counted="{measure_kind}", unit="{unit}"),
        decimals=True,
    )
    unit: Mapped[str] = word("measure_units", "unit of the figure")
    counterpart_id: Mapped[str | None] = reference(
        "parties",
        "the party that pays, gives, receives, trains, occupies, owns or does the work, if not the subject",
        optional=True,
        role="{counterpart_role}",
        by_name=True,
    )
    counterpart_role: Mapped[str | None] = word(
        "participant_roles", "role of the counterpart", optional=True, by_name=True
    )


class Limit(Claim):
    """The maximum quantity of equipment that an agreement allows a party."""

    __tablename__ = "limits"
    kind = "limit"
    rules = {"maximum": "maximum >= 0"}
    sentence = "{agreement} <limits> {party} to {maximum:equipment}"
    implied = {"": ("permitted",)}
    agreement_id: Mapped[str] = reference("agreements", "the agreement that sets the limit")
    party_id: Mapped[str] = reference("parties", "the party bound by the limit")
    equipment_id: Mapped[str] = reference("equipment", "the equipment limited")
    maximum: Mapped[int] = number("maximum number", figure=Figure(subject="equipment_id", is_maximum=True))
