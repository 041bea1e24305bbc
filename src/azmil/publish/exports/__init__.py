"""Exports of a whole knowledge base for other programs: the registry of their formats, and one module per format.

The module of a format has a function ``write``, which takes the tables of a base, what is to be known about them, and a
folder, and returns the message about it (with ``{path}``) and its main file. ``folder`` lists these functions.
"""

from __future__ import annotations

from azmil.errors import suggestion_or_choices
from azmil.formats import NO_FORMAT

__all__ = ["FORMATS", "find"]

# The name of each format -> its meaning, and its name in messages.
FORMATS = {
    "datapackage": ("tables and reports as CSV, with types and keys for programs", "a data package"),
    "csv": ("reports as CSV", "an export as csv"),
    "xlsx": ("reports as the sheets of one workbook (extra xlsx)", "an export as xlsx"),
    "sql": ("tables, and reports as views, as one SQL file for SQLite", "an export as sql"),
}


def find(name: str) -> str:
    """Return the name of a format in messages; raise AzmilError if the format does not exist."""
    if name not in FORMATS:
        raise NO_FORMAT(form=name, instead=suggestion_or_choices(name, FORMATS))
    _, what = FORMATS[name]
    return what
