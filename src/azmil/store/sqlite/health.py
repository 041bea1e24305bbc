"""The state of an installation: what azmil runs on, where its files are, whether its database is sound."""

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
    return answer_of(["what", "found"], list(rows))


def examine(path: Path) -> None:
    """Raise AzmilError, with what to do next, if anything is wrong with azmil or a database; nothing is written."""
    if "ENABLE_FTS5" not in _options():
        raise NO_SEARCH(version=sqlite3.sqlite_version)
    with closing(database.examine(path)) as connection:
        try:
            _look_over(connection, path)
        except database.UNREADABLE as error:
            raise database.unreadable(path, error) from None


def _look_over(connection: sqlite3.Connection, path: Path) -> None:
    """Raise AzmilError if a database that can be opened is not sound."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise database.damaged(path, found)
    if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise database.damaged(path, f"a row of {broken[0]} names one of {broken[2]} that is not there")
    if left := [path.with_name(path.name + end) for end in _LEFT if path.with_name(path.name + end).exists()]:
        raise database.LEFT_BEHIND(path=left[0], database=path)
    checksum.verify(path)


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
