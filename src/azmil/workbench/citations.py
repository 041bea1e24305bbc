"""Citations of an old edition rewritten for a new one, in the form in which they were written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.values.locators import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PART = re.compile(r"(\s*)((?:([a-z0-9-]+):)?(\d+)(?:-(\d+))?)(\s*)", re.ASCII)


class Rewriter:
    """Rewrites the citations of one source: placed lines get new numbers, the others refer to the old edition."""

    def __init__(
        self,
        source: str,
        edition: str,
        places: Mapping[int, int],
        old: Sequence[str | None],
        new: Sequence[str | None],
    ) -> None:
        self.source = source
        self.edition = edition
        self.places = places
        self.blank_before = {line for line, digits in enumerate(old, 1) if digits is None}
        self.blank_after = {line for line, digits in enumerate(new, 1) if digits is None}

    def cites_undecided(self, first: int, last: int) -> bool:
        """Return whether a range of the old edition has a line without a place."""
        lines = [line for line in range(first, last + 1) if line not in self.blank_before]
        return not lines or any(line not in self.places for line in lines)

    def text(self, written: str, default: str) -> str:
        """Return a locator such as ``report:6, 49`` rewritten; ``default`` is the source of a bare line."""
        parts = []
        named = ""  # as read: the prefix that holds
        holds = ""  # as written
        for part in written.split(","):
            match = _PART.fullmatch(part)
            if match is None:  # reported by a check
                return written
            before, prefix, first, last, after = match[1], match[3], int(match[4]), int(match[5] or match[4]), match[6]
            named = prefix or named
            source = named or default
            ranges = self._ranges(source, first, last)
            texts: list[str] = []
            for lines in ranges:
                is_named = lines.source != (holds or default) or (prefix is not None and not texts)
                holds = lines.source if is_named else holds
                texts.append(str(lines if is_named else lines._replace(source="")))
            parts.append(before + ", ".join(texts) + after)
        return ",".join(parts)

    def _ranges(self, source: str, first: int, last: int) -> list[Lines]:
        """Return the ranges in which the lines of a range are now."""
        if source != self.source:
            return [Lines(source, first, last)]
        cited = [line for line in range(first, last + 1) if line not in self.blank_before]
        placed = [(self.source, self.places[line]) if line in self.places else (self.edition, line) for line in cited]
        ranges: list[Lines] = []
        for name, line in placed:
            if ranges and self._continues(ranges[-1], name, line):
                ranges[-1] = ranges[-1]._replace(last=line)
            else:
                ranges.append(Lines(name, line, line))
        if not ranges:
            return [Lines(self.edition, first, last)]
        if ranges == [Lines(source, cited[0], cited[-1])]:
            return [Lines(source, first, last)]  # with the blank lines at its ends
        return ranges

    def _continues(self, before: Lines, name: str, line: int) -> bool:
        """Return whether a line continues a range, with nothing but blank lines between them."""
        blank = self.blank_after if name == self.source else self.blank_before
        return (
            before.source == name and line > before.last and all(each in blank for each in range(before.last + 1, line))
        )
