"""Own the examination of an installation: what azmil runs on, where its files lie, whether its database is sound."""

from __future__ import annotations

import platform
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from azmil import __version__, database, paths, reports, seal
from azmil.ask.answers import Answer
from azmil.errors import AzmilError

if TYPE_CHECKING:
    from pathlib import Path

_LEFT = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file while it writes


def installation(path: Path) -> Answer:
    """Return what azmil runs on and where its files lie; columns: what, found."""
    options = _options()
    rows = [
        ("azmil", __version__),
        ("Python", f"{platform.python_version()}, {platform.system()} {platform.machine()}"),
        ("SQLite", sqlite3.sqlite_version),
        ("full-text search", "yes" if "ENABLE_FTS5" in options else "no"),
        ("JSON functions", "no" if "OMIT_JSON" in options else "yes"),
        ("threads", next((option for option in options if option.startswith("THREADSAFE")), "unknown")),
        ("database", _described(path)),
        ("your own queries", _described(reports.own_folder())),
        ("state", _described(paths.state_folder())),
        ("seeds", _described(paths.shipped("seeds"))),
        ("migrations", _described(paths.shipped("migrations"))),
    ]
    return Answer(["what", "found"], list(rows))


def problem_of(path: Path) -> str | None:
    """Return what is wrong with azmil or with a database, and what to do next, or None; nothing is written."""
    if "ENABLE_FTS5" not in _options():
        return f"SQLite {sqlite3.sqlite_version} has no full-text search; use a Python whose sqlite3 has FTS5"
    try:
        with closing(database.examine(path)) as connection:
            return _unsound(connection, path)
    except AzmilError as error:
        return str(error)
    except database.UNREADABLE as error:
        return database.unreadable(path, error)


def _unsound(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return what is wrong with a database that can be opened, or None."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        return database.damaged(path, found)
    if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
        return database.damaged(path, f"a row of {broken[0]} names one of {broken[2]} that is not there")
    if left := [path.with_name(path.name + end) for end in _LEFT if path.with_name(path.name + end).exists()]:
        return f"{left[0]} was left by another program that wrote to the database; 'azmil load' clears it away"
    whole = seal.is_whole(path)
    if whole is None:
        return f"{path} bears no seal, so that nobody can say whether it is whole; build it again with 'azmil load'"
    if not whole:
        return (
            f"{path} is not as azmil wrote it: it was damaged, or changed by another program; "
            "build it again with 'azmil load'"
        )
    return None


def _options() -> list[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        return [option for (option,) in connection.execute("PRAGMA compile_options")]


def _described(path: Path) -> str:
    """Return a path, with what it is where that is not what is expected."""
    try:
        status = path.stat()
    except OSError:
        return f"{path} (not there)"
    return f"{path} ({status.st_size:,} bytes)" if path.is_file() else str(path)
