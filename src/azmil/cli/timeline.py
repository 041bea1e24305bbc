"""``azmil timeline``: claims by date."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import FILTER, TIME, File, Format, Ids, Sql, Wide, opened, single_command
from azmil.cli.output import Output

Undated = Annotated[
    bool, Option("--undated", help="List undated claims instead, with the source's wording.", rich_help_panel=TIME)
]
Ongoing = Annotated[
    bool, Option("--ongoing", help="Include what began before the period and ended after it.", rich_help_panel=TIME)
]
About = Annotated[
    str | None,
    Option("--about", metavar="ID", help="Include only claims about this record.", rich_help_panel=FILTER),
]
Kinds = Annotated[
    list[str] | None,
    Option("--kind", metavar="WORD", help="Include only this kind of claim.", rich_help_panel=FILTER),
]


def timeline(
    context: Context,
    period: Annotated[
        str | None,
        Argument(metavar="[PERIOD]", help="An EDTF date or interval, such as 2006, 2006-05 or 1991/1995."),
    ] = None,
    undated: Undated = False,
    ongoing: Ongoing = False,
    about: About = None,
    kinds: Kinds = None,
    form: Format = None,
    output: File = None,
    wide: Wide = False,
    ids: Ids = False,
    sql: Sql = False,
) -> None:
    """List what begins or ends in a period, by date: a day before its month, a month before its year.

    Example: azmil timeline 2006 --about navy
    """
    out = Output(form, output)
    with opened(context) as base:
        statement = base.timeline_statement(
            period, undated=undated, ongoing=ongoing, about=[about] if about else [], kinds=kinds or []
        )
        if sql:
            out.text(statement.printed())
            return
        answer = base.run(statement)
    out.answer(answer, wide=wide, ids=ids)


def command() -> Any:
    """Return the command ``azmil timeline``."""
    return single_command("timeline", timeline)
