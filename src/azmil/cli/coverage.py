"""Own ``azmil coverage``."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.options import Format, Source, give
from azmil.cli.tree import connection, one
from azmil.errors import Exit


def coverage(
    context: Context,
    lines: Annotated[str | None, Argument(metavar="[LINES]", help="A line or range of lines: 53, 51-60.")] = None,
    source: Source = None,
    every: Annotated[bool, Option("--all", help="Every line, and not their picture.")] = False,
    form: Format = "table",
) -> int:
    """What became of the lines of a source: a picture of them all, or the claims that cite each.

    Example: azmil coverage 51-60
    """
    from azmil.ask import passages
    from azmil.formats import pages

    with connection(context) as database:
        name = passages.source_of(database, source)
        if lines is not None or every or form != "table":
            give(passages.lines(database, name, lines), form)
            return Exit.DONE
        found = passages.coverage(database, name)
    pages.coverage(found, sys.stdout)
    return Exit.DONE


def command() -> Any:
    """Return the command."""
    return one("coverage", coverage)
