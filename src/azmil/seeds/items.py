"""Items of seed files: typed entries, each checked individually, without references."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, Fault
from azmil.model import CHILDREN, Base, Child, Kind, PartyKind, Thing, Vocabulary
from azmil.seeds import forms
from azmil.seeds.entry import Cited, Entry, Places, Seeds
from azmil.seeds.fields import Field, columns_of
from azmil.seeds.forms import CITES
from azmil.seeds.node import Mapping, Node, Plain, Scalar, Sequence
from azmil.seeds.words import SIDES, TWO_PLACES, instead_of_name
from azmil.values import locators
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from azmil.seeds.files import SeedFile

EXTENDS = "extends"  # the field of an item that adds to a thing in another file
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 80

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


def entry_of(seeds: Seeds, cls: type[Base], file: SeedFile, node: Node) -> Entry | None:
    """Return the typed entry of one item, or None if it has no fields; add its problems to ``seeds``."""
    if isinstance(node, Scalar) and issubclass(cls, Child) and cls.short:
        key = Scalar(node.line, node.column, cls.short)
        node = Mapping(node.line, node.column, {cls.short: (key, node)})
    if not isinstance(node, Mapping):
        seeds.problems.append(Problem.of(file.display_path, node.line, node.column, NO_ITEM()))
        return None
    if isinstance(node, Plain) and (plan := forms.plan(cls, node.names)) is not None:
        return _by_plan(seeds, cls, file, node, plan)
    accepted, children = forms.accepted(cls)
    values = forms.defaults(cls).copy()
    places = Places.of({name: (value.line, value.column) for name, (_, value) in node.fields.items()})
    entry = Entry(cls, file, node.line, node.column, values, places, accepted)
    is_kind, is_word = issubclass(cls, Kind), issubclass(cls, Vocabulary)
    for name, (key, value) in node.fields.items():
        if name in accepted:
            _value(seeds, entry, accepted[name], value)
        elif name in children:
            _children(seeds, entry, CHILDREN[name], value)
        elif name in CITES and is_kind:
            _cite(seeds, entry, value, name)
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


def _by_plan(seeds: Seeds, cls: type[Base], file: SeedFile, node: Plain, plan: forms.Plan) -> Entry:
    """Return the typed entry of an item, as ``entry_of`` does, several times as fast."""
    values = forms.defaults(cls).copy()
    places = Places(node.names, node.line, node.places)
    entry = Entry(cls, file, node.line, node.column, values, places, forms.accepted(cls)[0], [], [])
    texts = node.texts
    for at, column in plan.columns:
        values[column] = texts[at]
    for at, column in plan.words:
        values[column] = sys.intern(texts[at])
    for at, item in plan.fields:
        _convert(seeds, entry, item, texts[at])
    for at, name in plan.cites:
        _cite_lines(seeds, entry, texts[at], name)
    if not plan.is_complete:
        _complete(seeds, entry)
    return entry


def _complete(seeds: Seeds, entry: Entry) -> None:
    """Add a problem for each required field that an item omits."""
    for item in forms.required(entry.cls) if not entry.extends else ():
        if item.name not in entry.places:
            doc = item.doc + ", or 'unstated' if the source gives none" * (item.type == "quantity")
            doc += f", a word of {item.target}" * (item.type == "word")
            seeds.problems.append(entry.problem(MISSING, name=item.name, doc=doc))
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
    else:
        _convert(seeds, entry, item, node.text)


def _convert(seeds: Seeds, entry: Entry, item: Field, text: str) -> None:
    """Set the columns of a field to what its text means."""
    if item.name == "id" and (not SLUG.fullmatch(text) or len(text) > LONGEST_ID):
        seeds.problems.append(entry.problem(NO_ID, "id", text=text, most=LONGEST_ID))
        return
    try:
        given = columns_of(item, text)
    except AzmilError as error:
        seeds.problems.append(entry.problem_of(error, item.name))
        return
    for column, value in given.items():
        if column == item.column or column not in entry.places:
            entry.values[column] = value


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


def _cite(seeds: Seeds, entry: Entry, node: Node, name: str) -> None:
    if not isinstance(node, Scalar):
        error = NO_TEXT("write lines like 53, 51-60 or report:53, 60", name=name)
        seeds.problems.append(entry.problem_of(error, name))
    elif not node.text:
        _empty(seeds, entry, name, is_required=name == "cite" and forms.must_cite(entry.cls))
    else:
        _cite_lines(seeds, entry, node.text, name)


def _cite_lines(seeds: Seeds, entry: Entry, text: str, name: str) -> None:
    """Add the lines that a field cites."""
    line, column = entry.places[name]
    for lines in locators.parse_each(text):
        if isinstance(lines, AzmilError):
            seeds.problems.append(entry.problem_of(lines, name))
        else:
            cited = Cited(entry.file.folder, *lines, CITES[name], line, column, entry.file.parts)
            entry.cited.append(cited)
