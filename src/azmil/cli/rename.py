"""``azmil rename``: another id for a record in the seed files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from azmil.cli.base import single_command
from azmil.cli.messages import say
from azmil.errors import counted
from azmil.formats.terminal.screen import clean


def rename(
    old: Annotated[str, Argument(metavar="OLD", help="Id of the record.")],
    new: Annotated[str, Argument(metavar="NEW", help="New id.")],
    folder: Annotated[Path, Argument(metavar="FOLDER", help="Folder of your seed files.")],
    writes: Annotated[bool, Option("--write", help="Write the changes.")] = False,
    reason: Annotated[
        str, Option("--reason", metavar="TEXT", help="Reason for the change, for the table of retired ids.")
    ] = "renamed",
) -> None:
    """Change the id of a record and all references to it, and keep the old id as a retired one.

    Without --write, only print the lines that would change.

    Example: azmil rename tugs-2008 ruritania-tugs-2008 my-seeds --write
    """
    from azmil.workbench.renaming import rename as run

    changes = run(folder, old, new, reason, writes=writes)
    for change in changes:
        before, after = ((line or "").strip() for line in (change.before, change.after))
        text = f"{before} → {after}" if before and after else after or f"{before} (removed)"
        print(clean(f"{change.path}:{change.line}: {text}"))  # noqa: T201 - the output
    lines = counted(len(changes), "line")
    files = counted(len({change.path for change in changes}), "file")
    if writes:
        say(f"azmil: renamed '{old}' to '{new}': changed {lines} in {files}")
    else:
        say(f"azmil: {lines} in {files} would change; add --write to write them")


def command() -> Any:
    """Return the command ``azmil rename``."""
    return single_command("rename", rename)
