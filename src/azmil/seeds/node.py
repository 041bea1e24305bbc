"""Nodes of a seed file: fields, lists and texts with their places."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from azmil import values
from azmil.errors import Fault

if TYPE_CHECKING:
    from collections import abc

    from azmil.values.problems import Problem

LONGEST_TEXT = 20_000

CONTROL = Fault(
    "a seed file contains a control character", "the control character {code} is not allowed here", "remove it"
)
CHECKSUM = Fault(
    "a value contains the prefix of a database checksum",
    "'{mark}' is reserved for the checksum of a database",
    "remove it",
)
TOO_LONG = Fault("a value is too long", "the value is longer than {most:,} characters", "shorten it")


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # and surrogates; not tab and newline


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


class Mapping:
    """Fields by name, each with the scalar of its key and the node of its value."""

    __slots__ = ("_fields", "column", "line")

    def __init__(self, line: int, column: int, fields: abc.Mapping[str, tuple[Scalar, Node]]) -> None:
        self.line = line
        self.column = column
        self._fields = fields

    @property
    def fields(self) -> abc.Mapping[str, tuple[Scalar, Node]]:
        """The fields, in their order."""
        return self._fields

    def with_fields(self, fields: abc.Mapping[str, tuple[Scalar, Node]]) -> Mapping:
        """Return a node at the same place with other fields."""
        return Mapping(self.line, self.column, fields)

    def __eq__(self, other: object) -> bool:
        """Return whether another node has the same fields at the same places."""
        if not isinstance(other, Mapping):
            return NotImplemented
        return (self.line, self.column, self.fields) == (other.line, other.column, other.fields)

    __hash__ = None  # type: ignore[assignment]  # its fields can change

    def __repr__(self) -> str:
        """Return the node as it is written in Python."""
        return f"Mapping({self.line}, {self.column}, {self.fields})"


class Plain(Mapping):
    """Fields that are all texts, as in most items; their nodes are made when they are asked for, which is seldom.

    For each value, ``places`` has the number of lines after that of the item, and the column. Items of the same form
    share their names, ``keys`` and places. Without ``keys``, each name is at column 3 of the line of its value.
    """

    __slots__ = ("keys", "names", "places", "texts")

    def __init__(
        self,
        line: int,
        column: int,
        names: tuple[str, ...],
        texts: abc.Sequence[str],
        places: tuple[int, ...],
        keys: tuple[Scalar, ...] | None = None,
    ) -> None:
        self.line = line
        self.column = column
        self.names = names
        self.texts = texts
        self.places = places
        self.keys = keys

    @property
    def fields(self) -> abc.Mapping[str, tuple[Scalar, Node]]:
        """The fields, in their order."""
        lines = [self.line + after for after in self.places[::2]]
        keys = self.keys or [Scalar(line, 3, name) for line, name in zip(lines, self.names, strict=True)]
        values = map(Scalar, lines, self.places[1::2], self.texts)
        return {key.text: (key, value) for key, value in zip(keys, values, strict=True)}


Node = Scalar | Sequence | Mapping


def clean(text: str) -> str:
    """Return a text in normal form, without blanks around it; raise AzmilError if it cannot be a value."""
    text = (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()
    if len(text) > LONGEST_TEXT:
        raise TOO_LONG(most=LONGEST_TEXT)
    if not text.isprintable() and (control := _CONTROL.search(text)) is not None:
        raise CONTROL(code=code_point(control[0]))
    if values.CHECKSUM_MARK in text:
        raise CHECKSUM(mark=values.CHECKSUM_MARK)
    return text


def is_printable(text: str) -> bool:
    """Return whether the lines of a text consist of printable characters and spaces."""
    return text.replace("\n", "").isprintable()


def is_clean(text: str) -> bool:
    """Return whether the parts of the lines of a text, without blanks around them, are as ``clean`` returns them."""
    return (
        (is_printable(text) or ("\t" not in text and _CONTROL.search(text) is None))
        and values.CHECKSUM_MARK not in text
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
        and (len(text) <= LONGEST_TEXT or max(map(len, text.split("\n"))) <= LONGEST_TEXT)
    )


def code_point(character: str | int) -> str:
    """Return a character in Unicode notation, such as ``U+0007``."""
    return f"U+{character if isinstance(character, int) else ord(character):04X}"
