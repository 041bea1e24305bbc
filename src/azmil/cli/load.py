"""``azmil load``: building of the database from seed files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

from typer import Context, Option

from azmil.cli.base import Alone, Folders, single_command


def load(
    context: Context,
    folders: Folders = None,
    alone: Alone = False,
    only_built_in: Annotated[bool, Option("--shipped", help="Build from the built-in seeds only.")] = False,
) -> None:
    """Build the database from seed files. If the build fails, the old database is kept.

    Without folders, use those of the last build, or for a new database the built-in seeds only.

    Example: azmil --database mine.db load
    """
    from azmil import paths
    from azmil.cli.messages import note, say
    from azmil.errors import counted
    from azmil.formats.terminal.progress import Bar
    from azmil.seeds import Origin
    from azmil.seeds.settings import are_alone
    from azmil.workbench.load import load as run

    path, is_named = paths.database(context.obj.database)
    if not is_named and isinstance(path, Path):
        path.parent.mkdir(parents=True, exist_ok=True)
    chosen = tuple(folders or ())
    origin = Origin(chosen, is_alone=alone or are_alone(chosen)) if chosen or alone or only_built_in else None
    with Bar(sys.stderr) as bar:
        built = run(path, origin, notify=bar.noted(note), progress=bar)
    assert built is not None  # noqa: S101 - only a load "if needed" returns None
    source = "" if built.origin == Origin() else f" from {built.origin}"
    say(f"azmil: built {path}{source}: {counted(built.records, 'record')}")


def command() -> Any:
    """Return the command ``azmil load``."""
    return single_command("load", load)
