"""``azmil schema``: what tables, reports and columns hold."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.output import Output
from azmil.cli.tree import File, Format, one, opened


def schema(
    context: Context,
    name: Annotated[str | None, Argument(metavar="[TABLE]", help="A table or a report.")] = None,
    form: Format = None,
    output: File = None,
) -> None:
    """What tables and reports there are, or what the columns of one hold.

    Example: azmil schema holdings
    """
    out = Output(form, output)
    with opened(context) as base:
        out.answer(base.schema(name))


def command() -> Any:
    """Return the command."""
    return one("schema", schema)
