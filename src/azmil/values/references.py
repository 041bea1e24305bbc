"""References to records: the cited sources with their lines, and the knowledge base that holds the record."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """A cited source: its id, kind and bibliographic details, and the cited lines by section.

    ``date`` and ``retrieved`` are EDTF. ``passages`` are pairs of a section (empty if there are none) and its lines.
    ``pages`` are those on which the lines begin, if the document has pages.
    """

    id: str
    kind: str
    title: str
    publisher: str | None
    date: str | None
    url: str | None
    archived_url: str | None
    retrieved: str | None
    passages: tuple[tuple[str, str], ...]
    pages: str = ""

    @property
    def place(self) -> str:
        """The cited pages and lines in words, such as "Second revision, line 115; Third revision, lines 253-254"."""
        places = "; ".join(
            f"{section}, {_lines(lines)}" if section else _lines(lines) for section, lines in self.passages
        )
        return f"{'p.' if self.pages.isdigit() else 'pp.'} {self.pages}, {places}" if self.pages else places


@dataclass(frozen=True, slots=True)
class Reference:
    """A record to be cited: its id, its hedge in words, its sources, and the version and content of the database.

    ``address`` is the web address of its page, if it has one.
    """

    id: str
    hedge: str | None
    works: tuple[Work, ...]
    version: str
    content: str  # digest of the content, in hexadecimal
    address: str | None = None
    kind: str = "record"  # what the id is of: a record, a source or lines

    @property
    def key(self) -> str:
        """The id as a key in other works: with hyphens instead of what separates lines, all else kept."""
        return re.sub(r"[:,\s]+", "-", self.id)

    @property
    def origin(self) -> str:
        """The knowledge base and the record in words."""
        return f"{self.base}, {self.kind} {self.id}"

    @property
    def base(self) -> str:
        """The knowledge base in words, such as "azmil 0.1.0 (content 95bfaa49de7a)"."""
        return f"azmil {self.version} (content {self.content[:SHORT]})"


SHORT = 12  # digits of the digest in a reference, enough to identify the content


def _lines(lines: str) -> str:
    """Return lines such as "115" or "83-84, 90" in words."""
    return f"{'line' if lines.isdigit() else 'lines'} {lines}"
