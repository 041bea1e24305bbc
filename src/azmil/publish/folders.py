"""Folders that azmil writes completely or not at all, and replaces only if it has written them before."""

from __future__ import annotations

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
    "cannot replace '{path}': it is not {what} written by azmil",
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
    """Yield a new folder that replaces another at the end; after an error the other is unchanged."""
    real = folder.resolve()  # so that a link stays a link
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=".azmil-", dir=real.parent))
    except OSError as error:
        raise CANNOT_WRITE(path=folder, reason=reason_of(error)) from None
    try:
        yield new
        new.chmod(0o755)
        old = new.with_name(f"{new.name}-old")
        if real.exists():
            real.rename(old)
        try:
            new.rename(real)
        except OSError:
            if old.exists():
                old.rename(real)
            raise
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise CANNOT_WRITE(path=folder, reason=reason_of(error)) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)
