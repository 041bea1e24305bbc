"""The corrected model: observed states, attribution apart from modality, parts, uncited things, retired ids, symbols.

Foreign keys are checked at the end of a transaction, and the data dictionary has types and references.

Revision: 0002
Follows: 0001
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

    from alembic.operations import BatchOperations

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


class AnyNumber(sa.types.UserDefinedType[float]):
    """A column of a strict SQLite table that keeps whole numbers whole and stores others as floating point."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        """Return the type in SQL."""
        return "ANY"


WHOLE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DECIMAL = sa.Numeric(asdecimal=False).with_variant(AnyNumber(), "sqlite")
DECIMALS = {"measures": ("value", "value_lowest", "value_highest")}  # columns that need not be whole any more
STRICT = {"sqlite_strict": True}
ALONE = {"resolve_fks": False}  # do not read the referenced tables
DEFERRED_BEFORE = "fk_records_lead_citation"
# A foreign key in the SQL of a SQLite table: its text, its name, and when it is checked.
KEY = re.compile(
    r'(CONSTRAINT (\w+) FOREIGN KEY ?\([^)]*\) REFERENCES "?\w+"? ?\([^)]*\))( DEFERRABLE INITIALLY DEFERRED)?'
)


# Added columns, all nullable: name, type, and the referenced table, if any.
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "records": (("not_before", ""), ("not_after", ""), ("drafted_by", "")),
    "evidence": (("known_until", ""), ("hedge", ""), ("same_event_as", "records.id")),
    "sources": tuple(
        (name, "")
        for name in (
            "publisher", "date", "url", "archived_url", "retrieved", "latest_url", "licence", "covers_from",
            "covers_until", "default_in",
        )
    ),
    "sections": (("covers_from", ""), ("covers_until", "")),
    "agreements": (("body_id", "parties.id"),),
    "transfers": (("maker_id", "parties.id"),),
    "measures": (("counterpart_id", "parties.id"), ("counterpart_role", "participant_roles.code")),
    "statements": (("actor_id", "parties.id"),),
    "equipment_categories": (("parent", "equipment_categories.code"),),
    "branches": (("symbol", "symbols.code"),),
    "organization_kinds": (("symbol", "symbols.code"),),
    "units": (("symbol", "symbols.code"),),
    "echelons": (("app6", ""),),
}  # fmt: skip
# Added flags, with the default 0 until a load fills them.
FLAGS = {
    "records": ("observed",),
    "evidence": ("is_in_tension", "is_doubtful"),
    "sources": ("is_reach_inferred",),
    "passages": ("proposed",),
    "measure_units": ("counted",),
    "names": ("is_claim",),
}
TEXTS = {"sources": ("split",)}  # added texts that cannot be null
NUMBERS = {"passages": ("page",)}  # added whole numbers that may be null
INDEXED = ("body_id", "maker_id", "counterpart_id", "counterpart_role", "actor_id")
# Columns that become nullable, since a thing may be uncited: name and type.
OPTIONAL = {
    "records": (("lead_citation", WHOLE_NUMBER),),
    "evidence": (("lines", sa.Text()), ("first_line", WHOLE_NUMBER)),
}
THINGS = "'unit', 'organization', 'person', 'post', 'place', 'facility', 'equipment', 'agreement'"
# Check constraints before and after.
RULES_BEFORE = {
    "records": {
        "lead_citation": "lead_citation = 1",
        "days": "earliest_start <= latest_start AND earliest_end <= latest_end AND earliest_start <= latest_end",
    },
    "evidence": {"counts": "0 < wordings AND wordings <= witnesses"},
}
RULES = {
    "records": {
        "lead_citation": f"COALESCE(lead_citation, 0) = 1 OR (lead_citation IS NULL AND kind IN ({THINGS}))",
        "start": "earliest_start <= latest_start AND earliest_start <= earliest_end",
        "end": "earliest_end <= latest_end AND latest_start <= latest_end",
        "observed": "observed IN (0, 1) AND (observed = 0 OR date IS NOT NULL)",
    },
    "measure_units": {"counted": "counted IN (0, 1)"},
    "names": {"is_claim": "is_claim IN (0, 1)"},
    "evidence": {
        "is_in_tension": "is_in_tension IN (0, 1)",
        "is_doubtful": "is_doubtful IN (0, 1)",
        "counts": "(witnesses = 0 AND wordings = 0 AND first_line IS NULL) "
        "OR (0 < wordings AND wordings <= witnesses AND first_line IS NOT NULL)",
    },
    "sources": {"is_reach_inferred": "is_reach_inferred IN (0, 1)", "split": "split IN ('lines', 'sentences')"},
    "passages": {
        "proposed": "proposed IN (0, 1) AND (proposed = 0 OR verdict = 'nothing')",
        "page": "page > 0",
    },
    "measures": {"counterpart": "(counterpart_id IS NULL) = (counterpart_role IS NULL)"},
    "echelons": {"app6": "length(app6) = 2"},
}
NAMES = "ix_names_of_things"
PAIRS = {"concerns": ("remark_id", "thing_id"), "parts": ("whole_id", "part_id")}


def upgrade() -> None:
    """Apply the revision."""
    refuse_rows()
    make_dictionary(sa.Column("type", sa.Text(), nullable=False), sa.Column("refers_to", sa.Text(), nullable=False))
    op.create_table(
        "symbols",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", WHOLE_NUMBER, nullable=False),
        sa.Column("app6", sa.Text(), nullable=False),
        sa.CheckConstraint("length(app6) = 12", name=op.f("ck_symbols_app6")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_symbols")),
        **STRICT,
    )
    for table in sorted({*COLUMNS, *FLAGS}):
        with op.batch_alter_table(table, table_kwargs=STRICT, reflect_kwargs=ALONE) as batch:
            for name in RULES_BEFORE.get(table, {}):
                batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            for name, target in COLUMNS.get(table, ()):
                batch.add_column(sa.Column(name, sa.Text(), nullable=True))
                if target:
                    wanted, key = target.split(".")
                    batch.create_foreign_key(op.f(f"fk_{table}_{name}"), wanted, [name], [key])
            for column in plain_columns(table):
                batch.add_column(column)
            for name, type_ in OPTIONAL.get(table, ()):
                batch.alter_column(name, existing_type=type_, nullable=True)
            set_type(batch, table, WHOLE_NUMBER, DECIMAL)
            for name, rule in RULES.get(table, {}).items():
                batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)
        for name in indexed(table):
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name])
    of_things = sa.text("is_claim = 0")
    op.create_index(NAMES, "names", ["squeezed"], sqlite_where=of_things, postgresql_where=of_things)
    for table, (one, other) in PAIRS.items():
        op.create_table(
            table,
            sa.Column(one, sa.Text(), nullable=False),
            sa.Column(other, sa.Text(), nullable=False),
            sa.ForeignKeyConstraint([one], ["records.id"], name=op.f(f"fk_{table}_{one}")),
            sa.ForeignKeyConstraint([other], ["records.id"], name=op.f(f"fk_{table}_{other}")),
            sa.PrimaryKeyConstraint(one, other, name=op.f(f"pk_{table}")),
            **STRICT,
        )
        op.create_index(op.f(f"ix_{table}_{other}"), table, [other])
    op.create_table(
        "retired_ids",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("now", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("now <> id", name=op.f("ck_retired_ids_now")),
        sa.ForeignKeyConstraint(["now"], ["records.id"], name=op.f("fk_retired_ids_now")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retired_ids")),
        **STRICT,
    )
    op.create_table(
        "retired_words",
        sa.Column("vocabulary", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("instead", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("vocabulary", "word", name=op.f("pk_retired_words")),
        **STRICT,
    )
    op.create_table(
        "edition_changes",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("earlier_lines", sa.Text(), nullable=True),
        sa.Column("later_lines", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "change IN ('same', 'moved', 'changed', 'lost', 'choose', 'added')",
            name=op.f("ck_edition_changes_change"),
        ),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_edition_changes_record_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_edition_changes_source_id")),
        sa.PrimaryKeyConstraint("record_id", "edition", "change", name=op.f("pk_edition_changes")),
        **STRICT,
    )
    op.create_index(op.f("ix_edition_changes_source_id"), "edition_changes", ["source_id"])
    op.create_index("ix_edition_changes_change", "edition_changes", ["change"])
    # Last, to include the keys of the tables created above.
    set_keys(lambda _name: True)


def downgrade() -> None:
    """Revert the revision."""
    refuse_rows()
    for table in ("edition_changes", "retired_words", "retired_ids", *PAIRS):
        op.drop_table(table)
    op.drop_index(NAMES, "names")
    for table in sorted({*COLUMNS, *FLAGS}):
        for name in indexed(table):
            op.drop_index(op.f(f"ix_{table}_{name}"), table)
        with op.batch_alter_table(table, table_kwargs=STRICT, reflect_kwargs=ALONE) as batch:
            for name in RULES.get(table, {}):
                batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            for name, target in COLUMNS.get(table, ()):
                if target:
                    batch.drop_constraint(op.f(f"fk_{table}_{name}"), type_="foreignkey")
                batch.drop_column(name)
            for name in (*FLAGS.get(table, ()), *TEXTS.get(table, ()), *NUMBERS.get(table, ())):
                batch.drop_column(name)
            for name, type_ in OPTIONAL.get(table, ()):
                batch.alter_column(name, existing_type=type_, nullable=False)
            set_type(batch, table, DECIMAL, WHOLE_NUMBER)
            for name, rule in RULES_BEFORE.get(table, {}).items():
                batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)
    op.drop_table("symbols")
    make_dictionary()
    set_keys(lambda name: name == DEFERRED_BEFORE)


def set_type(batch: BatchOperations, table: str, old: sa.types.TypeEngine[Any], new: sa.types.TypeEngine[Any]) -> None:
    """Change the type of the columns of a table that need not be whole, or had to be."""
    for name in DECIMALS.get(table, ()):
        batch.alter_column(name, existing_type=old, type_=new)


def plain_columns(table: str) -> list[sa.Column[Any]]:
    """Return the added columns of a table that refer to no other table: flags, texts and numbers."""
    flags: list[sa.Column[Any]] = [sa.Column(name, sa.Integer(), nullable=False) for name in FLAGS.get(table, ())]
    texts = [sa.Column(name, sa.Text(), nullable=False) for name in TEXTS.get(table, ())]
    numbers = [sa.Column(name, WHOLE_NUMBER, nullable=True) for name in NUMBERS.get(table, ())]
    return [*flags, *texts, *numbers]


def indexed(table: str) -> list[str]:
    """Return the added columns of a table that need an index."""
    return [name for name, _ in COLUMNS.get(table, ()) if name in INDEXED]


def make_dictionary(*more: sa.Column[str]) -> None:
    """Recreate the table of meanings, with more columns before the last."""
    op.drop_table("dictionary")
    op.create_table(
        "dictionary",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("position", WHOLE_NUMBER, nullable=False),
        *more,
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "column_name", name=op.f("pk_dictionary")),
        **STRICT,
    )


def refuse_rows() -> None:
    """Raise CommandError if a table contains rows, which would be lost when this revision recreates it."""
    connection = op.get_bind()
    quote = connection.dialect.identifier_preparer.quote
    names = [name for name in sa.inspect(connection).get_table_names() if name != "alembic_version"]
    filled = " UNION ALL ".join(f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in names)
    if connection.exec_driver_sql(filled).first():
        raise CommandError("cannot migrate a database that contains rows: rebuild it with 'azmil load'")


def set_keys(is_deferred: Callable[[str], bool]) -> None:
    """Defer each foreign key if ``is_deferred`` returns true for its name; make the others immediate."""
    if op.get_bind().dialect.name == "sqlite":
        set_keys_on_sqlite(is_deferred)
        return
    for (_, table), keys in sa.inspect(op.get_bind()).get_multi_foreign_keys().items():
        for key in keys:
            when = "DEFERRABLE INITIALLY DEFERRED" if is_deferred(str(key["name"])) else "NOT DEFERRABLE"
            op.execute(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key["name"]}" {when}')


def set_keys_on_sqlite(is_deferred: Callable[[str], bool]) -> None:
    """Recreate each table with foreign keys, and its indexes, from their SQL, since SQLite cannot alter keys.

    The rest of the SQL is unchanged. Foreign keys must be off, as they are by default.
    """
    connection = op.get_bind()

    def changed(key: re.Match[str]) -> str:
        return f"{key[1]} DEFERRABLE INITIALLY DEFERRED" if is_deferred(key[2]) else key[1]

    tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%FOREIGN KEY%' ORDER BY rowid"
    indexes = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY rowid"
    for name, sql in connection.exec_driver_sql(tables).all():
        index_statements = connection.exec_driver_sql(indexes, (name,)).scalars().all()
        for statement in (f'DROP TABLE "{name}"', KEY.sub(changed, sql), *index_statements):
            connection.exec_driver_sql(statement)
