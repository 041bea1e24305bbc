"""XLSX: a workbook with the rows on one sheet and the column meanings on another."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from azmil.errors import Fault, Hints
from azmil.formats.base import Format, text, unique, with_cited_lines
from azmil.reports import types

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from azmil.values.answers import Answer, Column

NO_XLSXWRITER = Fault(
    "a workbook is requested, and the library for it is not installed",
    "cannot write format 'xlsx': xlsxwriter is not installed",
    Hints.INSTALL_EXTRA,
)
TOO_LARGE = Fault(
    "a result has more rows, columns or characters in a cell than a workbook can hold",
    "a workbook cannot hold {what}",
    "choose another format, such as csv",
)
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_575, 16_384, 32_767  # of a sheet without its header; of a cell
MOST_DIGITS = 15  # of a number; spreadsheets change further digits
WIDEST = 60  # characters; the initial width of a column
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - constant, so that the same result is the same file


class Book:
    """A workbook, written sheet by sheet; ``close`` completes it.

    With ``folder``, which is then used for temporary files, rows are not kept in memory. Raises AzmilError if the
    library for workbooks is not installed.
    """

    def __init__(self, stream: BinaryIO, folder: Path | None = None) -> None:
        try:
            from xlsxwriter import Workbook  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415 - from an extra
        except ImportError:
            raise NO_XLSXWRITER(extra="xlsx") from None
        memory = {"in_memory": True} if folder is None else {"constant_memory": True, "tmpdir": str(folder)}
        self._workbook = Workbook(stream, memory)
        self._workbook.set_properties({"created": _CREATED})
        self._bold = self._workbook.add_format({"bold": True})

    def add(self, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add a sheet with a header and rows; raise AzmilError if it cannot hold them."""
        _fill(self._workbook.add_worksheet(name), self._bold, header, rows)

    def close(self) -> None:
        """Write the workbook to its stream."""
        self._workbook.close()


def _write_rows(answer: Answer, stream: BinaryIO, *, wide: bool = False) -> None:  # noqa: ARG001 - always all columns
    answer = with_cited_lines(answer)
    _check(answer)
    whole = BytesIO()  # keeps errors of the stream out of the library
    book = Book(whole)
    names = unique(answer.names)
    book.add("answer", names, (cells(answer.columns, row) for row in answer.rows))
    meanings = [[name, column.type, column.meaning] for name, column in zip(names, answer.columns, strict=True)]
    book.add("columns", ["column", "type", "meaning"], meanings)
    book.close()
    stream.write(whole.getvalue())


def _check(answer: Answer) -> None:
    """Raise AzmilError if a workbook cannot hold the answer."""
    if len(answer.rows) > MOST_ROWS:
        raise TOO_LARGE(what=f"{len(answer.rows):,} rows")
    if len(answer.columns) > MOST_COLUMNS:
        raise TOO_LARGE(what=f"{len(answer.columns):,} columns")
    longest = max((len(text(value)) for row in answer.rows for value in row), default=0)
    if longest > MOST_CHARACTERS:
        raise TOO_LARGE(what=f"a cell of {longest:,} characters")


def cells(columns: Iterable[Column], row: Iterable[Any]) -> list[Any]:
    """Return the values of the cells of a row."""
    return [_cell(column, value) for column, value in zip(columns, row, strict=True)]


def _cell(column: Column, value: Any) -> Any:
    """Return the value of a cell: a number if a spreadsheet keeps all its digits, otherwise text."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    stored = types.of(column).stored(value)
    if isinstance(stored, bool):
        return stored
    if isinstance(stored, float):
        return stored if -float("inf") < stored < float("inf") else str(stored)
    return stored if len(str(abs(stored))) <= MOST_DIGITS else str(stored)


def _fill(sheet: Any, bold: Any, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a header and rows; text that looks like a formula stays text."""
    for at, head in enumerate(header):
        sheet.write_string(0, at, head, bold)
    widths = [len(head) for head in header]
    last = 0
    for last, row in enumerate(rows, 1):
        if last > MOST_ROWS:
            raise TOO_LARGE(what=f"more than {MOST_ROWS:,} rows")
        for at, value in enumerate(row):
            widths[at] = max(widths[at], len(text(value)))
            _write(sheet, last, at, value)
    sheet.freeze_panes(1, 0)
    if last:
        sheet.autofilter(0, 0, last, len(header) - 1)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(width + 2, WIDEST))


def _write(sheet: Any, row: int, at: int, value: Any) -> None:
    """Write a cell; raise AzmilError if its text is too long."""
    if isinstance(value, bool):
        sheet.write_boolean(row, at, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, at, value)
    elif value:
        if len(value) > MOST_CHARACTERS:
            raise TOO_LARGE(what=f"a cell of {len(value):,} characters")
        sheet.write_string(row, at, value)


FORMAT = Format(
    "xlsx",
    "a workbook for spreadsheet programs, with the column meanings (extra xlsx)",
    _write_rows,
    streams=False,
    needs_file=True,
)
