"""The grid of a table: its cells as texts, the marks of its rows, and the widths of its columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil.formats.terminal.folding import HUGE, cells_of, narrowed
from azmil.formats.terminal.screen import legible
from azmil.reports import types
from azmil.values.answers import HEDGE, MARKED, OBSERVED

if TYPE_CHECKING:
    from azmil.values.answers import Answer, Row

# The marks of flags and speakers by column: mark, legend and meaning. The marks of modalities are in the database.
MARKS = {
    "said_by": ("»", "attributed, see said_by", "The source quotes or reports a speaker, named in said_by."),
    "disputed": ("†", "disputed, see the conflicts", "Another passage denies it or states something else."),
    "in_tension": (
        "≈",
        "in tension, see the conflicts",
        "Another passage can be true too, but needs an explanation.",
    ),
    "doubtful": ("‡", "doubtful, see its note", "Its reading is doubtful, for a reason given in its record."),
}
MARK = ""  # the header of the column of marks, which the legend explains
GAP = 2  # terminal columns between two columns of a table
_READABLE = 18  # characters; a longer word may be folded
_SHOWN_EMPTY = frozenset({"id", "lines"})


@dataclass(eq=False, repr=False)
class GridColumn:
    """A column of a grid: its header and how it is drawn."""

    head: str
    is_numeric: bool = False
    is_whole: bool = False  # never folded
    is_faint: bool = False
    width: int = 0  # set by Grid.fit


@dataclass(eq=False, repr=False)
class Grid:
    """The cells of a table as texts, and how each column is drawn."""

    columns: list[GridColumn]
    rows: list[list[str]]
    legend: str = ""
    words: frozenset[str] = frozenset()  # stems of words to highlight
    size: int = field(init=False)  # characters of all cells

    def __post_init__(self) -> None:
        """Count the characters of all cells."""
        self.size = sum(len(text) for cells in self.rows for text in cells)

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return [column.head for column in self.columns]

    @property
    def widths(self) -> list[int]:
        """The widths of the columns, as set by ``fit``."""
        return [column.width for column in self.columns]

    @property
    def lines(self) -> int:
        """The number of lines of all rows if no cell is folded."""
        return sum(max((text.count("\n") for text in cells), default=0) + 1 for cells in self.rows)

    @property
    def is_huge(self) -> bool:
        """Whether a cell is too long to fold between words."""
        return any(len(text) > HUGE for cells in self.rows for text in cells)

    def fit(self, available: int) -> bool:
        """Set the width of each column; return whether all are wide enough to read."""
        by_column = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        natural, least = [], []
        for column, cells in zip(self.columns, by_column, strict=True):
            lines = {line for text in (column.head, *cells) for line in text.split("\n")}
            longest = max(1, *map(cells_of, lines))
            natural.append(longest)
            words = (min(cells_of(word), _READABLE) for line in lines for word in line.split())
            least.append(longest if column.is_whole else min(longest, max(words, default=1)))
        available -= GAP * (len(natural) - 1) + 1
        if sum(least) > available:
            return False
        for column, width in zip(self.columns, narrowed(natural, least, available), strict=True):
            column.width = width
        return True


def grid_of(answer: Answer, encoding: str | None, *, wide: bool) -> Grid:
    """Return the grid of an answer for a terminal with an encoding: marks first, empty columns omitted."""

    def shown_as(text: str) -> str:
        return legible(text, encoding)

    marks, legend = _marks(answer)
    shown = _shown(answer, wide=wide)
    columns = []
    for at in shown:
        column, type_ = answer.columns[at], types.of(answer.columns[at])
        head = shown_as(column.name.replace("_", " "))
        is_whole = not type_.folds or column.name == "scope"
        columns.append(GridColumn(head, type_.is_numeric, is_whole, column.name == "lines"))
    rows = []
    before: Row = ()
    for row in answer.rows:
        repeated = _repeated(answer, row, before)
        rows.append(["" if at in repeated else shown_as(_cell(answer, row, at)) for at in shown])
        before = row
    if any(marks):
        columns.insert(0, GridColumn(MARK, is_whole=True))
        rows = [[shown_as(mark), *cells] for mark, cells in zip(marks, rows, strict=True)]
    notes = (f"{id_}: {lines}" for id_, lines in answer.notes.items())
    below = "\n".join(shown_as(part) for part in (legend, *notes) if part)
    return Grid(columns, rows, below, answer.words)


def _cell(answer: Answer, row: Row, at: int) -> str:
    """Return a value as a table shows it; the date of an observed state begins with "as of"."""
    column = answer.columns[at]
    text = types.cell(column, row[at])
    is_observed = column.name == "date" and text and OBSERVED in answer.names and row[answer.names.index(OBSERVED)]
    return f"as of {text}" if is_observed else text


def _shown(answer: Answer, *, wide: bool) -> list[int]:
    """Return the positions of the columns to show: not those shown as marks, nor wide or empty ones."""
    hidden = {HEDGE, *(name for name in MARKED if name != "said_by")} if _has_marks(answer) else set()
    is_typed = any(column.type for column in answer.columns)
    return [
        at
        for at, column in enumerate(answer.columns)
        if (column.name not in hidden or column.place == "chosen")
        and column.place != "mark"
        and (wide or column.place != "wide")
        and (not is_typed or column.name in _SHOWN_EMPTY or any(row[at] not in (None, "") for row in answer.rows))
    ]


def _has_marks(answer: Answer) -> bool:
    return bool(answer.marks) and "modality" in answer.names


def _repeated(answer: Answer, row: Row, before: Row) -> set[int]:
    """Return the positions of the leading grouped columns whose values repeat those of the previous row."""
    found: set[int] = set()
    for at, column in enumerate(answer.columns):
        if column.place == "grouped":
            if not before or row[at] != before[at]:
                break
            found.add(at)
    return found


def _marks(answer: Answer) -> tuple[list[str], str]:
    """Return the marks of each row, and the legend of the marks that occur."""
    if not _has_marks(answer):
        return [], ""
    names = answer.names
    modality = names.index("modality")
    flags = [(names.index(name), mark, legend) for name, (mark, legend, _) in MARKS.items() if name in names]
    marks, used = [], {}
    for row in answer.rows:
        marks_of_row = answer.marks.get(row[modality], "")
        if marks_of_row:
            used[marks_of_row] = answer.labels[row[modality]]
        for at, mark, legend in flags:
            if row[at]:
                marks_of_row += mark
                used[mark] = legend
        marks.append(marks_of_row)
    order = [*answer.marks.values(), *(mark for mark, *_ in MARKS.values())]
    return marks, "   ".join(f"{mark} {used[mark]}" for mark in order if mark in used)
