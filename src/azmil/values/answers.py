"""Reports, questions, SQL statements and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = tuple[Any, ...]
Value = str | int | bool
# The fields of every question, which cannot be names of report columns.
RESERVED = frozenset(
    {"where", "exclude", "at_least", "at_most", "as_of", "since", "until", "certain"}
    | {"parameters", "columns", "sort", "by", "sum", "share", "limit"}
)

# The columns that hedge the rows of a report: tables show them as marks, other formats show the first as text.
HEDGE, *MARKED = ("hedge", "modality", "said_by", "disputed", "in_tension", "doubtful")
LINES = "lines"  # the cited lines of a row, which follow its hedge in other formats than tables
EVENTS = ("id", "same_event_as")  # columns by which tables fold the claims of an event into one row
OBSERVED = "observed"  # a flag column: whether the date only says when a state was observed

_NONE: Mapping[str, Any] = MappingProxyType({})


class Column(NamedTuple):
    """A column of a report or an answer: its type, how it is shown, and its meaning."""

    name: str
    type: str = ""  # one of azmil.reports.types.TYPES, or empty if not known
    target: str = ""  # the vocabulary, or the column of ids or figures, that the type refers to
    # Where tables show it: see azmil.reports.form; or "chosen" by the user, "mark", only as a mark, or "part", after
    # a heading above the first row that has a value.
    place: str = ""
    meaning: str = ""


def with_lines_after_hedge(columns: Sequence[Column]) -> list[Column]:
    """Return columns with the cited lines directly after the hedge, if there are both."""
    names = [column.name for column in columns]
    found = list(columns)
    if HEDGE in names and LINES in names:
        lines = found.pop(names.index(LINES))
        found.insert([column.name for column in found].index(HEDGE) + 1, lines)
    return found


class Parameter(NamedTuple):
    """A parameter of a user-defined report."""

    name: str
    type: str  # "number" or "text"
    default: str | None
    choices: tuple[str, ...]
    meaning: str


class Report(NamedTuple):
    """A report: its name, title, columns, order and SELECT."""

    name: str
    title: str
    columns: tuple[Column, ...]
    order: str
    example: str
    sums: str  # the figure of the quantity that may be added up, or empty
    select: str
    parameters: tuple[Parameter, ...] = ()
    is_user_defined: bool = False
    text: str = ""  # the whole file
    keys: Mapping[str, str] = _NONE  # column -> the terms that sort by it, if its type does not define them
    # How its quantities are added up, and what its rows are counted as (see azmil.reports.form).
    apart: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    same: str = ""
    wholes: tuple[str, ...] = ()
    counts: tuple[str, str] | None = None

    @property
    def view(self) -> str:
        """The name of its view in a database."""
        return f"{self.name}_report"

    @property
    def table(self) -> str:
        """The FROM of a statement: the view, or the SELECT of a user-defined report."""
        return f"(\n{self.select}\n) AS report" if self.is_user_defined else self.view

    def with_values(self, values: Mapping[str, str | float]) -> Report:
        """Return the report with its parameters replaced by values."""
        if not self.parameters:
            return self
        from azmil.values.sqltext import with_literals  # noqa: PLC0415 - only user-defined reports need it

        return self._replace(select=with_literals(self.select, lambda written: values[written[1:]]), parameters=())

    def column(self, name: str) -> Column | None:
        """Return the column with a name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def has_days(self) -> bool:
        """Whether its rows have the four days of a date, so that they can be filtered by time."""
        return self.column("earliest_start") is not None


def with_hedges(report: Report, shown: Sequence[Column]) -> list[Column]:
    """Return chosen columns with those that every result has: hedges, lines, marks, and those of events."""
    found = list(shown)
    names = {column.name for column in shown}
    lines = [LINES] * (report.column(HEDGE) is not None)
    events = EVENTS * (report.column(EVENTS[-1]) is not None)
    wanted = [HEDGE, *lines, *MARKED, *[OBSERVED] * ("date" in names), *events]
    wanted += [f"{column.name}_{HEDGE}" for column in shown]  # of figures from another claim
    for column in (report.column(name) for name in wanted if name not in names):
        if column is not None:
            found.insert(_position(report, column, found), column._replace(place="mark"))
    return found


def _position(report: Report, hedging: Column, shown: Sequence[Column]) -> int:
    """Return where to insert a hedge, after the quantity or fact that it belongs to, its lines, or a mark at the end.

    The hedge of a row follows the same column as in the report, or else a quantity, fact or number.
    """
    hedged = [HEDGE if hedging.name == LINES else hedging.name.removesuffix(f"_{HEDGE}")]
    if hedging.name == HEDGE:
        every = [column.name for column in report.columns]
        hedged = every[: every.index(HEDGE)][-1:]
        hedged += [
            column.name
            for type_ in ("quantity", "prose", "number", "decimal")
            for column in shown
            if column.type == type_
        ]
    names = [column.name for column in shown]
    return next((names.index(name) + 1 for name in hedged if name in names), len(shown))


class Question(NamedTuple):
    """A question: a report with filters, and how its rows are sorted, grouped and limited.

    Keys are columns of the report or names in ``azmil.ask.conditions.FILTERS``. Several values mean any of them.
    """

    report: str  # its name, or the path of a .sql file
    where: Mapping[str, Sequence[Value]] = _NONE
    exclude: Mapping[str, Sequence[Value]] = _NONE
    at_least: Mapping[str, float] = _NONE
    at_most: Mapping[str, float] = _NONE
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    is_certain: bool = False  # with as_of: only rows that certainly held
    parameters: Mapping[str, str | float] = _NONE  # of a user-defined report
    columns: Sequence[str] = ()
    sort: Sequence[str] = ()  # names of columns, with a prefix - for descending
    by: Sequence[str] = ()  # columns that group the rows
    sum: str | None = None  # the quantity to add up
    share: bool = False  # whether to add the share of each group in the total
    limit: int | None = None
    seconds: float | None = None  # time limit of a user-defined report; None for the default
    offset: int = 0  # rows to skip, if there is a limit
    has_targets: bool = False  # whether to add the ids that names refer to, as columns of the place "target"

    @property
    def is_dated(self) -> bool:
        """Whether it filters by time, which omits rows without a date."""
        return (self.since, self.until, self.as_of) != (None, None, None)

    @property
    def is_grouped(self) -> bool:
        """Whether its rows are counted or added up by group."""
        return bool(self.by) or self.sum is not None or self.share


Reason = Literal[
    "limit", "size", "undated", "imprecise", "open", "uncertain", "empty", "parts",
    "no-date", "spanning", "vague", "other-date",
    "column", "report", "filter", "values", "gap", "gaps", "row-gaps", "nothing", "time",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that an answer omits: their number (None if not counted), the reason, and how to include them.

    Rows that would match: the reason is "limit" if there are more rows than the limit, "size" if the answer would be
    too large, "undated" if a date filter excludes rows without a date, "imprecise" if a date of any year excludes rows
    whose month or day is not known, "open" if rows may have lasted until the given date, which is after the end of
    their source, "uncertain" if rows only possibly hold on the date, "empty" if they have no value in the column
    ``name``, and "parts" if they are about parts of the thing ``name``.

    A timeline omits claims without a date ("no-date"), claims that began before and ended after the period
    ("spanning"), and claims that may apply in it ("vague"). If it is empty, it counts the claims with another date
    ("other-date").

    Rows that are near an empty answer: they match the same value in another "column" or "report", or all but one
    "filter", which is ``without`` (if it is a date, ``sentence`` lists the dates of the rows); "values" are those of
    the column ``name``. A "gap" is the id ``name`` and the ``sentence`` of a gap that may explain why rows are missing,
    "gaps" are several that are about the same things.

    Gaps in the rows of an answer: a "gap", or "row-gaps" for several, whose ids are the ``name``. "nothing" is a value
    of a filter with several values, in ``without``, that no row has. "time": in a large database, the search for all
    these took too long, so that some may be missing.
    """

    count: int | None
    reason: Reason
    include: str  # how to include them, worded for every interface
    question: Question | None = field(default=None, repr=False)  # a question whose answer includes them
    without: Question | None = field(default=None, repr=False)  # a question with only the filters that it lacks
    name: str = field(default="", repr=False)
    sentence: str = field(default="", repr=False)


@dataclass(eq=False, repr=False)
class Answer:
    """Columns and rows, and a list of omitted rows with the reasons.

    ``marks`` and ``labels`` are the mark and the label of each modality, ``notes`` the cited lines by id of the record,
    ``words`` the stems of the words searched for, ``statement`` the SQL that returns the rows.
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
        """Whether it is truncated by a limit on its rows or its size."""
        return any(left.reason in ("limit", "size") for left in self.left_out)


def answer_of(names: list[str], rows: list[Row], **types: str) -> Answer:
    """Return an answer with columns of the given names; ``types`` are the types of columns by name."""
    return Answer([Column(name, types.get(name, "")) for name in names], rows)


class Statement(NamedTuple):
    """A SELECT with ``?`` for each parameter; ``columns`` describes its known columns."""

    sql: str
    parameters: tuple[Any, ...] = ()
    columns: tuple[Column, ...] = ()

    def limited(self, limit: int, offset: int = 0) -> Statement:
        """Return the statement with a limit on its rows, which skips the first ``offset``."""
        return self._replace(sql=f"{self.sql}\nLIMIT {limit}" + f" OFFSET {offset}" * (offset > 0))

    def counted(self) -> Statement:
        """Return a statement that counts the rows of this one."""
        return Statement(f"SELECT count(*) AS rows FROM (\n{self.sql}\n) AS answer", self.parameters)

    def printed(self) -> str:
        """Return the SQL with its parameters replaced by literals, ready to run."""
        from azmil.values.sqltext import with_literals  # noqa: PLC0415 - most statements are not printed

        values = iter(self.parameters)
        return with_literals(self.sql, lambda _: next(values)) + ";"
