"""Sheets: what is known of one record, the places it rests on, and what became of the lines of a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from azmil.values.answers import Answer


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one record."""

    id: str
    kind: str
    sentence: str
    fields: list[tuple[str, str]]
    aliases: list[tuple[str, str, str]]  # name, kind, note
    lines: str
    witnesses: int
    wordings: int
    about: Answer  # the claims, conflicts and gaps that name it


@dataclass(frozen=True, slots=True)
class Place:
    """One place that a record cites: its locator, its role, and each line with its text, if that is attached."""

    locator: str
    section: str
    role: str
    lines: list[tuple[int, str | None]]


@dataclass(frozen=True, slots=True)
class Citations:
    """The places that a record rests on, and the beginnings of the words that matter in them."""

    id: str
    places: list[Place]
    words: frozenset[str]

    @property
    def has_text(self) -> bool:
        """Whether the text of a line is attached."""
        return any(text is not None for place in self.places for _, text in place.lines)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the lines of a source."""

    source: str
    verdicts: list[str]  # of each line in order; "repeats" where a cited line says again what an earlier one said
