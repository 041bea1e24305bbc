"""``azmil show``: everything about one record."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.output import Output
from azmil.cli.tree import File, format_option, one, opened


def show(
    context: Context,
    name: Annotated[str, Argument(metavar="ID", help="An id, a name or an alias, however spelt.")],
    form: Annotated[str | None, format_option("record")] = None,
    output: File = None,
) -> None:
    """Everything about one thing or claim: its fields, its names, its lines, and the claims that name it.

    Example: azmil show osa-ii
    """
    out = Output(form, output, "record")
    with opened(context) as base:
        sheet = base.sheet(name)
    out.record(sheet)


def command() -> Any:
    """Return the command."""
    return one("show", show)
