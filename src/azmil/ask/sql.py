"""The user's SQL: statements, their parameters, and the cited lines of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.errors import Exit, Fault, Hints
from azmil.reports.matching import any_of
from azmil.store import rows
from azmil.store.faults import UNBOUND
from azmil.values import sqltext
from azmil.values.answers import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azmil.errors import AzmilError
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Answer

NO_ID = Fault(
    "cited lines are requested for rows without a column 'id'",
    "cannot cite the rows: they have no column 'id'",
    Hints.ADD_ID,
    Exit.USAGE,
)
WORD = Fault(
    "an SQL statement without results contains a retired word (a note, not an error)",
    "'{word}' is no longer in {vocabulary}",
    "{instead}",
)


def ask(connection: Connection, sql: str, parameters: Mapping[str, Any], limits: Limits) -> Answer:
    """Return the rows and columns of one SQL statement, which can read everything and change nothing.

    ``parameters`` are the values of parameters such as ``:year``, by name. Raises AzmilError if the statement is
    invalid, not allowed, lacks a value, or exceeds its limits.
    """
    values: list[Any] = []
    pieces: list[str] = []
    for token in sqltext.tokens(sql):
        if token.kind != "parameter":
            pieces.append(token.text)
            continue
        name = token.text[1:]
        if token.text.startswith("?") or name not in parameters:
            raise UNBOUND(name=token.text)
        values.append(parameters[name])
        pieces.append("?")
    return connection.run(Statement("".join(pieces), tuple(values)), limits)


def notes(connection: Connection, sql: str) -> Iterator[AzmilError]:
    """Yield a note for each string in an SQL statement that is a retired id or word, which no row contains."""
    from azmil.ask.records import retired  # noqa: PLC0415 - only needed if nothing is found

    found = [token.text[1:-1].replace("''", "'") for token in sqltext.tokens(sql) if token.kind == "text"]
    if found:
        yield from retired(connection, found)
        wanted = f"SELECT word, vocabulary, instead FROM retired_words WHERE {any_of('word', found)} ORDER BY 1, 2"
        for word, vocabulary, instead in rows(connection, wanted, *found):
            yield WORD(word=word, vocabulary=vocabulary, instead=instead)


def cite(connection: Connection, answer: Answer) -> None:
    """Add the cited lines of each row to an answer; raise AzmilError if it has no column ``id``."""
    if "id" not in answer.names:
        raise NO_ID()
    at = answer.names.index("id")
    for id_ in dict.fromkeys(row[at] for row in answer.rows):
        for (lines,) in rows(connection, "SELECT lines FROM evidence WHERE record_id = ?", id_):
            answer.notes[str(id_)] = lines
