"""The search index: vectors of stems, made from the same folded texts as the index of SQLite.

The stems are azmil's, so that the same words are found on every server, whatever its dictionaries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.store.postgres.stems import stem
from azmil.store.texts import LINE, entries, indexed
from azmil.values.answers import Statement
from azmil.values.names import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from psycopg import Connection

    from azmil.store.protocol import Search, Term

SCHEMA = (
    """CREATE TABLE search (
    id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    line bigint,
    names text COLLATE "C" NOT NULL,
    words text COLLATE "C" NOT NULL,
    found_names tsvector NOT NULL,
    found tsvector NOT NULL
)""",
    'CREATE TABLE search_words (term text COLLATE "C" PRIMARY KEY, doc bigint NOT NULL)',
    "CREATE INDEX ix_search_found ON search USING gin (found)",
    "CREATE INDEX ix_search_found_names ON search USING gin (found_names)",
)
_COPY = "COPY search (id, kind, line, names, words, found_names, found) FROM STDIN"
_FILL_WORDS = (
    "DELETE FROM search_words",
    "INSERT INTO search_words SELECT word, ndoc FROM ts_stat('SELECT found FROM search')",
)
_GAP = 2  # between the positions of names and other words, so that no phrase spans both
_LAST = 16_383  # the last position in a vector; PostgreSQL counts later words as being there
_LONGEST = 2_000  # characters of a word in a vector


def fill(connection: Connection[Any], rows: Mapping[str, Sequence[Any]], labels: Mapping[str, Sequence[str]]) -> None:
    """Create the index of a new database; ``labels`` are the vocabulary labels of each record, by id."""
    for statement in SCHEMA[:2]:
        connection.execute(statement)
    _copy(connection, entries(rows, labels))
    fill_lines(connection)
    for statement in SCHEMA[2:]:
        connection.execute(statement)


def fill_lines(connection: Connection[Any]) -> None:
    """Rebuild the index of the lines with attached text."""
    connection.execute("DELETE FROM search WHERE kind = %s", (LINE,))
    lines = connection.execute(
        "SELECT source_id, line, text FROM passages WHERE text <> '' ORDER BY source_id, line"
    ).fetchall()
    _copy(connection, ((source, LINE, line, "", indexed([text])) for source, line, text in lines))
    for statement in _FILL_WORDS:
        connection.execute(statement)


def _copy(connection: Connection[Any], found: Iterable[tuple[Any, ...]]) -> None:
    """Add entries of the index: id, kind, line, names and words."""
    with connection.cursor().copy(_COPY) as copy:
        for id_, kind, line, names, words in found:
            only_names = _vector(names, 1)
            whole = f"{only_names} {_vector(words, len(names.split()) + 1 + _GAP)}"
            copy.write_row((id_, kind, line, names, words, only_names, whole))


def _vector(text: str, first: int) -> str:
    """Return the vector of a folded text as PostgreSQL reads it; the position of its first word is ``first``."""
    positions = enumerate(text.split(), first)
    return " ".join(f"'{stem(word)}':{min(at, _LAST)}" for at, word in positions if len(word) <= _LONGEST)


def search_statement(search: Search) -> Statement:
    """Return the SELECT of the results of a search; columns: id, kind, line, is_name."""
    query = " & ".join(f"({' | '.join(map(_all_of, group))})" for group in search)
    return Statement(
        "SELECT id, kind, line, CASE WHEN found_names @@ CAST(? AS tsquery) THEN 1 ELSE 0 END AS is_name "
        "FROM search WHERE found @@ CAST(? AS tsquery)",
        (query, query),
    )


def _all_of(terms: tuple[Term, ...]) -> str:
    return f"({' & '.join(map(term_of, terms))})"


def term_of(term: Term) -> str:
    """Return a term as a query of PostgreSQL, which consists only of quoted stems and operators."""
    names = dict.fromkeys(form for name in term.names for form in (name, squeeze(name)))
    phrases = [words for words in (fold(name).split() for name in names) if words]
    return f"({' | '.join(_phrase(words, is_beginning=term.is_beginning) for words in phrases)})"


def _phrase(words: list[str], *, is_beginning: bool) -> str:
    stems = [f"'{stem(word)[:_LONGEST]}'" for word in words]
    if is_beginning:
        stems[-1] += ":*"
    return f"({' <-> '.join(stems)})"
