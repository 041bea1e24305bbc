"""The order of battle of a site: bodies below those that they are part of, by country."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from azmil.publish.tables import lines_html
from azmil.values import dates

if TYPE_CHECKING:
    from azmil.publish.page import Links
    from azmil.values.trees import Claim, Node, Tree

MOST_LINES = 6  # ranges shown of a body without claims


def bodies(tree: Tree, source: str, link: Links) -> dict[str, Any]:
    """Return the values of the page: countries, each with its bodies; ``source`` is that of lines without one."""
    countries = groupby(tree.roots, key=lambda node: node.country or "No country")
    return {"countries": [(name, [_node(node, source, link) for node in nodes]) for name, nodes in countries]}


def _node(node: Node, source: str, link: Links) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.name,
        "itself": None if node.links or node.figures else _claim(node.itself, source, link, MOST_LINES),
        "claims": [_claim(claim, source, link) for claim in (*node.links, *node.figures)],
        "is_repeated": node.is_repeated,
        "parts": [_node(part, source, link) for part in node.parts],
    }


def _claim(claim: Claim, source: str, link: Links, most: int | None = None) -> dict[str, Any]:
    shown = dates.in_table(claim.date) if claim.date else ""
    lines = claim.lines or ""
    return {
        "id": claim.id,
        "said": claim.said,
        "date": f"as of {shown}" if shown and claim.observed else shown,
        "hedge": claim.hedge,
        "lines": "" if most is not None and lines.count(", ") >= most else lines_html(lines, source, link),
    }
