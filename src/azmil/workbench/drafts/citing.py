"""Further lines cited for existing records of users' seed files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, suggestion
from azmil.seeds import additions
from azmil.seeds.entry import Cited, Places
from azmil.seeds.node import Mapping, Scalar
from azmil.seeds.wording import sentence_of
from azmil.values.locators import Lines, printed
from azmil.workbench import edits
from azmil.workbench.drafts.adding import Written, id_of
from azmil.workbench.drafts.drafting import Drafter
from azmil.workbench.drafts.problems import not_valid
from azmil.workbench.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from azmil.model import Kind
    from azmil.seeds.entry import Entry
    from azmil.workbench.drafts.adding import Target

NO_CLAIM = Fault(
    "lines are added to a record, and no record in the seed folder has its id or its fields",
    "no {kind} in '{folder}' has {fields}",
    "{instead}",
    Exit.USAGE,
)
SEVERAL = Fault(
    "lines are added to a record, and several records have the given fields",
    "{count:,} records of kind {kind} have these fields: {ids}",
    "give the id of one of them",
    Exit.USAGE,
)
NOT_HERE = Fault(
    "lines are added to a record that is not in the seed folder",
    "cannot add lines to '{id}': it is not in '{folder}'",
    "{instead}",
)
CITED_ALREADY = Fault(
    "lines are added to a record that cites them already",
    "'{id}' cites these lines already",
    "give other lines",
)
MOST_LISTED = 8


def also(seeds: Target, cls: type[Kind], item: Mapping, lines: Iterable[Lines]) -> Written:
    """Cite further lines for the record in the seed folder that has the id or the fields of an item.

    Raises AzmilError, and writes nothing, if there is none or several, or if it cannot cite them.
    """
    drafter = Drafter(seeds.book, cls, seeds.folder, "")
    entry = _with_id(seeds, drafter, item) or _with_fields(seeds, drafter, item)
    id_ = id_of(entry)
    if entry.file.folder != seeds.folder:
        raise NOT_HERE(id=id_, folder=seeds.folder, instead=f"add an item that extends it: extends={id_}")
    before = _stating(seeds, entry)
    added = _uncited(seeds, entry, before, lines)
    if not added:
        raise CITED_ALREADY(id=id_)
    repeats = drafter.repeats_in([*before, *added])
    _check(seeds, entry, [*added, *repeats])
    text = printed([*before, *added, *repeats])
    path, line = _cite(seeds, entry, text)
    edits.write(seeds.files)
    return Written(path, line, id_, f"cite: {text}\n", sentence_of(seeds.book, entry), printed(repeats))


def _stating(seeds: Target, entry: Entry) -> list[Lines]:
    """Return the lines that a record cites in the seed folder, without those of its context."""
    stating = [each for each in entry.cited if each.role == "states" and each.folder == seeds.folder]
    return [Lines(seeds.book.source_of(each), each.first, each.last) for each in stating]


def _uncited(seeds: Target, entry: Entry, before: Iterable[Lines], lines: Iterable[Lines]) -> list[Lines]:
    """Return the parts of ranges of lines that a record does not cite yet, with their sources."""
    default = seeds.book.default_of(_cited(entry, Lines("", 1, 1)))
    known, found = list(before), []
    for each in lines:
        parts = [each if each.source else each._replace(source=default)]
        for other in known:
            parts = [rest for part in parts for rest in _without(part, other)]
        known += parts
        found += parts
    return found


def _without(lines: Lines, other: Lines) -> list[Lines]:
    """Return what remains of a range of lines without another."""
    if lines.source != other.source:
        return [lines]
    before = lines._replace(last=min(lines.last, other.first - 1))
    after = lines._replace(first=max(lines.first, other.last + 1))
    return [each for each in (before, after) if each.first <= each.last]


def _cite(seeds: Target, entry: Entry, text: str) -> tuple[Path, int]:
    """Change the lines that a record cites in the text of its file, which is not written yet; return the place."""
    if "cite" not in entry.places:
        seeds.files.patch(entry.file.path, {(entry.line, entry.column): {"cite": text}})
        return entry.file.path, entry.line
    path = entry.files.get("cite", entry.file).path
    line, column = entry.places["cite"]
    seeds.files.edit(path, [Edit(line, column, text)])
    return path, line


def _with_id(seeds: Target, drafter: Drafter, item: Mapping) -> Entry | None:
    """Return the record that has the id of an item, or None for an item without; raise AzmilError if there is none."""
    given = item.fields["id"][1] if "id" in item.fields else None
    if not isinstance(given, Scalar):
        return None
    id_ = seeds.book.current(given.text)
    entry = seeds.book.records.get(id_)
    if entry is None or entry.cls is not drafter.cls:
        known = [each for each, other in seeds.book.records.items() if other.cls is drafter.cls]
        instead = suggestion(id_, known).removeprefix("; ") or "give the id of one in your seed files"
        raise NO_CLAIM(kind=drafter.cls.kind, folder=seeds.folder, fields=f"the id '{id_}'", instead=instead)
    return entry


def _with_fields(seeds: Target, drafter: Drafter, item: Mapping) -> Entry:
    """Return the record of the seed folder that has the fields of an item; raise AzmilError if none or several do."""
    values = drafter.values_of(item)
    found = {
        id_: entry
        for id_, entry in seeds.book.records.items()
        if entry.cls is drafter.cls and entry.file.folder == seeds.folder
        if all(entry.values.get(column) == value for column, value in values.items())
    }
    if len(found) > 1:
        ids = ", ".join([*list(found)[:MOST_LISTED], *["…"][: len(found) > MOST_LISTED]])
        raise SEVERAL(count=len(found), kind=drafter.cls.kind, ids=ids)
    if not found:
        instead = "give its id, or add it as a new record"
        raise NO_CLAIM(kind=drafter.cls.kind, folder=seeds.folder, fields="these fields", instead=instead)
    return next(iter(found.values()))


def _cited(entry: Entry, lines: Lines) -> Cited:
    return Cited(entry.file.folder, *lines, "states", 1, 1, entry.file.parts)


def _check(seeds: Target, entry: Entry, added: Iterable[Lines]) -> None:
    """Raise AzmilError if a record cannot cite lines."""
    file = replace(entry.file, display_path="")
    cited = [*entry.cited, *(_cited(entry, each) for each in added)]
    tried = replace(entry, file=file, files={}, cited=cited, places=Places(("cite",), 1, (0, 0)))
    seeds.book.resolve_one(tried)
    problems = additions.problems_of(seeds.book, [tried])
    if problems:
        raise not_valid(problems)
