"""SVG: a picture of a tree, with the APP-6 symbols of units."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from azmil.formats import symbols
from azmil.formats.base import Format
from azmil.formats.layout import DETAIL, HEADING, NAME, SYMBOL_WIDTH, layout, nodes
from azmil.formats.phrases import name_of, notes, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from azmil.formats.layout import Layout
    from azmil.values.trees import Symbol, Tree

LEGIBLE = 60  # nodes up to which a picture is easy to read
FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif"
FRAME = "Symbols as in APP-6, in one colour. Their frames say nothing about friend or foe."
_SCALE = SYMBOL_WIDTH / symbols.WIDTH
_FONT = f'font-family="{FONTS}" font-size="{DETAIL}"'
_STYLES = {
    "name": f' font-size="{NAME}" font-weight="600"',
    "detail": "",
    "heading": f' font-size="{HEADING}" font-weight="600"',
}


def picture(tree: Tree) -> str:
    """Return a tree as an SVG file: black on white, with its symbols."""
    made = layout(tree, [path_of(path) for path in tree.above], _notes(tree))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {_size(made)} role="img" color="#111" '
        f'fill="currentColor" {_FONT}>\n'
        f"<title>{escape(_title(tree), quote=False)}</title>\n"
        '<rect width="100%" height="100%" fill="#fff"/>\n'
        f"{definitions(symbol for _, _, symbol in made.symbols)}"
        f"{_elements(made)}</svg>\n"
    )


def size(tree: Tree) -> int:
    """Return the number of nodes of a tree."""
    return sum(1 for _ in nodes(tree.roots))


def part_of_page(tree: Tree, title: str) -> str:
    """Return a tree as an SVG element in the colour of the text around it; ``definitions`` must be on the page."""
    made = layout(tree)
    return (
        f'<svg class="picture" {_size(made)} role="img" fill="currentColor" {_FONT}>\n'
        f"<title>{escape(title, quote=False)}</title>\n{_elements(made)}</svg>\n"
    )


def symbols_of(trees: Iterable[Tree]) -> str:
    """Return the definitions of all symbols in trees, as an SVG element of a page that shows nothing itself."""
    found = definitions(node.symbol for tree in trees for node in nodes(tree.roots) if node.symbol)
    return f'<svg class="symbols" width="0" height="0" aria-hidden="true">\n{found}</svg>\n'


def definitions(used: Iterable[Symbol]) -> str:
    """Return the definitions of symbols, or an empty string if there are none."""
    distinct = sorted(set(used))
    drawn = [f'<g id="{symbols.key(symbol)}">{symbols.fragment(symbol)}</g>\n' for symbol in distinct]
    return f"<defs>\n{''.join(drawn)}</defs>\n" if drawn else ""


def _size(made: Layout) -> str:
    width, height = _number(made.width), _number(made.height)
    return f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'


def _elements(made: Layout) -> str:
    """Return the lines, squares, symbols and texts of a picture, in this order."""
    found = []
    if made.lines:
        path = "".join(f"M{_number(x1)},{_number(y1)}L{_number(x2)},{_number(y2)}" for x1, y1, x2, y2 in made.lines)
        found.append(f'<path d="{path}" fill="none" stroke="currentColor" stroke-opacity=".5"/>\n')
    if made.squares:
        path = "".join(f"M{_number(x - 3)},{_number(y - 3)}h6v6h-6z" for x, y in made.squares)
        found.append(f'<path d="{path}"/>\n')
    for x, y, symbol in made.symbols:
        left, top = (_number(at - symbols.CENTRE * _SCALE) for at in (x, y))
        found.append(f'<use href="#{symbols.key(symbol)}" transform="translate({left},{top})scale({_SCALE:g})"/>\n')
    found += [
        f'<text x="{_number(x)}" y="{_number(y)}"{_STYLES[style]}>{escape(text, quote=False)}</text>\n'
        for x, y, text, style in made.texts
    ]
    return "".join(found)


def _title(tree: Tree) -> str:
    if tree.is_by_country or not tree.roots:
        return "Order of battle" if tree.is_by_country else "Nothing"
    more = len(tree.roots) - 1
    return f"{name_of(tree.roots[0])} and its parts" + (f", and {more} more" if more else "")


def _notes(tree: Tree) -> list[str]:
    """Return the lines below a picture."""
    has_symbols = any(node.symbol for node in nodes(tree.roots))
    return [*([FRAME] if has_symbols else []), *notes(tree)]


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _write_tree(tree: Tree, stream: TextIO) -> None:
    stream.write(picture(tree))


FORMAT = Format(
    "svg",
    "a picture with the symbols of units (extra symbols)",
    write_tree=_write_tree,
    encoding="utf-8",
    streams=False,
)
