"""``azmil recite``: other lines for a record that cites an earlier edition."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument

from azmil.cli.base import single_command
from azmil.cli.messages import say


def recite(
    folder: Annotated[Path, Argument(metavar="FOLDER", help="Folder of your seed files.")],
    record: Annotated[str, Argument(metavar="ID", help="Id of the record.")],
    lines: Annotated[
        str | None,
        Argument(metavar="[LINES]", help="Lines or ranges, such as report:41; without them, the old ones are removed."),
    ] = None,
) -> None:
    """Replace the lines of earlier editions that a record cites by lines that you have read.

    Example: azmil recite my-seeds tugs-2008 report:41
    """
    from azmil.values import locators
    from azmil.workbench.reciting import recite as run

    done = run(folder, record, locators.parse(lines) if lines else [])
    say(f"azmil: '{record}' cites {done.after}, no longer {done.before}")
    if lines:
        say("azmil: correct the record itself if these lines state something else")
    if done.is_open:
        say("azmil: it cites other lines of an earlier edition; run the command again for its context")


def command() -> Any:
    """Return the command ``azmil recite``."""
    return single_command("recite", recite)
