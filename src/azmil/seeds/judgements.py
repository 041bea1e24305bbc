"""Checks of sources: digests, sections, and the verdicts of lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.values.problems import Problem

_EMPTY_VERDICTS = ("blank", "nothing")  # of lines without content
_SHA256 = re.compile("[0-9a-f]{64}")
NO_DIGEST = Fault(
    "the SHA-256 of a source is not valid",
    "'{sha256}' is not a valid SHA-256",
    "use 64 hexadecimal digits, in lower case",
)
VERDICT = Fault(
    "a line has a verdict that is not possible for it",
    "line {line} cannot have the verdict '{verdict}': {reason}",
    "correct the verdict, or omit it",
)
SECTION = Fault(
    "a section is not within its source, or overlaps another",
    "lines {first} to {last} cannot be a section of '{source}': {reason}",
    "correct the lines",
)
OUTSIDE = Fault(
    "a passage names a section that does not contain its line",
    "line {line} of '{source}' is not in section '{section}'",
    "name the section that contains it",
)
STATES_NOTHING = Fault(
    "a claim cites lines that are blank or judged to state nothing",
    "{lines} of '{source}' cannot state the claim: verdict {verdicts}",
    "cite the lines that state it, or correct the verdict",
)


def problems_of(book: Book) -> Iterator[Problem]:
    """Yield the problems of sources, their sections, and the verdicts on their lines."""
    for entry in book.seeds.entries.get("sources", []):
        if not _SHA256.fullmatch(entry.values["sha256"]):
            yield entry.problem(NO_DIGEST, "sha256", sha256=entry.values["sha256"])
    end: dict[str, int] = {}  # by source, the last line in a section so far
    for entry in sorted(book.seeds.entries.get("sections", []), key=lambda entry: entry.values["first_line"]):
        source, first, last = (entry.values[name] for name in ("source_id", "first_line", "last_line"))
        count = book.others["sources", source].values["line_count"]
        reason = f"the source has lines 1 to {count}" if first < 1 or last > count else ""
        if first <= end.get(source, 0):
            reason = f"line {first} is in another section"
        if reason:
            yield entry.problem(SECTION, "first_line", first=first, last=last, source=source, reason=reason)
        end[source] = max(last, end.get(source, 0))
    for entry in book.seeds.entries.get("passages", []):
        yield from _passage(book, entry)
    yield from empty_citations(book, book.records.values())


def _passage(book: Book, entry: Entry) -> Iterator[Problem]:
    source, line, verdict = (entry.values[name] for name in ("source_id", "line", "verdict"))
    section = book.others.get(("sections", entry.values["section_id"] or ""))
    if section is not None:
        values = section.values
        if values["source_id"] != source or not values["first_line"] <= line <= values["last_line"]:
            yield entry.problem(OUTSIDE, "section", line=line, source=source, section=values["id"])
    reason = ""
    if verdict == "cited":
        reason = "azmil sets it when a claim cites the line"
    elif verdict == "blank" and entry.values["fingerprint"]:
        reason = "the line has a fingerprint"
    if reason:
        yield entry.problem(VERDICT, "verdict", line=line, verdict=verdict, reason=reason)


def empty_citations(book: Book, entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a problem for each citation of a claim whose lines are all blank or state nothing."""
    empty = {
        (entry.values["source_id"], entry.values["line"]): entry.values["verdict"]
        for entry in book.seeds.entries.get("passages", [])
        if entry.values["verdict"] in _EMPTY_VERDICTS and not entry.values["proposed"]
    }
    for entry in entries:
        for cited in entry.cited if issubclass(entry.cls, Claim) else ():
            source = book.source_of(cited)
            verdicts = {empty.get((source, line), "") for line in range(cited.first, cited.last + 1)}
            if cited.role == "states" and "" not in verdicts:
                lines = f"line {cited.first}" if cited.first == cited.last else f"lines {cited.first} to {cited.last}"
                listed = " and ".join(f"'{verdict}'" for verdict in sorted(verdicts))
                yield entry.problem(STATES_NOTHING, "cite", lines=lines, source=source, verdicts=listed)
