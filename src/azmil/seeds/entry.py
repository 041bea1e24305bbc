"""An item of a seed file, and all of them together, with every problem on the way."""

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


@dataclass(frozen=True, slots=True)
class Cited:
    """A range of lines as a seed cites it; the source is empty where the seed leaves it out."""

    folder: Path  # of the seeds that cite it, which may have a source of their own
    source: str
    first: int
    last: int
    role: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Expected:
    """How many rows a table must have, and where that is said."""

    table: str
    count: int
    file: SeedFile
    line: int
    column: int


@dataclass(slots=True)
class Entry:
    """One item of a seed file: its columns by table class, its citations, and the place of each field."""

    cls: type[Base]
    file: SeedFile
    line: int
    column: int
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    cited: list[Cited] = field(default_factory=list)
    children: list[Entry] = field(default_factory=list)
    extends: str = ""  # id of the thing that it adds to, if it is an extension
    files: dict[str, SeedFile] = field(default_factory=dict)  # of fields that extensions have added

    @property
    def path(self) -> str:
        """The file as a person knows it."""
        return self.file.told

    def problem(self, fault: Fault, at: str = "", /, **values: object) -> Problem:
        """Return a problem of this entry, at the field of a name if it has one; ``values`` go into the message."""
        return self.problem_of(fault(**values), at)

    def problem_of(self, error: AzmilError, at: str) -> Problem:
        """Return the problem that an error is in this entry, at the field of a name if it has one."""
        line, column = self.places.get(at, (self.line, self.column))
        return Problem.of(self.files.get(at, self.file).told, line, column, error)


@dataclass(slots=True)
class Seeds:
    """Everything the seed folders hold, and everything that is wrong in them."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
