"""A program that prints the text of a PDF file, run as a process with limits, since PDF files can be hostile.

It reads the file from stdin and prints JSON: a list with the text of each page, or the reason why there is none.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000
MOST_SECONDS = 60
MOST_MEMORY = 1024 * 1024 * 1024
MISSING, ENCRYPTED, PAGES, CHARACTERS, MEMORY, DAMAGED = (
    "missing",
    "encrypted",
    "pages",
    "characters",
    "memory",
    "damaged",
)


def _limit() -> None:
    """Limit the memory and time of this process, and forbid it to write files and start processes."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - not on every system

        limits = {
            resource.RLIMIT_AS: MOST_MEMORY,
            resource.RLIMIT_CPU: MOST_SECONDS,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_NPROC: 0,
        }
        for kind, most in limits.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def pages_of(raw: bytes) -> list[str] | str:
    """Return the text of each page of a PDF file, or the reason why there is none."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - after the limits are set
    except ImportError:
        return MISSING
    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        return ENCRYPTED
    if len(reader.pages) > MOST_PAGES:
        return PAGES
    pages, length = [], 0
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > MOST_CHARACTERS:
            return CHARACTERS
    return pages


def main() -> None:
    """Print the pages of the PDF file on stdin."""
    raw = sys.stdin.buffer.read()
    _limit()
    out, sys.stdout = sys.stdout, io.StringIO()
    try:
        found = pages_of(raw)
    except (MemoryError, RecursionError):
        found = MEMORY
    except Exception:  # noqa: BLE001 - a damaged file may raise any error in the library
        found = DAMAGED
    out.write(json.dumps(found))  # ASCII


if __name__ == "__main__":
    main()
