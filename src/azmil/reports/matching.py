"""Matching values from users to the values of a column, in any spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.errors import AzmilError, Exit, Fault, Hints, ignore, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from azmil.errors import Notify
    from azmil.values.answers import Column, Report, Row
    from azmil.values.dates import Span

NO_FILTER = Fault(
    "rows are filtered by a column that does not support filters",
    "cannot filter by '{column}'",
    "{instead}",
    Exit.USAGE,
)
NO_NUMBER = Fault(
    "a number column is filtered by a value that is not a whole number",
    "'{value}' is not a whole number",
    "use digits, such as 12",
    Exit.USAGE,
)
NO_FLAG = Fault(
    "a flag column is filtered by a value other than yes or no",
    "'{value}' is not a valid flag",
    "use yes or no",
    Exit.USAGE,
)
NO_VALUE = Fault(
    "a column is filtered by a value it does not contain", "no such {column} '{value}'", "{instead}", Exit.USAGE
)
MOST_NEAR = 3  # values that a message suggests
MANY_NAMES = 20_000  # with more, the names of claims are matched only as a whole, since a scan would take seconds
LONGEST_SOUGHT = 900  # characters of a part of a name; a connection to SQLite refuses patterns of more than 1,000
MOST_SHOWN = 40  # values that a message lists in addition to the nearest ones


class Condition(NamedTuple):
    """A condition on a row in SQL, and its parameters."""

    sql: str
    parameters: list[Any]


class Value(NamedTuple):
    """A value that a user may choose, and its meaning."""

    value: str
    meaning: str = ""


Run = Callable[[str, Sequence[Any]], "list[Row]"]  # runs a SELECT and returns its rows


class Rows(NamedTuple):
    """The rows of a report, to look up values in; ``notify`` is called with each note about a value."""

    report: Report
    run: Run
    notify: Notify = ignore

    def have(self, column: str, values: Sequence[Any]) -> bool:
        """Return whether a column contains any of the values."""
        return bool(self.run(f"SELECT 1 FROM {self.report.table} WHERE {any_of(column, values)} LIMIT 1", values))

    def values(self, column: str) -> list[Any]:
        """Return the sorted values of a column, without NULL."""
        rows = self.run(f"SELECT DISTINCT {column} FROM {self.report.table} WHERE {column} IS NOT NULL", ())
        return sorted((row[0] for row in rows), key=str)

    def no(
        self, fault: Fault, column: Column, value: str, known: Iterable[str], most: int = MOST_SHOWN,
        near: Sequence[str] = (),
    ) -> AzmilError:  # fmt: skip
        """Return the error for a value that no row has, with the nearest values that exist, or those in ``near``."""
        text = instead(value, known, most, near)
        option = column.name.replace("_", "-")
        hint = None if text else Hints.LIST_VALUES
        return fault(hint, column=option, value=value, instead=text, report=self.report.name)


def has_many_names(run: Run) -> bool:
    """Return whether a database has so many names that a scan of all of them would be slow."""
    return bool(run(f"SELECT 1 FROM names LIMIT 1 OFFSET {MANY_NAMES}", ()))


def containing(folded: str) -> str:
    """Return the pattern for LIKE of texts that contain a folded string, which has no special characters."""
    return f"%{folded[:LONGEST_SOUGHT]}%"


def any_of(column: str, values: Sequence[Any]) -> str:
    """Return the condition that a column has any of the values."""
    return f"{column} = ?" if len(values) == 1 else f"{column} IN ({', '.join('?' * len(values))})"


def all_of(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that all conditions hold."""
    parameters = [value for condition in conditions for value in condition.parameters]
    return Condition("(" + " AND ".join(condition.sql for condition in conditions) + ")", parameters)


def exact(rows: Rows, column: Column, value: str) -> list[str]:
    """Return the value of a column that a string is, or nothing if other values may contain it.

    A word of a vocabulary is a code or label; in one that is a tree it includes all codes below it.
    """
    if column.type not in ("word", "tree"):
        return [value] if column.type not in ("", "text") and rows.have(column.name, [value]) else []
    codes = rows.run(f"SELECT code, label FROM {column.target} ORDER BY position", ())
    found = next((code for code, label in codes if value in (code, label)), None)
    wanted = value.lower()
    if found is None or any(code for code, label in codes if code != found and wanted in f"{code} {label.lower()}"):
        return []
    return words_below(rows, column, found) if column.type == "tree" else [found]


def words_below(rows: Rows, column: Column, top: str) -> list[str]:
    """Return a code of a vocabulary that is a tree, and all codes below it."""
    below = (
        f"WITH RECURSIVE below(code) AS (SELECT code FROM {column.target} WHERE code = ? "
        f"UNION SELECT word.code FROM {column.target} AS word "
        "JOIN below ON word.parent = below.code) SELECT code FROM below ORDER BY code = ? DESC, code"
    )
    return [row[0] for row in rows.run(below, (top, top))]


def words_of_rows(rows: Rows, column: Column) -> list[Value]:
    """Return the codes of a vocabulary whose filter matches rows, with their labels, in the order of the vocabulary."""
    used = set(rows.values(column.name))
    if column.type == "tree":
        above: dict[str, str | None] = dict(rows.run(f"SELECT code, parent FROM {column.target}", ()))
        used = {code for each in used for code in _with_those_above(each, above)}
    codes = rows.run(f"SELECT code, label FROM {column.target} ORDER BY position", ())
    return [Value(code, label) for code, label in codes if code in used]


def _with_those_above(code: str | None, above: Mapping[str, str | None]) -> Iterator[str]:
    while code is not None:
        yield code
        code = above.get(code)


def instead(value: str, known: Iterable[str], most: int = MOST_SHOWN, near: Sequence[str] = ()) -> str:
    """Return a hint with the nearest known values, and all others if there are at most ``most``; it may be empty.

    ``near`` are values to suggest first.
    """
    known = list(dict.fromkeys(known))
    close = list(dict.fromkeys([*near, *nearest(value, known)]))[:MOST_NEAR]
    found = f"did you mean {' or '.join(repr(word) for word in close)}?" if close else ""
    others = [word for word in known if word not in close]
    if others and len(known) <= most:
        found += f"{' other values' if close else 'use one of'}: {', '.join(others)}"
    return found


def beginning_with(run: Callable[[str, Sequence[Any]], list[Row]], prefix: str, held: str = "1 = 1") -> Iterator[Value]:
    """Yield the ids and names of things with a name that begins with a prefix; ``held`` is a condition on them."""
    from azmil.values.names import squeeze  # noqa: PLC0415

    first = squeeze(prefix)
    found = run(
        "SELECT DISTINCT n.record_id, r.name FROM names AS n JOIN records AS r ON r.id = n.record_id "
        "JOIN record_kinds AS k ON k.code = r.kind AND k.is_claim = 0 "
        f"WHERE n.squeezed >= ? AND n.squeezed < ? AND r.name IS NOT NULL AND {held} ORDER BY n.record_id",
        (first, f"{first}\U0010ffff"),
    )
    yield from (Value(id_, name) for id_, name in found)


def days(text: str) -> Span:
    """Return the four days of a date as users write it: in EDTF, or in words if they can mean only one date.

    Raises AzmilError for any other text, also for a date without a year.
    """
    from azmil.values import dates  # noqa: PLC0415 - few questions need it

    try:
        return dates.parse(text)
    except AzmilError as error:
        from azmil.values import written_dates  # noqa: PLC0415 - most users write EDTF

        return dates.parse(written_dates.edtf(text, error))


def on_dates(rows: Rows, column: str, values: Sequence[str], *, has_days: bool) -> Condition:
    """Return the condition that a date may overlap any of the given dates, or starts or ends in one of any year.

    ``has_days`` says whether the four days of the date are columns.
    """
    from azmil.values import dates  # noqa: PLC0415 - few questions need it

    any_of_them: list[str] = []
    if of_any_year := [value for value in values if dates.has_no_year(value)]:
        from azmil.values import any_year  # noqa: PLC0415 - most dates have a year

        any_of_them += [any_year.condition(column, any_year.parse(value)) for value in of_any_year]
    spans = [days(value) for value in values if not dates.has_no_year(value)]
    parameters: list[Any] = []
    if has_days:
        any_of_them += ["(earliest_start <= ? AND latest_end >= ?)"] * len(spans)
        parameters = [day for span in spans for day in (span.latest_end, span.earliest_start)]
    elif spans:
        parameters = [date for date in rows.values(column) if overlaps(str(date), spans)]
        any_of_them.append(any_of(column, parameters) if parameters else "1 = 0")
    return Condition(f"({' OR '.join(any_of_them)})", parameters)


def overlaps(date: str, spans: Sequence[Span]) -> bool:
    """Return whether an EDTF date may overlap any of the spans; False if it is not a date."""
    from azmil.values import dates  # noqa: PLC0415 - few questions need it

    try:
        parsed = dates.parse(date)
    except AzmilError:
        return False
    return any(parsed.earliest_start <= span.latest_end and parsed.latest_end >= span.earliest_start for span in spans)


def first_day(name: str) -> str:
    """Return the SQL of the approximate first day of an EDTF date whose days are not columns."""
    from azmil.values import dates  # noqa: PLC0415 - as above

    begun = f"replace(replace({dates.unmarked(name)}, '[', ''), '..', '/')"
    is_open = f"{name} LIKE '../%' OR {name} LIKE '/%' OR {name} LIKE '[..%'"
    parts = [
        f" WHEN substr({begun}, {at + 1}, 1) = '/' THEN replace(substr({begun}, 1, {at}), 'X', '0')" for at in (4, 7)
    ]
    seasons = [
        f" WHEN substr({begun}, 6, 2) = '{season}' THEN substr({begun}, 1, 5) || '{month:02}'"
        for season, month in ((21, 3), (22, 6), (23, 9), (24, 12))
    ]
    whole = f"replace(substr({begun}, 1, 10), 'X', '0')"
    return f"CASE WHEN {is_open} THEN '0001'{''.join([*seasons, *parts])} ELSE {whole} END"


def still_known(since: str) -> Condition:
    """Return the condition that a row has a known end, or that its source covers the day ``since``."""
    known = "SELECT 1 FROM evidence AS known WHERE known.record_id = id AND known.known_until >= ?"
    held = "latest_end < '9999-12-31' OR earliest_end >= ? OR latest_start >= ?"
    return Condition(f"({held} OR EXISTS ({known}))", [since] * 3)
