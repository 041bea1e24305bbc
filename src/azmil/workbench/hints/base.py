"""Hints: what may be wrong in seeds that are valid, and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from azmil import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azmil.seeds.entry import Entry


class Place(NamedTuple):
    """A field of a record in a seed file; line and column are counted from 1."""

    path: str
    line: int
    column: int
    id: str

    @classmethod
    def of(cls, entry: Entry, field: str = "") -> Place:
        """Return the place of a field of a record, or of the record itself if it omits the field."""
        line, column = entry.places.get(field, (entry.line, entry.column))
        file = entry.files.get(field, entry.file)
        return cls(file.display_path, line, column, entry.values.get("id") or "")


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint: its name, what it is about, what to do, the places of the records, and YAML to paste, if any.

    ``places`` has one place for each record that it is about, the last one first.
    """

    name: str
    message: str
    advice: str
    places: tuple[Place, ...]
    paste: str = ""

    @property
    def place(self) -> Place:
        """The place at which it is shown."""
        return self.places[0]

    def at(self, files: Iterable[str]) -> Hint | None:
        """Return the hint placed in one of the given files, or None if none of its records is in them."""
        shown = set(files)
        inside = [place for place in self.places if place.path in shown]
        outside = [place for place in self.places if place.path not in shown]
        return Hint(self.name, self.message, self.advice, (*inside, *outside), self.paste) if inside else None


def where(entry: Entry) -> str:
    """Return the file and line of a record, or 'built-in' for one whose file is outside the current folder."""
    is_built_in = entry.file.path.is_relative_to(paths.built_in_folder("seeds")) and Path(entry.path).is_absolute()
    return "built-in" if is_built_in else f"{entry.path}:{entry.line}"


def explains(entry: Entry, terms: Iterable[str]) -> bool:
    """Return whether a note of a record or its aliases, or the reason of its standing, mentions one of the terms."""
    items = (entry, *entry.children)
    note = " ".join(
        str(item.values.get(name) or "") for item in items for name in ("note", "standing_reason")
    ).casefold()
    return bool(note) and any(
        re.search(rf"(?<![\w-]){re.escape(term.casefold())}(?![\w-])", note) for term in terms if term
    )


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in English."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
