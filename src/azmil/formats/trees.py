"""Trees on a terminal: one node per line, with guides, folded at the width of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.formats.base import MARKS
from azmil.formats.terminal.folding import cells_of
from azmil.formats.terminal.screen import has_colour, legible, width_of
from azmil.values import dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from azmil.values.trees import Claim, Node, Step, Tree

LEAST = 24  # columns for text next to the guides, even where the terminal is narrower
MOST_LINES = 6  # ranges shown of a thing without claims
_BOLD, _DIM, _MARK, _PLAIN = "1", "2", "33", ""


class _Guides(NamedTuple):
    """The lines between nodes: before a node, before the last one, below a node, below the last one."""

    inner: str
    last: str
    below: str
    blank: str = "   "


_UNICODE = _Guides("├─ ", "└─ ", "│  ")
_ASCII = _Guides("|- ", "`- ", "|  ")
_Word = tuple[str, str]  # a word and its style


def draw(tree: Tree, stream: TextIO) -> None:
    """Print a tree, and the legend of its marks."""
    _Drawing(tree, stream).write()


class _Drawing:
    """A tree as it is printed to a stream."""

    def __init__(self, tree: Tree, stream: TextIO) -> None:
        self.tree = tree
        self.stream = stream
        self.has_colour = has_colour(stream)
        self.width = width_of(stream)
        lines = "".join(_UNICODE)
        self.guides = _UNICODE if legible(lines, stream.encoding) == lines else _ASCII
        self.used: dict[str, str] = {}  # mark -> its meaning

    def write(self) -> None:
        """Print the tree."""
        for path in self.tree.above:
            self._line("", "  ", list(self._path(path)))
        heading: object = self  # no country
        for at, node in enumerate(self.tree.roots):
            if self.tree.is_by_country and node.country != heading:
                heading = node.country
                self.stream.write("\n" if at else "")
                self._line("", "", self._words(node.country or "No country", _BOLD))
            if not self.tree.is_by_country:
                self._node(node, "", "")
                continue
            is_last = at + 1 == len(self.tree.roots) or self.tree.roots[at + 1].country != heading
            self._child(node, "", is_last=is_last)
        if self.used:
            order = [*self.tree.marks.values(), *(mark for mark, *_ in MARKS.values())]
            legend = [f"{mark} {self.used[mark]}" for mark in order if mark in self.used]
            words = [(legible(part, self.stream.encoding), _DIM) for part in legend]
            self.stream.write("\n")
            self._line("", "", words, gap="   ")

    def _child(self, node: Node, before: str, *, is_last: bool) -> None:
        guides = self.guides
        first, rest = (guides.last, guides.blank) if is_last else (guides.inner, guides.below)
        self._node(node, before + first, before + rest)

    def _node(self, node: Node, first: str, rest: str) -> None:
        has_parts = bool(node.parts)
        hanging = rest + (self.guides.below if has_parts else self.guides.blank)
        self._line(first, hanging, list(self._described(node, is_root=not first)))
        for at, part in enumerate(node.parts):
            self._child(part, rest, is_last=at + 1 == len(node.parts))

    def _described(self, node: Node, *, is_root: bool) -> Iterator[_Word]:
        """Yield the words of a node: its marks, name, relation, figures and lines."""
        links = node.links or ([] if node.figures else [node.itself])
        for link in links:
            yield from self._marks(link)
        is_strong = is_root or node.kind == "category"
        yield from self._words(node.name, _BOLD if is_strong else _PLAIN)
        for link in links:
            if node.links and link.said != "part of":
                yield from self._words(f"({link.said})", _DIM)
            yield from self._dated(link)
            yield from self._lines(link, shortens=not node.links)
        if node.is_repeated:
            yield from self._words("(see above)", _DIM)
        for at, figure in enumerate(node.figures):
            yield (":" if not at else ";", _GLUE)
            yield from self._marks(figure)
            yield from self._words(figure.said, _PLAIN)
            yield from self._dated(figure)
            yield from self._lines(figure)

    def _path(self, path: list[Step]) -> Iterator[_Word]:
        """Yield the words of the things above a root, the topmost first."""
        yield ("in", _DIM)
        for at, step in enumerate(path):
            if at:
                yield (">", _DIM)
            for link in step.links:
                yield from self._marks(link)
            yield from self._words(step.name, _PLAIN)
            for link in step.links:
                if link.said != "part of":
                    yield from self._words(f"({link.said})", _DIM)
                yield from self._dated(link)
                yield from self._lines(link)

    def _marks(self, claim: Claim) -> Iterator[_Word]:
        mark = self.tree.marks.get(claim.modality, "")
        if mark:
            self.used[mark] = self.tree.labels[claim.modality]
        for name, (each, legend, _) in MARKS.items():
            if name in claim.flags:
                mark += each
                self.used[each] = "attributed" if name == "said_by" else legend
        if mark:
            yield (legible(mark, self.stream.encoding), _MARK)

    def _dated(self, claim: Claim) -> Iterator[_Word]:
        """Yield the date of a claim, whether it only possibly holds at the date of the tree, and its speaker."""
        parts = []
        if claim.date:
            parts.append(f"as of {dates.in_table(claim.date)}" if claim.observed else dates.in_table(claim.date))
        if claim.holds == "possible":
            parts.append("possible")
        if "said_by" in claim.flags:
            parts += [part for part in (claim.hedge or "").split("; ") if part.startswith("according to")]
        if parts:
            yield from self._words(f"({', '.join(parts)})", _PLAIN)

    def _lines(self, claim: Claim, *, shortens: bool = False) -> Iterator[_Word]:
        if not claim.lines:
            return
        ranges = claim.lines.split(", ")
        if shortens and len(ranges) > MOST_LINES:
            ranges = [*ranges[: MOST_LINES - 1], f"… ({len(ranges)})"]
        yield from self._words(f"[{', '.join(ranges)}]", _DIM)

    def _words(self, text: str, style: str) -> list[_Word]:
        return [(word, style) for word in legible(text, self.stream.encoding).split()]

    def _line(self, first: str, hanging: str, words: list[_Word], gap: str = " ") -> None:
        """Print words after a prefix, folded with another prefix before the lines that follow."""
        width = max(self.width - 1, len(hanging) + LEAST)
        line, taken = first, cells_of(first)
        is_start = True
        for at, (word, style) in enumerate(words):
            space = "" if is_start or style == _GLUE else gap
            following = words[at + 1][0] if words[at + 1 : at + 2] and words[at + 1][1] == _GLUE else ""
            needed = cells_of(word + following)
            if not is_start and style != _GLUE and taken + len(space) + needed > width:
                self.stream.write(line.rstrip() + "\n")
                line, taken, space = hanging, cells_of(hanging), ""
            line += space + self._styled(word, style)
            taken += len(space) + cells_of(word)
            is_start = False
        self.stream.write(line.rstrip() + "\n")

    def _styled(self, word: str, style: str) -> str:
        return f"\x1b[{style}m{word}\x1b[0m" if style not in (_PLAIN, _GLUE) and self.has_colour else word


_GLUE = "glue"  # the style of punctuation, which follows a word without a space
