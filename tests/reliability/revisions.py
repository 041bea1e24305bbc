"""Promise 8: a migration happens wholly or not at all, and loses no row."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from bench import Trial, main
from sqlalchemy.exc import SQLAlchemyError

from azmil import paths
from azmil.model import Base
from azmil.workbench.build import engine_of
from azmil.workbench.load import load

if TYPE_CHECKING:
    from pathlib import Path

FAILING = '\n    op.execute("SELECT no_such_function()")\n'


def _dump(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables but those of SQLite, Alembic and the search."""
    with closing(sqlite3.connect(database)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", "alembic_", "search"))
        ]  # fmt: skip
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


def _config(migrations: Path, connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _move(migrations: Path, database: Path, revision: str, *, up: bool) -> None:
    with engine_of(database).begin() as connection:
        (command.upgrade if up else command.downgrade)(_config(migrations, connection), revision)


def _with_failure(migrations: Path, folder: Path, revision: str, function: str) -> Path:
    """Return a copy of the migrations in which a revision fails at the end of one of its functions."""
    spoilt = folder / f"{revision}-{function}"
    shutil.copytree(migrations, spoilt)
    path = next((spoilt / "versions").glob(f"{revision}*.py"))
    text = path.read_text()
    start = text.index(f"def {function}(")
    end = text.find("\ndef ", start)
    end = len(text) if end < 0 else end
    path.write_text(text[:end].rstrip("\n") + FAILING + "\n" + text[end:])
    return spoilt


def migrate_and_back(folder: Path, *, is_long: bool) -> Trial:  # noqa: ARG001 - called as the others are
    """Take a loaded database down and up by each revision, and let each fail at its end."""
    trial = Trial("8. revisions: wholly or not at all, one head, nothing between them and the model")
    migrations, database = paths.shipped("migrations"), folder / "azmil.db"
    load(database)
    script = ScriptDirectory.from_config(_config(migrations, None))
    revisions = list(script.walk_revisions())  # the newest first
    trial.hold(len(script.get_heads()) == 1, "several heads")
    with engine_of(database).begin() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_object": lambda _o, name, *_: not str(name).startswith("search")},
        )
        trial.hold(not compare_metadata(context, Base.metadata), "the model differs")
    with closing(sqlite3.connect(database)) as connection:  # views stand in the way of batch changes; a load makes them
        for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            connection.execute(f'DROP VIEW "{view}"')
        connection.commit()
    for at, revision in enumerate(revisions):
        before = _dump(database)
        spoilt = _with_failure(migrations, folder, revision.revision, "downgrade")
        try:
            _move(spoilt, database, str(revision.down_revision or "base"), up=False)
        except SQLAlchemyError:
            trial.hold(_dump(database) == before, f"{revision.revision} down, failing: rows are lost")
        else:
            trial.hold(is_kept := False, f"{revision.revision} down did not fail {is_kept}")
        _move(migrations, database, str(revision.down_revision or "base"), up=False)
        lower = _dump(database)
        spoilt = _with_failure(migrations, folder, revision.revision, "upgrade")
        try:
            _move(spoilt, database, revision.revision, up=True)
        except SQLAlchemyError:
            trial.hold(_dump(database) == lower, f"{revision.revision} up, failing: something stayed")
        _move(migrations, database, revision.revision, up=True)
        after = _dump(database)
        if at < len(revisions) - 1:  # the first revision makes the tables, and going below it takes them all
            lost = [table for table, rows in before.items() if len(after.get(table, [])) != len(rows)]
            trial.hold(not lost, f"{revision.revision} down and up: rows are lost from {lost}")
            _move(migrations, database, str(revision.down_revision), up=False)
        else:
            trial.hold(sorted(after) == sorted(before), "the tables differ")
    return trial


if __name__ == "__main__":
    main(migrate_and_back)
