"""Documents of sources: adding, verifying by the fingerprints of their lines, and attaching."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, Hints, reason_of
from azmil.store import writing
from azmil.values.answers import Statement
from azmil.values.fingerprints import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.paths import Address
    from azmil.store.protocol import Connection

LARGEST = 64 * 1024 * 1024
LONGEST_LINE = 500_000  # in characters, half of what an SQL value can hold
LONGEST_ID = 80  # as for every id
LONGEST_TITLE = 200
MOST_PASSAGES = 50_000  # per seed file, well below its maximum size
NO_DOCUMENT = Fault(
    "the document does not exist, or is not a file",
    "cannot read '{path}': it does not exist, or is not a file",
    "use the path of a text file",
)
TOO_LARGE = Fault(
    "the document is too large",
    "cannot read '{path}': it is larger than {most} MiB",
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
UNKNOWN = Fault(
    "no source has the SHA-256 of the document",
    "cannot attach '{path}': no source has its SHA-256, {sha256}",
    Hints.COMPARE_DOCUMENT,
)
NO_ID = Fault(
    "the id of a new source, given or derived from the file name, is not a slug",
    "'{id}' is not a valid id",
    Hints.GIVE_ID,
    Exit.USAGE,
)
NO_TITLE = Fault(
    "the title or file name of a new source is blank, too long, or not printable",
    "'{text}' is not a valid source {what}",
    "use at most {most} printable characters",
    Exit.USAGE,
)
EXISTS = Fault(
    "a seed file of a new source already exists",
    "cannot write '{path}': it already exists",
    Hints.CHOOSE_ID,
)
CANNOT_WRITE = Fault(
    "the system cannot write the seed files of a new source",
    "cannot write '{path}': {reason}",
    Hints.SEED_FOLDER,
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_lines(path: Path) -> tuple[list[str], str]:
    """Return the lines of a document and the SHA-256 of its bytes; raise AzmilError if it cannot be read.

    Only a newline ends a line; a last line without a newline counts too.
    """
    try:
        if not path.is_file():
            raise NO_DOCUMENT(path=path)
        if path.stat().st_size > LARGEST:
            raise TOO_LARGE(path=path, most=LARGEST // 1024 // 1024)
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NO_TEXT(path=path) from None
    except OSError as error:
        raise CANNOT_READ(path=path, reason=reason_of(error)) from None
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise LONG_LINE(path=path, line=number, most=LONGEST_LINE)
    return lines, hashlib.sha256(raw).hexdigest()


def verify(connection: Connection, path: Path, source: str) -> list[str]:
    """Return the differences between a document and a source, one string per line of the document."""
    lines, sha256 = read_lines(path)
    passages = Statement("SELECT line, fingerprint FROM passages WHERE source_id = ?", (source,))
    known: dict[int, str] = dict(connection.run(passages).rows)
    differences = []
    for number in range(1, max(len(lines), *known) + 1):
        if number > len(lines):
            differences.append(f"line {number} is missing")
        elif number not in known:
            differences.append(f"line {number} is not in the source")
        elif fingerprint(lines[number - 1]) != known[number]:
            differences.append(f"line {number} differs")
    ((expected,),) = connection.run(Statement("SELECT sha256 FROM sources WHERE id = ?", (source,))).rows
    if not differences and sha256 != expected:
        differences.append("all lines match, but the bytes do not: white space or line endings differ")
    return differences


def attach(database: Address, path: Path) -> str:
    """Write the text of a document to a database; return the ids of its sources, separated by commas.

    Raises AzmilError if no source has the SHA-256 of the document.
    """
    lines, sha256 = read_lines(path)
    sources = writing.attach(database, sha256, lines)
    if not sources:
        raise UNKNOWN(path=path, sha256=sha256)
    return ", ".join(sources)


def add(path: Path, folder: Path, *, id_: str, title: str) -> list[Path]:
    """Write the seed files of a new source (its description and the fingerprints of its lines); return their paths.

    Raises AzmilError, and writes nothing, if the id or title is not valid, or if a file already exists.
    """
    if not _SLUG.fullmatch(id_) or len(id_) > LONGEST_ID:
        raise NO_ID(id=id_, most=LONGEST_ID)
    lines, sha256 = read_lines(path)
    name = os.fsencode(path.name).decode(errors="backslashreplace")
    source = (
        f"- id: {id_}\n  title: {_quoted(title, 'title')}\n  kind: report\n  file_name: {_quoted(name, 'file name')}\n"
        f"  sha256: {sha256!r}\n  line_count: {len(lines)}\n  reliability: f\n"
    )
    files = {folder / "sources" / f"{id_}.yaml": source}
    for part, start in enumerate(range(0, len(lines), MOST_PASSAGES), 1):
        passages = (
            f"- {{source: {id_}, line: {number}, {_fingerprint_field(line)}}}\n"
            for number, line in enumerate(lines[start : start + MOST_PASSAGES], start + 1)
        )
        more = f"-{part}" if part > 1 else ""
        files[folder / "passages" / f"{id_}{more}.yaml"] = "".join(passages)
    written: list[Path] = []
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as stream:
                written.append(file)
                stream.write(text)
    except OSError as error:
        for file in written:
            file.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise EXISTS(path=error.filename) from None
        raise CANNOT_WRITE(path=error.filename or folder, reason=reason_of(error)) from None
    return written


def _fingerprint_field(line: str) -> str:
    digits = fingerprint(line)
    return f'fingerprint: "{digits}"' if digits else "verdict: blank"


def _quoted(text: str, what: str) -> str:
    """Return text in YAML quotes; raise AzmilError if it is not valid in a seed."""
    if not text.strip() or not text.isprintable() or len(text) > LONGEST_TITLE:
        shown = text[:40].encode(errors="backslashreplace").decode()
        raise NO_TITLE(what=what, text=shown, most=LONGEST_TITLE)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
