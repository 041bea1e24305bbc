"""Own ``azmil timeline``."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.ask import timelines
from azmil.ask.answers import run
from azmil.cli.app import connection, one
from azmil.cli.options import Format, Sql, Wide, give
from azmil.render.terminal import data


def timeline(
    context: Context,
    period: Annotated[
        str | None, Argument(metavar="[PERIOD]", help="A date or interval of EDTF: 2006, 2006-05, 1991/1995.")
    ] = None,
    undated: Annotated[
        bool, Option("--undated", help="What has no date, with the words the source has for it.")
    ] = False,
    ongoing: Annotated[bool, Option("--ongoing", help="Also what began before the period and ended after it.")] = False,
    form: Format = "table",
    wide: Wide = False,
    sql: Sql = False,
) -> None:
    """What begins or ends in a period, in order: days before their month, months before their year.

    Example: azmil timeline 2006
    """
    statement = timelines.timeline(period, undated=undated, ongoing=ongoing)
    if sql:
        print(statement.printed(), file=data(sys.stdout))  # noqa: T201 - asked for
        return
    with connection(context) as database:
        answer = run(database, statement)
    give(answer, form, wide=wide)


def command() -> Any:
    """Return the command."""
    return one("timeline", timeline)
