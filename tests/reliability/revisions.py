"""Promise 8: a migration completes or changes nothing, and loses no row."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from harness import Trial, main
from sqlalchemy.exc import SQLAlchemyError

from azmil import paths
from azmil.model import Base
from azmil.store.sqlite.write import engine_of
from azmil.workbench.load import load

if TYPE_CHECKING:
    from pathlib import Path

FAILING = '\n    op.execute("SELECT no_such_function()")\n'


State = dict[str, tuple[str, list[tuple[object, ...]]]]


def _state(database: Path) -> State:
    """Return the SQL of all tables, indexes and views, and the rows of all tables."""
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        return {
            name: (sql, sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) if type_ == "table" else [])
            for name, type_, sql in found
        }


def _parts(state: State) -> dict[str, list[str]]:
    """Return the words of each SQL statement, sorted and without quotes, as batch mode changes order and quotes."""
    return {name: sorted(re.split(r"[,\s]+", sql.replace('"', ""))) for name, (sql, _) in state.items()}


def _config(migrations: Path, connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _move(migrations: Path, database: Path, revision: str, *, up: bool) -> None:
    with engine_of(database).begin() as connection:
        (command.upgrade if up else command.downgrade)(_config(migrations, connection), revision)


def _is_kept(migrations: Path, database: Path, revision: str, *, up: bool) -> bool:
    """Return whether a migration that cannot succeed fails and changes nothing."""
    before = _state(database)
    try:
        _move(migrations, database, revision, up=up)
    except (SQLAlchemyError, CommandError):
        return _state(database) == before
    return False


def _with_failure(migrations: Path, folder: Path, revision: str, function: str) -> Path:
    """Return a copy of the migrations in which a revision fails at the end of one of its functions."""
    failing = folder / f"{revision}-{function}"
    shutil.copytree(migrations, failing)
    path = next((failing / "versions").glob(f"{revision}*.py"))
    text = path.read_text()
    start = text.index(f"def {function}(")
    end = text.find("\ndef ", start)
    end = len(text) if end < 0 else end
    path.write_text(text[:end].rstrip("\n") + FAILING + "\n" + text[end:])
    return failing


def migrate_and_back(folder: Path, *, is_long: bool) -> Trial:  # noqa: ARG001 - same signature as the others
    """Downgrade and upgrade an empty database by each revision, also with a failure at the end."""
    trial = Trial(
        "8. revisions of an empty database: complete or nothing changed, one head, no difference from the model"
    )
    migrations, database = paths.built_in_folder("migrations"), folder / "azmil.db"
    _move(migrations, database, "head", up=True)
    script = ScriptDirectory.from_config(_config(migrations, None))
    trial.check(len(script.get_heads()) == 1, "several heads")
    with engine_of(database).begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        trial.check(not compare_metadata(context, Base.metadata), "the model differs")
    for revision in list(script.walk_revisions()):  # the newest first
        name, below = revision.revision, str(revision.down_revision or "base")
        before = _state(database)
        failing = _with_failure(migrations, folder, name, "downgrade")
        trial.check(_is_kept(failing, database, below, up=False), f"{name} down, failing: something changed")
        _move(migrations, database, below, up=False)
        failing = _with_failure(migrations, folder, name, "upgrade")
        trial.check(_is_kept(failing, database, name, up=True), f"{name} up, failing: something changed")
        _move(migrations, database, name, up=True)
        trial.check(_parts(_state(database)) == _parts(before), f"{name} down and up: something changed")
        _move(migrations, database, below, up=False)
    trial.check(set(_state(database)) == {"alembic_version"}, "something is left at the base")
    return trial


def refuse_rows(folder: Path, *, is_long: bool) -> Trial:
    """Downgrade a loaded database, and migrate databases with a row in one table (or every fifth) up and down."""
    trial = Trial("8. revisions of a database with rows: refused, no row lost")
    migrations, loaded = paths.built_in_folder("migrations"), folder / "azmil.db"
    load(loaded)
    for below in ("0001", "base"):
        trial.check(_is_kept(migrations, loaded, below, up=False), f"a loaded database down to {below}: changed")
    for revision, target in (("0001", "head"), ("head", "0001")):
        empty = folder / f"{revision}.db"
        _move(migrations, empty, revision, up=True)
        tables = [name for name, (sql, _) in _state(empty).items() if sql.startswith("CREATE TABLE")]
        tables.remove("alembic_version")
        for table in tables[:: 1 if is_long else 5]:
            filled = folder / "filled.db"
            shutil.copyfile(empty, filled)
            _fill(filled, table)
            is_kept = _is_kept(migrations, filled, target, up=target == "head")
            trial.check(is_kept, f"a row in {table}, {revision} to {target}: changed")
    return trial


def _fill(database: Path, table: str) -> None:
    """Insert a row into a table, ignoring its checks and keys."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        values = ", ".join("1" for _ in columns)
        connection.execute(f'INSERT INTO "{table}" VALUES ({values})')
        connection.commit()


if __name__ == "__main__":
    main(migrate_and_back, refuse_rows)
