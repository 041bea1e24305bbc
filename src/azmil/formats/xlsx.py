"""XLSX: a workbook with the rows on one sheet and the column meanings on another."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from azmil.errors import Fault, Hints
from azmil.formats.base import Format, text, unique, with_cited_lines
from azmil.reports import types

if TYPE_CHECKING:
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


def _write_rows(answer: Answer, stream: BinaryIO, *, wide: bool = False) -> None:  # noqa: ARG001 - always all columns
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415 - from an extra
    except ImportError:
        raise NO_XLSXWRITER(extra="xlsx") from None
    answer = with_cited_lines(answer)
    _check(answer)
    whole = BytesIO()  # keeps errors of the stream out of the library
    workbook = Workbook(whole, {"in_memory": True})
    workbook.set_properties({"created": _CREATED})
    bold = workbook.add_format({"bold": True})
    names = unique(answer.names)
    sheet = workbook.add_worksheet("answer")
    _fill(sheet, bold, names, [_cells(answer, row) for row in answer.rows])
    meanings = [[name, column.type, column.meaning] for name, column in zip(names, answer.columns, strict=True)]
    _fill(workbook.add_worksheet("columns"), bold, ["column", "type", "meaning"], meanings)
    workbook.close()
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


def _cells(answer: Answer, row: tuple[Any, ...]) -> list[Any]:
    return [_cell(column, value) for column, value in zip(answer.columns, row, strict=True)]


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


def _fill(sheet: Any, bold: Any, header: list[str], rows: list[list[Any]]) -> None:
    """Write a header and rows; text that looks like a formula stays text."""
    for at, head in enumerate(header):
        sheet.write_string(0, at, head, bold)
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(number, at, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(number, at, value)
            elif value:
                sheet.write_string(number, at, value)
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(header) - 1)
    for at, head in enumerate(header):
        longest = max([len(head), *(len(text(row[at])) for row in rows)])
        sheet.set_column(at, at, min(longest + 2, WIDEST))


FORMAT = Format(
    "xlsx",
    "a workbook for spreadsheet programs, with the column meanings (extra xlsx)",
    _write_rows,
    streams=False,
    needs_file=True,
)
