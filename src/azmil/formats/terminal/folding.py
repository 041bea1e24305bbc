"""Widths: how wide columns are made to fit a terminal, and how texts are folded to them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

LONG = 300  # rows of a usual table from which Rich, at most of a millisecond a row, is not waited for
HUGE = 2_000  # characters from which a cell is not folded between words, which takes longer the longer it is


def narrowed(natural: list[int], least: list[int], room: int) -> list[int]:
    """Return widths that fit into a room: the widest columns give way, down to one width that is found by halving."""

    def at_most(level: int) -> list[int]:
        return [max(small, min(wide, level)) for wide, small in zip(natural, least, strict=True)]

    low, high = 0, max(natural, default=0)
    while low < high:
        level = (low + high + 1) // 2
        low, high = (level, high) if sum(at_most(level)) <= room else (low, level - 1)
    widths = at_most(low)
    left = room - sum(widths)
    for at, wide in enumerate(natural):
        if left and widths[at] == low < wide:
            widths[at], left = low + 1, left - 1
    return widths


def cells_of(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most texts are plain

    return cell_len(text)


def folded(text: str, width: int, *, in_haste: bool = False) -> list[str]:
    """Return a text in lines no wider than ``width``, broken between words where it can be.

    ``in_haste`` is for many texts: those of wide characters are broken anywhere then.
    """
    return [line for part in text.split("\n") for line in _broken(part, width, in_haste=in_haste)]


def _broken(text: str, width: int, *, in_haste: bool) -> list[str]:
    """Return one line in lines no wider than ``width``."""
    cells = cells_of(text)
    if cells <= width:
        return [text]
    if len(text) > HUGE or (in_haste and cells > len(text)):
        step = width if cells == len(text) else max(width // 2, 1)  # no character is wider than two columns
        return [text[at : at + step] for at in range(0, len(text), step)]
    if in_haste:
        from textwrap import wrap  # noqa: PLC0415 - most answers are small

        return wrap(text, width)
    from rich.text import Text  # noqa: PLC0415 - its wrapping knows wide characters

    return [line.plain.rstrip() for line in Text(text).wrap(_console(), width, overflow="fold")]


@cache
def _console() -> Console:
    """Return the console that the wrapping of a text asks for, made when the first long cell needs it."""
    from rich.console import Console  # noqa: PLC0415 - as above

    return Console()
