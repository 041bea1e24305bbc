"""Nodes of a text in YAML, from the events of PyYAML's parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from azmil.errors import AzmilError, Fault
from azmil.seeds.node import Comment, Mapping, Scalar, SeedError, Sequence, clean
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.seeds.node import Node

DEEPEST = 8
SECOND_DOCUMENT = Fault(
    "a seed file contains two YAML documents",
    "a second YAML document is not allowed here",
    "put all items in one list",
)
ALIAS = Fault(
    "a value is a YAML alias",
    "a YAML alias is not allowed here",
    "write the value in full, or quote text that begins with '*'",
)
ANCHOR = Fault(
    "a value has a YAML anchor",
    "a YAML anchor is not allowed here",
    "remove it, or quote text that begins with '&'",
)
TAG = Fault(
    "a value has a YAML tag",
    "a YAML tag is not allowed here",
    "remove it, or quote text that begins with '!'",
)
TOO_DEEP = Fault(
    "lists and fields are nested too deeply", "nested more than {most} levels deep", "use fewer levels of nesting"
)
NO_NAME = Fault("a field name is a list or has fields", "a field name must be text", "write 'field: value'")
MERGE = Fault("an item has a YAML merge key", "a YAML merge key ('<<') is not allowed here", "write the fields in full")
TWICE = Fault("an item has the same field twice", "'{name}' is given twice, first on line {line}", "remove one of them")

# A comment, unless it has two spaces before '#' and one after it.
_DOUBTFUL_COMMENT = re.compile(r"[ \t]+(#\S.*)|[ \t](#.*)")
_COMMENT_LINE = re.compile(r"[ \t]+(#[^#\s].*)")  # without a space after '#'
_INDENT = re.compile(r"[ \t]*(?:- +(?=[\w-]+:))?")  # of a key, or of an item of a list
_AFTER_KEY = re.compile(r"[ \t]*(?:- +)*[\w-]+:[ \t]+(#[^#\s].*)")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is about five times faster


def nodes_of(text: str, shown: str, before: int = 0) -> Node | None:
    """Return the root node of a text that follows a number of lines of a file, or None if it is empty.

    Raises SeedError, which names the file as ``shown``, and the errors of PyYAML.
    """
    return _Builder(shown, text, before).build()


def _place(event: yaml.Event) -> tuple[int, int]:
    """Return the line and column of an event, both counted from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """A converter of the events of a text into nodes."""

    def __init__(self, shown: str, text: str, before: int) -> None:
        self.shown = shown
        self.before = before  # lines of the file before the text
        self.lines = re.split(r"\r\n|\r|\n", text)
        # Lines at which a comment is sought: those with '#', the one before and the one after.
        with_mark = [number for number, line in enumerate(self.lines) if "#" in line]
        self.near_comment = {at for number in with_mark for at in (number - 1, number, number + 1)}
        # Without yaml.parse, which asks for each event twice.
        self.next_event: Callable[[], Any] = LOADER(text).get_event

    def error_at(self, event: Any, fault: Fault, /, **values: object) -> SeedError:
        return SeedError(Problem.of(self.shown, *_place(event), fault(**values)))

    def build(self) -> Node | None:
        root: Node | None = None
        documents = 0
        while (event := self.next_event()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.error_at(event, SECOND_DOCUMENT)
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is yaml.AliasEvent:
            raise self.error_at(event, ALIAS)
        if event.anchor:
            raise self.error_at(event, ANCHOR)
        if event.tag:
            raise self.error_at(event, TAG)
        if depth > DEEPEST:
            raise self.error_at(event, TOO_DEEP, most=DEEPEST)
        mark = event.start_mark
        line = mark.line + 1 + self.before
        if kind is yaml.ScalarEvent:
            return self.scalar(event, line, mark.column + 1)
        if kind is yaml.MappingStartEvent:
            return Mapping(line, mark.column + 1, self.fields(depth))
        items = []
        while type(inner := self.next_event()) is not yaml.SequenceEndEvent:
            items.append(self.node(inner, depth + 1))
        return Sequence(line, mark.column + 1, items)

    def fields(self, depth: int) -> dict[str, tuple[Scalar, Node]]:
        fields: dict[str, tuple[Scalar, Node]] = {}
        while type(inner := self.next_event()) is not yaml.MappingEndEvent:
            key = self.node(inner, depth + 1)
            if type(key) is not Scalar:
                raise self.error_at(inner, NO_NAME)
            if key.text == "<<":
                raise self.error_at(inner, MERGE)
            if key.text in fields:
                raise self.error_at(inner, TWICE, name=key.text, line=fields[key.text][0].line)
            fields[key.text] = (key, self.node(self.next_event(), depth + 1))
        return fields

    def scalar(self, event: Any, line: int, column: int) -> Scalar:
        try:
            text = clean(event.value)
        except AzmilError as error:
            raise SeedError(Problem.of(self.shown, line, column, error)) from None
        near, marks = self.near_comment, (event.start_mark, event.end_mark)
        is_near = bool(near) and not event.style and any(mark.line in near for mark in marks)
        return Scalar(line, column, text, self.comment(event) if is_near else None)

    def comment(self, event: yaml.ScalarEvent) -> Comment | None:
        """Return a comment at unquoted text that may be part of it, or None.

        It follows the text on its last line or on the next, or precedes text that begins on a line below its key.
        """
        first, last = event.start_mark, event.end_mark
        if first is None or last is None or last.line >= len(self.lines):  # an omitted value at the end of the text
            return None
        places = [(_DOUBTFUL_COMMENT, last.line, last.column)]
        indent = _INDENT.match(self.lines[first.line])
        if last.line + 1 < len(self.lines) and indent is not None:  # deeper than the key, where the text could go on
            places.append((_COMMENT_LINE, last.line + 1, indent.end()))
        if first.line and not self.lines[first.line][: first.column].strip():
            places.append((_AFTER_KEY, first.line - 1, 0))
        for pattern, line, column in places:
            if match := pattern.match(self.lines[line], column):
                group = match.lastindex or 0
                return Comment(line + 1 + self.before, match.start(group) + 1, match[group].rstrip())
        return None
