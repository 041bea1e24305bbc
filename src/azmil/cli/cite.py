"""``azmil cite``: the source lines of a record."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.base import File, format_option, opened, single_command
from azmil.cli.messages import say
from azmil.cli.output import Output


def cite(
    context: Context,
    words: Annotated[list[str], Argument(metavar="ID", help="The id, name or alias of a record, in any spelling.")],
    form: Annotated[str | None, format_option("record")] = None,
    output: File = None,
) -> None:
    """Show the source lines of a record, with their text if the document is attached.

    Example: azmil cite osa-ii
    """
    out = Output(form, output, "record")
    with opened(context) as base:
        citations = base.citations(" ".join(words))
    out.record(citations)
    if out.format.is_for_people and not citations.places:
        say("azmil: this record cites no source lines")
    elif out.format.is_for_people and not citations.has_text:
        say("azmil: to see the text of these lines, attach the document with 'azmil source attach FILE'")


def command() -> Any:
    """Return the command ``azmil cite``."""
    return single_command("cite", cite)
