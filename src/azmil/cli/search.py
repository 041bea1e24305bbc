"""Own ``azmil search``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.options import Format, Wide, give
from azmil.cli.tree import connection, one


def search(
    context: Context,
    words: Annotated[
        list[str], Argument(metavar="WORDS...", help='All must occur; "quoted" ones side by side; nakh* begins a word.')
    ],
    limit: Annotated[int, Option("--limit", metavar="N", min=1, help="At most so many rows.")] = 20,
    form: Format = "table",
    wide: Wide = False,
) -> None:
    """Find words in names, aliases and sentences, and in the lines once the document is attached, however spelt.

    Example: azmil search garabagh
    """
    from azmil.ask.search import search as find
    from azmil.formats import say

    with connection(context) as database:
        answer, instead = find(database, " ".join(words), limit)
    if instead is not None and answer.rows:
        say(f"azmil: nothing found for '{' '.join(words)}'; this is what is found for '{instead}'")
    give(answer, form, wide=wide, limit=limit)


def command() -> Any:
    """Return the command."""
    return one("search", search)
