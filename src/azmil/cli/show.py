"""``azmil show``: one record and the claims about it."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.base import File, format_option, opened, single_command
from azmil.cli.output import Output


def show(
    context: Context,
    words: Annotated[list[str], Argument(metavar="ID", help="The id, name or alias of a record, in any spelling.")],
    form: Annotated[str | None, format_option("record")] = None,
    output: File = None,
) -> None:
    """Show a record: its fields, names and source lines, and the claims about it.

    Example: azmil show osa-ii
    """
    out = Output(form, output, "record")
    with opened(context) as base:
        sheet = base.sheet(" ".join(words))
    out.record(sheet)


def command() -> Any:
    """Return the command ``azmil show``."""
    return single_command("show", show)
