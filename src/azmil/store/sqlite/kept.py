"""The origin and attached text of a database, which a rebuild keeps."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from azmil.store.sqlite import search
from azmil.store.sqlite.replace import is_damage, replacement
from azmil.store.targets import Kept
from azmil.store.texts import ATTACHED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def read(path: Path) -> Kept:
    """Return the parts of a database to keep; it may be missing or damaged.

    Raises sqlite3.Error if it cannot be read for a reason other than damage.
    """
    if not path.exists() or not path.stat().st_size:
        return Kept(None, {}, is_damaged=False)
    origin = None
    try:
        # Opened for writing, so that SQLite can recover from a program killed while writing.
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.text_factory = lambda raw: raw.decode(errors="replace")  # damaged text is omitted later
            kept = connection.execute("SELECT value FROM about WHERE name = 'origin'").fetchone()
            origin = str(kept[0]) if kept else None
            texts = {(sha256, line): str(text) for sha256, line, text in connection.execute(ATTACHED)}
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        return Kept(origin, {}, is_damaged=True)
    return Kept(origin, texts, is_damaged=False)


def attach(database: Path, sha256: str, lines_of: Callable[[str], Sequence[str]]) -> dict[str, str]:
    """Write the text of a document to a database; return how each source with that SHA-256 is split, by its id.

    ``lines_of`` returns the lines of the document for a split. Nothing is written if there are no such sources. Raises
    AzmilError like ``replacement``.
    """
    with (
        contextlib.suppress(_NoSourceError),
        replacement(database) as new,
        contextlib.closing(sqlite3.connect(new, isolation_level=None)) as connection,
    ):
        found = connection.execute("SELECT id, split FROM sources WHERE sha256 = ? ORDER BY id", (sha256,))
        sources = {str(id_): str(split) for id_, split in found}
        if not sources:
            raise _NoSourceError
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "UPDATE passages SET text = ? WHERE source_id = ? AND line = ?",
            [
                (line, source, number)
                for source, split in sources.items()
                for number, line in enumerate(lines_of(split), 1)
            ],
        )
        search.fill_lines(connection)
        connection.execute("COMMIT")
        return sources
    return {}


class _NoSourceError(Exception):
    """No source has the document, so the database is not replaced."""
