"""A watch over work with a connection: a time limit, Ctrl-C, and an end for what SQLite cannot interrupt.

A progress handler runs between the steps of a statement, never inside one function. So the work is done in a thread
of its own, and past its limit the thread is abandoned.
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
GRACE = 0.4  # seconds past the limit after which a function that SQLite cannot interrupt is abandoned


class _Work(Generic[T]):
    """Work with a connection in a thread of its own, which closes the connection at its end if it was abandoned."""

    def __init__(self, connection: sqlite3.Connection, work: Callable[[], T]) -> None:
        self.connection = connection
        self.work = work
        self.outcome: T | BaseException | None = None
        # Not join(): a Ctrl-C inside it makes Python take a thread that still runs for one that has ended.
        self.is_done, self.is_abandoned = threading.Event(), threading.Event()

    def run(self) -> None:
        """Do the work, and keep what it returns or raises."""
        try:
            self.outcome = self.work()
        except BaseException as error:  # noqa: BLE001 - carried to the thread that waits
            self.outcome = error
        finally:
            self.is_done.set()
            if self.is_abandoned.is_set():
                self.connection.close()

    def wait(self, seconds: float) -> bool:
        """Return whether the work ends within so many seconds, from which on it is abandoned."""
        end = time.monotonic() + seconds
        while not self.is_done.wait(0.02):
            if time.monotonic() > end:
                self.is_abandoned.set()
                return False
        return True


def within(connection: sqlite3.Connection, seconds: float, work: Callable[[], T]) -> T:
    """Return what some work with a connection returns, or raise what it raises; it may take so many seconds.

    Raises KeyboardInterrupt where Ctrl-C stopped it, and AzmilError past the limit. Where the error is ``STUCK`` or
    ``STUCK_AT_CTRL_C``, the work goes on in its thread, which closes the connection at its end.
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
