"""New records written to users' seed files, and further lines cited for existing ones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Exit, Fault, suggestion
from azmil.model import Kind, PartyKind, Thing
from azmil.seeds import additions, csv_nodes, seed_files
from azmil.seeds.book import Book
from azmil.seeds.entries import LISTS, gather
from azmil.seeds.entry import Cited, Places
from azmil.seeds.files import parts_of
from azmil.seeds.node import Mapping, Scalar, SeedError, Sequence
from azmil.seeds.nodes import text_of
from azmil.seeds.wording import sentence_of
from azmil.values.locators import Lines, printed
from azmil.workbench import edits
from azmil.workbench.drafts import notes, typed, writing
from azmil.workbench.drafts.batch import Batch, Typed
from azmil.workbench.drafts.drafting import Drafter
from azmil.workbench.drafts.problems import ONE_PART, not_valid
from azmil.workbench.drafts.roots import roots
from azmil.workbench.edits import Edit, Files

if TYPE_CHECKING:
    from collections import abc
    from collections.abc import Iterable
    from collections.abc import Sequence as List
    from pathlib import Path

    from azmil.seeds.entry import Entry
    from azmil.values.problems import Problem
    from azmil.workbench.drafts.drafting import Draft
    from azmil.workbench.drafts.known import Known

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
NO_ROWS = Fault(
    "a CSV file of new records has no rows below the first",
    "'{path}' contains no records",
    "write the names of fields in the first row, and a record in each further row",
)
MOST_LISTED = 8


class Written(NamedTuple):
    """A record in a seed file: where it is, its id, its text, its sentence, and repeats of its lines that it cites.

    ``typed_at`` is the line of the file that it was typed in, and ``cited`` the lines that were given or found.
    """

    path: Path
    line: int
    id: str
    text: str
    sentence: str
    repeats: str
    typed_at: int = 0
    kind: str = ""
    is_claim: bool = True
    cited: str = ""


class Seeds(NamedTuple):
    """The seeds that a record is added to: their book, their files as read, and the user's seed folder."""

    book: Book
    files: Files
    folder: Path


def seeds_of(folder: Path, *, alone: bool = False) -> Seeds:
    """Read the seeds that a record is added to; raise AzmilError if there are none."""
    found = seed_files([folder], alone=alone)
    parts = [part for part, _ in parts_of(folder, folder.name)]
    if len(parts) > 1:
        raise ONE_PART(folder=folder, parts=", ".join(str(part) for part in parts))
    files = Files.of(file.path for file in found if file.folder == parts[0])
    book = Book(gather(found))
    book.resolve()
    return Seeds(book, files, parts[0])


def rows_of(path: Path, cls: type[Kind], cite: str | None) -> list[Typed]:
    """Return the rows of a CSV file of new records; ``cite`` are the lines that rows without any cite.

    Fields may be named like those of ``typed.item_of``. Raises AzmilError with its problems if the file is not valid.
    """
    try:
        root = csv_nodes.read(path, str(path), LISTS)
    except SeedError as error:
        raise not_valid([error.problem]) from None
    items = [item for item in root.items if isinstance(item, Mapping)] if isinstance(root, Sequence) else []
    if not items:
        raise NO_ROWS(path=path)
    known = typed.fields_of(cls)
    for item in items:
        named = {typed.field_of(name, known): value for name, value in item.fields.items()}
        if len(named) == len(item.fields):
            item.fields.clear()
            item.fields.update(named)
        if cite and "cite" not in item.fields:
            item.fields["cite"] = Scalar(item.line, item.column, "cite"), Scalar(item.line, item.column, cite)
    return [Typed(cls, item) for item in items]


def from_notes(seeds: Seeds, path: Path, text: str | None = None) -> tuple[list[Written], Known]:
    """Add the records in a file of notes, or in their text; return them, and those that existed.

    Raises AzmilError with all problems, and writes nothing, if a line is not valid.
    """
    shown = str(path)
    try:
        text = text_of(path, shown) if text is None else text
    except SeedError as error:
        raise not_valid([error.problem]) from None
    reader = notes.Reader(shown)
    records = list(reader.records(text))
    if not records and not reader.problems:
        raise notes.NO_NOTES(path=shown)
    return new(seeds, records, shown, skips_known=True, problems=reader.problems, lines=reader.lines)


def new(
    seeds: Seeds,
    records: Iterable[Typed],
    shown: str,
    *,
    skips_known: bool = False,
    problems: Iterable[Problem] = (),
    lines: abc.Mapping[int, str] | None = None,
) -> tuple[list[Written], Known]:
    """Add records to the seed files ``<table>/<source>.yaml``; return them as written, and those left out.

    ``shown`` is the name under which problems are reported; ``skips_known`` leaves out those that exist; ``problems``
    are known before; ``lines`` are the texts of notes by number. Raises AzmilError with all problems, and writes
    nothing, if a record is not valid.
    """
    listed = list(records)
    batch = Batch(seeds.book, seeds.folder, shown, skips_known=skips_known)
    batch.draft_all(listed)
    if batch.known.differing:  # not those that other lines say exactly
        batch = Batch(seeds.book, seeds.folder, shown, skips_known=skips_known, said=batch.known.said)
        batch.draft_all(listed)
    found = [*problems, *batch.check()]
    if found:
        raise not_valid(roots(found, lines or {}))
    written: dict[str, Written] = {}
    for cls in dict.fromkeys(draft.entry.cls for draft in batch.drafts):
        assert issubclass(cls, Kind)  # noqa: S101 - for the type checker
        of_kind = [draft for draft in batch.drafts if draft.entry.cls is cls]
        written |= {each.id: each for each in added(seeds, cls, of_kind)}
    edits.write(seeds.files)
    return [written[_id_of(draft.entry)] for draft in batch.drafts], batch.known


def added(seeds: Seeds, cls: type[Kind], drafts: List[Draft]) -> list[Written]:
    """Add valid records to the texts of their files, which are not written yet, and count them."""
    written = _appended(seeds, cls, drafts)
    _count(seeds, cls, sum(not draft.entry.extends for draft in drafts))
    return written


def _appended(seeds: Seeds, cls: type[Kind], drafts: Iterable[Draft]) -> list[Written]:
    """Add records to the texts of their files."""
    by_topic: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_topic[draft.topic].append(draft)
    written = []
    for topic, group in by_topic.items():
        path = seeds.folder / cls.__tablename__ / f"{topic}.yaml"
        texts = [writing.item(draft.fields) for draft in group]
        text, lines = writing.appended(seeds.files.text(path), texts, path)
        seeds.files.change(path, text)
        written += [
            Written(
                path,
                line,
                _id_of(draft.entry),
                item,
                draft.sentence,
                draft.repeats,
                draft.entry.line,
                cls.kind,
                not issubclass(cls, Thing | PartyKind),
                draft.cited,
            )
            for draft, item, line in zip(group, texts, lines, strict=True)
        ]
    return written


def _id_of(entry: Entry) -> str:
    return str(entry.values.get("id") or entry.extends)


def _count(seeds: Seeds, cls: type[Kind], added: int) -> None:
    """Correct the expected number of records of a kind."""
    for expected in seeds.book.seeds.expected:
        if expected.table == cls.__tablename__ and expected.file.folder == seeds.folder and added:
            seeds.files.edit(expected.file.path, [Edit(expected.line, expected.column, str(expected.count + added))])


def also(seeds: Seeds, cls: type[Kind], item: Mapping, lines: Iterable[Lines]) -> Written:
    """Cite further lines for the record in the seed folder that has the id or the fields of an item.

    Raises AzmilError, and writes nothing, if there is none or several, or if it cannot cite them.
    """
    drafter = Drafter(seeds.book, cls, seeds.folder, "")
    entry = _named(seeds, drafter, item)
    id_ = _id_of(entry)
    if entry.file.folder != seeds.folder:
        raise NOT_HERE(id=id_, folder=seeds.folder, instead=f"add an item that extends it: extends={id_}")
    stating = [each for each in entry.cited if each.role == "states" and each.folder == seeds.folder]
    before = [Lines(seeds.book.source_of(each), each.first, each.last) for each in stating]
    default = seeds.book.default_of(_cited(entry, Lines("", 1, 1)))
    added = [each if each.source else each._replace(source=default) for each in lines]
    known = {(each.source, line) for each in before for line in range(each.first, each.last + 1)}
    added = [
        each
        for each in dict.fromkeys(added)
        if any((each.source, line) not in known for line in (each.first, each.last))
    ]
    if not added:
        raise CITED_ALREADY(id=id_)
    repeats = drafter.repeats_in([*before, *added])
    _check(seeds, entry, [*added, *repeats])
    text = printed([*before, *added, *repeats])
    if "cite" in entry.places:
        file = entry.files.get("cite", entry.file)
        seeds.files.edit(file.path, [Edit(*entry.places["cite"], text)])
    else:
        file = entry.file
        seeds.files.patch(file.path, {(entry.line, entry.column): {"cite": text}})
    edits.write(seeds.files)
    line = entry.places.get("cite", (entry.line, 1))[0]
    return Written(file.path, line, id_, f"cite: {text}\n", sentence_of(seeds.book, entry), printed(repeats))


def _named(seeds: Seeds, drafter: Drafter, item: Mapping) -> Entry:
    """Return the record that has the id or the fields of an item."""
    records = {id_: entry for id_, entry in seeds.book.records.items() if entry.cls is drafter.cls}
    given = item.fields.get("id")
    if given is not None and isinstance(given[1], Scalar):
        id_ = seeds.book.current(given[1].text)
        if id_ not in records:
            instead = suggestion(id_, records).removeprefix("; ") or "give the id of one in your seed files"
            raise NO_CLAIM(kind=drafter.cls.kind, folder=seeds.folder, fields=f"the id '{id_}'", instead=instead)
        return records[id_]
    values = drafter.values_of(item)
    own = {id_: entry for id_, entry in records.items() if entry.file.folder == seeds.folder}
    found = {
        id_: entry
        for id_, entry in own.items()
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


def _check(seeds: Seeds, entry: Entry, added: Iterable[Lines]) -> None:
    """Raise AzmilError if a record cannot cite lines."""
    file = replace(entry.file, display_path="")
    cited = [*entry.cited, *(_cited(entry, each) for each in added)]
    tried = replace(entry, file=file, files={}, cited=cited, places=Places({"cite": (1, 0)}))
    seeds.book.resolve_one(tried)
    problems = additions.problems_of(seeds.book, [tried])
    if problems:
        raise not_valid(problems)
