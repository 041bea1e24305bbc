"""Trees of things and their parts, with the claims that each part rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from azmil.values.answers import Column, answer_of
from azmil.values.locators import parse, printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.values.answers import Answer, Row

# Relations between a part and its whole: the subject is the part in the first list, the whole in the second.
PART_OF = ("part-of", "subordinate-to", "incorporated-in")
WHOLE_OF = ("includes", "has-unit")


class Symbol(NamedTuple):
    """The APP-6 symbol of a body: symbol set (2 digits), entity and modifiers (10), and the code of its echelon (2)."""

    set: str
    icon: str
    echelon: str


class Claim(NamedTuple):
    """A claim behind a node: the relation to its whole, a figure, or an action on an agreement."""

    id: str
    said: str  # what it says in a few words, such as "about 5,000 personnel" or "part of"
    date: str | None
    observed: bool
    holds: str | None  # "certain" or "possible", if the tree is drawn as of a date
    hedge: str | None
    modality: str
    flags: frozenset[str]  # the columns of marks that apply, such as "disputed"
    lines: str | None


@dataclass(eq=False, slots=True)
class Node:
    """A thing in a tree. A thing that occurs again has ``is_repeated`` and no parts there."""

    id: str
    name: str
    kind: str
    itself: Claim  # the record of the thing
    relation: str | None = None  # code of the relation to the node above
    links: list[Claim] = field(default_factory=list)  # that make it part of the node above
    figures: list[Claim] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    is_repeated: bool = False
    country: str | None = None  # of a root
    symbol: Symbol | None = None  # None if it has none, as most bodies that are no units

    @property
    def strength(self) -> str | None:
        """The figures as stated, or None."""
        return "; ".join(figure.said for figure in self.figures) or None

    @property
    def claims(self) -> list[Claim]:
        """The claims behind the node: its relations and figures, or if there are none, the record of the thing."""
        return [*self.links, *self.figures] or [self.itself]

    @property
    def hedge(self) -> str | None:
        """The hedges of its claims, each with its claim unless all are the same; None if there are none."""
        found = [(claim.said, claim.hedge) for claim in self.claims]
        if len({hedge for _, hedge in found}) == 1:
            return found[0][1]
        return "; ".join(f"{said}: {hedge}" for said, hedge in found if hedge)

    @property
    def lines(self) -> str | None:
        """The lines that state its claims; None if it is uncited."""
        ranges = {lines for claim in self.claims if claim.lines for lines in parse(claim.lines)}
        return printed(sorted(ranges)) or None


class Step(NamedTuple):
    """A thing above the root of a tree, and the claims that make the next one down a part of it."""

    id: str
    name: str
    links: list[Claim]


class Undated(NamedTuple):
    """Undated claims that a tree as of a date omits."""

    number: int
    of: str  # "relations", "figures" or "actions"


@dataclass(eq=False, slots=True)
class Tree:
    """The roots of a tree, the things above a single root, and what is omitted.

    ``above`` are paths from the top down to the root; ``is_by_country`` says whether each root has a country as its
    heading; ``marks`` and ``labels`` are the mark and label of each modality; ``as_of`` is its date in EDTF.
    """

    roots: list[Node]
    above: list[list[Step]] = field(default_factory=list)
    undated: list[Undated] = field(default_factory=list)
    is_by_country: bool = False
    marks: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    as_of: str | None = None


def flat(tree: Tree) -> Answer:
    """Return the nodes of a tree as rows, each before its parts.

    Columns: id, name, kind, country, parent_id, depth (0 for a root), relation, strength, hedge, lines.
    """
    rows = list(_rows(tree.roots, None, 0, None))
    names = ["id", "name", "kind", "country", "parent_id", "depth", "relation", "strength", "hedge", "lines"]
    answer = answer_of(names, rows, depth="number", lines="lines")
    answer.columns[0] = Column("id", "id")
    return answer


def _rows(nodes: Iterable[Node], parent: str | None, depth: int, country: str | None) -> Iterator[Row]:
    for node in nodes:
        above = node.country if depth == 0 else country
        yield (
            *(node.id, node.name, node.kind, above, parent, depth, node.relation),
            *(node.strength, node.hedge, node.lines),
        )
        yield from _rows(node.parts, node.id, depth + 1, above)
