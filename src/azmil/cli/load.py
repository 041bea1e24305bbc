"""``azmil load``: the database, built from the seeds."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Context, Option

from azmil.cli.tree import Alone, Folders, one


def load(
    context: Context,
    folders: Folders = None,
    alone: Alone = False,
    is_shipped: Annotated[
        bool, Option("--shipped", help="From azmil's own seeds, whatever it was built from before.")
    ] = False,
) -> None:
    """Build the database from seeds, wholly or not at all; a load that fails leaves the old one as it was.

    Without folders it is built from what it was built from before, the first time from azmil's own seeds.

    Example: azmil --database mine.db load
    """
    from azmil import paths
    from azmil.cli.messages import note, say
    from azmil.errors import counted
    from azmil.seeds import Origin
    from azmil.workbench.load import load as run

    path, is_named = paths.database(context.obj.database)
    if not is_named:
        path.parent.mkdir(parents=True, exist_ok=True)
    origin = Origin(tuple(folders or ()), is_alone=alone) if folders or alone or is_shipped else None
    built = run(path, origin, notify=note)
    assert built is not None  # noqa: S101 - it is, unless only if needed
    of = "" if built.origin == Origin() else f" from {built.origin}"
    say(f"azmil: built {path}{of}: {counted(built.records, 'record')}")


def command() -> Any:
    """Return the command."""
    return one("load", load)
