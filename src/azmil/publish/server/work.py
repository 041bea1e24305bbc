"""Work for requests in a few threads, with a time limit; more than a bounded number of requests are refused."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from azmil.errors import Exit, Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.api.answers import Answers
    from azmil.errors import AzmilError, Notify
    from azmil.store.protocol import Connection

T = TypeVar("T")
THREADS = 4  # each has a connection
MOST_WAITING = 200  # requests that are answered or wait
AGAIN = 0.1  # seconds between two interruptions of a request that exceeds its time limit

BUSY = Fault(
    "a server has too many requests to answer",
    "the server has too many requests to answer",
    "try again later",
)
TOO_SLOW = Fault(
    "a request to a server exceeds its time limit",
    "the request exceeded its time limit of {seconds:g} s",
    "narrow the query",
    Exit.TIME_LIMIT,
)


class Notes:
    """Receives the notes of a knowledge base, and keeps those about the request that the current thread answers."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify  # receives notes that are not about a request
        self._local = threading.local()

    def __call__(self, note: AzmilError) -> None:
        """Receive a note."""
        kept: list[AzmilError] | None = getattr(self._local, "kept", None)
        if kept is None:
            self._notify(note)
        else:
            kept.append(note)

    def collect(self) -> list[AzmilError]:
        """Return a list to which the notes in the current thread are added from now on."""
        kept: list[AzmilError] = []
        self._local.kept = kept
        return kept


class _Job(Generic[T]):
    """Work in a thread with a connection, which can be interrupted."""

    def __init__(self, base: Answers, function: Callable[[], T], seconds: float) -> None:
        self.base = base
        self.function = function
        self.seconds = seconds
        self.lock = threading.Lock()
        self.connection: Connection | None = None  # while it is used

    def run(self) -> T:
        """Do the work; raise AzmilError if it was interrupted."""
        connection = self.base.connection
        with self.lock:
            self.connection = connection
        try:
            return self.function()
        except KeyboardInterrupt:
            raise TOO_SLOW(seconds=self.seconds) from None
        finally:
            with self.lock:  # so that no later work of the thread is interrupted
                self.connection = None

    def interrupt(self) -> None:
        """Interrupt the statement that runs, if there is one."""
        with self.lock:
            if self.connection is not None:
                self.connection.interrupt()


class Work:
    """Threads that answer requests, each within ``seconds``, including the time that it waits for a thread."""

    def __init__(self, base: Answers, seconds: float) -> None:
        self.base = base
        self.seconds = seconds
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="azmil")
        self.jobs: set[_Job[Any]] = set()

    async def do(self, function: Callable[[], T]) -> T:
        """Return the result of a function; raise AzmilError if it takes too long or too many others wait."""
        if len(self.jobs) >= MOST_WAITING:
            raise BUSY()
        job = _Job(self.base, function, self.seconds)
        self.jobs.add(job)
        future = self.threads.submit(job.run)
        wrapped = asyncio.wrap_future(future)
        try:
            done, _ = await asyncio.wait({wrapped}, timeout=self.seconds)
            if not done and future.cancel():
                raise BUSY()
            while not done:
                job.interrupt()
                done, _ = await asyncio.wait({wrapped}, timeout=AGAIN)
            return wrapped.result()
        finally:
            self.jobs.discard(job)

    def stop(self) -> None:
        """Interrupt what is done, and do nothing more."""
        for job in list(self.jobs):
            job.interrupt()
        self.threads.shutdown(wait=False, cancel_futures=True)
