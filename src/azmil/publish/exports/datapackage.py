"""An export as a data package: tables and reports as CSV, described by ``datapackage.json`` (Data Package 2.0)."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.formats.base import text
from azmil.formats.csv import line
from azmil.publish.exports import schema
from azmil.publish.exports.about import HEDGE, LICENCE, LICENCE_URL, About, described, readme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from azmil.api.tables import Tables
    from azmil.publish.exports.schema import Descriptor
    from azmil.values.answers import Row

FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NULL = "\\N"  # no value, apart from empty text; longer in a file that contains this text
OPENING = f"""\
A data package: `{FILE}` describes the type and the meaning of each column, the keys, and how files refer to each other.
The folder `tables` contains all tables, `reports` the reports of azmil, ready for use. `{NULL}` means that there is no
value (see `missingValues` of each file). Check it with `frictionless validate {FILE}`."""


def write(tables: Tables, about: About, folder: Path) -> tuple[str, str]:
    """Write the files of the export to a folder; return the message about it, and its main file."""
    (folder / "tables").mkdir()
    (folder / "reports").mkdir()
    resources = [*_tables(tables, folder), *_reports(tables, folder)]
    (folder / FILE).write_text(
        json.dumps(_package(about, resources), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    (folder / "README.md").write_text(readme(about, OPENING), encoding="utf-8")
    return f"wrote {len(resources)} files of data; '{{path}}' describes them", FILE


def _package(about: About, resources: list[Descriptor]) -> Descriptor:
    """Return the descriptor of the package."""
    package: Descriptor = {
        "$schema": PROFILE,
        "name": "azmil",
        "title": about.title,
        "description": f"Claims with their dates, hedges and source lines. {HEDGE}",
        "version": about.version,
        "content": about.content,
        "citation": about.citation,
    }
    if about.is_built_in:
        package["licenses"] = [{"name": LICENCE, "path": LICENCE_URL, "title": "CC0 1.0 Universal"}]
    if about.sources:
        package["sources"] = [_source(source) for source in about.sources]
    return {**package, "resources": resources}


def _source(source: dict[str, Any]) -> Descriptor:
    """Return the descriptor of a source."""
    address = {"path": source["url"]} if str(source["url"]).startswith(("http://", "https://")) else {}
    return {"title": described(source), **address}


def _tables(tables: Tables, folder: Path) -> Iterator[Descriptor]:
    """Write all tables; yield their descriptors."""
    for table in schema.model_tables():
        names, key = schema.names_of(table), schema.key_of(table)
        path = folder / "tables" / f"{table.name}.csv"
        null = _write(path, names, partial(tables.table, table.name, names, key))
        yield _resource(path, table.name, schema.doc_of(table), null, schema.table_schema(table))


def _reports(tables: Tables, folder: Path) -> Iterator[Descriptor]:
    """Write all reports; yield their descriptors."""
    for report in reports.built_in():
        path = folder / "reports" / f"{report.name}.csv"
        columns = report.columns
        null = _write(path, [column.name for column in columns], partial(_rows_of, tables, report.name))
        yield _resource(path, report.view, report.title, null, schema.report_schema(columns))


def _rows_of(tables: Tables, report: str) -> Iterator[Row]:
    _, rows = tables.report(report)
    return rows


def _write(path: Path, names: Sequence[str], rows: Callable[[], Iterable[Row]]) -> str:
    """Write a file of rows; return the text in it that means that there is no value, which no value is equal to."""
    null = NULL
    while True:
        is_taken = False
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(line(names))
            for row in rows():
                is_taken = is_taken or null in row
                file.write(line(null if value is None else text(value) for value in row))
        if not is_taken:
            return null
        null += "N"


def _resource(path: Path, name: str, meaning: str, null: str, fields: Descriptor) -> Descriptor:
    """Return the descriptor of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": name,
        "type": "table",
        "path": f"{path.parent.name}/{path.name}",
        "description": meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {**fields, "missingValues": [null]},
    }
