"""Typed entries read from seed files, and the problems found in them."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, Fault
from azmil.model import CHILDREN, KINDS, VOCABULARIES, Base, Child, Kind, PartyKind, Thing, Vocabulary
from azmil.model.sources import Passage, Section, Source
from azmil.model.spine import RetiredId, RetiredWord
from azmil.seeds import csv_nodes, expected, forms, ledgers
from azmil.seeds.entry import Cited, Entry, Places, Seeds
from azmil.seeds.fields import Field, columns_of, fields_of
from azmil.seeds.files import ENDING, EXPECTED, size_of
from azmil.seeds.node import Mapping, Node, Scalar, SeedError, Sequence
from azmil.seeds.nodes import read
from azmil.seeds.words import SIDES, TWO_PLACES, instead_of_name
from azmil.values import locators
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
EXTENDS = "extends"  # the field of an item that adds to a thing in another file
# The fields that take lists, as cells of CSV files contain them.
LISTS = {name: csv_nodes.ListField(child.short, _kind_of(child)) for name, child in CHILDREN.items()}
CITES = {"cite": "states", "context": "context"}
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 80
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
NO_ITEM = Fault(
    "a list item is text or a list, not fields",
    "an item must consist of fields",
    "write 'field: value', one per line",
)
NO_FIELD = Fault("an item has a field that its table does not have", "no such field '{name}' in {table}", "{instead}")
EXTENDS_CLAIM = Fault(
    "an item in the table of a claim, conflict, gap or misprint has the field 'extends'",
    "'extends' is not allowed here: only things can be extended",
    "replace it with 'id' to add a record",
)
TWO_IDS = Fault("an item has both 'id' and 'extends'", "'id' cannot be used with 'extends'", "remove one of them")
MISSING = Fault("an item lacks a required field", "'{name}' is missing", "add it: {doc}")
UNCITED = Fault(
    "a record that must have a citation has none",
    "'cite' is missing",
    "give the lines that state it, such as 99, 237",
)
NO_TEXT = Fault(
    "a field that takes text has a list or fields as its value",
    "'{name}' must be text, not a list or fields",
    "write '{name}: value'",
)
EMPTY = Fault(
    "a field has no value, or only spaces",
    "'{name}' is empty",
    "give it a value, or omit the field",
)
COMMENT = Fault(
    "unquoted text is followed by '#', where YAML starts a comment",
    "YAML reads '{comment}' as a comment, not as part of '{name}'",
    "quote the text, or for a comment put two spaces before '#' and one after it",
)
NO_ID = Fault(
    "an id is not a slug",
    "'{text}' is not a valid id",
    "use lower-case letters, digits and single hyphens, at most {most} characters",
)
NO_CHILDREN = Fault(
    "a field that takes a list has a value that is not a list", "'{table}' must be a list", "start each item with '- '"
)


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


def entry_of(seeds: Seeds, cls: type[Base], file: SeedFile, node: Node) -> Entry | None:
    """Return the typed entry of one item, or None if it has no fields; add its problems to ``seeds``."""
    if isinstance(node, Scalar) and issubclass(cls, Child) and cls.short:
        key = Scalar(node.line, node.column, cls.short)
        node = Mapping(node.line, node.column, {cls.short: (key, node)})
    if not isinstance(node, Mapping):
        seeds.problems.append(Problem.of(file.display_path, node.line, node.column, NO_ITEM()))
        return None
    accepted, children = forms.accepted(cls)
    values = forms.defaults(cls).copy()
    places = Places({name: (value.line, value.column) for name, (_, value) in node.fields.items()})
    entry = Entry(cls, file, node.line, node.column, values, places, accepted)
    is_kind, is_word = issubclass(cls, Kind), issubclass(cls, Vocabulary)
    for name, (key, value) in node.fields.items():
        if name in accepted:
            item = accepted[name]
            if item.is_kept and type(value) is Scalar and value.text and not value.comment:
                # Most fields; many items have the same words and ids.
                values[item.column] = value.text if item.type == "text" else sys.intern(value.text)
            else:
                _value(seeds, entry, item, value)
        elif name in children:
            _children(seeds, entry, CHILDREN[name], value)
        elif name in CITES and is_kind:
            _cite(seeds, entry, value, CITES[name])
        elif name == EXTENDS and is_kind:
            _extends(seeds, entry, value)
        elif name in SIDES and is_word:
            _beside(seeds, entry, name, value)
        else:
            known = [*accepted, *children, *((*CITES, EXTENDS) if is_kind else ()), *(SIDES if is_word else ())]
            error = NO_FIELD(name=name, table=cls.__tablename__, instead=instead_of_name(name, known))
            seeds.problems.append(Problem.of(file.display_path, key.line, key.column, error))
    _complete(seeds, entry)
    return entry


def _complete(seeds: Seeds, entry: Entry) -> None:
    """Add a problem for each required field that an item omits."""
    for item in forms.required(entry.cls) if not entry.extends else ():
        if item.name not in entry.places:
            seeds.problems.append(entry.problem(MISSING, name=item.name, doc=item.doc))
    if forms.must_cite(entry.cls) and "cite" not in entry.places:
        seeds.problems.append(entry.problem(UNCITED))


def _value(seeds: Seeds, entry: Entry, item: Field, node: Node) -> None:
    if isinstance(node, Scalar) and node.comment and item.type == "text" and item.name != "id":
        comment = node.comment
        error = COMMENT(comment=comment.text, name=item.name)
        seeds.problems.append(Problem.of(entry.file.display_path, comment.line, comment.column, error))
    if not isinstance(node, Scalar):
        seeds.problems.append(entry.problem(NO_TEXT, item.name, name=item.name))
    elif not node.text:
        _empty(seeds, entry, item.name, is_required=item.is_required and not entry.extends)
    elif item.name == "id" and (not SLUG.fullmatch(node.text) or len(node.text) > LONGEST_ID):
        seeds.problems.append(entry.problem(NO_ID, "id", text=node.text, most=LONGEST_ID))
    else:
        try:
            given = columns_of(item, node.text)
            entry.values |= {key: each for key, each in given.items() if key == item.column or key not in entry.places}
        except AzmilError as error:
            seeds.problems.append(entry.problem_of(error, item.name))


def _empty(seeds: Seeds, entry: Entry, name: str, *, is_required: bool) -> None:
    error = EMPTY("give it a value" if is_required else None, name=name)
    seeds.problems.append(entry.problem_of(error, name))


def _extends(seeds: Seeds, entry: Entry, node: Node) -> None:
    """Set the id of the thing that an item extends."""
    if not issubclass(entry.cls, Thing | PartyKind):
        seeds.problems.append(entry.problem(EXTENDS_CLAIM, EXTENDS))
    elif not isinstance(node, Scalar):
        seeds.problems.append(entry.problem(NO_TEXT, EXTENDS, name=EXTENDS))
    elif not node.text:
        _empty(seeds, entry, EXTENDS, is_required=True)
    else:
        entry.extends = node.text
        if "id" in entry.places:
            seeds.problems.append(entry.problem(TWO_IDS, EXTENDS))


def _beside(seeds: Seeds, entry: Entry, side: str, node: Node) -> None:
    """Set the place of a word in its vocabulary."""
    if not isinstance(node, Scalar):
        seeds.problems.append(entry.problem(NO_TEXT, side, name=side))
    elif not node.text:
        _empty(seeds, entry, side, is_required=False)
    elif entry.beside[0]:
        seeds.problems.append(entry.problem(TWO_PLACES, side))
    else:
        entry.beside = (side, node.text)


def _children(seeds: Seeds, entry: Entry, cls: type[Child], node: Node) -> None:
    if not isinstance(node, Sequence):
        seeds.problems.append(entry.problem(NO_CHILDREN, cls.__tablename__, table=cls.__tablename__))
        return
    for item in node.items:
        child = entry_of(seeds, cls, entry.file, item)
        if child is not None:
            entry.children.append(child)


def _cite(seeds: Seeds, entry: Entry, node: Node, role: str) -> None:
    name = next(name for name, cited_role in CITES.items() if cited_role == role)
    if not isinstance(node, Scalar):
        error = NO_TEXT("write lines like 53, 51-60 or report:53, 60", name=name)
        seeds.problems.append(entry.problem_of(error, name))
        return
    if not node.text:
        _empty(seeds, entry, name, is_required=name == "cite" and forms.must_cite(entry.cls))
        return
    for lines in locators.parse_each(node.text):
        if isinstance(lines, AzmilError):
            seeds.problems.append(entry.problem_of(lines, name))
        else:
            entry.cited.append(Cited(entry.file.folder, *lines, role, node.line, node.column, entry.file.parts))
