"""Reading and checking of seeds, which gives the rows of a database or a list of problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil.seeds import constraints, derived, editions, rules
from azmil.seeds.book import Book
from azmil.seeds.entries import gather
from azmil.seeds.files import WORLD, Origin, SeedFile, digest, folders_of, seed_files
from azmil.seeds.rows import Rows, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.values.problems import Problem

__all__ = ["Checked", "Origin", "check", "digest", "folders_of", "seed_files"]


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check: all problems sorted by place, or all rows by table if there are none."""

    problems: list[Problem]
    rows: Rows
    notes: list[Problem] = field(default_factory=list)  # on items that are valid but should be changed

    @property
    def record_count(self) -> int:
        """Number of records, except uncited ones in seeds/world."""
        world = f"seeds/{WORLD}/"
        rows = self.rows.get("records", ())
        return sum(row["lead_citation"] is not None or not row["seed_file"].startswith(world) for row in rows)


def check(files: Sequence[SeedFile], *, may_be_open: bool = False, may_be_undecided: bool = False) -> Checked:
    """Check seed files together.

    With ``may_be_open``, lines of a source may be neither cited nor judged; with ``may_be_undecided``, records may cite
    lines of an earlier edition that have no certain place in the new one.
    """
    book = Book(gather(files))
    book.resolve()
    problems = book.problems
    if not problems:
        problems.extend(constraints.violations(book))
    if not problems:
        problems.extend(rules.problems_of(book))
    if problems:
        return Checked(sorted(set(problems)), {}, sorted(set(book.notes)))
    rows = rows_of(book)
    rows["edition_changes"] = list(editions.changes(book))
    derived.complete(rows)
    editions.settle(book, rows)
    if not may_be_undecided:
        problems.extend(editions.undecided(book))
    if not may_be_open:
        problems.extend(rules.uncovered(book, rows))
    return Checked(sorted(set(problems)), {} if problems else rows, sorted(set(book.notes)))
