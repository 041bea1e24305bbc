"""Writing a new schema: migrations, rows and views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from azmil.store.migrations import migrate
from azmil.store.postgres import driver, search
from azmil.values.sqltext import quoted_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import psycopg
    from sqlalchemy import Connection, Engine

    from azmil.paths import Server

# The columns of a view whose order would depend on the locale of the database.
_UNORDERED = """SELECT a.attname FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
WHERE a.attrelid = CAST(%s AS regclass) AND a.attnum > 0
AND a.attcollation = (SELECT oid FROM pg_catalog.pg_collation WHERE collname = 'default')"""


@dataclass(frozen=True, slots=True)
class PostgresWriter:
    """A new schema, whose content is written in the transaction of a load."""

    raw: psycopg.Connection[Any]

    @property
    def about(self) -> dict[str, str]:
        """Nothing: PostgreSQL has checksums of its own."""
        return {}

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert rows, each with a value for every column."""
        names = ", ".join(map(quoted_name, columns))
        with self.raw.cursor().copy(f"COPY {quoted_name(table)} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def create_view(self, name: str, select: str) -> None:
        """Create a view whose columns sort the same in every locale."""
        self.raw.execute(f"CREATE VIEW {quoted_name(name)} AS\n{select}")
        unordered = {column for (column,) in self.raw.execute(_UNORDERED, (quoted_name(name),)).fetchall()}
        if unordered:
            columns = self.raw.execute(f"SELECT * FROM {quoted_name(name)} LIMIT 0").description or ()
            names = [quoted_name(column.name) for column in columns]
            sorted_ = [
                f'CAST({shown} AS text) COLLATE "C" AS {shown}' if column.name in unordered else shown
                for column, shown in zip(columns, names, strict=True)
            ]
            self.raw.execute(f"DROP VIEW {quoted_name(name)}")
            wrapped = f"SELECT {', '.join(sorted_)} FROM (\n{select}\n) AS answer"
            self.raw.execute(f"CREATE VIEW {quoted_name(name)} AS\n{wrapped}")

    def index(self, rows: Mapping[str, Sequence[Any]], labels: Mapping[str, Sequence[str]]) -> None:
        """Create the search index; ``labels`` are the vocabulary labels of each record, by id."""
        search.fill(self.raw, rows, labels)


def engine_of(server: Server) -> Engine:
    """Return an engine for a server, whose connections begin a transaction with their first statement."""
    from sqlalchemy import create_engine  # noqa: PLC0415 - only needed for building
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    def connect() -> psycopg.Connection[Any]:
        return driver.connect(server, writes=True)

    return create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool)


def raw_of(connection: Connection) -> psycopg.Connection[Any]:
    """Return the connection of psycopg under one of SQLAlchemy."""
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)


def use(raw: psycopg.Connection[Any], schema: str) -> None:
    """Read and write one schema until the transaction ends."""
    path = f"{quoted_name(schema)}, pg_temp"
    raw.execute(f"SET LOCAL search_path = {path}; SET LOCAL standard_conforming_strings = on")


def filled(connection: Connection) -> PostgresWriter:
    """Create the tables of the newest format in the schema in use, and return a writer for their rows."""
    migrate(connection)
    return PostgresWriter(raw_of(connection))


def analyze(raw: psycopg.Connection[Any]) -> None:
    """Count the values of the tables in the schema in use, so that queries are planned well."""
    tables = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    for (table,) in raw.execute(tables).fetchall():
        raw.execute(f"ANALYZE {quoted_name(table)}")
