"""The layout of trees as pictures: each node with its symbol and words, in columns below its root."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from azmil.formats.phrases import name_of, phrases
from azmil.formats.terminal.screen import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from azmil.values.trees import Node, Symbol, Tree

# All lengths are in pixels.
COLUMN, GUTTER, MARGIN = 320, 16, 16  # the columns of deep trees are wider
COLUMNS = 3  # of the parts of a root, at most
NAME, DETAIL, HEADING = 13, 11, 16  # font sizes
LEADING = 1.3  # height of a line of text, by font size
SYMBOL_WIDTH, SYMBOL_ABOVE, SYMBOL_BELOW = 45, 25, 17  # of a symbol; its room above and below its centre
GAP = 8  # between nodes, and between a symbol and its text
LEAST = 110  # of a line of text, however deep its node is


class Text(NamedTuple):
    """A line of text: the start of its baseline and its style, which is "name", "detail" or "heading"."""

    x: float
    y: float
    text: str
    style: str


@dataclass(slots=True)
class Layout:
    """A picture: its size, texts, symbols by the centre of their frame, squares of nodes without one, and lines."""

    width: float = 0
    height: float = 0
    texts: list[Text] = field(default_factory=list)
    symbols: list[tuple[float, float, Symbol]] = field(default_factory=list)
    squares: list[tuple[float, float]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)


def layout(tree: Tree, above: Sequence[str] = (), below: Sequence[str] = ()) -> Layout:
    """Return the layout of a tree; ``above`` and ``below`` are lines of text before and after it."""
    return _Page(tree).filled(above, below)


def nodes(roots: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes and everything below them."""
    for node in roots:
        yield node
        yield from nodes(node.parts)


def _depth(roots: Iterable[Node]) -> int:
    return max((1 + _depth(node.parts) for node in roots), default=0)


class _Section(NamedTuple):
    """A part of a picture: a heading if there is one, a root if there is only one, and the nodes below."""

    heading: str
    root: Node | None
    children: list[Node]


class _Page:
    """A picture in the making, filled from the top."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.made = Layout()
        has_symbols = any(node.symbol for node in nodes(tree.roots))
        self.cell = SYMBOL_WIDTH if has_symbols else GAP
        self.indent = 36 if has_symbols else 20
        self.column = max(COLUMN, _depth(tree.roots) * self.indent + self.cell + GAP + LEAST)
        self.sections = self._sections()
        self.columns = [self._columns(each) for each in self.sections]

    def filled(self, above: Sequence[str], below: Sequence[str]) -> Layout:
        """Return the whole layout."""
        self.made.width = 2 * MARGIN + max(1, *map(len, self.columns)) * (self.column + GUTTER) - GUTTER
        y: float = MARGIN
        for text in above:
            y = self._words(MARGIN, y, self.made.width - 2 * MARGIN, [(text, "detail")])
        for at, section in enumerate(self.sections):
            y += 2 * GAP if at else GAP if above else 0
            if section.heading:
                y = self._words(MARGIN, y, self.column, [(section.heading, "heading")])
            joint = y if section.heading else None  # where the line to the parts begins
            if section.root:
                y, middle = self._node(section.root, MARGIN, y, self.made.width - MARGIN)
                joint = middle + self._below(section.root)
            y = self._children(section.children, self.columns[at], y, joint)
        for at, text in enumerate(below):
            y = self._words(MARGIN, y + (GAP if not at else 0), self.made.width - 2 * MARGIN, [(text, "detail")])
        self.made.height = y + MARGIN
        return self.made

    def _sections(self) -> list[_Section]:
        """Return the sections of the picture, the topmost first."""
        roots = self.tree.roots
        if not self.tree.is_by_country:
            return [_Section("", roots[0], roots[0].parts) if len(roots) == 1 else _Section("", None, roots)]
        countries: dict[str, list[Node]] = {}
        for root in roots:
            countries.setdefault(root.country or "No country", []).append(root)
        return [
            _Section(clean(country), some[0], some[0].parts) if len(some) == 1 else _Section(clean(country), None, some)
            for country, some in countries.items()
        ]

    def _columns(self, section: _Section) -> list[int]:
        """Return how many of the nodes below each column has."""
        depth = 1 if section.heading or section.root else 0
        return balanced([self._height(child, depth) for child in section.children], COLUMNS)

    def _children(self, children: list[Node], columns: list[int], top: float, joint: float | None) -> float:
        """Place nodes in columns, with lines from a joint if there is one; return the lowest point."""
        indent = 0 if joint is None else self.indent
        start = top if len(columns) == 1 or joint is None else top + GAP
        lowest, at, x, before = top, 0, MARGIN, MARGIN + self.cell / 2
        for size in columns:
            y, spine = start + (GAP if joint is not None else 0), x + self.cell / 2
            for child in children[at : at + size]:
                y, middle = self._tree(child, x + indent, y, x + self.column)
                if joint is not None:
                    self._line(spine, middle, x + indent + self._left(child), middle)
            if joint is not None:
                self._line(spine, joint if at == 0 else start, spine, middle)
                self._line(before, start, spine, start)
            lowest, at, x, before = max(lowest, y), at + size, x + self.column + GUTTER, spine
        return lowest

    def _tree(self, node: Node, x: float, y: float, right: float) -> tuple[float, float]:
        """Place a node and everything below it; return its lowest point and the middle of its symbol."""
        y, middle = self._node(node, x, y, right)
        end = middle
        spine = x + self.cell / 2
        for part in node.parts:
            y, end = self._tree(part, x + self.indent, y, right)
            self._line(spine, end, x + self.indent + self._left(part), end)
        if node.parts:
            self._line(spine, middle + self._below(node), spine, end)
        return y, middle

    @staticmethod
    def _below(node: Node) -> float:
        """Return how far below the middle of a node its symbol or its square ends."""
        return SYMBOL_BELOW - 2 if node.symbol else 3

    def _left(self, node: Node) -> float:
        """Return where the line to a node ends: at its frame, or at its square in the middle of the cell."""
        return 0 if node.symbol else self.cell / 2 - 3

    def _node(self, node: Node, x: float, y: float, right: float) -> tuple[float, float]:
        """Place a node; return its lowest point and the middle of its symbol."""
        words = self._described(node)
        left = x + self.cell + GAP
        height = self._needed(words, left, right)
        middle = y + (SYMBOL_ABOVE if node.symbol else NAME * LEADING / 2)
        if node.symbol:
            self.made.symbols.append((x + self.cell / 2, middle, node.symbol))
            start = max(y, middle - height / 2)
        else:
            self.made.squares.append((x + self.cell / 2, middle))
            start = y
        end = self._words(left, start, right - left, words)
        return max(end, middle + SYMBOL_BELOW if node.symbol else end) + GAP, middle

    def _height(self, node: Node, depth: int) -> float:
        """Return the height of a node and everything below it."""
        left = depth * self.indent + self.cell + GAP
        height = self._needed(self._described(node), left, self.column)
        if node.symbol:
            height = max(height + max(0, SYMBOL_ABOVE - height / 2), SYMBOL_ABOVE + SYMBOL_BELOW)
        return height + GAP + sum(self._height(part, depth + 1) for part in node.parts)

    @staticmethod
    def _described(node: Node) -> list[tuple[str, str]]:
        return [(name_of(node), "name"), *((text, "detail") for text in phrases(node))]

    @staticmethod
    def _needed(words: Iterable[tuple[str, str]], left: float, right: float) -> float:
        wrapped = ((len(folded(text, right - left, style)), style) for text, style in words)
        return sum(count * _SIZES[style] * LEADING for count, style in wrapped)

    def _words(self, x: float, y: float, width: float, words: Iterable[tuple[str, str]]) -> float:
        """Place paragraphs below each other; return their lowest point."""
        for text, style in words:
            for line in folded(text, width, style):
                self.made.texts.append(Text(x, y + _SIZES[style], line, style))
                y += _SIZES[style] * LEADING
        return y

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        if (x1, y1) != (x2, y2):
            self.made.lines.append((x1, y1, x2, y2))


_SIZES = {"name": NAME, "detail": DETAIL, "heading": HEADING}


def balanced(heights: Sequence[float], columns: int) -> list[int]:
    """Return how many of the nodes each column has, in order, so that the highest column is as low as possible."""
    if not heights:
        return []
    low, high = max(heights), float(sum(heights))
    if len(_filled(heights, low)) <= columns:
        return _filled(heights, low)
    while high - low > 1:  # a pixel
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(heights, middle)) <= columns else (middle, high)
    return _filled(heights, high)


def _filled(heights: Sequence[float], limit: float) -> list[int]:
    """Return how many of the nodes each column has if each is filled up to a limit."""
    sizes, filled = [0], 0.0
    for height in heights:
        if sizes[-1] and filled + height > limit:
            sizes.append(0)
            filled = 0
        sizes[-1] += 1
        filled += height
    return sizes


# Widths of characters by font size, as in the widest common sans-serif fonts; others have that of a small letter.
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|![]() ", 0.33),
    **dict.fromkeys("ftr-/", 0.4),
    **dict.fromkeys("mwMW", 0.92),
    **dict.fromkeys("ABCDEFGHIJKLNOPQRSTUVXYZ&@", 0.7),
}
_SMALL, _BOLD, _FIRST_WIDE = 0.58, 1.15, 0x2E80
_WORD = re.compile(r"\[[^\]]{1,24}\]\S*|\S+")  # a few source lines in brackets stay together


def width_of(text: str, style: str) -> float:
    """Return about how wide a text is."""
    widths = (_WIDTHS.get(char, 1.0 if ord(char) >= _FIRST_WIDE else _SMALL) for char in text)
    return sum(widths) * _SIZES[style] * (1 if style == "detail" else _BOLD)


def folded(text: str, width: float, style: str) -> list[str]:
    """Return a text as lines of a width, folded at spaces, and within words that are too wide."""
    width = max(width, LEAST)
    lines: list[str] = []
    for word in _WORD.findall(text):
        if lines and width_of(f"{lines[-1]} {word}", style) <= width:
            lines[-1] += f" {word}"
            continue
        if width_of(word, style) <= width:
            lines.append(word)
            continue
        lines.append("")
        for char in word:
            if lines[-1] and width_of(lines[-1] + char, style) > width:
                lines.append("")
            lines[-1] += char
    return lines
