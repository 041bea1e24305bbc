"""The spine: what every record has, whatever its kind, and what the load derives from it."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import WHOLE_NUMBER, Base, Child, Remark, date, flag, number, reference, text, word

RECORD = "records.id"


class Record(Base):
    """Anything azmil knows: a thing, a claim, a conflict or a gap, with how it is said, when, and by whom."""

    __tablename__ = "records"
    rules = {
        "id": "id <> '' AND id = lower(id) AND length(id) <= 80",
        "sentence": "sentence <> ''",
        "lead_citation": "lead_citation = 1",
        "days": "earliest_start <= latest_start AND earliest_end <= latest_end AND earliest_start <= latest_end",
        "dated": "(date IS NULL) = (earliest_start IS NULL)",
        "standing": "standing = 'stands' OR standing_reason IS NOT NULL",
    }
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="readable slug, stable once published")
    kind: Mapped[str] = word("record_kinds", "the kind, and so the table that holds the rest")
    name: Mapped[str | None] = text("name of a thing", optional=True)
    article: Mapped[str | None] = text("the article before the name inside a sentence, if any", optional=True)
    sentence: Mapped[str] = text("what is claimed, in one sentence of ours that reads alone")
    modality: Mapped[str] = word("modalities", "how firmly the source says it", default="asserted")
    attribution_id: Mapped[str | None] = reference(
        "parties", "who says it, where the source reports somebody's words", optional=True, late=True, role="speaker"
    )
    standing: Mapped[str] = word("standings", "what azmil makes of it beside other claims", default="stands")
    standing_reason: Mapped[str | None] = text("why, where it does not simply stand", optional=True)
    note: Mapped[str | None] = text("what else a reader should know", optional=True)
    date: Mapped[str | None] = date("when it holds or happened, as EDTF")
    date_wording: Mapped[str | None] = text(
        "how the source puts a time that cannot be resolved, such as 'last year'", optional=True
    )
    earliest_start: Mapped[str | None] = text("first day on which it may have begun", optional=True, derived=True)
    latest_start: Mapped[str | None] = text("last day on which it may have begun", optional=True, derived=True)
    earliest_end: Mapped[str | None] = text("first day on which it may have ended", optional=True, derived=True)
    latest_end: Mapped[str | None] = text("last day on which it may have ended", optional=True, derived=True)
    lead_citation: Mapped[int] = number("ordinal of its first citation, without which it cannot stand", derived=True)
    seed_file: Mapped[str] = text("the seed file it was written in", derived=True)
    seed_line: Mapped[int] = number("the line of that file", derived=True)

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the key by which the database refuses an uncited record, and the index of the timeline."""
        return (
            ForeignKeyConstraint(
                ["id", "lead_citation"],
                ["citations.record_id", "citations.ordinal"],
                name="fk_records_lead_citation",
                use_alter=True,
            ),
            *(Index(f"ix_records_{day}", day) for day in ("earliest_start", "latest_start", "latest_end")),
        )


class Citation(Base):
    """A range of lines that a record rests on."""

    __tablename__ = "citations"
    rules = {"order": "first_line <= last_line"}
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    ordinal: Mapped[int] = mapped_column(WHOLE_NUMBER, primary_key=True, doc="1 for the first")
    source_id: Mapped[str] = text("the document")
    first_line: Mapped[int] = number("first line of the range")
    last_line: Mapped[int] = number("last line of the range")
    role: Mapped[str] = word("citation_roles", "what the passage does for the record")

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the keys that hold a citation to lines that exist."""
        lines = ("first_line", "last_line")
        return (
            ForeignKeyConstraint(["record_id"], [RECORD]),
            *(
                ForeignKeyConstraint(
                    ["source_id", line], ["passages.source_id", "passages.line"], name=f"fk_citations_{line}"
                )
                for line in lines
            ),
            Index("ix_citations_lines", "source_id", "first_line", "last_line"),
        )


class Evidence(Base):
    """What stands behind a record, counted once by the load from its citations and conflicts."""

    __tablename__ = "evidence"
    rules = {"is_disputed": "is_disputed IN (0, 1)", "counts": "0 < wordings AND wordings <= witnesses"}
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    lines: Mapped[str] = text("the lines it cites as stating it, such as '115, 253'")
    first_line: Mapped[int] = number("the first of them, to sort by")
    witnesses: Mapped[int] = number("how many places state it, repeats included")
    wordings: Mapped[int] = number("how many different wordings those places have")
    is_disputed: Mapped[int] = flag("whether it is a side of a conflict that is open")

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the key to the record."""
        return (ForeignKeyConstraint(["record_id"], [RECORD]),)


class Alias(Child):
    """Another name of a thing, or another spelling of a word that a record is about."""

    __tablename__ = "aliases"
    parent = "record_id"
    short = "name"
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    name: Mapped[str] = mapped_column(Text, primary_key=True, doc="the other name, as written")
    kind: Mapped[str] = word("alias_kinds", "what sort of name it is", default="variant")
    note: Mapped[str | None] = text("what is meant, and how we know", optional=True)

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the key to the record."""
        return (ForeignKeyConstraint(["record_id"], [RECORD]),)


class Name(Base):
    """Every name a record can be found by, folded, made by the load."""

    __tablename__ = "names"
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    name: Mapped[str] = mapped_column(Text, primary_key=True, doc="id, name or alias")
    folded: Mapped[str] = text("in plain lower-case ASCII words")
    squeezed: Mapped[str] = text("the folded name without spaces")

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the key to the record and the index by which a name is looked up."""
        return (ForeignKeyConstraint(["record_id"], [RECORD]), Index("ix_names_squeezed", "squeezed"))


class Revision(Base):
    """What became of a claim from one section of a source to the next, made by the load."""

    __tablename__ = "revisions"
    rules = {"change": "change IN ('kept', 'reworded', 'dropped', 'added')"}
    claim_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the claim")
    to_section_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the later section")
    from_section_id: Mapped[str] = text("the section before it")
    change: Mapped[str] = text(
        "kept word for word, reworded, dropped (in the earlier section only) or added (in the later one only)"
    )

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the keys to the claim and the sections, and the index by what became of it."""
        return (
            ForeignKeyConstraint(["claim_id"], [RECORD]),
            ForeignKeyConstraint(["to_section_id"], ["sections.id"]),
            ForeignKeyConstraint(["from_section_id"], ["sections.id"]),
            Index("ix_revisions_change", "change"),
        )


class Conflict(Remark):
    """A question on which passages differ, with the claims that answer it differently."""

    __tablename__ = "conflicts"
    kind = "conflict"
    rules = {"reason": "state = 'open' OR reason IS NOT NULL"}
    question: Mapped[str] = text("what the passages answer differently")
    conflict_kind: Mapped[str] = word("conflict_kinds", "in what they differ")
    state: Mapped[str] = word("conflict_states", "open, explained or resolved", default="open")
    reason: Mapped[str | None] = text("what explains or resolves it", optional=True)


class ConflictSide(Child):
    """One answer to the question of a conflict."""

    __tablename__ = "conflict_sides"
    parent = "conflict_id"
    short = "claim"
    conflict_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the conflict")
    claim_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the claim that gives this answer")
    says: Mapped[str | None] = text("what it answers, in a few words", optional=True)

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the keys to the conflict and the claim."""
        return (
            ForeignKeyConstraint(["conflict_id"], ["conflicts.id"]),
            ForeignKeyConstraint(["claim_id"], [RECORD]),
            Index("ix_conflict_sides_claim_id", "claim_id"),
        )


class Gap(Remark):
    """Something the source announces and leaves out, or leaves open where a reader would look for it."""

    __tablename__ = "gaps"
    kind = "gap"
    gap_kind: Mapped[str] = word("gap_kinds", "what sort of gap it is")
    subject_id: Mapped[str | None] = reference("records", "the record that the gap is in", optional=True)
    expects: Mapped[str | None] = word("record_kinds", "the kind of record that is missing", optional=True)
    expected: Mapped[int | None] = number("how many are announced, where the source says so", optional=True)
    after_words: Mapped[str | None] = text("the last words before the gap, six at most", optional=True)


class Misprint(Remark):
    """A word or phrase kept as printed, with what is probably meant and why."""

    __tablename__ = "misprints"
    kind = "misprint"
    rules = {"is_outside_knowledge": "is_outside_knowledge IN (0, 1)"}
    subject_id: Mapped[str | None] = reference("records", "the record that the misprint touches", optional=True)
    printed: Mapped[str] = text("as printed, six words at most")
    meant: Mapped[str] = text("what is probably meant")
    reason: Mapped[str] = text("why we think so")
    is_outside_knowledge: Mapped[int] = flag("whether the reason rests on knowledge from outside the source")
