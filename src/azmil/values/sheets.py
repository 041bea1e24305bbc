"""Sheets of records, their citations, and the coverage of sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from azmil.values.answers import Column

if TYPE_CHECKING:
    from typing import Self

    from azmil.values.answers import Answer

SOURCE = "source"  # kind of the sheet of a source, which is not a record
MOST_OF_PARTS = 40  # records about parts that a sheet lists on a terminal; more are counted by part


class Field(NamedTuple):
    """A field of a record: its name, its value in words, and for a reference the id of the other record.

    ``is_figure`` is whether the value is a quantity in the words of the source.
    """

    name: str
    value: str
    id: str | None = None
    is_figure: bool = False

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
    parts: Answer  # the others that are or refer to one of its parts, sorted by the name of the part, the first column

    def counted_by_part(self) -> Self:
        """Return the sheet with the number of records about each part instead of the records."""
        counts = [(part, len(list(found))) for part, found in groupby(row[0] for row in self.parts.rows)]
        columns = [self.parts.columns[0]._replace(place=""), Column("records", "number")]
        return replace(self, parts=replace(self.parts, columns=columns, rows=counts))


@dataclass(frozen=True, slots=True)
class Place:
    """One citation of a record: its locator, section and role, and each line with its text if it is attached."""

    locator: str
    section: str
    role: str
    lines: list[tuple[int, str | None]]
    pages: str = ""  # of a document with pages, such as "2" or "2-3"


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
    verdicts: list[str]  # one per line, in order, as for the lines of a page
