"""Widths of columns that fit a terminal, and folding of texts to a width."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

LONG = 300  # rows of a typical table beyond which Rich, at up to a millisecond per row, is too slow
HUGE = 2_000  # characters of a cell beyond which folding between words is too slow


def narrowed(natural: list[int], least: list[int], available: int) -> list[int]:
    """Return widths that fit into ``available``: the widest columns shrink to one common width, found by bisection."""

    def at_most(level: int) -> list[int]:
        return [max(minimum, min(width, level)) for width, minimum in zip(natural, least, strict=True)]

    low, high = 0, max(natural, default=0)
    while low < high:
        level = (low + high + 1) // 2
        low, high = (level, high) if sum(at_most(level)) <= available else (low, level - 1)
    widths = at_most(low)
    left = available - sum(widths)
    for at, width in enumerate(natural):
        if left and widths[at] == low < width:
            widths[at], left = low + 1, left - 1
    return widths


def cells_of(text: str) -> int:
    """Return the number of terminal columns that a string takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most texts are ASCII

    return cell_len(text)


def folded(text: str, width: int, *, is_fast: bool = False) -> list[str]:
    """Return the lines of a string, each no wider than ``width``, broken between words where possible.

    ``is_fast`` is for many texts: those with wide characters are then broken at any character.
    """
    return [line for part in text.split("\n") for line in _broken(part, width, is_fast=is_fast)]


def _broken(text: str, width: int, *, is_fast: bool) -> list[str]:
    """Return one line of text as lines no wider than ``width``."""
    cells = cells_of(text)
    if cells <= width:
        return [text]
    if len(text) > HUGE or (is_fast and cells > len(text)):
        step = width if cells == len(text) else max(width // 2, 1)  # no character is wider than two columns
        return [text[at : at + step] for at in range(0, len(text), step)]
    if is_fast:
        from textwrap import wrap  # noqa: PLC0415 - most results are small

        return wrap(text, width)
    from rich.text import Text  # noqa: PLC0415 - it wraps wide characters correctly

    return [line.plain.rstrip() for line in Text(text).wrap(_console(), width, overflow="fold")]


@cache
def _console() -> Console:
    """Return the console that Rich needs to wrap texts, created for the first long cell."""
    from rich.console import Console  # noqa: PLC0415 - as above

    return Console()
