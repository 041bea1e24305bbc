"""``azmil todo``: the lines of users' sources that are neither cited nor judged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from azmil.cli.base import FILTER, File, Format, Wide, single_command
from azmil.cli.messages import say
from azmil.cli.output import Output
from azmil.errors import counted

SeedFolders = Annotated[list[Path], Argument(metavar="FOLDER...", help="Folders of your seed files.")]


def todo(
    folders: SeedFolders,
    source: Annotated[
        str | None, Option("--source", metavar="ID", help="Only the lines of this source.", rich_help_panel=FILTER)
    ] = None,
    wide: Wide = False,
    form: Format = None,
    output: File = None,
) -> None:
    """List the lines of your sources that are neither cited nor judged, then those with a proposed verdict.

    Example: azmil todo my-seeds
    """
    from shlex import quote

    from azmil.workbench.judging import open_lines

    out = Output(form, output)
    found = open_lines(folders, source)
    if found.answer.rows or not out.format.is_for_people or output is not None:
        out.answer(found.answer, wide=wide)
    proposed = f" ({found.proposed:,} by a proposed verdict)" if found.proposed else ""
    done = found.total - found.open
    say(f"azmil: {done:,} of {found.total:,} nonblank lines are accounted for{proposed}, {found.open:,} open")
    named = " ".join(quote(str(folder)) for folder in folders)
    if found.proposed and not found.open:
        say(f"azmil: confirm proposed verdicts with 'azmil judge {named} LINES', or replace them with a reason")
    if found.answer.rows and not found.has_text:
        say("azmil: to see the text of these lines, attach the document with 'azmil source attach FILE'")
    if found.problems:
        say(f"azmil: the seed files have {counted(found.problems, 'problem')}; see 'azmil check {named}'")


def command() -> Any:
    """Return the command ``azmil todo``."""
    return single_command("todo", todo)
