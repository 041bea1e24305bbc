"""Formats of output: one registry, one module each.

A new format is a module with a ``FORMAT`` and its name in ``NAMES``; ``python tests/test_golden_formats.py`` then
records what it prints, to be read before it is committed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, nearest_or_all

if TYPE_CHECKING:
    from azmil.formats.base import Format, Shape

__all__ = ["NAMES", "accepting", "find"]

NAMES = ("table", "vertical", "json", "jsonl", "csv", "tsv", "md", "html", "xlsx")
NO_FORMAT = Fault("an answer cannot be printed in the format", "there is no format '{form}'", "{instead}", Exit.USAGE)


def find(name: str, shape: Shape = "rows") -> Format:
    """Return a format by its name; raise AzmilError if there is none, or if it cannot show a shape."""
    if name in NAMES:
        found: Format = import_module(f"azmil.formats.{name}").FORMAT
        if shape in found.shapes:
            return found
    raise NO_FORMAT(form=name, instead=nearest_or_all(name, accepting(shape)))


def accepting(shape: Shape) -> list[str]:
    """Return the names of the formats that can show a shape."""
    if shape == "rows":
        return list(NAMES)
    return [name for name in NAMES if shape in import_module(f"azmil.formats.{name}").FORMAT.shapes]
