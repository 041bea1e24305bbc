"""Time limits and Ctrl-C for work with a connection, including functions that SQLite cannot interrupt.

A progress handler runs between the steps of a statement, but not inside a function. So the work is done in a separate
thread, which is abandoned past the limit.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from azmil.store.faults import NO_THREAD, STUCK, STUCK_AT_CTRL_C, TOO_LONG
from azmil.store.sqlite.read import set_deadline

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
GRACE = 0.4  # seconds past the limit before an uninterruptible function is abandoned


class _Work(Generic[T]):
    """Work with a connection in a separate thread, which closes the connection at its end if it was abandoned."""

    def __init__(self, connection: sqlite3.Connection, work: Callable[[], T]) -> None:
        self.connection = connection
        self.work = work
        self.outcome: T | BaseException | None = None
        # Not join(): after Ctrl-C in it, Python treats a running thread as ended.
        self.is_done, self.is_abandoned = threading.Event(), threading.Event()

    def run(self) -> None:
        """Do the work, and store its result or exception."""
        try:
            self.outcome = self.work()
        except BaseException as error:  # noqa: BLE001 - raised again in the waiting thread
            self.outcome = error
        finally:
            self.is_done.set()
            if self.is_abandoned.is_set():
                self.connection.close()

    def wait(self, seconds: float) -> bool:
        """Return whether the work ends within ``seconds``; abandon it if not."""
        end = time.monotonic() + seconds
        while not self.is_done.wait(0.02):
            if time.monotonic() > end:
                self.is_abandoned.set()
                return False
        return True


def within(connection: sqlite3.Connection, seconds: float, work: Callable[[], T]) -> T:
    """Return the result of work with a connection, or raise its exception, within a time limit in seconds.

    Raises KeyboardInterrupt after Ctrl-C, and AzmilError past the limit. After ``STUCK`` or ``STUCK_AT_CTRL_C``, the
    work continues in its thread, which closes the connection at its end.
    """
    watched = _Work(connection, work)
    end = time.monotonic() + seconds
    set_deadline(connection, seconds)
    try:
        threading.Thread(target=watched.run, daemon=True).start()
    except RuntimeError:
        raise NO_THREAD() from None
    try:
        if not watched.wait(seconds + GRACE):
            raise STUCK(seconds=seconds)
    except KeyboardInterrupt:
        connection.interrupt()
        if not watched.wait(0.5):
            raise STUCK_AT_CTRL_C() from None
        raise
    result = watched.outcome
    if isinstance(result, sqlite3.OperationalError) and "interrupted" in str(result):
        raise TOO_LONG(seconds=seconds) if time.monotonic() >= end else KeyboardInterrupt
    if isinstance(result, BaseException):
        raise result
    return cast("T", result)
