"""``azmil cite``: the lines that a record rests on."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.messages import say
from azmil.cli.output import Output
from azmil.cli.tree import File, format_option, one, opened


def cite(
    context: Context,
    name: Annotated[str, Argument(metavar="ID", help="An id, a name or an alias, however spelt.")],
    form: Annotated[str | None, format_option("record")] = None,
    output: File = None,
) -> None:
    """The lines a record rests on, and their text once the document is attached, with the words that matter marked.

    Example: azmil cite osa-ii
    """
    out = Output(form, output, "record")
    with opened(context) as base:
        found = base.citations(name)
    out.record(found)
    if out.format.is_for_people and not found.places:
        say("azmil: no source of this base names it")
    elif out.format.is_for_people and not found.has_text:
        say("azmil: the text of these lines appears here once you attach the document: azmil source attach FILE")


def command() -> Any:
    """Return the command."""
    return one("cite", cite)
