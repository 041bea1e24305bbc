"""The checksum of a database: a SHA-256 of the whole file, stored in the database itself.

SQLite's own integrity check misses about one flipped bit in thirty: those in text without a constraint and in unused
space. Since a file cannot contain its own digest, the digits of the checksum count as zeros when it is computed.
"""

from __future__ import annotations

import hashlib
import re
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from azmil.errors import Fault, Hints
from azmil.values import CHECKSUM_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK = CHECKSUM_MARK.encode()
_MOST = 8  # places that look like a checksum; each costs one pass over the file, and azmil writes only one
_BLOCK = 1024 * 1024  # bytes read at once
_DIGITS = hashlib.sha256().digest_size * 2
_CHECKSUM = re.compile(re.escape(_MARK) + rb"([0-9a-f]{%d})" % _DIGITS)
BLANK = CHECKSUM_MARK + "0" * _DIGITS

NO_CHECKSUM = Fault(
    "a database has no checksum, because another program removed it",
    "cannot verify '{path}': it has no checksum",
    Hints.BUILD_AGAIN,
)
CHANGED = Fault(
    "a database does not match its checksum",
    "'{path}' does not match its checksum: it was damaged, or changed by another program",
    Hints.BUILD_AGAIN,
)


def write(path: Path) -> None:
    """Write the digest of a file in place of ``BLANK``; raise ValueError unless the file contains it exactly once."""
    with path.open("r+b") as file:
        found = list(_checksums(file))
        places = [at for at, digits in found if not digits.strip(b"0")]
        if len(places) != 1 or len(found) > _MOST:
            count = len(places) if len(places) != 1 else len(found)
            raise ValueError(f"expected 1 place for it, found {count:,}")
        digest = _digest(file, places[0])
        file.seek(places[0])
        file.write(digest)


def matches(path: Path) -> bool | None:
    """Return whether a file matches its checksum, or None if it has no checksum."""
    with path.open("rb") as file:
        found = list(islice(_checksums(file), _MOST))
        return any(_digest(file, at) == digits for at, digits in found) if found else None


def verify(path: Path) -> None:
    """Raise AzmilError if a database does not match its checksum, or has none."""
    result = matches(path)
    if result is None:
        raise NO_CHECKSUM(path=path)
    if not result:
        raise CHANGED(path=path)


def _checksums(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the position of the digits of each checksum in a file, and the digits."""
    file.seek(0)
    before, end = 0, b""  # of the blocks read so far: a position, and what follows it
    while block := file.read(_BLOCK):
        content = end + block
        for match in _CHECKSUM.finditer(content):
            yield before + match.start(1), match[1]
        end = content[1 - len(BLANK) :]  # too short for a checksum
        before += len(content) - len(end)


def _digest(file: BinaryIO, at: int) -> bytes:
    """Return the digest of a file in hexadecimal, with the digits at a position taken as zeros."""
    file.seek(0)
    digest, position = hashlib.sha256(), 0
    while block := file.read(_BLOCK):
        first, end = max(at - position, 0), min(at + _DIGITS - position, len(block))
        if first < end:
            block = block[:first] + b"0" * (end - first) + block[end:]
        digest.update(block)
        position += len(block)
    return digest.hexdigest().encode()
