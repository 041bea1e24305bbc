"""Own the printing of answers: a table for people, and formats for machines that carry every value whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats import machines, tables
from azmil.formats.machines import json_text
from azmil.formats.terminal.screen import clean, data, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from azmil.values.answers import Answer

__all__ = ["FORMATS", "clean", "data", "json_text", "say", "show"]

FORMATS: dict[str, Callable[..., None]] = {
    "table": tables.as_table,
    "vertical": tables.as_vertical,
    "json": machines.as_json,
    "jsonl": machines.as_jsonl,
    "csv": machines.as_csv,
    "tsv": machines.as_tsv,
    "md": machines.as_markdown,
    "html": machines.as_html,
}


_FOR_PEOPLE = ("table", "vertical")  # clean what they are given themselves, and add colours


def show(answer: Answer, form: str, stream: TextIO, *, wide: bool = False) -> None:
    """Print an answer on a stream in one of ``FORMATS``; ``wide`` shows a table's lesser columns too."""
    FORMATS[form](answer, stream if form in _FOR_PEOPLE else data(stream), wide=wide)
