"""References to records: the cited sources with their lines, and the knowledge base that holds the record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """A cited source: its id, kind and bibliographic details, and the cited lines by section.

    ``date`` and ``retrieved`` are EDTF. ``passages`` are pairs of a section (empty if there are none) and its lines.
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

    @property
    def place(self) -> str:
        """The cited lines in words, such as "Second revision, line 115; Third revision, lines 253-254"."""
        return "; ".join(
            f"{section}, {_lines(lines)}" if section else _lines(lines) for section, lines in self.passages
        )


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

    @property
    def base(self) -> str:
        """The knowledge base in words, such as "azmil 0.1.0 (content 95bfaa49de7a)"."""
        return f"azmil {self.version} (content {self.content[:SHORT]})"


SHORT = 12  # digits of the digest in a reference, enough to identify the content


def _lines(lines: str) -> str:
    """Return lines such as "115" or "83-84, 90" in words."""
    return f"{'line' if lines.isdigit() else 'lines'} {lines}"
