"""Other lines for the citations of a record: how a line of an earlier edition is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Exit, Fault, Hints, counted, suggestion
from azmil.seeds import seed_files
from azmil.seeds.book import Book
from azmil.seeds.entries import gather
from azmil.values.locators import Lines, printed
from azmil.workbench import edits
from azmil.workbench.edits import Edit, Files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from azmil.seeds.entry import Cited, Entry

REFUSED = Fault(
    "a record is to cite other lines, and the seed files cannot be read",
    "cannot change '{id}': {count} found in the seed files",
    "fix them first",
)
NO_RECORD = Fault(
    "a record that is to cite other lines is not in the seed files",
    "no such record '{id}' in '{folder}'",
    "{instead}",
    Exit.USAGE,
)
DECIDED = Fault(
    "a record that is to cite other lines cites no line of an earlier edition",
    "'{id}' does not cite an earlier edition",
    "to correct which lines it cites, edit 'cite' of the record at {place}",
)
NO_LINE = Fault(
    "a record is to cite a line that its source does not have, or that is blank",
    "'{id}' cannot cite line {line} of '{source}': it does not exist, or is blank",
    "cite the line that states it",
    Exit.USAGE,
)
NOTHING_LEFT = Fault(
    "a record is to cite no lines at all",
    "'{id}' cites no other lines",
    Hints.GIVE_LINES,
    Exit.USAGE,
)


class Recited(NamedTuple):
    """The result: the ranges that were replaced, the ranges now cited, and whether others are still to be decided."""

    before: str
    after: str
    is_open: bool


def recite(folder: Path, id_: str, lines: Sequence[Lines]) -> Recited:
    """Replace the lines of earlier editions that a record cites by other lines; write its seed file.

    The lines that state it come first; if all of them are decided, its context. Lines without a source are of the one
    whose earlier edition is cited; no lines remove the old ones. Raises AzmilError if that is not possible; nothing is
    written then.
    """
    found = seed_files([folder], alone=True)
    files = Files.of(file.path for file in found)
    seeds = gather(found)
    if seeds.problems:
        count = counted(len(seeds.problems), "problem")
        raise AzmilError(REFUSED, {"id": id_, "count": count}, REFUSED.hint, sorted(seeds.problems))
    entries = [entry for found in seeds.entries.values() for entry in found]
    named = [entry for entry in entries if id_ in (entry.values.get("id"), entry.extends)]
    cited = [(entry, tuple(entry.cited)) for entry in named]  # before extensions are merged
    book = Book(seeds)
    values = [value for entry, ranges in cited for value in _undecided(book, entry, ranges)]
    if not values:
        if named:
            place = min(f"{each.path}:{each.line}" for each in named)
            raise DECIDED(id=id_, place=place)
        known = [entry.values["id"] for entry in entries if entry.values.get("id")]
        instead = suggestion(id_, known).removeprefix("; ") or "use the id of a record in your seed files"
        raise NO_RECORD(id=id_, folder=folder, instead=instead)
    entry, ranges = min(values, key=lambda value: value[1][0].role != "states")
    old = [each for each in _lines(book, ranges) if each.source in seeds.editions]
    kept = [each for each in _lines(book, ranges) if each.source not in seeds.editions]
    new = [each if each.source else each._replace(source=seeds.editions[old[0].source]) for each in lines]
    _check(book, id_, new)
    after = [*kept, *(each for each in new if each not in kept)]
    sources = list(dict.fromkeys(each.source for each in after))
    after.sort(key=lambda each: (sources.index(each.source), each.first))
    if not after:
        raise NOTHING_LEFT(id=id_)
    default = book.default_of(ranges[0])
    files.edit(entry.file.path, [Edit(ranges[0].line, ranges[0].column, _written(after, default))])
    edits.write(files)
    return Recited(printed(old), printed(after), len(values) > 1)


def _undecided(book: Book, entry: Entry, cited: Iterable[Cited]) -> Iterable[tuple[Entry, list[Cited]]]:
    """Yield the ranges of each value of an entry that cites an earlier edition."""
    by_role: dict[str, list[Cited]] = {}
    for each in cited:
        by_role.setdefault(each.role, []).append(each)
    for ranges in by_role.values():
        if any(book.source_of(each) in book.seeds.editions for each in ranges):
            yield entry, ranges


def _lines(book: Book, ranges: Iterable[Cited]) -> list[Lines]:
    return [Lines(book.source_of(each), each.first, each.last) for each in ranges]


def _check(book: Book, id_: str, lines: Iterable[Lines]) -> None:
    """Raise AzmilError if a line does not exist or is blank."""
    known = {
        (entry.values["source_id"], entry.values["line"])
        for entry in book.seeds.entries.get("passages", [])
        if entry.values["fingerprint"]
    }
    for each in lines:
        for line in {each.first, each.last}:
            if (each.source, line) not in known:
                raise NO_LINE(id=id_, source=each.source, line=line)


def _written(ranges: Iterable[Lines], default: str) -> str:
    """Return ranges as a seed cites them: with the source where it is not the one that holds."""
    parts = []
    holds = default
    for lines in ranges:
        parts.append(str(lines if lines.source != holds else lines._replace(source="")))
        holds = lines.source
    return ", ".join(parts)
