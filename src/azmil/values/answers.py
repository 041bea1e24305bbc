"""What can be asked and what comes back: reports, questions, statements, answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azmil.values.left_out import LeftOut

Row = tuple[Any, ...]
Value = str | int | bool
# What every question may say, so that no column of a report can be called so.
RESERVED = frozenset(
    {"where", "exclude", "at_least", "at_most", "as_of", "since", "until", "certain"}
    | {"parameters", "columns", "sort", "by", "limit"}
)

# The columns of a report that say how its rows are hedged: tables show them as marks, and other formats the first.
HEDGE, *MARKED = ("hedge", "modality", "said_by", "disputed", "in_tension", "doubtful")
OBSERVED = "observed"  # the column that says whether the one called date is only when a state was seen

_NONE: Mapping[str, Any] = MappingProxyType({})


class Column(NamedTuple):
    """A column of a report or an answer: its type, how it is shown, and what it holds."""

    name: str
    type: str = ""  # one of azmil.reports.types.TYPES, or nothing where it is not known
    target: str = ""  # what the type refers to: a vocabulary, or a column of ids or figures
    place: str = ""  # "wide", "grouped", "chosen" by the user, "mark" for the marks of tables only, or nothing
    meaning: str = ""


class Parameter(NamedTuple):
    """A value that a user's own report asks for."""

    name: str
    type: str  # "number" or "text"
    default: str | None
    choices: tuple[str, ...]
    meaning: str


class Report(NamedTuple):
    """A prebuilt query: its name, what it answers, its columns, its order and its SELECT."""

    name: str
    title: str
    columns: tuple[Column, ...]
    order: str
    example: str
    sums: str  # the quantity whose bounds may be added up, if any
    select: str
    parameters: tuple[Parameter, ...] = ()
    is_own: bool = False
    text: str = ""  # of its whole file
    keys: Mapping[str, str] = _NONE  # column -> the terms that sort by it, unless by its type

    @property
    def view(self) -> str:
        """The name of the view that holds it in a database."""
        return f"{self.name}_report"

    @property
    def table(self) -> str:
        """What a statement selects from: the view, or the SELECT of a user's own report."""
        return f"(\n{self.select}\n) AS own" if self.is_own else self.view

    def given(self, values: Mapping[str, str | float]) -> Report:
        """Return the report with the values of its parameters written into its SELECT, so that it has none."""
        if not self.parameters:
            return self
        from azmil.values.sqltext import filled  # noqa: PLC0415 - of a user's own reports

        return self._replace(select=filled(self.select, lambda written: values[written[1:]]), parameters=())

    def column(self, name: str) -> Column | None:
        """Return the column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def has_days(self) -> bool:
        """Whether its rows have the four days of a date, so that it can be asked about a time."""
        return self.column("earliest_start") is not None


class Question(NamedTuple):
    """What is asked of a report: which of its rows, and how they are cut, sorted and grouped.

    Columns are named as the report names them, and filters by no column as ``azmil.ask.conditions.FILTERS`` does.
    Several values mean any of them.
    """

    report: str  # its name, or the path of a file that ends with .sql
    where: Mapping[str, Sequence[Value]] = _NONE
    exclude: Mapping[str, Sequence[Value]] = _NONE
    at_least: Mapping[str, int] = _NONE
    at_most: Mapping[str, int] = _NONE
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    is_certain: bool = False  # with as_of: only what certainly held
    parameters: Mapping[str, str | float] = _NONE  # of a user's own report
    columns: Sequence[str] = ()
    sort: Sequence[str] = ()  # names of columns, with - before those to be sorted the largest first
    by: str | None = None
    limit: int | None = None
    seconds: float | None = None  # that a user's own report may take, None for the usual limit

    @property
    def is_dated(self) -> bool:
        """Whether it asks about a time, so that rows without a date are left out."""
        return (self.since, self.until, self.as_of) != (None, None, None)


@dataclass(eq=False, repr=False)
class Answer:
    """Columns and rows, and what is known of what they leave out.

    ``marks`` and ``labels`` are the sign and the word of each modality, ``notes`` the lines behind the record of an
    id, ``words`` the beginnings of words that the answer was found by, ``statement`` what gives the rows.
    """

    columns: list[Column]
    rows: list[Row]
    left_out: list[LeftOut] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    statement: Statement | None = None

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    @property
    def is_cut(self) -> bool:
        """Whether rows were found that are not in it, since there is a limit to its rows or its size."""
        return any(left.reason in ("limit", "size") for left in self.left_out)


def answer_of(names: list[str], rows: list[Row], **types: str) -> Answer:
    """Return an answer of columns with these names, of which some have a type."""
    return Answer([Column(name, types.get(name, "")) for name in names], rows)


class Statement(NamedTuple):
    """A SELECT with ``?`` for each parameter; ``columns`` describes those of its columns that are known."""

    sql: str
    parameters: tuple[Any, ...] = ()
    columns: tuple[Column, ...] = ()

    def limited(self, limit: int) -> Statement:
        """Return the statement that gives the first rows of this one."""
        return self._replace(sql=f"{self.sql}\nLIMIT {limit}")

    def counted(self) -> Statement:
        """Return the statement that counts the rows of this one."""
        return Statement(f"SELECT count(*) AS rows FROM (\n{self.sql}\n) AS answer", self.parameters)

    def printed(self) -> str:
        """Return the statement with its parameters written into it, so that it runs as it is."""
        from azmil.values.sqltext import filled  # noqa: PLC0415 - most statements are not printed

        values = iter(self.parameters)
        return filled(self.sql, lambda _: next(values)) + ";"
