"""Own the filters of a report: the values a person writes, matched to those a column has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.errors import AzmilError, Exit, Fault, nearest, quoted
from azmil.values.names import spellings, squeeze

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from azmil.reports import Column, Report

NO_COLUMN = Fault("a report has no column of the name", "'{report}' has no column '{name}'", "{instead}", Exit.USAGE)
NO_VALUE = Fault(
    "nothing in a column of a report has the value", "there is no {column} '{value}'", "{instead}", Exit.USAGE
)
NO_NAME = Fault(
    "nothing in a column of a report has the name",
    "there is no {column} called '{value}'",
    "{instead}",
    Exit.USAGE,
)
# The places that lie in a place, and the types that belong to a class of equipment.
_WITHIN = """WITH RECURSIVE
wider(id, wider_id) AS (
    SELECT id, within_id FROM places WHERE within_id IS NOT NULL
    UNION ALL
    SELECT id, parent_id FROM equipment WHERE parent_id IS NOT NULL
),
inner_things(id) AS (
    SELECT id FROM wider WHERE wider_id = ?
    UNION
    SELECT wider.id FROM wider JOIN inner_things ON wider.wider_id = inner_things.id
)
SELECT id FROM inner_things"""


def condition_of(
    connection: sqlite3.Connection, report: Report, name: str, values: Sequence[str], *, is_wanted: bool = True
) -> tuple[str, list[Any]]:
    """Return the condition that a column has one of some values, or none of them, and its parameters.

    Raises AzmilError for a value that a column cannot have, with the nearest ones that it can.
    """
    column = report.column(name)
    if column is None:
        raise unknown_column(report, name)
    where, found = _resolved(connection, report, column, values)
    if is_wanted:
        return (f"{where} = ?" if len(found) == 1 else f"{where} IN ({', '.join('?' * len(found))})"), found
    return f"({where} IS NULL OR {where} NOT IN ({', '.join('?' * len(found))}))", found


def words_of(connection: sqlite3.Connection, report: Report, name: str, values: Sequence[str]) -> list[str]:
    """Return the codes that some values of a column of words mean; raise AzmilError as ``condition_of`` does."""
    return condition_of(connection, report, name, values)[1] if values else []


def _resolved(
    connection: sqlite3.Connection, report: Report, column: Column, values: Sequence[str]
) -> tuple[str, list[Any]]:
    """Return the column to compare and the values it must have one of."""
    if column.sort == "name":
        return column.target, [id_ for value in values for id_ in _called(connection, report, column, value)]
    if column.sort == "word":
        return column.name, [_word(connection, report, column, value) for value in values]
    if column.sort == "flag":
        return column.name, [int(value == "yes") for value in values]
    return column.name, [_text(connection, report, column, value) for value in values]


def _text(connection: sqlite3.Connection, report: Report, column: Column, value: str) -> str:
    """Return the value of a column that a text means, however it is spelt; the text itself where none does."""
    if connection.execute(f"SELECT 1 FROM {report.table} WHERE {column.name} = ? LIMIT 1", (value,)).fetchone():
        return value
    rows = connection.execute(f"SELECT DISTINCT {column.name} FROM {report.table} WHERE {column.name} IS NOT NULL")
    known = sorted(str(row[0]) for row in rows)
    alike = [text for text in known if squeeze(value) and squeeze(text) == squeeze(value)]
    if alike:
        return alike[0]
    raise NO_VALUE(column=_option(column.name), value=value, instead=_instead(value, known, _listing(report, column)))


def _word(connection: sqlite3.Connection, report: Report, column: Column, value: str) -> str:
    rows = connection.execute(f"SELECT code, label FROM {column.target} ORDER BY position").fetchall()
    wanted = squeeze(value)
    for code, label in rows:
        if value in (code, label) or (wanted and wanted in (squeeze(code), squeeze(label))):
            return str(code)
    used = {row[0] for row in connection.execute(f"SELECT DISTINCT {column.name} FROM {report.table}")}
    known = [code for code, _ in rows if code in used]
    raise NO_VALUE(column=_option(column.name), value=value, instead=_instead(value, known, _listing(report, column)))


def _called(connection: sqlite3.Connection, report: Report, column: Column, value: str) -> list[str]:
    """Return the ids of the records of a column that are called so, and of the places and types inside them."""
    inside = f"SELECT {column.target} FROM {report.table}"
    for wanted in map(squeeze, spellings(value)):
        column_of_names, called = ("squeezed", wanted) if wanted else ("name", value)
        ids = [
            row[0]
            for row in connection.execute(
                f"SELECT DISTINCT record_id FROM names WHERE {column_of_names} = ?", (called,)
            )
        ]
        if ids:
            break
    ids += [row[0] for id_ in ids for row in connection.execute(_WITHIN, (id_,))]
    if (
        ids
        and connection.execute(
            f"{inside} WHERE {column.target} IN ({', '.join('?' * len(ids))}) LIMIT 1", ids
        ).fetchone()
    ):
        return sorted(set(ids))
    if held := _holding(connection, inside, value):
        return held
    if ids:
        return sorted(set(ids))
    known = [
        row[0] for row in connection.execute(f"SELECT name FROM names WHERE record_id IN ({inside}) ORDER BY name")
    ]
    raise NO_NAME(
        column=_option(column.name), value=value, instead=_instead(value, known, _listing(report, column), most=0)
    )


def _holding(connection: sqlite3.Connection, inside: str, value: str) -> list[str]:
    """Return the ids of records one of whose names has a text in it; a number must be a whole number of the name."""
    for wanted in map(squeeze, spellings(value)):
        where, sought = ("' ' || folded || ' '", f" {wanted} ") if wanted.isdigit() else ("squeezed", wanted)
        found = connection.execute(
            f"SELECT DISTINCT record_id FROM names WHERE instr({where}, ?) > 0 AND record_id IN ({inside})", (sought,)
        ).fetchall()
        if wanted and found:
            return sorted(row[0] for row in found)
    return []


def _option(name: str) -> str:
    return name.replace("_", "-")


def unknown_column(report: Report, name: str) -> AzmilError:
    """Return the error for a column that a report does not have."""
    known = [column.name for column in report.columns]
    otherwise = f"'azmil query {quoted(report.name)} --help' tells of them"
    return NO_COLUMN(report=report.name, name=name, instead=_instead(name, known, otherwise))


def _listing(report: Report, column: Column) -> str:
    """Return what to do to see all values of a column."""
    return f"'azmil query {quoted(report.name)} --by {_option(column.name)}' lists what there is"


def _instead(value: str, known: Iterable[str], otherwise: str, most: int = 40) -> str:
    """Return the nearest known words, and the others if they are no more than ``most``, which a person still reads."""
    known = list(dict.fromkeys(known))
    close = nearest(value, known)
    text = f"did you mean {' or '.join(repr(word) for word in close)}?" if close else ""
    others = [word for word in known if word not in close]
    if others and len(known) <= most:
        text += f"{' the others are' if close else 'there are'}: {', '.join(others)}"
    return text or otherwise
