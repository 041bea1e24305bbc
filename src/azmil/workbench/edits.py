"""Edits of users' seed files: read once, changed as text, and all files written or none.

``patching`` changes the texts; its functions are here too, so that who edits seed files needs one module.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from azmil.errors import Fault, Hints, reason_of
from azmil.seeds.csv_nodes import ENDING as CSV
from azmil.workbench import csv_patching, patching
from azmil.workbench.patching import Edit, Place, edited, patched, quoted, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import ModuleType

__all__ = ["Edit", "Files", "Place", "edited", "patched", "quoted", "values_of", "write"]

CHANGED = Fault(
    "a seed file is changed by another program while azmil is about to write it",
    "cannot write '{path}': it was changed meanwhile",
    "try again",
)
CANNOT_READ = Fault(
    "the system cannot read a seed file that azmil edits",
    "cannot read '{path}': {reason}",
    "make it readable and try again",
)
CANNOT_WRITE = Fault(
    "the system cannot write a seed file that azmil edits",
    "cannot write '{path}': {reason}",
    Hints.SEED_FOLDER,
)
_LF = re.compile(r"(?<!\r)\n")


@dataclass(slots=True)
class Files:
    """Seed files as read, and their new contents; None is a file that does not exist."""

    old: dict[Path, bytes | None] = field(default_factory=dict)
    new: dict[Path, bytes | None] = field(default_factory=dict)

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Files:
        """Return files as they are now; raise AzmilError if one cannot be read.

        Read them before the seeds are parsed: a change after that is then refused.
        """
        return cls({path: contents(path) for path in paths})

    def text(self, path: Path) -> str:
        """Return the text of a file with the changes so far, or an empty text if there is no such file."""
        if path not in self.old:
            self.old[path] = contents(path)
        content = self.new.get(path, self.old[path])
        return (content or b"").decode()

    def change(self, path: Path, text: str) -> None:
        """Replace the text of a file, or add a file; new lines get the line ends of the others."""
        before = self.text(path)
        if "\r\n" in before and not _LF.search(before):
            text = _LF.sub("\r\n", text)
        if text != before or (path not in self.new and self.old[path] is None):
            self.new[path] = text.encode()

    def values(self, path: Path) -> dict[Place, str]:
        """Return the texts in a file by line and column; see ``values_of``."""
        found: dict[Place, str] = _form_of(path).values_of(self.text(path))
        return found

    def edit(self, path: Path, edits: Iterable[Edit]) -> None:
        """Replace values in a file; see ``edited``."""
        self.change(path, _form_of(path).edited(self.text(path), edits))

    def patch(self, path: Path, changes: Mapping[Place, Mapping[str, str | None]]) -> None:
        """Set or remove fields of items in a file; see ``patched``."""
        self.change(path, _form_of(path).patched(self.text(path), changes))


def _form_of(path: Path) -> ModuleType:
    """Return the module that edits files in the form of a file: YAML or CSV."""
    return csv_patching if path.suffix == CSV else patching


def write(files: Files) -> list[Path]:
    """Write the new contents of files, all of them or none; return the paths of those that changed.

    Symbolic links and the modes of files are kept. Raises AzmilError if a file has changed since it was read, or cannot
    be written.
    """
    changed = {path: content for path, content in files.new.items() if content != files.old[path]}
    with _staged(changed) as staged:
        for path in changed:
            if contents(path) != files.old[path]:
                raise CHANGED(path=path)
        done: list[Path] = []
        try:
            for path, name in staged.items():
                done.append(path)
                _replace(path, name)
        except BaseException as error:
            for path in done:
                _restore(path, files.old[path])
            if not isinstance(error, OSError):
                raise
            raise CANNOT_WRITE(path=error.filename2 or error.filename or done[-1], reason=reason_of(error)) from None
    return list(changed)


def contents(path: Path) -> bytes | None:
    """Return the contents of a file, or None if there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CANNOT_READ(path=path, reason=reason_of(error)) from None


@contextlib.contextmanager
def _staged(contents: Mapping[Path, bytes | None]) -> Iterator[dict[Path, str | None]]:
    """Write contents to temporary files next to their paths, and remove those that are left at the end."""
    names: dict[Path, str | None] = {}
    made: list[Path] = []  # folders
    try:
        for path, content in contents.items():
            names[path] = None
            if content is None:
                continue
            real = Path(os.path.realpath(path))
            if not real.parent.exists():
                real.parent.mkdir(parents=True)
                made.append(real.parent)
            number, names[path] = tempfile.mkstemp(prefix=".azmil-", dir=real.parent)
            with os.fdopen(number, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            mode = real.stat().st_mode & 0o777 if real.exists() else 0o666 & ~_umask()
            Path(names[path] or "").chmod(mode)
        yield names
    except OSError as error:
        raise CANNOT_WRITE(path=error.filename or path, reason=reason_of(error)) from None
    finally:
        for name in names.values():
            if name is not None:
                Path(name).unlink(missing_ok=True)
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()  # if nothing was written to it


def _replace(path: Path, name: str | None) -> None:
    if name is not None:
        Path(name).replace(os.path.realpath(path))
        return
    path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.parent.rmdir()  # if it is empty now


def _restore(path: Path, content: bytes | None) -> None:
    with contextlib.suppress(OSError):
        if content is None:
            _replace(path, None)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)


def _umask() -> int:
    """Return the permission bits that are not set on new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
