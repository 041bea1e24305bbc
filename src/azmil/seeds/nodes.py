"""Nodes of a seed file: a strict subset of YAML in which every scalar is text with a position.

PyYAML's loader turns ``no`` and ``010`` into other types, and its composer follows aliases and recurses without
limit. Only its event stream is used here: scalars stay text, and anchors, aliases, tags and further documents
are errors.
"""

from __future__ import annotations

import codecs
import re
import stat
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from azmil import values
from azmil.errors import AzmilError, Fault, reason_of
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGEST_FILE = 8 * 1024 * 1024
DEEPEST = 8
LONGEST_TEXT = 20_000

NO_FILE = Fault(
    "a seed file is a pipe, a folder or a device", "the file is not a regular file", "replace it with a text file"
)
TOO_LARGE = Fault("a seed file is too large", "the file is larger than {most} MiB", "split it by topic")
CANNOT_READ = Fault(
    "the system denies access to a seed file", "cannot read the file: {reason}", "make it readable, or remove it"
)
NO_UTF8 = Fault("a seed file is not UTF-8 text", "the file is not UTF-8 text", "save it as UTF-8")
NO_YAML = Fault(
    "a seed file is not valid YAML", "invalid YAML: {reason}", "quote the text, or fix the brackets or the indentation"
)
CONTROL = Fault(
    "a seed file contains a control character", "the control character {code} is not allowed here", "remove it"
)
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
CHECKSUM = Fault(
    "a value contains the prefix of a database checksum",
    "'{mark}' is reserved for the checksum of a database",
    "remove it",
)
TOO_LONG = Fault("a value is too long", "the value is longer than {most:,} characters", "shorten it")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # and surrogates; not tab and newline
_SEPARATORS = re.compile("[\x85\u2028\u2029]")  # line breaks in YAML, but not in editors
# A comment, unless it has two spaces before '#' and one after it.
_DOUBTFUL_COMMENT = re.compile(r"[ \t]+(#\S.*)|[ \t](#.*)")
_COMMENT_LINE = re.compile(r"[ \t]+(#[^#\s].*)")  # without a space after '#'
_INDENT = re.compile(r"[ \t]*(?:- +(?=[\w-]+:))?")  # of a key, or of an item of a list
_AFTER_KEY = re.compile(r"[ \t]*(?:- +)*[\w-]+:[ \t]+(#[^#\s].*)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is about five times faster
_COUNTS_BYTES = _LOADER is not yaml.SafeLoader  # whether positions of invalid characters are in bytes


class SeedError(Exception):
    """An error that makes a seed file unreadable, with its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment after unquoted text that may have been meant as part of the text, such as ``#5``."""

    line: int
    column: int
    text: str


class Scalar(NamedTuple):
    """A text; empty for a field without a value."""

    line: int
    column: int
    text: str
    comment: Comment | None = None  # possibly the rest of the text, which YAML reads as a comment


class Sequence(NamedTuple):
    """A list of nodes."""

    line: int
    column: int
    items: list[Node]


class Mapping(NamedTuple):
    """Fields by name, each with the scalar of its key and the node of its value."""

    line: int
    column: int
    fields: dict[str, tuple[Scalar, Node]]


Node = Scalar | Sequence | Mapping


def read(path: Path, shown: str) -> Node | None:
    """Return the root node of a seed file, or None if it is empty; raise SeedError, which names it as ``shown``."""
    return parse(text_of(path, shown), shown)


def text_of(path: Path, shown: str) -> str:
    """Return the text of a seed file; raise SeedError, which names the file as ``shown``, if it cannot be read."""
    error_at = _errors_in(shown)
    try:
        if not stat.S_ISREG((status := path.stat()).st_mode):
            raise error_at(NO_FILE)
        if status.st_size > LARGEST_FILE:
            raise error_at(TOO_LARGE, most=LARGEST_FILE // 1024 // 1024)
        raw = path.read_bytes()
    except OSError as error:
        raise error_at(CANNOT_READ, reason=reason_of(error)) from None
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise error_at(NO_UTF8, *_after(error.object[: error.start].decode())) from None
    if (separator := _SEPARATORS.search(text)) is not None:
        raise error_at(CONTROL, *_after(text[: separator.start()]), code=_code_point(separator[0]))
    return text


def parse(text: str, shown: str) -> Node | None:
    """Return the root node of a text, or None if it is empty; raise SeedError, which names its file as ``shown``."""
    error_at = _errors_in(shown)
    try:
        return _Builder(shown, text).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = error.problem or error.context or "it cannot be parsed"
        raise error_at(NO_YAML, line, column, reason=reason) from None
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        before = text.encode()[:position].decode(errors="ignore") if _COUNTS_BYTES else text[:position]
        raise error_at(CONTROL, *_after(before), code=_code_point(error.character)) from None
    except yaml.YAMLError as error:
        raise error_at(NO_YAML, reason=error) from None


def _errors_in(shown: str) -> Callable[..., SeedError]:
    """Return the function that makes the error of a fault at a line and column of a file."""

    def error_at(fault: Fault, line: int = 1, column: int = 1, /, **values: object) -> SeedError:
        return SeedError(Problem.of(shown, line, column, fault(**values)))

    return error_at


def clean(text: str) -> str:
    """Return a text in normal form, without blanks around it; raise AzmilError if it cannot be a value."""
    text = (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()
    if len(text) > LONGEST_TEXT:
        raise TOO_LONG(most=LONGEST_TEXT)
    if not text.isprintable() and (control := _CONTROL.search(text)) is not None:
        raise CONTROL(code=_code_point(control[0]))
    if values.CHECKSUM_MARK in text:
        raise CHECKSUM(mark=values.CHECKSUM_MARK)
    return text


def _after(text: str) -> tuple[int, int]:
    """Return the line and column after a text, both counted from 1."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _code_point(character: str | int) -> str:
    """Return a character in Unicode notation, such as ``U+0007``."""
    return f"U+{character if isinstance(character, int) else ord(character):04X}"


def _place(event: yaml.Event) -> tuple[int, int]:
    """Return the line and column of an event, both counted from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """A converter of the events of one file into nodes."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown = shown
        self.lines = re.split(r"\r\n|\r|\n", text)
        # Lines at which a comment is sought: those with '#', the one before and the one after.
        with_mark = [number for number, line in enumerate(self.lines) if "#" in line]
        self.near_comment = {at for number in with_mark for at in (number - 1, number, number + 1)}
        # Without yaml.parse, which asks for each event twice.
        self.next_event: Callable[[], Any] = _LOADER(text).get_event

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
        if kind is yaml.ScalarEvent:
            return self.scalar(event, mark.line + 1, mark.column + 1)
        if kind is yaml.MappingStartEvent:
            return Mapping(mark.line + 1, mark.column + 1, self.fields(depth))
        items = []
        while type(inner := self.next_event()) is not yaml.SequenceEndEvent:
            items.append(self.node(inner, depth + 1))
        return Sequence(mark.line + 1, mark.column + 1, items)

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
        is_near = not event.style and (event.end_mark.line in self.near_comment or line - 1 in self.near_comment)
        return Scalar(line, column, text, self.comment(event) if is_near else None)

    def comment(self, event: yaml.ScalarEvent) -> Comment | None:
        """Return a comment at unquoted text that may be part of it, or None.

        It follows the text on its last line or on the next, or precedes text that begins on a line below its key.
        """
        first, last = event.start_mark, event.end_mark
        if first is None or last is None:
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
                return Comment(line + 1, match.start(group) + 1, match[group].rstrip())
        return None
