"""Tables that the load computes from the others."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy import text as condition
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import Base, flag, number, text
from azmil.model.spine import RECORD


class Evidence(Base):
    """Citations, doubts and conflicts of a record, computed by the load."""

    __tablename__ = "evidence"
    rules = {
        "is_disputed": "is_disputed IN (0, 1)",
        "is_in_tension": "is_in_tension IN (0, 1)",
        "is_doubtful": "is_doubtful IN (0, 1)",
        "counts": "(witnesses = 0 AND wordings = 0 AND first_line IS NULL) "
        "OR (0 < wordings AND wordings <= witnesses AND first_line IS NOT NULL)",
    }
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    lines: Mapped[str | None] = text("lines that state it, such as '115, 253'", optional=True)
    first_line: Mapped[int | None] = number("first of these lines, to sort by", optional=True)
    witnesses: Mapped[int] = number("number of passages that state it, including repeats")
    wordings: Mapped[int] = number("number of different wordings among them")
    is_disputed: Mapped[int] = flag("whether it is a side of an open conflict of passages that contradict each other")
    is_in_tension: Mapped[int] = flag("whether it is a side of an open conflict of passages that can all be true")
    is_doubtful: Mapped[int] = flag("whether its standing is 'doubted'")
    known_until: Mapped[str | None] = text("last day that its sources cover, if known", optional=True)
    hedge: Mapped[str | None] = text(
        "hedge in words: modality, speaker, doubt, conflicts; empty for a plain assertion",
        optional=True,
    )
    same_event_as: Mapped[str | None] = text(
        "id of the lead claim, if several claims cite the same lines with the same date and hedge", optional=True
    )

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign keys to the record and to its lead claim."""
        return (ForeignKeyConstraint(["record_id"], [RECORD]), ForeignKeyConstraint(["same_event_as"], [RECORD]))


class Name(Base):
    """A name by which a record can be found, with its folded forms, computed by the load."""

    __tablename__ = "names"
    rules = {"is_claim": "is_claim IN (0, 1)"}
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    name: Mapped[str] = mapped_column(Text, primary_key=True, doc="id, name, alias, sort name or 'Last, First'")
    folded: Mapped[str] = text("the name in lower-case ASCII words")
    squeezed: Mapped[str] = text("the folded name without spaces")
    is_claim: Mapped[int] = flag("whether the record is a claim")

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign key to the record, and the indexes: for names, and for the few names of things."""
        few = condition("is_claim = 0")
        return (
            ForeignKeyConstraint(["record_id"], [RECORD]),
            Index("ix_names_squeezed", "squeezed"),
            Index("ix_names_of_things", "squeezed", sqlite_where=few, postgresql_where=few),
        )


class Revision(Base):
    """The change in a claim from one section of a source to the next, computed by the load."""

    __tablename__ = "revisions"
    rules = {"change": "change IN ('kept', 'reworded', 'dropped', 'added')"}
    claim_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the claim")
    to_section_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the later section")
    from_section_id: Mapped[str] = text("the earlier section")
    change: Mapped[str] = text(
        "kept (word for word), reworded, dropped (only in the earlier section) or added (only in the later one)"
    )

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign keys to the claim and the sections, and the index on the change."""
        return (
            ForeignKeyConstraint(["claim_id"], [RECORD]),
            ForeignKeyConstraint(["to_section_id"], ["sections.id"]),
            ForeignKeyConstraint(["from_section_id"], ["sections.id"]),
            Index("ix_revisions_change", "change"),
        )


class Part(Base):
    """A thing that is part of another, directly or through other things, computed by the load."""

    __tablename__ = "parts"
    whole_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the whole")
    part_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the part")

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign keys, and the index on the part."""
        return (
            ForeignKeyConstraint(["whole_id"], [RECORD]),
            ForeignKeyConstraint(["part_id"], [RECORD]),
            Index("ix_parts_part_id", "part_id"),
        )
