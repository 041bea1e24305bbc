"""A progress bar on a stream, such as stderr, if that is a terminal and the work takes longer than two seconds."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType
    from typing import TextIO

    from azmil.errors import AzmilError, Notify

DELAY = 2.0  # before the bar appears, in seconds
INTERVAL = 0.1  # between two drawings, in seconds


class Bar:
    """The progress of a command, drawn by a thread of its own, and erased at the end.

    Calls set the step in words, how much of it is done, and how much there is, or 0 if unknown.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._state = "", 0, 0
        self._is_done = threading.Event()
        self._lock = threading.Lock()
        self._drawn: Any = None
        self._thread: threading.Thread | None = None

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        """Set the progress."""
        self._state = step, done, total

    def __enter__(self) -> Self:
        """Start to wait for the time at which the bar appears."""
        if self._stream.isatty() and os.environ.get("TERM") not in (None, "", "dumb"):
            self._thread = threading.Thread(target=self._draw, name="progress", daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        """Erase the bar."""
        self._is_done.set()
        if self._thread is not None:
            self._thread.join()

    def noted(self, notify: Notify) -> Notify:
        """Return a function that prints a note with the bar erased."""

        def erased(about: AzmilError) -> None:
            with self._lock:
                if self._drawn is not None:
                    self._drawn.stop()
                notify(about)
                if self._drawn is not None:
                    self._drawn.start()

        return erased

    def _draw(self) -> None:
        """Draw the bar until the work is done."""
        if self._is_done.wait(DELAY):
            return
        from rich import progress  # noqa: PLC0415 - only for long work
        from rich.console import Console  # noqa: PLC0415 - as above

        console = Console(file=self._stream)
        columns = (
            progress.TextColumn("azmil: {task.description}"),
            progress.BarColumn(),
            progress.TaskProgressColumn(),
            progress.TimeElapsedColumn(),
        )
        with self._lock:
            drawn = progress.Progress(*columns, console=console, auto_refresh=False, transient=True)
            task = drawn.add_task("", total=None)
            drawn.start()
            self._drawn = drawn
        try:
            while True:
                step, done, total = self._state
                with self._lock:
                    drawn.update(task, description=step, completed=min(done, total), total=total or None, refresh=True)
                if self._is_done.wait(INTERVAL):
                    return
        finally:
            with self._lock:
                self._drawn = None
                drawn.stop()
