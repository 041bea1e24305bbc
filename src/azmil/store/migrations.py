"""Migrations of the schema, the same on every backend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil import paths

if TYPE_CHECKING:
    from sqlalchemy import Connection


def migrate(connection: Connection, revision: str = "head") -> None:
    """Migrate the database of a connection to a revision of the schema."""
    from alembic import command  # noqa: PLC0415 - only needed for building
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(paths.built_in_folder("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    if revision == "head":
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)
