"""Folding of texts to a width, and the widths of columns at which a table takes the fewest lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

READABLE = 18  # terminal columns; a longer word that is not a number may be cut
NARROWEST = 8  # terminal columns of a column of texts
_SAMPLE = 64  # rows that are measured to choose widths
_LINE = 20  # a line of the table counts as much as this many lines of single cells
_STEPS = (16, 8, 4, 2, 1)  # terminal columns that one column gives to another
_MOST_MOVES = 40
# A line may end after a space, but not between "to" and a number, nor before the number of places ("… (19)") or an
# option ("(+3: --all)"), and after a hyphen or slash between words: not within "Osa-II" or "MiG-29".
_BREAK = re.compile(
    r"(?<= )(?!--\w)(?:(?<! to )|(?!\d))(?<!… )(?<!\.\.\. )(?=[^ ])|(?<=[^\W\d_][-/])(?=[^\W\d_][^\W\d_A-Z])"
)
_HUGE = 2_000  # characters of a text beyond which it is not measured, and wide characters are not counted
_NUMBER = re.compile(r"[\d.,:/+-]+")


def cells_of(text: str) -> int:
    """Return the number of terminal columns that a string takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most texts are ASCII

    return cell_len(text)


def folded(text: str, width: int) -> list[str]:
    """Return the lines of a string, each no wider than ``width``, broken between words where possible."""
    if len(text) <= width and text.isascii() and "\n" not in text:
        return [text]
    return [line for part in text.split("\n") for line in _broken(part, width)]


def _broken(text: str, width: int) -> list[str]:
    """Return one line of text as lines no wider than ``width``."""
    measure = len if (cells := cells_of(text)) == len(text) else cells_of
    if cells <= width:
        return [text]
    lines, line, left = [], "", width
    for piece in _BREAK.split(text):
        whole = size = measure(piece)
        if whole > left and piece[-1:] == " ":
            size = measure(piece.rstrip(" "))
        if size > left:
            if line:
                lines.append(line.rstrip(" "))
            if size > width:  # a long word, or words that belong together
                words = piece.rstrip(" ").split(" ")
                *parts, piece = [part for word in words for part in _cut(word, width)]  # noqa: PLW2901 - its rest
                lines += parts
                piece += " "  # noqa: PLW2901 - as above
                whole = measure(piece)
            line, left = "", width
        line += piece
        left -= whole
    return [*lines, line.rstrip(" ")] if line.strip(" ") or not lines else lines


def _cut(text: str, width: int) -> list[str]:
    """Return a word as parts no wider than ``width``."""
    width = max(width, 1)
    is_wide = cells_of(text) != len(text)
    if not is_wide or len(text) > _HUGE:
        step = max(width // 2, 1) if is_wide else width  # no character is wider than two columns
        return [text[at : at + step] for at in range(0, len(text), step)]
    parts, part, used = [], "", 0
    for character in text:
        size = cells_of(character)
        if part and used + size > width:
            parts.append(part)
            part, used = "", 0
        part += character
        used += size
    return [*parts, part]


def packed(entries: Sequence[str], width: int) -> list[str]:
    """Return entries on as few lines as possible, with spaces between those on the same line."""
    lines: list[str] = []
    for entry in entries:
        if lines and cells_of(lines[-1]) + cells_of(entry) + 3 <= width:
            lines[-1] += f"   {entry}"
        else:
            lines.append(entry)
    return lines


class Measured:
    """The texts of a column, measured: its widest text, the least readable width, and the heights of a sample."""

    def __init__(self, head: str, texts: Sequence[str], *, is_whole: bool, is_narrow: bool) -> None:
        lines = {line for text in texts for line in text.split("\n")}
        widest, least = max(map(cells_of, lines), default=0), max(_least([head]), 1 if is_narrow else NARROWEST)
        self.natural = max(1, cells_of(head), widest)
        self.least = min(self.natural, max(least, widest if is_whole else _least(lines)))
        sample = [head, *texts[:: max(1, len(texts) // _SAMPLE)][:_SAMPLE]]
        self._pieces = [_widths_of_pieces(text[:_HUGE]) for text in sample]
        self._heights: dict[int, list[int]] = {}

    def heights(self, width: int) -> list[int]:
        """Return the number of lines of the head and of each text of the sample at a width."""
        if width not in self._heights:
            self._heights[width] = [_height(pieces, width) for pieces in self._pieces]
        return self._heights[width]


def _least(lines: Iterable[str]) -> int:
    """Return the width below which words or numbers of some lines would be cut; only long words may be."""
    words: set[str] = set()
    for line in lines:
        words.update(line.split(" "))
    long = (piece for word in words if len(word) > 1 for piece in _BREAK.split(word))
    sizes = ((cells_of(piece), piece) for piece in long)
    return max((size if size <= READABLE or _NUMBER.fullmatch(piece) else READABLE for size, piece in sizes), default=1)


def _widths_of_pieces(text: str) -> list[list[tuple[int, int]]]:
    """Return the width of each piece of each line of a text, without and with the spaces after it."""
    return [
        [(cells_of(piece.rstrip(" ")), cells_of(piece)) for piece in _BREAK.split(line)] for line in text.split("\n")
    ]


def _height(lines: list[list[tuple[int, int]]], width: int) -> int:
    """Return the number of lines that a text takes at a width."""
    height = 0
    for pieces in lines:
        height, used = height + 1, 0
        for size, whole in pieces:
            if used and used + size > width:
                height, used = height + 1, 0
            height += max(0, size - 1) // width
            used += whole
    return height


def widths_for(columns: Sequence[Measured], available: int) -> list[int] | None:
    """Return the widths at which the columns take the fewest lines, or None if they cannot be readable.

    The widest columns first shrink to one common width; then columns give width to others as long as that saves lines.
    """
    if sum(column.least for column in columns) > available:
        return None
    widths = _narrowed(columns, available)
    if all(width == column.natural for width, column in zip(widths, columns, strict=True)):
        return widths
    least = cost_of(columns, widths)
    moves = 0
    for step in _STEPS:
        found = True
        while found and moves < _MOST_MOVES:
            found = False
            cost, better = min(
                ((cost_of(columns, other), other) for other in _moved(columns, widths, step)), default=(least, widths)
            )
            if cost < least:
                least, widths, found, moves = cost, better, True, moves + 1
    return widths


def cost_of(columns: Sequence[Measured], widths: Sequence[int]) -> int:
    """Return the number of lines that a sample of the rows takes, weighted, plus the lines of their cells."""
    heights = [column.heights(width) for column, width in zip(columns, widths, strict=True)]
    rows = sum(map(max, *heights)) if len(heights) > 1 else sum(map(sum, heights))
    return rows * _LINE + sum(map(sum, heights))


def _moved(columns: Sequence[Measured], widths: list[int], step: int) -> list[list[int]]:
    """Return the widths after each possible move of ``step`` terminal columns from one column to another."""
    found = []
    for giver, column in enumerate(columns):
        if widths[giver] - step < column.least:
            continue
        for taker, other in enumerate(columns):
            if taker != giver and widths[taker] < other.natural:
                moved = list(widths)
                gain = min(step, other.natural - widths[taker])
                moved[giver] -= gain
                moved[taker] += gain
                found.append(moved)
    return found


def _narrowed(columns: Sequence[Measured], available: int) -> list[int]:
    """Return widths that fit into ``available``: the widest columns shrink to one common width, found by bisection."""

    def at_most(level: int) -> list[int]:
        return [max(column.least, min(column.natural, level)) for column in columns]

    low, high = 0, max((column.natural for column in columns), default=0)
    while low < high:
        level = (low + high + 1) // 2
        low, high = (level, high) if sum(at_most(level)) <= available else (low, level - 1)
    widths = at_most(low)
    left = available - sum(widths)
    for at, column in enumerate(columns):
        if left and widths[at] == low < column.natural:
            widths[at], left = low + 1, left - 1
    return widths
