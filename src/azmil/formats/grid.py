"""The grid of a table: its cells as texts, the marks of its rows, and what is written above and below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from azmil.formats.base import has_marks, marks_of
from azmil.formats.terminal.screen import UNLIMITED, legible
from azmil.reports import types
from azmil.values.answers import HEDGE, LINES, MARKED, OBSERVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.values.answers import Answer, Column, Row

Layout = Literal["table", "headings", "vertical"]
MARK = ""  # the header of the column of marks, which the legend explains
GAP = 2  # terminal columns between two columns of a table
MOST_PLACES = 3  # citations of a row; a table shows the first two of more
_FEWEST_ROWS = 3  # with one value in a column for which the value is written once above the table
_LONGEST_SHARED = 60  # characters of such a value
_SHOWN_EMPTY = frozenset({"id", "lines"})
_NEVER_SHARED = frozenset({"id", "lines", "prose", "number", "decimal", "quantity"})  # types of columns
_IRREGULAR = ("person", "foot")  # units whose plural does not begin with the singular
_SIGNS = {"usd": "$"}  # written before a number instead of the name of the unit after it
_CODE = re.compile(r"'([\w-]+)' if ([^,;]+)")  # in the meaning of a column


@dataclass(eq=False, repr=False)
class GridColumn:
    """A column of a grid: its header and how it is drawn."""

    head: str
    is_numeric: bool = False  # aligned to the right
    is_whole: bool = False  # never folded
    is_narrow: bool = False  # may be narrower than a column of texts
    is_faint: bool = False
    width: int = 0


@dataclass(eq=False, repr=False)
class Group:
    """Consecutive rows under a common heading: the number of the first, the heading, and a text below them."""

    first: int
    heading: tuple[str, str]  # the first value, and the others
    below: str = ""


@dataclass(eq=False, repr=False)
class Grid:
    """The cells of a table as texts, how each column is drawn, and the texts around the rows."""

    columns: list[GridColumn]
    rows: list[list[str]]
    legend: list[str] = field(default_factory=list)  # entries
    notes: list[str] = field(default_factory=list)  # lines below the legend
    words: frozenset[str] = frozenset()  # stems of words to highlight
    shared: list[str] = field(default_factory=list)  # columns with the same value in all rows
    groups: list[Group] = field(default_factory=list)
    group_head: str = ""  # the names of the columns in the headings
    parts_from: int | None = None  # number of the first row about a part, if all that follow are about parts too
    ids: list[str] = field(default_factory=list)  # of the rows, if they may be shown
    must_show_ids: bool = False

    @property
    def lines(self) -> int:
        """The number of lines of all rows if no cell is folded."""
        return sum(max((text.count("\n") for text in cells), default=0) + 1 for cells in self.rows)

    @property
    def has_marks(self) -> bool:
        """Whether the first column has the marks."""
        return bool(self.columns) and self.columns[0].head == MARK


def grid_of(answer: Answer, encoding: str | None, width: int, *, wide: bool, layout: Layout = "table") -> Grid:
    """Return the grid of an answer for a terminal with an encoding and a width: marks first, empty columns omitted.

    If the width is known, a value common to all rows is shown once, and the lines of a row are shortened. The layout
    "headings" makes a heading of the grouped columns even if most groups have only one row.
    """
    return _Builder(answer, encoding, width, layout, wide=wide).grid()


class _Builder:
    """The parts of the grid of an answer."""

    def __init__(self, answer: Answer, encoding: str | None, width: int, layout: Layout, *, wide: bool) -> None:
        self.answer, self.encoding, self.layout = answer, encoding, layout
        self.is_vertical = layout == "vertical"
        self.is_drawn = width < UNLIMITED and not self.is_vertical
        self.is_cut = self.is_drawn and not wide
        self.shown = _shown(answer, wide=wide)
        self.below = [at for at, column in enumerate(answer.columns) if column.place == "below"]
        self.observed = answer.names.index(OBSERVED) if OBSERVED in answer.names else None
        self.legend: dict[str, str] = {}  # mark -> meaning
        self.has_cut = False
        self.dots = "…" if self._legible("…") == "…" else "..."

    def grid(self) -> Grid:
        """Return the grid."""
        marks, self.legend = marks_of(self.answer, in_words=self.is_vertical)
        shared = self._take(iter(list(self._shared())[: len(self.shown) - 1]))  # at least one column is left
        groups, group_head = self._groups()
        parts_from = self._parts_from()
        ids, must_show_ids = self._ids()
        units = self._take(at for at in self.shown[1:] if self.answer.columns[at].place == "joined")
        columns = [self._column(at, units) for at in self.shown]
        rows = [[self._cell(row, at, units) for at in self.shown] for row in self.answer.rows]
        if not groups:
            self._omit_repeated(rows)
        if any(marks):
            columns.insert(0, GridColumn("marks" if self.is_vertical else MARK, is_whole=True, is_narrow=True))
            rows = [[self._legible(mark), *cells] for mark, cells in zip(marks, rows, strict=True)]
        if self.has_cut:
            self.legend[f"{self.dots} (n)"] = "number of places"
        entries = [self._legible(f"{mark} {meaning}") for mark, meaning in (*self.legend.items(), *self._codes())]
        notes = [self._legible(f"{id_}: {lines}") for id_, lines in self.answer.notes.items()]
        named = [f"{self._head(at)}: {self._cell(self.answer.rows[0], at, [])}" for at in shared]
        words = self.answer.words
        return Grid(columns, rows, entries, notes, words, named, groups, group_head, parts_from, ids, must_show_ids)

    def _legible(self, text: str) -> str:
        return legible(text, self.encoding)

    def _head(self, at: int) -> str:
        return self._legible(self.answer.columns[at].name.replace("_", " "))

    def _take(self, taken: Iterator[int]) -> list[int]:
        """Return positions of columns, which are no longer shown as columns."""
        found = list(taken)
        self.shown = [at for at in self.shown if at not in found]
        return found

    def _column(self, at: int, units: Sequence[int]) -> GridColumn:
        column = self.answer.columns[at]
        type_ = types.of(column)
        is_joined = any(self._before(unit) == at for unit in units)
        is_id = column.type == "id" or (not column.type and (column.name == "id" or column.name.endswith("_id")))
        return GridColumn(
            self._head(at),
            type_.is_numeric and not is_joined,
            is_whole=is_id or column.type in ("number", "decimal", "flag"),
            is_narrow=type_.is_numeric or column.type == "flag",
            is_faint=column.name == "lines",
        )

    def _cell(self, row: Row, at: int, units: Sequence[int]) -> str:
        """Return a value as a table shows it; the date of an observed state begins with "as of"."""
        column = self.answer.columns[at]
        text = types.cell(column, row[at])
        if column.type == "lines" and self.is_cut and text.count(", ") >= MOST_PLACES:
            self.has_cut = True
            places = text.split(", ")
            text = f"{places[0]}, {places[1]} {self.dots} ({len(places)})"
        elif column.name == "date" and text and self.observed is not None and row[self.observed]:
            text = f"as of {text}"
        elif column.place == "joined" and text:
            text = self.answer.labels.get(text, text)
        for unit in units:
            if text and row[unit] and self._before(unit) == at:
                text = _joined(text, row[unit], self.answer.labels.get(row[unit]))
        return self._legible(text)

    def _before(self, at: int) -> int:
        """Return the position of the last column before another that is shown, except the lines."""
        return max((to for to in self.shown if to < at and self.answer.columns[to].name != LINES), default=-1)

    def _shared(self) -> Iterator[int]:
        """Yield the positions of the columns with the same value in all rows, if there are enough rows."""
        rows = self.answer.rows
        if not self.is_drawn or len(rows) < _FEWEST_ROWS or not any(column.type for column in self.answer.columns):
            return
        for at in self.shown:
            column, first = self.answer.columns[at], rows[0][at]
            if column.type in _NEVER_SHARED or column.place == "chosen" or first in (None, ""):
                continue
            if column.place == "grouped" and self.below:  # the text below a group begins with its last value
                continue
            same_date = self.observed is None or column.name != "date" or len({row[self.observed] for row in rows}) == 1
            if len(str(first)) <= _LONGEST_SHARED and same_date and all(row[at] == first for row in rows):
                yield at

    def _groups(self) -> tuple[list[Group], str]:
        """Return the groups of rows with the same values of the grouped columns, and the names of these columns.

        There are none if most groups would have only one row, unless their headings are sentences.
        """
        grouped = [at for at in self.shown if self.answer.columns[at].place == "grouped"]
        others = [at for at in self.shown if self.answer.columns[at].place not in ("grouped", "below", "joined")]
        if not grouped or not others or self.is_vertical:
            return [], ""
        groups: list[Group] = []
        before: Row = ()
        parts_from = self._parts_from()
        for number, row in enumerate(self.answer.rows):
            values = tuple(row[at] for at in grouped)
            if not groups or values != before or number == parts_from:
                below = self._below(row, grouped)
                groups.append(Group(number, self._heading(row, grouped[:-1] if below else grouped), below))
            before = values
        is_always = self.layout == "headings" or self.answer.columns[grouped[0]].type == "prose"
        if not is_always and (not self.is_drawn or 2 * len(groups) > len(self.answer.rows)):
            return [], ""
        self._take(iter(grouped))
        self._take(iter(self.below))
        heads = [self._head(at) for at in (grouped[:-1] if all(group.below for group in groups) else grouped)]
        return groups, heads[0] + (f" ({', '.join(heads[1:])})" if heads[1:] else "")

    def _heading(self, row: Row, grouped: Sequence[int]) -> tuple[str, str]:
        first = self._cell(row, grouped[0], []) or f"(no {self._head(grouped[0])})"
        others = ", ".join(filter(None, (self._cell(row, at, []) for at in grouped[1:])))
        return first, f" ({others})" if others else ""

    def _below(self, row: Row, grouped: Sequence[int]) -> str:
        """Return the text below a group: a reason, after the last value of the heading, such as "explained"."""
        texts = [self._cell(row, at, []) for at in self.below]
        return f"{self._cell(row, grouped[-1], [])}: {' '.join(texts)}" if any(texts) else ""

    def _parts_from(self) -> int | None:
        """Return the number of the first row about a part, unless rows about the thing itself follow it."""
        at = next((at for at, column in enumerate(self.answer.columns) if column.place == "part"), None)
        if at is None:
            return None
        has_part = [bool(row[at]) for row in self.answer.rows]
        return has_part.index(True) if any(has_part) and has_part == sorted(has_part) else None

    def _ids(self) -> tuple[list[str], bool]:
        """Return the ids of the rows if the table may show them where they fit, and whether it must show them."""
        at = self.answer.names.index("id") if "id" in self.answer.names else -1
        if at < 0 or self.is_vertical or self.answer.columns[at].place in ("chosen", "mark") or self.shown == [at]:
            return [], False
        is_shown = at in self.shown
        if (is_shown and at != self.shown[0]) or not (is_shown or self.is_drawn):
            return [], False
        ids = [self._legible(types.cell(self.answer.columns[at], row[at])) for row in self.answer.rows]
        self._take(iter([at]))
        return ids, is_shown

    def _omit_repeated(self, rows: list[list[str]]) -> None:
        """Omit the values of grouped columns that repeat those of the previous row."""
        grouped = [place for place, at in enumerate(self.shown) if self.answer.columns[at].place == "grouped"]
        before: list[str] = []
        parts_from = self._parts_from()
        for number, cells in enumerate(rows):
            if number == parts_from:
                before = []  # a heading precedes this row
            values = [cells[at] for at in grouped]
            for at, value, last in zip(grouped, values, before, strict=False):
                if value != last:
                    break
                cells[at] = ""
            before = values

    def _codes(self) -> Iterator[tuple[str, str]]:
        """Yield each code shown in a column whose meaning explains it, and its meaning."""
        for at in self.shown:
            column = self.answer.columns[at]
            if column.type == "text" and "'" in column.meaning:
                used = {row[at] for row in self.answer.rows}
                yield from ((f"{code}:", words) for code, words in _CODE.findall(column.meaning) if code in used)


def _joined(quantity: str, code: str, label: str | None) -> str:
    """Return a quantity with its unit or code: "over 7,000 vehicles", "1 vehicle", "over $9", "thousands (people)"."""
    if label is None or not any(map(str.isdigit, quantity)):
        return f"{quantity} ({label or code})"
    if code in _SIGNS:
        return re.sub(r"(?<![\d,.])(?=\d)", lambda _: _SIGNS[code], quantity)
    one = code.replace("-", " ")
    is_one = quantity == "1" and (label.startswith(one) or code in _IRREGULAR)
    return f"{quantity} {one if is_one else label}"


def _in_order(answer: Answer) -> list[tuple[int, Column]]:
    """Return the positions and columns of an answer, with the lines after all hedges, unless they were chosen."""
    found, names = list(enumerate(answer.columns)), answer.names
    if {LINES, MARKED[-1]} <= set(names):
        lines, last = names.index(LINES), names.index(MARKED[-1])
        if lines < last and answer.columns[lines].place != "chosen":
            found.insert(last, found.pop(lines))
    return found


def _shown(answer: Answer, *, wide: bool) -> list[int]:
    """Return the positions of the columns to show: not those shown as marks, nor wide or empty ones."""
    hidden = {HEDGE, *(name for name in MARKED if name != "said_by")} if has_marks(answer) else set()
    is_typed = any(column.type for column in answer.columns)
    return [
        at
        for at, column in _in_order(answer)
        if (column.name not in hidden or column.place == "chosen")
        and column.place != "mark"
        and (wide or column.place not in ("wide", "below"))
        and (not is_typed or column.name in _SHOWN_EMPTY or any(row[at] not in (None, "") for row in answer.rows))
    ]
