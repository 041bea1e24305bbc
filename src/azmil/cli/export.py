"""``azmil export``: the whole database for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import OUTPUT, opened, single_command
from azmil.cli.messages import say, say_without_text
from azmil.cli.site import WithText
from azmil.publish import exports


def _check(value: str | None) -> str | None:
    if value is not None:
        exports.find(value)
    return value


def export(
    context: Context,
    folder: Annotated[Path, Argument(metavar="FOLDER", help="Folder to write the export to.")],
    to: Annotated[
        str,
        Option(
            "--to",
            metavar="FORMAT",
            callback=_check,
            help=f"Format of the export: {', '.join(exports.FORMATS)}.",
            rich_help_panel=OUTPUT,
        ),
    ],
    with_text: WithText = False,
) -> None:
    """Write the whole database for other programs: as a data package, CSV files, a workbook or SQL.

    The folder is replaced completely; it must be new, empty, or an export to the same format that azmil has written
    before. Its README.md says what it contains, how to open it, and how to cite it.

    Example: azmil export tables --to datapackage
    """
    from azmil.api import contents
    from azmil.api.tables import Tables
    from azmil.formats.terminal.progress import Bar
    from azmil.publish.exports import folder as publish

    with opened(context) as base, Bar(sys.stderr) as bar:
        message = publish.write(Tables(base, with_text=with_text, progress=bar), to, folder)
        without_text = contents.without_text(base) if with_text else []
    say_without_text(without_text)
    say(f"azmil: {message}")


def command() -> Any:
    """Return the command ``azmil export``."""
    return single_command("export", export)
