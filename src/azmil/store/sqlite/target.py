"""A SQLite file that is locked for one writer."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from azmil.errors import Notify, ignore
from azmil.store.sqlite import kept, replace, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from azmil.store.targets import Kept, Writer


@contextmanager
def locked(path: Path, *, wait: bool = False, notify: Notify = ignore) -> Iterator[SqliteTarget]:
    """Lock a file for one writer; raise the errors of ``replace.exclusive``."""
    with replace.exclusive(path, wait=wait, notify=notify) as real:
        yield SqliteTarget(real)


class SqliteTarget:
    """A locked file; implements ``azmil.store.targets.Target``."""

    def __init__(self, real: Path) -> None:
        self._real = real

    def kept(self) -> Kept:
        """Return the parts of the existing database to keep."""
        return kept.read(self._real)

    @contextmanager
    def replaced(self) -> Iterator[Writer]:
        """Yield a writer for a new file, which replaces the existing one on exit unless an error is raised."""
        with replace.staged(self._real) as new, write.new_database(new) as writer:
            yield writer
