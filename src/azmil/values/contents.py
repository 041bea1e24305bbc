"""The contents of a whole knowledge base, as they are published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.values.answers import Answer, Report
    from azmil.values.references import Reference
    from azmil.values.sheets import Place, Sheet
    from azmil.values.trees import Tree


class Line(NamedTuple):
    """A line of a source: its number, section, verdict, reason, claims that it states, and its text if attached."""

    number: int
    section: str
    verdict: str  # "repeats" for a cited line that repeats an earlier one, "proposed" for a guess
    first_same: int
    reason: str | None
    claims: list[str]
    text: str | None


class Retired(NamedTuple):
    """A former id of a record: the current one, and the reason for the change."""

    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its details (pairs of name and value in words) and its lines."""

    id: str
    title: str
    details: list[tuple[str, str]]
    lines: list[Line]


class Choices(NamedTuple):
    """What filters and sorting of a report do, where its rows do not show it.

    - ``taken``: for each column to choose from, the numbers of the rows that a filter by a value matches, if these are
      others than the rows with that value, such as narrower categories;
    - ``trees``: for each column of a tree, its words, each above those below it, with their depths;
    - ``keys``: what sorts by each column: names of columns, or values by row.
    """

    taken: Mapping[str, Mapping[str, list[int]]]
    trees: Mapping[str, list[tuple[str, int]]]
    keys: Mapping[str, list[str | list[Any]]]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything in a knowledge base.

    - ``about``: its version and digests;
    - ``kinds``: the number of records of each kind; ``claims``: the kinds that are claims;
    - ``references`` and ``places``: the citation and the cited lines of each record;
    - ``tables``: the rows of each report, with the ids that its names refer to; ``choices``: by name of the report,
      what its filters and its sorting do;
    - ``bodies``: the order of battle;
    - ``retired``: the current id of each retired one, and the reason;
    - ``names``: the folded names of each record;
    - ``indexed``: the two texts by which search finds each record, its names and its other words.
    """

    about: Mapping[str, str]
    documents: list[Document]
    kinds: list[tuple[str, int]]
    claims: frozenset[str]
    sheets: list[Sheet]
    references: Mapping[str, Reference]
    places: Mapping[str, list[Place]]
    tables: list[tuple[Report, Answer]]
    choices: Mapping[str, Choices]
    bodies: Tree
    retired: Mapping[str, Retired]
    names: Mapping[str, list[str]]
    indexed: Mapping[str, tuple[str, str]]
