"""The seal of a database: a digest of all its bytes, kept in the database itself.

SQLite's own check overlooks one flipped bit in thirty: those in text it has no rule for and in space it does not
use. A file cannot hold its own digest, so the place of the digest counts as zeros while the digest is made.
"""

from __future__ import annotations

import hashlib
import mmap
import re
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from azmil.errors import Do, Fault
from azmil.values import SEAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK = SEAL.encode()
_MOST = 8  # places that look like a seal, each of which takes a digest of the whole file; azmil writes one
_DIGITS = hashlib.sha256().digest_size * 2
_SEAL = re.compile(re.escape(_MARK) + rb"([0-9a-f]{%d})" % _DIGITS)
BLANK = SEAL + "0" * _DIGITS

NO_SEAL = Fault(
    "the database bears no seal, which another program removed",
    "{path} bears no seal, so that nobody can say whether it is whole",
    Do.BUILD_AGAIN,
)
CHANGED = Fault(
    "a byte of the database is not as azmil wrote it",
    "{path} is not as azmil wrote it: it was damaged, or changed by another program",
    Do.BUILD_AGAIN,
)


def stamp(path: Path) -> None:
    """Write the digest of a file where it holds ``BLANK``; raise ValueError unless that is one place."""
    with path.open("r+b") as file:
        with _mapped(file) as whole:
            found = list(_seals(whole))
            places = [at for at, digits in found if not digits.strip(b"0")]
            if len(places) != 1 or len(found) > _MOST:
                raise ValueError(f"{len(places) if len(places) != 1 else len(found):,} places for the seal")
            digest = _digest(whole, places[0])
        file.seek(places[0])
        file.write(digest)


def is_whole(path: Path) -> bool | None:
    """Return whether every bit of a file is as it was when it was sealed, or None if it bears no seal."""
    with path.open("rb") as file, _mapped(file) as whole:
        found = list(islice(_seals(whole), _MOST))
        return any(_digest(whole, at) == digits for at, digits in found) if found else None


def hold(path: Path) -> None:
    """Raise AzmilError if a database is not as it was when it was sealed."""
    whole = is_whole(path)
    if whole is None:
        raise NO_SEAL(path=path)
    if not whole:
        raise CHANGED(path=path)


def _mapped(file: BinaryIO) -> mmap.mmap:
    """Return the bytes of a file, none of which is copied."""
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _seals(whole: mmap.mmap) -> Iterator[tuple[int, bytes]]:
    """Yield where the digits of each seal in a file begin, and the digits."""
    at = whole.find(_MARK)
    while at >= 0:
        match = _SEAL.match(whole[at : at + len(BLANK)])
        if match:
            yield at + len(_MARK), match[1]
        at = whole.find(_MARK, at + 1)


def _digest(whole: mmap.mmap, at: int) -> bytes:
    """Return the digest of a file in hexadecimal digits, the place of the digits taken for zeros."""
    with memoryview(whole) as view:
        digest = hashlib.sha256(view[:at])
        digest.update(b"0" * _DIGITS)
        digest.update(view[at + _DIGITS :])
    return digest.hexdigest().encode()
