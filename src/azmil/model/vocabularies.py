"""Vocabularies: the words allowed in a column, defined in the seeds."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import Vocabulary, flag, word


class RecordKind(Vocabulary):
    """The kind of a record; one for each class of records in the model."""

    __tablename__ = "record_kinds"
    rules = {"is_claim": "is_claim IN (0, 1)"}
    table_name: Mapped[str] = mapped_column(Text, doc="table with the columns specific to this kind")
    is_claim: Mapped[int] = flag("whether records of this kind are claims, not things or remarks")


class Modality(Vocabulary):
    """How firmly a source says something."""

    __tablename__ = "modalities"
    mark: Mapped[str] = mapped_column(Text, default="", doc="mark in tables; empty for a plain assertion")


class Standing(Vocabulary):
    """How azmil rates a claim compared with others on the same question."""

    __tablename__ = "standings"


class Qualifier(Vocabulary):
    """How exact the figure of a quantity is."""

    __tablename__ = "qualifiers"


class SourceKind(Vocabulary):
    """The kind of a source document."""

    __tablename__ = "source_kinds"


class Reliability(Vocabulary):
    """The reliability of a source on the Admiralty scale, A to F."""

    __tablename__ = "reliabilities"


class Verdict(Vocabulary):
    """The verdict on a line of a source: cited, blank, stating nothing, or open."""

    __tablename__ = "verdicts"


class CitationRole(Vocabulary):
    """The role of a cited passage: whether it states the record or gives context."""

    __tablename__ = "citation_roles"


class AliasKind(Vocabulary):
    """The kind of an alias."""

    __tablename__ = "alias_kinds"


class ConflictKind(Vocabulary):
    """The point on which two passages differ."""

    __tablename__ = "conflict_kinds"


class ConflictState(Vocabulary):
    """The state of a conflict: open, explained or resolved."""

    __tablename__ = "conflict_states"


class GapKind(Vocabulary):
    """The kind of information that a source leaves out."""

    __tablename__ = "gap_kinds"


class Symbol(Vocabulary):
    """The APP-6 symbol of a body in pictures; its frame says nothing about friend or foe."""

    __tablename__ = "symbols"
    rules = {"app6": "length(app6) = 12"}
    app6: Mapped[str] = mapped_column(
        Text, doc="its code in APP-6: symbol set (2 digits), entity (6), first modifier (2), second modifier (2)"
    )


class Branch(Vocabulary):
    """An armed service or other armed force."""

    __tablename__ = "branches"
    symbol: Mapped[str | None] = word("symbols", "symbol of its units, if APP-6 has one", optional=True, indexed=False)


class Echelon(Vocabulary):
    """The level of a unit in a chain of command."""

    __tablename__ = "echelons"
    rules = {"app6": "length(app6) = 2"}
    app6: Mapped[str | None] = mapped_column(Text, doc="code of its mark above a symbol in APP-6, if there is one")


class OrganizationKind(Vocabulary):
    """The kind of an organization."""

    __tablename__ = "organization_kinds"
    symbol: Mapped[str | None] = word("symbols", "symbol of its bodies, if APP-6 has one", optional=True, indexed=False)


class Rank(Vocabulary):
    """A military rank; listed by seniority, highest first."""

    __tablename__ = "ranks"


class PlaceKind(Vocabulary):
    """The kind of a place."""

    __tablename__ = "place_kinds"


class FacilityKind(Vocabulary):
    """The kind of a facility."""

    __tablename__ = "facility_kinds"


class EquipmentCategory(Vocabulary):
    """The category of equipment: a tree in which each category is listed after its parent."""

    __tablename__ = "equipment_categories"
    parent: Mapped[str | None] = mapped_column(
        Text, ForeignKey("equipment_categories.code"), doc="the wider category that this one belongs to"
    )


class AgreementKind(Vocabulary):
    """The kind of an agreement."""

    __tablename__ = "agreement_kinds"


class TransferMeans(Vocabulary):
    """How equipment changes hands."""

    __tablename__ = "transfer_means"


class TransferStatus(Vocabulary):
    """How far a transfer has progressed."""

    __tablename__ = "transfer_statuses"


class Relation(Vocabulary):
    """The relation of one party to another."""

    __tablename__ = "relations"
    rules = {"is_upward": "is_upward IN (0, 1)"}
    is_upward: Mapped[int] = flag("whether the object is the superior of the subject, or the whole that contains it")


class DeploymentKind(Vocabulary):
    """The way in which a party or equipment is present at a place."""

    __tablename__ = "deployment_kinds"


class MeasureKind(Vocabulary):
    """The kind of a measure."""

    __tablename__ = "measure_kinds"


class MeasureUnit(Vocabulary):
    """The unit of a measure."""

    __tablename__ = "measure_units"
    rules = {"counted": "counted IN (0, 1)"}
    counted: Mapped[int] = flag("whether it counts whole things, so that more than 3 are at least 4")


class Action(Vocabulary):
    """The action of a party on an agreement."""

    __tablename__ = "actions"


class EventKind(Vocabulary):
    """The kind of an event."""

    __tablename__ = "event_kinds"


class ParticipantRole(Vocabulary):
    """The role of a party in an event."""

    __tablename__ = "participant_roles"


class CooperationField(Vocabulary):
    """The field in which two parties work together."""

    __tablename__ = "cooperation_fields"


class Topic(Vocabulary):
    """The topic of a statement."""

    __tablename__ = "topics"
