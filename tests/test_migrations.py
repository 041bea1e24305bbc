"""Migrations: one head, up and down, and nothing between them and the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from azmil import paths
from azmil.model import Base
from azmil.store.sqlite import read as database
from azmil.workbench.build import engine_of, migrate

if TYPE_CHECKING:
    from pathlib import Path


def script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(paths.shipped("migrations")))
    return ScriptDirectory.from_config(config)


def test_there_is_one_head() -> None:
    assert len(script().get_heads()) == 1


def test_the_format_a_reader_knows_is_the_number_of_revisions() -> None:
    assert len(list(script().walk_revisions())) == database.newest_format()


def test_the_revisions_make_what_the_model_declares(tmp_path: Path) -> None:
    with engine_of(tmp_path / "new.db").begin() as connection:
        migrate(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_revisions_go_back_to_nothing(tmp_path: Path) -> None:
    engine = engine_of(tmp_path / "new.db")
    with engine.begin() as connection:
        migrate(connection)
    with engine.begin() as connection:
        migrate(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
