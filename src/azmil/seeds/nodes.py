"""One seed file as nodes: YAML as text with positions, and nothing of YAML that could surprise.

PyYAML's own types turn ``no`` and ``010`` into other things, its composer follows aliases and recurses without
limit. So its event stream alone is used: scalars stay text, and anchors, aliases, tags and further documents
are refused where they stand.
"""

from __future__ import annotations

import codecs
import re
import stat
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from azmil import values
from azmil.errors import Fault, reason_of
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_FILE = 8 * 1024 * 1024
DEEPEST = 8
LONGEST_TEXT = 20_000

NO_FILE = Fault("a seed file is a pipe, a folder or a device", "is not a regular file", "put a text file in its place")
TOO_LARGE = Fault("a seed file is too large", "is larger than {most} MiB", "split it by topic")
CANNOT_READ = Fault(
    "the system refuses to read a seed file", "cannot be read: {reason}", "make it readable, or remove it"
)
NO_UTF8 = Fault("a seed file is not UTF-8", "is not UTF-8 text", "save it as UTF-8")
NO_YAML = Fault(
    "a seed file is not YAML", "is not YAML: {reason}", "quote the text, or mend the brackets or the margin"
)
CONTROL = Fault(
    "a seed file or a text in it holds a character that is not for reading", "holds a control character", "remove it"
)
SECOND_DOCUMENT = Fault("a seed file holds two documents", "a second document begins", "write one list a file")
ALIAS = Fault("a value is an alias of YAML", "an alias", "write the value out (quote a text that begins with '*')")
ANCHOR = Fault("a value has an anchor of YAML", "an anchor", "leave it out (quote a text that begins with '&')")
TAG = Fault("a value has a tag of YAML", "a tag", "leave it out (quote a text that begins with '!')")
TOO_DEEP = Fault(
    "lists and fields stand inside each other without end", "nested deeper than {most} levels", "write it flat"
)
NO_NAME = Fault("the name of a field is a list or has fields", "a field name must be a text", "write 'field: value'")
MERGE = Fault("fields are merged as YAML can", "a merge key", "write the fields out")
TWICE = Fault("an item has a field twice", "'{name}' is given twice, first in line {line}", "remove one of them")
CHECKSUM = Fault(
    "a text contains the mark of a database's checksum",
    "'{mark}' is not allowed here: it marks the checksum of a database",
    "remove it",
)
TOO_LONG = Fault("a text is too long", "a text longer than {most:,} characters", "shorten it")

_SEPARATORS = re.compile("[\x85\u2028\u2029]")  # YAML ends a line at them, and an editor does not
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is about five times faster


_COUNTS_BYTES = _LOADER is not yaml.SafeLoader  # where the C parser says that a character stands


class SeedError(Exception):
    """A seed file that cannot be read at all; carries its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text."""

    line: int
    column: int
    text: str
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    line: int
    column: int
    items: list[Node]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields by name, each with the scalar that is its key and the node that is its value."""

    line: int
    column: int
    fields: dict[str, tuple[Scalar, Node]]


Node = Scalar | Sequence | Mapping


def read(path: Path, shown: str) -> Node | None:
    """Return the one node of a seed file, or None if it is empty; raise SeedError with ``shown`` as its name."""

    def fail(fault: Fault, line: int = 1, column: int = 1, /, **values: object) -> SeedError:
        return SeedError(Problem.of(shown, line, column, fault(**values)))

    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise fail(NO_FILE)
        if status.st_size > LARGEST_FILE:
            raise fail(TOO_LARGE, most=LARGEST_FILE // 1024 // 1024)
        raw = path.read_bytes()
    except OSError as error:
        raise fail(CANNOT_READ, reason=reason_of(error)) from None
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise fail(NO_UTF8, *_after(error.object[: error.start].decode())) from None
    if (separator := _SEPARATORS.search(text)) is not None:
        raise fail(CONTROL, *_after(text[: separator.start()]))
    try:
        return _Builder(shown).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = error.problem or error.context or "it cannot be parsed"
        raise fail(NO_YAML, line, column, reason=reason) from None
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        before = text.encode()[:position].decode(errors="ignore") if _COUNTS_BYTES else text[:position]
        raise fail(CONTROL, *_after(before)) from None
    except yaml.YAMLError as error:
        raise fail(NO_YAML, reason=error) from None


def _after(text: str) -> tuple[int, int]:
    """Return the line and column that come after a text, both counted from 1."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _place(event: yaml.Event) -> tuple[int, int]:
    """Return line and column of an event, both counted from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """Turns the events of one file into nodes."""

    def __init__(self, shown: str) -> None:
        self.shown = shown

    def fail(self, event: yaml.Event, fault: Fault, /, **values: object) -> SeedError:
        return SeedError(Problem.of(self.shown, *_place(event), fault(**values)))

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.fail(event, SECOND_DOCUMENT)
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, 0)
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise self.fail(event, ALIAS)
        if getattr(event, "anchor", None):
            raise self.fail(event, ANCHOR)
        if getattr(event, "tag", None):
            raise self.fail(event, TAG)
        if depth > DEEPEST:
            raise self.fail(event, TOO_DEEP, most=DEEPEST)
        line, column = _place(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line, column)
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(line, column, self.fields(events, depth))
        items = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(self.node(inner, events, depth + 1))
        return Sequence(line, column, items)

    def fields(self, events: Iterator[yaml.Event], depth: int) -> dict[str, tuple[Scalar, Node]]:
        fields: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self.node(inner, events, depth + 1)
            if not isinstance(key, Scalar):
                raise self.fail(inner, NO_NAME)
            if key.text == "<<":
                raise self.fail(inner, MERGE)
            if key.text in fields:
                raise self.fail(inner, TWICE, name=key.text, line=fields[key.text][0].line)
            fields[key.text] = (key, self.node(next(events), events, depth + 1))
        return fields

    def scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Scalar:
        text = unicodedata.normalize("NFC", event.value).strip()
        if len(text) > LONGEST_TEXT:
            raise self.fail(event, TOO_LONG, most=LONGEST_TEXT)
        if any(unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t" for one in text):
            raise self.fail(event, CONTROL)
        if values.CHECKSUM_MARK in text:
            raise self.fail(event, CHECKSUM, mark=values.CHECKSUM_MARK)
        return Scalar(line, column, text, not text and not event.style)
