"""First use: building the default database if it is missing or out of date."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

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


class Temporary:
    """A temporary database, removed at exit by the process that created it, but not by its forks."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self._end = finalize(self, _remove, folder, os.getpid())

    def remove(self) -> None:
        """Remove the database now."""
        self._end()


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


def build(path: Path, notify: Notify) -> Temporary | None:
    """Build the default database unless another process has just built it.

    If it cannot be written, build a temporary one and return it. Raises AzmilError if the seeds have problems or are
    missing, or if another load takes too long.
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
        return Temporary(folder / path.name, folder)
    if built:
        notify(BUILT(path=path))
    return None
