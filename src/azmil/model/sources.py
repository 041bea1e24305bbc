"""Sources: documents, their sections, and one passage for each line."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import WHOLE_NUMBER, Base, edtf, flag, number, reference, text, word


class Source(Base):
    """A document that claims are taken from."""

    __tablename__ = "sources"
    rules = {
        "line_count": "line_count > 0",
        "sha256": "length(sha256) = 64",
        "split": "split IN ('lines', 'sentences')",
        "is_reach_inferred": "is_reach_inferred IN (0, 1)",
    }
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="slug")
    title: Mapped[str] = text("description of the document")
    kind: Mapped[str] = word("source_kinds", "kind of document")
    file_name: Mapped[str] = text("name of the file of the document")
    sha256: Mapped[str] = text("SHA-256 of the file, in hexadecimal digits")
    split: Mapped[str] = mapped_column(
        Text, default="lines", doc="whether a line of the source is a line or a sentence of the document"
    )
    line_count: Mapped[int] = number("number of lines, including a last line without a newline")
    default_in: Mapped[str | None] = text(
        "seed files whose citations without a source mean this one: 'all' in its folder, 'none', or patterns such as "
        "holdings/boats.yaml, separated by commas",
        optional=True,
    )
    publisher: Mapped[str | None] = text("publisher of the document", optional=True)
    date: Mapped[str | None] = edtf("date of publication, as EDTF")
    url: Mapped[str | None] = text("web address of the document", optional=True)
    archived_url: Mapped[str | None] = text("web address of an archived copy", optional=True)
    retrieved: Mapped[str | None] = edtf("date of retrieval, as EDTF")
    latest_url: Mapped[str | None] = text("web address of the newest edition", optional=True)
    licence: Mapped[str | None] = text("licence of the text", optional=True)
    covers_from: Mapped[str | None] = edtf("start of the period covered, as EDTF")
    covers_until: Mapped[str | None] = edtf("end of the period covered, as EDTF")
    is_reach_inferred: Mapped[int] = flag("whether the period covered is inferred, not stated in the document")
    reliability: Mapped[str] = word("reliabilities", "reliability of the source, on the Admiralty scale")
    note: Mapped[str | None] = text("further information on the source", optional=True)


class Section(Base):
    """A range of lines of a source, such as one of several revisions in the same document."""

    __tablename__ = "sections"
    rules = {"order": "first_line <= last_line", "is_inferred": "is_inferred IN (0, 1)"}
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="slug")
    source_id: Mapped[str] = reference("sources", "the source")
    title: Mapped[str] = text("title of the section")
    first_line: Mapped[int] = number("first line, counted from 1")
    last_line: Mapped[int] = number("last line")
    covers_from: Mapped[str | None] = edtf("start of the period covered, if different from the source, as EDTF")
    covers_until: Mapped[str | None] = edtf("end of the period covered, if different from the source, as EDTF")
    is_inferred: Mapped[int] = flag("whether the section is inferred, not marked in the document")
    note: Mapped[str | None] = text("reason for the bounds of the section", optional=True)


class Passage(Base):
    """A line of a source, identified by its fingerprint; its text is empty until the document is attached."""

    __tablename__ = "passages"
    rules = {
        "reason": "verdict <> 'nothing' OR reason IS NOT NULL",
        "proposed": "proposed IN (0, 1) AND (proposed = 0 OR verdict = 'nothing')",
        "page": "page > 0",
    }
    source_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the source")
    line: Mapped[int] = mapped_column(WHOLE_NUMBER, primary_key=True, doc="number of the line, counted from 1")
    section_id: Mapped[str | None] = reference("sections", "the section that contains the line", optional=True)
    fingerprint: Mapped[str | None] = text(
        "first 16 hexadecimal digits of the SHA-256 of the line, stripped of white space; empty if blank",
        optional=True,
    )
    first_same_line: Mapped[int | None] = number("first line with the same fingerprint", optional=True, derived=True)
    verdict: Mapped[str] = word("verdicts", "verdict on the line", default="open")
    reason: Mapped[str | None] = text("reason for the verdict 'nothing'", optional=True)
    proposed: Mapped[int] = flag("whether the verdict is a guess that still has to be confirmed")
    page: Mapped[int | None] = number("page of the document on which the line begins", optional=True)
    text: Mapped[str | None] = text(
        "text of the line; empty until the document is attached", optional=True, derived=True
    )

    @classmethod
    def keys(cls) -> tuple[ForeignKeyConstraint, ...]:
        """Return the foreign key to the source."""
        return (ForeignKeyConstraint(["source_id"], ["sources.id"]),)


class EditionChange(Base):
    """What became of the lines of an earlier edition that a record cites or cited, computed by the load."""

    __tablename__ = "edition_changes"
    rules = {"change": "change IN ('same', 'moved', 'changed', 'lost', 'choose', 'added')"}
    record_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the record")
    edition: Mapped[str] = mapped_column(
        Text, primary_key=True, doc="the earlier edition; a source only as long as records cite it"
    )
    change: Mapped[str] = mapped_column(
        Text,
        primary_key=True,
        doc="same, moved, changed (another line replaced it), lost, choose (several lines have its words), or added "
        "(a line that the earlier edition does not have)",
    )
    source_id: Mapped[str] = reference("sources", "the source in its present edition")
    earlier_lines: Mapped[str | None] = text("lines of the earlier edition", optional=True)
    later_lines: Mapped[str | None] = text("their lines in the present edition", optional=True)

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the foreign key to the record, and the index on the change."""
        return (ForeignKeyConstraint(["record_id"], ["records.id"]), Index("ix_edition_changes_change", "change"))
