"""``azmil schema``: descriptions of tables, reports and columns."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.base import File, Format, opened, single_command
from azmil.cli.output import Output


def schema(
    context: Context,
    name: Annotated[str | None, Argument(metavar="[TABLE]", help="A table or a report.")] = None,
    form: Format = None,
    output: File = None,
) -> None:
    """List the tables and reports, or describe the columns of one.

    Example: azmil schema holdings
    """
    out = Output(form, output)
    with opened(context) as base:
        out.answer(base.schema(name))


def command() -> Any:
    """Return the command ``azmil schema``."""
    return single_command("schema", schema)
