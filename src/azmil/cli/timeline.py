"""Own ``azmil timeline``."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil import reports
from azmil.ask import records, timelines
from azmil.ask.filters import words_of
from azmil.ask.running import run
from azmil.cli.options import Format, Sql, Wide, give
from azmil.cli.tree import connection, one
from azmil.formats.terminal.screen import data


def timeline(
    context: Context,
    period: Annotated[
        str | None, Argument(metavar="[PERIOD]", help="A date or interval of EDTF: 2006, 2006-05, 1991/1995.")
    ] = None,
    undated: Annotated[
        bool, Option("--undated", help="What has no date, with the words the source has for it.")
    ] = False,
    ongoing: Annotated[bool, Option("--ongoing", help="Also what began before the period and ended after it.")] = False,
    about: Annotated[
        str | None, Option("--about", metavar="ID", help="Only what names a thing: an id, a name or an alias.")
    ] = None,
    kinds: Annotated[list[str] | None, Option("--kind", metavar="WORD", help="Only this kind of claim.")] = None,
    form: Format = "table",
    wide: Wide = False,
    sql: Sql = False,
) -> None:
    """What begins or ends in a period, in order: days before their month, months before their year.

    Example: azmil timeline 2006 --about navy
    """
    with connection(context) as database:
        statement = timelines.timeline(
            period,
            undated=undated,
            ongoing=ongoing,
            kinds=words_of(database, reports.find("facts"), "kind", kinds or []),
            about=records.mentions(database, records.find(database, about)) if about else None,
        )
        if sql:
            print(statement.printed(), file=data(sys.stdout))
            return
        answer = run(database, statement)
    give(answer, form, wide=wide)


def command() -> Any:
    """Return the command."""
    return one("timeline", timeline)
