"""Entries: the items of seed files, and the problems found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from azmil.values.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.errors import AzmilError, Fault
    from azmil.model import Base
    from azmil.seeds.fields import Field
    from azmil.seeds.files import SeedFile
    from azmil.values.editions import Row


@dataclass(frozen=True, slots=True)
class Cited:
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


@dataclass(slots=True)
class Entry:
    """An item of a seed file: the values of its columns, its citations, and the place of each field."""

    cls: type[Base]
    file: SeedFile
    line: int
    column: int
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    cited: list[Cited] = field(default_factory=list)
    children: list[Entry] = field(default_factory=list)
    extends: str = ""  # id of the thing that it extends, if any
    beside: tuple[str, str] = ("", "")  # of a word of a vocabulary: 'after' or 'before', and another word
    files: dict[str, SeedFile] = field(default_factory=dict)  # file of each field that an extension added

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
