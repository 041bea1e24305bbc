"""CSV with a head, as RFC 4180 has it, but for the line ends, which are newlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.formats.base import Format, texts

if TYPE_CHECKING:
    from typing import TextIO

    from azmil.values.answers import Answer

_SPECIAL = re.compile('[",\r\n]')
_EMPTY = '""'  # a row of one empty value, which would be no row as an empty line


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:  # noqa: ARG001 - all columns always
    stream.writelines(f"{','.join(map(_quoted, row)) or _EMPTY}\n" for row in texts(answer))


def _quoted(text: str) -> str:
    """Return a value as CSV has it; Python 3.11's own writer leaves a carriage return unquoted, which splits a row."""
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


FORMAT = Format("csv", "comma-separated values with a head, for spreadsheets and programs", _write_rows)
