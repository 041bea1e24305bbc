"""Tables of a site: the cells of an answer with their links, and the hedge in words next to the fact."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from azmil.formats.base import text
from azmil.reports import types
from azmil.values import locators
from azmil.values.answers import HEDGE, MARKED, OBSERVED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from azmil.publish.page import Links
    from azmil.values.answers import Answer, Column, Row


SOURCE_COLUMNS = {"sources": "source"}  # by report: the column whose cells are ids of sources


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: how it is shown by default, sorted and filtered."""

    name: str
    title: str
    meaning: str
    is_hidden: bool  # until all columns are shown
    is_numeric: bool
    is_facet: bool
    is_flag: bool  # its cells show yes and no instead of 1 and 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its heads, and the HTML of its rows."""

    heads: list[Head]
    body: Markup


def table_of(
    answer: Answer,
    source: str,
    link: Links,
    *,
    has_all: bool = False,
    facets: Collection[str] = (),
    source_column: str = "",
) -> Table:
    """Return the table of an answer; ``source`` is the source of lines without one.

    ``has_all`` includes the columns that are hidden by default, ``facets`` are the columns to choose values from, and
    the cells of ``source_column`` are ids of sources, which lead to their pages.
    """
    at = {column.name: place for place, column in enumerate(answer.columns)}
    leads = "fact" if any(column.name == "fact" and column.place != "wide" for column in answer.columns) else "id"
    pairs = [
        (column, _head(column, is_facet=column.name in facets)) for column in answer.columns if column.place != "target"
    ]
    if not has_all:  # the fact leads to the record, so that no id is needed
        pairs = [(column, head) for column, head in pairs if not head.is_hidden and column.type != "id"]
    cells = [
        _source_cell(column, at, link)
        if column.name == source_column
        else _cell_of(column, _target(column, at, leads), at, source, link)
        for column, _ in pairs
    ]
    rows = ("".join(["<tr>", *(cell(row) for cell in cells)]) for row in answer.rows)
    # HTML allows cells and rows without end tags, which are a tenth of a page.
    return Table([head for _, head in pairs], Markup("".join(rows)))  # noqa: S704 - each cell escapes its values


def labels(name: str, answer: Answer) -> str:
    """Return the rules that put the name of its column before each cell of a report on a narrow screen."""
    columns = [column for column in answer.columns if column.place != "target"]
    rules = (
        f'&:nth-child({at})::before{{content:"{column.name.replace("_", " ")}: "}}'
        for at, column in enumerate(columns, 1)
    )
    return f'[data-report="{name}"] td{{{"".join(rules)}}}'


@lru_cache(maxsize=1024)  # the same columns are in the tables of all records
def _head(column: Column, *, is_facet: bool) -> Head:
    is_hedge = column.name == HEDGE or column.name.endswith(f"_{HEDGE}")
    in_words = column.name in MARKED or column.name == OBSERVED
    return Head(
        column.name,
        column.name.replace("_", " "),
        column.meaning,
        not is_hedge and (in_words or column.place == "wide") and column.name != "id",
        types.of(column).is_numeric,
        is_facet,
        column.type == "flag",
    )


def _cell_of(column: Column, target: int, at: dict[str, int], source: str, link: Links) -> Callable[[Row], str]:
    """Return the function that writes the cell of a column as HTML, with the value of files if it differs.

    On a server it also has the name of the column, which narrow screens show; a site has the names in its style sheet.
    Cells of flags have no value, since their heads say that they are flags. ``target`` is the position of the id that
    the cell links to, or -1.
    """
    place, type_, start = at[column.name], types.of(column), _start_of(column, link)
    observed = at.get(OBSERVED, -1) if column.name == "date" else -1

    def cell(row: Row) -> str:
        value: Any = row[place]
        if value is None:
            return f"{start}>"
        shown, plain = type_.cell(value), text(value)
        if observed >= 0 and row[observed]:
            shown = f"as of {shown}"
        raw = "" if plain == shown or column.type == "flag" else f' data-v="{escape(plain)}"'
        if column.type == "lines":
            return f"{start}{raw}>{lines_html(str(value), source, link)}"
        if target >= 0 and row[target] is not None:
            return f'{start}{raw}><a href="{link.record(row[target])}">{escape(shown, quote=False)}</a>'
        return f"{start}{raw}>{escape(shown, quote=False)}"

    return cell


def _source_cell(column: Column, at: dict[str, int], link: Links) -> Callable[[Row], str]:
    """Return the function that writes the cell of a column of sources, with a link to the page of each."""
    place, start = at[column.name], _start_of(column, link)
    return lambda row: f'{start}><a href="{link.source(str(row[place]))}">{escape(str(row[place]), quote=False)}</a>'


def _start_of(column: Column, link: Links) -> str:
    """Return the start of each cell of a column, without the end of its tag."""
    return f'<td data-name="{column.name.replace("_", " ")}"' if link.is_served else "<td"


def _target(column: Column, at: dict[str, int], leads: str) -> int:
    """Return the position of the id that a column links to, or -1; ``leads`` is the column that leads to the record."""
    if column.type == "name":
        return at.get(column.target, -1)
    return at.get("id", -1) if column.name == leads else -1


@lru_cache(maxsize=4096)  # many records cite the same lines
def lines_html(printed: str, source: str, link: Links) -> Markup:
    """Return printed lines as HTML, each range a link to its first line; ``source`` is that of lines without one.

    The text is that of the printed lines, so a source is named before the first of its lines.
    """
    parts = []
    named = ""
    for lines in locators.parse(printed):
        shown = lines if lines.source != named else lines._replace(source="")
        parts.append(f'<a href="{link.source(lines.source or source, lines.first)}">{shown}</a>')
        named = lines.source
    return Markup(", ".join(parts))  # noqa: S704 - ids and numbers need no escapes
