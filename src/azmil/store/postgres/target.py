"""A PostgreSQL database that is locked for one writer, and the transaction that builds a new schema.

A load is one transaction, so that readers see either the old schema or the new one, and a load that ends early leaves
nothing. The schema that was current remains until the next load, for queries that began before.
"""

from __future__ import annotations

from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from azmil import paths
from azmil.errors import AzmilError, is_interruption
from azmil.store.postgres import driver, faults, read, search, write
from azmil.store.targets import Kept
from azmil.store.texts import ATTACHED
from azmil.values.interruptions import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import psycopg
    from sqlalchemy import Connection

    from azmil.paths import Server
    from azmil.store.targets import Writer

LOCK = 0x617A6D6C  # "azml", the advisory lock of the writer of a database
_LOCK = "LOCK TABLE azmil.current IN SHARE ROW EXCLUSIVE MODE NOWAIT"
_ABOUT = """CREATE SCHEMA azmil;
CREATE TABLE azmil.current (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    schema_name text NOT NULL,
    format integer NOT NULL,
    changes integer NOT NULL DEFAULT 0,
    previous text,
    built timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE azmil.current IS 'The schema of the azmil database that readers use'"""
_NUMBERS = r"""SELECT coalesce(max(CAST(substr(nspname, 7) AS bigint)), 0) + 1
FROM pg_catalog.pg_namespace WHERE nspname ~ '^azmil_[0-9]{1,9}$'"""
_BUILT = "Built by azmil"  # the comment on a schema, without which it is not removed
_UNUSED = rf"""SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname ~ '^azmil_[0-9]{{1,9}}$'
AND obj_description(oid, 'pg_namespace') = '{_BUILT}' AND pg_has_role(nspowner, 'USAGE')
AND NOT EXISTS (SELECT 1 FROM azmil.current WHERE nspname IN (schema_name, previous)) ORDER BY nspname"""
# A writer whose machine is lost keeps the lock for about a minute, not for two hours. A load may take as long as it
# needs, between statements too, whatever limits the role or the database has for readers.
_SETTINGS = (
    "SET LOCAL tcp_keepalives_idle = 30; SET LOCAL tcp_keepalives_interval = 10; SET LOCAL tcp_keepalives_count = 3; "
    "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
)
_SET_CURRENT = """INSERT INTO azmil.current (schema_name, format) VALUES (%s, %s)
ON CONFLICT (is_only) DO UPDATE SET previous = azmil.current.schema_name, schema_name = excluded.schema_name,
format = excluded.format, changes = 0, built = now()"""


@contextmanager
def locked(server: Server) -> Iterator[PostgresTarget]:
    """Begin the transaction of a writer; on exit, commit it unless an error is raised.

    Ctrl-C has no effect during the commit and afterwards, since it could not undo it.
    Raises AzmilError if another writer has not finished, or if the server refuses the changes.
    """
    import psycopg  # noqa: PLC0415 - from an extra
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - only needed for building

    try:
        with write.engine_of(server).connect() as connection:
            connection.begin()
            _lock(write.raw_of(connection), server)
            target = PostgresTarget(server, connection)
            yield target
            with uninterrupted():
                connection.commit()
                if target.is_replaced:
                    _remove_unused(server)
    except (psycopg.Error, DBAPIError) as error:
        if is_interruption(error):
            raise KeyboardInterrupt from None
        cause = getattr(error, "orig", None) or error
        reason = driver.reason_of(cause, server)
        if isinstance(cause, psycopg.IntegrityError):
            raise faults.MISFIT(reason=reason) from None
        raise faults.CANNOT_WRITE(path=server, reason=reason) from None


def _lock(raw: psycopg.Connection[Any], server: Server) -> None:
    """Lock a database until the transaction ends; raise AzmilError if another writer has locked it.

    The lock is that of a table, which no reader can take. Before the first load, there is only an advisory lock.
    """
    from psycopg.errors import LockNotAvailable  # noqa: PLC0415 - from an extra

    raw.execute(_SETTINGS)
    state = read.state(raw)
    if not state.has_table:
        if raw.execute("SELECT pg_try_advisory_xact_lock(%s)", (LOCK,)).fetchall() != [(True,)]:
            raise faults.UNDER_WAY(path=server)
        state = read.state(raw)  # the first load may have ended in between
    if state.has_schema and not state.is_owner:
        raise faults.NOT_OWNER(path=server, role=state.role, owner=state.owner)
    if state.has_table:
        try:
            raw.execute(_LOCK)
        except LockNotAvailable:
            raise faults.UNDER_WAY(path=server) from None


class PostgresTarget:
    """A locked database; implements ``azmil.store.targets.Target``."""

    def __init__(self, server: Server, connection: Connection) -> None:
        self._server = server
        self._connection = connection
        self.raw = write.raw_of(connection)
        state = read.state(self.raw)
        if state.encoding != "UTF8":
            raise faults.NOT_UTF8(path=server, found=state.encoding)
        if state.has_schema and not state.has_table:
            raise faults.NOT_OURS(path=server)
        self._is_first = not state.has_schema
        self.is_replaced = False
        self.current = None if self._is_first else self._current(state.role)

    def _current(self, role: str) -> read.Current | None:
        """Return the current schema, if any; raise AzmilError if a newer version of azmil built it."""
        if not self.raw.execute(read.CURRENT).fetchall():
            return None
        found = read.current(self.raw, self._server, role)
        if found.format > paths.newest_format():
            raise faults.NEWER(path=self._server, found=found.format, known=paths.newest_format())
        return found

    def kept(self) -> Kept:
        """Return the parts of the existing database to keep."""
        from psycopg.errors import UndefinedTable  # noqa: PLC0415 - from an extra

        if self.current is None:
            return Kept(None, {}, is_damaged=False)
        try:
            with self.raw.transaction():
                write.use(self.raw, self.current.schema)
                origin = self.raw.execute("SELECT value FROM about WHERE name = 'origin'").fetchall()
                texts = {(sha256, line): text for sha256, line, text in self.raw.execute(ATTACHED).fetchall()}
        except UndefinedTable:  # another program removed it
            return Kept(None, {}, is_damaged=True)
        return Kept(origin[0][0] if origin else None, texts, is_damaged=False)

    @contextmanager
    def replaced(self) -> Iterator[Writer]:
        """Yield a writer for a new schema, which becomes the current one on exit unless an error is raised."""
        if self._is_first:
            self.raw.execute(_ABOUT)
        ((number,),) = self.raw.execute(_NUMBERS).fetchall()
        name = f"azmil_{number}"
        self.raw.execute(f"CREATE SCHEMA {name}")
        self.raw.execute(f"COMMENT ON SCHEMA {name} IS '{_BUILT}'")
        write.use(self.raw, name)
        yield write.filled(self._connection)
        self.raw.execute("SET CONSTRAINTS ALL IMMEDIATE")
        write.analyze(self.raw)
        self.raw.execute(_SET_CURRENT, (name, paths.newest_format()))
        self.is_replaced = True


def _remove_unused(server: Server) -> None:
    """Remove all schemas except the current and the previous one; those still being read are left to the next load.

    These are transactions of their own, since removing a schema makes its readers wait. No error is reported, since
    the load has succeeded.
    """
    import psycopg  # noqa: PLC0415 - from an extra

    with suppress(psycopg.Error, AzmilError), closing(driver.connect(server, writes=True)) as raw:
        for (name,) in raw.execute(_UNUSED).fetchall():
            raw.commit()
            with suppress(psycopg.errors.LockNotAvailable), raw.transaction():
                raw.execute(f"SET LOCAL lock_timeout = 2000; {_LOCK}")
                raw.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")


def attach(server: Server, sha256: str, lines_of: Callable[[str], Sequence[str]]) -> dict[str, str]:
    """Write the text of a document to the current schema; return how each source with that SHA-256 is split, by its id.

    ``lines_of`` returns the lines of the document for a split.
    """
    with locked(server) as target:
        if target.current is None:
            raise faults.NO_BASE(path=server)
        read.check_format(target.current, server)
        return _attach(target.raw, target.current.schema, sha256, lines_of)


def _attach(
    raw: psycopg.Connection[Any], schema: str, sha256: str, lines_of: Callable[[str], Sequence[str]]
) -> dict[str, str]:
    write.use(raw, schema)
    found = raw.execute("SELECT id, split FROM sources WHERE sha256 = %s ORDER BY id", (sha256,)).fetchall()
    sources = {str(id_): str(split) for id_, split in found}
    if sources:
        raw.cursor().executemany(
            "UPDATE passages SET text = %s WHERE source_id = %s AND line = %s",
            [
                (line.replace("\0", ""), source, number)
                for source, split in sources.items()
                for number, line in enumerate(lines_of(split), 1)
            ],
        )
        search.fill_lines(raw)
        raw.execute("UPDATE azmil.current SET changes = changes + 1")
    return sources
