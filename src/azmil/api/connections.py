"""The connections of a base: one per thread, opened when it first asks and again when the database was replaced."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from azmil import paths, store
from azmil.errors import ignore

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory
    from types import TracebackType
    from typing import Self

    from azmil.errors import Notify


class Connections:
    """The database at an address, which any thread may ask, and its connections.

    The default database is built when it is first asked for and is missing or out of date; ``notify`` is called with
    each note of that.
    """

    def __init__(self, path: Path, *, is_default: bool = False, notify: Notify = ignore) -> None:
        self.path = path
        self._is_default = is_default
        self._notify = notify
        self._lock = threading.Lock()
        self._local = threading.local()
        self._opened: list[store.Connection] = []
        self._folder: TemporaryDirectory[str] | None = None

    def __repr__(self) -> str:
        """Return the base as Python would write it."""
        return f"azmil.open({str(self.path)!r})"

    def __enter__(self) -> Self:
        """Return the base itself, to be closed at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the base."""
        self.close()

    def close(self) -> None:
        """Close the connections of all threads; the next question opens one again."""
        with self._lock:
            for opened in self._opened:
                opened.close()
            self._opened.clear()
            self._local = threading.local()
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None

    @property
    def connection(self) -> store.Connection:
        """The connection of this thread, for what no method answers."""
        found: store.Connection | None = getattr(self._local, "connection", None)
        if found is not None and not found.is_abandoned and found.is_current:
            return found
        if found is not None:
            self._forget(found)
        with self._lock:  # so that one thread builds, and the others wait for it
            opened = self._connect()
            self._opened.append(opened)
        self._local.connection = opened
        return opened

    def _forget(self, connection: store.Connection) -> None:
        connection.close()
        with self._lock:
            self._opened = [opened for opened in self._opened if opened is not connection]

    def _connect(self) -> store.Connection:
        if not self._is_default:
            return store.connect(self.path)
        if self._folder is not None:
            return store.connect(Path(self._folder.name, self.path.name))
        if paths.exists(self.path) and (found := store.current(self.path)) is not None:
            return found
        from azmil.workbench import first_use  # noqa: PLC0415 - of the writing side

        place = first_use.build(self.path, self._notify)
        self._folder = place.folder
        return store.connect(place.path)
