"""``azmil cite``: the source lines behind a record."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.messages import say
from azmil.cli.output import Output
from azmil.cli.tree import File, format_option, opened, single_command


def cite(
    context: Context,
    words: Annotated[list[str], Argument(metavar="ID", help="The id, name or alias of a record, in any spelling.")],
    form: Annotated[str | None, format_option("record")] = None,
    output: File = None,
) -> None:
    """Show the source lines behind a record. Their text is included once the document is attached.

    Example: azmil cite osa-ii
    """
    out = Output(form, output, "record")
    with opened(context) as base:
        found = base.citations(" ".join(words))
    out.record(found)
    if out.format.is_for_people and not found.places:
        say("azmil: no source in this database cites it")
    elif out.format.is_for_people and not found.has_text:
        say("azmil: to see the text of these lines, attach the document: azmil source attach FILE")


def command() -> Any:
    """Return the command."""
    return single_command("cite", cite)
