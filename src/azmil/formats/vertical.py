"""Vertical rows: one line per value, after the name of its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats.base import Format
from azmil.formats.grid import GAP, grid_of
from azmil.formats.terminal.folding import cells_of, folded, packed
from azmil.formats.terminal.screen import width_of

if TYPE_CHECKING:
    from typing import TextIO

    from azmil.values.answers import Answer

LONG = 300  # lines of a value, which are then not indented
WIDEST_HEAD = 40  # terminal columns of a name before its value


def write_vertical(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:
    """Print each row as lines of name and value; a long name goes on a separate line."""
    available = width_of(stream)
    grid = grid_of(answer, stream.encoding, available, wide=wide, layout="vertical")
    heads = [column.head for column in grid.columns]
    margin = min(max(map(cells_of, heads), default=0), WIDEST_HEAD) + GAP
    for number, cells in enumerate(grid.rows):
        if number:
            stream.write("\n")
        for head, text, column in zip(heads, cells, grid.columns, strict=True):
            if text and column.is_whole and cells_of(text) > available - margin:
                stream.write(f"{head}\n{text}\n")
            elif text:
                first, *rest = folded(text, max(available - margin - 1, 10))
                fill = " " * (margin - cells_of(head)) if cells_of(head) < margin else "\n" + " " * margin
                stream.write(f"{head}{fill}{first}\n")
                below = " " * margin if len(rest) < LONG else ""
                stream.writelines(f"{below}{line}\n" for line in rest)
    if grid.legend or grid.notes:
        entries = [line for entry in packed(grid.legend, available) for line in folded(entry, available)]
        stream.write("\n" + "\n".join([*entries, *grid.notes]) + "\n")


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:
    write_vertical(answer, stream, wide=wide)


FORMAT = Format(
    "vertical", "one line per value, for rows with long texts", _write_rows, is_for_people=True, draws=True, folds=True
)
