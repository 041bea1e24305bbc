"""Copies of synthetic databases on PostgreSQL, and the time of the same queries on a small and a large one.

A copy goes through azmil's own build of a database, so that it has the same indexes, statistics and search index as one
that was loaded from seeds.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

from million import add_claims, queries

if TYPE_CHECKING:
    from pathlib import Path

import azmil
import servers
from azmil.model import Base
from azmil.model.about import About, Meaning
from azmil.paths import Server
from azmil.store import writing
from azmil.workbench.build import build
from azmil.workbench.load import load

SMALL, LARGE = 1_000, 170_000  # claims; the large one has more than a million rows
PAIRS = 15  # runs of each query on each database
MOST = 1.5  # times as long on the large one


class Streamed(Sequence[dict[str, Any]]):
    """The rows of a table of a SQLite database, which are read each time that they are used."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self._connection.execute(f'SELECT count(*) FROM "{self._table}"').fetchone()[0])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Iterate over the rows."""
        cursor = self._connection.execute(f'SELECT * FROM "{self._table}"')
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def __getitem__(self, at: Any) -> Any:
        """Return a row, or some."""
        return list(self)[at]

    def clear(self) -> None:
        """Keep the rows, which take no memory."""


def copy(file: Path, url: str) -> None:
    """Copy the content of a SQLite database to an empty database on a server."""
    with closing(sqlite3.connect(file)) as connection:
        origin, seeds = (
            connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()[0]
            for name in ("origin", "seeds")
        )
        tables = {table.name for table in Base.metadata.sorted_tables} - {About.__tablename__, Meaning.__tablename__}
        rows = cast("Any", {table: Streamed(connection, table) for table in tables})
        with writing.locked(Server(url)) as locked, locked.replaced() as writer:
            build(writer, rows, {"origin": origin, "seeds": seeds})


def count(server: servers.TestServer, database: str) -> int:
    """Return the number of rows of all tables of a database, those of the search index included, but not its words."""
    found = server.run(
        "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables "
        "WHERE schemaname = (SELECT schema_name FROM azmil.current) AND tablename <> 'search_words'",
        database=database,
    )
    total = " + ".join(f"(SELECT count(*) FROM {table})" for (table,) in found)
    ((rows,),) = server.run(f"SELECT {total}", database=database)
    return int(str(rows))


def size(answer: Any) -> str:
    """Return the number of rows of an answer, if it consists of rows."""
    return str(len(answer)) if hasattr(answer, "__len__") else ""


def main(folder: Path, claims: int | None) -> None:
    """Build both databases on a server, and print the table."""
    with servers.server() as server:
        urls = {}
        for name, number in (("small", SMALL), ("large", claims or LARGE)):
            file = folder / f"{name}-{number}.db"
            if not file.exists():
                load(file)
                add_claims(file, number)
            urls[name] = server.create(name)
            start = time.perf_counter()
            copy(file, urls[name])
            seconds = time.perf_counter() - start
            print(f"{name}: {number:,} claims, {count(server, name):,} rows, copied in {seconds:.1f} s", flush=True)
        with azmil.open(urls["small"]) as small, azmil.open(urls["large"]) as large:
            compare(queries(small, is_real=False), queries(large, is_real=False))


def compare(few: dict[str, Any], many: dict[str, Any]) -> None:
    """Print the median times of queries that are run on both databases in turn, and the median of the ratios."""
    print("| query | rows | a thousand claims, ms | a million rows, ms | ratio | |\n|---|---|---|---|---|---|")
    for name, ask in few.items():
        sizes = [size(ask()), size(many[name]())]
        pairs = [(timed(ask), timed(many[name])) for _ in range(PAIRS)]
        first, second = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
        ratio = statistics.median(two / one for one, two in pairs)
        rows = ", ".join(dict.fromkeys(sizes))
        print(
            f"| {name} | {rows} | {first:.1f} | {second:.1f} | {ratio:.2f} | {'slower' if ratio > MOST else ''} |",
            flush=True,
        )


def timed(ask: Any) -> float:
    """Return the seconds that a query takes."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start
