"""Writing new SQLite files: transactions, schema, and a final integrity check."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from azmil import paths
from azmil.errors import Fault
from azmil.store.migrations import migrate
from azmil.store.sqlite import checksum, read, search
from azmil.values.sqltext import quoted_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

STEPS = 100_000  # of SQLite between two checks for Ctrl-C; a few milliseconds
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
UNSOUND = Fault(
    "a new database fails SQLite's integrity check",
    "cannot build the database: its integrity check failed: {reason}",
    "try again; if it fails again, check the disk and SQLite",
)


@dataclass(frozen=True, slots=True)
class Writer:
    """A new database with its schema, whose content is written in one transaction."""

    connection: sqlite3.Connection

    @property
    def about(self) -> dict[str, str]:
        """The place of the checksum."""
        return {"checksum": checksum.BLANK}

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert rows, each with a value for every column."""
        names = ", ".join(map(quoted_name, columns))
        marks = ", ".join("?" * len(columns))
        self.connection.executemany(f"INSERT INTO {quoted_name(table)} ({names}) VALUES ({marks})", rows)

    def create_view(self, name: str, select: str) -> None:
        """Create a view."""
        self.connection.execute(f"CREATE VIEW {quoted_name(name)} AS\n{select}")

    def index(self, rows: Mapping[str, Sequence[Any]], labels: Mapping[str, Sequence[str]]) -> None:
        """Create the search index; ``labels`` are the vocabulary labels of each record, by id."""
        search.fill(self.connection, rows, labels)


def _continue() -> int:
    """Continue a statement; Python raises KeyboardInterrupt here if the user has pressed Ctrl-C during it."""
    return 0


@contextmanager
def new_database(path: Path) -> Iterator[Writer]:
    """Yield a writer for a new database with the newest schema, whose integrity is checked on exit.

    Raises AzmilError if the check fails, and sqlite3.IntegrityError if rows violate a constraint. Indexes are created
    and references are checked at the end, which takes half the time of doing so for each row.
    """
    create(path)
    engine = engine_of(path)
    with engine.connect() as connection:
        raw = cast("sqlite3.Connection", connection.connection.driver_connection)
        raw.set_progress_handler(_continue, STEPS)
        with connection.begin():
            indexes = raw.execute(_INDEXES).fetchall()
            for name, _ in indexes:
                raw.execute(f"DROP INDEX {quoted_name(name)}")
            yield Writer(raw)
            for _, statement in indexes:
                raw.execute(statement)
        check_integrity(connection)
    engine.dispose()


def create(path: Path) -> None:
    """Create an empty database with the newest schema, instead of any existing file."""
    path.unlink(missing_ok=True)
    engine = engine_of(path)
    with engine.connect() as connection:
        run(connection, "PRAGMA page_size = 4096")
        run(connection, "PRAGMA journal_mode = DELETE")
        run(connection, f"PRAGMA application_id = {read.APPLICATION_ID}")
        run(connection, f"PRAGMA user_version = {paths.newest_format()}")
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()


def engine_of(path: Path) -> Engine:
    """Return an engine for a SQLite file, with transactions that include schema changes."""
    from sqlalchemy import create_engine, event  # noqa: PLC0415 - only needed for building
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path, isolation_level=None), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def run(connection: Connection, statement: str) -> list[Any]:
    """Run an SQL statement outside SQLAlchemy's transactions, and return its rows."""
    cursor = connection.connection.cursor()
    cursor.execute(statement)
    return list(cursor.fetchall())


def check_integrity(connection: Connection) -> None:
    """Raise sqlite3.IntegrityError for a dangling reference, and AzmilError if the integrity check fails."""
    if broken := run(connection, "PRAGMA foreign_key_check"):
        table, _, target, _ = broken[0]
        raise sqlite3.IntegrityError(f"a row of {table} refers to a missing row of {target}")
    found = run(connection, "PRAGMA integrity_check")
    if found != [("ok",)]:
        raise UNSOUND(reason=found[0][0])
