"""The timeline: claims that begin or end in a period, in order, and the claims that it omits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Exit, Fault
from azmil.reports import matching
from azmil.store import result_of, rows
from azmil.values import dates
from azmil.values.answers import Column, LeftOut, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.store.protocol import Connection
    from azmil.values.answers import Answer

# The columns, with the type of each.
_COLUMNS = {
    "id": "id",
    "date": "date",
    "observed": "flag",
    "date_wording": "text",
    "fact": "prose",
    "hedge": "text",
    "kind": "word",
    "modality": "word",
    "said_by": "text",
    "disputed": "flag",
    "in_tension": "flag",
    "doubtful": "flag",
    "same_event_as": "id",
    "lines": "lines",
}
# Columns that tables show only on request.
_WIDE = frozenset({"id", "observed", "hedge", "kind", "said_by", "in_tension", "doubtful", "same_event_as"})
# Rows with a known start, so that the earliest day on which they may have begun is meaningful.
_KNOWN_START = "observed = 0 AND date NOT LIKE '/%' AND date NOT LIKE '..%' AND date NOT LIKE '[..%'"
# Rows that begin or end in a period: one index lookup for each condition, since one combined condition would scan half
# of a large database.
_IN_PERIOD = (
    "latest_start BETWEEN ? AND ?",
    "latest_end BETWEEN ? AND ? AND observed = 0",
    f"earliest_start BETWEEN ? AND ? AND {_KNOWN_START}",
)
# Undated claims: those with a wording of the source first, then by kind in the order of the vocabulary.
_UNDATED_ORDER = (
    "ORDER BY date_wording IS NULL, (SELECT position FROM record_kinds WHERE code = kind), first_line, lines, id"
)
_CLAIM = "kind IN (SELECT code FROM record_kinds WHERE is_claim = 1)"
MOST_COUNTED = 20_000  # records; omitted claims of all subjects are not counted among more, which would be slow

PERIOD_ALONE = Fault(
    "'undated' is used with a period",
    "'undated' cannot be used with a period",
    "remove one of them",
    Exit.USAGE,
)


class Timeline(NamedTuple):
    """A question for a timeline: a period (EDTF), which claims to include, and filters.

    ``ongoing`` adds claims that began before and ended after the period; ``undated`` selects undated claims instead,
    with the wording of their source. ``kinds`` are codes; ``about`` are SELECTs of ids, with their parameters, and
    ``subjects`` the names of the records that these mention.
    """

    period: str | None = None
    undated: bool = False
    ongoing: bool = False
    kinds: Sequence[str] = ()
    about: Sequence[tuple[str, list[str]]] = ()
    subjects: Sequence[str] = ()

    def filters(self) -> tuple[list[str], list[str]]:
        """Return the conditions of the filters, and their parameters."""
        conditions: list[str] = []
        parameters: list[str] = []
        if self.kinds:
            conditions.append(matching.any_of("kind", self.kinds))
            parameters += self.kinds
        if self.about:
            selects = "\nUNION\n".join(select for select, _ in self.about)
            conditions.append(f"id IN (\n{selects}\n)")
            parameters += [value for _, values in self.about for value in values]
        return conditions, parameters


def answer(connection: Connection, wanted: Timeline) -> Answer:
    """Return the claims of a timeline, and the numbers of those that it omits."""
    found = result_of(connection, statement(wanted))
    found.left_out = list(_left_out(connection, wanted, is_empty=not found.rows))
    return found


def statement(wanted: Timeline) -> Statement:
    """Return the SQL statement of the claims that begin or end in a period; without a period, of all dated claims.

    A date comes after all more precise dates within it: days, then their month, then their year. Claims that began
    before the period are sorted by their end. Raises AzmilError if the period is not a valid EDTF date or interval.
    """
    if wanted.undated and wanted.period is not None:
        raise PERIOD_ALONE()
    conditions, parameters, first = _in_period(wanted)
    filters, values = wanted.filters()
    where = "\nAND ".join([*conditions, *filters])
    order = _UNDATED_ORDER if wanted.undated else _order(first)
    columns = _columns(undated=wanted.undated)
    select = f"SELECT {', '.join(column.name for column in columns)}\nFROM facts_report"
    return Statement(f"{select}\nWHERE {where}\n{order}", (*parameters, *values), columns)


def _columns(*, undated: bool) -> tuple[Column, ...]:
    """Return the columns of a timeline: the date is shown by default, or its wording and groups by kind."""
    if not undated:
        wide = _WIDE | {"date_wording"}
        return tuple(Column(name, type_, place="wide" if name in wide else "") for name, type_ in _COLUMNS.items())
    wide = _WIDE | {"date"}
    names = ["id", "kind", *(name for name in _COLUMNS if name not in ("id", "kind"))]
    places = {name: "wide" for name in names if name in wide} | {"kind": "grouped"}
    return tuple(Column(name, _COLUMNS[name], place=places.get(name, "")) for name in names)


def _in_period(wanted: Timeline) -> tuple[list[str], list[str], str]:
    """Return the conditions of a period, their parameters, and its first day."""
    if wanted.undated:
        return ["date IS NULL"], [], dates.FIRST_DAY
    if wanted.period is None:
        return ["date IS NOT NULL"], [], dates.FIRST_DAY
    span = dates.parse(wanted.period)
    first, last = span.earliest_start, span.latest_end
    conditions, parameters = list(_IN_PERIOD), [first, last] * len(_IN_PERIOD)
    if wanted.ongoing:
        overlap, days = _overlapping(first, last)
        conditions.append(overlap)
        parameters += days
    found = "\nUNION\n".join(f"SELECT id FROM records WHERE {condition}" for condition in conditions)
    return [f"id IN (\n{found}\n)"], parameters, first


def _overlapping(first: str, last: str) -> tuple[str, list[str]]:
    """Return the condition that a row may apply on one of the days from ``first`` to ``last``, and its parameters."""
    known = matching.still_known(first)
    return f"earliest_start <= ? AND latest_end >= ? AND {known.sql}", [last, first, *known.parameters]


def _order(first: str) -> str:
    """Return an ORDER BY clause that sorts claims that began before a day by their end."""
    begin = f"CASE WHEN latest_start < '{first}' THEN latest_end ELSE latest_start END"
    return f"ORDER BY {begin}, earliest_start DESC, latest_end, first_line, id"


def _left_out(connection: Connection, wanted: Timeline, *, is_empty: bool) -> Iterator[LeftOut]:
    """Yield the claims that a timeline omits; if it is empty, also the dated claims and the gaps about its subjects."""
    if not wanted.undated:
        undated = "earliest_start IS NULL"
        is_large = not wanted.about and _has_many(connection, undated)
        if (count := None if is_large else _count(connection, wanted, [undated])) != 0:
            yield LeftOut(count, "no-date", "ask for undated claims")
    if wanted.period is not None and not wanted.ongoing:
        yield from _ongoing(connection, wanted, wanted.period)
    if is_empty and wanted.about and (dated := _count(connection, wanted, ["earliest_start IS NOT NULL"])):
        yield LeftOut(dated, "other-date", "ask for dated claims without a period")
    if is_empty and (gaps := list(_gaps(connection, wanted.subjects))):
        yield LeftOut(len(gaps), "gap", f"see {', '.join(gaps)}", tuple(gaps))


def _ongoing(connection: Connection, wanted: Timeline, period: str) -> Iterator[LeftOut]:
    """Yield the claims that may apply in a period although they do not certainly begin or end in it."""
    span = dates.parse(period)
    first, last = span.earliest_start, span.latest_end
    overlap, days = _overlapping(first, last)
    outside = [f"NOT ({condition})" for condition in _IN_PERIOD]
    parameters = [*days, *[first, last] * len(outside)]
    if not wanted.about and _has_many(connection, "earliest_start <= ?", last):
        yield LeftOut(None, "spanning", "include ongoing claims")
        return
    spanning = "latest_start < ? AND earliest_end > ?"
    if count := _count(connection, wanted, [overlap, *outside, spanning], [*parameters, first, last]):
        yield LeftOut(count, "spanning", "include ongoing claims")
    if count := _count(connection, wanted, [overlap, *outside, f"NOT ({spanning})"], [*parameters, first, last]):
        yield LeftOut(count, "vague", "include ongoing claims")


def _count(connection: Connection, wanted: Timeline, conditions: list[str], parameters: Sequence[str] = ()) -> int:
    """Return the number of claims that satisfy conditions and the filters of a timeline."""
    filters, values = wanted.filters()
    where = "\nAND ".join([*conditions, *filters, _CLAIM])
    return int(rows(connection, f"SELECT count(*) FROM records\nWHERE {where}", *parameters, *values)[0][0])


def _has_many(connection: Connection, condition: str, *parameters: str) -> bool:
    """Return whether more than ``MOST_COUNTED`` records satisfy a condition on an index."""
    found = f"SELECT 1 FROM records WHERE {condition} LIMIT {MOST_COUNTED + 1}"
    counted = rows(connection, f"SELECT count(*) FROM (\n{found}\n) AS found", *parameters)
    return int(counted[0][0]) > MOST_COUNTED


def _gaps(connection: Connection, names: Sequence[str]) -> Iterator[str]:
    """Yield the ids of the gaps that concern records, given by id, name or alias, or their parts."""
    if names:
        from azmil.ask import records  # noqa: PLC0415 - only needed for an empty timeline about a record

        subjects = [records.find(connection, name) for name in names]
        these = matching.any_of("thing_id", subjects)
        parts = f"thing_id IN (SELECT part_id FROM parts WHERE {matching.any_of('whole_id', subjects)})"
        about = f"SELECT remark_id FROM concerns WHERE {these} OR {parts}"
        found = rows(connection, f"SELECT id FROM gaps WHERE id IN ({about}) ORDER BY id", *subjects, *subjects)
        yield from (str(row[0]) for row in found)
