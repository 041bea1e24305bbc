"""Alembic environment: migrations on a connection from azmil, or on the database in alembic.ini."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alembic import context
from alembic.ddl.sqlite import SQLiteImpl
from sqlalchemy import Numeric, Text, create_engine, event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool
from sqlalchemy.util import set_creation_order

from azmil.model import Base

if TYPE_CHECKING:
    from alembic.operations import MigrationScript
    from alembic.operations.batch import ApplyBatchImpl, BatchOperationsImpl
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import Column, Connection, Table


@compiles(Text, "postgresql")
def text_in_order_of_code_points(_type: Text, _compiler: object, **_options: object) -> str:
    """Return the type of a text column on PostgreSQL, which sorts the same in every locale, and as on SQLite."""
    return 'TEXT COLLATE "C"'


# Tables of the full-text search index, which the model does not declare.
SEARCH = {f"search{part}" for part in ("", "_words", "_config", "_content", "_data", "_docsize", "_idx")}


class SQLite(SQLiteImpl):
    """SQLite with required columns in batch mode, which recreates tables in a fixed order.

    Alembic uses this subclass because it has the name of the dialect. Batch mode keeps STRICT and named checks.
    """

    __dialect__ = "sqlite"

    def compare_type(self, inspector_column: Column[Any], metadata_column: Column[Any]) -> bool:
        """Return whether the type of a column differs from that of the model; ANY is read as NUMERIC."""
        is_any = metadata_column.type.compile(self.dialect) == "ANY"
        if is_any and isinstance(inspector_column.type, Numeric):
            return False
        return super().compare_type(inspector_column, metadata_column)

    def requires_recreate_in_batch(self, batch_op: BatchOperationsImpl) -> bool:
        """Return whether a table must be recreated; SQLite cannot add a required column."""
        added = [arguments[1] for name, arguments, _options in batch_op.batch if name == "add_column"]
        is_required = any(not column.nullable and column.server_default is None for column in added)
        return is_required or super().requires_recreate_in_batch(batch_op)

    def prep_table_for_batch(self, batch_impl: ApplyBatchImpl, table: Table) -> None:
        """Sort the constraints and indexes of the new table, since Alembic takes them from unordered sets."""
        super().prep_table_for_batch(batch_impl, table)
        if batch_impl.new_table is not None:
            for constraint in sorted(batch_impl.new_table.constraints, key=lambda constraint: str(constraint.name)):
                set_creation_order(constraint)
        batch_impl.indexes = dict(sorted(batch_impl.indexes.items()))


def number_revision(_context: MigrationContext, _revision: object, directives: list[MigrationScript]) -> None:
    """Give a new revision the next number."""
    revisions = list(context.script.walk_revisions())
    for directive in directives:
        directive.rev_id = f"{len(revisions) + 1:04}"


def migrate(connection: Connection) -> None:
    """Run the migrations inside the connection's transaction; foreign keys must be off on SQLite."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
        process_revision_directives=number_revision,
        include_object=lambda _object, name, kind, _reflected, _other: kind != "table" or name not in SEARCH,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Run the migrations on azmil's connection, or on a new one."""
    existing = context.config.attributes.get("connection")
    if existing is not None:
        migrate(existing)
        return
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://", poolclass=NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def disable_implicit_transactions(connection: object, _record: object) -> None:
            connection.isolation_level = None  # type: ignore[attr-defined]

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        migrate(connection)


main()
