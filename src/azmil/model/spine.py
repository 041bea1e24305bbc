"""Tables common to all kinds of records, and what is said about them."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import WHOLE_NUMBER, Base, Child, Remark, edtf, flag, number, reference, text, word

RECORD = "records.id"
# The kinds of things, which may be uncited. Add a new kind here and in a migration.
THINGS = "'unit', 'organization', 'person', 'post', 'place', 'facility', 'equipment', 'agreement'"


class Record(Base):
    """A thing, claim, conflict, gap or misprint, with its sentence, hedge, date and attribution."""

    __tablename__ = "records"
    rules = {
        "id": "id <> '' AND id = lower(id) AND length(id) <= 80",
        "sentence": "sentence <> ''",
        # Only things may be uncited; everything else needs a citation.
        "lead_citation": f"COALESCE(lead_citation, 0) = 1 OR (lead_citation IS NULL AND kind IN ({THINGS}))",
        "start": "earliest_start <= latest_start AND earliest_start <= earliest_end",
        "end": "earliest_end <= latest_end AND latest_start <= latest_end",
        "dated": "(date IS NULL) = (earliest_start IS NULL)",
        "observed": "observed IN (0, 1) AND (observed = 0 OR date IS NOT NULL)",
        "standing": "standing = 'stands' OR standing_reason IS NOT NULL",
    }
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="readable slug, stable once published")
    kind: Mapped[str] = word("record_kinds", "kind of record, which determines the table of its other columns")
    name: Mapped[str | None] = text("name of a thing, or short name of a claim used in other records", optional=True)
    article: Mapped[str | None] = text("article before the name in a sentence, if any", optional=True)
    sentence: Mapped[str] = text("the record in one sentence that needs no context")
    modality: Mapped[str] = word("modalities", "how firmly the source states it", default="asserted")
    attribution_id: Mapped[str | None] = reference(
        "parties", "the party that the source quotes, if any", optional=True, late=True, role="speaker"
    )
    standing: Mapped[str] = word("standings", "rating of the claim compared with others", default="stands")
    standing_reason: Mapped[str | None] = text("reason for the standing, unless it is 'stands'", optional=True)
    note: Mapped[str | None] = text("further information, such as what was inferred", optional=True)
    drafted_by: Mapped[str | None] = text("who or what drafted it, if it was accepted as a proposal", optional=True)
    date: Mapped[str | None] = edtf("when it happened or was true, as EDTF")
    observed: Mapped[int] = flag("whether the date is that of an observation; the start and end are unknown")
    not_before: Mapped[str | None] = edtf("earliest possible start, if the start is unknown, as EDTF")
    not_after: Mapped[str | None] = edtf("latest possible end, if the end is unknown, as EDTF")
    date_wording: Mapped[str | None] = text(
        "time as worded in the source, if it cannot be resolved or is vague: 'last year', 'early 1994'", optional=True
    )
    earliest_start: Mapped[str | None] = text("first day on which it may have begun", optional=True, derived=True)
    latest_start: Mapped[str | None] = text("last day on which it may have begun", optional=True, derived=True)
    earliest_end: Mapped[str | None] = text("first day on which it may have ended", optional=True, derived=True)
    latest_end: Mapped[str | None] = text("last day on which it may have ended", optional=True, derived=True)
    lead_citation: Mapped[int | None] = number(
        "ordinal of its first citation; empty only for uncited things", optional=True, derived=True
    )
    seed_file: Mapped[str] = text("seed file that contains the record", derived=True)
    seed_line: Mapped[int] = number("line of the record in that file", derived=True)

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign key that rejects uncited records, and the indexes for the timeline."""
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
    """A range of lines that a record cites."""

    __tablename__ = "citations"
    rules = {"order": "first_line <= last_line"}
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    ordinal: Mapped[int] = mapped_column(WHOLE_NUMBER, primary_key=True, doc="1 for the first")
    source_id: Mapped[str] = text("the source")
    first_line: Mapped[int] = number("first line of the range")
    last_line: Mapped[int] = number("last line of the range")
    role: Mapped[str] = word("citation_roles", "role of the passage for the record")

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign keys that restrict citations to existing lines."""
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


class Alias(Child):
    """Another name of a thing, or another spelling of a word that a record is about."""

    __tablename__ = "aliases"
    parent = "record_id"
    short = "name"
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    name: Mapped[str] = mapped_column(Text, primary_key=True, doc="the other name, as written")
    kind: Mapped[str] = word("alias_kinds", "kind of name", default="variant")
    note: Mapped[str | None] = text("explanation of the name and the evidence for it", optional=True)

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign key to the record."""
        return (ForeignKeyConstraint(["record_id"], [RECORD]),)


class Conflict(Remark):
    """A question on which passages differ, with the claims that answer it."""

    __tablename__ = "conflicts"
    kind = "conflict"
    rules = {"reason": "state = 'open' OR reason IS NOT NULL"}
    question: Mapped[str] = text("question on which the passages differ")
    conflict_kind: Mapped[str] = word("conflict_kinds", "point on which they differ")
    state: Mapped[str] = word("conflict_states", "state of the conflict", default="open")
    reason: Mapped[str | None] = text("explanation or resolution", optional=True)


class ConflictSide(Child):
    """One answer to the question of a conflict."""

    __tablename__ = "conflict_sides"
    parent = "conflict_id"
    short = "claim"
    conflict_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the conflict")
    claim_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the claim that gives this answer")
    says: Mapped[str | None] = text("the answer in a few words", optional=True)

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign keys, and the index on the claim."""
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
        """Return the foreign keys, and the index on the thing."""
        return (
            ForeignKeyConstraint(["remark_id"], [RECORD]),
            ForeignKeyConstraint(["thing_id"], [RECORD]),
            Index("ix_concerns_thing_id", "thing_id"),
        )


class RetiredId(Base):
    """A former id, by which its record can still be found."""

    __tablename__ = "retired_ids"
    rules = {"now": "now <> id"}
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the former id")
    now: Mapped[str] = reference("records", "the record to use instead", indexed=False)
    reason: Mapped[str] = text("reason for the change")


class RetiredWord(Base):
    """A word that was removed from a vocabulary."""

    __tablename__ = "retired_words"
    vocabulary: Mapped[str] = mapped_column(Text, primary_key=True, doc="the vocabulary it belonged to")
    word: Mapped[str] = mapped_column(Text, primary_key=True, doc="the word")
    instead: Mapped[str] = text("what to write instead")


class Gap(Remark):
    """Information that the source announces but omits, or that is expected but missing."""

    __tablename__ = "gaps"
    kind = "gap"
    gap_kind: Mapped[str] = word("gap_kinds", "kind of gap")
    subject_id: Mapped[str | None] = reference("records", "the record with the gap", optional=True)
    expects: Mapped[str | None] = word("record_kinds", "kind of record that is missing", optional=True)
    expected: Mapped[int | None] = number("announced number, if the source gives one", optional=True)
    after_words: Mapped[str | None] = text("last words before the gap, at most six", optional=True)


class Misprint(Remark):
    """A misprinted word or phrase of the source, with the probable meaning and the reason."""

    __tablename__ = "misprints"
    kind = "misprint"
    rules = {"is_outside_knowledge": "is_outside_knowledge IN (0, 1)"}
    subject_id: Mapped[str | None] = reference("records", "the record that contains the misprint", optional=True)
    printed: Mapped[str] = text("the misprinted words, at most six")
    meant: Mapped[str] = text("probable meaning")
    reason: Mapped[str] = text("reason for this reading")
    is_outside_knowledge: Mapped[int] = flag("whether the reason uses knowledge from outside the source")
