"""Entries: the items of seed files, and the problems found in them."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from azmil.errors import AzmilError, Fault
    from azmil.model import Base
    from azmil.seeds.fields import Field
    from azmil.seeds.files import SeedFile
    from azmil.values.editions import Row


class Cited(NamedTuple):
    """A range of lines cited by a seed; the source is empty if the seed does not name one."""

    folder: Path  # seed folder of the citing record, which determines the default source
    source: str
    first: int
    last: int
    role: str
    line: int
    column: int
    parts: tuple[str, ...] = ()  # path of its file in the seed folder


@dataclass(frozen=True, slots=True)
class Expected:
    """The expected number of rows of a table, and its place in expected.yaml."""

    table: str
    count: int
    file: SeedFile
    line: int
    column: int


MOST_FORMS = 10_000  # distances kept, so that items of the same form share them


class Places(MutableMapping[str, tuple[int, int]]):
    """The line and column of each field of an item; items with the same fields share the names."""

    __slots__ = ("_distances", "_first", "_indexes")
    _known_indexes: ClassVar[dict[tuple[str, ...], dict[str, int]]] = {}
    _known_distances: ClassVar[dict[tuple[int, ...], tuple[int, ...]]] = {}

    def __init__(self, names: tuple[str, ...] = (), first: int = 0, distances: tuple[int, ...] = ()) -> None:
        """Take the names of fields and, for each, the number of lines after a first line, and the column."""
        indexes = self._known_indexes.get(names)
        if indexes is None:
            indexes = self._known_indexes[names] = {name: 2 * at for at, name in enumerate(names)}
        self._indexes = indexes
        self._first = first
        self._distances = distances

    @classmethod
    def of(cls, places: Mapping[str, tuple[int, int]]) -> Places:
        """Return the places with the line and column of each field, by name."""
        first = next((line for line, _ in places.values()), 0)
        found = tuple([each for line, column in places.values() for each in (line - first, column)])
        if len(cls._known_distances) < MOST_FORMS:
            found = cls._known_distances.setdefault(found, found)
        return cls(tuple(places), first, found)

    def __getitem__(self, name: str) -> tuple[int, int]:
        """Return the line and column of a field."""
        at = self._indexes[name]
        return self._first + self._distances[at], self._distances[at + 1]

    def __contains__(self, name: object) -> bool:
        """Return whether the item has a field."""
        return name in self._indexes

    def __setitem__(self, name: str, place: tuple[int, int]) -> None:
        """Set the place of a field."""
        self._set({**self, name: place})

    def __delitem__(self, name: str) -> None:
        """Remove a field."""
        self._set({other: place for other, place in self.items() if other != name})

    def _set(self, places: Mapping[str, tuple[int, int]]) -> None:
        first = next((line for line, _ in places.values()), 0)
        found = [each for line, column in places.values() for each in (line - first, column)]
        Places.__init__(self, tuple(places), first, tuple(found))

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the fields."""
        return iter(self._indexes)

    def __len__(self) -> int:
        """Return the number of fields."""
        return len(self._indexes)


_NO_FILES: Mapping[str, SeedFile] = MappingProxyType({})


@dataclass(slots=True)
class Entry:
    """An item of a seed file: the values of its columns, its citations, and the place of each field."""

    cls: type[Base]
    file: SeedFile
    line: int
    column: int
    values: dict[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    fields: dict[str, Field] = field(default_factory=dict)
    cited: list[Cited] = field(default_factory=list)
    children: list[Entry] = field(default_factory=list)
    extends: str = ""  # id of the thing that it extends, if any
    beside: tuple[str, str] = ("", "")  # of a word of a vocabulary: 'after' or 'before', and another word
    files: Mapping[str, SeedFile] = field(default_factory=lambda: _NO_FILES)  # of each field that an extension added

    @property
    def path(self) -> str:
        """Path of the file as shown to the user."""
        return self.file.display_path

    def problem(self, fault: Fault, at: str = "", /, **values: object) -> Problem:
        """Return a problem at field ``at`` of this entry, or at its start; ``values`` fill the message."""
        return self.problem_of(fault(**values), at)

    def problem_of(self, error: AzmilError, at: str) -> Problem:
        """Return an error as a problem at field ``at`` of this entry, or at its start."""
        line, column = self.places.get(at, (self.line, self.column))
        return Problem.of(self.files.get(at, self.file).display_path, line, column, error)


@dataclass(slots=True)
class Seeds:
    """The contents of all seed folders, and the problems found in them."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    editions: dict[str, str] = field(default_factory=dict)  # id of an earlier edition -> its source
    ledger: dict[tuple[str, int], Row] = field(default_factory=dict)  # by earlier edition and line
