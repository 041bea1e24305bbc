"""Ledgers of editions: what became of each cited line of an earlier edition of a source.

A ledger is the file ``editions/<source>.csv`` of a seed folder. An earlier edition is kept as a source of its own as
long as records cite its lines: those that have no certain place in the new edition.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Fault, Hints
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry, Seeds
    from azmil.seeds.files import SeedFile
    from azmil.seeds.rows import Rows

FOLDER = "editions"
ENDING = ".csv"
COLUMNS = ("edition", "old_line", "new_line", "verdict")
CERTAIN = ("same", "moved")
VERDICTS = (*CERTAIN, "changed", "lost", "choose")
SUPERSEDED = "superseded"
NOT_VALID = Fault(
    "a ledger of editions is not valid",
    "not a row of a ledger of editions: {reason}",
    "restore the file: azmil writes it",
)
UNDECIDED = Fault(
    "a record cites a line of an earlier edition that has no certain place in the new one",
    "line {line} of '{edition}' is {words}",
    Hints.CITE_AGAIN,
)


class Row(NamedTuple):
    """A row of a ledger: a cited line of an earlier edition, the verdict, and its lines in the edition after it."""

    edition: str
    old_line: int
    new_line: str  # empty, a number, or several separated by commas
    verdict: str


def is_ledger(file: SeedFile) -> bool:
    """Return whether a seed file is a ledger of editions."""
    return file.parts[0] == FOLDER and file.path.suffix == ENDING


def parse(text: str) -> Iterator[Row]:
    """Yield the rows of a ledger; raise ValueError, with the line and the reason, if one is not valid."""
    reader = csv.reader(io.StringIO(text, newline=""))
    if tuple(next(reader, ())) != COLUMNS:
        raise ValueError(1, f"the columns must be {', '.join(COLUMNS)}")
    for values in reader:
        if len(values) != len(COLUMNS) or not values[1].isdecimal() or values[3] not in VERDICTS:
            raise ValueError(reader.line_num, "expected an id, a line, lines and a verdict")
        yield Row(values[0], int(values[1]), values[2], values[3])


def printed(rows: Iterable[Row]) -> str:
    """Return the text of a ledger."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return stream.getvalue()


def gather(seeds: Seeds, file: SeedFile) -> None:
    """Add a ledger to the seeds, or its problem."""
    source = file.path.stem
    try:
        rows = list(parse(file.path.read_text(encoding="utf-8")))
    except (OSError, csv.Error, ValueError) as error:
        line, reason = error.args if len(error.args) == 2 else (1, "it cannot be read")  # noqa: PLR2004 - see parse
        number = line if isinstance(line, int) else 1
        seeds.problems.append(Problem.of(file.display_path, number, 1, NOT_VALID(reason=reason)))
        return
    for row in rows:
        seeds.editions[row.edition] = source
        seeds.ledger[row.edition, row.old_line] = row


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
                values = {"line": line, "edition": edition, "id": entry.values["id"], "source": source}
                now = row.new_line or "LINE"
                yield entry.problem(UNDECIDED, name, **values, words=_words(row, source), now=now)


def _words(row: Row, source: str | None) -> str:
    if row.verdict == "changed":
        return f"changed in '{source}': line {row.new_line} replaced it"
    if row.verdict == "choose":
        return f"one of lines {row.new_line} in '{source}'"
    return f"not in '{source}' any more"


def settle(book: Book, rows: Rows) -> None:
    """Mark the lines of earlier editions that no claim cites as lines that nothing more is taken from."""
    for row in rows["passages"]:
        source = book.seeds.editions.get(row["source_id"])
        if source is not None and row["verdict"] == "open":
            row["verdict"], row["reason"] = "nothing", f"in an earlier edition of '{source}'"
