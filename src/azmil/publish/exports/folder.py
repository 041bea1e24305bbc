"""Writing an export: a folder of one format, replaced completely or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from azmil.errors import fill_template
from azmil.publish import exports, folders
from azmil.publish.exports import datapackage, dump, tables, workbook
from azmil.publish.exports.about import about_of

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.api.tables import Tables

WRITERS = {"datapackage": datapackage.write, "csv": tables.write, "xlsx": workbook.write, "sql": dump.write}
MARKER = "azmil-export.json"  # the file by which a folder is recognized as an export of azmil


def write(base: Tables, form: str, folder: Path) -> str:
    """Write an export to a folder; return what has been written, and what to do with it.

    The folder is replaced completely or not at all. Raises AzmilError if the format does not exist, or if the folder
    contains anything but an export in the same format, or cannot be written.
    """
    what = exports.find(form)
    folders.check(folder, lambda path: _format_of(path) == form, what)
    about = about_of(base)
    with folders.replacing(folder) as new:
        message, file = WRITERS[form](base, about, new)
        marker = {"azmil": about.version, "content": about.content, "format": form}
        (new / MARKER).write_text(json.dumps(marker) + "\n", encoding="utf-8")
    return fill_template(message, {"path": folder / file})


def _format_of(folder: Path) -> str | None:
    """Return the format of the export in a folder, or None if it is not an export."""
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return str(found["format"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
