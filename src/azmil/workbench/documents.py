"""Documents of sources: reading them, and attaching their text to a database."""

from __future__ import annotations

import codecs
import hashlib
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Fault, Hints, Notify, ignore, reason_of
from azmil.store import writing
from azmil.workbench import pdf, splitting, texts
from azmil.workbench.splitting import LINES, SENTENCES, Line

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.paths import Address

LARGEST = 64 * 1024 * 1024
MOST_LINES = 200_000
LONGEST_LINE = 500_000  # in characters, half of what an SQL value can hold
NO_DOCUMENT = Fault(
    "the document does not exist, or is not a file",
    "cannot read '{path}': it does not exist, or is not a file",
    "use the path of a text or PDF file",
)
TOO_LARGE = Fault(
    "the document is too large",
    "cannot read '{path}': it is larger than {most} MiB",
    "split it into several files",
)
TOO_LONG = Fault(
    "the document has too many lines",
    "cannot read '{path}': it has more than {most:,} lines",
    "split it into several files",
)
NO_TEXT = Fault(
    "the document is not UTF-8 text",
    "cannot read '{path}': it is not UTF-8 text",
    "save it as UTF-8",
)
LONG_LINE = Fault(
    "a line of the document is too long for a query to return",
    "cannot read '{path}': line {line} is longer than {most:,} characters",
    "split the line",
)
CANNOT_READ = Fault(
    "the system cannot read the document",
    "cannot read '{path}': {reason}",
    "make it readable, or copy it",
)
EMPTY = Fault(
    "a document contains no text",
    "cannot use '{path}': it contains no text",
    "choose a document with text",
)
UNKNOWN = Fault(
    "no source has the SHA-256 of the document",
    "cannot attach '{path}': no source has its SHA-256, {sha256}",
    Hints.COMPARE_DOCUMENT,
)


class Document(NamedTuple):
    """A document: the lines that a source of it has, how it was split into them, and the SHA-256 of its bytes."""

    lines: list[Line]
    split: str
    sha256: str

    @property
    def texts(self) -> list[str]:
        """The text of each line."""
        return [line.text for line in self.lines]


def read_document(path: Path, split: str | None = None) -> Document:
    """Return a text or PDF document, split into lines or sentences; by default a text into lines, a PDF into sentences.

    In a text only a newline ends a line; a last line without a newline counts too. Raises AzmilError if the document
    cannot be read or contains no text.
    """
    raw = _bytes_of(path)
    found: list[tuple[int | None, str]]
    if raw.startswith(b"%PDF-"):
        found = list(pdf.lines_of(path, raw))
        split = split or SENTENCES
    else:
        try:
            text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        except UnicodeDecodeError:
            raise NO_TEXT(path=path) from None
        if "\0" in text:  # no text has it, and PostgreSQL does not store it
            raise NO_TEXT(path=path)
        if text.count("\n") > MOST_LINES:
            raise TOO_LONG(path=path, most=MOST_LINES)
        found = [(None, line) for line in text.removesuffix("\n").split("\n")]
    lines = splitting.split(found, split or LINES)
    for number, line in enumerate(lines, 1):
        if len(line.text) > LONGEST_LINE:
            raise LONG_LINE(path=path, line=number, most=LONGEST_LINE)
    if not any(line.text.strip() for line in lines):
        raise EMPTY(path=path)
    return Document(lines, split or LINES, hashlib.sha256(raw).hexdigest())


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise NO_DOCUMENT(path=path)
        if path.stat().st_size > LARGEST:
            raise TOO_LARGE(path=path, most=LARGEST // 1024 // 1024)
        return path.read_bytes()
    except OSError as error:
        raise CANNOT_READ(path=path, reason=reason_of(error)) from None


def read_lines(path: Path, split: str | None = None) -> tuple[list[str], str]:
    """Return the lines of a document and the SHA-256 of its bytes; raise AzmilError like ``read_document``."""
    document = read_document(path, split)
    return document.texts, document.sha256


def attach(database: Address, path: Path, notify: Notify = ignore) -> str:
    """Write the text of a document to a database; return the ids of its sources, separated by commas.

    The text is also kept for later loads. Raises AzmilError if no source has the SHA-256 of the document.
    """
    by_split: dict[str | None, Document] = {None: read_document(path)}
    sha256 = by_split[None].sha256
    by_split[by_split[None].split] = by_split[None]

    def texts_of(split: str) -> list[str]:
        if split not in by_split:
            by_split[split] = read_document(path, split)
        return by_split[split].texts

    sources = writing.attach(database, sha256, texts_of)
    if not sources:
        raise UNKNOWN(path=path, sha256=sha256)
    try:
        texts.keep(sha256, texts_of(next(iter(sources.values()))))
    except AzmilError as error:
        notify(error)
    return ", ".join(sources)
