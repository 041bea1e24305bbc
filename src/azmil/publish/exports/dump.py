"""An export as one SQL file for SQLite: all tables with their keys and checks, and reports as views."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from azmil import reports
from azmil.model import parts
from azmil.publish.exports import schema
from azmil.publish.exports.about import About, readme
from azmil.values.sqltext import format_literal, quoted_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Table

    from azmil.api.tables import Tables

FILE = "azmil.sql"
ROWS = 200  # rows of an INSERT
OPENING = f"""\
`{FILE}` creates all tables with their keys and checks, and the reports of azmil as views. Load it into a new database
with `sqlite3 -bail new.db < {FILE}` (SQLite 3.37 or later); either all of it is loaded, or nothing. It has no search
index. `SELECT * FROM equipment_report` returns the rows of `azmil query equipment`, and the table `dictionary`
describes each column."""


def write(tables: Tables, about: About, folder: Path) -> tuple[str, str]:
    """Write the files of the export to a folder; return the message about it, and its main file."""
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{part}\n" for part in _parts(tables, about))
    (folder / "README.md").write_text(readme(about, OPENING), encoding="utf-8")
    return "wrote '{path}'; load it with: sqlite3 -bail new.db < {path!q}", FILE


def _parts(tables: Tables, about: About) -> Iterator[str]:
    """Yield the comments and statements of the file."""
    yield from (f"-- {name}: {text}" for name, text in about.details())
    yield "PRAGMA foreign_keys = ON;"
    yield "BEGIN;"  # the foreign keys, some of them circular, are checked at the end
    dialect = sqlite.dialect()
    for table in schema.model_tables():  # all before the first row, since they refer to each other
        created = str(CreateTable(table).compile(dialect=dialect)).strip()
        yield re.sub(r"\s*\n\)\s*", "\n) ", re.sub(r"[ \t]+\n", "\n", created)) + ";"
    for table in schema.model_tables():
        rows = tables.table(table.name, schema.names_of(table), schema.key_of(table))
        yield from _inserts(table, rows)
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield f"{CreateIndex(index).compile(dialect=dialect)};"
    for view in parts.views():
        yield _view(view.name, view.select)
    for report in reports.built_in():
        yield _view(report.view, report.select)
    yield "COMMIT;"


def _inserts(table: Table, rows: Iterator[Sequence[Any]]) -> Iterator[str]:
    """Yield the statements that insert rows, one row per line."""
    names = ", ".join(map(quoted_name, schema.names_of(table)))
    while some := list(islice(rows, ROWS)):
        yield f"INSERT INTO {quoted_name(table.name)} ({names}) VALUES"
        yield ",\n".join(f"({_literals(row)})" for row in some) + ";"


def _literals(row: Iterable[Any]) -> str:
    return ", ".join(map(_literal, row))


def _literal(value: Any) -> str:
    """Return a value as a literal; the SQLite shell drops a carriage return at the end of a line, and ends at a NUL."""
    return re.sub("[\0\r]", lambda match: f"'||char({ord(match[0])})||'", format_literal(value))


def _view(name: str, select: str) -> str:
    return f"CREATE VIEW {quoted_name(name)} AS\n{select};"
