"""Own ``azmil load``."""

from __future__ import annotations

from typing import Any

from typer import Context

from azmil.cli.app import one
from azmil.cli.options import Alone, Folders


def load(
    context: Context,
    folders: Folders = None,
    alone: Alone = False,
) -> None:
    """Build the database from seeds, wholly or not at all; a load that fails leaves the old one as it was.

    Example: azmil --database mine.db load
    """
    from azmil import paths
    from azmil.check import seed_files
    from azmil.load import load as run
    from azmil.render import say

    path, is_named = paths.database(context.obj.database)
    if not is_named:
        path.parent.mkdir(parents=True, exist_ok=True)
    counts = run(path, seed_files(folders or [], alone=alone))
    say(f"azmil: built {path}: {sum(counts.values()):,} records")


def command() -> Any:
    """Return the command."""
    return one("load", load)
