"""The spine: what every record has, whatever its kind, and what the load derives from it."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import WHOLE_NUMBER, Base, Child, Remark, edtf, flag, number, reference, text, word

RECORD = "records.id"
# The kinds of things, which may be uncited; a new one is added here and by its revision.
THINGS = "'unit', 'organization', 'person', 'post', 'place', 'facility', 'equipment', 'agreement'"


class Record(Base):
    """Anything azmil knows: a thing, a claim, a conflict or a gap, with how it is said, when, and by whom."""

    __tablename__ = "records"
    rules = {
        "id": "id <> '' AND id = lower(id) AND length(id) <= 80",
        "sentence": "sentence <> ''",
        # A thing exists whoever writes about it; everything else rests on a line.
        "lead_citation": f"COALESCE(lead_citation, 0) = 1 OR (lead_citation IS NULL AND kind IN ({THINGS}))",
        "start": "earliest_start <= latest_start AND earliest_start <= earliest_end",
        "end": "earliest_end <= latest_end AND latest_start <= latest_end",
        "dated": "(date IS NULL) = (earliest_start IS NULL)",
        "observed": "observed IN (0, 1) AND (observed = 0 OR date IS NOT NULL)",
        "standing": "standing = 'stands' OR standing_reason IS NOT NULL",
    }
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="readable slug, stable once published")
    kind: Mapped[str] = word("record_kinds", "the kind, and so the table that holds the rest")
    name: Mapped[str | None] = text("name of a thing, or short name of a claim that others name", optional=True)
    article: Mapped[str | None] = text("the article before the name inside a sentence, if any", optional=True)
    sentence: Mapped[str] = text("what is claimed, in one sentence of ours that reads alone")
    modality: Mapped[str] = word("modalities", "how firmly the source says it", default="asserted")
    attribution_id: Mapped[str | None] = reference(
        "parties", "who is quoted, where the source does not speak for itself", optional=True, late=True, role="speaker"
    )
    standing: Mapped[str] = word("standings", "what azmil makes of it beside other claims", default="stands")
    standing_reason: Mapped[str | None] = text("why, where it does not simply stand", optional=True)
    note: Mapped[str | None] = text("what else a reader should know", optional=True)
    date: Mapped[str | None] = edtf("when it holds or happened, as EDTF")
    observed: Mapped[int] = flag("whether the date is only when a state was seen, its start and end unknown")
    not_before: Mapped[str | None] = edtf("before which an unknown start cannot be, as EDTF")
    not_after: Mapped[str | None] = edtf("after which an unknown end cannot be, as EDTF")
    date_wording: Mapped[str | None] = text(
        "how the source puts a time that cannot be resolved, such as 'last year'", optional=True
    )
    earliest_start: Mapped[str | None] = text("first day on which it may have begun", optional=True, derived=True)
    latest_start: Mapped[str | None] = text("last day on which it may have begun", optional=True, derived=True)
    earliest_end: Mapped[str | None] = text("first day on which it may have ended", optional=True, derived=True)
    latest_end: Mapped[str | None] = text("last day on which it may have ended", optional=True, derived=True)
    lead_citation: Mapped[int | None] = number(
        "ordinal of its first citation, which only a thing can do without", optional=True, derived=True
    )
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
    """Citations, doubts and conflicts of a record, counted once by the load."""

    __tablename__ = "evidence"
    rules = {
        "is_disputed": "is_disputed IN (0, 1)",
        "is_in_tension": "is_in_tension IN (0, 1)",
        "is_doubtful": "is_doubtful IN (0, 1)",
        "counts": "(witnesses = 0 AND wordings = 0 AND first_line IS NULL) "
        "OR (0 < wordings AND wordings <= witnesses AND first_line IS NOT NULL)",
    }
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    lines: Mapped[str | None] = text("the lines it cites as stating it, such as '115, 253'", optional=True)
    first_line: Mapped[int | None] = number("the first of them, to sort by", optional=True)
    witnesses: Mapped[int] = number("how many places state it, repeats included")
    wordings: Mapped[int] = number("how many different wordings those places have")
    is_disputed: Mapped[int] = flag("whether it is a side of an open conflict in which one passage denies another")
    is_in_tension: Mapped[int] = flag("whether it is a side of an open conflict of passages that can all be true")
    is_doubtful: Mapped[int] = flag("whether its reading is doubted")
    known_until: Mapped[str | None] = text("last day up to which its sources reach, where they say so", optional=True)
    hedge: Mapped[str | None] = text(
        "hedge in words: modality, speaker, doubt, conflicts; empty for a plain assertion",
        optional=True,
    )
    same_event_as: Mapped[str | None] = text(
        "id of the lead claim, where several come from one sentence with the same date and hedge", optional=True
    )

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the keys to the record and to the one that leads."""
        return (ForeignKeyConstraint(["record_id"], [RECORD]), ForeignKeyConstraint(["same_event_as"], [RECORD]))


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
    name: Mapped[str] = mapped_column(Text, primary_key=True, doc="id, name, alias, sort name or 'Last, First'")
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


class Concern(Child):
    """A thing that a conflict, gap or misprint is about."""

    __tablename__ = "concerns"
    parent = "remark_id"
    short = "thing"
    remark_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the conflict, gap or misprint")
    thing_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the thing")

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the keys to both, and the index by which the remarks on a thing are found."""
        return (
            ForeignKeyConstraint(["remark_id"], [RECORD]),
            ForeignKeyConstraint(["thing_id"], [RECORD]),
            Index("ix_concerns_thing_id", "thing_id"),
        )


class Part(Base):
    """A thing that is part of another, however many steps below it, found by the load."""

    __tablename__ = "parts"
    whole_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the whole")
    part_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="what is part of it")

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the keys to both, and the index by which the wholes of a thing are found."""
        return (
            ForeignKeyConstraint(["whole_id"], [RECORD]),
            ForeignKeyConstraint(["part_id"], [RECORD]),
            Index("ix_parts_part_id", "part_id"),
        )


class RetiredId(Base):
    """An id that a record had before, which still finds it."""

    __tablename__ = "retired_ids"
    rules = {"now": "now <> id"}
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the old id")
    now: Mapped[str] = reference("records", "the record to use instead", indexed=False)
    reason: Mapped[str] = text("why it was retired")


class RetiredWord(Base):
    """A word that a vocabulary had before, or a column."""

    __tablename__ = "retired_words"
    vocabulary: Mapped[str] = mapped_column(Text, primary_key=True, doc="the vocabulary it belonged to")
    word: Mapped[str] = mapped_column(Text, primary_key=True, doc="the word")
    instead: Mapped[str] = text("what to write instead")


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
