"""Own the documents behind the sources: their lines by fingerprint, held against a file, attached, or added."""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
from typing import TYPE_CHECKING

from azmil import index, load
from azmil.errors import AzmilError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
PRINT_DIGITS = 16
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_lines(path: Path) -> tuple[list[str], str]:
    """Return the lines of a document and the SHA-256 of its bytes; raise AzmilError if it cannot be read.

    A last line without a newline counts; only a newline ends a line.
    """
    try:
        if not path.is_file():
            raise AzmilError(f"{path} is not a file; name the file of a document")
        if path.stat().st_size > LARGEST:
            raise AzmilError(f"{path} is larger than {LARGEST // 1024 // 1024} MiB; split it")
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise AzmilError(f"{path} is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise AzmilError(f"cannot read {path}: {(error.strerror or str(error)).lower()}") from None
    return text.removesuffix("\n").split("\n"), hashlib.sha256(raw).hexdigest()


def fingerprint(line: str) -> str | None:
    """Return the fingerprint of a line, without white space at its ends, or None if it is blank."""
    stripped = line.strip()
    return hashlib.sha256(stripped.encode()).hexdigest()[:PRINT_DIGITS] if stripped else None


def verify(connection: sqlite3.Connection, path: Path, source: str) -> list[str]:
    """Return in what a document differs from a source, a line of text for each line; nothing if in nothing."""
    lines, sha256 = read_lines(path)
    known = dict(connection.execute("SELECT line, fingerprint FROM passages WHERE source_id = ?", (source,)))
    differences = []
    for number in range(1, max(len(lines), *known) + 1):
        if number > len(lines):
            differences.append(f"line {number} is missing")
        elif number not in known:
            differences.append(f"line {number} is not in the source")
        elif fingerprint(lines[number - 1]) != known[number]:
            differences.append(f"line {number} differs")
    (expected,) = connection.execute("SELECT sha256 FROM sources WHERE id = ?", (source,)).fetchone()
    if not differences and sha256 != expected:
        differences.append("every line is the same and the bytes are not: white space or line ends differ")
    return differences


def attach(database: Path, path: Path) -> str:
    """Put the text of a document into a database, beside the fingerprints of its lines; return the source's id.

    Raises AzmilError if it is not the document of any source: only the file of the same SHA-256 is.
    """
    lines, sha256 = read_lines(path)
    with (
        load.replacement(database) as new,
        contextlib.closing(sqlite3.connect(new, isolation_level=None)) as connection,
    ):
        row = connection.execute("SELECT id FROM sources WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            hint = "'azmil source verify' compares it line by line"
            raise AzmilError(f"{path} is not the document of any source: its SHA-256 is {sha256}; {hint}")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "UPDATE passages SET text = ? WHERE source_id = ? AND line = ?",
            [(line, row[0], number) for number, line in enumerate(lines, 1)],
        )
        index.fill_lines(connection)
        connection.execute("COMMIT")
    return str(row[0])


def add(path: Path, folder: Path, *, id_: str, title: str) -> list[Path]:
    """Write the seeds of a new source, its description and its lines by fingerprint; return the files written.

    Raises UsageError if the id is not a slug, AzmilError if a file stands already.
    """
    if not _SLUG.fullmatch(id_):
        raise UsageError(f"'{id_}' is not an id: lower-case letters, digits and single hyphens; give one with --id")
    lines, sha256 = read_lines(path)
    source = (
        f"- id: {id_}\n  title: {_quoted(title)}\n  kind: report\n  file_name: {_quoted(path.name)}\n"
        f"  sha256: {_quoted(sha256)}\n  line_count: {len(lines)}\n  reliability: f\n"
    )
    passages = "".join(f"- {{source: {id_}, line: {number}, {_print(line)}}}\n" for number, line in enumerate(lines, 1))
    files = {folder / "sources" / f"{id_}.yaml": source, folder / "passages" / f"{id_}.yaml": passages}
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as stream:
                stream.write(text)
    except FileExistsError as error:
        raise AzmilError(f"{error.filename} stands already; give another --id or remove it") from None
    except OSError as error:
        raise AzmilError(f"cannot write {error.filename}: {(error.strerror or str(error)).lower()}") from None
    return list(files)


def _print(line: str) -> str:
    known = fingerprint(line)
    return f'fingerprint: "{known}"' if known else "verdict: blank"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
