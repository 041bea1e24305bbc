"""Records of a column by name: those with an exact name, those within them, and those with longer names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Exit, Fault
from azmil.reports.matching import any_of, containing, has_many_names
from azmil.values.names import fold, spellings, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.reports.matching import Rows, Run
    from azmil.values.answers import Column

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
NOT_LONGER = Fault(
    "a column is filtered by an exact name that names of other things contain (a note, not an error)",
    "'{value}' does not match {others}",
    "add their names or ids to match them too",
)
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
# The things with a name other than an id, and those whose name contains the given words.
_NAMED_THINGS = """SELECT r.id, r.name, n.folded
FROM names AS n
CROSS JOIN records AS r
WHERE n.is_claim = 0 AND n.name <> n.record_id AND n.name NOT IN (SELECT id FROM retired_ids)
AND r.id = n.record_id AND r.name IS NOT NULL"""
_IN_ORDER = "ORDER BY r.id, n.folded"
NAMED_THINGS = f"{_NAMED_THINGS}\n{_IN_ORDER}"
LONGER = f"""{_NAMED_THINGS}
AND ' ' || n.folded || ' ' LIKE ?
{_IN_ORDER}"""
_CONTAINING = "SELECT DISTINCT record_id FROM names WHERE {among} AND {name} LIKE ?"
_NAMES_OF_THINGS = "SELECT name FROM names WHERE is_claim = 0 ORDER BY name LIMIT ?"
MOST_COMPARED = 20_000  # names of a large database among which a misspelt one is sought
_CHUNK = 500  # ids that a statement looks up
_PREPOSITIONS = frozenset({"at", "by", "for", "from", "in", "of", "on", "to", "with"})
# Words before a title that make it another one: a deputy minister is not a minister.
_OTHER_POSTS = frozenset({"acting", "assistant", "deputy", "former", "vice"})


class Longer(NamedTuple):
    """A thing with a longer name that contains a given name."""

    id: str
    name: str
    is_kind: bool  # whether the name says what the thing is, as in "Chief of Staff of the Army"


def ids(rows: Rows, column: Column, value: str) -> list[str]:
    """Return the ids of the records of a column with a name, and of the places, types and agreements within them.

    A name, unlike an id, also matches longer names that contain it as whole words. Raises AzmilError with the nearest
    names if there are none.
    """
    named = _named(rows, value)
    found = _with_parts(rows, named)
    if found and rows.have(column.target, found):
        return sorted({*found, *_with_parts(rows, _longer_in(rows, column, value, named, found))})
    is_large = has_many_names(rows.run)
    if partly := _containing(rows, column, value, is_large=is_large):
        return partly
    if found:
        return found
    if is_large:
        known = rows.run(_NAMES_OF_THINGS, (MOST_COMPARED,))
    else:
        inside = f"SELECT {column.target} FROM {rows.report.table}"
        known = rows.run(f"SELECT name FROM names WHERE record_id IN ({inside}) ORDER BY name", ())
    raise rows.no(NO_NAME, column, value, [row[0] for row in known], most=0)


def _with_parts(rows: Rows, ids: Sequence[str]) -> list[str]:
    """Return ids and those of the places, types and agreements within them."""
    return sorted({*ids, *(row[0] for id_ in ids for row in rows.run(_WITHIN, (id_,)))})


def _longer_in(rows: Rows, column: Column, value: str, named: Sequence[str], found: Sequence[str]) -> list[str]:
    """Return the ids of the things of a column whose longer names say that they are what an exact name says.

    Notifies of them, and of things with other longer names.
    """
    others = {other.id: other for other in longer(rows.run, value) if other.id not in found}
    if not others:
        return []
    used = _used(rows, column, list(others))
    by_kind: dict[bool, list[str]] = {True: [], False: []}
    for id_ in used:
        by_kind[others[id_].is_kind].append(others[id_].name)
    if by_kind[True]:
        rows.notify(ALSO_LONGER(value=value, others=some_of(sorted(by_kind[True])), id=named[0]))
    if by_kind[False]:
        rows.notify(NOT_LONGER(value=value, others=some_of(sorted(by_kind[False]))))
    return [id_ for id_ in used if others[id_].is_kind]


def longer(run: Run, value: str) -> list[Longer]:
    """Return the things with a name that contains a name as whole words; none if it is an id, which means one thing."""
    if run(_IS_ID, (value.casefold(), value.casefold())):
        return []
    found: dict[str, Longer] = {}
    for words in dict.fromkeys(filter(None, map(fold, spellings(value)))):
        for id_, name, folded in run(LONGER, (containing(f" {words} "),)):
            is_kind = id_ in found and found[id_].is_kind
            found[id_] = Longer(id_, name, is_kind or _is_head(words, folded))
    return list(found.values())


def _is_head(words: str, folded: str) -> bool:
    """Return whether some words in a folded name are its head: not after a preposition, nor before another noun.

    "navy" is the head of "Turkish Navy" and "navy of Turkey", but not of "craft of the Navy" or "navy boats", nor is
    "minister" that of "deputy minister".
    """
    before, _, after = f" {folded} ".partition(f" {words} ")
    preceding = [word for word in before.split() if word != "the"][-1:]
    if (_PREPOSITIONS | _OTHER_POSTS) & set(preceding):
        return False
    return not after.strip() or after.split()[0] in _PREPOSITIONS


def some_of(names: Sequence[str]) -> str:
    """Return the first names of a list, quoted, and the number of others."""
    shown = ", ".join(f"'{name}'" for name in names[:MOST_LONGER])
    return shown if len(names) <= MOST_LONGER else f"{shown} and {len(names) - MOST_LONGER} more"


def _named(rows: Rows, value: str) -> list[str]:
    """Return the ids of the records of any kind with a name."""
    for wanted in map(squeeze, spellings(value)):
        column, name = ("squeezed", wanted) if wanted else ("name", value)
        found = rows.run(f"SELECT DISTINCT record_id FROM names WHERE {column} = ?", (name,))
        if found:
            return [row[0] for row in found]
    return []


def _containing(rows: Rows, column: Column, value: str, *, is_large: bool) -> list[str]:
    """Return the ids in a column with a name that contains a string; a number must be a whole word of the name.

    In a large database, only the names of things are searched.
    """
    among = "is_claim = 0" if is_large else "1 = 1"
    for wanted in map(squeeze, spellings(value)):
        if not wanted:
            continue
        name, sought = ("' ' || folded || ' '", f" {wanted} ") if wanted.isdigit() else ("squeezed", wanted)
        found = [row[0] for row in rows.run(_CONTAINING.format(among=among, name=name), (containing(sought),))]
        if used := _used(rows, column, found):
            return sorted(used)
    return []


def _used(rows: Rows, column: Column, ids: Sequence[str]) -> list[str]:
    """Return those of some ids that a column contains."""
    used: list[str] = []
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        is_any = any_of(column.target, some)
        used += [
            row[0] for row in rows.run(f"SELECT DISTINCT {column.target} FROM {rows.report.table} WHERE {is_any}", some)
        ]
    return used
