"""``azmil coverage``: the lines of a source and the claims that cite them."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import SHAPE, File, Format, Source, opened, single_command
from azmil.cli.output import Output


def coverage(
    context: Context,
    lines: Annotated[
        str | None, Argument(metavar="[LINES]", help="Lines or ranges, such as 53, 51-60 or report:53,60.")
    ] = None,
    source: Source = None,
    lists_every_line: Annotated[
        bool, Option("--all", help="List every line instead of the overview.", rich_help_panel=SHAPE)
    ] = False,
    form: Format = None,
    output: File = None,
) -> None:
    """Show which lines of the sources are cited, as an overview, or with the claims that cite each line.

    Example: azmil coverage 51-60
    """
    from azmil.formats import pages
    from azmil.values import locators

    out = Output(form, output)
    with opened(context) as base:
        if lines is None and not lists_every_line and out.format.name == "table" and output is None:
            pages.coverage(base.coverage(source), sys.stdout)
        else:
            out.answer(base.source_lines(locators.parse(lines) if lines else [], source))


def command() -> Any:
    """Return the command ``azmil coverage``."""
    return single_command("coverage", coverage)
