"""Read-only connections on which no statement can change anything or reach outside the database.

Each guard is necessary: a read-only file still allows ``ATTACH`` and ``VACUUM INTO``, an authorizer alone breaks
full-text search, and a recursive query may never end.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import NO_MEMORY, AzmilError, Fault, Hints, reason_of
from azmil.paths import newest_format
from azmil.store.sqlite import checksum

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x617A6D6C  # "azml", which identifies the SQLite files of azmil
HEAP_LIMIT = 64 * 1024 * 1024
# The messages of SQLite may quote damaged text, which Python cannot decode.
UNREADABLE = (sqlite3.Error, OSError, UnicodeDecodeError, MemoryError)
STEPS = 20_000  # virtual machine steps between two checks of the deadline
EXAMINED = 32 * 1024 * 1024  # bytes; files up to this size are verified when opened

NO_DATABASE = Fault(
    "the database does not exist",
    "database '{path}' does not exist",
    Hints.BUILD,
)
NO_FILE = Fault(
    "the path of the database is a folder or a device",
    "cannot read '{path}': it is not a file",
    "use the path of a file",
)
NOT_OURS = Fault(
    "the file is not a database, or belongs to another program",
    "cannot read '{path}': it is not an azmil database",
    Hints.CHOOSE_DATABASE,
)
OLDER = Fault(
    "the database was built by a version of azmil with an older schema",
    "cannot read '{path}': it was built by an older version of azmil (format {found}; this version reads {known})",
    Hints.BUILD_AGAIN,
)
NEWER = Fault(
    "the database was built by a version of azmil with a newer schema",
    "cannot read '{path}': it was built by a newer version of azmil (format {found}; this version reads {known})",
    Hints.BUILD_ELSEWHERE,
)
IN_WAL_MODE = Fault(
    "another program left the database in WAL mode, in which even readers write files next to it",
    "cannot read '{path}': another program switched it to WAL mode",
    Hints.BUILD_AGAIN,
)
LEFT_BEHIND = Fault(
    "another program was killed while writing to the database",
    "cannot read '{database}': a program that wrote to it left '{path}'",
    Hints.CLEAR_AWAY,
)
DAMAGED = Fault(
    "the database is damaged: truncated, overwritten, or with a flipped bit",
    "cannot read '{path}': {reason}",
    Hints.BUILD_AGAIN,
)
CANNOT_OPEN = Fault(
    "the system cannot open the database",
    "cannot open '{path}': {reason}",
    Hints.MAKE_READABLE,
)

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
# Without an argument these read a setting; with one they change it.
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
    # A virtual table writes its declaration when opened; on a read-only file that is harmless.
    if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master" and where == "main":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


class Header(NamedTuple):
    """The header of a SQLite file."""

    application_id: int
    file_format: int
    is_in_wal_mode: bool
    size: int  # of the whole file according to the header, in bytes
    length: int  # of the open file, in bytes; the path may be replaced at any moment


def connect(path: Path, *, limits_memory: bool = False) -> sqlite3.Connection:
    """Return a guarded connection to an azmil database.

    ``limits_memory`` permanently limits the memory of SQLite in the whole process. Raises AzmilError if the file does
    not exist, is damaged, or is not an azmil database of this format.
    """
    connection = examine(path)
    try:
        _verify(connection, path)
        _guard(connection, limits_memory=limits_memory)
    except (AzmilError, *UNREADABLE) as error:
        connection.close()
        raise unreadable(path, error) from None
    return connection


def _verify(connection: sqlite3.Connection, path: Path) -> None:
    """Raise AzmilError if a database does not match its checksum and SQLite finds it damaged."""
    if path.stat().st_size > EXAMINED or checksum.matches(path):
        return
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise damaged(path, found)


def examine(path: Path) -> sqlite3.Connection:
    """Return a read-only connection for built-in statements; raise the errors of ``connect``."""
    connection = None
    try:
        _identify(path)
        # as_uri() escapes '?' and '#', which would end the path and open another file.
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=16,
        )
        connection.text_factory = _decode  # before any damaged text is read
        for pragma in ("trusted_schema = OFF", "temp_store = MEMORY", "cell_size_check = ON", "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute("PRAGMA schema_version").fetchone()  # opens the file
    except UNREADABLE as error:
        if connection is not None:
            connection.close()
        raise unreadable(path, error) from None
    return connection


def has_older_format(path: Path) -> bool:
    """Return whether a file is an azmil database with an older format."""
    found = header(path)
    return found is not None and found.application_id == APPLICATION_ID and found.file_format < newest_format()


def unreadable(path: Path, error: Exception) -> AzmilError:
    """Return the AzmilError for an error that occurred while a file was read."""
    if isinstance(error, AzmilError):
        return error
    if isinstance(error, MemoryError):
        return NO_MEMORY()
    text = _decode(error.object) if isinstance(error, UnicodeDecodeError) else str(error)
    if "not a database" in text:
        return NOT_OURS(path=path)
    if isinstance(error, OSError):
        return CANNOT_OPEN(path=path, reason=reason_of(error))
    if "unable to open" in text:
        return CANNOT_OPEN(path=path, reason=text)
    return damaged(path, text)


def damaged(path: Path, reason: str) -> AzmilError:
    """Return the error for a damaged database."""
    return DAMAGED(path=path, reason=" ".join(reason.split()))


def header(path: Path) -> Header | None:
    """Return the header of a SQLite file, or None if it is another file; raise OSError if it cannot be read."""
    with path.open("rb") as file:
        first = file.read(100)
        length = os.fstat(file.fileno()).st_size
    if len(first) < 100 or not first.startswith(b"SQLite format 3\0"):  # noqa: PLR2004 - the length of the header
        return None

    def number(at: int, size: int = 4) -> int:
        return int.from_bytes(first[at : at + size], "big")

    page_size = number(16, 2) if number(16, 2) > 1 else 65_536
    pages = number(28) if number(24) == number(92) else 0  # 0 if an old SQLite wrote it, which did not store the size
    return Header(number(68), number(60), 2 in first[18:20], page_size * pages, length)  # noqa: PLR2004 - version 2 is WAL


def _identify(path: Path) -> None:
    """Raise AzmilError if a file is not a database that this azmil can read, according to its header."""
    if not path.exists():
        raise NO_DATABASE(path=path)
    if not path.is_file():
        raise NO_FILE(path=path)
    found = header(path)
    if found is None or found.application_id != APPLICATION_ID:
        raise NOT_OURS(path=path)
    if found.file_format > newest_format():
        raise NEWER(path=path, found=found.file_format, known=newest_format())
    if found.file_format < newest_format():
        raise OLDER(path=path, found=found.file_format, known=newest_format())
    if found.is_in_wal_mode:  # reading it would create files next to it
        raise IN_WAL_MODE(path=path)
    log = path.with_name(f"{path.name}-wal")
    if log.exists():  # SQLite would apply it, even if the header is not in WAL mode
        raise LEFT_BEHIND(path=log, database=path)
    if found.length < found.size:
        raise damaged(path, f"it ends after {found.length:,} of {found.size:,} bytes")


def _guard(connection: sqlite3.Connection, *, limits_memory: bool) -> None:
    if limits_memory:
        connection.execute(f"PRAGMA hard_heap_limit = {HEAP_LIMIT}").fetchall()
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # noqa: FBT003
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_authorizer(_authorize)


def _decode(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def set_deadline(connection: sqlite3.Connection, seconds: float) -> None:
    """Interrupt statements on a connection that run later than ``seconds`` from now."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
