"""Nodes of a seed file in CSV: the first row has the names of fields, each further row is an item.

An empty cell is a field that is not given. Cells of fields that are lists contain the items, separated by semicolons;
an item may end with its kind in parentheses, as in ``Osa II (nato-reporting-name)``. A cell that begins with a bracket
or a brace is a list in YAML. Blank rows are skipped.
"""

from __future__ import annotations

import re
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Fault
from azmil.seeds import events, nodes
from azmil.seeds.node import Mapping, Plain, Scalar, SeedError, Sequence, clean, is_clean
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Lists
    from pathlib import Path

    from azmil.seeds.node import Node

ENDING = ".csv"
UNCLOSED = Fault(
    "a cell of a CSV seed file begins with a quote that is not closed",
    "the cell begins with a quote that is not closed",
    "end it with '\"', and double each quote inside it",
)
AFTER_QUOTE = Fault(
    "a cell of a CSV seed file has text after its closing quote",
    "the cell has text after its closing quote",
    "double each quote inside the cell, or remove the text",
)
WIDTH = Fault(
    "a row of a CSV seed file has more or fewer cells than the first row",
    "the row has {found:,} cells, the first row {expected:,}",
    "add or remove commas, or quote cells that contain commas",
)
NO_HEADING = Fault(
    "a cell in the first row of a CSV seed file is empty",
    "the name of the field in column {number} is missing",
    "write it in the first row",
)
SEPARATOR = Fault(
    "the cells of a CSV seed file are separated by semicolons or tabs",
    "the cells are separated by {separator}",
    "separate them by commas",
)
_CELL = re.compile(r'[ \t]*"(?P<quoted>(?:[^"]|"")*)(?P<closed>"?)[ \t]*|(?P<plain>[^,\r\n]*)')
_CELLS = re.compile(r'(?:^|,)("(?:[^"]|"")*+"|[^",]*)(?=,|$)')  # of a row on one line
_LINE_END = re.compile(r"\r\n|\r|\n")
_BETWEEN_ITEMS = re.compile(r";(?![^{]*\})")
_KIND = re.compile(r"(?P<name>.*\S)\s+\((?P<kind>[a-z0-9]+(?:-[a-z0-9]+)*)\)", re.DOTALL)


class Cell(NamedTuple):
    """A cell: its line and column, counted from 1, its start and end in the file with quotes, and its text."""

    line: int
    column: int
    start: int
    end: int
    text: str


class ListField(NamedTuple):
    """A field that takes a list: the fields that an item of plain text and the kind after it fill, if any."""

    short: str | None
    kind: str | None


class CsvError(Exception):
    """An error in the form of a CSV file, at a line and a column."""

    def __init__(self, line: int, column: int, error: AzmilError) -> None:
        super().__init__(str(error))
        self.line = line
        self.column = column
        self.error = error


def rows(text: str) -> Iterator[list[Cell]]:
    """Yield the rows of a CSV file that are not blank; raise CsvError if quotes are not closed."""
    at, line = 0, 1
    while at < len(text):
        row, at, line = _row(text, at, line)
        if any(cell.text.strip() for cell in row):
            yield row


def _row(text: str, at: int, line: int) -> tuple[list[Cell], int, int]:
    """Return the row that begins at a position and a line, with the position and line after it."""
    row: list[Cell] = []
    start_of_line = at
    while True:
        match = _CELL.match(text, at)
        assert match is not None  # noqa: S101 - the pattern matches the empty text
        quoted, end = match["quoted"], match.end()
        column = at - start_of_line + 1
        if quoted is not None and not match["closed"]:
            raise CsvError(line, column, UNCLOSED())
        row.append(Cell(line, column, at, end, match["plain"] if quoted is None else quoted.replace('""', '"')))
        if quoted is not None and (breaks := list(_LINE_END.finditer(text, at, end))):
            line, start_of_line = line + len(breaks), breaks[-1].end()
        if text.startswith(",", end):
            at = end + 1
            continue
        line_end = _LINE_END.match(text, end)
        if line_end is None and end < len(text):
            raise CsvError(row[-1].line, row[-1].column, AFTER_QUOTE())
        return row, line_end.end() if line_end else len(text), line + 1


def read(path: Path, shown: str, lists: Lists[str, ListField]) -> Node | None:
    """Return the items of a CSV seed file as nodes, or None if it is empty.

    ``lists`` are the fields that take lists, by name. Raises SeedError, which names the file as ``shown``.
    """
    return parse(nodes.text_of(path, shown), shown, lists)


def parse(text: str, shown: str, lists: Lists[str, ListField]) -> Node | None:
    """Return the items in the text of a CSV seed file, like ``read``."""
    try:
        return _items(text, shown, lists)
    except CsvError as error:
        raise SeedError(Problem.of(shown, error.line, error.column, error.error)) from None


def _items(text: str, shown: str, lists: Lists[str, ListField]) -> Node | None:
    at, line = 0, 1
    heading: list[Cell] = []
    while not any(cell.text.strip() for cell in heading):
        if at >= len(text):
            return None
        heading, at, line = _row(text, at, line)
    names = _names(heading)
    quick = _QuickRows(names, lists) if is_clean(text) and "\r" not in text else None
    items: list[Node] = []
    while at < len(text):
        if quick is not None:
            end = text.find("\n", at)
            written = text[at:] if end < 0 else text[at:end]
            if (item := quick.item(written, line)) is not None:
                items.append(item)
                at, line = at + len(written) + 1, line + 1
                continue
        row, at, line = _row(text, at, line)
        if any(cell.text.strip() for cell in row):
            items.append(_item(names, row, shown, lists))
    return Sequence(heading[0].line, heading[0].column, items)


class _QuickRows:
    """Quick reading of rows on one line each, without lists, which most rows are; their text has to be clean."""

    def __init__(self, names: list[Scalar], lists: Lists[str, ListField]) -> None:
        self._names = names
        self._lists = lists
        # By which cells have a text: their names, as nodes and as texts; nothing if one of them takes a list.
        self._forms: dict[tuple[bool, ...], tuple[tuple[Scalar, ...], tuple[str, ...]]] = {}

    def item(self, row: str, line: int) -> Plain | None:
        """Return the item in a row, or None if it cannot be read quickly."""
        cells: list[str] = _CELLS.findall(row)
        if len(cells) != len(self._names) or sum(map(len, cells)) + len(cells) - 1 != len(row):
            return None
        texts: list[str] = []
        places: list[int] = []
        column = 1
        for cell in cells:
            text = (cell[1:-1].replace('""', '"') if cell[:1] == '"' else cell).strip()
            texts.append(text)
            if text:
                places += (0, column)
            column += len(cell) + 1
        given = tuple(map(bool, texts))
        if given not in self._forms:
            keys = tuple(compress(self._names, given))
            is_list = any(key.text in self._lists for key in keys)
            self._forms[given] = ((), ()) if is_list else (keys, tuple(key.text for key in keys))
        keys, names = self._forms[given]
        return Plain(line, 1, names, list(filter(None, texts)), tuple(places), keys) if keys else None


def _item(names: list[Scalar], row: list[Cell], shown: str, lists: Lists[str, ListField]) -> Mapping:
    """Return the item in a row."""
    if len(row) != len(names):
        raise CsvError(row[0].line, row[0].column, WIDTH(found=len(row), expected=len(names)))
    fields: dict[str, tuple[Scalar, Node]] = {}
    for name, cell in zip(names, row, strict=True):
        scalar = _scalar(cell)
        if scalar.text:
            value = listed(scalar, lists[name.text], shown) if name.text in lists else scalar
            fields[name.text] = name, value
    return Mapping(row[0].line, row[0].column, fields)


def _names(heading: list[Cell]) -> list[Scalar]:
    """Return the names of the fields in the first row; raise CsvError if one is missing or occurs twice."""
    names = [_scalar(cell) for cell in heading]
    first: dict[str, Scalar] = {}
    for number, name in enumerate(names, 1):
        if len(names) == 1 and (found := re.search("[;\t]", name.text)):
            separator = "semicolons" if found[0] == ";" else "tabs"
            raise CsvError(name.line, name.column, SEPARATOR(separator=separator))
        if not name.text:
            raise CsvError(name.line, name.column, NO_HEADING(number=number))
        if first.setdefault(name.text, name) is not name:
            raise CsvError(name.line, name.column, events.TWICE(name=name.text, line=first[name.text].line))
    return names


def _scalar(cell: Cell) -> Scalar:
    try:
        return Scalar(cell.line, cell.column, clean(cell.text))
    except AzmilError as error:
        raise CsvError(cell.line, cell.column, error) from None


def listed(scalar: Scalar, field: ListField, shown: str) -> Node:
    """Return the list that a text contains; raise SeedError, which names the file as ``shown``, if it is not valid."""
    if scalar.text.startswith("["):
        return _in_yaml(scalar, scalar.text, shown)
    items: list[Node] = []
    for part in map(str.strip, _BETWEEN_ITEMS.split(scalar.text)):
        match = _KIND.fullmatch(part) if field.short and field.kind else None
        if part.startswith("{"):
            items.append(_in_yaml(scalar, part, shown))
        elif match is None:
            items.append(item_of(scalar, part))
        else:
            pairs = {str(field.short): match["name"], str(field.kind): match["kind"]}
            fields: dict[str, tuple[Scalar, Node]] = {
                name: (scalar, item_of(scalar, text)) for name, text in pairs.items()
            }
            items.append(Mapping(scalar.line, scalar.column, fields))
    return Sequence(scalar.line, scalar.column, items)


def _in_yaml(scalar: Scalar, text: str, shown: str) -> Node:
    """Return the node of a text in YAML, which is part of a cell."""
    try:
        return _moved(nodes.parse(text, shown) or scalar, scalar)
    except SeedError as error:
        raise SeedError(Problem.of(shown, scalar.line, scalar.column, error.problem.error)) from None


def item_of(place: Scalar, text: str) -> Scalar:
    """Return a text at the place of another."""
    return Scalar(place.line, place.column, text)


def _moved(node: Node, place: Scalar) -> Node:
    """Return a node as if all of it were at one place."""
    if isinstance(node, Scalar):
        return item_of(place, node.text)
    if isinstance(node, Sequence):
        return Sequence(place.line, place.column, [_moved(item, place) for item in node.items])
    fields = {name: (item_of(place, key.text), _moved(value, place)) for name, (key, value) in node.fields.items()}
    return Mapping(place.line, place.column, fields)
