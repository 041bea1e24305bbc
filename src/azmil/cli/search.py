"""``azmil search``: words in whatever spelling."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.messages import left_out, say
from azmil.cli.output import Output
from azmil.cli.tree import File, Format, Wide, one, opened


def search(
    context: Context,
    words: Annotated[
        list[str], Argument(metavar="WORDS...", help='All must occur; "quoted" ones side by side; nakh* begins a word.')
    ],
    limit: Annotated[int, Option("--limit", metavar="N", min=1, help="At most so many rows.")] = 20,
    form: Format = None,
    output: File = None,
    wide: Wide = False,
) -> None:
    """Find words in names, aliases and sentences, and in the lines once the document is attached, however spelt.

    Example: azmil search garabagh
    """
    out = Output(form, output)
    with opened(context) as base:
        found = base.found(" ".join(words), limit)
    if found.instead is not None:
        say(f"azmil: nothing found for '{' '.join(words)}'; this is what is found for '{found.instead}'")
    out.answer(found.answer, wide=wide)
    left_out(found.answer)


def command() -> Any:
    """Return the command."""
    return one("search", search)
