"""The sections of a document in its new edition, by the lines that came from each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHORTEST = 5  # lines; fewer that moved into another section belong to that section now


class Part(NamedTuple):
    """A range of lines of the new edition, and the section of the old one that they come from."""

    section: str
    first: int
    last: int
    number: int  # 1 for the longest part of the section, which keeps its id

    @property
    def id(self) -> str:
        """The id of the section."""
        return self.section if self.number == 1 else f"{self.section}-part-{self.number}"


def section_at(sections: Iterable[tuple[str, int, int]], line: int) -> str:
    """Return the id of the section that contains a line, or ''; sections are given as id, first and last line."""
    return next((id_ for id_, first, last in sections if first <= line <= last), "")


def parts(sections: Sequence[tuple[str, int, int]], origins: Mapping[int, int], count: int) -> list[Part]:
    """Return the sections of a new edition with ``count`` lines, in order.

    ``origins`` are the lines of the old edition that lines of the new one come from. Other lines belong to the section
    before them, or to the first one.
    """
    if not sections:
        return []
    by_line = [section_at(sections, origins[line]) if line in origins else None for line in range(1, count + 1)]
    known = [section for section in by_line if section is not None]
    current = known[0] if known else ""
    filled = []
    for section in by_line:
        current = current if section is None else section
        filled.append(current)
    runs = _runs(_absorbed(filled))
    found = []
    ordered = sorted(runs, key=lambda run: (run[1] - run[2], run[1]))
    numbers: dict[str, int] = {}
    for section, first, last in ordered:
        numbers[section] = numbers.get(section, 0) + 1
        if section:
            found.append(Part(section, first, last, numbers[section]))
    return sorted(found, key=lambda part: part.first)


def _runs(by_line: Sequence[str]) -> list[tuple[str, int, int]]:
    runs = []
    first = 1
    for section, lines in groupby(by_line):
        last = first + len(list(lines)) - 1
        runs.append((section, first, last))
        first = last + 1
    return runs


def _absorbed(by_line: Sequence[str]) -> list[str]:
    """Return the section of each line, where a few lines within another section belong to that section."""
    runs = _runs(by_line)
    found = list(by_line)
    for before, (_, first, last), after in zip(runs, runs[1:], runs[2:], strict=False):
        if before[0] == after[0] and last - first + 1 < SHORTEST:
            found[first - 1 : last] = [before[0]] * (last - first + 1)
    return found
