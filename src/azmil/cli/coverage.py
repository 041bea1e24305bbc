"""``azmil coverage``: what became of the lines of a source."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.output import Output
from azmil.cli.tree import File, Format, Source, one, opened


def coverage(
    context: Context,
    lines: Annotated[
        str | None, Argument(metavar="[LINES]", help="Lines or ranges of lines: 53, 51-60, report:53,60.")
    ] = None,
    source: Source = None,
    every: Annotated[bool, Option("--all", help="Every line, and not their picture.")] = False,
    form: Format = None,
    output: File = None,
) -> None:
    """What became of the lines of a source: a picture of them all, or the claims that cite each.

    Example: azmil coverage 51-60
    """
    from azmil.formats import pages
    from azmil.values import locators

    out = Output(form, output)
    with opened(context) as base:
        if lines is None and not every and out.format.name == "table" and output is None:
            pages.coverage(base.coverage(source), sys.stdout)
        else:
            out.answer(base.source_lines(locators.parse(lines) if lines else [], source))


def command() -> Any:
    """Return the command."""
    return one("coverage", coverage)
