"""Locators: lines of sources as users write and read them, such as ``report:6, 49`` or ``51-60``.

A prefix names the source of a range and of all ranges after it. Spaces after a comma are optional.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Exit, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_LINES = Fault(
    "a locator is neither a line nor a range of lines",
    "'{text}' is not a valid line or range of lines",
    "use a form like 53, 51-60 or report:53, 60",
    Exit.USAGE,
)
BACKWARD = Fault(
    "a range of lines ends before it starts",
    "'{text}' is not a valid range of lines: it ends before it starts",
    "put the lower line first",
    Exit.USAGE,
)


MOST_DIGITS = 9  # of a line
_LINES = re.compile(rf"(?:([a-z0-9-]+):)?(\d{{1,{MOST_DIGITS}}})(?:-(\d{{1,{MOST_DIGITS}}}))?", re.ASCII)


class Lines(NamedTuple):
    """A range of lines of a source; the source is empty if the text does not name one."""

    source: str
    first: int
    last: int

    def __str__(self) -> str:
        """Return the range as users write it."""
        lines = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.source}:{lines}" if self.source else lines


def parse(text: str) -> list[Lines]:
    """Return the ranges in a text such as ``report:6, 49``, in order.

    Raises AzmilError for an invalid range, or one that ends before it starts.
    """
    found = []
    for lines in parse_each(text):
        if isinstance(lines, AzmilError):
            raise lines
        found.append(lines)
    return found


def parse_each(text: str) -> Iterator[Lines | AzmilError]:
    """Yield each range in a text, or an error in place of an invalid one."""
    if text.isdecimal() and text.isascii() and len(text) <= MOST_DIGITS:  # most texts
        yield Lines("", int(text), int(text))
        return
    source = ""
    for part in text.split(","):
        match = _LINES.fullmatch(part.strip())
        if match is None:
            yield NO_LINES(text=part.strip())
            continue
        source = match[1] or source
        lines = Lines(source, int(match[2]), int(match[3] or match[2]))
        yield lines if lines.first <= lines.last else BACKWARD(text=part.strip())


def printed(ranges: Iterable[Lines]) -> str:
    """Return ranges in the form that ``parse`` reads, with the source only where it changes."""
    parts = []
    source = ""
    for lines in ranges:
        parts.append(str(lines if lines.source != source else lines._replace(source="")))
        source = lines.source
    return ", ".join(parts)
