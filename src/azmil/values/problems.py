"""Problems: errors with their positions in seed files."""

from __future__ import annotations

from dataclasses import dataclass, field

from azmil.errors import AzmilError, on_one_line


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """An error at a position in a seed file."""

    path: str
    line: int
    column: int
    message: str
    error: AzmilError = field(compare=False)

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
