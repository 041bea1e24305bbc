"""Transactions that only read one schema, and what a server says about it."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from socket import SHUT_RDWR, socket
from threading import Timer
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil import paths
from azmil.store.postgres import driver, faults
from azmil.values.sqltext import quoted_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from psycopg import Connection

    from azmil.errors import AzmilError
    from azmil.paths import Server
    from azmil.values.answers import Row

# Roles that may use files and programs of the server.
POWERS = ("pg_read_server_files", "pg_write_server_files", "pg_execute_server_program")
_STATE = f"""SELECT current_user, current_setting('server_encoding'),
current_setting('is_superuser') = 'on',
EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE (rolsuper OR rolname IN {POWERS})
AND (pg_has_role(oid, 'MEMBER') OR pg_has_role(session_user, oid, 'MEMBER'))),
EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'azmil'),
EXISTS (SELECT 1 FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace AS n ON n.oid = relnamespace
WHERE nspname = 'azmil' AND relname = 'current'),
(SELECT rolname FROM pg_catalog.pg_namespace JOIN pg_catalog.pg_roles ON pg_roles.oid = nspowner
WHERE nspname = 'azmil'),
EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'azmil' AND pg_has_role(nspowner, 'USAGE'))"""
_EXISTS = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1"
CURRENT = "SELECT schema_name, format, changes FROM azmil.current"

GRACE = 5  # seconds after its time limit in which the server must have ended a statement
_BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# Starting parallel workers takes longer than most of these statements, so only costly ones are worth it.
_SETTINGS = """SELECT set_config('search_path', $1, true), set_config('statement_timeout', $2, true),
set_config('jit', 'off', true), set_config('parallel_setup_cost', '10000', true),
set_config('standard_conforming_strings', 'on', true)"""


class State(NamedTuple):
    """What a server says about a role and a database."""

    role: str
    encoding: str
    is_superuser: int
    has_powers: int  # whether a statement of the role could act as a superuser, or use files of the server
    has_schema: int  # named azmil
    has_table: int  # in it
    owner: str | None  # of the schema
    is_owner: int  # whether the role can act as the owner

    @property
    def is_unlimited(self) -> bool:
        """Whether the role could reach outside the database."""
        return bool(self.is_superuser or self.has_powers)


class Current(NamedTuple):
    """The current schema of a database: its name, its format, and how often attached text has changed."""

    schema: str
    format: int
    changes: int


def state(raw: Connection[Any]) -> State:
    """Return what the server says about the role and the database."""
    (found,) = raw.execute(_STATE).fetchall()
    return State(*found)


def session(raw: Connection[Any], server: Server) -> Session:
    """Return the session of a connection; raise AzmilError if its role may not read the database."""
    found = state(raw)
    if found.is_unlimited:
        raise faults.SUPERUSER(path=server, role=found.role)
    schema = current(raw, server, found.role)
    check_format(schema, server)
    return Session(raw, server, found.role, schema)


def current(raw: Connection[Any], server: Server, role: str) -> Current:
    """Return the current schema of a database; raise AzmilError if there is none, or if the role has no access."""
    import psycopg  # noqa: PLC0415 - from an extra

    try:
        rows = raw.execute(CURRENT).fetchall()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        rows = []
    except psycopg.errors.UndefinedColumn:
        raise faults.NOT_OURS(path=server) from None
    except psycopg.errors.InsufficientPrivilege:
        raise faults.NO_ACCESS(path=server, role=role) from None
    if not rows:
        raise faults.NO_BASE(path=server)
    return Current(*rows[0])


def check_format(found: Current, server: Server) -> None:
    """Raise AzmilError if a database has another format than this azmil reads."""
    known = paths.newest_format()
    if found.format > known:
        raise faults.NEWER(path=server, found=found.format, known=known)
    if found.format < known:
        raise faults.OLDER(path=server, found=found.format, known=known)


def limits(seconds: float) -> str:
    """Return the statements that set the limits of the next statement in a transaction."""
    milliseconds = max(1, round(seconds * 1000))
    return (
        f"SET LOCAL statement_timeout = {milliseconds}; SET LOCAL lock_timeout = 5000; "
        f"SET LOCAL idle_in_transaction_session_timeout = {max(milliseconds, 60_000)}; "
        "SET LOCAL transaction_read_only = on"
    )


@contextmanager
def watched(raw: Connection[Any], seconds: float) -> Iterator[None]:
    """Disconnect if the server does not keep a time limit in seconds, as when it has stopped or is unreachable."""
    timer = Timer(seconds + GRACE, _disconnect, [raw])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _disconnect(raw: Connection[Any]) -> None:
    with suppress(OSError), socket(fileno=os.dup(raw.fileno())) as connected:
        connected.shutdown(SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class Session:
    """A connection of psycopg to one schema."""

    raw: Connection[Any]
    server: Server
    role: str
    current: Current

    @contextmanager
    def reading(self, seconds: float) -> Iterator[None]:
        """Begin a transaction that reads the schema, within a time limit in seconds; always roll it back."""
        import psycopg  # noqa: PLC0415 - from an extra

        with self.watched(seconds):
            # One round trip. Compiling a view would take longer than running it. Last, a query, since before the first
            # one a transaction could still be made to write.
            self.raw.execute(
                f"{_BEGIN}; "
                f"SET LOCAL search_path = {quoted_name(self.current.schema)}, pg_temp; SET LOCAL jit = off; "
                f"SET LOCAL standard_conforming_strings = on; {limits(seconds)}; SELECT 1"
            )
            try:
                yield
            finally:
                with suppress(psycopg.Error):
                    if not self.raw.closed:  # locks of a session outlast its transactions
                        self.raw.execute("ROLLBACK; SELECT pg_advisory_unlock_all()")

    def run(self, sql: str, parameters: Sequence[Any] | None, seconds: float) -> tuple[list[str], list[Row]]:
        """Return the names of the columns and the rows of a built-in statement, run like in ``reading``.

        Everything is sent at once, since a round trip can take longer than the statement.
        """
        import psycopg  # noqa: PLC0415 - from an extra
        from psycopg.pq import TransactionStatus  # noqa: PLC0415

        path = f"{quoted_name(self.current.schema)}, pg_temp"
        try:
            with self.watched(seconds), self.raw.pipeline():
                self.raw.execute(_BEGIN)
                self.raw.execute(_SETTINGS, (path, str(max(1, round(seconds * 1000)))))
                cursor = self.raw.execute(sql, parameters)
                self.raw.execute("ROLLBACK")
            return [column.name for column in cursor.description or ()], cursor.fetchall()
        finally:
            with suppress(psycopg.Error):
                if not self.raw.closed and self.raw.info.transaction_status != TransactionStatus.IDLE:
                    self.raw.execute("ROLLBACK")

    def watched(self, seconds: float) -> AbstractContextManager[None]:
        """Disconnect if the server does not keep a time limit in seconds."""
        return watched(self.raw, seconds)

    def exists(self) -> bool:
        """Return whether the schema has not been removed."""
        import psycopg  # noqa: PLC0415 - from an extra

        try:
            with self.watched(GRACE):
                return bool(self.raw.execute(_EXISTS, (self.current.schema,)).fetchall())
        except psycopg.Error:
            return False

    def lost(self, error: Exception) -> AzmilError | None:
        """Return the AzmilError for an error by which the server ends a statement or the connection, if it is one.

        A lost connection is closed.
        """
        is_cancelled = (getattr(error, "sqlstate", None) or "").startswith("40") and not self.raw.closed
        if is_cancelled:  # only a replica does so, when it must remove what a reader could still see
            return faults.CANCELLED(path=self.server)
        if not driver.is_lost(error) and not self.raw.closed:
            return None
        self.raw.close()
        return driver.lost(error, self.server)
