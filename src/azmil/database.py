"""Own the reading connection: a database is opened so that nothing said through it can change or reach anything.

Each guard is there because a statement got through without it: the read-only file lets ``ATTACH`` and
``VACUUM INTO`` pass, the authorizer alone breaks full-text search, and a recursive query never ends by itself.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

from azmil.errors import AzmilError

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x617A6D6C  # "azml": how SQLite files of azmil are known
FORMAT = 1  # the number of revisions of the schema; a reader must know the newest
HEAP_LIMIT = 64 * 1024 * 1024
STEPS = 20_000  # virtual machine steps between two looks at the clock

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 60,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 1_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 5,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "sqlite_log", "regexp"})
_DESCRIBING_PRAGMAS = frozenset(
    {
        "collation_list",
        "compile_options",
        "data_version",
        "database_list",
        "foreign_key_list",
        "function_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "table_info",
        "table_list",
        "table_xinfo",
    }
)
# Without an argument these read a setting; with one they would change it.
_READ_ONLY_PRAGMAS = frozenset(
    {"application_id", "encoding", "page_count", "page_size", "schema_version", "user_version"}
)


def _authorize(action: int, first: str | None, second: str | None, where: str | None, _trigger: str | None) -> int:
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (second or "").lower() in _FORBIDDEN_FUNCTIONS else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        name = (first or "").lower()
        if name in _DESCRIBING_PRAGMAS or (name in _READ_ONLY_PRAGMAS and second is None):
            return sqlite3.SQLITE_OK
    # A virtual table writes its own declaration while it opens; the read-only file makes that harmless.
    if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master" and where == "main":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def connect(path: Path) -> sqlite3.Connection:
    """Return a guarded connection to a database of azmil.

    Raises AzmilError if there is no file, if it is not a database of azmil, or if it is of a newer format.
    """
    try:
        connection = _open(path)
        _identify(connection, path)
        _guard(connection)
    except sqlite3.Error as error:
        raise AzmilError(unreadable(path, error)) from None
    return connection


def unreadable(path: Path, error: Exception) -> str:
    """Return the message for a file that SQLite cannot read."""
    text = str(error)
    if "not a database" in text:
        return not_ours(path)
    if "unable to open" in text:
        return f"cannot open {path}: {text}"
    return f"{path} cannot be read: {text}; build it again with 'azmil load'"


def not_ours(path: Path) -> str:
    """Return the message for a file that is not a database of azmil."""
    return f"{path} is not a database of azmil; name another file with --database"


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise AzmilError(f"there is no database at {path}; build one with 'azmil --database {path} load'")
    if not path.is_file():
        raise AzmilError(f"{path} is not a file; name the file of a database")
    # Quoted, since a '?' or '#' in a path would end it and open another file.
    uri = f"file:{quote(str(path.absolute()))}?mode=ro"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=16)


def _identify(connection: sqlite3.Connection, path: Path) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (file_format,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        raise AzmilError(not_ours(path))
    if file_format > FORMAT:
        raise AzmilError(
            f"{path} was made by a newer azmil (format {file_format}, this one knows {FORMAT}); "
            "upgrade azmil, or build another database with --database and 'azmil load'"
        )
    if file_format < FORMAT:
        raise AzmilError(
            f"{path} was made by an older azmil (format {file_format}, this one reads {FORMAT}); "
            "build it again with 'azmil load'"
        )


def is_ours(path: Path) -> bool:
    """Return whether a file is a database of azmil, of whatever format."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\0") and header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _guard(connection: sqlite3.Connection) -> None:
    for pragma in (
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        "cell_size_check = ON",
        f"hard_heap_limit = {HEAP_LIMIT}",
        "query_only = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # noqa: FBT003
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.text_factory = _decode
    connection.set_authorizer(_authorize)


def _decode(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def set_deadline(connection: sqlite3.Connection, seconds: float) -> None:
    """Let statements on the connection end with ``interrupted`` after so many seconds from now."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
