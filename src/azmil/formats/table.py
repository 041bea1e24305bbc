"""Tables for terminals, or one line per value if the terminal is too narrow for a table."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from azmil.formats.base import Format
from azmil.formats.grid import GAP, MARK, GridColumn, grid_of
from azmil.formats.terminal.folding import Measured, cells_of, cost_of, folded, packed, widths_for
from azmil.formats.terminal.screen import has_colour, legible, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from azmil.formats.grid import Grid, Group
    from azmil.values.answers import Answer
    from azmil.values.sheets import Citations, Sheet
    from azmil.values.trees import Tree

MOST_DRAWN = 8 * 1024 * 1024  # characters of a whole table with its padding; a larger one is mostly padding
_MARGIN = 2  # terminal columns before rows below a heading, if there are no marks
_STYLES = {"bold": "\x1b[1m", "dim": "\x1b[2m", "yellow": "\x1b[33m", "found": "\x1b[1;4m"}
_GAP = " " * GAP
_PLAIN = "\x1b[0m"


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:
    available = width_of(stream)
    grid = grid_of(answer, stream.encoding, available, wide=wide)
    ids = _fit(grid, available)
    may_have_headings = not grid.groups and any(column.place == "grouped" for column in answer.columns)
    if may_have_headings and (ids is None or _height(grid, ids, available) > len(grid.rows)):
        other = grid_of(answer, stream.encoding, available, wide=wide, layout="headings")
        found = _fit(other, available)
        if ids is None or (found is not None and _height(other, found, available) < _height(grid, ids, available)):
            grid, ids = other, found
    if ids is None or sum(column.width for column in grid.columns) * grid.lines > MOST_DRAWN:
        from azmil.formats.vertical import write_vertical  # noqa: PLC0415 - only narrow terminals need it

        write_vertical(answer, stream, wide=wide)
    else:
        stream.writelines(f"{line}\n" for line in _Drawing(grid, stream, available).lines(ids))


def _fit(grid: Grid, available: int) -> list[str] | None:
    """Set the width of each column; return the ids that need lines of their own, or None if the columns do not fit.

    Ids become a column if that takes fewer lines. Ids that need not be shown become one only if no line is added.
    Several rows of one record, such as the sides of a conflict, show its id once, and only if they must.
    """
    margin = _MARGIN * (bool(grid.groups) and not grid.has_marks)
    columns = [_measured(column, [row[at] for row in grid.rows]) for at, column in enumerate(grid.columns)]
    free = available - 1 - margin - GAP * (len(columns) - 1)
    widths = widths_for(columns, free)
    is_repeated = any(id_ == before for id_, before in zip(grid.ids, grid.ids[1:], strict=False))
    if grid.ids and not (is_repeated and (grid.groups or not grid.must_show_ids)):
        at = int(grid.has_marks)
        ids = GridColumn("id", is_whole=True, is_narrow=True)
        measured = _measured(ids, grid.ids)
        others = widths_for(columns, free - GAP - measured.natural)
        more = cost_of(columns, others) - cost_of(columns, widths) if widths and others else 0
        if others and more <= (cost_of([measured], [measured.natural]) if grid.must_show_ids else 0):
            grid.columns.insert(at, ids)
            for cells, id_ in zip(grid.rows, grid.ids, strict=True):
                cells.insert(at, id_)
            widths = [*others[:at], measured.natural, *others[at:]]
            grid.ids = []
    for column, width in zip(grid.columns, widths or [], strict=False):
        column.width = width
    return None if widths is None else grid.ids if grid.must_show_ids else []


def _height(grid: Grid, ids: list[str], available: int) -> int:
    """Return the number of lines of all rows, their headings and ids."""
    widths = [column.width for column in grid.columns]
    rows = sum(max(len(folded(text, width)) for text, width in zip(cells, widths, strict=True)) for cells in grid.rows)
    return rows + len(ids) + sum(len(folded("".join(group.heading), available - 1)) for group in grid.groups)


def _measured(column: GridColumn, texts: list[str]) -> Measured:
    return Measured(column.head, texts, is_whole=column.is_whole, is_narrow=column.is_narrow)


class _Drawing:
    """The lines of a grid on a stream."""

    def __init__(self, grid: Grid, stream: TextIO, available: int) -> None:
        self.grid, self.available = grid, available - 1
        self.styles = _STYLES if has_colour(stream) else {}
        self.rule = "─" if legible("─", stream.encoding) == "─" else "-"
        self.margin = " " * _MARGIN if grid.groups and not grid.has_marks else ""
        self.looks = ["yellow" if column.head == MARK else "dim" * column.is_faint for column in grid.columns]

    def lines(self, ids: list[str]) -> Iterator[str]:
        """Yield the lines; ``ids`` have lines of their own above their rows."""
        grid = self.grid
        yield from self._entries(grid.shared)
        heads = self._row([column.head for column in grid.columns], ["bold"] * len(grid.columns))
        yield from (self._styled(line, "bold") for line in folded(grid.group_head, self.available) if line)
        yield from heads
        yield self.rule * (len(self.margin) + sum(column.width + GAP for column in grid.columns) - GAP)
        groups = {group.first: group for group in grid.groups}
        above = " " * (grid.columns[0].width + GAP) if grid.has_marks else self.margin
        below = ""
        for number, cells in enumerate(grid.rows):
            if number == grid.parts_from:
                yield from self._below(below, above)
                yield from [""] * bool(number)
                yield self._styled("about its parts", "bold")
                below = ""
            if group := groups.get(number):
                yield from self._below(below, above)
                yield from self._heading(group)
                below = group.below
            if ids and (number == 0 or ids[number] != ids[number - 1]):
                yield self._styled(f"{above}{ids[number]}", "dim")
            yield from self._row(cells, self.looks)
        yield from self._below(below, above)
        if grid.legend or grid.notes:
            yield ""
        yield from (self._styled(line, "dim") for line in (*self._entries(grid.legend), *grid.notes))

    def _entries(self, entries: Sequence[str]) -> Iterator[str]:
        for line in packed(entries, self.available):
            yield from folded(line, self.available)

    def _row(self, cells: Sequence[str], looks: Sequence[str]) -> Iterator[str]:
        """Yield the lines of a row."""
        columns = self.grid.columns
        texts = [folded(text, column.width) for text, column in zip(cells, columns, strict=True)]
        for number in range(max(map(len, texts), default=0)):
            line = self.margin
            for lines, column, look in zip(texts, columns, looks, strict=True):
                text = lines[number] if number < len(lines) else ""
                fill = " " * (column.width - (len(text) if text.isascii() else cells_of(text)))
                if self.styles and text:
                    text = self._styled(text, look)
                line += f"{fill}{text}{_GAP}" if column.is_numeric else f"{text}{fill}{_GAP}"
            yield line.rstrip(" ")

    def _heading(self, group: Group) -> Iterator[str]:
        """Yield the lines of a heading: its first value bold."""
        first, others = group.heading
        left = len(first)
        if group.first and self._is_spaced:
            yield ""
        for line in folded(first + others, self.available):
            bold = line[: max(left, 0)]
            yield self._styled(bold, "bold") + line[len(bold) :]
            left -= len(line) + 1

    def _below(self, text: str, above: str) -> Iterator[str]:
        if text:
            yield from (above + self._styled(line, "dim") for line in folded(text, self.available - len(above)))

    @cached_property
    def _is_spaced(self) -> bool:
        """Whether there is a blank line before each heading, since headings are sentences."""
        return any(group.below or len(group.heading[0]) > self.available for group in self.grid.groups)

    def _styled(self, text: str, style: str) -> str:
        if not self.styles or not text:
            return text
        if self.grid.words and not style:
            return self._highlighted(text)
        return f"{self.styles[style]}{text}{_PLAIN}" if style else text

    def _highlighted(self, text: str) -> str:
        """Return a text in which the words of a search are highlighted."""
        from azmil.values.names import spans  # noqa: PLC0415 - only searches need it

        for start, end in reversed(list(spans(text, self.grid.words))):
            text = f"{text[:start]}{self.styles['found']}{text[start:end]}{_PLAIN}{text[end:]}"
        return text


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
