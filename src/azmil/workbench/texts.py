"""Texts of users' documents, kept in azmil's data folder by the SHA-256 of the document."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from azmil import paths
from azmil.errors import Fault, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOT_KEPT = Fault(
    "the system cannot keep the text of a document in azmil's data folder (a note, not an error)",
    "cannot keep the text in '{path}': {reason}",
    "attach the document to each database that you build",
)
_SHA256 = re.compile("[0-9a-f]{64}")
LARGEST = 256 * 1024 * 1024


def path_of(sha256: str) -> Path:
    """Return the path of the text of a document, which may not exist."""
    return paths.data_folder() / "texts" / f"{sha256}.txt"


def keep(sha256: str, lines: Sequence[str]) -> None:
    """Write the lines of a document to the data folder; raise AzmilError if the system denies it."""
    path = path_of(sha256)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=".azmil-", dir=path.parent)  # only the user can read it
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="") as stream:
                stream.write("\n".join(lines))
            Path(name).replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        raise NOT_KEPT(path=path.parent, reason=reason_of(error)) from None


def find(sha256: str) -> list[str]:
    """Return the lines of a document, or an empty list if its text is not kept or cannot be read."""
    if not _SHA256.fullmatch(sha256):
        return []
    path = path_of(sha256)
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if path.is_file() and path.stat().st_size <= LARGEST:
            return path.read_bytes().decode("utf-8").split("\n")
    return []


def all_kept() -> Iterator[tuple[str, list[str]]]:
    """Yield the SHA-256 and the lines of every document whose text is kept."""
    for path in sorted((paths.data_folder() / "texts").glob("*.txt")):
        yield path.stem, find(path.stem)
