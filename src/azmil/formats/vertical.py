"""Vertical rows: one line per value, after the name of its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats.base import Format
from azmil.formats.grid import GAP, MARK, Grid, grid_of
from azmil.formats.terminal.folding import HUGE, LONG, cells_of, folded
from azmil.formats.terminal.screen import width_of

if TYPE_CHECKING:
    from typing import TextIO

    from azmil.values.answers import Answer

WIDEST_HEAD = 40  # terminal columns of a name before its value


def write_vertical(grid: Grid, stream: TextIO) -> None:
    """Print each row as lines of name and value; a long name goes on a separate line."""
    available = width_of(stream)
    is_fast = grid.size > HUGE * LONG
    margin = min(max(map(cells_of, grid.heads), default=0), WIDEST_HEAD) + GAP
    for number, cells in enumerate(grid.rows):
        if number:
            stream.write("\n")
        for head, text in zip(grid.heads, cells, strict=True):
            if text and head == MARK:
                stream.write(f"{text}\n")
            elif text:
                first, *rest = folded(text, max(available - margin - 1, 10), is_fast=is_fast)
                fill = " " * (margin - cells_of(head)) if cells_of(head) < margin else "\n" + " " * margin
                stream.write(f"{head}{fill}{first}\n")
                below = " " * margin if len(rest) < LONG else ""
                stream.writelines(f"{below}{line}\n" for line in rest)
    if grid.legend:
        stream.write(f"\n{grid.legend}\n")


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:
    write_vertical(grid_of(answer, stream.encoding, wide=wide), stream)


FORMAT = Format(
    "vertical", "one line per value, for rows with long texts", _write_rows, is_for_people=True, draws=True, folds=True
)
