"""A time limit for everything that is said about omitted rows of a large database."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar, cast

from azmil.errors import AzmilError
from azmil.reports import matching
from azmil.store import rows
from azmil.store.faults import TOO_LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Answer, Statement

T = TypeVar("T")
SECONDS = 0.6  # for all statements about one answer
_OF_ONE = 0.2  # for each of them


class _Impatient:
    """A connection that raises ``TOO_LONG`` if a statement takes too long, or if all of them did."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._end = time.monotonic() + SECONDS

    def run(self, statement: Statement, limits: Limits | None = None) -> Answer:
        """Return the result of an SQL statement within the time that is left."""
        left = min(self._end - time.monotonic(), _OF_ONE)
        if left <= 0:
            raise TOO_LONG(seconds=SECONDS)
        return self._connection.run(statement, limits) if limits else self._connection.run_within(statement, left)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def impatient(connection: Connection) -> Connection:
    """Return a connection with a time limit for all its statements, if its database is large."""
    if matching.has_many_names(lambda sql, given: rows(connection, sql, *given)):
        return cast("Connection", _Impatient(connection))
    return connection


def in_time(find: Callable[[], Iterable[T]]) -> list[T]:
    """Return what a function finds until a statement takes too long."""
    kept: list[T] = []
    try:
        for each in find():
            kept.append(each)  # noqa: PERF402 - what was found before an error is kept
    except AzmilError as error:
        if error.fault is not TOO_LONG:
            raise
    return kept
