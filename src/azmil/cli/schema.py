"""``azmil schema``: descriptions of tables, reports and columns."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import INVALID_USAGE, OUTPUT, File, Format, opened, single_command
from azmil.cli.output import Output


def schema(
    context: Context,
    name: Annotated[str | None, Argument(metavar="[TABLE]", help="A table or a report.")] = None,
    form: Format = None,
    output: File = None,
    is_for_datasette: Annotated[
        bool, Option("--datasette", help="Print a metadata file for Datasette.", rich_help_panel=OUTPUT)
    ] = False,
) -> None:
    """List the tables and reports, or describe the columns of one.

    Example: azmil schema holdings
    """
    if is_for_datasette and (name is not None or form is not None):
        other = "--format" if name is None else "a table"
        raise INVALID_USAGE(reason=f"--datasette cannot be used with {other}", command="azmil schema")
    out = Output(form, output)
    with opened(context) as base:
        if is_for_datasette:
            import json

            from azmil.publish import datasette

            out.text(json.dumps(datasette.metadata(base), ensure_ascii=False, indent=2))
        else:
            out.answer(base.schema(name))


def command() -> Any:
    """Return the command ``azmil schema``."""
    return single_command("schema", schema)
