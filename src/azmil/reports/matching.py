"""Matching values from users to the values of a column, in any spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.errors import AzmilError, Exit, Fault, Hints, ignore, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.errors import Notify
    from azmil.values.answers import Column, Report, Row
    from azmil.values.dates import Span

NO_VALUE = Fault(
    "a column is filtered by a value it does not contain", "no such {column} '{value}'", "{instead}", Exit.USAGE
)
NO_NAME = Fault(
    "a column is filtered by a name it does not contain",
    "no {column} named '{value}'",
    "{instead}",
    Exit.USAGE,
)
ALSO_LONGER = Fault(
    "a column is filtered by an exact name that longer names contain (a note, not an error)",
    "'{value}' also matches longer names: {others}",
    "use '{id}' to match only one",
)
MOST_SHOWN = 40  # values that a message lists in addition to the nearest ones
MOST_LONGER = 5  # longer names that a note lists
# The places within a place, the types within a class of equipment, and the parts of an agreement.
_WITHIN = """SELECT part_id
FROM parts
JOIN records AS whole ON whole.id = whole_id
JOIN records AS part ON part.id = part_id AND part.kind = whole.kind
WHERE whole_id = ? AND whole.kind IN ('place', 'equipment', 'agreement')"""
_IS_ID = """SELECT id FROM records WHERE id = ?
UNION ALL
SELECT id FROM retired_ids WHERE id = ?"""
# The things with a name, other than an id, that contains the given words.
_LONGER = """SELECT DISTINCT r.id, r.name
FROM record_kinds AS k
JOIN records AS r ON r.kind = k.code
JOIN names AS n ON n.record_id = r.id
WHERE k.is_claim = 0 AND r.name IS NOT NULL AND n.name <> r.id AND n.name NOT IN (SELECT id FROM retired_ids)
AND replace(' ' || n.folded || ' ', ?, '') <> ' ' || n.folded || ' '
ORDER BY r.id"""


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

    def no(self, fault: Fault, column: Column, value: str, known: Iterable[str], most: int = MOST_SHOWN) -> AzmilError:
        """Return the error for a value that no row has, with the nearest values that exist."""
        text = instead(value, known, most)
        option = column.name.replace("_", "-")
        hint = None if text else Hints.LIST_VALUES
        return fault(hint, column=option, value=value, instead=text, report=self.report.name)


def any_of(column: str, values: Sequence[Any]) -> str:
    """Return the condition that a column has any of the values."""
    return f"{column} = ?" if len(values) == 1 else f"{column} IN ({', '.join('?' * len(values))})"


def text(rows: Rows, column: Column, value: str) -> str:
    """Return the value of a column that a string matches; raise AzmilError with the nearest values if none does."""
    if rows.have(column.name, [value]):
        return value
    from azmil.values.names import squeeze  # noqa: PLC0415 - most values match exactly

    known = [str(known_value) for known_value in rows.values(column.name)]
    alike = [text for text in known if squeeze(value) and squeeze(text) == squeeze(value)]
    if alike:
        return alike[0]
    raise rows.no(NO_VALUE, column, value, known)


def word(rows: Rows, column: Column, value: str) -> str:
    """Return the code of a vocabulary that a word matches; raise AzmilError with the nearest codes if none does."""
    codes = rows.run(f"SELECT code, label FROM {column.target} ORDER BY position", ())
    for code, label in codes:
        if value in (code, label):
            return str(code)
    from azmil.values.names import squeeze  # noqa: PLC0415 - most words match exactly

    wanted = squeeze(value)
    for code, label in codes:
        if wanted and wanted in (squeeze(code), squeeze(label)):
            return str(code)
    retired = "SELECT instead FROM retired_words WHERE vocabulary = ? AND word = ?"
    for (wording,) in rows.run(retired, (column.target, value)):
        raise NO_VALUE(column=column.name.replace("_", "-"), value=value, instead=wording)
    used = set(rows.values(column.name))
    if column.type == "tree":  # wider words also match rows
        for code, parent in reversed(rows.run(f"SELECT code, parent FROM {column.target} ORDER BY position", ())):
            used |= {parent} if code in used else set()
    raise rows.no(NO_VALUE, column, value, [code for code, _ in codes if code in used])


def words_below(rows: Rows, column: Column, value: str) -> list[str]:
    """Return the code that a word matches in a vocabulary that is a tree, and all codes below it."""
    top = word(rows, column, value)
    below = (
        f"WITH RECURSIVE below(code) AS (SELECT code FROM {column.target} WHERE code = ? "
        f"UNION SELECT word.code FROM {column.target} AS word "
        "JOIN below ON word.parent = below.code) SELECT code FROM below ORDER BY code = ? DESC, code"
    )
    return [row[0] for row in rows.run(below, (top, top))]


def ids(rows: Rows, column: Column, value: str) -> list[str]:
    """Return the ids of the records of a column with a name, and of the places, types and agreements within them.

    A name, unlike an id, also matches longer names that contain it as whole words. Raises AzmilError with the nearest
    names if there are none.
    """
    named = _named(rows, value)
    found = _with_parts(rows, named)
    if found and rows.have(column.target, found):
        return sorted({*found, *_with_parts(rows, _longer_in(rows, column, value, named, found))})
    inside = f"SELECT {column.target} FROM {rows.report.table}"
    if containing := _containing(rows, inside, value):
        return containing
    if found:
        return found
    known = rows.run(f"SELECT name FROM names WHERE record_id IN ({inside}) ORDER BY name", ())
    raise rows.no(NO_NAME, column, value, [row[0] for row in known], most=0)


def _with_parts(rows: Rows, ids: Sequence[str]) -> list[str]:
    """Return ids and those of the places, types and agreements within them."""
    return sorted({*ids, *(row[0] for id_ in ids for row in rows.run(_WITHIN, (id_,)))})


def _longer_in(rows: Rows, column: Column, value: str, named: Sequence[str], found: Sequence[str]) -> list[str]:
    """Return the ids of the records of a column whose longer names contain an exact name, and notify of them."""
    others = {other.value: other.meaning for other in longer(rows.run, value) if other.value not in found}
    if not others:
        return []
    used = rows.run(
        f"SELECT DISTINCT {column.target} FROM {rows.report.table} WHERE {any_of(column.target, list(others))}",
        list(others),
    )
    if used:
        names = sorted(others[id_] for (id_,) in used)
        rows.notify(ALSO_LONGER(value=value, others=some_of(names), id=named[0]))
    return [row[0] for row in used]


def longer(run: Run, value: str) -> list[Value]:
    """Return the things with a name that contains a name as whole words; none if it is an id, which means one thing."""
    from azmil.values.names import fold, spellings  # noqa: PLC0415 - only names need it

    if run(_IS_ID, (value.casefold(), value.casefold())):
        return []
    wanted = dict.fromkeys(filter(None, map(fold, spellings(value))))
    return [Value(*row) for words in wanted for row in run(_LONGER, (f" {words} ",))]


def some_of(names: Sequence[str]) -> str:
    """Return the first names of a list, quoted, and the number of others."""
    shown = ", ".join(f"'{name}'" for name in names[:MOST_LONGER])
    return shown if len(names) <= MOST_LONGER else f"{shown} and {len(names) - MOST_LONGER} more"


def _named(rows: Rows, value: str) -> list[str]:
    """Return the ids of the records of any kind with a name."""
    from azmil.values.names import spellings, squeeze  # noqa: PLC0415 - only names need it, as below

    for wanted in map(squeeze, spellings(value)):
        column, name = ("squeezed", wanted) if wanted else ("name", value)
        found = rows.run(f"SELECT DISTINCT record_id FROM names WHERE {column} = ?", (name,))
        if found:
            return [row[0] for row in found]
    return []


def _containing(rows: Rows, inside: str, value: str) -> list[str]:
    """Return the ids of records with a name that contains a string; a number must be a whole word of the name."""
    from azmil.values.names import spellings, squeeze  # noqa: PLC0415

    for wanted in map(squeeze, spellings(value)):
        if not wanted:
            continue
        where, sought = ("' ' || folded || ' '", f" {wanted} ") if wanted.isdigit() else ("squeezed", wanted)
        # Not every database has instr(): a string contains another if replacing the other changes it.
        is_in = f"replace({where}, ?, '') <> {where}"
        found = rows.run(f"SELECT DISTINCT record_id FROM names WHERE {is_in} AND record_id IN ({inside})", (sought,))
        if found:
            return sorted(row[0] for row in found)
    return []


def instead(value: str, known: Iterable[str], most: int = MOST_SHOWN) -> str:
    """Return a hint with the nearest known values, and all others if there are at most ``most``; it may be empty."""
    known = list(dict.fromkeys(known))
    close = nearest(value, known)
    found = f"did you mean {' or '.join(repr(word) for word in close)}?" if close else ""
    others = [word for word in known if word not in close]
    if others and len(known) <= most:
        found += f"{' other values' if close else 'use one of'}: {', '.join(others)}"
    return found


def beginning_with(run: Callable[[str, Sequence[Any]], list[Row]], prefix: str, held: str = "1 = 1") -> Iterator[Value]:
    """Yield the ids and names of things with a name that begins with a prefix; ``held`` is a condition on ``n``."""
    from azmil.values.names import squeeze  # noqa: PLC0415

    first = squeeze(prefix)
    found = run(
        "SELECT DISTINCT n.record_id, r.name FROM names AS n JOIN records AS r ON r.id = n.record_id "
        "JOIN record_kinds AS k ON k.code = r.kind AND k.is_claim = 0 "
        f"WHERE n.squeezed >= ? AND n.squeezed < ? AND r.name IS NOT NULL AND {held} ORDER BY n.record_id",
        (first, f"{first}\U0010ffff"),
    )
    yield from (Value(id_, name) for id_, name in found)


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
    begun = f"replace(replace({name}, '[', ''), '..', '/')"
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
