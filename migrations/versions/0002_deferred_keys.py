"""Foreign keys checked when a transaction ends, and types and references in the data dictionary.

Revision: 0002
Follows: 0001
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DEFERRED_BEFORE = "fk_records_lead_citation"
# A foreign key in the SQL of a table of SQLite: all but when it is checked, its name, and when.
KEY = re.compile(
    r'(CONSTRAINT (\w+) FOREIGN KEY ?\([^)]*\) REFERENCES "?\w+"? ?\([^)]*\))( DEFERRABLE INITIALLY DEFERRED)?'
)


def upgrade() -> None:
    """Make the change."""
    refuse_rows()
    op.drop_table("dictionary")
    op.create_table(
        "dictionary",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("position", WHOLE_NUMBER, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("refers_to", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "column_name", name=op.f("pk_dictionary")),
        sqlite_strict=True,
    )
    # Last, so that the keys of all that is made above are among them.
    set_keys(lambda _name: True)


def downgrade() -> None:
    """Take the change back."""
    refuse_rows()
    set_keys(lambda name: name == DEFERRED_BEFORE)
    op.drop_table("dictionary")
    op.create_table(
        "dictionary",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("position", WHOLE_NUMBER, nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "column_name", name=op.f("pk_dictionary")),
        sqlite_strict=True,
    )


def refuse_rows() -> None:
    """Raise CommandError if a table holds rows: this revision makes tables again, and would lose them."""
    connection = op.get_bind()
    quote = connection.dialect.identifier_preparer.quote
    names = [name for name in sa.inspect(connection).get_table_names() if name != "alembic_version"]
    filled = " UNION ALL ".join(f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in names)
    if connection.exec_driver_sql(filled).first():
        raise CommandError("cannot migrate a database that holds rows: build it again with 'azmil load'")


def set_keys(is_deferred: Callable[[str], bool]) -> None:
    """Let each foreign key be checked when a transaction ends if ``is_deferred`` holds for its name, else at once."""
    if op.get_bind().dialect.name == "sqlite":
        set_keys_on_sqlite(is_deferred)
        return
    for (_, table), keys in sa.inspect(op.get_bind()).get_multi_foreign_keys().items():
        for key in keys:
            when = "DEFERRABLE INITIALLY DEFERRED" if is_deferred(str(key["name"])) else "NOT DEFERRABLE"
            op.execute(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key["name"]}" {when}')


def set_keys_on_sqlite(is_deferred: Callable[[str], bool]) -> None:
    """Recreate each table that has foreign keys, and its indexes, from their own SQL, since SQLite alters no key.

    All else in the SQL stays as it is. Foreign keys must be off, as they are by default.
    """
    connection = op.get_bind()

    def changed(key: re.Match[str]) -> str:
        return f"{key[1]} DEFERRABLE INITIALLY DEFERRED" if is_deferred(key[2]) else key[1]

    tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%FOREIGN KEY%' ORDER BY rowid"
    indexes = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY rowid"
    for name, sql in connection.exec_driver_sql(tables).all():
        made_with_it = connection.exec_driver_sql(indexes, (name,)).scalars().all()
        for statement in (f'DROP TABLE "{name}"', KEY.sub(changed, sql), *made_with_it):
            connection.exec_driver_sql(statement)
