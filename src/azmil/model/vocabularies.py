"""Vocabularies: every word that a column may hold, with a definition in the seeds."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import Vocabulary, flag


class RecordKind(Vocabulary):
    """The kinds of record, taken from the classes of the model."""

    __tablename__ = "record_kinds"
    rules = {"is_claim": "is_claim IN (0, 1)"}
    table_name: Mapped[str] = mapped_column(Text, doc="the table that holds what only this kind has")
    is_claim: Mapped[int] = flag("whether a record of this kind is a claim, and not a thing, a conflict or a gap")


class Modality(Vocabulary):
    """How firmly a source says something."""

    __tablename__ = "modalities"
    mark: Mapped[str] = mapped_column(Text, doc="the sign that stands for it in tables; empty for a plain assertion")


class Standing(Vocabulary):
    """What azmil makes of a claim beside others on the same question."""

    __tablename__ = "standings"


class Qualifier(Vocabulary):
    """How the figure of a quantity is meant."""

    __tablename__ = "qualifiers"


class SourceKind(Vocabulary):
    """What sort of document a source is."""

    __tablename__ = "source_kinds"


class Reliability(Vocabulary):
    """The Admiralty scale of how reliable a source is, A to F."""

    __tablename__ = "reliabilities"


class Verdict(Vocabulary):
    """What became of a line of a source."""

    __tablename__ = "verdicts"


class CitationRole(Vocabulary):
    """What a cited passage does for the record that cites it."""

    __tablename__ = "citation_roles"


class AliasKind(Vocabulary):
    """What sort of other name an alias is."""

    __tablename__ = "alias_kinds"


class ConflictKind(Vocabulary):
    """In what two passages differ."""

    __tablename__ = "conflict_kinds"


class ConflictState(Vocabulary):
    """What is known of a conflict's outcome."""

    __tablename__ = "conflict_states"


class GapKind(Vocabulary):
    """What sort of thing a source leaves out."""

    __tablename__ = "gap_kinds"


class Branch(Vocabulary):
    """An armed service or another body under arms."""

    __tablename__ = "branches"


class Echelon(Vocabulary):
    """The level of a unit in a chain of command."""

    __tablename__ = "echelons"


class OrganizationKind(Vocabulary):
    """What sort of body an organization is."""

    __tablename__ = "organization_kinds"


class Rank(Vocabulary):
    """A military rank; the order of the list is that of seniority, the highest first."""

    __tablename__ = "ranks"


class PlaceKind(Vocabulary):
    """What sort of place a place is."""

    __tablename__ = "place_kinds"


class FacilityKind(Vocabulary):
    """What sort of works a facility is."""

    __tablename__ = "facility_kinds"


class EquipmentCategory(Vocabulary):
    """What sort of equipment something is: a tree, in which each comes after the wider one that it belongs to."""

    __tablename__ = "equipment_categories"
    parent: Mapped[str | None] = mapped_column(
        Text, ForeignKey("equipment_categories.code"), doc="the wider category it belongs to"
    )


class AgreementKind(Vocabulary):
    """What sort of undertaking an agreement is."""

    __tablename__ = "agreement_kinds"


class TransferMeans(Vocabulary):
    """How equipment changes hands."""

    __tablename__ = "transfer_means"


class TransferStatus(Vocabulary):
    """How far a transfer has come."""

    __tablename__ = "transfer_statuses"


class Relation(Vocabulary):
    """How one party stands to another."""

    __tablename__ = "relations"
    rules = {"is_upward": "is_upward IN (0, 1)"}
    is_upward: Mapped[int] = flag("whether the other stands above it, as the whole of which it is a part")


class DeploymentKind(Vocabulary):
    """In what way something is at a place."""

    __tablename__ = "deployment_kinds"


class MeasureKind(Vocabulary):
    """What a measure measures."""

    __tablename__ = "measure_kinds"


class MeasureUnit(Vocabulary):
    """The unit in which a measure counts."""

    __tablename__ = "measure_units"


class Action(Vocabulary):
    """What a party does with an agreement."""

    __tablename__ = "actions"


class EventKind(Vocabulary):
    """What sort of happening an event is."""

    __tablename__ = "event_kinds"


class ParticipantRole(Vocabulary):
    """What a party does in an event."""

    __tablename__ = "participant_roles"


class CooperationField(Vocabulary):
    """In what two parties work together."""

    __tablename__ = "cooperation_fields"


class Topic(Vocabulary):
    """What a statement is about."""

    __tablename__ = "topics"
