"""Own the rules that hold between records: repeats, conflicts, coverage, sentences, expected counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.check import sentences
from azmil.check.rows import citations_of
from azmil.errors import Fault
from azmil.model import Claim
from azmil.model.spine import Conflict
from azmil.seedfile import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.check.rows import Book, Rows
    from azmil.check.seeds import Entry

LONGEST_QUOTE = 6
ONE_SIDE = Fault("a conflict has fewer than two sides", "a conflict has two sides at least", "add the other claim")
LONG_QUOTE = Fault(
    "more words are quoted than facts need", "'{name}' quotes more than {most} words", "say it in words of your own"
)
UNEXPECTED = Fault(
    "the seeds of a table are not as many as expected.yaml says",
    "{count} {table} are expected and {found} are there",
    "correct whichever is wrong",
)
OPEN = Fault(
    "a line of a source is neither cited nor judged",
    "line {line} of '{source}' is open",
    "cite it, or judge it to state nothing; --open lets it be open",
)
UNCITED_REPEAT = Fault(
    "a record cites a line and not another that says the same word for word",
    "line {other} repeats line {line} word for word",
    "cite it too",
)


def problems_of(book: Book) -> Iterator[Problem]:
    """Yield what is wrong with entries that are sound one by one."""
    repeats = _repeats(book)
    for entry in book.records.values():
        yield from _uncited_repeats(book, entry, repeats)
        sentence = entry.values.get("sentence")
        if isinstance(sentence, str) and issubclass(entry.cls, Claim):
            yield from sentences.disagreements(entry, sentence)
        if entry.cls is Conflict and len(entry.children) < 2:  # noqa: PLR2004 - one side is no conflict
            yield entry.problem(ONE_SIDE, "conflict_sides")
        for name in ("printed", "after_words"):
            quoted = entry.values.get(name)
            if isinstance(quoted, str) and len(quoted.split()) > LONGEST_QUOTE:
                yield entry.problem(LONG_QUOTE, name, name=name, most=LONGEST_QUOTE)
    for expected in book.seeds.expected:
        entries = book.seeds.entries.get(expected.table, [])
        found = sum(entry.file.folder == expected.file.folder for entry in entries)
        if found != expected.count:
            message = UNEXPECTED.text(count=expected.count, table=expected.table, found=found)
            yield Problem(expected.file.shown, expected.line, expected.column, message)


def uncovered(book: Book, rows: Rows) -> Iterator[Problem]:
    """Yield the lines that no claim cites and nobody judged to state nothing."""
    path = {id_: entry for (table, id_), entry in book.others.items() if table == "sources"}
    for row in rows["passages"]:
        if row["verdict"] == "open":
            entry = path[row["source_id"]]
            yield entry.problem(OPEN, line=row["line"], source=row["source_id"])


def _repeats(book: Book) -> dict[tuple[str, int], list[int]]:
    """Return for each line that recurs word for word all lines of its wording, by source and line."""
    by_print: dict[tuple[str, str], list[int]] = {}
    for entry in book.seeds.entries.get("passages", []):
        fingerprint = entry.values.get("fingerprint")
        if fingerprint and entry.values.get("line") is not None:
            by_print.setdefault((entry.values["source_id"], fingerprint), []).append(entry.values["line"])
    return {(source, line): lines for (source, _), lines in by_print.items() if len(lines) > 1 for line in lines}


def _uncited_repeats(book: Book, entry: Entry, repeats: dict[tuple[str, int], list[int]]) -> Iterator[Problem]:
    cited = {(source, line) for source, first, last, _ in citations_of(book, entry) for line in range(first, last + 1)}
    missing = {
        (line, other)
        for source, line in cited
        for other in repeats.get((source, line), ())
        if (source, other) not in cited
    }
    for line, other in sorted(missing):
        yield entry.problem(UNCITED_REPEAT, "cite", line=line, other=other)
