"""Migrations: one head, up and down on an empty database, and no difference from the model."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from azmil import paths
from azmil.model import Base
from azmil.store.migrations import migrate
from azmil.store.sqlite.write import engine_of

if TYPE_CHECKING:
    from pathlib import Path


def config() -> Config:
    found = Config()
    found.set_main_option("script_location", str(paths.built_in_folder("migrations")))
    return found


def script() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def schema(path: Path) -> dict[str, str]:
    """Return the SQL of each table and index in a database."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"))


def parts(path: Path) -> dict[str, list[str]]:
    """Return the words in the SQL of each table and index, sorted and without quotes."""
    return {name: sorted(re.split(r"[,\s]+", sql.replace('"', ""))) for name, sql in schema(path).items()}


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """An empty database at the newest revision."""
    path = tmp_path / "new.db"
    with engine_of(path).begin() as connection:
        migrate(connection)
    return path


def move(path: Path, revision: str, *, up: bool) -> None:
    """Upgrade or downgrade a database to a revision."""
    with engine_of(path).begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        (command.upgrade if up else command.downgrade)(settings, revision)


def test_there_is_one_head() -> None:
    assert len(script().get_heads()) == 1


def test_the_newest_format_is_the_number_of_revisions() -> None:
    assert len(list(script().walk_revisions())) == paths.newest_format()


def test_the_revisions_create_what_the_model_declares(new: Path) -> None:
    with engine_of(new).begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_comparison_detects_a_key_that_is_not_deferred(new: Path) -> None:
    sql = schema(new)["people"]
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("DROP TABLE people")
        connection.execute(sql.replace("ranks (code) DEFERRABLE INITIALLY DEFERRED", "ranks (code)"))
        connection.execute("CREATE INDEX ix_people_rank ON people (rank)")
    with engine_of(new).begin() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert [(change[0], change[1].name) for change in found] == [
        ("remove_fk", "fk_people_rank"),
        ("add_fk", "fk_people_rank"),
    ]


def test_the_tables_have_the_checks_of_the_model_and_are_strict(new: Path) -> None:
    """Alembic compares neither."""
    found = schema(new)
    for table in Base.metadata.tables.values():
        sql = found[table.name]
        declared = {
            f"CONSTRAINT {one.name} CHECK ({one.sqltext})"
            for one in table.constraints
            if isinstance(one, sa.CheckConstraint)
        }
        assert {one for one in declared if one not in sql} == set()
        assert sql.count(" CHECK (") == len(declared)
        assert sql.rstrip().endswith("STRICT")


def test_every_foreign_key_of_the_model_is_deferred() -> None:
    keys = [key for table in Base.metadata.tables.values() for key in table.foreign_key_constraints]
    assert len(keys) > 100
    assert [key.name for key in keys if (key.deferrable, key.initially) != (True, "DEFERRED")] == []


def test_every_foreign_key_of_a_database_is_deferred(database: Path) -> None:
    sql = "\n".join(schema(database).values())
    assert sql.count(" FOREIGN KEY(") == sql.count(" DEFERRABLE INITIALLY DEFERRED") > 100


def test_each_revision_can_be_downgraded_and_upgraded(new: Path) -> None:
    """The schema is the same after going down and up again."""
    newest = parts(new)
    at = {}
    for revision in script().walk_revisions():
        at[revision.revision] = parts(new)
        move(new, str(revision.down_revision or "base"), up=False)
    assert set(schema(new)) == {"alembic_version"}
    for revision in reversed(list(script().walk_revisions())):
        move(new, revision.revision, up=True)
        assert parts(new) == at[revision.revision]
    assert parts(new) == newest


def test_a_database_with_rows_is_refused_and_not_changed(new: Path) -> None:
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("INSERT INTO about VALUES ('a', 'b')")
        connection.commit()
    before = schema(new)
    with pytest.raises(CommandError, match=r"^cannot migrate .*: rebuild it with 'azmil load'$"):
        move(new, "0001", up=False)
    assert schema(new) == before


def test_batch_mode_recreates_a_table_completely(new: Path) -> None:
    """The table is strict, keeps its checks and keys, and has the same SQL each time."""
    made = set()
    for _ in range(5):
        with engine_of(new).connect() as connection:
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("parties") as batch:
                batch.add_column(sa.Column("motto", sa.Text(), nullable=False))
            rows = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE tbl_name = 'parties' AND sql <> ''")
            made.add("\n".join(rows.scalars()))
            connection.rollback()
    (sql,) = made
    assert "motto TEXT NOT NULL" in sql
    assert "CONSTRAINT ck_parties_is_placeholder CHECK (is_placeholder IN (0, 1))" in sql
    assert sql.count(" DEFERRABLE INITIALLY DEFERRED") == 3
    assert "\n STRICT" in sql
