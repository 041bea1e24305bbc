"""Tables for terminals: drawn by Rich, directly if they are long, or vertically if the terminal is too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats.base import Format
from azmil.formats.grid import GAP, MARK, Grid, grid_of
from azmil.formats.terminal.folding import HUGE, LONG, cells_of, folded
from azmil.formats.terminal.screen import has_colour, legible, put, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from rich.console import RenderableType
    from rich.text import Text

    from azmil.values.answers import Answer
    from azmil.values.sheets import Citations, Sheet
    from azmil.values.trees import Tree

_USUAL = 8  # columns of a typical table
MOST_DRAWN = 8 * 1024 * 1024  # characters of a whole table with its padding; a larger one is mostly padding


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:
    grid = grid_of(answer, stream.encoding, wide=wide)
    if not grid.fit(width_of(stream)) or sum(grid.widths) * grid.lines > MOST_DRAWN:
        from azmil.formats.vertical import write_vertical  # noqa: PLC0415 - only narrow terminals need it

        write_vertical(grid, stream)
    elif grid.lines * len(grid.columns) > LONG * _USUAL or grid.size > HUGE * LONG or grid.is_huge:
        _write_long(grid, stream)
    else:
        put(stream, *_drawn(grid, _rule(stream)))


def _drawn(grid: Grid, rule: str) -> list[RenderableType]:
    """Return a grid as a Rich table, followed by its legend if it has one."""
    from rich.box import Box  # noqa: PLC0415 - only tables need it, and the next two
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    box = Box(f"    \n    \n {rule}{rule} \n    \n    \n    \n    \n    \n", ascii=rule.isascii())
    table = Table(box=box, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in grid.columns:
        table.add_column(
            Text(column.head),
            justify="right" if column.is_numeric else "left",
            no_wrap=column.is_whole,
            overflow="fold",
            style="yellow" if column.head == MARK else "dim" if column.is_faint else "",
            width=column.width or None,
        )
    for cells in grid.rows:
        texts = [Text(text) for text in cells]
        if grid.words:
            _highlight(texts, grid.words)
        table.add_row(*texts)
    return [table, Text(f"\n{grid.legend}", style="dim")] if grid.legend else [table]


def _highlight(texts: Iterable[Text], words: frozenset[str]) -> None:
    """Highlight the words of a search in the cells of a row."""
    from azmil.values.names import spans  # noqa: PLC0415 - only searches need it

    for text in texts:
        for start, end in spans(text.plain, words):
            text.stylize("bold underline", start, end)


def _write_long(grid: Grid, stream: TextIO) -> None:
    """Print a grid line by line, in the layout of Rich."""
    bold, dim, plain = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if has_colour(stream) else ("", "", "")
    gap, is_fast = " " * GAP, grid.size > HUGE * LONG
    is_numeric = [column.is_numeric for column in grid.columns]
    heads = gap.join(map(_aligned, grid.heads, grid.widths, is_numeric))
    rule = _rule(stream) * (sum(grid.widths) + GAP * (len(grid.columns) - 1))
    stream.write(f"{bold}{heads.rstrip()}{plain}\n{rule}\n")
    for cells in grid.rows:
        texts = [folded(text, width, is_fast=is_fast) for text, width in zip(cells, grid.widths, strict=True)]
        for number in range(max(map(len, texts))):
            parts = [lines[number] if number < len(lines) else "" for lines in texts]
            stream.write(gap.join(map(_aligned, parts, grid.widths, is_numeric)).rstrip() + "\n")
    if grid.legend:
        stream.write(f"\n{dim}{grid.legend}{plain}\n")


def _rule(stream: TextIO) -> str:
    """Return the character of the rule below the header."""
    return "─" if legible("─", stream.encoding) == "─" else "-"


def _aligned(text: str, width: int, is_numeric: bool) -> str:  # noqa: FBT001 - for map()
    fill = " " * (width - cells_of(text))
    return fill + text if is_numeric else text + fill


def _write_record(record: Sheet | Citations, stream: TextIO) -> None:
    from azmil.formats import pages  # noqa: PLC0415 - only records need it, and the next
    from azmil.values.sheets import Citations  # noqa: PLC0415

    if isinstance(record, Citations):
        pages.citations(record, stream)
        return
    pages.sheet(record, stream)
    if record.about.rows:
        stream.write("\n")
        _write_rows(record.about, stream)
    if record.parts.rows:
        stream.write("\n")
        pages.heading("about its parts", stream)
        _write_rows(record.parts, stream)


def _write_tree(tree: Tree, stream: TextIO) -> None:
    from azmil.formats import trees  # noqa: PLC0415 - only trees need it

    trees.draw(tree, stream)


FORMAT = Format(
    "table",
    "a table as wide as the terminal",
    _write_rows,
    _write_record,
    _write_tree,
    is_for_people=True,
    draws=True,
    folds=True,
)
