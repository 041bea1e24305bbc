"""What a database holds besides its seeds' content: its origin and attached text, which a rebuild takes over."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from azmil.store.sqlite import search
from azmil.store.sqlite.replace import is_damage, replacement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TEXTS = """SELECT s.sha256, p.line, p.text
FROM passages AS p
JOIN sources AS s ON s.id = p.source_id
WHERE p.text IS NOT NULL"""


class Kept(NamedTuple):
    """The origin of a database as it was written, and attached text by SHA-256 and line."""

    origin: str | None
    texts: dict[tuple[str, int], str]
    is_damaged: bool  # so that something may be missing


def read(path: Path) -> Kept:
    """Return what there is to take over from a database, which need not exist or be sound.

    Raises sqlite3.Error if something stands in the way that is no damage.
    """
    if not path.exists() or not path.stat().st_size:
        return Kept(None, {}, is_damaged=False)
    origin = None
    try:
        # Opened for writing, so that SQLite finishes what a program that was killed left in it.
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.text_factory = lambda raw: raw.decode(errors="replace")  # what is damaged is left out later
            kept = connection.execute("SELECT value FROM about WHERE name = 'origin'").fetchone()
            origin = str(kept[0]) if kept else None
            texts = {(sha256, line): str(text) for sha256, line, text in connection.execute(_TEXTS)}
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        return Kept(origin, {}, is_damaged=True)
    return Kept(origin, texts, is_damaged=False)


def attach(database: Path, sha256: str, lines: Sequence[str]) -> list[str]:
    """Put the text of a document into a database; return the ids of the sources of that SHA-256, in order.

    Nothing is written if there is none. Raises AzmilError as ``replacement`` does.
    """
    with (
        contextlib.suppress(_NoSourceError),
        replacement(database) as new,
        contextlib.closing(sqlite3.connect(new, isolation_level=None)) as connection,
    ):
        rows = connection.execute("SELECT id FROM sources WHERE sha256 = ? ORDER BY id", (sha256,)).fetchall()
        if not rows:
            raise _NoSourceError
        sources = [str(row[0]) for row in rows]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "UPDATE passages SET text = ? WHERE source_id = ? AND line = ?",
            [(line, source, number) for source in sources for number, line in enumerate(lines, 1)],
        )
        search.fill_lines(connection)
        connection.execute("COMMIT")
        return sources
    return []


class _NoSourceError(Exception):
    """No source has the document, so that nothing is to be replaced."""
