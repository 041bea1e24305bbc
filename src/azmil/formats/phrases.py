"""What a node of a tree says, in words, for pictures and graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats.terminal.screen import clean
from azmil.values import dates, hedges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.values.trees import Claim, Node, Step, Tree

MOST_LINES = 6  # ranges shown of a thing without claims


def name_of(node: Node) -> str:
    """Return the name of a node."""
    return clean(node.name)


def phrases(node: Node) -> Iterator[str]:
    """Yield what follows the name of a node: each relation and figure with its date, hedge and lines."""
    for link in node.links:
        yield from relation(link)
    for figure in node.figures:
        yield said(figure, figure.said)
    if not node.links and not node.figures:
        yield from filter(None, [said(node.itself, "", MOST_LINES)])
    if node.is_repeated:
        yield "see above"


def relation(link: Claim) -> Iterator[str]:
    """Yield what a relation says, unless it is a plain part without anything else to say."""
    words = said(link, "" if link.said == "part of" else link.said)
    if words:
        yield words


def said(claim: Claim, words: str, most: int | None = None) -> str:
    """Return some words of a claim with its date, hedge and lines, of which at most ``most`` ranges are shown."""
    date = dates.in_table(claim.date) if claim.date else ""
    found = [
        words,
        f"as of {date}" if date and claim.observed else date,
        "possible" if claim.holds == "possible" else "",
        hedges.unsaid(claim.hedge, words),
    ]
    lines = claim.lines.split(", ") if claim.lines else []
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], f"… ({len(lines)})"]
    text = "; ".join(part for part in found if part)
    cited = f"[{', '.join(lines)}]" if lines else ""
    return clean(" ".join(part for part in (text, cited) if part))


def path_of(steps: list[Step]) -> str:
    """Return the things above the root of a tree, the topmost first, with the relations between them."""
    names = []
    for step in steps:
        words = "; ".join(word for link in step.links for word in relation(link))
        names.append(clean(step.name) + ("" if not words else f" {words}" if words[0] == "[" else f", {words}"))
    return f"in {' > '.join(names)}"


def notes(tree: Tree) -> list[str]:
    """Return the date of a tree, and what it omits as of that date."""
    if tree.as_of is None:
        return []
    counted = [f"{each.number:,} {each.of if each.number > 1 else each.of.removesuffix('s')}" for each in tree.undated]
    found = [f"Relations and figures that may apply as of {dates.in_table(tree.as_of)}."]
    return [*found, f"Omitted, since undated: {', '.join(counted)}."] if counted else found
