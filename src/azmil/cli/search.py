"""``azmil search``: full-text search in any spelling."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import SHAPE, About, File, Format, Ids, Sources, Wide, opened, single_command
from azmil.cli.messages import say, say_left_out
from azmil.cli.output import Output


def search(
    context: Context,
    words: Annotated[
        list[str], Argument(metavar="WORDS...", help="All must match; quote a phrase; use * for a prefix, as in nakh*.")
    ],
    about: About = None,
    source: Sources = None,
    limit: Annotated[
        int, Option("--limit", metavar="N", min=1, help="Maximum number of rows.", rich_help_panel=SHAPE)
    ] = 20,
    form: Format = None,
    output: File = None,
    wide: Wide = False,
    ids: Ids = False,
) -> None:
    """Search names, aliases and sentences in any spelling, and the source text if it is attached.

    Example: azmil search garabagh
    """
    out = Output(form, output)
    with opened(context) as base:
        matches = base.search_results(" ".join(words), limit, about or [], source or [])
    if matches.instead is not None:
        say(f"azmil: nothing found for '{' '.join(words)}'; showing results for '{matches.instead}'")
    out.answer(matches.answer, wide=wide, ids=ids)
    say_left_out(matches.answer)


def command() -> Any:
    """Return the command ``azmil search``."""
    return single_command("search", search)
