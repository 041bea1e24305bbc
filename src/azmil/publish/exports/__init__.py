"""Exports of a whole knowledge base for other programs: one module per format, and the registry of the formats.

The module of a format has a function ``write``, which takes the tables of a base, what is to be known about them, and
a folder, and returns the message about it (with ``{path}``) and its main file.
"""

from __future__ import annotations

from azmil.errors import suggestion_or_choices
from azmil.formats import NO_FORMAT

__all__ = ["FORMATS", "find"]

# The name of each format -> its meaning, its name in messages, and its module in this package.
FORMATS = {
    "datapackage": ("tables and reports as CSV, with types and keys for programs", "a data package", "datapackage"),
    "csv": ("reports as CSV", "an export as csv", "tables"),
    "xlsx": ("reports as the sheets of one workbook (extra xlsx)", "an export as xlsx", "workbook"),
    "sql": ("tables, and reports as views, as one SQL file for SQLite", "an export as sql", "dump"),
}


def find(name: str) -> tuple[str, str]:
    """Return the name of a format in messages, and that of its module; raise AzmilError if it does not exist."""
    if name not in FORMATS:
        raise NO_FORMAT(form=name, instead=suggestion_or_choices(name, FORMATS))
    _, what, module = FORMATS[name]
    return what, module
