"""Text of PDF files, extracted in a separate process with limits."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from azmil.errors import Fault, Hints
from azmil.workbench import pdf_pages

if TYPE_CHECKING:
    from pathlib import Path

MOST_SECONDS = 120.0  # until the process is stopped, also if it only waits
NO_EXTRA = Fault(
    "a PDF file is read, and the package for it is not installed",
    "cannot read '{path}': PDF files need the package pypdf",
    Hints.INSTALL_EXTRA,
)
ENCRYPTED = Fault(
    "a PDF file is protected with a password",
    "cannot read '{path}': it is protected with a password",
    "save a copy without a password",
)
DAMAGED = Fault(
    "a PDF file is damaged, or its text cannot be extracted",
    "cannot read '{path}': the text of this PDF file cannot be extracted",
    "save its text as UTF-8, and use that file",
)
TOO_MUCH = Fault(
    "a PDF file has too many pages or too much text, or reading it takes too long or too much memory",
    "cannot read '{path}': {limit}",
    "split it into several files",
)
SCANNED = Fault(
    "a PDF file has no text, only pictures",
    "cannot read '{path}': it contains no text, perhaps only pictures of pages",
    "recognise its text with another program, and use that file",
)
_TIME = f"reading it takes longer than {pdf_pages.MOST_SECONDS} seconds"
_MEMORY = f"reading it needs more than {pdf_pages.MOST_MEMORY // 1024 // 1024} MiB of memory"
_LIMITS = {
    pdf_pages.PAGES: f"it has more than {pdf_pages.MOST_PAGES:,} pages",
    pdf_pages.CHARACTERS: f"it has more than {pdf_pages.MOST_CHARACTERS:,} characters",
    pdf_pages.MEMORY: _MEMORY,
}


def lines_of(path: Path, raw: bytes) -> list[tuple[int, str]]:
    """Return each line of a PDF file with the number of its page; raise AzmilError if it cannot be read."""
    # -P: a package in the current folder is not imported.
    command = [sys.executable, "-P", "-m", pdf_pages.__name__]
    try:
        # The command has no part that the user sets.
        ended = subprocess.run(command, input=raw, capture_output=True, timeout=MOST_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise TOO_MUCH(path=path, limit=_TIME) from None
    try:
        found = json.loads(ended.stdout)
    except ValueError:
        if ended.returncode < 0:  # ended by a signal: that of the time limit, or of a lack of memory
            raise TOO_MUCH(path=path, limit=_TIME) from None
        raise DAMAGED(path=path) from None
    if found == pdf_pages.MISSING:
        raise NO_EXTRA(path=path, extra="pdf")
    if found == pdf_pages.ENCRYPTED:
        raise ENCRYPTED(path=path)
    if isinstance(found, str):
        raise TOO_MUCH(path=path, limit=_LIMITS[found]) if found in _LIMITS else DAMAGED(path=path)
    lines = [(number, line) for number, page in enumerate(found, 1) for line in _clean(page).split("\n")]
    if not any(line.strip() for _, line in lines):
        raise SCANNED(path=path)
    return lines


def _clean(text: str) -> str:
    """Return the text of a page without NUL, characters that UTF-8 cannot encode, and blank lines at its end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.encode(errors="ignore").decode().replace("\x00", "").rstrip("\n")
