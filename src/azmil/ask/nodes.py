"""Nodes of trees, built from edges between things."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.values.trees import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azmil.ask.structure import Edge, Thing
    from azmil.values.trees import Claim


class Root(NamedTuple):
    """A root of a tree: its key, the claims that make it a part of its heading, and the id of its country."""

    key: str
    links: tuple[Edge, ...] = ()
    country_id: str | None = None


def claims_of(edges: Iterable[Edge]) -> list[Claim]:
    """Return the claims of edges."""
    return [edge.claim for edge in edges if edge.claim is not None]


def grouped(edges: Iterable[Edge]) -> dict[tuple[str, str], list[Edge]]:
    """Return edges by part and whole."""
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        found.setdefault((edge.part, edge.whole), []).append(edge)
    return found


def by_whole(edges: Iterable[Edge]) -> dict[str, list[Edge]]:
    """Return edges by whole."""
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(edge.whole, []).append(edge)
    return found


def closure(ids: Iterable[str], edges: dict[str, list[Edge]]) -> set[str]:
    """Return things and everything below them."""
    found: set[str] = set()
    pending = list(ids)
    while pending:
        id_ = pending.pop()
        if id_ not in found:
            found.add(id_)
            pending += [edge.part for edge in edges.get(id_, [])]
    return found


class Builder:
    """Builds nodes; a thing that occurs again has no parts there, so that cycles end."""

    def __init__(self, edges: dict[str, list[Edge]], things: dict[str, Thing], figures: dict[str, list[Claim]]) -> None:
        self.edges = edges
        self.things = things
        self.figures = figures
        self.built: set[str] = set()

    def roots(self, roots: Sequence[Root], countries: dict[str, str]) -> list[Node]:
        """Return the nodes of roots; minor things are omitted, unless there is only one root."""
        found = []
        for root in roots:
            node = self._node(root.key, root.links)
            node.country = countries.get(root.country_id or "")
            if len(roots) == 1 or self._is_shown(root.key, node):
                found.append(node)
        return found

    def _node(self, key: str, links: Sequence[Edge]) -> Node:
        thing = self.things[key]
        relation = links[0].relation if links else None
        node = Node(thing.id, thing.name, thing.kind, thing.itself, relation, claims_of(links), symbol=thing.symbol)
        figures, below = self.figures.get(key, []), self.edges.get(key, [])
        if key in self.built:
            node.is_repeated = bool(figures or below)
            return node
        self.built.add(key)
        node.figures = figures
        parts = sorted(grouped(below).items(), key=lambda each: self.things[each[0][0]].order)
        for (part, _), some in parts:
            inner = self._node(part, some)
            if self._is_shown(part, inner):
                node.parts.append(inner)
        return node

    def _is_shown(self, key: str, node: Node) -> bool:
        return bool(node.parts or node.links or node.figures or node.is_repeated or not self.things[key].is_minor)
