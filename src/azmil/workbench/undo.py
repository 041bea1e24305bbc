"""Undoing the last update of a source: the seed files as they were, byte for byte."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from azmil import paths
from azmil.errors import AzmilError, Fault, Hints, reason_of
from azmil.workbench import edits
from azmil.workbench.edits import Files

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = Fault(
    "an update is undone, and none is recorded for the seed folder",
    "no update of a source in '{folder}' can be undone",
    "restore the files from version control or a backup",
)
CHANGED = Fault(
    "an update is undone, and one of the files has changed since",
    "cannot undo the update: '{path}' has changed since",
    "restore the files from version control or a backup",
)
CANNOT_RECORD = Fault(
    "the system cannot record how to undo an update (a note, not an error)",
    "cannot record how to undo this update: {reason}",
    Hints.KEEP_COPY,
)


def record(folder: Path, files: Files) -> None:
    """Record the old contents of files that were written; raise AzmilError if the system denies it."""
    contents = [
        {"path": os.path.abspath(path), "old": _encoded(files.old[path]), "new": _encoded(content)}  # noqa: PTH100 - keeps symbolic links
        for path, content in files.new.items()
    ]
    path = _place(folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(contents), encoding="utf-8")
        path.chmod(0o600)
    except OSError as error:
        raise CANNOT_RECORD(reason=reason_of(error)) from None


def undo(folder: Path) -> Sequence[Path]:
    """Restore the files of the last update of a source in a seed folder; return their paths.

    Raises AzmilError if there is no such update, or if one of the files has changed since.
    """
    try:
        contents = json.loads(_place(folder).read_text(encoding="utf-8"))
        files = Files()
        for content in contents:
            path = Path(content["path"])
            files.old[path], files.new[path] = _decoded(content["new"]), _decoded(content["old"])
    except (OSError, ValueError, TypeError, KeyError):
        raise NOTHING(folder=folder) from None
    try:
        written = edits.write(files)
    except AzmilError as error:
        if error.fault is not edits.CHANGED:
            raise
        raise CHANGED(path=error.values["path"]) from None
    _place(folder).unlink(missing_ok=True)
    return written


def _place(folder: Path) -> Path:
    digest = hashlib.sha256(os.path.realpath(folder).encode(errors="surrogateescape")).hexdigest()
    return paths.state_folder() / "updates" / f"{digest[:32]}.json"


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()


def _decoded(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text, validate=True)
