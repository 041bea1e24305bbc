"""Sources: the documents, their sections, and one passage for each line."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import WHOLE_NUMBER, Base, edtf, flag, number, reference, text, word


class Source(Base):
    """A document that claims are taken from."""

    __tablename__ = "sources"
    rules = {
        "line_count": "line_count > 0",
        "sha256": "length(sha256) = 64",
        "is_reach_inferred": "is_reach_inferred IN (0, 1)",
    }
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="slug")
    title: Mapped[str] = text("what the document is, in words of ours")
    kind: Mapped[str] = word("source_kinds", "what sort of document it is")
    file_name: Mapped[str] = text("name of the file that was read")
    sha256: Mapped[str] = text("SHA-256 of that file's bytes, in hexadecimal digits")
    line_count: Mapped[int] = number("number of lines, a last one without a newline counted")
    publisher: Mapped[str | None] = text("who published it", optional=True)
    date: Mapped[str | None] = edtf("when it was published, as EDTF")
    url: Mapped[str | None] = text("where it is on the web", optional=True)
    archived_url: Mapped[str | None] = text("where a copy of it is kept", optional=True)
    retrieved: Mapped[str | None] = edtf("when it was fetched from there, as EDTF")
    latest_url: Mapped[str | None] = text("where its newest edition is", optional=True)
    licence: Mapped[str | None] = text("under which licence its text is", optional=True)
    covers_from: Mapped[str | None] = edtf("how far back in time it reaches, as EDTF")
    covers_until: Mapped[str | None] = edtf("up to what time it reaches, as EDTF")
    is_reach_inferred: Mapped[int] = flag("whether how far it reaches is inferred and not stated in it")
    reliability: Mapped[str] = word("reliabilities", "how reliable the source is, on the Admiralty scale")
    note: Mapped[str | None] = text("anything a reader should know of it", optional=True)


class Section(Base):
    """A stretch of a source, such as one of several revisions pasted together."""

    __tablename__ = "sections"
    rules = {"order": "first_line <= last_line", "is_inferred": "is_inferred IN (0, 1)"}
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="slug")
    source_id: Mapped[str] = reference("sources", "the document")
    title: Mapped[str] = text("what the stretch is")
    first_line: Mapped[int] = number("first line, counted from 1")
    last_line: Mapped[int] = number("last line")
    covers_from: Mapped[str | None] = edtf("how far back it reaches, if not as far as the document, as EDTF")
    covers_until: Mapped[str | None] = edtf("up to what time it reaches, if not as far as the document, as EDTF")
    is_inferred: Mapped[int] = flag("whether the split is ours and not marked in the document")
    note: Mapped[str | None] = text("why the split is where it is", optional=True)


class Passage(Base):
    """One line of a source, known by its fingerprint; the text itself only once the reader attaches the document."""

    __tablename__ = "passages"
    rules = {"reason": "verdict <> 'nothing' OR reason IS NOT NULL"}
    source_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the document")
    line: Mapped[int] = mapped_column(WHOLE_NUMBER, primary_key=True, doc="number of the line, counted from 1")
    section_id: Mapped[str | None] = reference("sections", "the stretch it stands in", optional=True)
    fingerprint: Mapped[str | None] = text(
        "first 16 hexadecimal digits of the SHA-256 of the line without white space at its ends; none if blank",
        optional=True,
    )
    first_same_line: Mapped[int | None] = number("first line of the same fingerprint", optional=True, derived=True)
    verdict: Mapped[str] = word("verdicts", "what became of the line", default="open")
    reason: Mapped[str | None] = text("why it states nothing, where it does", optional=True)
    text: Mapped[str | None] = text("the line itself, once the document is attached", optional=True, derived=True)

    @classmethod
    def keys(cls) -> tuple[ForeignKeyConstraint, ...]:
        """Return the key to the document."""
        return (ForeignKeyConstraint(["source_id"], ["sources.id"]),)
