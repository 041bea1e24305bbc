"""Own ``azmil sql``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.app import connection, one
from azmil.cli.options import Format, give


def sql(
    context: Context,
    statement: Annotated[str, Argument(metavar="STATEMENT", help="One statement that reads.")],
    timeout: Annotated[float, Option("--timeout", metavar="SECONDS", help="How long it may take.", min=0.1)] = 30,
    most: Annotated[int, Option("--max-rows", metavar="N", help="How many rows it may give.", min=1)] = 10_000,
    form: Format = "table",
) -> None:
    """Ask a question of your own in SQL; it can read everything and change nothing.

    Example: azmil sql "SELECT holder, equipment, quantity FROM equipment_report"
    """
    from azmil.ask.statements import ask
    from azmil.render import say

    answer, is_cut = ask(connection(context), statement, seconds=timeout, most_rows=most)
    give(answer, form)
    if is_cut:
        say(f"azmil: only the first {len(answer.rows):,} rows are shown; allow more with --max-rows")


def command() -> Any:
    """Return the command."""
    return one("sql", sql)
