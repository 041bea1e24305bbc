"""A watch over work with a connection: a time limit, Ctrl-C, and an end for what SQLite cannot interrupt.

A progress handler runs between the steps of a statement, never inside one function. So the work is done in a thread
of its own, and past its limit the thread is abandoned.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import TYPE_CHECKING, TypeVar

from azmil.store.faults import NO_THREAD, STUCK, STUCK_AT_CTRL_C, TOO_LONG
from azmil.store.sqlite.read import set_deadline

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
GRACE = 0.4  # seconds past the limit after which a function that SQLite cannot interrupt is abandoned


def within(connection: sqlite3.Connection, seconds: float, work: Callable[[], T]) -> T:
    """Return what some work with a connection returns, or raise what it raises; it may take so many seconds.

    Raises KeyboardInterrupt where Ctrl-C stopped it, and AzmilError past the limit. Where the error is ``STUCK`` or
    ``STUCK_AT_CTRL_C``, the work goes on in its thread, and the connection must not be used again.
    """
    outcome: list[T | BaseException] = []
    # Not join(): a Ctrl-C inside it makes Python take a thread that still runs for one that has ended.
    is_done = threading.Event()

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001 - carried to the thread that waits
            outcome.append(error)
        finally:
            is_done.set()

    end = time.monotonic() + seconds
    set_deadline(connection, seconds)
    try:
        threading.Thread(target=run, daemon=True).start()
    except RuntimeError:
        raise NO_THREAD() from None
    try:
        while not is_done.wait(0.02):
            if time.monotonic() > end + GRACE:
                raise STUCK(seconds=seconds)
    except KeyboardInterrupt:
        connection.interrupt()
        if not is_done.wait(0.5):
            raise STUCK_AT_CTRL_C() from None
        raise
    result = outcome[0]
    if isinstance(result, sqlite3.OperationalError) and "interrupted" in str(result):
        raise TOO_LONG(seconds=seconds) if time.monotonic() >= end else KeyboardInterrupt
    if isinstance(result, BaseException):
        raise result
    return result
