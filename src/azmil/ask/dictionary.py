"""Descriptions of the database itself: its tables, reports, columns and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, Hints, suggestion
from azmil.store import rows
from azmil.values.answers import Answer, Statement, answer_of

if TYPE_CHECKING:
    from azmil.store.protocol import Connection


NO_TABLE = Fault(
    "no table or report has the given name",
    "no such table or report '{name}'{hint}",
    Hints.LIST_TABLES,
    Exit.USAGE,
)


def tables(connection: Connection) -> Answer:
    """Return the tables and reports; columns: name, sort (report, table or vocabulary), meaning."""
    vocabulary = "SELECT 1 FROM dictionary AS code WHERE code.table_name = d.table_name AND code.column_name = 'code'"
    found = rows(
        connection,
        "SELECT table_name, CASE WHEN table_name LIKE '%\\_report' ESCAPE '\\' THEN 'report' "
        f"WHEN EXISTS ({vocabulary}) THEN 'vocabulary' ELSE 'table' END AS sort, meaning "
        "FROM dictionary AS d WHERE column_name = '' ORDER BY sort, table_name",
    )
    return answer_of(["name", "sort", "meaning"], found)


def columns_of(connection: Connection, name: str) -> Answer:
    """Return the columns of a table or report; columns: column, type, refers to, meaning.

    Raises AzmilError if no table or report has the name.
    """
    known = [row[0] for row in rows(connection, "SELECT DISTINCT table_name FROM dictionary ORDER BY table_name")]
    table = name if name in known else f"{name}_report"
    if table not in known:
        raise NO_TABLE(name=name, hint=suggestion(name, known))
    found = rows(
        connection,
        "SELECT column_name, type, refers_to, meaning FROM dictionary "
        "WHERE table_name = ? AND column_name <> '' ORDER BY position",
        table,
    )
    return answer_of(["column", "type", "refers to", "meaning"], found)


def about(connection: Connection) -> dict[str, str]:
    """Return the metadata of the database by name: version, seeds, digests."""
    return dict(rows(connection, "SELECT name, value FROM about ORDER BY name"))


def sources(connection: Connection) -> Answer:
    """Return the sources; columns: id, title, line_count."""
    return connection.run(Statement("SELECT id, title, line_count FROM sources ORDER BY id"))


def kinds(connection: Connection) -> Answer:
    """Return the number of records of each kind; columns: kind, records."""
    tables = rows(connection, "SELECT code, table_name FROM record_kinds ORDER BY position")
    counts = [(kind, rows(connection, f'SELECT count(*) FROM "{table}"')[0][0]) for kind, table in tables]
    return answer_of(["kind", "records"], counts, records="number")
