"""``rename``: another id for a record, in all its places in a seed folder, and the old one retired."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Exit, Fault, counted, suggestion
from azmil.model.spine import RetiredId
from azmil.seeds import csv_nodes, seed_files
from azmil.seeds.book import Book
from azmil.seeds.entries import gather
from azmil.seeds.files import parts_of
from azmil.seeds.items import EXTENDS, LONGEST_ID, NO_ID, SLUG
from azmil.workbench import edits, items
from azmil.workbench.drafts import writing
from azmil.workbench.edits import Edit, Files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from azmil.seeds.entry import Entry, Seeds

REFUSED = Fault(
    "an id is changed, and the seed files cannot be read",
    "cannot rename '{id}': {count} found in the seed files",
    "fix them first",
)
NO_RECORD = Fault(
    "an id that is changed is not that of a record in the seed folder",
    "no such record '{id}' in '{folder}'",
    "{instead}",
    Exit.USAGE,
)
BUILT_IN = Fault(
    "an id that is changed is that of a built-in record",
    "cannot rename '{id}': it is a built-in record",
    "only the ids of your records can be changed",
)
TAKEN = Fault(
    "a record is given the id of another",
    "cannot rename '{id}' to '{new}': that is already the id of a record at {place}",
    "choose another id",
)
RETIRED = Fault(
    "a record is given an id that was retired for another record",
    "cannot rename '{id}' to '{new}': that is a former id of '{now}'",
    "choose another id",
)
SAME = Fault("a record is given the id that it has", "'{id}' already has this id", "choose another id", Exit.USAGE)
_FILE = "renamed.yaml"
_TABLE = RetiredId.__tablename__


class Change(NamedTuple):
    """A line of a seed file that a change of an id replaces, adds or removes."""

    path: Path
    line: int
    before: str | None
    after: str | None


class _Place(NamedTuple):
    path: Path
    line: int
    column: int


def rename(folder: Path, old: str, new: str, reason: str, *, writes: bool = False) -> list[Change]:
    """Change the id of a record in all files of a seed folder; return the lines that change, in order.

    With ``writes``, they are written, all files or none. Raises AzmilError if the record is not in the folder, or if
    the new id is not valid or taken.
    """
    found = seed_files([folder])
    own = {part for part, _ in parts_of(folder, folder.name)}
    files = Files.of(file.path for file in found if file.folder in own)
    seeds = gather(found)
    problems = [problem for problem in seeds.problems if any(problem.path == file.display_path for file in found)]
    if problems:
        raise AzmilError(REFUSED, {"id": old, "count": counted(len(problems), "problem")}, REFUSED.hint, problems)
    entries = [entry for group in seeds.entries.values() for entry in group if entry.file.folder in own]
    places = list(_places(entries, old))
    retired = list(seeds.entries.get(_TABLE, []))
    record = _record(Book(seeds), folder, own, old)
    _check_new(Book(seeds), retired, own, old, new)
    by_path: dict[Path, set[tuple[int, int]]] = {}
    for place in places:
        by_path.setdefault(place.path, set()).add((place.line, place.column))
    for path, here in by_path.items():
        texts = files.values(path)
        files.edit(path, [Edit(*place, _replaced(texts[place], old, new)) for place in sorted(here)])
    _retire(seeds, files, retired, record, (old, new, reason))
    changes = [change for path in sorted(files.new) for change in _changes(files, path)]
    if writes:
        edits.write(files)
    return changes


def _replaced(text: str, old: str, new: str) -> str:
    """Return a text with an id replaced; a cell of a CSV file may contain several ids."""
    return re.sub(rf"(?<![a-z0-9-]){re.escape(old)}(?![a-z0-9-])", new, text)


def _record(book: Book, folder: Path, own: set[Path], id_: str) -> Entry:
    """Return the entry of a record of the seed folder."""
    entry = book.records.get(id_)
    if entry is None:
        known = [id_ for id_, entry in book.records.items() if entry.file.folder in own]
        instead = suggestion(id_, known).removeprefix("; ") or "use the id of a record in your seed files"
        raise NO_RECORD(id=id_, folder=folder, instead=instead)
    if entry.file.folder not in own:
        raise BUILT_IN(id=id_)
    return entry


def _check_new(book: Book, retired: Sequence[Entry], own: set[Path], old: str, new: str) -> None:
    """Raise AzmilError if an id is not valid, or the id or a former id of another record."""
    if not SLUG.fullmatch(new) or len(new) > LONGEST_ID:
        raise NO_ID(text=new, most=LONGEST_ID)
    if new == old:
        raise SAME(id=old)
    other = book.records.get(new)
    if other is not None:
        raise TAKEN(id=old, new=new, place=f"{other.path}:{other.line}")
    for entry in retired:
        if entry.values["id"] == new and (entry.values["now"] != old or entry.file.folder not in own):
            raise RETIRED(id=old, new=new, now=entry.values["now"])


def _places(entries: Sequence[Entry], id_: str) -> Iterator[_Place]:
    """Yield the places of an id: where it is defined, extended and referred to."""
    for entry in entries:
        for item in (entry, *entry.children):
            for field in item.fields.values():
                is_id = field.name == "id" and entry.cls is not RetiredId
                is_reference = field.type == "reference" or field.column == "now"
                if item.values.get(field.column) == id_ and (is_id or is_reference) and field.name in item.places:
                    yield _Place(item.file.path, *item.places[field.name])
        if entry.extends == id_:
            yield _Place(entry.file.path, *entry.places[EXTENDS])


def _retire(seeds: Seeds, files: Files, retired: Sequence[Entry], record: Entry, change: tuple[str, str, str]) -> None:
    """Add an id to the retired ones, and remove the new one from them if the record had it before."""
    old, new, reason = change
    folder = record.file.folder
    here = [entry for entry in retired if entry.file.folder == folder]
    count = 1
    for entry in here:
        if entry.values["id"] == new:
            _remove(files, entry, [each for each in here if each.file.path == entry.file.path])
            count -= 1
    paths = [entry.file.path for entry in here if entry.file.path.suffix != csv_nodes.ENDING]
    path = paths[-1] if paths else folder / _TABLE / _FILE
    item = f"- {{id: {old}, now: {new}, reason: {writing.in_flow(reason)}}}\n"
    text, _ = writing.appended(files.text(path), [item], path)
    files.change(path, text)
    for expected in seeds.expected:
        if count and expected.table == _TABLE and expected.file.folder == folder:
            files.edit(expected.file.path, [Edit(expected.line, expected.column, str(expected.count + count))])


def _remove(files: Files, entry: Entry, entries: Sequence[Entry]) -> None:
    """Remove an item from a file, of which ``entries`` are all entries."""
    path = entry.file.path
    if path.suffix == csv_nodes.ENDING:
        lines = files.text(path).splitlines(keepends=True)
        files.change(path, "".join(lines[: entry.line - 1] + lines[entry.line :]))
        return
    apart = items.taken_apart(files.text(path), entries)
    start = items.start_of(items.lines_of(files.text(path)), entry)
    files.change(path, apart.replaced([start], []))


def _changes(files: Files, path: Path) -> Iterator[Change]:
    """Yield the lines in which the new text of a file differs from the old one."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only here

    before = (files.old[path] or b"").decode().splitlines()
    after = files.text(path).splitlines()
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for number in range(max(end - start, last - first)):
            was = before[start + number] if start + number < end else None
            now = after[first + number] if first + number < last else None
            line = start + number + 1 if was is not None else first + number + 1
            if was or now:
                yield Change(path, line, was, now)
