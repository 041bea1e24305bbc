"""Locators: lines of sources as users write and read them, such as ``report:6, 49`` or ``51-60``.

A prefix names the source of its own range and of those after it. Blanks after a comma are optional.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Exit, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_LINES = Fault(
    "what is given as lines is no line or range of lines",
    "'{text}' is not a line or range of lines",
    "write it like 53, 51-60 or report:53, 60",
    Exit.USAGE,
)
BACKWARD = Fault(
    "a range of lines ends before it begins",
    "'{text}' ends before it begins",
    "write the smaller line first",
    Exit.USAGE,
)


class Lines(NamedTuple):
    """A range of lines of a source; the source is empty where the text names none."""

    source: str
    first: int
    last: int

    def __str__(self) -> str:
        """Return the range as users write it."""
        lines = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.source}:{lines}" if self.source else lines


def parse(text: str) -> list[Lines]:
    """Return the ranges that a text such as ``report:6, 49`` names, in its order.

    Raises AzmilError for what is not a range, and for one that ends before it begins.
    """
    found = []
    for lines in each(text):
        if isinstance(lines, AzmilError):
            raise lines
        found.append(lines)
    return found


def each(text: str) -> Iterator[Lines | AzmilError]:
    """Yield each range of a text, or in its place the error that says what is wrong with it."""
    source = ""
    for part in text.split(","):
        match = re.fullmatch(r"(?:([a-z0-9-]+):)?(\d{1,9})(?:-(\d{1,9}))?", part.strip(), re.ASCII)
        if match is None:
            yield NO_LINES(text=part.strip())
            continue
        source = match[1] or source
        lines = Lines(source, int(match[2]), int(match[3] or match[2]))
        yield lines if lines.first <= lines.last else BACKWARD(text=part.strip())


def printed(ranges: Iterable[Lines]) -> str:
    """Return ranges as one text that ``parse`` reads back; a source is named where it changes."""
    parts = []
    source = ""
    for lines in ranges:
        parts.append(str(lines if lines.source != source else lines._replace(source="")))
        source = lines.source
    return ", ".join(parts)
