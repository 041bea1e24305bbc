"""Typed entries read from seed files, and the problems found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.model import CHILDREN, KINDS, VOCABULARIES, Base, Child
from azmil.model.sources import Passage, Section, Source
from azmil.model.spine import RetiredId, RetiredWord
from azmil.seeds import csv_nodes, expected, ledgers
from azmil.seeds.entry import Seeds
from azmil.seeds.fields import fields_of
from azmil.seeds.files import ENDING, EXPECTED, size_of
from azmil.seeds.items import entry_of
from azmil.seeds.node import Node, SeedError, Sequence
from azmil.seeds.nodes import read
from azmil.seeds.words import instead_of_name
from azmil.values.problems import Problem
from azmil.values.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.files import SeedFile
    from azmil.values.progress import Progress


def _kind_of(child: type[Child]) -> str | None:
    """Return the field of a list item that says of which kind it is, if any."""
    return next((field.name for field in fields_of(child, child.parent).values() if field.type == "word"), None)


# The tables that seeds fill with rows other than records.
PLAIN_TABLES: dict[str, type[Base]] = {
    cls.__tablename__: cls for cls in (Source, Section, Passage, RetiredId, RetiredWord)
}
TABLES: dict[str, type[Base]] = {**PLAIN_TABLES, **KINDS}
# The fields that take lists, as cells of CSV files contain them.
LISTS = {name: csv_nodes.ListField(child.short, _kind_of(child)) for name, child in CHILDREN.items()}
MOST_PROBLEMS = 1_000  # in one file; the items after them are not checked

MISNAMED = Fault(
    "a file in a seed folder ends in .yml, or its ending has capital letters",
    "the name of a seed file must end in .yaml or .csv",
    "rename it, or move it elsewhere",
)
TOO_MANY = Fault(
    "a file has so many problems that the rest of it is not checked",
    "this file has more than {most:,} problems: the rest of it was not checked",
    "fix them and check again",
)
MISPLACED = Fault(
    "a seed file is not directly in the folder of a table",
    "a seed file must be at <table>/<topic>.yaml",
    "move it there",
)
NO_TABLE = Fault(
    "the folder of a seed file is not named after a table that seeds can fill",
    "'{table}' is not a table that seeds can fill",
    "{instead}",
)
NO_LIST = Fault("a seed file is not a list", "a seed file must be a list", "start each item with '- '")


def gather(files: Iterable[SeedFile], progress: Progress = silent) -> Seeds:
    """Return the typed entries of seed files, each checked individually, without references."""
    seeds = Seeds()
    files = list(files)
    sizes = [size_of(file.path) for file in files]
    done, total = 0, sum(sizes)
    for file, size in zip(files, sizes, strict=True):
        progress("reading seed files", done, total)
        done += size
        if ledgers.is_ledger(file):
            ledgers.gather(seeds, file)
            continue
        if file.path.suffix not in (ENDING, csv_nodes.ENDING):
            seeds.problems.append(Problem.of(file.display_path, 1, 1, MISNAMED()))
            continue
        try:
            is_csv = file.path.suffix == csv_nodes.ENDING
            root = csv_nodes.read(file.path, file.display_path, LISTS) if is_csv else read(file.path, file.display_path)
        except SeedError as error:
            seeds.problems.append(error.problem)
            continue
        if root is not None and file.parts == (EXPECTED,):
            expected.gather(seeds, file, root, TABLES)
        elif root is not None:
            _gather_table(seeds, file, root)
    return seeds


def _gather_table(seeds: Seeds, file: SeedFile, root: Node) -> None:
    if len(file.parts) != 2:  # noqa: PLR2004 - folder and file
        seeds.problems.append(Problem.of(file.display_path, 1, 1, MISPLACED()))
        return
    known: dict[str, type[Base]] = {**VOCABULARIES} if file.is_vocabulary else {**TABLES}
    known.pop("record_kinds", None)
    table = file.path.stem if file.is_vocabulary else file.parts[0]
    if table not in known:
        error = NO_TABLE(table=table, instead=instead_of_name(table, known))
        seeds.problems.append(Problem.of(file.display_path, 1, 1, error))
        return
    if not isinstance(root, Sequence):
        seeds.problems.append(Problem.of(file.display_path, root.line, root.column, NO_LIST()))
        return
    before = len(seeds.problems)
    items = root.items[::-1]
    root.items.clear()
    while items:  # each is released at once
        item = items.pop()
        if len(seeds.problems) - before > MOST_PROBLEMS:
            seeds.problems.append(Problem.of(file.display_path, item.line, item.column, TOO_MANY(most=MOST_PROBLEMS)))
            return
        entry = entry_of(seeds, known[table], file, item)
        if entry is not None:
            seeds.entries.setdefault(table, []).append(entry)
