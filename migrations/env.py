"""Run the migrations: on the connection that azmil hands over, or on the one that alembic.ini names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context
from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool

from azmil.model import Base

if TYPE_CHECKING:
    from sqlalchemy import Connection


def migrate(connection: Connection) -> None:
    """Run the migrations inside the connection's transaction; foreign keys must be off on SQLite."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
        include_object=lambda _object, name, kind, _reflected, _other: (
            kind != "table" or not str(name).startswith("search")
        ),
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Run on the connection at hand, or make one."""
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://", poolclass=NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def by_hand(connection: object, _record: object) -> None:
            connection.isolation_level = None  # type: ignore[attr-defined]

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        migrate(connection)


main()
