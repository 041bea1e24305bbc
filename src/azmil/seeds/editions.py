"""Citations of earlier editions of a source, which must be decided.

An earlier edition is kept as a source of its own as
long as records cite its lines: those that have no certain place in the new edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Fault, Hints
from azmil.model.sources import EditionChange
from azmil.seeds.rows import row_class
from azmil.values.editions import CERTAIN, CHANGED, CHOOSE, MOVED, SAME
from azmil.values.locators import Lines, printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.seeds.rows import Row, Rows
    from azmil.values.editions import Row as LedgerRow
    from azmil.values.problems import Problem

SUPERSEDED = "superseded"
ADDED = "added"  # of a line that is not in the earlier edition
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


def _words(row: LedgerRow, source: str | None) -> str:
    if row.verdict == CHANGED:
        return f"changed in '{source}': line {row.new_line} replaced it"
    if row.verdict == CHOOSE:
        return f"one of lines {row.new_line} in '{source}'"
    return f"not in '{source}' any more"


def changes(book: Book) -> Iterator[Row]:
    """Yield what became of the lines of each earlier edition that a record cites or cited, by record and verdict."""
    seeds = book.seeds
    has_text = {
        (entry.values["source_id"], entry.values["line"])
        for entry in seeds.entries.get("passages", [])
        if entry.values["fingerprint"]
    }
    row_of = row_class(EditionChange)
    for edition, source in seeds.editions.items():
        ledger = {line: row for (name, line), row in seeds.ledger.items() if name == edition}
        origins = _origins(ledger.values())
        for id_, entry in book.records.items():
            found: dict[str, tuple[set[int], set[int]]] = {}
            for cited in entry.cited:
                cites = book.source_of(cited)
                for line in range(cited.first, cited.last + 1) if cites in (edition, source) else ():
                    if (cites, line) in has_text:
                        rows = origins.get(line, ()) if cites == source else (ledger[line],) if line in ledger else ()
                        old, new = found.setdefault(rows[0].verdict if rows else ADDED, (set(), set()))
                        old.update(row.old_line for row in rows)
                        new.update({line} if cites == source else _numbers(rows))
            for change, (old, new) in found.items():
                yield row_of(
                    record_id=id_,
                    edition=edition,
                    change=change,
                    source_id=source,
                    earlier_lines=_printed(edition, old),
                    later_lines=_printed(source, new),
                )


def _origins(rows: Iterable[LedgerRow]) -> dict[int, list[LedgerRow]]:
    """Return the rows of a ledger by line of the present edition, of each line those with the best verdict."""
    origins: dict[int, list[LedgerRow]] = {}
    for verdict in (SAME, MOVED, CHANGED, CHOOSE):
        chosen = [row for row in rows if row.verdict == verdict]
        known = set(origins)
        for row in chosen:
            for line in _numbers([row]) - known:
                origins.setdefault(line, []).append(row)
    return origins


def _numbers(rows: Iterable[LedgerRow]) -> set[int]:
    return {int(line) for row in rows for line in row.new_line.split(",") if line}


def _printed(source: str, lines: Iterable[int]) -> str | None:
    """Return the locator of lines, with consecutive lines as ranges."""
    ranges: list[Lines] = []
    for line in sorted(lines):
        if ranges and ranges[-1].last == line - 1:
            ranges[-1] = ranges[-1]._replace(last=line)
        else:
            ranges.append(Lines(source, line, line))
    return printed(ranges) or None


def settle(book: Book, rows: Rows) -> None:
    """Mark the lines of earlier editions that no claim cites as lines that nothing more is taken from."""
    for row in rows["passages"]:
        source = book.seeds.editions.get(row.source_id)
        if source is not None and row.verdict == "open":
            row.verdict, row.reason = "nothing", f"in an earlier edition of '{source}'"
