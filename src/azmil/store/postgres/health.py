"""Health of a database on a PostgreSQL server: versions, roles, settings, and whether everything can be read."""

from __future__ import annotations

import platform
from contextlib import closing
from typing import TYPE_CHECKING, Any

from azmil import paths, reports
from azmil.store.postgres import connection, driver, faults, hosts, read
from azmil.values.answers import Answer, Statement, answer_of
from azmil.values.sqltext import quoted_name
from azmil.version import __version__

if TYPE_CHECKING:
    from psycopg import Connection

    from azmil.paths import Server

_SETTINGS = """SELECT current_setting('server_version'), datcollate, pg_size_pretty(pg_database_size(oid))
FROM pg_catalog.pg_database WHERE datname = current_database()"""


def installation(server: Server) -> Answer:
    """Return the versions and paths of the installation, and the state of the server; columns: what, found."""
    with driver.connected(server) as raw:
        state = read.state(raw)
        ((version, collation, size),) = raw.execute(_SETTINGS).fetchall()
        rows = [
            ("azmil", __version__),
            ("Python", f"{platform.python_version()}, {platform.system()} {platform.machine()}"),
            ("psycopg", _psycopg()),
            ("PostgreSQL", version),
            ("server", hosts.described(raw)),
            ("database", f"{server} ({size})"),
            ("encoding", f"{state.encoding}, sorted by {collation}"),
            ("encrypted", "yes" if raw.info.pgconn.ssl_in_use else "no"),
            ("role", f"{state.role} ({_power(state)})"),
            ("schema", _schema(raw, server, state)),
            ("user-defined reports", str(reports.user_folder())),
            ("state", str(paths.state_folder())),
            ("seeds", str(paths.built_in_folder("seeds"))),
            ("migrations", str(paths.built_in_folder("migrations"))),
        ]
    return answer_of(["what", "found"], list(rows))


def examine(server: Server) -> None:
    """Raise AzmilError if a database cannot be read whole by the role in use."""
    with closing(connection.connect(server)) as opened:
        tables = opened.run(Statement("SELECT DISTINCT table_name FROM dictionary ORDER BY table_name")).rows
        for (table,) in [*tables, ("search",), ("search_words",)]:
            opened.run(Statement(f"SELECT count(*) FROM {quoted_name(table)}"))


def _psycopg() -> str:
    import psycopg  # noqa: PLC0415 - from an extra

    return f"{psycopg.__version__}, libpq {psycopg.pq.version() // 10_000}"


def _power(state: read.State) -> str:
    if state.is_unlimited:
        return "a superuser, or one that may use files of the server"
    return "the owner" if state.is_owner else "reads only"


def _schema(raw: Connection[Any], server: Server, state: read.State) -> str:
    from azmil.errors import AzmilError  # noqa: PLC0415 - only to catch it

    try:
        found = read.current(raw, server, state.role)
    except AzmilError as error:
        if error.fault not in (faults.NO_BASE, faults.NO_ACCESS, faults.NOT_OURS):
            raise
        return error.message
    return f"{found.schema}, format {found.format}"
