"""Own ``azmil cite``."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.options import PageFormat
from azmil.cli.tree import connection, one


def cite(
    context: Context,
    name: Annotated[str, Argument(metavar="ID", help="An id, a name or an alias, however spelt.")],
    form: PageFormat = "table",
) -> None:
    """The lines a record rests on, and their text once the document is attached, with the words that matter marked.

    Example: azmil cite osa-ii
    """
    from azmil.ask import passages, records
    from azmil.formats import json_text, pages
    from azmil.values.names import spans

    with connection(context) as database:
        id_ = records.find(database, name)
        places = passages.cited(database, id_)
        matter = passages.matter(database, id_)
    if form == "json":
        rows = [
            {
                "lines": place.locator,
                "section": place.section,
                "role": place.role,
                "text": [text for _, text in place.lines],
            }
            for place in places
        ]
        sys.stdout.write(json_text({"id": id_, "cited": rows}, indent=2))
        return
    pages.cited(id_, places, lambda text: spans(text, matter), sys.stdout)


def command() -> Any:
    """Return the command."""
    return one("cite", cite)
