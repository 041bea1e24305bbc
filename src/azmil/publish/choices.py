"""What the script of a page needs to filter and sort the rows of a report as azmil does, as short as it can be.

It is an object with three keys:

``takes``
    for each column to choose from, what a filter by a value takes in if that is not the rows with the value: positions
    among the distinct values of the column, in the order of the rows, or ``{"rows": [...]}`` with numbers of rows;
``trees``
    for each column of a tree, its words with their depths, each above those below it;
``sort``
    for each column, what sorts by it if that is not its text: names of columns (``+count`` if they are numbers), ``#``
    for the first number in its text, and ranks, by value (an object) or by row (a list).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from azmil.formats.base import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azmil.values.answers import Answer
    from azmil.values.contents import Choices

_LAST_DIGIT = 9  # single digits, such as flags, are sorted as text too
_NUMBER = re.compile(r"\d+")


def attribute(answer: Answer, choices: Choices) -> Markup:
    """Return the object in JSON, for an attribute between single quotes."""
    written = json.dumps(of(answer, choices), ensure_ascii=False, separators=(",", ":"))
    escaped = written.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")
    return Markup(escaped)  # noqa: S704 - escaped here, since most of its quotes are double


def of(answer: Answer, choices: Choices) -> dict[str, Any]:
    """Return the object."""
    cells = {name: [row[at] for row in answer.rows] for at, name in enumerate(answer.names)}
    texts = {name: list(map(text, column)) for name, column in cells.items()}
    takes = {
        name: {value: _taken(texts[name], rows) for value, rows in taken.items() if rows or value in texts[name]}
        for name, taken in choices.taken.items()
    }
    sort = {name: _terms(name, keys, cells, texts) for name, keys in choices.keys.items()}
    trees = {name: _used(tree, texts[name], takes[name]) for name, tree in choices.trees.items() if name in takes}
    return {
        "takes": {name: taken for name, taken in takes.items() if taken},
        "trees": trees,
        "sort": {name: terms for name, terms in sort.items() if terms != [name]},
    }


def _taken(column: Sequence[str], rows: Sequence[int]) -> list[int] | dict[str, list[int]]:
    """Return rows as positions among the distinct values of a column if these have no other rows."""
    values = {column[row] for row in rows}
    if "" in values or sum(value in values for value in column) != len(rows):
        return {"rows": list(rows)}
    known = list(dict.fromkeys(filter(None, column)))
    return sorted(known.index(value) for value in values)


def _used(tree: Sequence[tuple[str, int]], column: Sequence[str], takes: Mapping[str, object]) -> list[tuple[str, int]]:
    """Return the words of a tree whose filters match rows."""
    used = {*column, *takes}
    return [(word, depth) for word, depth in tree if word in used]


def _terms(
    name: str, keys: Sequence[str | list[Any]], cells: Mapping[str, list[Any]], texts: Mapping[str, list[str]]
) -> list[Any]:
    """Return what sorts by a column."""
    found: list[Any] = []
    for key in keys:
        if isinstance(key, str):
            are_numbers = any(isinstance(value, (int, float)) and not 0 <= value <= _LAST_DIGIT for value in cells[key])
            found.append(f"+{key}" if are_numbers else key)
        elif list(map(text, key)) == texts[name]:
            found.append(name)
        elif key == [_first_number(cell) for cell in texts[name]]:
            found.append("#")
        else:
            found.append(_ranks(key, texts[name]))
    return list({json.dumps(term): term for term in found}.values())


def _first_number(cell: str) -> int | None:
    found = _NUMBER.search(cell)
    return int(found[0]) if found else None


def _ranks(key: Sequence[Any], cells: Sequence[str]) -> dict[str, int | None] | list[int | None]:
    """Return the ranks of values, by the text of the cell if it determines them, else by row."""
    rank = {value: at for at, value in enumerate(sorted({value for value in key if value is not None}))}
    ranks = [None if value is None else rank[value] for value in key]
    by_cell = dict(zip(cells, ranks, strict=True))
    if [by_cell[cell] for cell in cells] == ranks and len(by_cell) < len(ranks):
        return {cell: number for cell, number in by_cell.items() if number is not None}
    return ranks
