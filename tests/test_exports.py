"""Exports of a whole base: complete, typed, the same each time, and read by other programs with the same values."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import azmil as azmil_package
from azmil import reports
from azmil.api.tables import Tables
from azmil.model import Base
from azmil.publish.exports import FORMATS, folder
from azmil.seeds import Origin
from azmil.store.sqlite.write import new_database
from azmil.workbench.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Result

    Run = Callable[..., Result]

SECRET = "A line of an attached document, 'quoted'; it\nhas a break."
ODD = 'it\'s; -- "odd"\n.quit\n=1+1\t\\N \U0001f6e9'
OF_FILE = ("checksum", "origin")  # rows of the table about that no export has


@pytest.fixture(scope="module")
def odd(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real base with attached text, empty text, text that looks like NULL, and text that is special in SQL."""
    path = tmp_path_factory.mktemp("odd") / "azmil.db"
    shutil.copy(database, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE records SET note = ? WHERE id = 'navy-stenka'", ("",))
        connection.execute("UPDATE records SET note = ? WHERE id = 'navy-osa-ii'", ("\\N",))
        connection.execute("UPDATE records SET note = ? WHERE id = 'hermes-talks'", (ODD,))
        connection.execute("UPDATE records SET note = ? WHERE id = 'osa-ii'", ("a\r\nb\rc\0d\r",))
        connection.execute("UPDATE records SET note = ? WHERE id = 'navy-patrol-boats'", ("=1+1",))
        connection.execute("UPDATE passages SET text = ? WHERE line = 115", (SECRET,))
    return path


@pytest.fixture(scope="module")
def bases(database: Path, odd: Path) -> dict[str, Path]:
    return {"real": database, "odd": odd}


def export(path: Path, form: str, target: Path, *, with_text: bool = False) -> Path:
    """Export a base to a folder, and return the folder."""
    with azmil_package.open(path) as base:
        folder.write(Tables(base, with_text=with_text), form, target)
    return target


@pytest.fixture(scope="module")
def exported(database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of each format of the real base; their names have a blank and a letter beyond ASCII."""
    top = tmp_path_factory.mktemp("exports ə")
    return {form: export(database, form, top / form) for form in FORMATS}


def rows_of(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def table_of(path: Path, name: str) -> list[tuple[Any, ...]]:
    """Return all rows of a table with their columns sorted by name, in an order that does not depend on the file."""
    columns = ", ".join(f'"{column}"' for column in sorted(Base.metadata.tables[name].columns.keys()))
    return sorted(
        (row for row in rows_of(path, f'SELECT {columns} FROM "{name}"') if name != "about" or row[0] not in OF_FILE),
        key=repr,
    )


class Package:
    """A data package, read only as its descriptor says."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
        self.resources = {each["name"]: each for each in self.descriptor["resources"]}

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a resource, each value with the type of its field."""
        resource = self.resources[name]
        fields = resource["schema"]["fields"]
        missing = resource["schema"]["missingValues"]
        with (self.path / resource["path"]).open(encoding="utf-8", newline="") as file:
            head, *lines = csv.reader(file)
        assert head == [field["name"] for field in fields]
        for cells in lines:
            yield {
                field["name"]: None if cell in missing else self.value(field, cell)
                for field, cell in zip(fields, cells, strict=True)
            }

    @staticmethod
    def value(field: dict[str, Any], cell: str) -> Any:
        if field["type"] == "boolean":
            return {**dict.fromkeys(field["trueValues"], 1), **dict.fromkeys(field["falseValues"], 0)}[cell]
        if field["type"] == "number":
            return float(cell) if "." in cell else int(cell)
        return int(cell) if field["type"] == "integer" else cell

    def keys(self, name: str, fields: list[str]) -> list[tuple[Any, ...]]:
        return [tuple(row[field] for field in fields) for row in self.rows(name)]


@pytest.fixture(scope="module")
def package(exported: dict[str, Path]) -> Package:
    return Package(exported["datapackage"])


@pytest.mark.parametrize("which", ["real", "odd"])
def test_a_data_package_fills_a_migrated_schema_and_every_table_is_equal(
    which: str, bases: dict[str, Path], tmp_path: Path
) -> None:
    original = bases[which]
    package = Package(export(original, "datapackage", tmp_path / "package", with_text=True))
    filled = tmp_path / "filled.db"
    with new_database(filled) as writer:
        for table in Base.metadata.sorted_tables:
            columns = table.columns.keys()
            writer.insert(
                table.name, columns, [tuple(row[name] for name in columns) for row in package.rows(table.name)]
            )
    assert len(Base.metadata.tables) == 74
    for name in Base.metadata.tables:
        assert table_of(filled, name) == table_of(original, name), name


def test_no_value_and_empty_text_are_apart(odd: Path, tmp_path: Path) -> None:
    package = Package(export(odd, "datapackage", tmp_path / "package"))
    notes = {row["id"]: row["note"] for row in package.rows("records")}
    assert (notes["navy-stenka"], notes["navy-osa-ii"], notes["hermes-talks"]) == ("", "\\N", ODD)
    assert notes["azerbaijani-navy"] is None
    assert package.resources["records"]["schema"]["missingValues"] == ["\\NN"]
    assert package.resources["holdings"]["schema"]["missingValues"] == ["\\N"]


def test_a_field_has_the_type_meaning_and_constraints_of_its_column(package: Package) -> None:
    fields = {field["name"]: field for field in package.resources["records"]["schema"]["fields"]}
    assert fields["id"] == {
        "name": "id",
        "type": "string",
        "description": "readable slug, stable once published",
        "constraints": {"required": True},
    }
    assert fields["observed"]["type"] == "boolean"
    assert fields["seed_line"]["type"] == "integer"
    assert fields["date"] == {"name": "date", "type": "string", "description": "when it happened or was true, as EDTF"}
    assert fields["earliest_start"]["type"] == "date"
    in_report = {field["name"]: field for field in package.resources["equipment_report"]["schema"]["fields"]}
    assert in_report["count"]["type"] == "integer"
    measures = {field["name"]: field for field in package.resources["measures"]["schema"]["fields"]}
    assert [measures[f"value{part}"]["type"] for part in ("", "_lowest", "_highest")] == ["number"] * 3
    in_report = {field["name"]: field for field in package.resources["measures_report"]["schema"]["fields"]}
    assert in_report["value"]["type"] == "number"
    in_report = {field["name"]: field for field in package.resources["equipment_report"]["schema"]["fields"]}
    assert in_report["disputed"]["type"] == "boolean"
    assert "hedge" in in_report


def test_the_keys_are_those_of_the_model(package: Package) -> None:
    holdings = package.resources["holdings"]["schema"]
    assert holdings["primaryKey"] == ["id"]
    assert [(key["fields"], key["reference"]) for key in holdings["foreignKeys"]] == [
        (["count_qualifier"], {"resource": "qualifiers", "fields": ["code"]}),
        (["equipment_id"], {"resource": "equipment", "fields": ["id"]}),
        (["holder_id"], {"resource": "parties", "fields": ["id"]}),
        (["id"], {"resource": "records", "fields": ["id"]}),
        (["part_of_id"], {"resource": "holdings", "fields": ["id"]}),
    ]
    declared = sum(len(table.foreign_key_constraints) for table in Base.metadata.tables.values())
    written = sum(len(package.resources[name]["schema"]["foreignKeys"]) for name in Base.metadata.tables)
    assert (declared, written) == (135, 134)  # without (id, lead_citation) of records, which may be NULL in part


def test_every_key_and_constraint_of_the_package_holds(package: Package) -> None:
    targets: dict[tuple[str, tuple[str, ...]], set[tuple[Any, ...]]] = {}
    for name, resource in package.resources.items():
        schema = resource["schema"]
        if key := schema.get("primaryKey"):
            values = package.keys(name, key)
            assert len(values) == len(set(values)), name
        for field in schema["fields"]:
            if field.get("constraints", {}).get("required"):
                assert (None,) not in package.keys(name, [field["name"]]), (name, field)
        for key in schema["foreignKeys"]:
            target, fields = key["reference"]["resource"], key["reference"]["fields"]
            known = targets.setdefault((target, tuple(fields)), set(package.keys(target, fields)))
            assert {each for each in package.keys(name, key["fields"]) if None not in each} <= known, (name, key)


def test_the_package_names_its_licence_sources_version_and_files(package: Package) -> None:
    about = package.descriptor
    assert about["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [licence["name"] for licence in about["licenses"]] == ["CC0-1.0"]
    title = "Encyclopedia article on the armed forces of Azerbaijan, three revisions pasted together"
    assert about["sources"] == [{"title": f"{title}; licence: not stated"}]
    content = {row["name"]: row["value"] for row in package.rows("about")}["content"]
    assert (about["version"], about["content"]) == (azmil_package.__version__, content)
    files = {str(path.relative_to(package.path)) for path in package.path.rglob("*.csv")}
    assert {resource["path"] for resource in package.resources.values()} == files
    for resource in package.resources.values():
        data = (package.path / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")


def test_frictionless_finds_the_package_valid(package: Package) -> None:
    program = shutil.which("frictionless", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if program is None:
        pytest.skip("frictionless is not installed")
    ended = subprocess.run(
        [program, "validate", "datapackage.json", "--json"],
        cwd=package.path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(ended.stdout)["valid"], ended.stdout


@pytest.mark.parametrize("report", reports.names())
def test_a_csv_file_is_what_a_query_prints(report: str, azmil: Run, exported: dict[str, Path]) -> None:
    printed = azmil("query", report, "--format", "csv").out
    assert (exported["csv"] / f"{report}.csv").read_bytes() == printed.encode()


def test_every_column_of_every_report_is_described(exported: dict[str, Path]) -> None:
    head, *rows = csv.reader(io.StringIO((exported["csv"] / "columns.csv").read_text(encoding="utf-8"), newline=""))
    assert head == ["report", "column", "type", "refers_to", "meaning"]
    expected = []
    for name in reports.names():
        text = (exported["csv"] / f"{name}.csv").read_text(encoding="utf-8")
        expected += [(name, column) for column in text.partition("\n")[0].split(",")]
    assert [(row[0], row[1]) for row in rows] == expected
    assert all(row[2] and row[4] for row in rows)
    assert ["facts", "modality", "word", "modalities.code", "how firmly the source states the claim"] in rows


def test_a_workbook_has_a_sheet_per_report_with_the_values_of_csv(exported: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(exported["xlsx"] / "azmil.xlsx")
    assert book.sheetnames == ["about", *reports.names(), "columns"]
    for name in [*reports.names(), "columns"]:
        text = (exported["csv"] / f"{name}.csv").read_text(encoding="utf-8")
        sheet = book[name]
        shown = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        flags = {"True": "1", "False": "0"}
        assert [[flags.get(cell, cell) for cell in row] for row in shown] == list(
            csv.reader(io.StringIO(text, newline=""))
        )
        assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("A2", True)
    about = {str(row[0]): str(row[1]) for row in book["about"].iter_rows(values_only=True)}
    assert about["Licence"] == "CC0-1.0 (https://creativecommons.org/publicdomain/zero/1.0/)"
    assert about["Hedges"].startswith("The column hedge says in words how firmly the source states a claim")


def test_text_that_looks_like_a_formula_or_a_number_stays_text(odd: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(odd, "xlsx", tmp_path / "book") / "azmil.xlsx")
    head, *rows = book["facts"].iter_rows()
    note = [cell.value for cell in head].index("note")
    cells = {row[0].value: row[note] for row in rows}
    assert (cells["navy-patrol-boats"].value, cells["navy-patrol-boats"].data_type) == ("=1+1", "s")
    assert cells["hermes-talks"].value == ODD
    assert {type(row[0].value) for row in rows} == {str}


def test_a_cell_that_is_too_long_is_refused_with_the_name_of_its_report(odd: Path, azmil: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.db"
    shutil.copy(odd, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE records SET note = ? WHERE id = 'hermes-talks'", ("a" * 40_000,))
    ended = azmil("--database", str(path), "export", str(tmp_path / "book"), "--to", "xlsx")
    assert ended.code == 1
    assert ended.err == (
        "azmil: a workbook cannot hold a cell of 40,000 characters, which the report 'facts' has; "
        "choose another format, such as csv\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["long.db"]


@pytest.mark.parametrize("which", ["real", "odd"])
@pytest.mark.parametrize("program", ["python", "sqlite3"])
def test_the_sql_file_creates_the_tables_and_views(
    which: str, program: str, bases: dict[str, Path], tmp_path: Path
) -> None:
    original = bases[which]
    sql = export(original, "sql", tmp_path / "sql", with_text=True) / "azmil.sql"
    loaded = tmp_path / "loaded.db"
    if program == "python":
        with closing(sqlite3.connect(loaded)) as connection:
            connection.executescript(sql.read_text(encoding="utf-8"))
    elif shutil.which(program) is None:
        pytest.skip("the SQLite shell is not installed")
    else:
        with sql.open("rb") as file:
            ended = subprocess.run([program, "-bail", str(loaded)], stdin=file, capture_output=True, check=False)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
    for name in Base.metadata.tables:
        assert table_of(loaded, name) == table_of(original, name), name
    for view in ["all_roles", "all_figures", *(f"{name}_report" for name in reports.names())]:
        both = [sorted(rows_of(path, f"SELECT * FROM {view}"), key=repr) for path in (loaded, original)]
        assert both[0] == both[1], view
    assert rows_of(loaded, "PRAGMA foreign_key_check") == []
    kept = "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'ix%' ORDER BY name"
    assert rows_of(loaded, kept) == rows_of(original, kept)
    assert rows_of(loaded, "SELECT name FROM sqlite_schema WHERE name LIKE 'search%' OR sql LIKE '%VIRTUAL%'") == []


def test_a_loaded_sql_file_rejects_an_uncited_claim(exported: dict[str, Path], tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "loaded.db")) as connection:
        connection.executescript((exported["sql"] / "azmil.sql").read_text(encoding="utf-8"))
        with pytest.raises(sqlite3.IntegrityError, match="ck_records_lead_citation"):
            connection.execute("UPDATE records SET lead_citation = NULL WHERE id = 'navy-stenka'")
        with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
            connection.execute("UPDATE holdings SET count = 'many'")


def contents_of(path: Path) -> bytes:
    """Return all bytes of an export, with those of the parts of a workbook."""
    found = [each.read_bytes() for each in sorted(path.rglob("*")) if each.is_file()]
    for book in path.rglob("*.xlsx"):
        with zipfile.ZipFile(book) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    return b"\n".join(found)


@pytest.mark.parametrize("form", FORMATS)
def test_attached_text_stays_out_unless_asked_for(form: str, odd: Path, tmp_path: Path) -> None:
    words = b"A line of an attached document"
    without = contents_of(export(odd, form, tmp_path / "without"))
    assert words not in without
    assert b"The text of attached documents is not included" in without
    assert contents_of(export(odd, form, tmp_path / "with", with_text=True)).count(words) == 1


def test_attached_text_is_a_file_or_a_sheet_of_its_lines(odd: Path, tmp_path: Path) -> None:
    files = export(odd, "csv", tmp_path / "files", with_text=True)
    rows = list(csv.reader(io.StringIO((files / "text.csv").read_text(encoding="utf-8"), newline="")))
    assert rows == [["source", "line", "text"], ["article", "115", SECRET]]
    book = openpyxl.load_workbook(export(odd, "xlsx", tmp_path / "book", with_text=True) / "azmil.xlsx")
    assert list(book["text"].values) == [("source", "line", "text"), ("article", 115, SECRET)]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_base_gives_the_same_bytes(
    form: str, database: Path, exported: dict[str, Path], tmp_path: Path
) -> None:
    again = export(database, form, tmp_path / "again")
    both = [
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (exported[form], again)
    ]
    assert both[0] == both[1]
    assert str(database) not in contents_of(again).decode(errors="replace")


MESSAGES = {
    "datapackage": "azmil: wrote 99 files of data; 'out put/datapackage.json' describes them\n",
    "csv": "azmil: wrote 25 reports as CSV; 'out put/columns.csv' describes their columns\n",
    "xlsx": "azmil: wrote 'out put/azmil.xlsx'; open it with a spreadsheet program\n",
    "sql": "azmil: wrote 'out put/azmil.sql'; load it with: sqlite3 -bail new.db < 'out put/azmil.sql'\n",
}


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_is_replaced_and_says_what_to_do_with_it(
    form: str, azmil: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert azmil("export", "out put", "--to", form).err == MESSAGES[form]
    (tmp_path / "out put" / "stale.txt").write_text("", encoding="utf-8")
    ended = azmil("export", "out put", "--to", form)
    assert (ended.code, ended.out, ended.err) == (0, "", MESSAGES[form])
    assert not (tmp_path / "out put" / "stale.txt").exists()
    readme = (tmp_path / "out put" / "README.md").read_text(encoding="utf-8")
    assert readme.startswith(
        "# Encyclopedia article on the armed forces of Azerbaijan, three revisions pasted together\n"
    )
    assert (
        "- **Cite**: Encyclopedia article on the armed forces of Azerbaijan, three revisions pasted together. azmil "
        in readme
    )
    assert [path.name for path in tmp_path.iterdir()] == ["out put"]


def test_other_folders_and_exports_to_other_formats_are_refused(azmil: Run, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "letter.txt").write_text("mine", encoding="utf-8")
    refused = f"azmil: cannot replace '{target}': it contains files other than a data package written by azmil; choose an empty or a new folder\n"
    assert azmil("export", str(target), "--to", "datapackage").err == refused
    (target / "azmil-export.json").write_text("{", encoding="utf-8")
    assert azmil("export", str(target), "--to", "datapackage").err == refused
    shutil.rmtree(target)
    assert azmil("export", str(target), "--to", "csv").code == 0
    ended = azmil("export", str(target), "--to", "datapackage")
    assert (ended.code, ended.err) == (1, refused)
    assert (target / "facts.csv").exists()


def test_a_link_to_a_folder_stays_a_link(azmil: Run, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    for _ in range(2):
        assert azmil("export", str(tmp_path / "link"), "--to", "csv").code == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "facts.csv").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


def test_a_missing_library_leaves_the_folder_as_it_was(
    azmil: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "book"
    assert azmil("export", str(target), "--to", "xlsx").code == 0
    before = (target / "azmil.xlsx").read_bytes()
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert azmil("export", str(target), "--to", "xlsx").err == (
        "azmil: cannot write format 'xlsx': xlsxwriter is not installed; install it with: pip install 'azmil[xlsx]'\n"
    )
    assert (target / "azmil.xlsx").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["book"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["out"], "missing option '--to'; see 'azmil export --help'"),
        (["out", "--to", "datapackge"], "no such format 'datapackge'; did you mean 'datapackage'?"),
        (["out", "--to", "parquet"], "no such format 'parquet'; use one of: datapackage, csv, xlsx, sql"),
        (["--to", "csv"], "missing argument 'FOLDER'; see 'azmil export --help'"),
    ],
)
def test_a_wrong_call_is_refused(
    arguments: list[str], message: str, azmil: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = azmil("export", *arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", f"azmil: {message}\n")
    assert list(tmp_path.iterdir()) == []


def test_other_seeds_have_the_licence_of_their_authors(seeds: Path, tmp_path: Path) -> None:
    load(tmp_path / "mine.db", Origin((seeds,), is_alone=True))
    package = Package(export(tmp_path / "mine.db", "datapackage", tmp_path / "package"))
    assert "licenses" not in package.descriptor
    assert package.descriptor["title"] == "A report of four lines"
    assert {row["id"] for row in package.rows("holdings")} == {"ruritania-tugs", "ruritania-tugs-2008"}
    text = (package.path / "README.md").read_text(encoding="utf-8")
    assert "for the built-in records; other records have the licence that their authors give them" in text
    assert str(tmp_path) not in contents_of(package.path).decode()
    assert "ruritania-tugs" in contents_of(export(tmp_path / "mine.db", "sql", tmp_path / "sql")).decode()


def test_all_rows_come_from_one_state_of_the_base(seeds: Path, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "changing.db"
    shutil.copy(database, path)
    with azmil_package.open(path) as base:
        tables = Tables(base)
        begun = tables.table("records", ["id"], ["id"])
        ids = [row[0] for row in rows_of(database, "SELECT id FROM records ORDER BY id")]
        assert next(begun) == (ids[0],)
        load(path, Origin((seeds,), is_alone=True))
        assert [id_ for (id_,) in begun] == ids[1:]
        assert [id_ for (id_,) in tables.table("records", ["id"], ["id"])] == ids
        assert len(base.query("facts")) == 2


def test_no_name_of_a_report_is_too_long_for_a_sheet() -> None:
    assert [name for name in reports.names() if len(name) > 31 or name in ("about", "columns", "text")] == []


def test_a_title_of_several_lines_runs_nothing_when_the_sql_file_is_loaded(seeds: Path, tmp_path: Path) -> None:
    """The SQLite shell runs commands that begin with a dot; a comment ends at the end of its line."""
    path = seeds / "sources" / "report.yaml"
    text = path.read_text(encoding="utf-8")
    assert "A report of four lines" in text
    title = '"A report\\n.shell touch owned\\nDROP TABLE about; --"'
    path.write_text(text.replace("A report of four lines", title), encoding="utf-8")
    load(tmp_path / "mine.db", Origin((seeds,), is_alone=True))
    dumped = export(tmp_path / "mine.db", "sql", tmp_path / "dump") / "azmil.sql"
    head = dumped.read_text(encoding="utf-8").partition("PRAGMA")[0].splitlines()
    assert "-- Title: A report .shell touch owned DROP TABLE about; --" in head
    assert all(line.startswith("-- ") for line in head)
    connection = sqlite3.connect(":memory:")
    connection.executescript(dumped.read_text(encoding="utf-8"))
    assert connection.execute("SELECT count(*) FROM about").fetchone()[0] > 0
    connection.close()


def test_an_export_with_text_says_that_no_text_is_attached(azmil: Run, tmp_path: Path) -> None:
    missing = "azmil: no text of 'article' is attached, so none is included; attach it with 'azmil source attach FILE'"
    lines = azmil("export", str(tmp_path / "out"), "--to", "csv", "--with-text").err.splitlines()
    assert (lines[0], len(lines)) == (missing, 2)
    assert azmil("site", "--one-file", str(tmp_path / "site.html"), "--with-text").err.splitlines()[-2] == missing
    assert missing not in azmil("export", str(tmp_path / "out"), "--to", "csv").err
