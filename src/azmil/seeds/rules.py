"""Checks across records: repeats, conflicts, coverage, sentences, expected counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, Fault, Hints
from azmil.model import VOCABULARIES, Claim, Kind
from azmil.model.spine import Conflict, ConflictSide
from azmil.seeds import judgements, sentences, words
from azmil.seeds.rows import citations_of, date_of
from azmil.values import dates
from azmil.values.problems import Problem
from azmil.values.progress import silent, tracked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.values.progress import Progress

LONGEST_QUOTE = 6
# Phrases in notes that refer to lines near the cited ones.
_AROUND = re.compile(
    r"\b(?:sentence|line|paragraph)s? (?:just |right )?(?:before|after|around|above|below)\b"
    r"|\b(?:next|previous|preceding|following) (?:sentence|line|paragraph)s?\b"
)
ONE_SIDE = Fault(
    "a conflict has fewer than two sides", "a conflict must have at least two sides", "add the other claim"
)
LONG_QUOTE = Fault(
    "a field quotes too many words of the source", "'{name}' quotes more than {most} words", "quote fewer words"
)
UNEXPECTED = Fault(
    "the number of records in a table differs from the count in expected.yaml",
    "expected {count:,} {table}, found {found:,}",
    "correct the count or the seeds",
)
OPEN = Fault(
    "a line of a source is neither cited nor judged",
    "line {line} of '{source}' is neither cited by a claim nor judged",
    Hints.JUDGE_LINE,
)
UNCITED_REPEAT = Fault(
    "a record cites a line, but not another line with the same words",
    "line {other} repeats line {line} word for word",
    "cite it too",
)
UNCITED_REPEATS = Fault(
    "a record cites a line, but not several other lines with the same words",
    "{count:,} lines repeat line {line} word for word, starting with line {other}",
    "cite them too",
)
NO_CLAIM = Fault(
    "a side of a conflict is not a claim",
    "'{side}' is not a claim: it is a record of kind {kind}",
    "use the id of a claim",
)
LIVE_ID = Fault(
    "a retired id is still the id of a record",
    "cannot retire '{id}': a record still has this id",
    "rename that record, or remove this item",
)
LIVE_WORD = Fault(
    "a retired word is still in its vocabulary, or its vocabulary does not exist",
    "cannot retire '{word}' of {vocabulary}: {reason}",
    "correct the word or the vocabulary",
)
OUT_OF_ORDER = Fault(
    "two dates of an item are in the wrong order",
    "'{field}' ({first}) is after '{other}' ({last})",
    "correct one of them",
)
NO_CONTEXT = Fault(
    "a note refers to lines near the cited ones, and the record has no context lines",
    "the note refers to the '{words}', but 'context' is missing",
    "list those lines in 'context'",
)
ORDER = Fault(
    "the order date of a transfer is after its delivery date",
    "'order_date' ({order}) is after 'delivery_date' ({delivery})",
    "correct one of them",
)


def problems_of(book: Book, progress: Progress = silent) -> Iterator[Problem]:
    """Yield the problems across entries that are valid individually."""
    yield from judgements.problems_of(book)
    yield from words.problems_of(book.codes)
    yield from _still_in_use(book)
    for table in ("sources", "sections"):
        for entry in book.seeds.entries.get(table, []):
            yield from _out_of_order(entry, "covers_from", "covers_until")
    yield from of_records(book, tracked(book.records.values(), "checking records", len(book.records), progress))
    for expected in book.seeds.expected:
        replaced = (entry for entry in book.replaced if entry.cls.__tablename__ == expected.table)
        entries = (*book.seeds.entries.get(expected.table, ()), *replaced)
        found = sum(entry.file.folder == expected.file.folder for entry in entries)
        if found != expected.count:
            error = UNEXPECTED(count=expected.count, table=expected.table, found=found)
            yield Problem.of(expected.file.display_path, expected.line, expected.column, error)


def of_records(book: Book, entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield the problems of records with others and with the lines that they cite."""
    repeats = repeats_of(book)
    for entry in entries:
        if repeats:
            yield from _uncited_repeats(book, entry, repeats)
        yield from _of_record(book, entry)


def _of_record(book: Book, entry: Entry) -> Iterator[Problem]:
    """Yield the problems of a record's sentence, dates, quotations and sides."""
    sentence = entry.values.get("sentence")
    if issubclass(entry.cls, Claim):
        if isinstance(sentence, str):
            yield from sentences.disagreements(entry, sentence)
        yield from _context(entry)
    if entry.cls is Conflict:
        yield from _sides(book, entry)
    if entry.values.get("order_date"):
        yield from _ordered_late(entry)
    if entry.values.get("not_before"):
        yield from _out_of_order(entry, "not_before", "date")
    if entry.values.get("not_after"):
        yield from _out_of_order(entry, "date", "not_after")
    for name in ("printed", "after_words"):
        quoted = entry.values.get(name)
        if isinstance(quoted, str) and len(quoted.split()) > LONGEST_QUOTE:
            yield entry.problem(LONG_QUOTE, name, name=name, most=LONGEST_QUOTE)


def uncovered(book: Book) -> Iterator[Problem]:
    """Yield a problem for each line that is neither cited nor judged, except lines of earlier editions."""
    cited = {
        (source, line)
        for entry in book.records.values()
        if issubclass(entry.cls, Claim)
        for source, first, last, role in citations_of(book, entry)
        if role == "states"
        for line in range(first, last + 1)
    }
    for entry in book.seeds.entries.get("passages", []):
        source, line = entry.values["source_id"], entry.values["line"]
        if entry.values["verdict"] == "open" and (source, line) not in cited and source not in book.seeds.editions:
            yield entry.problem(OPEN, "line", line=line, source=source)


def _still_in_use(book: Book) -> Iterator[Problem]:
    """Yield a problem for each retired id and word that is still in use."""
    for entry in book.seeds.entries.get("retired_ids", []):
        record = book.records.get(entry.values["id"])
        if record is not None and record.file.folder == entry.file.folder:
            yield entry.problem(LIVE_ID, "id", id=entry.values["id"])
    for entry in book.seeds.entries.get("retired_words", []):
        vocabulary, word = entry.values["vocabulary"], entry.values["word"]
        reason = "" if vocabulary in VOCABULARIES else "no such vocabulary"
        if word in book.codes.get(vocabulary, {}):
            reason = "it is still in the vocabulary"
        if reason:
            yield entry.problem(LIVE_WORD, "word", word=word, vocabulary=vocabulary, reason=reason)


def _out_of_order(entry: Entry, field: str, other: str) -> Iterator[Problem]:
    """Yield a problem if one date of an entry is entirely after another that must not precede it."""
    first, last = entry.values.get(field), entry.values.get(other)
    if not (isinstance(first, str) and isinstance(last, str)):
        return
    try:
        is_out_of_order = dates.parse(first).earliest_start > dates.parse(last).latest_end
    except AzmilError:  # reported elsewhere
        return
    if is_out_of_order:
        yield entry.problem(OUT_OF_ORDER, field, first=first, field=field, last=last, other=other)


def _context(entry: Entry) -> Iterator[Problem]:
    """Yield a problem if a note refers to lines near the cited ones and the record has no context lines."""
    note = entry.values.get("note")
    match = _AROUND.search(note) if note else None
    if match and not any(cited.role == "context" for cited in entry.cited):
        yield entry.problem(NO_CONTEXT, "note", words=match[0])


def repeats_of(book: Book) -> dict[tuple[str, int], list[int]]:
    """Return, for each repeated line by source and number, all lines with the same words."""
    by_print: dict[tuple[str, str], list[int]] = {}
    for entry in book.seeds.entries.get("passages", []):
        fingerprint = entry.values.get("fingerprint")
        if entry.values["source_id"] in book.seeds.editions:
            continue
        if fingerprint and entry.values.get("line") is not None:
            by_print.setdefault((entry.values["source_id"], fingerprint), []).append(entry.values["line"])
    return {(source, line): lines for (source, _), lines in by_print.items() if len(lines) > 1 for line in lines}


def _sides(book: Book, entry: Entry) -> Iterator[Problem]:
    """Yield the problems of the sides of a conflict."""
    sides = [child for child in entry.children if child.cls is ConflictSide]
    if len(sides) < 2:  # noqa: PLR2004 - one side is no conflict
        yield entry.problem(ONE_SIDE, "conflict_sides")
    for side in sides:
        id_ = side.values["claim_id"]
        cls = book.records[id_].cls
        if issubclass(cls, Kind) and not cls.is_claim:
            yield side.problem(NO_CLAIM, "claim", side=id_, kind=cls.kind)


def _ordered_late(entry: Entry) -> Iterator[Problem]:
    """Yield a problem if an order date is after the delivery date, so that no interval contains both."""
    try:
        dates.parse(date_of(entry) or "2000")
    except AzmilError:
        order, delivery = entry.values["order_date"], entry.values["delivery_date"]
        yield entry.problem(ORDER, "order_date", order=order, delivery=delivery)


def _uncited_repeats(book: Book, entry: Entry, repeats: dict[tuple[str, int], list[int]]) -> Iterator[Problem]:
    cited = {(source, line) for source, first, last, _ in citations_of(book, entry) for line in range(first, last + 1)}
    reported: set[tuple[str, int]] = set()
    for source, line in sorted(cited):
        same = repeats.get((source, line), [])
        if not same or (source, same[0]) in reported:
            continue
        reported.add((source, same[0]))
        missing = [other for other in same if (source, other) not in cited]
        if len(missing) == 1:
            yield entry.problem(UNCITED_REPEAT, "cite", line=line, other=missing[0])
        elif missing:
            yield entry.problem(UNCITED_REPEATS, "cite", line=line, other=missing[0], count=len(missing))
