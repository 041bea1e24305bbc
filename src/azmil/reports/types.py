"""Column types: how columns are filtered, completed, sorted, shown and stored.

The header of a report gives the type of each column (``-- branch (word branches): ...``). Values are sorted by
meaning: quantities by their bounds, dates by their days, lines by number, words in the order of their vocabulary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from azmil.errors import AzmilError
from azmil.reports import matching
from azmil.reports.matching import Condition, Value
from azmil.values.answers import HEDGE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from azmil.reports.matching import Rows
    from azmil.values.answers import Column

_FLAGS = {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}


class Text:
    """Text, matched in any spelling."""

    name: ClassVar[str] = "text"
    filter: ClassVar[Literal["values", "bounds", "switch", "none"]] = "values"  # the options that it defines
    can_exclude: ClassVar[bool] = True
    is_numeric: ClassVar[bool] = False  # aligned to the right
    folds: ClassVar[bool] = True  # its cells may be wrapped

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column has any of the given values; raise AzmilError for an invalid value."""
        given = [str(value) for value in values]
        found = list(dict.fromkeys(each for value in given for each in self.found(rows, column, value, given)))
        return Condition(matching.any_of(column.name, found), found)

    def found(self, rows: Rows, column: Column, value: str, given: Sequence[str]) -> list[str]:
        """Return the values of a column that one of the given strings means."""
        if exact := matching.exact(rows, column, value):
            return exact
        from azmil.reports import wording  # noqa: PLC0415 - most filters are by words or exact values

        return wording.meant(rows, column, value, given)

    def excluded(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column has none of the given values or is NULL."""
        sql, parameters = self.condition(rows, column, values)
        return Condition(f"({self.filtered(column)} IS NULL OR NOT {sql})", parameters)

    def filtered(self, column: Column) -> str:
        """Return the column that filters compare."""
        return column.name

    def completions(self, rows: Rows, column: Column, prefix: str) -> Iterator[Value]:
        """Yield the values that begin with a prefix."""
        yield from (Value(str(value)) for value in rows.values(column.name) if str(value).startswith(prefix))

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the terms that sort by a column; ``known`` are all columns of the rows."""
        return [column.name]

    def cell(self, value: Any) -> str:
        """Return a value other than None as shown to users."""
        return str(value)

    def stored(self, value: Any) -> Any:
        """Return a value other than None as stored in files for programs."""
        return value


class Id(Text):
    """Ids of records."""

    name = "id"
    can_exclude = False


class Prose(Text):
    """Sentences, which can be searched but not filtered."""

    name = "prose"
    filter = "none"
    can_exclude = False

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Raise AzmilError: sentences can only be searched."""
        raise matching.NO_FILTER(column=column.name, instead="search for words instead")


class Number(Text):
    """Whole numbers, filtered by bounds."""

    name = "number"
    filter = "bounds"
    can_exclude = False
    is_numeric = True
    folds = False
    python_types: ClassVar[tuple[type, ...]] = (int,)  # of bounds

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column is any of the given numbers."""
        for value in values:
            if not isinstance(value, self.python_types):
                raise matching.NO_NUMBER(value=value)
        return Condition(matching.any_of(column.name, values), list(values))

    def cell(self, value: Any) -> str:
        """Return a number with commas."""
        return f"{value:,}" if isinstance(value, (int, float)) else str(value)


class Decimal(Number):
    """Numbers that need not be whole, filtered by bounds."""

    name = "decimal"
    python_types = (int, float)


class Quantity(Text):
    """Quantities as stated, such as "over 600"; the target is the column of the printed figure."""

    name = "quantity"
    is_numeric = True
    folds = False

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the terms that sort by the figure, or without one by the lowest number the wording allows."""
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
    """EDTF dates, filtered by overlap: a row matches a date if its date may overlap it.

    It matches a month or day of any year if its date is known to start or end there.
    """

    name = "date"
    can_exclude = False
    folds = False
    DAYS = ("earliest_start", "latest_start", "earliest_end", "latest_end")  # of the column called date

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a date may overlap any of the given dates; raise AzmilError for an invalid date."""
        has_days = column.name == "date" and all(map(rows.report.column, self.DAYS))
        return matching.on_dates(rows, column.name, list(map(str, values)), has_days=has_days)

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the terms that sort by the first day, then by the last."""
        if column.name == "date" and set(self.DAYS) <= set(known):
            return ["earliest_start", "latest_end", "date"]
        return [matching.first_day(column.name), column.name]

    def cell(self, value: Any) -> str:
        """Return a date as shown to users, or any other text unchanged."""
        if str(value).isdigit():  # a year, shown unchanged
            return str(value)
        from azmil.values import dates  # noqa: PLC0415 - only other dates need it

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
        """Return the condition that a flag has any of the given values; raise AzmilError for anything but yes or no."""
        for value in values:
            if str(value).lower() not in _FLAGS:
                raise matching.NO_FLAG(value=value)
        return Condition(matching.any_of(column.name, values), [_FLAGS[str(value).lower()] for value in values])

    def completions(self, rows: Rows, column: Column, prefix: str) -> Iterator[Value]:
        """Yield nothing: a switch has no value."""
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
        """Raise AzmilError: the filter ``cites`` finds rows by line instead."""
        raise matching.NO_FILTER(column=column.name, instead="use the filter 'cites' instead")

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the terms that sort by the first line."""
        return ["first_line", column.name] if "first_line" in known else [column.name]


class Word(Text):
    """Words of a vocabulary, which is the target, sorted in its order."""

    name = "word"

    def completions(self, rows: Rows, column: Column, prefix: str) -> Iterator[Value]:
        """Yield the codes that begin with a prefix, with their labels, in the order of the vocabulary."""
        codes = f"SELECT code, label FROM {column.target} ORDER BY position"
        yield from (Value(code, label) for code, label in rows.run(codes, ()) if code.startswith(prefix))

    def order(self, column: Column, known: Collection[str]) -> list[str]:
        """Return the term that sorts in the order of the vocabulary."""
        return [f"(SELECT word.position FROM {column.target} AS word WHERE word.code = {column.name})"]


class Tree(Word):
    """Words of a vocabulary that is a tree: a word includes the words below it."""

    name = "tree"


class Name(Text):
    """Names of records, whose ids are in the target column; matched by any of their names."""

    name = "name"

    def filtered(self, column: Column) -> str:
        """Return the column of ids."""
        return column.target

    def condition(self, rows: Rows, column: Column, values: Sequence[Any]) -> Condition:
        """Return the condition that a column refers to a record with any of the given names, or to one within it."""
        from azmil.reports.naming import ids  # noqa: PLC0415 - only filters by name need it

        found = [id_ for value in values for id_ in ids(rows, column, str(value))]
        return Condition(matching.any_of(column.target, found), found)

    def completions(self, rows: Rows, column: Column, prefix: str) -> Iterator[Value]:
        """Yield the ids and names of records with a name that begins with a prefix."""
        held = f"EXISTS (SELECT 1 FROM {rows.report.table} WHERE {column.target} = n.record_id)"
        return matching.beginning_with(rows.run, prefix, held)


_ALL = (Id, Text, Prose, Number, Decimal, Quantity, Ordinal, Date, Flag, Lines, Word, Tree, Name)
TYPES: dict[str, Text] = {type_.name: type_() for type_ in _ALL}


def of(column: Column) -> Text:
    """Return the type of a column; text if it has none."""
    return TYPES.get(column.type) or TYPES["text"]


def has_few_values(column: Column) -> bool:
    """Return whether a column has few values, so that users can choose among them."""
    return isinstance(of(column), (Flag, Word, Name)) or f"_{column.name}".endswith(f"_{HEDGE}")


def cell(column: Column, value: Any) -> str:
    """Return a value of a column as shown to users: None as an empty string, bytes as their count."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"<{len(value):,} bytes>"
    return of(column).cell(value)
