"""Own the test of the seeds: all problems at once, or the rows of a database that can be built from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from azmil.check import derived, rules
from azmil.check.rows import Book, Rows, rows_of
from azmil.check.seeds import files_of, gather

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from azmil.seedfile import Problem

__all__ = ["Checked", "check", "digest"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check: all problems in order of place, or, if there are none, all rows by table."""

    problems: list[Problem]
    rows: Rows


def check(folders: Sequence[Path], *, may_be_open: bool = False) -> Checked:
    """Check the seeds in some folders together.

    ``may_be_open`` lets lines of a source be open, as they are while somebody still writes claims.
    """
    book = Book(gather(folders))
    book.resolve()
    problems = book.problems
    if not problems:
        problems.extend(rules.problems_of(book))
    if problems:
        return Checked(sorted(set(problems)), {})
    rows = rows_of(book)
    derived.complete(rows)
    if not may_be_open:
        problems.extend(rules.uncovered(book, rows))
    return Checked(sorted(set(problems)), {} if problems else rows)


def digest(folders: Sequence[Path]) -> str:
    """Return the SHA-256 of all seed files below the folders, with their names."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in files_of(folder):
            content = path.read_bytes()
            name = "/".join(path.relative_to(folder.parent).parts)
            whole.update(f"{name}\0{len(content)}\0".encode())
            whole.update(content)
    return whole.hexdigest()
