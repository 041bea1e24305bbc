"""An export as CSV: one file per report, and one that describes their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil import reports
from azmil.formats.base import text
from azmil.formats.csv import line
from azmil.publish.exports.about import About, readme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from azmil.api.tables import Tables
    from azmil.values.answers import Row

FILE = "columns.csv"
COLUMNS = ("report", "column", "type", "refers_to", "meaning")
TEXT = "text"  # the name of the table with the text of attached documents
TEXT_COLUMNS = ("source", "line", "text")
OPENING = """\
One CSV file per report of azmil, in UTF-8, with the column names in the first row. The file `equipment.csv` is what
`azmil query equipment --format csv` prints. `columns.csv` describes each column. An empty field means that there is no
value."""


def write(tables: Tables, about: About, folder: Path) -> tuple[str, str]:
    """Write the files of the export to a folder; return the message about it, and its main file."""
    for name in reports.names():
        columns, rows = tables.report(name)
        write_file(folder / f"{name}.csv", [column.name for column in columns], rows)
    write_file(folder / FILE, COLUMNS, described())
    if tables.with_text:
        write_file(folder / f"{TEXT}.csv", TEXT_COLUMNS, texts(tables))
    (folder / "README.md").write_text(readme(about, OPENING), encoding="utf-8")
    return f"wrote {len(reports.names())} reports as CSV; '{{path}}' describes their columns", FILE


def write_file(path: Path, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a file with a header, as the format csv does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(line(names))
        file.writelines(line(map(text, row)) for row in rows)


def described() -> Iterator[tuple[str, ...]]:
    """Yield a description of each column of all reports; columns: those of ``COLUMNS``."""
    for report in reports.built_in():
        for column in report.columns:
            refers_to = f"{column.target}.code" if column.type in ("word", "tree") else column.target
            yield report.name, column.name, column.type, refers_to, column.meaning


def texts(tables: Tables) -> Iterator[Row]:
    """Yield the lines of attached documents; columns: those of ``TEXT_COLUMNS``."""
    rows = tables.table("passages", ["source_id", "line", "text"], ["source_id", "line"])
    return (row for row in rows if row[-1])
