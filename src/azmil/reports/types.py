"""Column types: how the columns of each are filtered, completed, sorted, shown and stored.

A header names the type of each column (``-- branch (word branches): ...``). Sorting goes by meaning: quantities by
their bounds, dates by their days, lines by their number, words of a vocabulary by its order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from azmil.errors import AzmilError, Exit, Fault
from azmil.reports import matching
from azmil.reports.matching import Condition, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from azmil.reports.matching import Rows
    from azmil.values.answers import Column

NO_FILTER = Fault(
    "rows are to be filtered by a column that is not for it",
    "rows cannot be filtered by '{column}'",
    "{instead}",
    Exit.USAGE,
)
NO_NUMBER = Fault(
    "a column of numbers is compared with something else", "'{value}' is not a whole number", "write one", Exit.USAGE
)
NO_FLAG = Fault(
    "a column of yes or no is compared with something else", "'{value}' is neither yes nor no", "write one", Exit.USAGE
)
_FLAGS = {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}


class Text:
    """Texts, found however they are spelt."""

    name: ClassVar[str] = "text"
    filter: ClassVar[Literal["values", "bounds", "switch", "none"]] = "values"  # which options it makes
    can_exclude: ClassVar[bool] = True
    is_numeric: ClassVar[bool] = False  # shown flush right
    folds: ClassVar[bool] = True  # its cells may be broken into lines

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column has one of some values; raise AzmilError for one it cannot have."""
        found = [matching.text(rows, column, str(value)) for value in values]
        return Condition(matching.any_of(column.name, found), found)

    def excluded(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column has none of some values, or is empty."""
        sql, parameters = self.condition(rows, column, values)
        return Condition(f"({self.filtered(column)} IS NULL OR NOT {sql})", parameters)

    def filtered(self, column: Column) -> str:
        """Return the column that is compared when rows are filtered."""
        return column.name

    def completions(self, rows: Rows, column: Column, beginning: str) -> Iterator[Value]:
        """Yield the values that begin with a text."""
        yield from (Value(str(value)) for value in rows.values(column.name) if str(value).startswith(beginning))

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the terms that sort by a column; ``known`` are all columns that there are to sort by."""
        return [column.name]

    def cell(self, value: Any) -> str:
        """Return a value, which is not None, as users read it."""
        return str(value)

    def stored(self, value: Any) -> Any:
        """Return a value, which is not None, as a file for programs holds it."""
        return value


class Id(Text):
    """Ids of records."""

    name = "id"
    can_exclude = False


class Prose(Text):
    """Sentences, which are searched and not filtered."""

    name = "prose"
    filter = "none"
    can_exclude = False

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Raise AzmilError, since sentences are searched."""
        raise NO_FILTER(column=column.name, instead="search for its words")


class Number(Text):
    """Whole numbers, filtered by bounds."""

    name = "number"
    filter = "bounds"
    can_exclude = False
    is_numeric = True
    folds = False

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column is one of some numbers."""
        for value in values:
            if not isinstance(value, int):
                raise NO_NUMBER(value=value)
        return Condition(matching.any_of(column.name, values), list(values))

    def cell(self, value: Any) -> str:
        """Return a number with commas."""
        return f"{value:,}" if isinstance(value, int) else str(value)


class Quantity(Text):
    """Quantities as said, such as "over 600"; the target is the column of the printed figure."""

    name = "quantity"
    is_numeric = True
    folds = False

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the terms that sort by the figure, or where there is none by the lowest number the words allow."""
        bounds = [name for name in ("lowest", "highest") if name in known]
        figures = [name for name in (column.target, *bounds) if name]
        first = f"COALESCE({', '.join(figures)})" if len(figures) > 1 else (*figures, column.name)[0]
        return [first, *bounds, column.name]


class Ordinal(Text):
    """Numbers of units as written, sorted as numbers."""

    name = "ordinal"

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the terms that sort shorter numbers first."""
        return [f"length({column.name})", column.name]


class Date(Text):
    """Dates in EDTF, filtered by overlap: a row has a date if it may fall into it."""

    name = "date"
    can_exclude = False
    folds = False
    DAYS = ("earliest_start", "latest_start", "earliest_end", "latest_end")  # of the column called date

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a date overlaps one of some dates; raise AzmilError for what is no date."""
        from azmil.values import dates  # noqa: PLC0415 - of questions about dates

        spans = [dates.parse(str(value)) for value in values]
        if column.name == "date" and all(map(rows.report.column, self.DAYS)):
            one = "(earliest_start <= ? AND latest_end >= ?)"
            days = [day for span in spans for day in (span.latest_end, span.earliest_start)]
            return Condition(f"({' OR '.join([one] * len(spans))})", days)
        found = [date for date in rows.values(column.name) if matching.overlaps(str(date), spans)]
        return Condition(matching.any_of(column.name, found) if found else "1 = 0", found)

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the terms that sort by the first day, then by the last."""
        if column.name == "date" and set(self.DAYS) <= set(known):
            return ["earliest_start", "latest_end", "date"]
        return [matching.first_day(column.name), column.name]

    def cell(self, value: Any) -> str:
        """Return a date as users read it, or any other text as it is."""
        if str(value).isdigit():  # a year, which is shown as it is
            return str(value)
        from azmil.values import dates  # noqa: PLC0415 - of answers with other dates

        try:
            return dates.in_table(str(value))
        except AzmilError:
            return str(value)


class Flag(Text):
    """Yes (1) or no (0)."""

    name = "flag"
    filter = "switch"
    can_exclude = False
    folds = False

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column says yes or no."""
        for value in values:
            if str(value).lower() not in _FLAGS:
                raise NO_FLAG(value=value)
        found = [_FLAGS[str(value).lower()] for value in values]
        return Condition(matching.any_of(column.name, found), found)

    def completions(self, rows: Rows, column: Column, beginning: str) -> Iterator[Value]:
        """Yield nothing: a switch takes no value."""
        yield from ()

    def cell(self, value: Any) -> str:
        """Return yes or no."""
        return "yes" if value else "no"

    def stored(self, value: Any) -> Any:
        """Return true or false."""
        return bool(value)


class Lines(Text):
    """Lines of sources, sorted by number."""

    name = "lines"
    filter = "none"
    can_exclude = False

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Raise AzmilError, since rows are asked for by the lines they cite."""
        raise NO_FILTER(column=column.name, instead="ask for what cites a line instead")

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the terms that sort by the first line."""
        return ["first_line", column.name] if "first_line" in known else [column.name]


class Word(Text):
    """Words of a vocabulary, the target, sorted in its order."""

    name = "word"

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column is one of some words, by code or by label."""
        found = [matching.word(rows, column, str(value)) for value in values]
        return Condition(matching.any_of(column.name, found), found)

    def completions(self, rows: Rows, column: Column, beginning: str) -> Iterator[Value]:
        """Yield the codes that begin with a text, with their labels, in the order of the vocabulary."""
        codes = rows.run(f"SELECT code, label FROM {column.target} ORDER BY position", ())
        yield from (Value(code, label) for code, label in codes if code.startswith(beginning))

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the term that sorts in the order of the vocabulary."""
        return [f"(SELECT word.position FROM {column.target} AS word WHERE word.code = {column.name})"]


class Tree(Word):
    """Words of a vocabulary that is a tree: a word stands for those below it as well."""

    name = "tree"

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column is one of some words, by code or by label, or below one."""
        found = [one for value in values for one in matching.words_below(rows, column, str(value))]
        return Condition(matching.any_of(column.name, found), found)


class Name(Text):
    """Names of records, whose ids are in the column that is the target; found by any of their names."""

    name = "name"

    def filtered(self, column: Column) -> str:
        """Return the column of ids."""
        return column.target

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column names one of the records that are called so, or what is inside them."""
        found = [id_ for value in values for id_ in matching.ids(rows, column, str(value))]
        return Condition(matching.any_of(column.target, found), found)

    def completions(self, rows: Rows, column: Column, beginning: str) -> Iterator[Value]:
        """Yield the ids of records one of whose names begins so, with their names."""
        held = f"EXISTS (SELECT 1 FROM {rows.report.table} WHERE {column.target} = n.record_id)"
        return matching.called(rows.run, beginning, held)


TYPES: dict[str, Text] = {
    one.name: one
    for one in (
        Id(), Text(), Prose(), Number(), Quantity(), Ordinal(), Date(), Flag(), Lines(), Word(), Tree(), Name(),
    )
}  # fmt: skip


def of(column: Column) -> Text:
    """Return the type of a column; one that is not known is text."""
    return TYPES.get(column.type) or TYPES["text"]


def cell(column: Column, value: Any) -> str:
    """Return a value of a column as users read it; nothing for None, bytes by their number."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"<{len(value):,} bytes>"
    return of(column).cell(value)
