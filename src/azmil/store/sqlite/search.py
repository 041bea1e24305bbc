"""The search index: SQLite's full-text search over folded texts, so that spelling makes no difference.

The tokenizers of FTS5 do not fold the dotless i, the schwa, or MiG-29 to mig29. So texts are folded before they are
indexed, and compounds such as MiG-29 are also indexed without hyphens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.store.texts import LINE, entries, indexed
from azmil.values.answers import Statement
from azmil.values.names import squeeze

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from azmil.store.protocol import Search, Term

_COLUMNS = "id UNINDEXED, kind UNINDEXED, line UNINDEXED, names, words"
SCHEMA = (
    f"CREATE VIRTUAL TABLE search USING fts5({_COLUMNS}, tokenize = 'porter ascii', prefix = '3')",
    "CREATE VIRTUAL TABLE search_words USING fts5vocab(search, row)",
)


def fill(
    connection: sqlite3.Connection, rows: Mapping[str, Sequence[Any]], labels: Mapping[str, Sequence[str]]
) -> None:
    """Create the index of a new database; ``labels`` are the vocabulary labels of each record, by id."""
    for statement in SCHEMA:
        connection.execute(statement)
    connection.executemany("INSERT INTO search VALUES (?, ?, ?, ?, ?)", entries(rows, labels))
    fill_lines(connection)


def fill_lines(connection: sqlite3.Connection) -> None:
    """Rebuild the index of the lines with attached text."""
    connection.execute("DELETE FROM search WHERE kind = ?", (LINE,))
    lines = connection.execute(
        "SELECT source_id, line, text FROM passages WHERE text <> '' ORDER BY source_id, line"
    ).fetchall()
    connection.executemany(
        "INSERT INTO search VALUES (?, ?, ?, '', ?)",
        [(source, LINE, line, indexed([text])) for source, line, text in lines],
    )
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def search_statement(search: Search) -> Statement:
    """Return the SELECT of the results of a search; columns: id, kind, line, is_name."""
    match = " AND ".join(f"({' OR '.join(map(_all_of, group))})" for group in search)
    is_name = "rowid IN (SELECT rowid FROM search WHERE search MATCH ?)"
    return Statement(
        f"SELECT id, kind, line, CASE WHEN {is_name} THEN 1 ELSE 0 END AS is_name FROM search WHERE search MATCH ?",
        (f"names : ({match})", match),
    )


def _all_of(terms: tuple[Term, ...]) -> str:
    return f"({' AND '.join(map(term_of, terms))})"


def term_of(term: Term) -> str:
    """Return a term as an FTS5 query that consists only of quoted strings and OR."""
    star = "*" if term.is_beginning else ""
    names = dict.fromkeys(form for name in term.names for form in (name, squeeze(name)))
    return f"({' OR '.join(f'{chr(34)}{name}{chr(34)}{star}' for name in names)})"
