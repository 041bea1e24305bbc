"""The order of battle of a site: bodies below those that they are part of, by country."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from azmil.formats import phrases, svg, symbols
from azmil.publish.tables import lines_html
from azmil.values import dates, hedges
from azmil.values.trees import Tree

if TYPE_CHECKING:
    from azmil.publish.page import Links
    from azmil.values.trees import Claim, Node

LEAD = (
    "Each body below the one that it is part of, with what the source says of its strength, the hedge in words and the "
    "lines."
)
FEWEST = 5  # bodies of a country that has a picture


def bodies(tree: Tree, source: str, link: Links) -> dict[str, Any]:
    """Return the values of the page: countries, each with its bodies; ``source`` is that of lines without one.

    A country with several bodies has a picture of them, if the library for symbols is installed.
    """
    groups = groupby(tree.roots, key=lambda node: node.country or "No country")
    countries = [(name, list(roots)) for name, roots in groups]
    drawn = {name: Tree(roots) for name, roots in countries if svg.LEGIBLE >= svg.size(Tree(roots)) >= FEWEST}
    has_pictures = symbols.is_available()
    return {
        "heading": "Order of battle",
        "lead": LEAD,
        "notes": phrases.notes(tree),
        "countries": [(name, [_node(node, source, link) for node in roots]) for name, roots in countries],
        "symbols": svg.symbols_of(drawn.values()) if has_pictures else "",
        "frame": svg.FRAME,
        "pictures": {name: svg.part_of_page(some, f"{name}: bodies and their parts") for name, some in drawn.items()}
        if has_pictures
        else {},
    }


def _node(node: Node, source: str, link: Links) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.name,
        "is_record": node.kind != "category",
        "itself": None if node.links or node.figures else _claim(node.itself, source, link),
        "claims": [_claim(claim, source, link) for claim in (*node.links, *node.figures)],
        "is_repeated": node.is_repeated,
        "parts": [_node(part, source, link) for part in node.parts],
    }


def _claim(claim: Claim, source: str, link: Links) -> dict[str, Any]:
    shown = dates.in_table(claim.date) if claim.date else ""
    lines = claim.lines or ""
    return {
        "id": claim.id,
        "said": claim.said,
        "date": f"as of {shown}" if shown and claim.observed else shown,
        "hedge": hedges.unsaid(claim.hedge, claim.said),
        "holds": claim.holds,
        "lines": lines_html(lines, source, link) if lines else "",
    }
