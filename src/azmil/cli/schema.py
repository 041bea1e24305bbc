"""Own ``azmil schema``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.options import Format, give
from azmil.cli.tree import connection, one


def schema(
    context: Context,
    name: Annotated[str | None, Argument(metavar="[TABLE]", help="A table or a report.")] = None,
    form: Format = "table",
) -> None:
    """What tables and reports there are, or what the columns of one hold.

    Example: azmil schema holdings
    """
    from azmil.ask.dictionary import columns_of, tables

    with connection(context) as database:
        answer = tables(database) if name is None else columns_of(database, name)
    give(answer, form)


def command() -> Any:
    """Return the command."""
    return one("schema", schema)
