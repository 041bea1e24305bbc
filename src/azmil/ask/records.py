"""Records: lookup by id, name or alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, Hints, ignore, nearest
from azmil.reports import matching
from azmil.store import rows
from azmil.values.names import fold, spellings, squeeze
from azmil.values.sqltext import format_literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.errors import AzmilError, Notify
    from azmil.reports.matching import Value
    from azmil.store.protocol import Connection

AMBIGUOUS = Fault(
    "several records have the given name",
    "'{name}' is the name of several records: {ids}",
    "use one of these ids",
    Exit.USAGE,
)
NO_RECORD = Fault(
    "no record has the given id, name or alias, or a name that contains the given word",
    "no such record '{name}'",
    "{instead}",
    Exit.USAGE,
)
RETIRED = Fault(
    "a query names a record by a retired id (a note, not an error)",
    "the id '{old}' is now '{now}'",
    "",
)
LONGER = Fault(
    "a record is named by an exact name that longer names contain (a note, not an error)",
    "'{name}' means '{id}' here",
    "longer names that contain it: {others}",
)

_EXACTLY = "SELECT DISTINCT record_id FROM names WHERE squeezed = ? AND name = ? ORDER BY record_id"
_CALLED = "SELECT DISTINCT record_id FROM names WHERE squeezed = ? ORDER BY record_id"
# Things with a name that contains the given words; SQLite keeps the order of a CROSS JOIN.
HOLDING_WORD = """SELECT DISTINCT records.id
FROM names
CROSS JOIN records
WHERE names.is_claim = 0 AND ' ' || folded || ' ' LIKE ?
AND records.id = names.record_id AND records.name IS NOT NULL
ORDER BY records.id"""
# The names that a misspelt one is compared with: those of all records, and in a large database only those of things.
_KNOWN = "SELECT name, record_id FROM names ORDER BY name DESC"
_THINGS = "SELECT name, record_id FROM names WHERE is_claim = 0 ORDER BY name DESC LIMIT ?"


def find(connection: Connection, name: str, notify: Notify = ignore) -> str:
    """Return the id of a record, given by id, name or alias.

    ``notify`` is called with a note if longer names contain the name. Raises AzmilError with the nearest names if there
    is none, or with the ids if there are several.
    """
    if rows(connection, "SELECT 1 FROM records WHERE id = ?", name):
        return name
    found = rows(connection, _EXACTLY, squeeze(name), name)
    called = [squeeze(spelling) for spelling in spellings(name)]
    for words in filter(None, called):  # names without letters would all match each other
        found = found or rows(connection, _CALLED, words)
    if len(found) == 1:
        _notify_of_longer(connection, name, str(found[0][0]), notify)
    for words in [] if name.isdigit() else filter(None, map(fold, spellings(name))):
        found = found or rows(connection, HOLDING_WORD, matching.containing(f" {words} "))
    if len(found) == 1:
        return str(found[0][0])
    if found:
        raise AMBIGUOUS(name=name, ids=", ".join(row[0] for row in found))
    if name.isdigit():
        raise NO_RECORD(Hints.FIND_CITING, name=name)
    close = _nearest(connection, name)
    if not close:
        raise NO_RECORD(Hints.LIST_IDS, name=name)
    raise NO_RECORD(name=name, instead=f"did you mean {' or '.join(map(repr, close))}?")


def _nearest(connection: Connection, name: str) -> list[str]:
    """Return the ids of the records whose names resemble a name, best first."""
    from azmil.reports import naming  # noqa: PLC0415 - only after a mistake

    is_large = matching.has_many_names(lambda sql, parameters: rows(connection, sql, *parameters))
    known: dict[str, str] = dict(
        rows(connection, _THINGS, naming.MOST_COMPARED) if is_large else rows(connection, _KNOWN)
    )
    return list(dict.fromkeys(known[near] for near in nearest(name, known)))


def _notify_of_longer(connection: Connection, name: str, id_: str, notify: Notify) -> None:
    """Notify of the things with longer names that contain an exact name."""
    from azmil.reports import naming  # noqa: PLC0415 - most records are named by their ids

    found = naming.longer(lambda sql, parameters: rows(connection, sql, *parameters), name)
    if others := [f"{other.name} ({other.id})" for other in found if other.id != id_]:
        notify(LONGER(name=name, id=id_, others=naming.some_of(others)))


def retired(connection: Connection, names: Sequence[str]) -> Iterator[AzmilError]:
    """Yield a note for each name that is a retired id."""
    if names:
        known = "NOT EXISTS (SELECT 1 FROM records WHERE records.id = retired_ids.id)"
        wanted = f"SELECT id, now FROM retired_ids WHERE {matching.any_of('id', names)} AND {known} ORDER BY id"
        yield from (RETIRED(old=old, now=now) for old, now in rows(connection, wanted, *names))


def completions(connection: Connection, prefix: str, kinds: Sequence[str] = ()) -> Iterator[Value]:
    """Yield the ids and names of the things, of some kinds if given, that have a name beginning with a prefix."""
    held = f"r.kind IN ({', '.join(map(format_literal, kinds))})" if kinds else "1 = 1"
    return matching.beginning_with(lambda sql, parameters: rows(connection, sql, *parameters), prefix, held)
