"""Own the table: which columns it shows and how wide, drawn by Rich, or by hand where it is long or narrow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil.errors import AzmilError
from azmil.formats.terminal.folding import HUGE, cells_of, folded, narrowed
from azmil.formats.terminal.screen import clean, has_colour, put, width_of
from azmil.values import dates
from azmil.values.names import spans

if TYPE_CHECKING:
    from typing import TextIO

    from rich.console import RenderableType

    from azmil.values.answers import Answer

DISPUTED = "†"
SIGN = ""  # the head of the column of signs, which their legend explains
LONG = 300  # rows of a usual table from which Rich, at most of a millisecond a row, is not waited for
_USUAL = 8  # columns
WIDEST_HEAD = 40  # columns of a name beside its value, where each value has a line of its own
MOST_DRAWN = 8 * 1024 * 1024  # columns of a terminal that all rows of a table may fill; beyond, most of it is blanks
_GAP = 2
_READABLE = 18  # a word longer than this may be folded
_WHOLE = frozenset({"quantity", "date", "scope"})  # never folded, as numbers are not


@dataclass(slots=True)
class Grid:
    """The cells of a table as texts, and what its drawing needs to know of each column."""

    heads: list[str]
    rows: list[list[str]]
    numeric: list[bool]
    whole: list[bool]  # columns that are never folded
    faint: list[bool]
    legend: str = ""
    words: frozenset[str] = frozenset()  # stems of words to be marked
    widths: list[int] = field(default_factory=list)


def as_table(answer: Answer, stream: TextIO, *, wide: bool) -> None:
    """Print an answer as a table, or upside down where its columns would be too narrow to read."""
    grid = grid_of(answer, wide=wide)
    room = width_of(stream)
    lines = sum(max((text.count("\n") for text in cells), default=0) + 1 for cells in grid.rows)
    if not _fit(grid, room) or sum(grid.widths) * lines > MOST_DRAWN:
        _write_vertical(grid, stream)
    elif lines * len(grid.heads) > LONG * _USUAL or _letters(grid) > HUGE * LONG or _is_huge(grid):
        _write_long(grid, stream)
    else:
        put(stream, *_drawn(grid))


def as_vertical(answer: Answer, stream: TextIO, *, wide: bool) -> None:
    """Print an answer with each value on a line of its own."""
    _write_vertical(grid_of(answer, wide=wide), stream)


def grid_of(answer: Answer, *, wide: bool) -> Grid:
    """Return the cells of an answer: signs for modality and dispute first, columns without a value left out."""
    names = answer.columns
    signs, legend = _signs(answer)
    hidden = {"modality", "disputed"} if legend or _has_marks(answer) else set()
    shown = [
        at
        for at, name in enumerate(names)
        if name not in hidden
        and (wide or name not in answer.wide)
        and (not answer.sorts or name in ("id", "lines") or any(row[at] not in (None, "") for row in answer.rows))
    ]
    sorts = [answer.sorts.get(names[at], "") for at in shown]
    rows = []
    before: tuple[object, ...] = ()
    for row in answer.rows:
        repeated = _repeated(answer, row, before) if answer.grouped else ()
        rows.append(["" if at in repeated else cell(row[at], sort) for at, sort in zip(shown, sorts, strict=True)])
        before = row
    grid = Grid(
        [clean(names[at].replace("_", " ")) for at in shown],
        rows,
        [sort == "number" or names[at] == "quantity" for at, sort in zip(shown, sorts, strict=True)],
        [sort in ("number", "flag") or names[at] in _WHOLE for at, sort in zip(shown, sorts, strict=True)],
        [names[at] == "lines" for at in shown],
        "\n".join(
            part for part in (legend, *(clean(f"{id_}: {lines}") for id_, lines in answer.notes.items())) if part
        ),
        answer.words,
    )
    if any(signs):
        for cells, sign in zip(grid.rows, signs, strict=True):
            cells.insert(0, sign)
        for column, value in ((grid.heads, SIGN), (grid.numeric, False), (grid.whole, True), (grid.faint, False)):
            column.insert(0, value)  # type: ignore[arg-type]
    return grid


def _has_marks(answer: Answer) -> bool:
    return bool(answer.marks) and "modality" in answer.columns


def _repeated(answer: Answer, row: tuple[object, ...], before: tuple[object, ...]) -> set[int]:
    """Return the grouped columns in which a row says what the row before it said, up to the first that differs."""
    found: set[int] = set()
    for at, name in enumerate(answer.columns):
        if name in answer.grouped:
            if not before or row[at] != before[at]:
                break
            found.add(at)
    return found


def _signs(answer: Answer) -> tuple[list[str], str]:
    """Return the signs before each row, and what each sign that occurs means."""
    if not _has_marks(answer):
        return [], ""
    modality = answer.columns.index("modality")
    disputed = answer.columns.index("disputed") if "disputed" in answer.columns else None
    signs, used = [], {}
    for row in answer.rows:
        sign = answer.marks.get(row[modality], "")
        if sign:
            used[sign] = answer.labels[row[modality]]
        if disputed is not None and row[disputed]:
            sign += DISPUTED
            used[DISPUTED] = "disputed: see 'azmil conflicts --cites LINE'"
        signs.append(clean(sign))
    order = [*answer.marks.values(), DISPUTED]
    return signs, clean("   ".join(f"{sign} {used[sign]}" for sign in order if sign in used))


def cell(value: object, sort: str = "") -> str:
    """Return a value as the text of a cell."""
    if value is None:
        return ""
    if sort == "flag":
        return "yes" if value else "no"
    if isinstance(value, int) and sort == "number":
        return f"{value:,}"
    if sort == "date":
        return _date(str(value))
    if isinstance(value, bytes):
        return f"<{len(value):,} bytes>"
    return clean(str(value))


def _date(text: str) -> str:
    try:
        return clean(dates.in_table(text))
    except AzmilError:  # not azmil's own
        return clean(text)


def _fit(grid: Grid, room: int) -> bool:
    """Give each column its width; return whether all are wide enough to be read."""
    columns = list(zip(*grid.rows, strict=True)) or [()] * len(grid.heads)
    natural, least = [], []
    for head, cells, whole in zip(grid.heads, columns, grid.whole, strict=True):
        lines = {line for text in (head, *cells) for line in text.split("\n")}
        longest = max(1, *map(cells_of, lines))
        natural.append(longest)
        words = (min(cells_of(word), _READABLE) for line in lines for word in line.split())
        least.append(longest if whole else min(longest, max(words, default=1)))
    room -= _GAP * (len(natural) - 1) + 1
    if sum(least) > room:
        return False
    grid.widths = narrowed(natural, least, room)
    return True


def _letters(grid: Grid) -> int:
    return sum(len(text) for cells in grid.rows for text in cells)


def _is_huge(grid: Grid) -> bool:
    return any(len(text) > HUGE for cells in grid.rows for text in cells)


def _drawn(grid: Grid) -> list[RenderableType]:
    """Return a grid as a Rich table, and its legend."""
    from rich.box import Box  # noqa: PLC0415 - machines' formats do without it
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    rule = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
    table = Table(box=rule, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for at, head in enumerate(grid.heads):
        table.add_column(
            Text(head),
            justify="right" if grid.numeric[at] else "left",
            no_wrap=grid.whole[at],
            overflow="fold",
            style="yellow" if head == SIGN else "dim" if grid.faint[at] else "",
            width=grid.widths[at] if grid.widths else None,
        )
    for cells in grid.rows:
        texts = [Text(text) for text in cells]
        for text in texts if grid.words else ():
            for start, end in spans(text.plain, grid.words):
                text.stylize("bold underline", start, end)
        table.add_row(*texts)
    return [table, Text(f"\n{grid.legend}", style="dim")] if grid.legend else [table]


def _write_long(grid: Grid, stream: TextIO) -> None:
    """Print a grid as Rich would, line by line."""
    bold, dim, plain = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if has_colour(stream) else ("", "", "")
    gap, in_haste = " " * _GAP, _letters(grid) > HUGE * LONG
    heads = gap.join(map(_aligned, grid.heads, grid.widths, grid.numeric))
    stream.write(f"{bold}{heads.rstrip()}{plain}\n{'─' * (sum(grid.widths) + _GAP * (len(grid.widths) - 1))}\n")
    for cells in grid.rows:
        texts = [folded(text, width, in_haste=in_haste) for text, width in zip(cells, grid.widths, strict=True)]
        for number in range(max(map(len, texts))):
            parts = [
                _aligned(lines[number] if number < len(lines) else "", width, numeric)
                for lines, width, numeric in zip(texts, grid.widths, grid.numeric, strict=True)
            ]
            stream.write(gap.join(parts).rstrip() + "\n")
    if grid.legend:
        stream.write(f"\n{dim}{grid.legend}{plain}\n")


def _aligned(text: str, width: int, numeric: bool) -> str:  # noqa: FBT001 - a column's own property
    fill = " " * (width - cells_of(text))
    return fill + text if numeric else text + fill


def _write_vertical(grid: Grid, stream: TextIO) -> None:
    """Print each row as lines of name and value; a name that is long stands on a line of its own."""
    room = width_of(stream)
    in_haste = _letters(grid) > HUGE * LONG
    margin = min(max(map(cells_of, grid.heads), default=0), WIDEST_HEAD) + _GAP
    for number, cells in enumerate(grid.rows):
        if number:
            stream.write("\n")
        for head, text in zip(grid.heads, cells, strict=True):
            if text and head == SIGN:
                stream.write(f"{text}\n")
            elif text:
                first, *rest = folded(text, max(room - margin - 1, 10), in_haste=in_haste)
                fill = " " * (margin - cells_of(head)) if cells_of(head) < margin else "\n" + " " * margin
                stream.write(f"{head}{fill}{first}\n")
                below = " " * margin if len(rest) < LONG else ""
                stream.writelines(f"{below}{line}\n" for line in rest)
    if grid.legend:
        stream.write(f"\n{grid.legend}\n")
