"""A new edition of a document: what becomes of the citations of the old one, and the seeds that describe it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Exit, Fault, Hints, counted
from azmil.seeds import csv_nodes, seed_files
from azmil.seeds.book import Book
from azmil.seeds.defaults import NONE
from azmil.seeds.entries import gather
from azmil.values.fingerprints import fingerprint
from azmil.values.progress import silent
from azmil.workbench.documents import read_document
from azmil.workbench.editions import Comparison, Outcome, compare
from azmil.workbench.edits import Files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from azmil.seeds.entry import Cited, Entry, Seeds
    from azmil.values.progress import Progress
    from azmil.workbench.documents import Document

REFUSED = Fault(
    "a new edition is compared, and the seed files of the old one cannot be read",
    "cannot compare '{path}' with the seeds: {count} found",
    "fix them first",
)
NO_SOURCE = Fault(
    "a new edition is compared, and the seeds do not describe the source",
    "the seeds describe no source '{source}'",
    "{instead}",
    Exit.USAGE,
)
WHICH = Fault(
    "a new edition is compared with no given source, and no source has a line of it",
    "'{path}' has no line in common with a source of these seeds",
    Hints.ADD_OR_GIVE_SOURCE,
    Exit.USAGE,
)
TIED = Fault(
    "a new edition is compared with no given source, and two sources have as many of its lines",
    "'{path}' has as many lines in common with '{first}' as with '{second}'",
    Hints.GIVE_SOURCE,
    Exit.USAGE,
)
IN_CSV = Fault(
    "a new edition is compared, and a CSV file describes the source, its sections or its lines",
    "cannot compare '{path}' with '{source}': '{file}' is a CSV file",
    "write its rows as YAML; records that cite the source may stay in CSV files",
)

DOUBTFUL = Fault(
    "a new edition is compared, and citations without a source mean it only if the built-in seeds are not loaded",
    "'{path}' cites lines without a source, which mean '{source}' only if the built-in seeds are not loaded",
    "put its id before the lines, such as '{source}:12'",
)


class Citing(NamedTuple):
    """A value that cites lines: its record, its entry, and one of its ranges, which has its position."""

    record: str
    entry: Entry
    cited: Cited


@dataclass(slots=True)
class Old:
    """A source as its seeds describe it: its entries, and the records that cite it."""

    source: str
    entry: Entry
    seeds: Seeds
    book: Book
    passages: list[Entry]
    sections: list[Entry]
    citing: list[Citing]
    editions: list[str]  # ids of the earlier editions
    citing_by_line: dict[int, list[str]] = field(default_factory=dict)

    @property
    def fingerprints(self) -> list[str | None]:
        """The fingerprints of its lines, None for a blank line."""
        found: list[str | None] = [None] * self.entry.values["line_count"]
        for passage in self.passages:
            found[passage.values["line"] - 1] = passage.values["fingerprint"]
        return found

    @property
    def bounds(self) -> list[tuple[str, int, int]]:
        """The id, the first and the last line of each section."""
        return [(entry.values["id"], entry.values["first_line"], entry.values["last_line"]) for entry in self.sections]


class Edition(NamedTuple):
    """A new edition of a document, with the old one and their comparison."""

    old: Old
    document: Document
    comparison: Comparison  # of all lines, cited or not
    files: Files  # the seed files before the update

    @property
    def outcomes(self) -> list[Outcome]:
        """What became of each cited line."""
        return [each for line, each in self.comparison.outcomes.items() if line in self.old.citing_by_line]


def read(
    path: Path, folder: Path, source: str | None, texts: Mapping[tuple[str, int], str], progress: Progress = silent
) -> Edition:
    """Return the comparison of a document with the source of which it is a new edition.

    By default, that is the source with most of its lines. ``texts`` is the text of documents by SHA-256 and line, as
    far as known. Raises AzmilError if the document or the seeds cannot be read.
    """
    read = cache(partial(read_document, path))
    read(None)  # refuses a document that cannot be read before the seeds are read
    found = seed_files([folder], alone=True)
    files = Files.of(file.path for file in found)
    seeds = gather(found, progress)
    progress("comparing the editions", 0, 0)
    citing = [
        Citing(str(entry.values.get("id") or entry.extends), entry, cited)
        for entries in seeds.entries.values()
        for entry in entries
        for cited in entry.cited
    ]
    if seeds.problems:
        count = counted(len(seeds.problems), "problem")
        raise AzmilError(REFUSED, {"path": path, "count": count}, REFUSED.hint, sorted(seeds.problems))
    documents = {entry.values["id"]: read(entry.values["split"]) for entry in seeds.entries.get("sources", [])}
    old = _old(seeds, citing, _source(seeds, source, documents, path))
    _refuse(old, path)
    document = documents[old.source]
    digest = old.entry.values["sha256"]
    text = {line: words for (known, line), words in texts.items() if known == digest}
    fingerprints = old.fingerprints
    text = {
        line: words
        for line, words in text.items()
        if line <= len(fingerprints) and fingerprint(words) == fingerprints[line - 1]
    }
    firsts = [first for _, first, _ in old.bounds] or [1]
    every = range(1, len(fingerprints) + 1)
    comparison = compare(fingerprints, document.texts, every, sections=firsts, text=text, together=_together(old))
    return Edition(old, document, comparison, files)


def _refuse(old: Old, path: Path) -> None:
    """Raise AzmilError if the seeds of a source cannot be rewritten."""
    for entry in (old.entry, *old.sections, *old.passages):
        if entry.file.path.suffix == csv_nodes.ENDING:
            raise IN_CSV(path=path, source=old.source, file=entry.path)
    if old.entry.values["default_in"] == NONE:
        for each in old.citing:
            if not each.cited.source:
                raise DOUBTFUL(path=each.entry.path, source=old.source)


def _together(old: Old) -> set[int]:
    """Return the lines that are only cited together with all lines that have the same words."""
    values: dict[tuple[Path, int, int], set[int]] = defaultdict(set)
    for each in old.citing:
        place = each.entry.file.path, each.cited.line, each.cited.column
        values[place].update(range(each.cited.first, each.cited.last + 1))
    citing: dict[int, list[tuple[Path, int, int]]] = defaultdict(list)
    for place, cited in values.items():
        for line in cited:
            citing[line].append(place)
    equal: dict[str, list[int]] = defaultdict(list)
    for line, digits in enumerate(old.fingerprints, 1):
        if digits is not None:
            equal[digits].append(line)
    found: set[int] = set()
    for lines in equal.values():
        places = {place for line in lines for place in citing.get(line, ())}
        if len(lines) > 1 and places and all(values[place].issuperset(lines) for place in places):
            found.update(lines)
    return found


def _source(seeds: Seeds, given: str | None, documents: Mapping[str, Document], path: Path) -> str:
    """Return the id of the source of which a document is a new edition."""
    earlier = set(seeds.editions)
    known = [entry.values["id"] for entry in seeds.entries.get("sources", []) if entry.values["id"] not in earlier]
    if given is not None:
        if given not in known:
            raise NO_SOURCE(source=given, instead=f"use one of: {', '.join(known)}" if known else "add it first")
        return given
    prints = {id_: {fingerprint(line) for line in documents[id_].texts} - {None} for id_ in known}
    shared = dict.fromkeys(known, 0)
    for entry in seeds.entries.get("passages", []):
        source = entry.values["source_id"]
        shared[source] = shared.get(source, 0) + (entry.values["fingerprint"] in prints.get(source, ()))
    shared = {id_: shared[id_] for id_ in known}
    best = sorted(shared, key=lambda id_: -shared[id_])[:2]
    if not best or not shared[best[0]]:
        raise WHICH(path=path, known=", ".join(known))
    if len(best) > 1 and shared[best[0]] == shared[best[1]]:
        raise TIED(path=path, first=best[0], second=best[1], known=", ".join(known))
    return str(best[0])


def _old(seeds: Seeds, citing: Iterable[Citing], source: str) -> Old:
    book = Book(seeds)
    found = [each for each in citing if book.source_of(each.cited) == source]
    by_line: dict[int, list[str]] = defaultdict(list)
    for each in found:
        for line in range(each.cited.first, each.cited.last + 1):
            if each.record not in by_line[line]:
                by_line[line].append(each.record)

    def of_source(table: str) -> list[Entry]:
        return [entry for entry in seeds.entries.get(table, []) if entry.values["source_id"] == source]

    entry = next(entry for entry in seeds.entries["sources"] if entry.values["id"] == source)
    count = entry.values["line_count"]
    sections = sorted(of_source("sections"), key=lambda section: section.values["first_line"])
    passages = [passage for passage in of_source("passages") if 1 <= passage.values["line"] <= count]
    cited = {line: by_line[line] for line in sorted(by_line) if 1 <= line <= count}
    editions = [edition for edition, of in seeds.editions.items() if of == source]
    return Old(source, entry, seeds, book, passages, sections, found, editions, cited)
