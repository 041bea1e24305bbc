"""Building a database from seeds: completely or not at all, and the same content from the same seeds."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from azmil import store
from azmil.errors import AzmilError, Do, Fault, Notify, counted, ignore
from azmil.seeds import Origin, check, digest
from azmil.seeds import files as seed_files
from azmil.store.sqlite import kept as stored
from azmil.store.sqlite import replace
from azmil.values.fingerprints import fingerprint
from azmil.workbench.build import build

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from azmil.seeds import Checked
    from azmil.seeds.files import SeedFile
    from azmil.seeds.rows import Rows

SEEDS_REFUSED = Fault(
    "a load finds problems in the seeds, which are listed",
    "cannot load the seeds: {count} found",
    "nothing was changed",
)
SEEDS_MISSING = Fault(
    "a database is built again, and a folder of seeds from which it was built does not exist",
    "cannot build '{path}' again from {origin}: a seed folder does not exist",
    Do.BUILD_FROM,
)
LOST = Fault(
    "a load cannot read the existing database (a note, no error)",
    "cannot read '{path}'",
    "if you loaded seeds or attached documents, do so again",
)
TEXT_LOST = Fault(
    "a load cannot read the attached text in the existing database (a note, no error)",
    "cannot read '{path}'",
    "if you attached documents, attach them again",
)
OLD_IDS = Fault(
    "a load finds retired ids in the seeds (a note, no error)",
    "{count} to retired ids",
    Do.LIST_OLD_IDS,
)
LINES_LOST = Fault(
    "a load cannot keep all lines of an attached document (a note, no error)",
    "{count} of attached text omitted: damaged, or not in the sources of these seeds",
    "",
)


class Built(NamedTuple):
    """What a load has made."""

    origin: Origin
    records: int


class _Previous(NamedTuple):
    """What a load takes from the database before: its origin, and attached text by SHA-256 and line."""

    origin: Origin
    texts: dict[tuple[str, int], str]


def load(
    target: Path,
    origin: Origin | None = None,
    *,
    only_if_needed: bool = False,
    notify: Notify = ignore,
) -> Built | None:
    """Build the database at ``target`` from an origin, by default that of the database which is there.

    Where there is none, it is azmil's own seeds. Returns None if nothing needed to be built.
    Raises AzmilError with every problem of the seeds, or if another load is under way or the file cannot be
    written; in each case the old database stays as it was. ``only_if_needed`` waits for a load that is under way
    and does nothing if a current database is there then. ``notify`` is called with each note on the way.
    """
    if only_if_needed:
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
    with replace.exclusive(target, wait=only_if_needed, notify=notify) as real:
        if only_if_needed and _is_current(real):
            return None
        old = _previous(real, notify)
        files = _files(target, origin, old.origin)
        checked = check(files, may_be_open=True)
        if checked.problems:
            raise _refusal(checked)
        if checked.notes:
            notify(OLD_IDS(count=counted(len(checked.notes), "reference")))
        _carry_over(old.texts, checked.rows, notify)
        origin = origin or old.origin
        with replace.staged(real) as new:
            build(new, checked.rows, {"origin": origin.kept(), "seeds": digest(files)})
    return Built(origin, checked.cited)


def _is_current(path: Path) -> bool:
    """Return whether a database at a path needs not be built again."""
    found = store.current(path)
    if found is not None:
        found.close()
    return found is not None


def _files(target: Path, given: Origin | None, before: Origin) -> Sequence[SeedFile]:
    """Return the seed files of the origin that is given, or of the one before."""
    if given is not None:
        return given.files()
    try:
        return before.files()
    except AzmilError as error:
        if error.fault is not seed_files.NO_FOLDER:
            raise
        raise SEEDS_MISSING(Do.BUILD_ALONE if before.is_alone else None, path=target, origin=before) from None


def _previous(path: Path, notify: Notify) -> _Previous:
    """Return what there is to take from a database, if there is one at a path."""
    kept = stored.read(path)
    is_damaged = kept.is_damaged
    try:
        origin = Origin.of(kept.origin) if kept.origin is not None else Origin()
    except ValueError:  # another program wrote it
        origin, is_damaged = Origin(), True
    if is_damaged:
        notify((LOST if origin == Origin() else TEXT_LOST)(path=path))
    return _Previous(origin, kept.texts)


def _carry_over(texts: dict[tuple[str, int], str], rows: Rows, notify: Notify) -> None:
    """Fill in the text of documents that was attached to the old database, where the lines are the same."""
    sha256 = {row["id"]: row["sha256"] for row in rows["sources"]}
    kept = set()
    for row in rows["passages"]:
        place = sha256[row["source_id"]], row["line"]
        text = texts.get(place)
        if text is not None and fingerprint(text) == row["fingerprint"]:
            row["text"] = text
            kept.add(place)
    if lost := len(texts.keys() - kept):
        notify(LINES_LOST(count=counted(lost, "line")))


def _refusal(checked: Checked) -> AzmilError:
    """Return the error that lists every problem of a check."""
    count = counted(len(checked.problems), "problem")
    return AzmilError(SEEDS_REFUSED, {"count": count}, SEEDS_REFUSED.do, checked.problems)
