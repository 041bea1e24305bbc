"""HTML: a table for inclusion in a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from azmil.formats.base import Format, with_cited_lines
from azmil.formats.terminal.screen import clean
from azmil.reports import types

if TYPE_CHECKING:
    from typing import TextIO

    from azmil.values.answers import Answer


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:  # noqa: ARG001 - always all columns
    stream.write(table(answer))


def table(answer: Answer) -> str:
    """Return an answer as an HTML table."""
    answer = with_cited_lines(answer)
    heads = "".join(f"<th>{escape(clean(name))}</th>" for name in answer.names)
    lines = [f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"]
    for row in answer.rows:
        cells = (types.cell(column, value) for column, value in zip(answer.columns, row, strict=True))
        lines.append(f"<tr>{''.join(f'<td>{escape(clean(text))}</td>' for text in cells)}</tr>\n")
    lines.append("</tbody>\n</table>\n")
    return "".join(lines)


FORMAT = Format("html", "an HTML table for inclusion in a page", _write_rows, folds=True, errors="xmlcharrefreplace")
