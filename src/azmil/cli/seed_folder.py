"""The option ``--seeds`` of commands that write to a seed folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from typer import Option

USUAL = Path("seeds")
VARIABLE = "AZMIL_SEEDS"


def usual_folder(chosen: Path = USUAL) -> Path:
    """Return the chosen folder; instead of the usual one, if it does not exist, the only seed folder here."""
    if chosen != USUAL or chosen.exists():
        return chosen
    try:
        found = [path.parent for path in Path().glob("*/sources") if path.is_dir() and path.parts[0][0] != "."]
    except OSError:
        return chosen
    return found[0] if len(found) == 1 else chosen


def default_folder() -> Path:
    """Return the folder that ``--seeds`` means if it is not given."""
    return usual_folder(Path(os.environ.get(VARIABLE) or USUAL))


SeedFolder = Annotated[
    Path,
    Option(
        "--seeds",
        metavar="FOLDER",
        envvar=VARIABLE,
        callback=usual_folder,
        help="Folder of your seed files; by default 'seeds', or the only seed folder in the current folder.",
    ),
]
