"""JSON Lines: one object per row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats.base import Format
from azmil.formats.json import to_json, values

if TYPE_CHECKING:
    from typing import TextIO

    from azmil.values.answers import Answer


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:  # noqa: ARG001 - always all columns
    stream.writelines(to_json(row, stream) for row in values(answer))


FORMAT = Format("jsonl", "one JSON object per line, for programs", _write_rows)
