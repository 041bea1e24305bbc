"""Markdown: a table in CommonMark with the tables extension."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.formats.base import Format, with_cited_lines
from azmil.formats.terminal.screen import clean
from azmil.reports import types

if TYPE_CHECKING:
    from typing import TextIO

    from azmil.values.answers import Answer

# Characters that CommonMark treats as markup, except underscores inside words.
_MARKUP = re.compile(r"[\\`*<&|~\[\]]|(?<!\w)_|_(?!\w)")


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:  # noqa: ARG001 - always all columns
    answer = with_cited_lines(answer)
    stream.write(_line([_escaped(name) for name in answer.names]))
    stream.write(_line(["---"] * len(answer.columns)))
    for row in answer.rows:
        cells = zip(answer.columns, row, strict=True)
        stream.write(_line([_escaped(types.cell(column, value)) for column, value in cells]))


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _escaped(text: str) -> str:
    """Return text as a cell: on one line, with its markup characters escaped."""
    return _MARKUP.sub(r"\\\g<0>", clean(text)).replace("\n", " ")


FORMAT = Format("md", "a Markdown table", _write_rows, is_for_people=True, folds=True, encoding="utf-8")
