"""New records written to users' seed files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Fault
from azmil.model import Kind, PartyKind, Thing
from azmil.seeds import csv_nodes, seed_files
from azmil.seeds.book import Book
from azmil.seeds.entries import LISTS, gather
from azmil.seeds.files import parts_of
from azmil.seeds.node import Mapping, Scalar, SeedError, Sequence
from azmil.seeds.nodes import text_of
from azmil.workbench import edits
from azmil.workbench.drafts import notes, typed, writing
from azmil.workbench.drafts.batch import Batch
from azmil.workbench.drafts.problems import ONE_PART, not_valid
from azmil.workbench.drafts.record import Typed
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

NO_ROWS = Fault(
    "a CSV file of new records has no rows below the first",
    "'{path}' contains no records",
    "write the names of fields in the first row, and a record in each further row",
)


class Written(NamedTuple):
    """A record in a seed file: where it is, its id, its text and its sentence.

    ``repeats`` are the lines that it cites since they repeat given ones; ``typed_at`` is its line in the notes, and
    ``cited`` the lines that were given or found.
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


class Target(NamedTuple):
    """The seed folder that records are added to, the book of it and of what it builds on, and its files as read."""

    book: Book
    files: Files
    folder: Path


def seeds_of(folder: Path, *, alone: bool = False) -> Target:
    """Read the seeds that a record is added to; raise AzmilError if there are none."""
    found = seed_files([folder], alone=alone)
    parts = [part for part, _ in parts_of(folder, folder.name)]
    if len(parts) > 1:
        raise ONE_PART(folder=folder, parts=", ".join(str(part) for part in parts))
    files = Files.of(file.path for file in found if file.folder == parts[0])
    book = Book(gather(found))
    book.resolve()
    return Target(book, files, parts[0])


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
    rows = []
    for item in items:
        fields = dict(item.fields)
        named = {typed.field_of(name, known): value for name, value in fields.items()}
        if len(named) == len(fields):
            fields = named
        if cite and "cite" not in fields:
            fields["cite"] = Scalar(item.line, item.column, "cite"), Scalar(item.line, item.column, cite)
        rows.append(Typed(cls, item.with_fields(fields)))
    return rows


def from_notes(seeds: Target, path: Path, text: str | None = None) -> tuple[list[Written], Known]:
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
    seeds: Target,
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
    return [written[id_of(draft.entry)] for draft in batch.drafts], batch.known


def added(seeds: Target, cls: type[Kind], drafts: List[Draft]) -> list[Written]:
    """Add valid records to the texts of their files, which are not written yet, and count them."""
    written = _appended(seeds, cls, drafts)
    _count(seeds, cls, sum(not draft.entry.extends for draft in drafts))
    return written


def _appended(seeds: Target, cls: type[Kind], drafts: Iterable[Draft]) -> list[Written]:
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
        written += [written_at(path, line, draft, item) for draft, item, line in zip(group, texts, lines, strict=True)]
    return written


def written_at(path: Path, line: int, draft: Draft, text: str) -> Written:
    """Return a draft as a record at a line of a seed file."""
    entry = draft.entry
    cls = entry.cls
    assert issubclass(cls, Kind)  # noqa: S101 - for the type checker
    is_claim = not issubclass(cls, Thing | PartyKind)
    return Written(
        path, line, id_of(entry), text, draft.sentence, draft.repeats, entry.line, cls.kind, is_claim, draft.cited
    )


def id_of(entry: Entry) -> str:
    """Return the id of a record, or of the one that it extends."""
    return str(entry.values.get("id") or entry.extends)


def _count(seeds: Target, cls: type[Kind], added: int) -> None:
    """Correct the expected number of records of a kind."""
    for expected in seeds.book.seeds.expected:
        if expected.table == cls.__tablename__ and expected.file.folder == seeds.folder and added:
            seeds.files.edit(expected.file.path, [Edit(expected.line, expected.column, str(expected.count + added))])
