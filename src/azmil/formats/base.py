"""The interface of output formats, and the conversions of results that they share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from azmil.values.answers import EVENTS, HEDGE, LINES, MARKED, OBSERVED, Column, LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil.values.answers import Answer
    from azmil.values.sheets import Citations, Sheet
    from azmil.values.trees import Tree

Shape = Literal["rows", "record", "tree"]
# Rows of an event that differ in one of these columns are not folded: no row loses its date or a mark.
_ALIKE = (*MARKED, OBSERVED, "date", "date_wording", "standing", "holds")
# The marks of flags and speakers by column: mark, legend and meaning. The marks of modalities are in the database.
MARKS = {
    "said_by": ("»", "attributed, see said_by", "The source quotes or reports a speaker, named in said_by."),
    "disputed": ("†", "disputed, see the conflicts", "Another passage denies it or states something else."),
    "in_tension": (
        "≈",
        "in tension, see the conflicts",
        "Another passage can be true too, but needs an explanation.",
    ),
    "doubtful": ("‡", "doubtful, see its note", "Its reading is doubtful, for a reason given in its record."),
}


class Format(NamedTuple):
    """An output format; the module of each format defines one as ``FORMAT``.

    ``write_rows`` takes an answer, a stream and whether to show all columns (``wide``). ``write_record`` takes a sheet
    or the citations of a record, and a stream, ``write_tree`` a tree and a stream. A format that lacks it and does
    not draw writes the nodes of a tree as rows. A format that needs a file writes bytes.
    """

    name: str
    meaning: str
    write_rows: Callable[..., None] | None = None
    write_record: Callable[[Sheet | Citations, Any], None] | None = None
    write_tree: Callable[[Tree, Any], None] | None = None
    is_for_people: bool = False  # omits empty results, and prints a blank line between two results
    draws: bool = False  # escapes control characters itself, since it adds colours; may go through the pager
    folds: bool = False  # shows claims of the same event as one row, if the answer has their lead claims
    streams: bool = True  # writes row by row, so that several results may follow each other
    needs_file: bool = False
    encoding: str | None = None  # of stdout; None for the encoding of the locale
    errors: str = "backslashreplace"  # how stdout represents characters that its encoding lacks

    @property
    def shapes(self) -> frozenset[Shape]:
        """The shapes it can show."""
        tree = self.write_tree or (None if self.draws else self.write_rows)
        functions: dict[Shape, Any] = {"rows": self.write_rows, "record": self.write_record, "tree": tree}
        return frozenset(shape for shape, function in functions.items() if function is not None)


def has_marks(answer: Answer) -> bool:
    """Return whether tables show the hedges of an answer as marks."""
    return bool(answer.marks) and "modality" in answer.names


def marks_of(answer: Answer, *, in_words: bool) -> tuple[list[str], dict[str, str]]:
    """Return the marks of each row, and the meanings of those that occur.

    With ``in_words`` each row's marks are followed by their meanings, and no meanings are returned apart.
    """
    if not has_marks(answer):
        return [], {}
    names = answer.names
    modality = names.index("modality")
    flags = [(names.index(name), mark, meaning) for name, (mark, meaning, _) in MARKS.items() if name in names]
    marks: list[str] = []
    used: dict[str, str] = {}
    for row in answer.rows:
        found = [(answer.marks.get(row[modality], ""), answer.labels.get(row[modality], ""))]
        found += [(mark, meaning) for at, mark, meaning in flags if row[at]]
        found = [(mark, meaning) for mark, meaning in found if mark]
        used.update(found)
        words = ", ".join(meaning.partition(",")[0] for _, meaning in found)
        marks.append("".join(mark for mark, _ in found) + f" {words}" * (in_words and bool(found)))
    order = [*answer.marks.values(), *(mark for mark, *_ in MARKS.values())]
    return marks, {mark: used[mark] for mark in order if mark in used and not in_words}


def is_in_words(column: Column) -> bool:
    """Return whether a column has its values in words in every format, not only as marks in tables."""
    return column.place != "mark" or column.name in (OBSERVED, LINES) or column.name.endswith(HEDGE)


def without_marks(answer: Answer) -> Answer:
    """Return an answer without the columns that only tables need for their marks.

    The hedges, the lines and whether a state was observed stay.
    """
    kept = [at for at, column in enumerate(answer.columns) if is_in_words(column)]
    if len(kept) == len(answer.columns):
        return answer
    from dataclasses import replace  # noqa: PLC0415 - as in ``cut``

    rows = [tuple(row[at] for at in kept) for row in answer.rows]
    return replace(answer, columns=[answer.columns[at] for at in kept], rows=rows)


def folded(answer: Answer, ending: str) -> tuple[Answer, list[int]]:
    """Return an answer with one row per event, and for each row the number of other claims that it stands for.

    A row is the lead claim of an event, or the first one present if a filter excludes the lead. If there are others,
    ``ending`` is added to its fact, with their number for ``{}``. An answer without a fact or the columns in ``EVENTS``
    is returned unchanged.
    """
    names = answer.names
    if not set(names) >= {"fact", *EVENTS}:
        return answer, [0] * len(answer.rows)
    from dataclasses import replace  # noqa: PLC0415 - few answers have events

    fact, id_, lead = (names.index(name) for name in ("fact", *EVENTS))
    alike = [at for at, name in enumerate(names) if name in _ALIKE]
    events: dict[tuple[object, ...], list[int]] = {}
    for number, row in enumerate(answer.rows):
        events.setdefault((row[lead] or row[id_], *(row[at] for at in alike)), []).append(number)
    others: dict[int, int] = {}  # number of the row that leads -> number of the other rows
    for (event, *_), numbers in events.items():
        leading = next((number for number in numbers if answer.rows[number][id_] == event), numbers[0])
        others[leading] = len(numbers) - 1
    rows = []
    for number in sorted(others):
        row = answer.rows[number]
        text = f"{row[fact]} {ending.format(others[number])}" if others[number] else row[fact]
        rows.append((*row[:fact], text, *row[fact + 1 :]))
    return replace(answer, rows=rows), [others[number] for number in sorted(others)]


def cut(answer: Answer, limit: int) -> Answer:
    """Return an answer with at most ``limit`` rows, cut for no other reason."""
    from dataclasses import replace  # noqa: PLC0415 - few answers are cut here

    left_out = [left for left in answer.left_out if left.reason != "limit"]
    if len(answer.rows) > limit:
        left_out.insert(0, LeftOut(None, "limit", "increase the limit"))
    return replace(answer, rows=answer.rows[:limit], left_out=left_out)


def with_cited_lines(answer: Answer) -> Answer:
    """Return an answer for programs, with the cited lines of its rows as an additional column."""
    answer = without_marks(answer)
    if not answer.notes:
        return answer
    from dataclasses import replace  # noqa: PLC0415 - few answers have notes

    at = answer.names.index("id")
    rows = [(*row, answer.notes.get(str(row[at]))) for row in answer.rows]
    cited = Column("cited_lines", "lines", meaning="cited lines of the record with this id")
    return replace(answer, columns=[*answer.columns, cited], rows=rows, notes={})


def unique(names: list[str]) -> list[str]:
    """Return distinct names: a repeated name gets the lowest number that makes it unique.

    A name that occurs once is never changed, so ``a, a, a_2`` becomes ``a, a_3, a_2``.
    """
    taken = set(names)
    found: dict[str, None] = {}
    for name in names:
        number, distinct = 1, name
        while distinct in found or (number > 1 and distinct in taken):
            number += 1
            distinct = f"{name}_{number}"
        found[distinct] = None
    return list(found)


def texts(answer: Answer) -> Iterator[list[str]]:
    """Yield the column names, then each row with every value as text, never truncated."""
    answer = with_cited_lines(answer)
    yield answer.names
    for row in answer.rows:
        yield [text(value) for value in row]


def text(value: object) -> str:
    """Return a value as text: NULL as an empty string, bytes as hexadecimal digits."""
    if isinstance(value, bytes):
        return value.hex()
    return "" if value is None else str(value)


def on_one_line(value: str) -> str:
    """Replace each tab and line end of a string with a space."""
    return re.sub(r"[\t\r\n]", " ", value)
