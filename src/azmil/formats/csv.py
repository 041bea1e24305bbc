"""CSV with a header, as in RFC 4180 except that lines end with a newline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.formats.base import Format, texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from azmil.values.answers import Answer

_SPECIAL = re.compile('[",\r\n]')
_EMPTY = '""'  # a row with one empty value; an empty line would not be a row


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:  # noqa: ARG001 - always all columns
    stream.writelines(map(line, texts(answer)))


def line(row: Iterable[str]) -> str:
    """Return a row of texts as a line."""
    return f"{','.join(map(_quoted, row)) or _EMPTY}\n"


def _quoted(text: str) -> str:
    """Return text as a CSV field; Python 3.11's csv module leaves carriage returns unquoted, which splits rows."""
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


FORMAT = Format(
    "csv", "comma-separated values with a header, for spreadsheets and programs", _write_rows, encoding="utf-8"
)
