"""Folders that azmil writes completely or not at all, and replaces only if it has written them before."""

from __future__ import annotations

import glob
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from azmil.errors import Fault, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOT_OURS = Fault(
    "a site or an export is written to a folder that contains other files",
    "cannot replace '{path}': it contains files other than {what} written by azmil",
    "choose an empty or a new folder",
)
CANNOT_WRITE = Fault(
    "a site or an export cannot be written",
    "cannot write '{path}': {reason}",
    "choose another folder or file",
)


def check(folder: Path, is_ours: Callable[[Path], bool], what: str) -> None:
    """Raise AzmilError if a folder contains anything but ``what``, such as "a site", which ``is_ours`` recognizes."""
    if folder.exists() and not (folder.is_dir() and (is_ours(folder) or not any(folder.iterdir()))):
        raise NOT_OURS(path=folder, what=what)


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield a new folder that replaces another at the end; after an error the other is unchanged.

    What a killed process left there is removed.
    """
    real = folder.resolve()  # so that a link stays a link
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(real)
        new = Path(tempfile.mkdtemp(prefix=f"{_prefix(real)}{os.getpid()}-", dir=real.parent))
    except OSError as error:
        raise CANNOT_WRITE(path=folder, reason=reason_of(error)) from None
    old = new.with_name(f"{new.name}-old")
    try:
        yield new
        new.chmod(0o755)
        if real.exists():
            real.rename(old)
        try:
            new.rename(real)
        except BaseException:  # also Ctrl-C
            if old.exists() and not real.exists():
                old.rename(real)
            raise
    except OSError as error:
        raise CANNOT_WRITE(path=folder, reason=reason_of(error)) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if real.exists():
            shutil.rmtree(old, ignore_errors=True)


def _prefix(folder: Path) -> str:
    """Return how the names of the temporary folders of a folder begin; the number of a process follows."""
    return f".azmil-{folder.name}-"


def _remove_leftovers(folder: Path) -> None:
    """Remove the temporary folders of processes that were killed; restore a folder that one of them had moved away."""
    temporary = re.compile(rf"{re.escape(_prefix(folder))}(\d+)-[a-z0-9_]+(-old)?")
    for left in folder.parent.glob(f"{glob.escape(_prefix(folder))}*"):
        found = temporary.fullmatch(left.name)  # not of a folder whose name only begins alike, such as site-2026
        if found is None or _is_running(int(found[1])):
            continue
        if found[2] and not folder.exists():
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    """Return whether a process exists."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # a process of another user
        return True
    return True
