"""The schema: rows that the database rejects, tested with SQL on a copy of the real database."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from azmil.model import VOCABULARIES, Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.paths import Address

RECORD = """INSERT INTO records (id, kind, sentence, modality, observed, standing, lead_citation, seed_file, seed_line)
VALUES ('{id}', '{kind}', 'Tried.', '{modality}', 0, 'stands', 1, 'tried.yaml', 1)"""
CITATION = "INSERT INTO citations VALUES ('{id}', 1, 'article', {first}, {last}, 'states')"


class Opened:
    """A connection of the owner of a database, in a transaction that is rolled back at the end."""

    def __init__(self, database: Address) -> None:
        self.is_file = isinstance(database, Path)
        self.connection: Any
        if isinstance(database, Path):
            self.connection = sqlite3.connect(database, isolation_level=None)
            self.execute("PRAGMA foreign_keys = ON")
            self.execute("BEGIN")
            self.rejected: tuple[type[Exception], ...] = (sqlite3.IntegrityError,)
        else:
            import psycopg

            self.connection = psycopg.connect(database.url)
            ((schema,),) = self.connection.execute("SELECT schema_name FROM azmil.current")  # begins a transaction
            self.connection.execute(f"SET LOCAL search_path = {schema}")
            self.rejected = (psycopg.IntegrityError, psycopg.DataError)

    def execute(self, sql: str, parameters: tuple[object, ...] = ()) -> Any:
        if self.is_file:
            return self.connection.execute(sql, parameters)
        with self.connection.transaction():  # a savepoint, since an error ends a transaction
            return self.connection.execute(sql.replace("?", "%s"), parameters or None)

    def check(self) -> None:
        """Check what is deferred until the end of the transaction."""
        assert self.dangling() == set()

    def dangling(self) -> set[tuple[str, str]]:
        """Return each table with a dangling reference (on PostgreSQL the first) and the table that it refers to."""
        if self.is_file:
            return {(table, parent) for table, _, parent, _ in self.execute("PRAGMA foreign_key_check")}
        try:
            self.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except self.rejected as error:
            found = error.diag  # type: ignore[attr-defined]
            parent = "SELECT confrelid::regclass::text FROM pg_constraint WHERE conname = ? AND connamespace::regnamespace::text = ?"
            ((target,),) = self.execute(parent, (found.constraint_name, found.schema_name))
            return {(found.table_name, target.rpartition(".")[2])}
        return set()


@pytest.fixture
def connection(database: Address, tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(Path(shutil.copy(database, tmp_path / "copy.db")) if isinstance(database, Path) else database)
    yield opened
    opened.connection.close()


def record(connection: Opened, **given: str) -> None:
    connection.execute(RECORD.format(**{"id": "tried", "kind": "holding", "modality": "asserted", **given}))


def cite(connection: Opened, first: int = 115, last: int = 115) -> None:
    connection.execute(CITATION.format(id="tried", first=first, last=last))


def hold(connection: Opened, holder: str = "azerbaijani-navy", qualifier: str = "unstated") -> None:
    connection.execute(
        "INSERT INTO holdings (id, holder_id, equipment_id, count_qualifier) VALUES ('tried', ?, 'osa-ii', ?)",
        (holder, qualifier),
    )


def dangling(connection: Opened) -> set[tuple[str, str]]:
    """Return each table with a dangling reference and the table that it refers to; a file refuses the commit."""
    found = connection.dangling()
    if connection.is_file:
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute("COMMIT")
    return found


def test_a_cited_holding_by_the_navy_is_accepted(connection: Opened) -> None:
    """The rows that the other tests change are valid."""
    record(connection)
    cite(connection)
    hold(connection)
    connection.check()


def test_rows_are_accepted_in_any_order(connection: Opened) -> None:
    hold(connection)
    cite(connection)
    record(connection)
    connection.check()


def test_an_uncited_claim_is_rejected(connection: Opened) -> None:
    record(connection)
    hold(connection)
    assert dangling(connection) == {("records", "citations")}


def test_only_a_thing_may_have_no_lead_citation(connection: Opened) -> None:
    """A record without a lead citation needs no citation at all."""
    uncited = "UPDATE records SET lead_citation = NULL WHERE id = ?"
    for id_ in ("navy-osa-ii", "conflict-tu-16-in-fleet", "gap-ministers-1992-1995", "misprint-allie"):
        with pytest.raises(connection.rejected, match="ck_records_lead_citation"):
            connection.execute(uncited, (id_,))
    connection.execute(uncited, ("osa-ii",))


def test_the_citations_of_a_cited_record_cannot_be_deleted(connection: Opened) -> None:
    (id_,) = connection.execute("SELECT id FROM records WHERE kind = 'equipment' LIMIT 1").fetchone()
    connection.execute("DELETE FROM citations WHERE record_id = ?", (id_,))
    assert dangling(connection) == {("records", "citations")}


@pytest.mark.parametrize(("first", "last"), [(366, 366), (365, 366), (0, 1), (-1, -1)])
def test_a_citation_of_a_missing_line_is_rejected(connection: Opened, first: int, last: int) -> None:
    record(connection)
    cite(connection, first, last)
    assert dangling(connection) == {("citations", "passages")}


def test_a_citation_that_ends_before_it_begins_is_rejected(connection: Opened) -> None:
    record(connection)
    with pytest.raises(connection.rejected, match="ck_citations_order"):
        cite(connection, 5, 4)


@pytest.mark.parametrize("holder", ["osa-ii", "baku", "cfe-treaty", "nobody"])
def test_only_a_party_can_hold_equipment(connection: Opened, holder: str) -> None:
    """A type of boat, a town, a treaty and an id that does not exist cannot hold equipment."""
    record(connection)
    cite(connection)
    hold(connection, holder)
    assert dangling(connection) == {("holdings", "parties")}


def test_an_invalid_modality_is_rejected(connection: Opened) -> None:
    record(connection, modality="perhaps")
    cite(connection)
    assert dangling(connection) == {("records", "modalities")}


def test_an_invalid_kind_is_rejected(connection: Opened) -> None:
    record(connection, kind="rumour")
    cite(connection)
    assert dangling(connection) == {("records", "record_kinds")}


def test_an_invalid_qualifier_is_rejected(connection: Opened) -> None:
    record(connection)
    cite(connection)
    hold(connection, qualifier="roughly")
    assert dangling(connection) == {("holdings", "qualifiers")}


def test_a_claim_without_a_record_is_rejected(connection: Opened) -> None:
    hold(connection)
    assert dangling(connection) == {("holdings", "records")}


def test_text_in_a_column_of_numbers_is_rejected(connection: Opened) -> None:
    record(connection)
    cite(connection)
    with pytest.raises(
        connection.rejected,
        match=r"cannot store TEXT value in INTEGER column|invalid input syntax for type (integer|bigint)",
    ):
        connection.execute(
            "INSERT INTO holdings (id, holder_id, equipment_id, count, count_qualifier) "
            "VALUES ('tried', 'azerbaijani-navy', 'osa-ii', 'two', 'exact')"
        )


def test_every_table_is_strict(connection: Opened) -> None:
    strict = {
        name: is_strict for _, name, kind, _, _, is_strict in connection.execute("PRAGMA table_list") if kind == "table"
    }
    assert {name for name in Base.metadata.tables if not strict[name]} == set()


def test_every_word_of_a_vocabulary_has_a_label_and_a_definition(connection: Opened) -> None:
    for table in VOCABULARIES:
        rows = connection.execute(f'SELECT code, label, definition FROM "{table}"').fetchall()
        assert rows, table
        assert all(all(len(text.strip()) > 0 for text in row) for row in rows), table


def test_every_record_has_a_row_only_in_the_table_of_its_kind(connection: Opened) -> None:
    for kind, table in connection.execute("SELECT code, table_name FROM record_kinds").fetchall():
        records = {row[0] for row in connection.execute("SELECT id FROM records WHERE kind = ?", (kind,))}
        rows = {row[0] for row in connection.execute(f'SELECT id FROM "{table}"')}
        assert records == rows, kind


def test_every_column_is_explained() -> None:
    """The data dictionary is generated from the explanations."""
    for table in Base.metadata.sorted_tables:
        assert all(column.doc for column in table.columns), table.name


def test_the_dictionary_has_the_type_and_references_of_each_column(connection: Opened) -> None:
    """A strict table of SQLite has no type for numbers that need not be whole; the dictionary has."""
    for table in Base.metadata.tables:
        stored = {name: type_.lower() for _, name, type_, *_ in connection.execute(f'PRAGMA table_info("{table}")')}
        types = {name: "number" if type_ == "any" else type_ for name, type_ in stored.items()}
        targets: dict[str, list[str]] = {name: [] for name in types}
        for _, _, target, column, key, *_ in connection.execute(f'PRAGMA foreign_key_list("{table}")'):
            targets[column].append(f"{target}.{key}")
        rows = connection.execute(
            "SELECT column_name, type, refers_to FROM dictionary WHERE table_name = ? AND column_name <> ''", (table,)
        )
        assert sorted(rows) == sorted((name, types[name], ", ".join(targets[name])) for name in types), table


@pytest.mark.parametrize(
    ("table", "column", "type_", "refers_to"),
    [
        ("records", "", "", ""),
        ("records", "kind", "text", "record_kinds.code"),
        ("records", "lead_citation", "integer", "citations.ordinal"),
        ("measures", "value", "number", ""),
        ("equipment_report", "", "", ""),
        ("equipment_report", "holder", "name", "records.name"),
        ("equipment_report", "holder_id", "id", "records.id"),
        ("equipment_report", "modality", "word", "modalities.code"),
        ("equipment_report", "count", "number", ""),
    ],
)
def test_the_dictionary_has_the_declared_type_and_reference(
    connection: Opened, table: str, column: str, type_: str, refers_to: str
) -> None:
    found = connection.execute(
        "SELECT type, refers_to FROM dictionary WHERE table_name = ? AND column_name = ?", (table, column)
    ).fetchall()
    assert found == [(type_, refers_to)]
