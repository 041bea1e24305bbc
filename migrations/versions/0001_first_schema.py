"""The first schema: sources, records, things, claims and vocabularies.

Revision: 0001
Follows: nothing
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "about",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_about")),
        sqlite_strict=True,
    )
    op.create_table(
        "actions",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_actions")),
        sqlite_strict=True,
    )
    op.create_table(
        "agreement_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_agreement_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "alias_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_alias_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "branches",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_branches")),
        sqlite_strict=True,
    )
    op.create_table(
        "citation_roles",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_citation_roles")),
        sqlite_strict=True,
    )
    op.create_table(
        "conflict_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_conflict_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "conflict_states",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_conflict_states")),
        sqlite_strict=True,
    )
    op.create_table(
        "cooperation_fields",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_cooperation_fields")),
        sqlite_strict=True,
    )
    op.create_table(
        "deployment_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_deployment_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "dictionary",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "column_name", name=op.f("pk_dictionary")),
        sqlite_strict=True,
    )
    op.create_table(
        "echelons",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_echelons")),
        sqlite_strict=True,
    )
    op.create_table(
        "equipment_categories",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_equipment_categories")),
        sqlite_strict=True,
    )
    op.create_table(
        "event_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_event_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "facility_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_facility_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "gap_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_gap_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "measure_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_measure_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "measure_units",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_measure_units")),
        sqlite_strict=True,
    )
    op.create_table(
        "modalities",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_modalities")),
        sqlite_strict=True,
    )
    op.create_table(
        "organization_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_organization_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "participant_roles",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_participant_roles")),
        sqlite_strict=True,
    )
    op.create_table(
        "place_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_place_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "qualifiers",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_qualifiers")),
        sqlite_strict=True,
    )
    op.create_table(
        "ranks",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_ranks")),
        sqlite_strict=True,
    )
    op.create_table(
        "record_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("is_claim", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_claim IN (0, 1)", name=op.f("ck_record_kinds_is_claim")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_record_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "relations",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_upward", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_upward IN (0, 1)", name=op.f("ck_relations_is_upward")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_relations")),
        sqlite_strict=True,
    )
    op.create_table(
        "reliabilities",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reliabilities")),
        sqlite_strict=True,
    )
    op.create_table(
        "source_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_source_kinds")),
        sqlite_strict=True,
    )
    op.create_table(
        "standings",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_standings")),
        sqlite_strict=True,
    )
    op.create_table(
        "topics",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_topics")),
        sqlite_strict=True,
    )
    op.create_table(
        "transfer_means",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_transfer_means")),
        sqlite_strict=True,
    )
    op.create_table(
        "transfer_statuses",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_transfer_statuses")),
        sqlite_strict=True,
    )
    op.create_table(
        "verdicts",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_verdicts")),
        sqlite_strict=True,
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("article", sa.Text(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("attribution_id", sa.Text(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("standing_reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_wording", sa.Text(), nullable=True),
        sa.Column("earliest_start", sa.Text(), nullable=True),
        sa.Column("latest_start", sa.Text(), nullable=True),
        sa.Column("earliest_end", sa.Text(), nullable=True),
        sa.Column("latest_end", sa.Text(), nullable=True),
        sa.Column("lead_citation", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seed_file", sa.Text(), nullable=False),
        sa.Column("seed_line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("id <> '' AND id = lower(id) AND length(id) <= 80", name=op.f("ck_records_id")),
        sa.CheckConstraint("sentence <> ''", name=op.f("ck_records_sentence")),
        sa.CheckConstraint("standing = 'stands' OR standing_reason IS NOT NULL", name=op.f("ck_records_standing")),
        sa.CheckConstraint("(date IS NULL) = (earliest_start IS NULL)", name=op.f("ck_records_dated")),
        sa.CheckConstraint(
            "earliest_start <= latest_start AND earliest_end <= latest_end AND earliest_start <= latest_end",
            name=op.f("ck_records_days"),
        ),
        sa.CheckConstraint("lead_citation = 1", name=op.f("ck_records_lead_citation")),
        sa.ForeignKeyConstraint(
            ["attribution_id"], ["parties.id"], name=op.f("fk_records_attribution_id"), use_alter=True
        ),
        sa.ForeignKeyConstraint(
            ["id", "lead_citation"],
            ["citations.record_id", "citations.ordinal"],
            name="fk_records_lead_citation",
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(["kind"], ["record_kinds.code"], name=op.f("fk_records_kind")),
        sa.ForeignKeyConstraint(["modality"], ["modalities.code"], name=op.f("fk_records_modality")),
        sa.ForeignKeyConstraint(["standing"], ["standings.code"], name=op.f("fk_records_standing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_records_attribution_id"), ["attribution_id"], unique=False)
        batch_op.create_index("ix_records_earliest_start", ["earliest_start"], unique=False)
        batch_op.create_index(batch_op.f("ix_records_kind"), ["kind"], unique=False)
        batch_op.create_index("ix_records_latest_end", ["latest_end"], unique=False)
        batch_op.create_index("ix_records_latest_start", ["latest_start"], unique=False)
        batch_op.create_index(batch_op.f("ix_records_modality"), ["modality"], unique=False)
        batch_op.create_index(batch_op.f("ix_records_standing"), ["standing"], unique=False)

    op.create_table(
        "sources",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("line_count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reliability", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_sources_sha256")),
        sa.CheckConstraint("line_count > 0", name=op.f("ck_sources_line_count")),
        sa.ForeignKeyConstraint(["kind"], ["source_kinds.code"], name=op.f("fk_sources_kind")),
        sa.ForeignKeyConstraint(["reliability"], ["reliabilities.code"], name=op.f("fk_sources_reliability")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sources_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_sources_reliability"), ["reliability"], unique=False)

    op.create_table(
        "agreements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agreement_kind", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_kind"], ["agreement_kinds.code"], name=op.f("fk_agreements_agreement_kind")
        ),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_agreements_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["agreements.id"], name=op.f("fk_agreements_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreements_agreement_kind"), ["agreement_kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreements_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "aliases",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["kind"], ["alias_kinds.code"], name=op.f("fk_aliases_kind")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_aliases_record_id")),
        sa.PrimaryKeyConstraint("record_id", "name", name=op.f("pk_aliases")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("aliases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aliases_kind"), ["kind"], unique=False)

    op.create_table(
        "conflicts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("conflict_kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("state = 'open' OR reason IS NOT NULL", name=op.f("ck_conflicts_reason")),
        sa.ForeignKeyConstraint(["conflict_kind"], ["conflict_kinds.code"], name=op.f("fk_conflicts_conflict_kind")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_conflicts_id")),
        sa.ForeignKeyConstraint(["state"], ["conflict_states.code"], name=op.f("fk_conflicts_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflicts_conflict_kind"), ["conflict_kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflicts_state"), ["state"], unique=False)

    op.create_table(
        "equipment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("is_aggregate", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_aggregate IN (0, 1)", name=op.f("ck_equipment_is_aggregate")),
        sa.ForeignKeyConstraint(["category"], ["equipment_categories.code"], name=op.f("fk_equipment_category")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_equipment_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["equipment.id"], name=op.f("fk_equipment_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("equipment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_equipment_category"), ["category"], unique=False)
        batch_op.create_index(batch_op.f("ix_equipment_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("first_line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("witnesses", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("wordings", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_disputed", sa.Integer(), nullable=False),
        sa.CheckConstraint("0 < wordings AND wordings <= witnesses", name=op.f("ck_evidence_counts")),
        sa.CheckConstraint("is_disputed IN (0, 1)", name=op.f("ck_evidence_is_disputed")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_evidence_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_evidence")),
        sqlite_strict=True,
    )
    op.create_table(
        "gaps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("gap_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("expects", sa.Text(), nullable=True),
        sa.Column("expected", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("after_words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["expects"], ["record_kinds.code"], name=op.f("fk_gaps_expects")),
        sa.ForeignKeyConstraint(["gap_kind"], ["gap_kinds.code"], name=op.f("fk_gaps_gap_kind")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_gaps_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["records.id"], name=op.f("fk_gaps_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gaps")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gaps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gaps_expects"), ["expects"], unique=False)
        batch_op.create_index(batch_op.f("ix_gaps_gap_kind"), ["gap_kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_gaps_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "measures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("measure_kind", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("value_lowest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("value_highest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("value_qualifier", sa.Text(), nullable=False),
        sa.Column("value_said", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_measures_id")),
        sa.ForeignKeyConstraint(["measure_kind"], ["measure_kinds.code"], name=op.f("fk_measures_measure_kind")),
        sa.ForeignKeyConstraint(["subject_id"], ["records.id"], name=op.f("fk_measures_subject_id")),
        sa.ForeignKeyConstraint(["unit"], ["measure_units.code"], name=op.f("fk_measures_unit")),
        sa.ForeignKeyConstraint(["value_qualifier"], ["qualifiers.code"], name=op.f("fk_measures_value_qualifier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measures_measure_kind"), ["measure_kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_measures_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measures_unit"), ["unit"], unique=False)

    op.create_table(
        "misprints",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("meant", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_outside_knowledge", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_outside_knowledge IN (0, 1)", name=op.f("ck_misprints_is_outside_knowledge")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_misprints_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["records.id"], name=op.f("fk_misprints_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misprints")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("misprints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_misprints_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "names",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("squeezed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_names_record_id")),
        sa.PrimaryKeyConstraint("record_id", "name", name=op.f("pk_names")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("names", schema=None) as batch_op:
        batch_op.create_index("ix_names_squeezed", ["squeezed"], unique=False)

    op.create_table(
        "parties",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=True),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("country_id", sa.Text(), nullable=True),
        sa.Column("is_placeholder", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_placeholder IN (0, 1)", name=op.f("ck_parties_is_placeholder")),
        sa.ForeignKeyConstraint(["branch"], ["branches.code"], name=op.f("fk_parties_branch")),
        sa.ForeignKeyConstraint(["country_id"], ["parties.id"], name=op.f("fk_parties_country_id")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_parties_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parties_branch"), ["branch"], unique=False)
        batch_op.create_index(batch_op.f("ix_parties_country_id"), ["country_id"], unique=False)

    op.create_table(
        "places",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("place_kind", sa.Text(), nullable=False),
        sa.Column("within_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_places_id")),
        sa.ForeignKeyConstraint(["place_kind"], ["place_kinds.code"], name=op.f("fk_places_place_kind")),
        sa.ForeignKeyConstraint(["within_id"], ["places.id"], name=op.f("fk_places_within_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_place_kind"), ["place_kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_within_id"), ["within_id"], unique=False)

    op.create_table(
        "sections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_inferred", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("first_line <= last_line", name=op.f("ck_sections_order")),
        sa.CheckConstraint("is_inferred IN (0, 1)", name=op.f("ck_sections_is_inferred")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_sections_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sections")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sections_source_id"), ["source_id"], unique=False)

    op.create_table(
        "statements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_statements_id")),
        sa.ForeignKeyConstraint(["object_id"], ["records.id"], name=op.f("fk_statements_object_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["records.id"], name=op.f("fk_statements_subject_id")),
        sa.ForeignKeyConstraint(["topic"], ["topics.code"], name=op.f("fk_statements_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statements_object_id"), ["object_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_topic"), ["topic"], unique=False)

    op.create_table(
        "conflict_sides",
        sa.Column("conflict_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["records.id"], name=op.f("fk_conflict_sides_claim_id")),
        sa.ForeignKeyConstraint(["conflict_id"], ["conflicts.id"], name=op.f("fk_conflict_sides_conflict_id")),
        sa.PrimaryKeyConstraint("conflict_id", "claim_id", name=op.f("pk_conflict_sides")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("conflict_sides", schema=None) as batch_op:
        batch_op.create_index("ix_conflict_sides_claim_id", ["claim_id"], unique=False)

    op.create_table(
        "cooperation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("agreement_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_cooperation_agreement_id")),
        sa.ForeignKeyConstraint(["field"], ["cooperation_fields.code"], name=op.f("fk_cooperation_field")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_cooperation_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["parties.id"], name=op.f("fk_cooperation_partner_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_cooperation_party_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["records.id"], name=op.f("fk_cooperation_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("cooperation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cooperation_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cooperation_field"), ["field"], unique=False)
        batch_op.create_index(batch_op.f("ix_cooperation_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cooperation_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cooperation_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event_kind", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("agreement_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_events_agreement_id")),
        sa.ForeignKeyConstraint(["event_kind"], ["event_kinds.code"], name=op.f("fk_events_event_kind")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_events_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_events_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_event_kind"), ["event_kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_place_id"), ["place_id"], unique=False)

    op.create_table(
        "facilities",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("facility_kind", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["facility_kind"], ["facility_kinds.code"], name=op.f("fk_facilities_facility_kind")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_facilities_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_facilities_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilities")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("facilities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facilities_facility_kind"), ["facility_kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_facilities_place_id"), ["place_id"], unique=False)

    op.create_table(
        "holdings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("equipment_id", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("count_lowest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("count_highest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("count_qualifier", sa.Text(), nullable=False),
        sa.Column("count_said", sa.Text(), nullable=True),
        sa.Column("part_of_id", sa.Text(), nullable=True),
        sa.CheckConstraint("count >= 0 AND count_lowest >= 0", name=op.f("ck_holdings_count")),
        sa.ForeignKeyConstraint(["count_qualifier"], ["qualifiers.code"], name=op.f("fk_holdings_count_qualifier")),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_holdings_equipment_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["parties.id"], name=op.f("fk_holdings_holder_id")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_holdings_id")),
        sa.ForeignKeyConstraint(["part_of_id"], ["holdings.id"], name=op.f("fk_holdings_part_of_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holdings")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("holdings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holdings_equipment_id"), ["equipment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_holdings_holder_id"), ["holder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_holdings_part_of_id"), ["part_of_id"], unique=False)

    op.create_table(
        "limits",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("equipment_id", sa.Text(), nullable=False),
        sa.Column("maximum", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("maximum >= 0", name=op.f("ck_limits_maximum")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_limits_agreement_id")),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_limits_equipment_id")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_limits_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_limits_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limits")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("limits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_limits_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_limits_equipment_id"), ["equipment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_limits_party_id"), ["party_id"], unique=False)

    op.create_table(
        "organizations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organization_kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["parties.id"], name=op.f("fk_organizations_id")),
        sa.ForeignKeyConstraint(
            ["organization_kind"], ["organization_kinds.code"], name=op.f("fk_organizations_organization_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organizations_organization_kind"), ["organization_kind"], unique=False)

    op.create_table(
        "passages",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section_id", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("first_same_line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.CheckConstraint("verdict <> 'nothing' OR reason IS NOT NULL", name=op.f("ck_passages_reason")),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name=op.f("fk_passages_section_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_passages_source_id")),
        sa.ForeignKeyConstraint(["verdict"], ["verdicts.code"], name=op.f("fk_passages_verdict")),
        sa.PrimaryKeyConstraint("source_id", "line", name=op.f("pk_passages")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("passages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passages_section_id"), ["section_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passages_verdict"), ["verdict"], unique=False)

    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["parties.id"], name=op.f("fk_people_id")),
        sa.ForeignKeyConstraint(["rank"], ["ranks.code"], name=op.f("fk_people_rank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_rank"), ["rank"], unique=False)

    op.create_table(
        "posts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_posts_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["parties.id"], name=op.f("fk_posts_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posts_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "productions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("maker_id", sa.Text(), nullable=False),
        sa.Column("equipment_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_productions_equipment_id")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_productions_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["parties.id"], name=op.f("fk_productions_maker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_productions")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("productions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_productions_equipment_id"), ["equipment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_productions_maker_id"), ["maker_id"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("to_section_id", sa.Text(), nullable=False),
        sa.Column("from_section_id", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.CheckConstraint("change IN ('kept', 'reworded', 'dropped', 'added')", name=op.f("ck_revisions_change")),
        sa.ForeignKeyConstraint(["claim_id"], ["records.id"], name=op.f("fk_revisions_claim_id")),
        sa.ForeignKeyConstraint(["from_section_id"], ["sections.id"], name=op.f("fk_revisions_from_section_id")),
        sa.ForeignKeyConstraint(["to_section_id"], ["sections.id"], name=op.f("fk_revisions_to_section_id")),
        sa.PrimaryKeyConstraint("claim_id", "to_section_id", name=op.f("pk_revisions")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index("ix_revisions_change", ["change"], unique=False)

    op.create_table(
        "transfers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("supplier_id", sa.Text(), nullable=True),
        sa.Column("recipient_id", sa.Text(), nullable=False),
        sa.Column("equipment_id", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("count_lowest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("count_highest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("count_qualifier", sa.Text(), nullable=False),
        sa.Column("count_said", sa.Text(), nullable=True),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("same_as_id", sa.Text(), nullable=True),
        sa.Column("order_date", sa.Text(), nullable=True),
        sa.Column("delivery_date", sa.Text(), nullable=True),
        sa.CheckConstraint("count >= 0 AND count_lowest >= 0", name=op.f("ck_transfers_count")),
        sa.ForeignKeyConstraint(["count_qualifier"], ["qualifiers.code"], name=op.f("fk_transfers_count_qualifier")),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_transfers_equipment_id")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_transfers_id")),
        sa.ForeignKeyConstraint(["means"], ["transfer_means.code"], name=op.f("fk_transfers_means")),
        sa.ForeignKeyConstraint(["recipient_id"], ["parties.id"], name=op.f("fk_transfers_recipient_id")),
        sa.ForeignKeyConstraint(["same_as_id"], ["transfers.id"], name=op.f("fk_transfers_same_as_id")),
        sa.ForeignKeyConstraint(["status"], ["transfer_statuses.code"], name=op.f("fk_transfers_status")),
        sa.ForeignKeyConstraint(["supplier_id"], ["parties.id"], name=op.f("fk_transfers_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfers_equipment_id"), ["equipment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfers_means"), ["means"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfers_recipient_id"), ["recipient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfers_same_as_id"), ["same_as_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfers_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfers_supplier_id"), ["supplier_id"], unique=False)

    op.create_table(
        "unit_relations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_unit_relations_id")),
        sa.ForeignKeyConstraint(["object_id"], ["parties.id"], name=op.f("fk_unit_relations_object_id")),
        sa.ForeignKeyConstraint(["relation"], ["relations.code"], name=op.f("fk_unit_relations_relation")),
        sa.ForeignKeyConstraint(["subject_id"], ["parties.id"], name=op.f("fk_unit_relations_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_relations")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("unit_relations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_relations_object_id"), ["object_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_relations_relation"), ["relation"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_relations_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "units",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("echelon", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["echelon"], ["echelons.code"], name=op.f("fk_units_echelon")),
        sa.ForeignKeyConstraint(["id"], ["parties.id"], name=op.f("fk_units_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_units_echelon"), ["echelon"], unique=False)

    op.create_table(
        "agreement_actions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["action"], ["actions.code"], name=op.f("fk_agreement_actions_action")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_agreement_actions_agreement_id")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_agreement_actions_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_agreement_actions_party_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_agreement_actions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_actions")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("agreement_actions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_actions_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_actions_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_actions_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_actions_person_id"), ["person_id"], unique=False)

    op.create_table(
        "appointments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_appointments_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_appointments_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_appointments_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointments_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointments_post_id"), ["post_id"], unique=False)

    op.create_table(
        "citations",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("first_line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("first_line <= last_line", name=op.f("ck_citations_order")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_citations_record_id")),
        sa.ForeignKeyConstraint(["role"], ["citation_roles.code"], name=op.f("fk_citations_role")),
        sa.ForeignKeyConstraint(
            ["source_id", "first_line"], ["passages.source_id", "passages.line"], name="fk_citations_first_line"
        ),
        sa.ForeignKeyConstraint(
            ["source_id", "last_line"], ["passages.source_id", "passages.line"], name="fk_citations_last_line"
        ),
        sa.PrimaryKeyConstraint("record_id", "ordinal", name=op.f("pk_citations")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("citations", schema=None) as batch_op:
        batch_op.create_index("ix_citations_lines", ["source_id", "first_line", "last_line"], unique=False)
        batch_op.create_index(batch_op.f("ix_citations_role"), ["role"], unique=False)

    op.create_table(
        "deployments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=True),
        sa.Column("equipment_id", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("facility_id", sa.Text(), nullable=True),
        sa.Column("deployment_kind", sa.Text(), nullable=False),
        sa.Column("strength", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("strength_lowest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("strength_highest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("strength_qualifier", sa.Text(), nullable=True),
        sa.Column("strength_said", sa.Text(), nullable=True),
        sa.CheckConstraint("party_id IS NOT NULL OR equipment_id IS NOT NULL", name=op.f("ck_deployments_subject")),
        sa.CheckConstraint("place_id IS NOT NULL OR facility_id IS NOT NULL", name=op.f("ck_deployments_location")),
        sa.CheckConstraint("strength >= 0 AND strength_lowest >= 0", name=op.f("ck_deployments_strength")),
        sa.ForeignKeyConstraint(
            ["deployment_kind"], ["deployment_kinds.code"], name=op.f("fk_deployments_deployment_kind")
        ),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_deployments_equipment_id")),
        sa.ForeignKeyConstraint(["facility_id"], ["facilities.id"], name=op.f("fk_deployments_facility_id")),
        sa.ForeignKeyConstraint(["id"], ["records.id"], name=op.f("fk_deployments_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_deployments_party_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_deployments_place_id")),
        sa.ForeignKeyConstraint(
            ["strength_qualifier"], ["qualifiers.code"], name=op.f("fk_deployments_strength_qualifier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployments")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("deployments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deployments_deployment_kind"), ["deployment_kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployments_equipment_id"), ["equipment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployments_facility_id"), ["facility_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployments_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployments_place_id"), ["place_id"], unique=False)

    op.create_table(
        "participants",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("strength", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("strength_lowest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("strength_highest", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("strength_qualifier", sa.Text(), nullable=True),
        sa.Column("strength_said", sa.Text(), nullable=True),
        sa.CheckConstraint("strength >= 0 AND strength_lowest >= 0", name=op.f("ck_participants_strength")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_participants_event_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_participants_party_id")),
        sa.ForeignKeyConstraint(["role"], ["participant_roles.code"], name=op.f("fk_participants_role")),
        sa.ForeignKeyConstraint(
            ["strength_qualifier"], ["qualifiers.code"], name=op.f("fk_participants_strength_qualifier")
        ),
        sa.PrimaryKeyConstraint("event_id", "party_id", name=op.f("pk_participants")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.create_index("ix_participants_party_id", ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_role"), ["role"], unique=False)

    # These tables refer to each other. SQLite accepts keys to tables that do not exist yet; for other databases, these
    # two keys are added afterwards.
    if op.get_bind().dialect.supports_alter:
        op.create_foreign_key("fk_records_attribution_id", "records", "parties", ["attribution_id"], ["id"])
        op.create_foreign_key(
            "fk_records_lead_citation",
            "records",
            "citations",
            ["id", "lead_citation"],
            ["record_id", "ordinal"],
            deferrable=True,
            initially="DEFERRED",
        )


def downgrade() -> None:
    """Revert the revision."""
    if op.get_bind().dialect.supports_alter:
        op.drop_constraint("fk_records_lead_citation", "records")
        op.drop_constraint("fk_records_attribution_id", "records")
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participants_role"))
        batch_op.drop_index("ix_participants_party_id")

    op.drop_table("participants")
    with op.batch_alter_table("deployments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deployments_place_id"))
        batch_op.drop_index(batch_op.f("ix_deployments_party_id"))
        batch_op.drop_index(batch_op.f("ix_deployments_facility_id"))
        batch_op.drop_index(batch_op.f("ix_deployments_equipment_id"))
        batch_op.drop_index(batch_op.f("ix_deployments_deployment_kind"))

    op.drop_table("deployments")
    with op.batch_alter_table("citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_citations_role"))
        batch_op.drop_index("ix_citations_lines")

    op.drop_table("citations")
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointments_post_id"))
        batch_op.drop_index(batch_op.f("ix_appointments_person_id"))

    op.drop_table("appointments")
    with op.batch_alter_table("agreement_actions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_actions_person_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_actions_party_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_actions_agreement_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_actions_action"))

    op.drop_table("agreement_actions")
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_units_echelon"))

    op.drop_table("units")
    with op.batch_alter_table("unit_relations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_relations_subject_id"))
        batch_op.drop_index(batch_op.f("ix_unit_relations_relation"))
        batch_op.drop_index(batch_op.f("ix_unit_relations_object_id"))

    op.drop_table("unit_relations")
    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_transfers_supplier_id"))
        batch_op.drop_index(batch_op.f("ix_transfers_status"))
        batch_op.drop_index(batch_op.f("ix_transfers_same_as_id"))
        batch_op.drop_index(batch_op.f("ix_transfers_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_transfers_means"))
        batch_op.drop_index(batch_op.f("ix_transfers_equipment_id"))

    op.drop_table("transfers")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_index("ix_revisions_change")

    op.drop_table("revisions")
    with op.batch_alter_table("productions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_productions_maker_id"))
        batch_op.drop_index(batch_op.f("ix_productions_equipment_id"))

    op.drop_table("productions")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posts_organization_id"))

    op.drop_table("posts")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_rank"))

    op.drop_table("people")
    with op.batch_alter_table("passages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passages_verdict"))
        batch_op.drop_index(batch_op.f("ix_passages_section_id"))

    op.drop_table("passages")
    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organizations_organization_kind"))

    op.drop_table("organizations")
    with op.batch_alter_table("limits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_limits_party_id"))
        batch_op.drop_index(batch_op.f("ix_limits_equipment_id"))
        batch_op.drop_index(batch_op.f("ix_limits_agreement_id"))

    op.drop_table("limits")
    with op.batch_alter_table("holdings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holdings_part_of_id"))
        batch_op.drop_index(batch_op.f("ix_holdings_holder_id"))
        batch_op.drop_index(batch_op.f("ix_holdings_equipment_id"))

    op.drop_table("holdings")
    with op.batch_alter_table("facilities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facilities_place_id"))
        batch_op.drop_index(batch_op.f("ix_facilities_facility_kind"))

    op.drop_table("facilities")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_place_id"))
        batch_op.drop_index(batch_op.f("ix_events_event_kind"))
        batch_op.drop_index(batch_op.f("ix_events_agreement_id"))

    op.drop_table("events")
    with op.batch_alter_table("cooperation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cooperation_subject_id"))
        batch_op.drop_index(batch_op.f("ix_cooperation_party_id"))
        batch_op.drop_index(batch_op.f("ix_cooperation_partner_id"))
        batch_op.drop_index(batch_op.f("ix_cooperation_field"))
        batch_op.drop_index(batch_op.f("ix_cooperation_agreement_id"))

    op.drop_table("cooperation")
    with op.batch_alter_table("conflict_sides", schema=None) as batch_op:
        batch_op.drop_index("ix_conflict_sides_claim_id")

    op.drop_table("conflict_sides")
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statements_topic"))
        batch_op.drop_index(batch_op.f("ix_statements_subject_id"))
        batch_op.drop_index(batch_op.f("ix_statements_object_id"))

    op.drop_table("statements")
    with op.batch_alter_table("sections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sections_source_id"))

    op.drop_table("sections")
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_places_within_id"))
        batch_op.drop_index(batch_op.f("ix_places_place_kind"))

    op.drop_table("places")
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parties_country_id"))
        batch_op.drop_index(batch_op.f("ix_parties_branch"))

    op.drop_table("parties")
    with op.batch_alter_table("names", schema=None) as batch_op:
        batch_op.drop_index("ix_names_squeezed")

    op.drop_table("names")
    with op.batch_alter_table("misprints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_misprints_subject_id"))

    op.drop_table("misprints")
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measures_unit"))
        batch_op.drop_index(batch_op.f("ix_measures_subject_id"))
        batch_op.drop_index(batch_op.f("ix_measures_measure_kind"))

    op.drop_table("measures")
    with op.batch_alter_table("gaps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gaps_subject_id"))
        batch_op.drop_index(batch_op.f("ix_gaps_gap_kind"))
        batch_op.drop_index(batch_op.f("ix_gaps_expects"))

    op.drop_table("gaps")
    op.drop_table("evidence")
    with op.batch_alter_table("equipment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_equipment_parent_id"))
        batch_op.drop_index(batch_op.f("ix_equipment_category"))

    op.drop_table("equipment")
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflicts_state"))
        batch_op.drop_index(batch_op.f("ix_conflicts_conflict_kind"))

    op.drop_table("conflicts")
    with op.batch_alter_table("aliases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aliases_kind"))

    op.drop_table("aliases")
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreements_parent_id"))
        batch_op.drop_index(batch_op.f("ix_agreements_agreement_kind"))

    op.drop_table("agreements")
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sources_reliability"))
        batch_op.drop_index(batch_op.f("ix_sources_kind"))

    op.drop_table("sources")
    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_records_standing"))
        batch_op.drop_index(batch_op.f("ix_records_modality"))
        batch_op.drop_index("ix_records_latest_start")
        batch_op.drop_index("ix_records_latest_end")
        batch_op.drop_index(batch_op.f("ix_records_kind"))
        batch_op.drop_index("ix_records_earliest_start")
        batch_op.drop_index(batch_op.f("ix_records_attribution_id"))

    op.drop_table("records")
    op.drop_table("verdicts")
    op.drop_table("transfer_statuses")
    op.drop_table("transfer_means")
    op.drop_table("topics")
    op.drop_table("standings")
    op.drop_table("source_kinds")
    op.drop_table("reliabilities")
    op.drop_table("relations")
    op.drop_table("record_kinds")
    op.drop_table("ranks")
    op.drop_table("qualifiers")
    op.drop_table("place_kinds")
    op.drop_table("participant_roles")
    op.drop_table("organization_kinds")
    op.drop_table("modalities")
    op.drop_table("measure_units")
    op.drop_table("measure_kinds")
    op.drop_table("gap_kinds")
    op.drop_table("facility_kinds")
    op.drop_table("event_kinds")
    op.drop_table("equipment_categories")
    op.drop_table("echelons")
    op.drop_table("dictionary")
    op.drop_table("deployment_kinds")
    op.drop_table("cooperation_fields")
    op.drop_table("conflict_states")
    op.drop_table("conflict_kinds")
    op.drop_table("citation_roles")
    op.drop_table("branches")
    op.drop_table("alias_kinds")
    op.drop_table("agreement_kinds")
    op.drop_table("actions")
    op.drop_table("about")
