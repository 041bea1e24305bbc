"""Own the filling of a new database: its schema, its rows, what is derived from them, and a last look at all of it."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING, Any

from azmil import __version__, paths, reports
from azmil.errors import Fault
from azmil.model import KINDS, Base, parts
from azmil.model.about import About, Meaning
from azmil.store.sqlite import read as database
from azmil.store.sqlite import seal
from azmil.store.sqlite import search as index

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from azmil.seeds.rows import Row, Rows


UNSOUND = Fault(
    "the database that was just built fails SQLite's own check",
    "the new database is not sound and was thrown away: {reason}",
    "try again; if it happens again, the disk or SQLite is at fault",
)


def build(new: Path, rows: Rows, seeds: Mapping[str, str]) -> None:
    """Make a database file from rows; ``seeds`` is what the database tells of its seeds."""
    new.unlink(missing_ok=True)
    engine = engine_of(new)
    with engine.connect() as connection:
        _statement(connection, "PRAGMA page_size = 4096")
        _statement(connection, "PRAGMA journal_mode = DELETE")
        _statement(connection, f"PRAGMA application_id = {database.APPLICATION_ID}")
        _statement(connection, f"PRAGMA user_version = {database.newest_format()}")
    with engine.begin() as connection:
        migrate(connection)
    with engine.connect() as connection:
        # Only from here on: a migration in batch mode would delete child rows by cascade.
        _statement(connection, "PRAGMA foreign_keys = ON")
        with connection.begin():
            _fill(connection, rows, seeds)
        sound(connection)
    engine.dispose()


def engine_of(path: Path) -> Engine:
    """Return an engine on a SQLite file whose transactions hold schema changes as well as rows."""
    from sqlalchemy import create_engine, event  # noqa: PLC0415 - as the rest of the building
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path, isolation_level=None), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _statement(connection: Connection, statement: str) -> list[Any]:
    """Run one statement outside SQLAlchemy's transactions; return its rows."""
    cursor = connection.connection.cursor()
    cursor.execute(statement)
    return list(cursor.fetchall())


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the database behind a connection to a revision of the schema."""
    from alembic import command  # noqa: PLC0415 - as the rest of the building
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(paths.shipped("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    if revision == "head":
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)


def _fill(connection: Connection, rows: Rows, seeds: Mapping[str, str]) -> None:
    views, built_in = parts.views(), reports.built_in()
    rows = {**rows, Meaning.__tablename__: list(_meanings(views, built_in))}
    about = {
        "azmil": __version__,
        "content": _content_digest(rows),
        "seal": seal.BLANK,
        **seeds,
    }
    rows[About.__tablename__] = [{"name": name, "value": value} for name, value in about.items()]
    for table in Base.metadata.sorted_tables:
        if found := rows.get(table.name):
            columns = [column.name for column in table.columns]
            names = ", ".join(f'"{name}"' for name in columns)
            marks = ", ".join("?" * len(columns))
            # Every row gives every column: an insert that took its columns from the first row would drop the rest.
            values = [tuple(row[name] for name in columns) for row in found]
            connection.connection.cursor().executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', values)
    for view in views:
        _statement(connection, f"CREATE VIEW {view.name} AS\n{view.select}")
    for report in built_in:
        _statement(connection, f"CREATE VIEW {report.view} AS\n{report.select}")
    index.fill(connection.connection.driver_connection, rows, _labels(rows))  # type: ignore[arg-type]


def _meanings(views: Sequence[parts.View], built_in: Sequence[reports.Report]) -> Iterator[Row]:
    """Yield the data dictionary from the classes of the model, the views and the headers of the reports."""
    for table in Base.metadata.sorted_tables:
        cls = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
        yield _meaning(table.name, 0, " ".join((cls.__doc__ or "").split()))
        for position, column in enumerate(table.columns, 1):
            type_ = "integer" if column.type.python_type is int else "text"
            targets = ", ".join(sorted(key.target_fullname for key in column.foreign_keys))
            yield _meaning(table.name, position, column.doc or "", column.name, type_, targets)
    for view in views:
        yield _meaning(view.name, 0, view.meaning)
        for position, (name, meaning) in enumerate(view.columns.items(), 1):
            yield _meaning(view.name, position, meaning, name)
    for report in built_in:
        yield _meaning(report.view, 0, report.title)
        for position, shown in enumerate(report.columns, 1):
            target = {"word": f"{shown.target}.code", "name": "records.id"}.get(shown.sort, "")
            yield _meaning(report.view, position, shown.meaning, shown.name, shown.sort, target)


def _meaning(table: str, position: int, meaning: str, column: str = "", type_: str = "", refers_to: str = "") -> Row:
    return {
        "table_name": table,
        "column_name": column,
        "position": position,
        "type": type_,
        "refers_to": refers_to,
        "meaning": meaning,
    }


def _labels(rows: Rows) -> dict[str, list[str]]:
    """Return the labels of the vocabulary's words that each record holds beside its modality, by id."""
    found: dict[str, list[str]] = {}
    for table, cls in KINDS.items():
        words = {
            column.name: {row["code"]: row["label"] for row in rows[key.column.table.name]}
            for column in cls.__table__.columns
            for key in column.foreign_keys
            if key.column.name == "code" and key.column.table.name != "qualifiers"
        }
        for row in rows[table]:
            held = [labels[row[name]] for name, labels in words.items() if row[name] is not None]
            found[row["id"]] = held
    return found


def _content_digest(rows: Rows) -> str:
    """Return the SHA-256 of all rows, in an order that no version of SQLite decides."""
    whole = hashlib.sha256()
    for table in sorted(rows):
        for line in sorted(repr(sorted(row.items())) for row in rows[table]):
            whole.update(f"{table}\0{line}\n".encode())
    return whole.hexdigest()


def sound(connection: Connection) -> None:
    """Raise AzmilError if the new database is not sound."""
    broken = _statement(connection, "PRAGMA foreign_key_check")
    found = _statement(connection, "PRAGMA integrity_check")
    if broken or found != [("ok",)]:
        raise UNSOUND(reason=(broken or found)[0])
