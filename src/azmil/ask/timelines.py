"""The timeline: claims that begin or end in a period, in order, and the claims that it omits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Exit, Fault
from azmil.reports import matching
from azmil.reports.matching import Condition
from azmil.store import result_of, rows
from azmil.values import dates
from azmil.values.answers import Column, LeftOut, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.ask.about import About
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
    "lines": "lines",
    "kind": "word",
    "modality": "word",
    "said_by": "text",
    "disputed": "flag",
    "in_tension": "flag",
    "doubtful": "flag",
    "same_event_as": "id",
}
# Columns that tables show only on request.
_WIDE = frozenset({"id", "observed", "hedge", "kind", "said_by", "in_tension", "doubtful", "same_event_as"})
# After the day by which claims are sorted.
_PRECISE_FIRST = "earliest_start DESC, latest_end, first_line, id"
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
_UNDATED_ORDER = "date_wording IS NULL, (SELECT position FROM record_kinds WHERE code = kind), first_line, lines, id"
_DATED = "SELECT id, kind, date, observed, earliest_start, latest_start, earliest_end, latest_end FROM records"
_CLAIM = "kind IN (SELECT code FROM record_kinds WHERE is_claim = 1)"
MOST_GAPS = 3  # ids of gaps in a message
MOST_COUNTED = 5_000  # records; omitted claims of all subjects are not counted among more, which would be slow

PERIOD_ALONE = Fault(
    "'undated' is used with a period",
    "'undated' cannot be used with a period",
    "remove one of them",
    Exit.USAGE,
)
ONGOING_ANY_YEAR = Fault(
    "'ongoing' is used with a period that has no year",
    "'ongoing' cannot be used with '{period}', which has no year",
    "add a year, or remove 'ongoing'",
    Exit.USAGE,
)


class Timeline(NamedTuple):
    """A question for a timeline: a period (EDTF), which claims to include, and filters.

    ``ongoing`` adds claims that began before and ended after the period; ``undated`` selects undated claims instead,
    with the wording of their source. ``kinds`` are codes; ``about`` are the records about some things and their parts,
    and ``subjects`` the names of these things. ``sources`` are the ids of sources, one of which a claim must cite.
    """

    period: str | None = None
    undated: bool = False
    ongoing: bool = False
    kinds: Sequence[str] = ()
    about: About | None = None
    subjects: Sequence[str] = ()
    limit: int | None = None  # of the claims; the first ``offset`` are skipped then
    offset: int = 0
    sources: Sequence[str] = ()

    def filters(self) -> list[Condition]:
        """Return the conditions on the kinds and the sources, if there are any."""
        found = [Condition(matching.any_of("kind", self.kinds), list(self.kinds))] if self.kinds else []
        if self.sources:
            cited = f"id IN (SELECT record_id FROM citations WHERE {matching.any_of('source_id', self.sources)})"
            found.append(Condition(cited, list(self.sources)))
        return found

    def about_filter(self) -> list[Condition]:
        """Return the condition on the records that a claim mentions, if there is one."""
        return [] if self.about is None else [self.about.condition_alone]


def answer(connection: Connection, wanted: Timeline) -> Answer:
    """Return the claims of a timeline, and the numbers of those that it omits."""
    every = statement(wanted)
    if wanted.limit is None:
        found = result_of(connection, every)
        found.left_out = list(_left_out(connection, wanted, is_empty=not found.rows))
        return found
    found = result_of(connection, every.limited(wanted.limit + 1, wanted.offset))
    is_cut = len(found.rows) > wanted.limit
    del found.rows[wanted.limit :]
    found.left_out = [LeftOut(None, "limit", "increase the limit")] * is_cut
    found.left_out += _left_out(connection, wanted, is_empty=not found.rows and not wanted.offset)
    return found


def statement(wanted: Timeline) -> Statement:
    """Return the SQL statement of the claims that begin or end in a period; without a period, of all dated claims.

    A date comes after all more precise dates within it: days, then their month, then their year. Claims that began
    before the period are sorted by their end. A period of any year, such as ``XXXX-05``, selects claims known to begin
    or end in that month or on that day. With ``about``, claims about parts of the things come last, with the part.
    Raises AzmilError if the period is not a valid date or interval.
    """
    if wanted.undated and wanted.period is not None:
        raise PERIOD_ALONE()
    conditions, parameters, begin = _in_period(wanted)
    conditions += [condition.sql for condition in wanted.filters()]
    parameters += [value for condition in wanted.filters() for value in condition.parameters]
    order = _UNDATED_ORDER if wanted.undated else f"{begin}, {_PRECISE_FIRST}"
    columns = _columns(undated=wanted.undated)
    if wanted.about is not None:
        return _about(wanted.about, conditions, parameters, order, columns)
    select = f"SELECT {', '.join(column.name for column in columns)}\nFROM facts_report"
    where = "\nAND ".join(conditions)
    return Statement(f"{select}\nWHERE {where}\nORDER BY {order}", tuple(parameters), columns)


def _about(
    found: About, conditions: list[str], parameters: list[str], order: str, columns: tuple[Column, ...]
) -> Statement:
    """Return the statement of a timeline about some things and their parts."""
    from azmil.ask import about  # noqa: PLC0415 - only needed for timelines about things

    part = about.part_column()
    select = f"SELECT {', '.join(column.name for column in columns)}, {about.PART} AS {part.name}\nFROM facts_report"
    in_any = found.condition
    where = "\nAND ".join([in_any.sql, *conditions])
    sql = f"{found.clause}\n{select}\nWHERE {where}\nORDER BY {about.OWN_FIRST}, {order}"
    return Statement(sql, (*found.parameters, *in_any.parameters, *parameters), (*columns, part))


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
    """Return the conditions of a period, their parameters, and the SQL of the day by which claims are sorted."""
    if wanted.undated or wanted.period is None:
        return ["date IS NULL" if wanted.undated else "date IS NOT NULL"], [], "latest_start"
    if dates.has_no_year(wanted.period):
        return _in_any_year(wanted.period, ongoing=wanted.ongoing, is_about=wanted.about is not None)
    span = matching.days(wanted.period)
    first, last = span.earliest_start, span.latest_end
    conditions, parameters = list(_IN_PERIOD), [first, last] * len(_IN_PERIOD)
    if wanted.ongoing:
        overlap, days = _overlapping(first, last)
        conditions.append(overlap)
        parameters += days
    found = "\nUNION\n".join(f"SELECT id FROM records WHERE {condition}" for condition in conditions)
    begin = f"CASE WHEN latest_start < '{first}' THEN latest_end ELSE latest_start END"
    return [f"id IN (\n{found}\n)"], parameters, begin


def _in_any_year(period: str, *, ongoing: bool, is_about: bool) -> tuple[list[str], list[str], str]:
    """Return the condition of a month or day of any year, no parameters, and the SQL of the day that is sorted by."""
    from azmil.values import any_year  # noqa: PLC0415 - most periods have a year

    wanted = any_year.parse(period)
    if ongoing:
        raise ONGOING_ANY_YEAR(period=period)
    condition = any_year.condition("date", wanted)
    begin = f"CASE WHEN {any_year.starts('date', wanted)} THEN latest_start ELSE latest_end END"
    # The records about some things are few; all others are found faster in the table than in the report.
    return [condition if is_about else f"id IN (\nSELECT id FROM records WHERE {condition}\n)"], [], begin


def _overlapping(first: str, last: str) -> tuple[str, list[str]]:
    """Return the condition that a row may apply on one of the days from ``first`` to ``last``, and its parameters."""
    known = matching.still_known(first)
    return f"earliest_start <= ? AND latest_end >= ? AND {known.sql}", [last, first, *known.parameters]


def _left_out(connection: Connection, wanted: Timeline, *, is_empty: bool) -> Iterator[LeftOut]:
    """Yield the claims that a timeline omits; if it is empty, also the dated claims and the gaps about its subjects."""
    everything = Condition("1 = 1", [])
    if not wanted.undated:
        (count,) = _counts(connection, wanted, Condition("earliest_start IS NULL", []), [everything])
        if count != 0:
            yield LeftOut(count, "no-date", "ask for undated claims")
    if wanted.period is not None and dates.has_no_year(wanted.period):
        yield from _imprecise(connection, wanted, wanted.period)
    elif wanted.period is not None and not wanted.ongoing:
        yield from _ongoing(connection, wanted, wanted.period)
    if is_empty and wanted.about is not None:
        (count,) = _counts(connection, wanted, Condition("earliest_start IS NOT NULL", []), [everything])
        if count:
            yield LeftOut(count, "other-date", "ask for dated claims without a period")
    if is_empty and (gaps := list(_gaps(connection, wanted.subjects))):
        shown = ", ".join(gaps[:MOST_GAPS]) + ", ..." * (len(gaps) > MOST_GAPS)
        yield LeftOut(len(gaps), "gap" if len(gaps) == 1 else "gaps", f"see {shown}", name=shown)


def _imprecise(connection: Connection, wanted: Timeline, period: str) -> Iterator[LeftOut]:
    """Yield the claims that a period of any year omits because the month or day of their date is not known."""
    from azmil.ask.timeless import imprecise  # noqa: PLC0415 - most periods have a year
    from azmil.values import any_year  # noqa: PLC0415 - as above

    dated = statement(wanted._replace(period=None))
    within = any_year.condition("date", any_year.parse(period))
    others = f"SELECT date FROM (\n{dated.sql}\n) AS dated WHERE NOT {within}"
    yield from imprecise(connection, Statement(others, dated.parameters), [period])


def _ongoing(connection: Connection, wanted: Timeline, period: str) -> Iterator[LeftOut]:
    """Yield the claims that may apply in a period although they do not certainly begin or end in it."""
    span = matching.days(period)
    first, last = span.earliest_start, span.latest_end
    overlap, days = _overlapping(first, last)
    outside = " AND ".join(f"NOT ({condition})" for condition in _IN_PERIOD)
    throughout = "(latest_start < ? AND earliest_end > ?)"
    values = [*days, *[first, last] * len(_IN_PERIOD), first, last]
    conditions = [Condition(f"{overlap} AND {outside} AND {is_} {throughout}", values) for is_ in ("", "NOT")]
    counts = _counts(connection, wanted, Condition("earliest_start <= ?", [last]), conditions)
    if counts[0] != 0:
        yield LeftOut(counts[0], "spanning", "include ongoing claims")
    if counts[1]:
        yield LeftOut(counts[1], "vague", "include ongoing claims")


def _counts(
    connection: Connection, wanted: Timeline, indexed: Condition, conditions: Sequence[Condition]
) -> list[int | None]:
    """Return the numbers of claims that satisfy the filters, a condition on an index, and each of some conditions.

    They are None if there are no subjects and too many records satisfy the condition on the index.
    """
    about = wanted.about_filter()
    if not about and _are_many(connection, indexed):
        return [None] * len(conditions)
    narrow = matching.all_of(about or [indexed])
    wide = [Condition(_CLAIM, []), *wanted.filters(), *([indexed] if about else [])]
    counted = [matching.all_of([*wide, condition]) for condition in conditions]
    sums = ", ".join(f"sum(CASE WHEN {condition.sql} THEN 1 ELSE 0 END)" for condition in counted)
    parameters = [value for condition in (*counted, narrow) for value in condition.parameters]
    found = rows(connection, f"SELECT {sums} FROM (\n{_DATED} WHERE {narrow.sql}\n) AS found", *parameters)
    return [int(count or 0) for count in found[0]]


def _are_many(connection: Connection, condition: Condition) -> bool:
    """Return whether more than ``MOST_COUNTED`` records satisfy a condition on an index."""
    found = f"SELECT 1 FROM records WHERE {condition.sql} LIMIT {MOST_COUNTED + 1}"
    counted = rows(connection, f"SELECT count(*) FROM (\n{found}\n) AS found", *condition.parameters)
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
