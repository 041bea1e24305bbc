"""``azmil timeline``: what begins or ends in a period."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.output import Output
from azmil.cli.tree import File, Format, Sql, Wide, one, opened


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
    form: Format = None,
    output: File = None,
    wide: Wide = False,
    sql: Sql = False,
) -> None:
    """What begins or ends in a period, in order: days before their month, months before their year.

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
    out.answer(answer, wide=wide)


def command() -> Any:
    """Return the command."""
    return one("timeline", timeline)
