"""Tab-separated values with a header; tabs and line ends in a value become spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats.base import Format, on_one_line, texts

if TYPE_CHECKING:
    from typing import TextIO

    from azmil.values.answers import Answer


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:  # noqa: ARG001 - always all columns
    stream.writelines("\t".join(map(on_one_line, row)) + "\n" for row in texts(answer))


FORMAT = Format("tsv", "tab-separated values with a header", _write_rows, encoding="utf-8")
