"""Nodes of a seed file: fields, lists and texts with their places."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from azmil import values
from azmil.errors import Fault

if TYPE_CHECKING:
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


class Mapping(NamedTuple):
    """Fields by name, each with the scalar of its key and the node of its value."""

    line: int
    column: int
    fields: dict[str, tuple[Scalar, Node]]


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


def code_point(character: str | int) -> str:
    """Return a character in Unicode notation, such as ``U+0007``."""
    return f"U+{character if isinstance(character, int) else ord(character):04X}"
