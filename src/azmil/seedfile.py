"""Own the reading of one seed file: YAML as text with positions, and nothing of YAML that could surprise.

PyYAML's own types turn ``no`` and ``010`` into other things, its composer follows aliases and recurses without
limit. So its event stream alone is used: scalars stay text, and anchors, aliases, tags and further documents
are refused where they stand.
"""

from __future__ import annotations

import stat
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_FILE = 8 * 1024 * 1024
DEEPEST = 8
LONGEST_TEXT = 20_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is about five times faster


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """Something wrong in a seed file: where, and what, with what to do about it."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Return the problem as one line, as compilers print them."""
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


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

    def fail(message: str, line: int = 1, column: int = 1) -> SeedError:
        return SeedError(Problem(shown, line, column, message))

    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise fail("is not a regular file")
        if status.st_size > LARGEST_FILE:
            raise fail(f"is larger than {LARGEST_FILE // 1024 // 1024} MiB; split it by topic")
        raw = path.read_bytes()
    except OSError as error:
        raise fail(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise fail("is not UTF-8 text; save it as UTF-8", before.count(b"\n") + 1, column) from None
    try:
        return _Builder(shown).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise fail(f"is not YAML: {error.problem or error.context or 'it cannot be parsed'}", line, column) from None
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        line = text.count("\n", 0, position) + 1
        column = position - (text.rfind("\n", 0, position) + 1) + 1
        raise fail("holds a control character; remove it", line, column) from None
    except yaml.YAMLError as error:
        raise fail(f"is not YAML: {error}") from None


def _place(event: yaml.Event) -> tuple[int, int]:
    """Return line and column of an event, both counted from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """Turns the events of one file into nodes."""

    def __init__(self, shown: str) -> None:
        self.shown = shown

    def fail(self, event: yaml.Event, message: str) -> SeedError:
        return SeedError(Problem(self.shown, *_place(event), message))

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.fail(event, "a second document begins; write one list a file")
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, 0)
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise self.fail(event, "an alias; write the value out (quote a text that begins with '*')")
        if getattr(event, "anchor", None):
            raise self.fail(event, "an anchor; write the value without it (quote a text that begins with '&')")
        if getattr(event, "tag", None):
            raise self.fail(event, "a tag; write the value without it (quote a text that begins with '!')")
        if depth > DEEPEST:
            raise self.fail(event, f"nested deeper than {DEEPEST} levels")
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
                raise self.fail(inner, "a field name must be a text")
            if key.text == "<<":
                raise self.fail(inner, "a merge key; write the fields out")
            if key.text in fields:
                raise self.fail(inner, f"'{key.text}' is given twice, first in line {fields[key.text][0].line}")
            fields[key.text] = (key, self.node(next(events), events, depth + 1))
        return fields

    def scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Scalar:
        text = unicodedata.normalize("NFC", event.value).strip()
        if len(text) > LONGEST_TEXT:
            raise self.fail(event, f"a text longer than {LONGEST_TEXT:,} characters")
        for character in text:
            if unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t":
                raise self.fail(event, f"a control character (U+{ord(character):04X}); remove it")
        return Scalar(line, column, text, not text and not event.style)
