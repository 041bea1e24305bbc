"""Hints on seeds: what may be wrong although it is valid. One function for each hint, or for hints found together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.values.problems import natural
from azmil.workbench.hints.base import Hint, Place
from azmil.workbench.hints.differences import figures_that_differ
from azmil.workbench.hints.lines import compared_with_lines, dense_lines
from azmil.workbench.hints.reading import Reading
from azmil.workbench.hints.repeats import same_claims, same_things
from azmil.workbench.hints.sources import source_descriptions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.book import Book

__all__ = ["NAMES", "Found", "Hint", "Place", "hints"]

FINDERS = (figures_that_differ, compared_with_lines, dense_lines, same_things, same_claims, source_descriptions)
# The name of each hint, with what it means.
NAMES = {
    "differ": "figures differ on the same subject, kind and time",
    "not-in-lines": "the cited lines do not contain a figure, date or name of the claim",
    "stronger": "the claim is firmer than the words of its lines, or drops a negation",
    "weaker": "the claim is hedged, and its lines are not",
    "dense-line": "a line cited once has further figures, or states talks or an agreement",
    "same-thing": "a thing has the name of another one",
    "same-claim": "a claim repeats another one",
    "source-description": "a source has no archive address, date or licence",
}


class Found:
    """The hints on seeds, and the ids of the sources whose text is not kept, so that their lines were not compared."""

    def __init__(self, hints: list[Hint], without_text: list[str]) -> None:
        self.hints = hints
        self.without_text = without_text


def hints(book: Book, paths: Iterable[str] | None = None) -> Found:
    """Return the hints on the records of a book without problems, by place; only those in the given files, if any."""
    reading = Reading(book)
    found = [hint for finder in FINDERS for hint in finder(reading)]
    if paths is not None:
        shown = set(paths)
        found = [placed for hint in found if (placed := hint.at(shown)) is not None]
    found.sort(key=lambda hint: (natural(hint.place.path), *hint.place[1:3], hint.name, hint.message))
    return Found(found, reading.without_text(paths))
