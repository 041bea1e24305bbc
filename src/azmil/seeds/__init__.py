"""Reading and checking of seeds, which gives the rows of a database or a list of problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from azmil.model import KINDS
from azmil.seeds import atlas, bounds, constraints, derived, editions, rules
from azmil.seeds.book import Book
from azmil.seeds.entries import gather
from azmil.seeds.files import ATLAS, WORLD, Origin, SeedFile, digest, folders_of, seed_files
from azmil.seeds.rows import Rows, citations_of, rows_of
from azmil.values.progress import silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.values.problems import Problem
    from azmil.values.progress import Progress

__all__ = ["Book", "Checked", "Origin", "check", "check_book", "digest", "folders_of", "gather", "seed_files"]


@dataclass(slots=True)
class Checked:
    """The result of a check: all problems sorted by place, and all entries."""

    problems: list[Problem]
    notes: list[Problem]  # on items that are valid but should be changed
    record_count: int  # except uncited ones that belong to no country
    _book: Book | None
    _rows: Rows | None = None

    @property
    def rows(self) -> Rows:
        """All rows by table, with the derived ones; empty if there are problems. The entries are released."""
        if self._rows is None:
            book, self._book = self._book, None
            self._rows = {}
            if book is not None and not self.problems:
                atlas.remove_unnamed(book.seeds, book.records, book.named)
                changes = list(editions.changes(book))  # first: the next step releases the entries of claims
                self._rows = rows_of(book) | {"edition_changes": changes}
                book.records.clear()
                book.seeds.entries.clear()
                derived.complete(self._rows)
                editions.settle(book, self._rows)
        return self._rows


def check(
    files: Sequence[SeedFile],
    *,
    may_be_open: bool = False,
    may_be_undecided: bool = False,
    progress: Progress = silent,
) -> Checked:
    """Check seed files together.

    With ``may_be_open``, lines of a source may be neither cited nor judged; with ``may_be_undecided``, records may cite
    lines of an earlier edition that have no certain place in the new one.
    """
    book = Book(gather(files, progress))
    return check_book(book, may_be_open=may_be_open, may_be_undecided=may_be_undecided, progress=progress)


def check_book(
    book: Book, *, may_be_open: bool = False, may_be_undecided: bool = False, progress: Progress = silent
) -> Checked:
    """Check the entries of a book that is not resolved yet, like ``check``.

    The book can be used until the rows of the result are.
    """
    book.resolve(progress)
    problems = book.problems
    if not problems:
        bounds.loosen(book)
        problems.extend(constraints.violations(book, progress))
    if not problems:
        problems.extend(rules.problems_of(book, progress))
    if not problems:
        late = [] if may_be_undecided else list(editions.undecided(book))
        problems.extend(late if may_be_open else [*late, *rules.uncovered(book)])
    return Checked(sorted(set(problems)), sorted(set(book.notes)), 0 if problems else _count(book), book)


def _count(book: Book) -> int:
    """Return the number of records, except uncited ones that belong to no country."""
    shared = (f"seeds/{WORLD}/", f"seeds/{ATLAS}/")
    entries = (entry for table in KINDS for entry in book.seeds.entries.get(table, ()))
    return sum(not entry.file.stored_path.startswith(shared) or any(citations_of(book, entry)) for entry in entries)
