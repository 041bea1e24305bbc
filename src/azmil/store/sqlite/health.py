"""Health of an installation: versions, paths of files, and validity of the database."""

from __future__ import annotations

import platform
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from azmil import paths, reports
from azmil.errors import Fault
from azmil.store.sqlite import checksum
from azmil.store.sqlite import read as database
from azmil.values.answers import Answer, answer_of
from azmil.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

NO_SEARCH = Fault(
    "the SQLite library of Python has no full-text search",
    "cannot use SQLite {version}: it has no full-text search",
    "use a Python whose sqlite3 includes FTS5",
)

_LEFT = ("-wal", "-shm", "-journal")  # files of SQLite next to a database while it writes


def installation(path: Path) -> Answer:
    """Return the versions and paths of the installation; columns: what, found."""
    options = _options()
    rows = [
        ("azmil", __version__),
        ("Python", f"{platform.python_version()}, {platform.system()} {platform.machine()}"),
        ("SQLite", sqlite3.sqlite_version),
        ("full-text search", "yes" if "ENABLE_FTS5" in options else "no"),
        ("JSON functions", "no" if "OMIT_JSON" in options else "yes"),
        ("threads", next((option for option in options if option.startswith("THREADSAFE")), "unknown")),
        ("database", _described(path)),
        ("user-defined reports", _described(reports.user_folder())),
        ("state", _described(paths.state_folder())),
        ("seeds", _described(paths.built_in_folder("seeds"))),
        ("migrations", _described(paths.built_in_folder("migrations"))),
    ]
    return answer_of(["what", "found"], list(rows))


def examine(path: Path) -> None:
    """Raise AzmilError if the installation or a database has a problem; nothing is written."""
    if "ENABLE_FTS5" not in _options():
        raise NO_SEARCH(version=sqlite3.sqlite_version)
    with closing(database.examine(path)) as connection:
        try:
            _examine_content(connection, path)
        except database.UNREADABLE as error:
            raise database.unreadable(path, error) from None


def _examine_content(connection: sqlite3.Connection, path: Path) -> None:
    """Raise AzmilError if a database that can be opened is damaged."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise database.damaged(path, found)
    if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise database.damaged(path, f"a row of {broken[0]} refers to a missing row of {broken[2]}")
    if left := [path.with_name(path.name + end) for end in _LEFT if path.with_name(path.name + end).exists()]:
        raise database.LEFT_BEHIND(path=left[0], database=path)
    checksum.verify(path)


def _options() -> list[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        return [option for (option,) in connection.execute("PRAGMA compile_options")]


def _described(path: Path) -> str:
    """Return a path with the size of its file, or with a remark if it does not exist."""
    try:
        status = path.stat()
    except OSError:
        return f"{path} (does not exist)"
    return f"{path} ({status.st_size:,} bytes)" if path.is_file() else str(path)
