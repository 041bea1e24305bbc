"""Own the search index: SQLite's full-text search over folded texts, so that spelling makes no difference.

The tokenizers of FTS5 fold neither the dotless i nor the schwa, nor MiG-29 into mig29. So what is indexed is
folded already, and compounds such as MiG-29 stand once more without their hyphens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from azmil.values.names import fold, squeeze

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

_COLUMNS = "id UNINDEXED, kind UNINDEXED, line UNINDEXED, names, words, joined"
SCHEMA = (
    f"CREATE VIRTUAL TABLE search USING fts5({_COLUMNS}, tokenize = 'porter ascii', prefix = '3')",
    "CREATE VIRTUAL TABLE search_words USING fts5vocab(search, row)",
)
LINE = "line"
# From the beginning of a word only, and giving nothing back: a long one would else be tried from each of its letters.
_COMPOUND = re.compile(r"(?<!\w)\w++(?:[-./]\w++)+", re.UNICODE)


def compounds(texts: Iterable[str]) -> str:
    """Return the compounds in some texts, each without its hyphens, such as ``mig29 sa2``."""
    return " ".join(dict.fromkeys(squeeze(match[0]) for text in texts for match in _COMPOUND.finditer(text)))


def entries(rows: Mapping[str, list[dict[str, Any]]], labels: Mapping[str, list[str]]) -> Iterator[tuple[object, ...]]:
    """Yield what is searched for each record: its names, its sentence, note and ``labels``, and their compounds."""
    names: dict[str, list[str]] = {}
    for row in rows["names"]:
        names.setdefault(row["record_id"], []).append(row["name"])
    for row in rows["records"]:
        called = names[row["id"]]
        texts = [row["sentence"], row["note"] or "", row["date_wording"] or "", *labels.get(row["id"], ())]
        joined = f"{compounds([*called, *texts])} {' '.join(map(squeeze, called))}"
        yield row["id"], row["kind"], None, fold(" ".join(called)), fold(" ".join(texts)), joined


def fill(
    connection: sqlite3.Connection, rows: Mapping[str, list[dict[str, Any]]], labels: Mapping[str, list[str]]
) -> None:
    """Make the index of a new database; ``labels`` are the words of vocabularies that each record holds."""
    for statement in SCHEMA:
        connection.execute(statement)
    connection.executemany("INSERT INTO search VALUES (?, ?, ?, ?, ?, ?)", entries(rows, labels))
    fill_lines(connection)


def fill_lines(connection: sqlite3.Connection) -> None:
    """Index the lines whose text is attached, anew."""
    connection.execute("DELETE FROM search WHERE kind = ?", (LINE,))
    lines = connection.execute(
        "SELECT source_id, line, text FROM passages WHERE text <> '' ORDER BY source_id, line"
    ).fetchall()
    connection.executemany(
        "INSERT INTO search VALUES (?, ?, ?, '', ?, ?)",
        [(source, LINE, line, fold(text), compounds([text])) for source, line, text in lines],
    )
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")
