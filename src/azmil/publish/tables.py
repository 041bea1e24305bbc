"""Tables of a site: the cells of an answer with their links, and the hedge in words next to the fact."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from azmil.formats.base import text
from azmil.reports import types
from azmil.values import locators
from azmil.values.answers import HEDGE, MARKED, OBSERVED

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.publish.page import Links
    from azmil.values.answers import Answer, Column, Row


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


def table_of(answer: Answer, source: str, link: Links, *, has_all: bool = False) -> Table:
    """Return the table of an answer; ``source`` is the source of lines without one.

    ``has_all`` includes the columns that are hidden by default.
    """
    at = {column.name: place for place, column in enumerate(answer.columns)}
    leads = "fact" if any(column.name == "fact" and column.place != "wide" for column in answer.columns) else "id"
    pairs = [(column, _head(column)) for column in answer.columns if column.place != "target"]
    if not has_all:  # the fact leads to the record, so that no id is needed
        pairs = [(column, head) for column, head in pairs if not head.is_hidden and column.type != "id"]
    cells = [_cell_of(column, _target(column, at, leads), at, source, link) for column, _ in pairs]
    rows = ("".join(["<tr>", *(cell(row) for cell in cells)]) for row in answer.rows)
    # HTML allows cells and rows without end tags, which are a tenth of a page.
    return Table([head for _, head in pairs], Markup("".join(rows)))  # noqa: S704 - each cell escapes its values


def _head(column: Column) -> Head:
    is_hedge = column.name == HEDGE
    in_words = column.name in MARKED or column.name == OBSERVED
    return Head(
        column.name,
        column.name.replace("_", " "),
        column.meaning,
        not is_hedge and (in_words or column.place == "wide") and column.name != "id",
        types.of(column).is_numeric,
        types.has_few_values(column),
        column.type == "flag",
    )


def _cell_of(column: Column, target: int, at: dict[str, int], source: str, link: Links) -> Callable[[Row], str]:
    """Return the function that writes the cell of a column as HTML, with the value of files if it differs.

    Cells of flags have none, since their heads say that they are flags. ``target`` is the position of the id that the
    cell links to, or -1.
    """
    place, type_ = at[column.name], types.of(column)
    observed = at.get(OBSERVED, -1) if column.name == "date" else -1

    def cell(row: Row) -> str:
        value: Any = row[place]
        if value is None:
            return "<td>"
        shown, plain = type_.cell(value), text(value)
        if observed >= 0 and row[observed]:
            shown = f"as of {shown}"
        raw = "" if plain == shown or column.type == "flag" else f' data-v="{escape(plain)}"'
        if column.type == "lines":
            return f"<td{raw}>{lines_html(str(value), source, link)}"
        if target >= 0 and row[target] is not None:
            return f'<td{raw}><a href="{link.record(row[target])}">{escape(shown, quote=False)}</a>'
        return f"<td{raw}>{escape(shown, quote=False)}"

    return cell


def _target(column: Column, at: dict[str, int], leads: str) -> int:
    """Return the position of the id that a column links to, or -1; ``leads`` is the column that leads to the record."""
    if column.type == "name":
        return at.get(column.target, -1)
    return at.get("id", -1) if column.name == leads else -1


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
