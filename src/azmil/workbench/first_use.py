"""First use: building the default database if it is missing or out of date."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Fault, Hints
from azmil.store.sqlite.replace import UNDER_WAY
from azmil.workbench.load import SEEDS_MISSING, SEEDS_REFUSED, load

if TYPE_CHECKING:
    from azmil.errors import Notify

BUILT = Fault(
    "the first use builds the default database (a note, not an error)",
    "built the database '{path}'",
    "",
)
TEMPORARY = Fault(
    "the default database cannot be written (a note, not an error)",
    "cannot write '{path}': using a temporary database",
    Hints.CHOOSE_PLACE,
)


class Place(NamedTuple):
    """The path of a database, and its folder if that is temporary."""

    path: Path
    folder: Path | None


def build(path: Path, notify: Notify) -> Place:
    """Build the default database unless another process has just built it; return its place.

    If it cannot be written, build a temporary one. Raises AzmilError if the seeds have problems or are missing, or if
    another load takes too long.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        built = load(path, only_if_needed=True, notify=notify)
    except (OSError, AzmilError) as error:
        if isinstance(error, AzmilError) and error.fault in (SEEDS_REFUSED, SEEDS_MISSING, UNDER_WAY):
            raise
        notify(TEMPORARY(path=path))
        folder = Path(tempfile.mkdtemp(prefix="azmil-"))
        load(folder / path.name)
        return Place(folder / path.name, folder)
    if built:
        notify(BUILT(path=path))
    return Place(path, None)
