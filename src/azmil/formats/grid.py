"""The grid of a table: its cells as texts, the signs before its rows, and how wide its columns are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil.formats.terminal.folding import HUGE, cells_of, narrowed
from azmil.formats.terminal.screen import clean
from azmil.reports import types
from azmil.values.answers import HEDGE, MARKED, OBSERVED

if TYPE_CHECKING:
    from azmil.values.answers import Answer, Row

# The marks of flags and speakers, by column: mark, legend and meaning; those of modalities are in the database.
MARKS = {
    "said_by": ("»", "attributed, see said_by", "The source quotes or reports a speaker, named in said_by."),
    "disputed": ("†", "disputed, see the conflicts", "Another passage denies it or says something else."),
    "in_tension": (
        "≈",
        "in tension, see the conflicts",
        "Another passage can be true too, but needs an explanation.",
    ),
    "doubtful": ("‡", "doubtful, see its note", "Its reading is doubted, for a reason that its record gives."),
}
SIGN = ""  # the head of the column of signs, which the legend explains
GAP = 2  # columns of the terminal between two of a table
_READABLE = 18  # letters; a word longer than this may be folded
_SHOWN_EMPTY = frozenset({"id", "lines"})


@dataclass(eq=False, repr=False)
class GridColumn:
    """How a column of a grid is drawn."""

    head: str
    is_numeric: bool = False
    is_whole: bool = False  # never folded
    is_faint: bool = False
    width: int = 0  # once it is fitted


@dataclass(eq=False, repr=False)
class Grid:
    """The cells of a table as texts, and what its drawing needs to know of each column."""

    columns: list[GridColumn]
    rows: list[list[str]]
    legend: str = ""
    words: frozenset[str] = frozenset()  # beginnings of words to be marked
    letters: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the letters of all cells."""
        self.letters = sum(len(text) for cells in self.rows for text in cells)

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return [column.head for column in self.columns]

    @property
    def widths(self) -> list[int]:
        """The widths of the columns, once they are fitted."""
        return [column.width for column in self.columns]

    @property
    def lines(self) -> int:
        """The number of lines of all rows, if no cell is folded."""
        return sum(max((text.count("\n") for text in cells), default=0) + 1 for cells in self.rows)

    @property
    def is_huge(self) -> bool:
        """Whether a cell is too long to be folded between words."""
        return any(len(text) > HUGE for cells in self.rows for text in cells)

    def fit(self, room: int) -> bool:
        """Give each column its width; return whether all are wide enough to be read."""
        by_column = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        natural, least = [], []
        for column, cells in zip(self.columns, by_column, strict=True):
            lines = {line for text in (column.head, *cells) for line in text.split("\n")}
            longest = max(1, *map(cells_of, lines))
            natural.append(longest)
            words = (min(cells_of(word), _READABLE) for line in lines for word in line.split())
            least.append(longest if column.is_whole else min(longest, max(words, default=1)))
        room -= GAP * (len(natural) - 1) + 1
        if sum(least) > room:
            return False
        for column, width in zip(self.columns, narrowed(natural, least, room), strict=True):
            column.width = width
        return True


def grid_of(answer: Answer, *, wide: bool) -> Grid:
    """Return the cells of an answer: signs for modality and dispute first, columns without a value left out."""
    signs, legend = _signs(answer)
    shown = _shown(answer, wide=wide)
    columns = []
    for at in shown:
        column, type_ = answer.columns[at], types.of(answer.columns[at])
        head = clean(column.name.replace("_", " "))
        is_whole = not type_.folds or column.name == "scope"
        columns.append(GridColumn(head, type_.is_numeric, is_whole, column.name == "lines"))
    rows = []
    before: Row = ()
    for row in answer.rows:
        repeated = _repeated(answer, row, before)
        rows.append(["" if at in repeated else clean(_cell(answer, row, at)) for at in shown])
        before = row
    if any(signs):
        columns.insert(0, GridColumn(SIGN, is_whole=True))
        rows = [[sign, *cells] for sign, cells in zip(signs, rows, strict=True)]
    notes = [clean(f"{id_}: {lines}") for id_, lines in answer.notes.items()]
    return Grid(columns, rows, "\n".join(part for part in (legend, *notes) if part), answer.words)


def _cell(answer: Answer, row: Row, at: int) -> str:
    """Return a value as a table shows it; the date on which a state was seen says so."""
    column = answer.columns[at]
    text = types.cell(column, row[at])
    is_seen = column.name == "date" and text and OBSERVED in answer.names and row[answer.names.index(OBSERVED)]
    return f"as of {text}" if is_seen else text


def _shown(answer: Answer, *, wide: bool) -> list[int]:
    """Return the columns that a table shows: not those that signs stand for, nor lesser or empty ones."""
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
    """Return the grouped columns in which a row says what the row before it said, up to the first that differs."""
    found: set[int] = set()
    for at, column in enumerate(answer.columns):
        if column.place == "grouped":
            if not before or row[at] != before[at]:
                break
            found.add(at)
    return found


def _signs(answer: Answer) -> tuple[list[str], str]:
    """Return the signs before each row, and what each sign that occurs means."""
    if not _has_marks(answer):
        return [], ""
    names = answer.names
    modality = names.index("modality")
    flags = [(names.index(name), mark, legend) for name, (mark, legend, _) in MARKS.items() if name in names]
    signs, used = [], {}
    for row in answer.rows:
        sign = answer.marks.get(row[modality], "")
        if sign:
            used[sign] = answer.labels[row[modality]]
        for at, mark, legend in flags:
            if row[at]:
                sign += mark
                used[mark] = legend
        signs.append(clean(sign))
    order = [*answer.marks.values(), *(mark for mark, *_ in MARKS.values())]
    return signs, clean("   ".join(f"{sign} {used[sign]}" for sign in order if sign in used))
