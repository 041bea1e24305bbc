"""Problems: errors with their positions in seed files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from azmil.errors import AzmilError, on_one_line

_DIGITS = re.compile(r"(\d{1,18})", re.ASCII)


def natural(text: str) -> list[Any]:
    """Return a key that sorts texts with their numbers by value, such as ``report-2`` before ``report-10``."""
    return [int(part) if index % 2 else part for index, part in enumerate(_DIGITS.split(text))]


@dataclass(frozen=True, slots=True)
class Problem:
    """An error at a position in a seed file; problems sort by path, line, column and message."""

    path: str
    line: int
    column: int
    message: str
    error: AzmilError = field(compare=False)

    def __lt__(self, other: Problem) -> bool:
        """Return whether it comes before another problem, with numbers in paths and messages sorted by value."""
        return self._key < other._key

    @property
    def _key(self) -> tuple[Any, ...]:
        return natural(self.path), self.line, self.column, natural(self.message)

    @classmethod
    def of(cls, path: str, line: int, column: int, error: AzmilError) -> Problem:
        """Return a problem for an error; line and column are counted from 1."""
        return cls(path, line, column, str(error), error)

    @property
    def place(self) -> str:
        """The position as ``path:line:column``."""
        return f"{on_one_line(self.path)}:{self.line}:{self.column}"

    def __str__(self) -> str:
        """Return the problem as one line."""
        return f"{self.place}: {self.message}"
