"""``azmil show``: one record and the claims about it."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import OUTPUT, File, format_option, opened, single_command
from azmil.cli.messages import say
from azmil.cli.output import Output
from azmil.values.sheets import MOST_OF_PARTS, SOURCE


def show(
    context: Context,
    words: Annotated[list[str], Argument(metavar="ID", help="A record, by id, name or alias, or the id of a source.")],
    form: Annotated[str | None, format_option("record")] = None,
    output: File = None,
    is_all: Annotated[
        bool, Option("--all", help="List all records about its parts, however many.", rich_help_panel=OUTPUT)
    ] = False,
) -> None:
    """Show a record: its fields, names and source lines, and the claims about it and its parts; or a source.

    Example: azmil show osa-ii
    """
    out = Output(form, output, "record")
    with opened(context) as base:
        sheet = base.sheet(" ".join(words))
    count = len(sheet.parts.rows)
    if count <= MOST_OF_PARTS or is_all or not out.format.is_for_people:
        out.record(sheet)
        if sheet.kind == SOURCE and out.format.is_for_people:
            say(f"azmil: list its claims with 'azmil query facts --source {sheet.id}'")
        return
    out.record(sheet.counted_by_part())
    say(f"azmil: {count:,} records about its parts are only counted; list them with 'azmil show {sheet.id} --all'")


def command() -> Any:
    """Return the command ``azmil show``."""
    return single_command("show", show)
