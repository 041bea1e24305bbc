"""Own ``azmil show``."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.options import PageFormat
from azmil.cli.tree import connection, one


def show(
    context: Context,
    name: Annotated[str, Argument(metavar="ID", help="An id, a name or an alias, however spelt.")],
    form: PageFormat = "table",
) -> None:
    """Everything about one thing or claim: its fields, its names, its lines, and the claims that name it.

    Example: azmil show osa-ii
    """
    from azmil.ask import records
    from azmil.formats import json_text, pages

    with connection(context) as database:
        sheet = records.sheet(database, records.find(database, name))
    if form == "json":
        about = [dict(zip(sheet.about.columns, row, strict=True)) for row in sheet.about.rows]
        whole: dict[str, Any] = {"id": sheet.id, "kind": sheet.kind, "sentence": sheet.sentence, **dict(sheet.fields)}
        whole |= {"aliases": [dict(zip(("name", "kind", "note"), alias, strict=True)) for alias in sheet.aliases]}
        whole |= {
            "lines": sheet.lines,
            "witnesses": sheet.witnesses,
            "wordings": sheet.wordings,
            "about": about,
        }
        sys.stdout.write(json_text(whole, indent=2))
        return
    pages.sheet(sheet, sys.stdout)


def command() -> Any:
    """Return the command."""
    return one("show", show)
