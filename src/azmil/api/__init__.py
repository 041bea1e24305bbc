"""The Python API: a base to ask, and rows to look at, count and convert.

Everything that asks azmil comes through here: Python, the command line, the shell.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from azmil import paths
from azmil.api.base import Base
from azmil.api.rows import Rows
from azmil.errors import ignore

if TYPE_CHECKING:
    import os

    from azmil.errors import Notify

__all__ = ["Base", "Rows", "open"]


def open(address: str | os.PathLike[str] | None = None, *, notify: Notify = ignore) -> Base:  # noqa: A001 - azmil.open
    """Return the base at an address: the path of a database, by default ``AZMIL_DATABASE`` or azmil's own.

    Nothing is opened before the first question. The default database is built then, if it is missing or out of date;
    ``notify`` is called with each note of that, which has a ``message`` and a ``hint`` as errors have.
    """
    path, is_named = paths.database(None if address is None else str(Path(address)))
    return Base(path, is_default=not is_named, notify=notify)
