"""What a format is: its properties and the functions that write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from azmil.values.answers import HEDGE, OBSERVED, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil.values.answers import Answer
    from azmil.values.sheets import Citations, Sheet

Shape = Literal["rows", "record", "tree"]


class Format(NamedTuple):
    """A format of output: one module each, whose ``FORMAT`` this is.

    ``write_rows`` takes an answer, a stream and whether to show all columns (``wide``); ``write_record`` takes
    everything about a record, or the places it rests on, and a stream. A format that needs a file writes bytes.
    """

    name: str
    meaning: str
    write_rows: Callable[..., None] | None = None
    write_record: Callable[[Sheet | Citations, Any], None] | None = None
    write_tree: Callable[..., None] | None = None
    is_for_people: bool = False  # prints nothing where there is nothing, and a blank line between two answers
    draws: bool = False  # cleans what it writes itself, since it adds colours; may go through the pager
    streams: bool = True  # writes each row by itself, so that one answer may follow another
    needs_file: bool = False

    @property
    def shapes(self) -> frozenset[Shape]:
        """What it can show: rows, a record, a tree."""
        functions: dict[Shape, Any] = {
            "rows": self.write_rows,
            "record": self.write_record,
            "tree": self.write_tree,
        }
        return frozenset(shape for shape, function in functions.items() if function is not None)


def plain(answer: Answer) -> Answer:
    """Return an answer without the columns that are there for tables only; those that say it in words stay."""
    told = (HEDGE, OBSERVED)
    kept = [at for at, column in enumerate(answer.columns) if column.place != "mark" or column.name in told]
    if len(kept) == len(answer.columns):
        return answer
    from dataclasses import replace  # noqa: PLC0415 - of answers of some columns only

    rows = [tuple(row[at] for at in kept) for row in answer.rows]
    return replace(answer, columns=[answer.columns[at] for at in kept], rows=rows)


def noted(answer: Answer) -> Answer:
    """Return an answer as programs get it, with the lines behind its rows as a column of their own."""
    answer = plain(answer)
    if not answer.notes:
        return answer
    from dataclasses import replace  # noqa: PLC0415 - of answers with lines only

    at = answer.names.index("id")
    rows = [(*row, answer.notes.get(str(row[at]))) for row in answer.rows]
    cited = Column("cited_lines", "lines", meaning="the lines behind the record of the id")
    return replace(answer, columns=[*answer.columns, cited], rows=rows, notes={})


def unique(names: list[str]) -> list[str]:
    """Return names of which none is given twice, since an object would keep only the last value of it."""
    found: list[str] = []
    for name in names:
        number, one = 1, name
        while one in found:
            number += 1
            one = f"{name}_{number}"
        found.append(one)
    return found


def texts(answer: Answer) -> Iterator[list[str]]:
    """Yield the names of the columns, then each row, every value as text and whole."""
    answer = noted(answer)
    yield answer.names
    for row in answer.rows:
        yield [text(value) for value in row]


def text(value: object) -> str:
    """Return a value as text: nothing for NULL, bytes in hexadecimal digits."""
    if isinstance(value, bytes):
        return value.hex()
    return "" if value is None else str(value)


def on_one_line(value: str) -> str:
    """Return a text with a blank for each tab and line end."""
    return re.sub(r"[\t\r\n]", " ", value)
