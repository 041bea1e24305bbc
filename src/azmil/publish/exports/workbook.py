"""An export as one workbook: a sheet about it, one per report, and one that describes their columns."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from azmil import reports
from azmil.errors import AzmilError
from azmil.formats.xlsx import Book, cells
from azmil.publish.exports.about import About, readme
from azmil.publish.exports.tables import COLUMNS, TEXT, TEXT_COLUMNS, described, texts

if TYPE_CHECKING:
    from azmil.api.tables import Tables

FILE = "azmil.xlsx"
OPENING = f"""\
`{FILE}` is a workbook with one sheet per report of azmil. The sheet `about` says what it is, `columns` describes each
column. Dates are text, since most are not days. An empty cell means that there is no value."""


def write(tables: Tables, about: About, folder: Path) -> tuple[str, str]:
    """Write the files of the export to a folder; return the message about it, and its main file.

    Raises AzmilError if the library for workbooks is not installed, or a workbook cannot hold a report.
    """
    whole = BytesIO()
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        book = Book(whole, Path(temporary))
        try:
            _fill(book, tables, about)
        finally:
            book.close()  # also after an error, since it has open files
    (folder / FILE).write_bytes(whole.getvalue())
    (folder / "README.md").write_text(readme(about, OPENING), encoding="utf-8")
    return "wrote '{path}'; open it with a spreadsheet program", FILE


def _fill(book: Book, tables: Tables, about: About) -> None:
    """Write all sheets."""
    titles = [(f"Sheet {report.name}", report.title) for report in reports.built_in()]
    book.add("about", ("about", "text"), [*about.details(), *titles, ("Sheet columns", "The columns of all sheets.")])
    for name in reports.names():
        columns, rows = tables.report(name)
        try:
            book.add(name, [column.name for column in columns], (cells(columns, row) for row in rows))
        except AzmilError as error:
            if "what" in error.values:  # name the report that a workbook cannot hold
                raise error.fault(what=f"{error.values['what']}, which the report '{name}' has") from None
            raise
    book.add("columns", COLUMNS, described())
    if tables.with_text:
        book.add(TEXT, TEXT_COLUMNS, texts(tables))
