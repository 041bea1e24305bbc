"""``azmil timeline``: claims by date."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import FILTER, TIME, File, Format, Sql, Wide, opened, single_command
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
    words: Annotated[
        list[str] | None,
        Argument(
            metavar="[PERIOD]",
            help="A date or period, such as 2006, May 2006, 1991-1995, early 1994, or XXXX-05 for May of any year.",
        ),
    ] = None,
    undated: Undated = False,
    ongoing: Ongoing = False,
    about: About = None,
    kinds: Kinds = None,
    form: Format = None,
    output: File = None,
    wide: Wide = False,
    sql: Sql = False,
) -> None:
    """List what begins or ends in a period, by date: a day before its month, a month before its year.

    Example: azmil timeline 2006 --about navy
    """
    out = Output(form, output)
    period = " ".join(words) if words else None
    filters: dict[str, Any] = {
        "undated": undated,
        "ongoing": ongoing,
        "about": [about] if about else [],
        "kinds": kinds or [],
    }
    with opened(context) as base:
        if sql:
            out.text(base.timeline_statement(period, **filters).printed())
            return
        answer = base.timeline_answer(period, **filters)
    out.answer(answer, wide=wide)
    if answer.left_out:
        from azmil.cli.messages import say_left_out

        say_left_out(answer)


def command() -> Any:
    """Return the command ``azmil timeline``."""
    return single_command("timeline", timeline)
