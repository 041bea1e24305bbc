"""Edits of seed files in CSV: cells replaced and fields of rows set in place, with all other cells as they were."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.seeds.csv_nodes import rows
from azmil.workbench.patching import BOM, Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from azmil.seeds.csv_nodes import Cell
    from azmil.workbench.patching import Edit

_NEED_QUOTES = re.compile(r'[",\r\n]|^\s|\s$')
_QUOTED = re.compile(r'[ \t]*"')


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return the text of a CSV file with cells replaced; quotes are kept, or added where they are needed."""
    cells = {(cell.line, cell.column): cell for row in _rows(text) for cell in row}
    return _with(text, [_replacement(text, cells[edit.line, edit.column], edit.text) for edit in edits])


def patched(text: str, changes: Mapping[Place, Mapping[str, str | None]]) -> str:
    """Return the text of a CSV file with fields of rows set to new texts, or made empty where the text is None.

    Each row is named by the line and column of its first cell. Fields that the file lacks become new columns.
    """
    heading, *items = _rows(text)
    names = [cell.text.strip() for cell in heading]
    set_ = {name for fields in changes.values() for name, new in fields.items() if new is not None}
    added = sorted(set_ - set(names))
    spans = [_span(text, heading, {}, added)]
    for row in items:
        fields = changes.get((row[0].line, row[0].column), {})
        set_cells = {at: fields[name] or "" for at, name in enumerate(names) if name in fields}
        spans.append(_span(text, row, set_cells, [fields.get(name) or "" for name in added]))
    return _with(text, spans)


def _span(text: str, row: list[Cell], new: Mapping[int, str], added: Iterable[str]) -> Span:
    """Return the span that replaces cells of a row, by number, and adds others at its end."""
    first, last = row[0].start, row[-1].end
    cells = [
        _replacement(text, cell, new[at])[2] if at in new else text[cell.start : cell.end]
        for at, cell in enumerate(row)
    ]
    return first, last, ",".join([*cells, *map(_quoted, added)])


def values_of(text: str) -> dict[Place, str]:
    """Return the texts of the cells by line and column."""
    return {(cell.line, cell.column): cell.text for row in _rows(text) for cell in row}


def _rows(text: str) -> list[list[Cell]]:
    """Return the rows of a CSV file, with positions in the whole text."""
    start = len(BOM) if text.startswith(BOM) else 0
    return [
        [cell._replace(start=cell.start + start, end=cell.end + start) for cell in row] for row in rows(text[start:])
    ]


def _replacement(text: str, cell: Cell, new: str) -> Span:
    was_quoted = _QUOTED.match(text, cell.start, cell.end) is not None
    return cell.start, cell.end, _quoted(new, always=was_quoted)


def _quoted(text: str, *, always: bool = False) -> str:
    if not always and not _NEED_QUOTES.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _with(text: str, spans: Iterable[Span]) -> str:
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text
