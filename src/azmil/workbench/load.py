"""Atomic and reproducible loads of seeds into a database."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from azmil import store
from azmil.errors import AzmilError, Fault, Hints, Notify, counted, ignore
from azmil.seeds import Origin, check, digest
from azmil.seeds import files as seed_files
from azmil.store import writing
from azmil.values.fingerprints import fingerprint
from azmil.values.progress import silent
from azmil.workbench import texts as attached
from azmil.workbench.build import build

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.paths import Address
    from azmil.seeds import Checked
    from azmil.seeds.files import SeedFile
    from azmil.seeds.rows import Rows
    from azmil.store.targets import Kept
    from azmil.values.progress import Progress

SEEDS_REFUSED = Fault(
    "a load finds problems in the seeds, which are listed",
    "cannot load the seeds: {count} found",
    "nothing was changed",
)
SEEDS_MISSING = Fault(
    "a database is rebuilt, and a seed folder that it was built from does not exist",
    "cannot rebuild '{path}' from {origin}: a seed folder does not exist",
    Hints.BUILD_FROM,
)
LOST = Fault(
    "a load cannot read the existing database (a note, not an error)",
    "cannot read '{path}'",
    "if you loaded seeds or attached documents, do so again",
)
TEXT_LOST = Fault(
    "a load cannot read the attached text in the existing database (a note, not an error)",
    "cannot read '{path}'",
    "if you attached documents, attach them again",
)
OLD_IDS = Fault(
    "a load finds retired ids in the seeds (a note, not an error)",
    "{count} to retired ids",
    Hints.LIST_OLD_IDS,
)
LINES_LOST = Fault(
    "a load cannot keep all lines of an attached document (a note, not an error)",
    "{count} of attached text omitted: damaged, or not in any source of these seeds",
    "",
)


class Built(NamedTuple):
    """The result of a load: the origin of the seeds, and the number of records."""

    origin: Origin
    records: int


class _Previous(NamedTuple):
    """The parts of the existing database that a load keeps: its origin, and attached text by SHA-256 and line."""

    origin: Origin
    texts: dict[tuple[str, int], str]


def load(
    target: Address,
    origin: Origin | None = None,
    *,
    only_if_needed: bool = False,
    notify: Notify = ignore,
    progress: Progress = silent,
) -> Built | None:
    """Build the database at ``target`` from an origin: by default that of the existing database, or the built-in seeds.

    With ``only_if_needed``, wait for a load in progress, and return None if the database is current. ``notify`` is
    called with each note, and ``progress`` from time to time. Raises AzmilError with all problems of the seeds, or if
    another process is writing or the database cannot be written; the existing database is then unchanged.
    """
    if only_if_needed and isinstance(target, Path):
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
    with writing.locked(target, wait=only_if_needed, notify=notify) as locked:
        if only_if_needed and _is_current(target):
            return None
        old = _previous(target, locked.kept(), notify)
        files = _files(target, origin, old.origin)
        checked = check(files, may_be_open=True, may_be_undecided=True, progress=progress)
        if checked.problems:
            raise _refusal(checked)
        if checked.notes:
            notify(OLD_IDS(count=counted(len(checked.notes), "reference")))
        progress("deriving rows", 0, 0)
        rows = checked.rows
        _carry_over(old.texts, rows, notify)
        origin = origin or old.origin
        with locked.replaced() as writer:
            build(writer, rows, {"origin": origin.to_json(), "seeds": digest(files)}, progress)
            rows.clear()  # before the file is read for its checksum
    return Built(origin, checked.record_count)


def _is_current(address: Address) -> bool:
    """Return whether the database at an address exists and is current."""
    found = store.current(address)
    if found is not None:
        found.close()
    return found is not None


def _files(target: Address, given: Origin | None, before: Origin) -> Sequence[SeedFile]:
    """Return the seed files of the given origin, or of the previous one."""
    if given is not None:
        return given.files()
    try:
        return before.files()
    except AzmilError as error:
        if error.fault is not seed_files.NO_FOLDER:
            raise
        raise SEEDS_MISSING(Hints.BUILD_ALONE if before.is_alone else None, path=target, origin=before) from None


def _previous(target: Address, kept: Kept, notify: Notify) -> _Previous:
    """Return what to keep from the existing database, if any."""
    is_damaged = kept.is_damaged
    try:
        origin = Origin.from_json(kept.origin) if kept.origin is not None else Origin()
    except ValueError:  # another program wrote it
        origin, is_damaged = Origin(), True
    if is_damaged:
        notify((LOST if origin == Origin() else TEXT_LOST)(path=target))
    return _Previous(origin, kept.texts)


def _carry_over(texts: dict[tuple[str, int], str], rows: Rows, notify: Notify) -> None:
    """Copy text into rows whose lines have not changed: that of the previous database, or that kept by azmil."""
    sha256 = {row.id: row.sha256 for row in rows["sources"]}
    kept_texts = {id_: attached.find(digits) for id_, digits in sha256.items()}
    kept = set()
    for row in rows["passages"]:
        place = sha256[row.source_id], row.line
        text = texts.get(place)
        lines = kept_texts[row.source_id]
        if len(lines) >= row.line and (text is None or fingerprint(text) != row.fingerprint):
            text = lines[row.line - 1]
        if text is not None and fingerprint(text) == row.fingerprint:
            row.text = text
            kept.add(place)
    if lost := len(texts.keys() - kept):
        notify(LINES_LOST(count=counted(lost, "line")))


def _refusal(checked: Checked) -> AzmilError:
    """Return the error that lists all problems of a check."""
    count = counted(len(checked.problems), "problem")
    return AzmilError(SEEDS_REFUSED, {"count": count}, SEEDS_REFUSED.hint, checked.problems)
