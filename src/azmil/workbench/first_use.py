"""First use: the default database, built from azmil's own seeds when it is missing or out of date."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Do, Fault
from azmil.store.sqlite.replace import UNDER_WAY
from azmil.workbench.load import SEEDS_MISSING, SEEDS_REFUSED, load

if TYPE_CHECKING:
    from azmil.errors import Notify

BUILT = Fault(
    "the first use builds the default database (a note, no error)",
    "built the database '{path}'",
    "",
)
TEMPORARY = Fault(
    "the default database cannot be written (a note, no error)",
    "cannot write the database '{path}': using a temporary one",
    Do.CHOOSE_PLACE,
)


class Place(NamedTuple):
    """Where a database is, and the temporary folder that holds it, if it is not kept."""

    path: Path
    folder: Path | None


def build(path: Path, notify: Notify) -> Place:
    """Build the default database unless another process has done so meanwhile; return where it is.

    Where it cannot be written, a temporary one is built. Raises AzmilError if the seeds are at fault, or if another
    load takes too long.
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
