"""Own the questions about the database itself: its tables and reports, and what their columns hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, suggestion
from azmil.values.answers import Answer

if TYPE_CHECKING:
    import sqlite3


NO_TABLE = Fault(
    "no table or report has the name",
    "there is no table or report '{name}'{hint}",
    "'azmil schema' lists them",
    Exit.USAGE,
)


def tables(connection: sqlite3.Connection) -> Answer:
    """Return the tables and reports: name, sort (report, table or vocabulary), meaning."""
    vocabulary = "SELECT 1 FROM dictionary AS code WHERE code.table_name = d.table_name AND code.column_name = 'code'"
    rows = connection.execute(
        "SELECT table_name, CASE WHEN table_name LIKE '%\\_report' ESCAPE '\\' THEN 'report' "
        f"WHEN EXISTS ({vocabulary}) THEN 'vocabulary' ELSE 'table' END AS sort, meaning "
        "FROM dictionary AS d WHERE column_name = '' ORDER BY sort, table_name"
    ).fetchall()
    return Answer(["name", "sort", "meaning"], rows)


def columns_of(connection: sqlite3.Connection, name: str) -> Answer:
    """Return the columns of a table or report: column, type, refers to, meaning; raise AzmilError if there is none."""
    known = [row[0] for row in connection.execute("SELECT DISTINCT table_name FROM dictionary ORDER BY table_name")]
    table = name if name in known else f"{name}_report"
    if table not in known:
        raise NO_TABLE(name=name, hint=suggestion(name, known))
    rows = connection.execute(
        "SELECT column_name, type, refers_to, meaning FROM dictionary "
        "WHERE table_name = ? AND column_name <> '' ORDER BY position",
        (table,),
    ).fetchall()
    return Answer(["column", "type", "refers to", "meaning"], rows)
