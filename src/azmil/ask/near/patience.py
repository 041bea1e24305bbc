"""A time limit for everything that is said about omitted rows of a large database."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar, cast

from azmil.errors import AzmilError
from azmil.reports import matching
from azmil.store import rows
from azmil.store.faults import TOO_LONG
from azmil.values.answers import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Answer, Statement

T = TypeVar("T")
SECONDS = 0.6  # for all statements about one answer
_OF_ONE = 0.2  # for each of them
_UNFINISHED = "omitted rows or suggestions may be missing: looking for them took too long in this large database"


class _Impatient:
    """A connection that raises ``TOO_LONG`` if a statement takes too long, or if all of them did."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._end = time.monotonic() + SECONDS
        self.stopped: set[tuple[str, tuple[Any, ...]]] = set()  # statements that took too long, or came too late

    def run(self, statement: Statement, limits: Limits | None = None) -> Answer:
        """Return the result of an SQL statement within the time that is left; do not try it again after that."""
        key = statement.sql, statement.parameters
        left = min(self._end - time.monotonic(), _OF_ONE)
        try:
            if left <= 0 or key in self.stopped:
                raise TOO_LONG(seconds=SECONDS)
            return self._connection.run(statement, limits) if limits else self._connection.run_within(statement, left)
        except AzmilError as error:
            if error.fault is TOO_LONG:
                self.stopped.add(key)
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def impatient(connection: Connection) -> Connection:
    """Return a connection with a time limit for all its statements, if its database is large."""
    if matching.has_many_names(lambda sql, given: rows(connection, sql, *given)):
        return cast("Connection", _Impatient(connection))
    return connection


def unfinished(connection: Connection) -> list[LeftOut]:
    """Return the note that omitted rows or suggestions may be missing, if a statement of a connection took too long."""
    if isinstance(connection, _Impatient) and connection.stopped:
        return [LeftOut(None, "time", _UNFINISHED)]
    return []


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
