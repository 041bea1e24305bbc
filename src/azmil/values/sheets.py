"""Sheets of records, their citations, and the coverage of sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from azmil.values.answers import Answer


class Field(NamedTuple):
    """A field of a record: its name, its value in words, and for a reference the id of the other record."""

    name: str
    value: str
    id: str | None = None

    @property
    def shown(self) -> str:
        """The value, for a reference with the id."""
        return self.value if self.id is None else f"{self.value} ({self.id})"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one record."""

    id: str
    kind: str
    sentence: str
    fields: list[Field]
    aliases: list[tuple[str, str, str]]  # name, kind, note
    lines: str
    witnesses: int
    wordings: int
    about: Answer  # the claims, conflicts and gaps that refer to it


@dataclass(frozen=True, slots=True)
class Place:
    """One citation of a record: its locator, section and role, and each line with its text if it is attached."""

    locator: str
    section: str
    role: str
    lines: list[tuple[int, str | None]]


@dataclass(frozen=True, slots=True)
class Citations:
    """The citations of a record, and the stems of the words to highlight in them."""

    id: str
    places: list[Place]
    words: frozenset[str]

    @property
    def has_text(self) -> bool:
        """Whether the text of any line is attached."""
        return any(text is not None for place in self.places for _, text in place.lines)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of a source: one verdict per line."""

    source: str
    verdicts: list[str]  # one per line, in order; "repeats" for a cited line that repeats an earlier one
