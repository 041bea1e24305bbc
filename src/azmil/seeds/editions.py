"""Citations of earlier editions of a source, which must be decided.

An earlier edition is kept as a source of its own as
long as records cite its lines: those that have no certain place in the new edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Fault, Hints
from azmil.values.editions import CERTAIN, CHANGED, CHOOSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.seeds.rows import Rows
    from azmil.values.editions import Row
    from azmil.values.problems import Problem

SUPERSEDED = "superseded"
UNDECIDED = Fault(
    "a record cites a line of an earlier edition that has no certain place in the new one",
    "line {line} of '{edition}' is {words}",
    Hints.CITE_AGAIN,
)


def undecided(book: Book) -> Iterator[Problem]:
    """Yield a problem for each line of an earlier edition that a record cites, unless the record is superseded."""
    for entries in book.seeds.entries.values():
        for entry in entries:
            if entry.values.get("standing") != SUPERSEDED:
                yield from _undecided(book, entry)


def _undecided(book: Book, entry: Entry) -> Iterator[Problem]:
    for cited in entry.cited:
        edition = book.source_of(cited)
        source = book.seeds.editions.get(edition)
        for line in range(cited.first, cited.last + 1) if source else ():
            row = book.seeds.ledger.get((edition, line))
            if row is not None and row.verdict not in CERTAIN:
                name = "cite" if cited.role == "states" else "context"
                folder = entry.file.display_path.removesuffix("/".join(entry.file.parts)).rstrip("/") or "."
                places = {"line": line, "edition": edition, "source": source, "folder": folder}
                now = row.new_line.replace(" ", "") or "LINE"
                words = _words(row, source)
                yield entry.problem(UNDECIDED, name, id=entry.values["id"], **places, words=words, now=now)


def _words(row: Row, source: str | None) -> str:
    if row.verdict == CHANGED:
        return f"changed in '{source}': line {row.new_line} replaced it"
    if row.verdict == CHOOSE:
        return f"one of lines {row.new_line} in '{source}'"
    return f"not in '{source}' any more"


def settle(book: Book, rows: Rows) -> None:
    """Mark the lines of earlier editions that no claim cites as lines that nothing more is taken from."""
    for row in rows["passages"]:
        source = book.seeds.editions.get(row["source_id"])
        if source is not None and row["verdict"] == "open":
            row["verdict"], row["reason"] = "nothing", f"in an earlier edition of '{source}'"
