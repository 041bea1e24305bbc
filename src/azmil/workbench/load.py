"""Own the building of a database: wholly or not at all, and the same bytes from the same seeds.

A database is built beside the old one and takes its place in one step, so that a reader sees either and a
load that is killed costs nothing. One load runs at a time.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy.exc import DBAPIError

from azmil.errors import AzmilError, Fault, counted, reason_of
from azmil.formats import say
from azmil.model import KINDS
from azmil.seeds import Checked, Origin, check, digest
from azmil.seeds import files as seed_files
from azmil.store.sqlite import read as database
from azmil.store.sqlite import seal
from azmil.values import fingerprints
from azmil.workbench.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.seeds.files import SeedFile
    from azmil.seeds.rows import Rows


SOON = 5  # seconds that a load takes at most, on a slow machine
PATIENCE = 120  # seconds for which another load is waited for

SEEDS_REFUSED = Fault(
    "a load finds problems in the seeds, which it lists",
    "the seeds have {count}",
    "nothing was changed",
)
MISFIT = Fault(
    "the database refuses what the check let pass",
    "the seeds do not fit together: {reason}",
    "nothing was changed",
)
GONE = Fault(
    "a database is built again, and a folder of seeds from which it was built is gone",
    "{path} was built from {origin}, and a folder of these is gone",
    "'azmil --database {path!q} load FOLDER{alone}' builds it from another, and load --shipped from azmil's own seeds",
)
FOLDER = Fault("a folder is named as the database to build", "{path} is a folder", "name a file for the database")
UNDER_WAY = Fault(
    "another load or attachment is writing the same database",
    "another load of {path} is under way",
    "wait for it, then try again",
)
CANNOT_WRITE = Fault(
    "the system refuses to write the database: a full disk, a folder that is not yours, a device that fails",
    "cannot write {path}: {reason}",
    "the old database, if any, stands as it was",
)
NOT_REPLACED = Fault(
    "what stands where a database is to be built is not azmil's",
    "{path} is not a database of azmil and is left alone",
    "name another file",
)
UNSEALED = Fault(
    "the database that was just built holds no place for its seal, or several",
    "the new database cannot be sealed: it has {reason}",
    "the old database, if any, stands as it was",
)
UNSURE = Fault(
    "the system cannot make sure that a database, which is in its place, outlives a power cut",
    "{path} is built, but may not survive a power cut: {reason}",
    "load it again with 'azmil --database {path!q} load'",
)


class Built(NamedTuple):
    """What a load has made."""

    origin: Origin
    records: int


def load(target: Path, origin: Origin | None = None, *, only_if_needed: bool = False) -> Built | None:
    """Build the database at ``target`` from an origin, by default that of the database which stands there.

    Where none stands, it is azmil's own seeds. Returns None if nothing needed to be built.
    Raises AzmilError with every problem of the seeds, or if another load is under way or the place cannot be
    written; in each case the old database stays as it was. ``only_if_needed`` waits for a load that is under way
    and does nothing if a database of this version stands then.
    """
    if only_if_needed:
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target, wait=only_if_needed) as real:
        if only_if_needed and database.current(real):
            return None
        old = _old(real)
        files = _files(target, origin, old.origin)
        checked = check(files, may_be_open=True)
        if checked.problems:
            raise _refusal(checked)
        _carry_over(old.texts, checked.rows)
        origin = origin or old.origin
        with _beside(real) as new:
            build(new, checked.rows, {"origin": origin.kept(), "seeds": digest(files)})
    return Built(origin, sum(len(checked.rows[table]) for table in KINDS))


def _files(target: Path, given: Origin | None, before: Origin) -> Sequence[SeedFile]:
    """Return the seed files of the origin that is given, or of the one before."""
    if given is not None:
        return given.files()
    try:
        return before.files()
    except AzmilError as error:
        if error.fault is not seed_files.NO_FOLDER:
            raise
        raise GONE(path=target, origin=before, alone=" --alone" * before.is_alone) from None


@contextlib.contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """Give a copy of a database to be changed, which takes its place if nothing goes wrong.

    Raises AzmilError as ``load`` does.
    """
    with _alone(target, wait=False) as real, _beside(real) as new:
        _settle(real)
        seal.hold(real)  # else what is damaged would be sealed anew
        shutil.copyfile(real, new)
        yield new
        with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as connection:
            connection.execute("INSERT OR REPLACE INTO about VALUES ('seal', ?)", (seal.BLANK,))


@contextlib.contextmanager
def _alone(target: Path, *, wait: bool) -> Iterator[Path]:
    """Give the real place of a database to one writer at a time, which must be azmil's to write."""
    from filelock import Timeout  # noqa: PLC0415 - as the rest of the writing

    real = Path(os.path.realpath(target))
    lock = real.with_name(f".{real.name}.lock")
    try:
        _can_be(target, real)
        with _locked(lock, wait=wait):
            _is_free(target, real)
            yield real
    except Timeout:
        raise UNDER_WAY(path=target) from None
    except (OSError, NotImplementedError, sqlite3.Error, DBAPIError) as error:
        # A full disk is an error of the system, or of SQLite, or one that SQLAlchemy wraps.
        if isinstance(error, sqlite3.IntegrityError):
            raise MISFIT(reason=error) from None
        reason = getattr(error, "strerror", None) or str(getattr(error, "orig", None) or error)
        path = lock if getattr(error, "filename", None) == str(lock) else target
        raise CANNOT_WRITE(path=path, reason=reason.lower()) from None


def _can_be(target: Path, real: Path) -> None:
    """Raise AzmilError or OSError if there can be no file at a place."""
    if target.is_dir():
        raise FOLDER(path=target)
    if real.is_symlink():  # one that leads back to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not real.parent.is_dir():  # which may be misspelt
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))


@contextlib.contextmanager
def _locked(path: Path, *, wait: bool) -> Iterator[None]:
    """Hold a lock, for which another load is waited for, or which is had at once."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - as the rest of the writing

    lock = FileLock(path)
    try:
        lock.acquire(timeout=SOON if wait else 0)
    except Timeout:
        if not wait:
            raise
        say("azmil: another azmil builds the database; this one waits for it")
        lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        lock.release()


def _is_free(target: Path, real: Path) -> None:
    """Raise AzmilError if what stands at a place is not azmil's to replace."""
    if not real.exists() or (real.is_file() and not real.stat().st_size):
        return
    found = database.header(real) if real.is_file() else None
    if found is None or found.application_id != database.APPLICATION_ID:
        raise NOT_REPLACED(path=target)
    if found.file_format > database.newest_format():
        raise database.NEWER(path=target, found=found.file_format, known=database.newest_format())


@contextlib.contextmanager
def _beside(real: Path) -> Iterator[Path]:
    """Give a place for a new file beside an old one, which it replaces at the end if nothing went wrong."""
    beside = f".{real.name}.new-"
    for left in real.parent.glob(f"{glob.escape(beside)}*"):  # of a writer that was killed: ours is the only one now
        left.unlink(missing_ok=True)
    new = real.with_name(f"{beside}{os.getpid()}")
    try:
        yield new
        try:
            seal.stamp(new)
        except ValueError as error:
            raise UNSEALED(reason=error) from None
        _is_free(real, real)  # still
        _replace(new, real)
    finally:
        for leftover in (new, new.with_name(f"{new.name}-journal")):
            leftover.unlink(missing_ok=True)


_TEXTS = """SELECT s.sha256, p.line, p.text
FROM passages AS p
JOIN sources AS s ON s.id = p.source_id
WHERE p.text IS NOT NULL"""


class _Old(NamedTuple):
    """What a load takes from the database before: its origin, and attached text by SHA-256 and line."""

    origin: Origin
    texts: dict[tuple[str, int], str]


def _old(path: Path) -> _Old:
    """Return what there is to take from a database, if one stands at a path."""
    if not path.exists() or not path.stat().st_size:
        return _Old(Origin(), {})
    origin, texts = Origin(), {}
    try:
        # Opened for writing, so that SQLite finishes what a program that was killed left in it.
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.text_factory = lambda raw: raw.decode(errors="replace")  # what is damaged is left out later
            kept = connection.execute("SELECT value FROM about WHERE name = 'origin'").fetchone()
            origin = Origin.of(kept[0]) if kept else origin
            texts = {(sha256, line): str(text) for sha256, line, text in connection.execute(_TEXTS)}
    except (sqlite3.Error, ValueError) as error:
        if isinstance(error, sqlite3.Error) and not _is_damage(error):
            raise
        again = "if a document was attached to it, attach it again"
        if origin == Origin():
            again = "if you built it from seeds of your own, or attached a document, do so again"
        say(f"azmil: {path} cannot be read; {again}")
    return _Old(origin, texts)


def _carry_over(texts: dict[tuple[str, int], str], rows: Rows) -> None:
    """Fill in the text of documents that a reader attached to the old database, where the lines are the same."""
    sha256 = {row["id"]: row["sha256"] for row in rows["sources"]}
    kept = set()
    for row in rows["passages"]:
        place = sha256[row["source_id"]], row["line"]
        text = texts.get(place)
        if text is not None and fingerprints.fingerprint(text) == row["fingerprint"]:
            row["text"] = text
            kept.add(place)
    if lost := len(texts.keys() - kept):
        say(f"azmil: {counted(lost, 'line')} of attached text left out: damaged, or of no source that these seeds have")


def _refusal(checked: Checked) -> AzmilError:
    """Return the error that lists every problem of a check."""
    head = SEEDS_REFUSED.text(count=counted(len(checked.problems), "problem"))
    return AzmilError(SEEDS_REFUSED, "\n".join([*map(str, checked.problems), head]))


def _replace(new: Path, target: Path) -> None:
    """Put a finished database in the place of an old one, in one step that survives a power cut."""
    if target.exists():
        _settle(target)
        shutil.copymode(target, new)
        status = target.stat()
        with contextlib.suppress(PermissionError):
            os.chown(new, status.st_uid, status.st_gid)
    _sync(new)
    new.replace(target)
    try:
        _sync(target.parent)
    except OSError as error:
        if error.errno != errno.EINVAL:  # as a file system says that has no such thing for folders
            reason = reason_of(error)
            raise UNSURE(path=target, reason=reason) from None


def _settle(target: Path) -> None:
    """Let SQLite finish what a program that was killed left beside a database; a new one would be taken for it."""
    left = [target.with_name(f"{target.name}{end}") for end in ("-wal", "-shm", "-journal")]
    if not any(path.exists() for path in left):
        return
    try:
        with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection:
            for statement in ("PRAGMA journal_mode = DELETE", "BEGIN IMMEDIATE", "ROLLBACK"):
                connection.execute(statement).fetchall()
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        for path in left:  # of a database that SQLite can read no more
            path.unlink(missing_ok=True)


def _is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error of SQLite says that a file is damaged, and not that something stood in the way."""
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
