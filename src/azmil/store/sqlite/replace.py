"""Atomic replacement of a database file: one writer at a time, and a new file that is renamed over the old one.

Readers see either the old file or the new one, and a killed writer leaves the old one unchanged.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from azmil import paths
from azmil.errors import Fault, Hints, Notify, ignore, is_interruption, reason_of
from azmil.store.sqlite import checksum, read
from azmil.values.interruptions import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON = 5  # time to wait for another load before a note, in seconds; longer than a load on a slow machine
PATIENCE = 120  # maximum time to wait for another load, in seconds

MISFIT = Fault(
    "the database rejects rows that the check accepted",
    "cannot insert the seeds: {reason}",
    "nothing was changed",
)
FOLDER = Fault(
    "the path of the database to build is a folder",
    "cannot build '{path}': it is a folder",
    "use the path of a file",
)
UNDER_WAY = Fault(
    "another process is writing to the same database",
    "cannot write '{path}': another process is writing to it",
    "wait until it has finished, then try again",
)
WAITING = Fault(
    "another process is building the default database (a note, not an error)",
    "waiting for another process that is building the database",
    "",
)
CANNOT_WRITE = Fault(
    "the system cannot write the database: the disk is full or failing, or the folder is not writable",
    "cannot write '{path}': {reason}",
    "the existing database, if any, was not changed",
)
NOT_REPLACED = Fault(
    "the path of the database to build is that of another file",
    "cannot replace '{path}': it is not an azmil database",
    "use the path of another file",
)
NOT_CHECKSUMMED = Fault(
    "a new database does not contain exactly one place for its checksum",
    "cannot write the checksum of the new database: {reason}",
    "the existing database, if any, was not changed",
)
UNSURE = Fault(
    "the system cannot guarantee that a new database survives a power failure",
    "'{path}' was built, but may not survive a power failure: {reason}",
    Hints.BUILD_AGAIN,
)


@contextlib.contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """Yield the path of a copy of a database, which replaces it on exit unless an error is raised.

    Raises AzmilError if another process is writing, or if the database is damaged or cannot be written.
    """
    with exclusive(target) as real, staged(real) as new:
        _settle(real)
        checksum.verify(real)  # or a new checksum would hide the damage
        shutil.copyfile(real, new)
        yield new
        with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as connection:
            connection.execute("INSERT OR REPLACE INTO about VALUES ('checksum', ?)", (checksum.BLANK,))


@contextlib.contextmanager
def exclusive(target: Path, *, wait: bool = False, notify: Notify = ignore) -> Iterator[Path]:
    """Lock a database for one writer at a time, and yield its real path; an existing file must be an azmil database.

    With ``wait``, wait for another writer, after a call of ``notify``, instead of raising AzmilError. Errors of the
    system and of SQLite are raised as an AzmilError that names the file.
    """
    from filelock import Timeout  # noqa: PLC0415 - only needed for writing

    real = Path(os.path.realpath(target))
    lock = lock_file(real)
    try:
        _check_target(target, real)
        with _locked(lock, wait=wait, notify=notify):
            _check_replaceable(target, real)
            yield real
    except Timeout:
        raise UNDER_WAY(path=target) from None
    except (OSError, NotImplementedError, sqlite3.Error, DBAPIError) as error:
        # A full disk raises an error of the system, of SQLite, or of SQLAlchemy.
        code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_INTERRUPT or is_interruption(error):
            raise KeyboardInterrupt from None  # SQLite turns Ctrl-C inside a callback into one of its own errors
        if isinstance(error, sqlite3.IntegrityError):
            raise MISFIT(reason=error) from None
        reason = getattr(error, "strerror", None) or str(getattr(error, "orig", None) or error)
        path = lock if getattr(error, "filename", None) == str(lock) else target
        raise CANNOT_WRITE(path=path, reason=reason.lower()) from None


def lock_file(real: Path) -> Path:
    """Return the lock file of a database: in the state folder, or in a temporary one if that is not writable."""
    name = f"{hashlib.sha256(os.fsencode(real)).hexdigest()[:16]}.lock"
    for folder in (paths.state_folder() / "locks", Path(tempfile.gettempdir(), f"azmil-locks-{os.getuid()}")):
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.access(folder, os.W_OK | os.X_OK):
                return folder / name
    return real.with_name(f".{real.name}.lock")


def _check_target(target: Path, real: Path) -> None:
    """Raise AzmilError or OSError if no file can be written at a path."""
    if target.is_dir():
        raise FOLDER(path=target)
    if real.is_symlink():  # a link to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not real.parent.is_dir():  # it may be misspelt, so it is not created
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))


@contextlib.contextmanager
def _locked(path: Path, *, wait: bool, notify: Notify) -> Iterator[None]:
    """Hold a lock; with ``wait``, wait for another writer, or else raise Timeout at once."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only needed for writing

    lock = FileLock(path)
    try:
        lock.acquire(timeout=SOON if wait else 0)
    except Timeout:
        if not wait:
            raise
        notify(WAITING())
        lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        lock.release()


def _check_replaceable(target: Path, real: Path) -> None:
    """Raise AzmilError if an existing file is not an azmil database, or has a newer format."""
    if not real.exists() or (real.is_file() and not real.stat().st_size):
        return
    found = read.header(real) if real.is_file() else None
    if found is None or found.application_id != read.APPLICATION_ID:
        raise NOT_REPLACED(path=target)
    if found.file_format > paths.newest_format():
        raise read.NEWER(path=target, found=found.file_format, known=paths.newest_format())


@contextlib.contextmanager
def staged(real: Path) -> Iterator[Path]:
    """Yield the path of a new file, which replaces the old one on exit unless an error is raised."""
    prefix = f".{real.name}.new-"
    for left in real.parent.glob(f"{glob.escape(prefix)}*"):
        if not _is_running(left.name.removeprefix(prefix).partition("-")[0]):
            left.unlink(missing_ok=True)
    new = real.with_name(f"{prefix}{os.getpid()}")
    try:
        yield new
        try:
            checksum.write(new)
        except ValueError as error:
            raise NOT_CHECKSUMMED(reason=error) from None
        _check_replaceable(real, real)  # again, since the file may have changed
        _replace(new, real)
    finally:
        for leftover in (new, new.with_name(f"{new.name}-journal")):
            leftover.unlink(missing_ok=True)


def _is_running(process: str) -> bool:
    """Return whether another process with this id runs, such as that of another user, who has a different lock."""
    if not process.isdigit() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _replace(new: Path, target: Path) -> None:
    """Rename a finished database over an old one, so that the result survives a power failure."""
    if target.exists():
        _settle(target)
        shutil.copymode(target, new)
        status = target.stat()
        with contextlib.suppress(PermissionError):
            os.chown(new, status.st_uid, status.st_gid)
    _sync(new)
    with uninterrupted():  # or a load that has succeeded would be called interrupted
        new.replace(target)
        try:
            _sync(target.parent)
        except OSError as error:
            if error.errno != errno.EINVAL:  # raised by file systems that cannot sync folders
                reason = reason_of(error)
                raise UNSURE(path=target, reason=reason) from None


def _settle(target: Path) -> None:
    """Let SQLite recover files that a killed program left next to a database, or they would affect the new one."""
    left = [target.with_name(f"{target.name}{end}") for end in ("-wal", "-shm", "-journal")]
    if not any(path.exists() for path in left):
        return
    try:
        with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection:
            for statement in ("PRAGMA journal_mode = DELETE", "BEGIN IMMEDIATE", "ROLLBACK"):
                connection.execute(statement).fetchall()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        for path in left:  # SQLite cannot read this database any more
            path.unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error of SQLite means that a file is damaged, and not, for example, locked."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
    )


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
