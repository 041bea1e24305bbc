"""All seed folders read into typed entries, with every problem on the way."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, Fault, nearest_or_all
from azmil.model import CHILDREN, KINDS, VOCABULARIES, Base, Child, Kind, PartyKind, Remark, Thing
from azmil.model.sources import Passage, Section, Source
from azmil.model.spine import Conflict, Record, RetiredId, RetiredWord
from azmil.model.things import Party
from azmil.seeds.entry import Cited, Entry, Expected, Seeds
from azmil.seeds.fields import Field, columns_of, empty_columns, fields_of
from azmil.seeds.files import ENDING, EXPECTED
from azmil.seeds.nodes import Mapping, Node, Scalar, SeedError, Sequence, read
from azmil.values import locators
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.files import SeedFile

# The tables that seeds fill with what is no record.
PLAIN_TABLES: dict[str, type[Base]] = {
    cls.__tablename__: cls for cls in (Source, Section, Passage, RetiredId, RetiredWord)
}
TABLES: dict[str, type[Base]] = {**PLAIN_TABLES, **KINDS}
EXTENDS = "extends"  # the field of an item that adds to a thing of another file
CITES = {"cite": "states", "context": "context"}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
LONGEST_ID = 80
MOST_PROBLEMS = 1_000  # of one file, after which its other items wait for the next check

MISNAMED = Fault("a seed file has another ending", "a seed file ends with {ending}", "rename it, or move it elsewhere")
TOO_MANY = Fault(
    "a file has so many problems that the rest of it is not looked at",
    "more than {most:,} problems",
    "correct those before, and check again",
)
MISPLACED = Fault("a seed file lies elsewhere", "a seed file lies at <table>/<topic>.yaml", "move it there")
NO_TABLE = Fault(
    "a folder is not called like a table that seeds fill", "'{table}' is not a table that seeds fill", "{instead}"
)
NO_LIST = Fault("a seed file holds something else than a list", "a seed file is a list", "begin each item with '- '")
NO_COUNTS = Fault(
    "the file of expected counts holds something else",
    "expected counts are fields",
    "write '<table>: <count>', one a line",
)
NO_COUNTED = Fault("a count is expected of a table that seeds do not fill", "unknown table '{table}'", "{instead}")
NO_COUNT = Fault("an expected count is no whole number", "a count is a whole number", "write one")
NO_ITEM = Fault(
    "an item of a list is a text or a list", "an item consists of fields", "write 'field: value', one a line"
)
NO_FIELD = Fault("an item has a field that its table has not", "unknown field '{name}'", "{instead}")
EXTENDS_CLAIM = Fault(
    "an item extends something else than a thing", "only things can be extended", "write a claim of its own"
)
TWO_IDS = Fault("an item extends a thing and has an id too", "'id' and 'extends' in one item", "leave one of them out")
MISSING = Fault("an item lacks a field that it must have", "'{name}' is missing", "add it: {doc}")
UNCITED = Fault("a record cites nothing", "'cite' is missing", "give the lines that state it, such as 99, 237")
NO_TEXT = Fault("a field has a list or fields as its value", "'{name}' takes one text", "write 'field: value'")
EMPTY = Fault("a field has no value", "'{name}' is empty", "give a value or leave it out")
NO_ID = Fault(
    "an id is no slug",
    "'{text}' is not an id",
    "use lower-case letters, digits and single hyphens, {most} at most",
)
NO_CHILDREN = Fault(
    "a field that takes a list has something else", "'{table}' takes a list", "begin each item with '- '"
)


def gather(files: Iterable[SeedFile]) -> Seeds:
    """Return the typed entries of seed files; nothing is compared between entries yet."""
    seeds = Seeds()
    for file in files:
        try:
            root = read(file.path, file.told)
        except SeedError as error:
            seeds.problems.append(error.problem)
            continue
        if root is not None and file.parts == (EXPECTED,):
            _gather_expected(seeds, file, root)
        elif root is not None:
            _gather_table(seeds, file, root)
    return seeds


def _gather_table(seeds: Seeds, file: SeedFile, root: Node) -> None:
    if len(file.parts) != 2:  # noqa: PLR2004 - folder and file
        seeds.problems.append(Problem.of(file.told, 1, 1, MISPLACED()))
        return
    known: dict[str, type[Base]] = {**VOCABULARIES} if file.is_vocabulary else {**TABLES}
    known.pop("record_kinds", None)
    table = file.path.stem if file.is_vocabulary else file.parts[0]
    if file.path.suffix != ENDING:
        seeds.problems.append(Problem.of(file.told, 1, 1, MISNAMED(ending=ENDING)))
        return
    if table not in known:
        error = NO_TABLE(table=table, instead=nearest_or_all(table, known))
        seeds.problems.append(Problem.of(file.told, 1, 1, error))
        return
    if not isinstance(root, Sequence):
        seeds.problems.append(Problem.of(file.told, root.line, root.column, NO_LIST()))
        return
    before = len(seeds.problems)
    for item in root.items:
        if len(seeds.problems) - before > MOST_PROBLEMS:
            seeds.problems.append(Problem.of(file.told, item.line, item.column, TOO_MANY(most=MOST_PROBLEMS)))
            return
        entry = _entry(seeds, known[table], file, item)
        if entry is not None:
            seeds.entries.setdefault(table, []).append(entry)


def _gather_expected(seeds: Seeds, file: SeedFile, root: Node) -> None:
    if not isinstance(root, Mapping):
        seeds.problems.append(Problem.of(file.told, 1, 1, NO_COUNTS()))
        return
    for name, (key, value) in root.fields.items():
        if name not in TABLES:
            error = NO_COUNTED(table=name, instead=nearest_or_all(name, TABLES))
            seeds.problems.append(Problem.of(file.told, key.line, key.column, error))
        elif not isinstance(value, Scalar) or not _COUNT.fullmatch(value.text):
            seeds.problems.append(Problem.of(file.told, value.line, value.column, NO_COUNT()))
        else:
            seeds.expected.append(Expected(name, int(value.text), file, value.line, value.column))


def _accepted(cls: type[Base]) -> tuple[dict[str, Field], list[str]]:
    """Return the fields an item of a class may have, and the tables of its lists of children."""
    if issubclass(cls, Child):
        return fields_of(cls, cls.parent), []
    if not issubclass(cls, Kind):
        return fields_of(cls), []
    fields = dict(fields_of(Record))
    del fields["kind"]
    if issubclass(cls, PartyKind):
        fields |= fields_of(Party)
    if cls.sentence is not None:
        fields["sentence"] = _optional(fields["sentence"])
    fields |= fields_of(cls)
    parents = {"record_id", f"{cls.kind.replace('-', '_')}_id", "remark_id" if issubclass(cls, Remark) else ""}
    children = [name for name, child in CHILDREN.items() if child.parent in parents]
    return fields, children


def _optional(old: Field) -> Field:
    return replace(old, is_required=False, default=None)


def _entry(seeds: Seeds, cls: type[Base], file: SeedFile, node: Node) -> Entry | None:
    """Return the typed entry of one item, or None if it is not one; its problems go to ``seeds``."""
    entry = Entry(cls, file, node.line, node.column)
    if isinstance(node, Scalar) and issubclass(cls, Child) and cls.short:
        key = Scalar(node.line, node.column, cls.short, is_empty=False)
        node = Mapping(node.line, node.column, {cls.short: (key, node)})
    if not isinstance(node, Mapping):
        seeds.problems.append(entry.problem(NO_ITEM))
        return None
    accepted, children = _accepted(cls)
    entry.fields = accepted
    known = [*accepted, *children, *((*CITES, EXTENDS) if issubclass(cls, Kind) else ())]
    for name, (key, value) in node.fields.items():
        entry.places[name] = (value.line, value.column)
        if name in children:
            _children(seeds, entry, CHILDREN[name], value)
        elif name in CITES and issubclass(cls, Kind):
            _cite(seeds, entry, value, CITES[name])
        elif name == EXTENDS and issubclass(cls, Kind):
            _extends(seeds, entry, value)
        elif name in accepted:
            _value(seeds, entry, accepted[name], value)
        else:
            error = NO_FIELD(name=name, instead=nearest_or_all(name, known))
            seeds.problems.append(Problem.of(file.told, key.line, key.column, error))
    _complete(seeds, entry)
    return entry


def _complete(seeds: Seeds, entry: Entry) -> None:
    """Give an entry the columns its item leaves out; say which of them it must not leave out."""
    for item in entry.fields.values():
        if item.name not in entry.places:
            entry.values |= empty_columns(item)
            if item.is_required and not entry.extends:
                seeds.problems.append(entry.problem(MISSING, name=item.name, doc=item.doc))
    may_be_uncited = (
        entry.cls is Conflict or issubclass(entry.cls, Thing | PartyKind) or not issubclass(entry.cls, Kind)
    )
    if not may_be_uncited and "cite" not in entry.places:
        seeds.problems.append(entry.problem(UNCITED))


def _value(seeds: Seeds, entry: Entry, item: Field, node: Node) -> None:
    entry.values |= empty_columns(item)
    if not isinstance(node, Scalar):
        seeds.problems.append(entry.problem(NO_TEXT, item.name, name=item.name))
    elif node.is_empty:
        seeds.problems.append(entry.problem(EMPTY, item.name, name=item.name))
    elif item.name == "id" and (not _SLUG.fullmatch(node.text) or len(node.text) > LONGEST_ID):
        seeds.problems.append(entry.problem(NO_ID, "id", text=node.text, most=LONGEST_ID))
    else:
        try:
            entry.values |= columns_of(item, node.text)
        except AzmilError as error:
            seeds.problems.append(entry.problem_of(error, item.name))


def _extends(seeds: Seeds, entry: Entry, node: Node) -> None:
    """Take in the id of the thing that an item extends."""
    if not issubclass(entry.cls, Thing | PartyKind):
        seeds.problems.append(entry.problem(EXTENDS_CLAIM, EXTENDS))
    elif not isinstance(node, Scalar) or not node.text:
        seeds.problems.append(entry.problem(NO_TEXT, EXTENDS, name=EXTENDS))
    else:
        entry.extends = node.text
        if "id" in entry.places:
            seeds.problems.append(entry.problem(TWO_IDS, EXTENDS))


def _children(seeds: Seeds, entry: Entry, cls: type[Child], node: Node) -> None:
    if not isinstance(node, Sequence):
        seeds.problems.append(entry.problem(NO_CHILDREN, cls.__tablename__, table=cls.__tablename__))
        return
    for item in node.items:
        child = _entry(seeds, cls, entry.file, item)
        if child is not None:
            entry.children.append(child)


def _cite(seeds: Seeds, entry: Entry, node: Node, role: str) -> None:
    name = next(name for name, its in CITES.items() if its == role)
    if not isinstance(node, Scalar):
        seeds.problems.append(entry.problem(locators.NO_LINES, name, text="a list"))
        return
    for lines in locators.each(node.text):
        if isinstance(lines, AzmilError):
            seeds.problems.append(entry.problem_of(lines, name))
        else:
            entry.cited.append(Cited(entry.file.folder, *lines, role, node.line, node.column))
