"""Adding of documents: the seed files of a new source, without the text of the document."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Exit, Fault, Hints, Notify, ignore, reason_of
from azmil.seeds.defaults import ALL, NONE
from azmil.seeds.entries import gather
from azmil.seeds.files import user_files
from azmil.values import dates, written_dates
from azmil.workbench import edits, texts
from azmil.workbench.documents import read_document
from azmil.workbench.edits import Files
from azmil.workbench.items import MOST_PASSAGES, passage_of

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.seeds.entry import Entry
    from azmil.workbench.documents import Document

LONGEST_ID = 80  # as for every id
LONGEST_TEXT = 200
LONGEST_URL = 2_000
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
NO_URL = Fault(
    "a web address of a new source does not start with http:// or https://, or contains spaces",
    "'{text}' is not a valid web address",
    "write it in full, such as https://example.org/report",
    Exit.USAGE,
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)
_TEXTS = ("title", "publisher", "licence")
_DATES = ("date", "retrieved")
FIELDS = ("title", "publisher", "date", "url", "archived_url", "retrieved", "latest_url", "licence")


class Added(NamedTuple):
    """The result of adding a document: the written files, its lines with text, and those with a proposed verdict."""

    files: list[Path]
    id: str
    split: str
    lines: int
    proposed: int
    default: str  # a source that citations without a source now mean explicitly, as they did before; or empty


def id_of(path: Path) -> str:
    """Return the id that a source has by default: the name of its file in lower case, with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or path.stem


def checked(name: str, text: str) -> str:
    """Return the description in a field of a source as it is written to the seeds; raise AzmilError if it is not valid.

    Dates may be in words, as for every filter by date.
    """
    if name in _DATES:
        try:
            dates.parse(text)
            return text
        except AzmilError as error:
            return written_dates.edtf(text, error)
    if name not in (*_TEXTS, "file name"):
        if not _URL.fullmatch(text) or not text.isprintable() or len(text) > LONGEST_URL:
            raise NO_URL(text=text[:80].encode(errors="backslashreplace").decode())
    elif not text.strip() or not text.isprintable() or len(text) > LONGEST_TEXT:
        shown = text[:40].encode(errors="backslashreplace").decode()
        raise NO_TITLE(what=name, text=shown, most=LONGEST_TEXT)
    return text.strip()


def add(
    path: Path,
    folder: Path,
    *,
    id_: str | None = None,
    split: str | None = None,
    described: dict[str, str],
    notify: Notify = ignore,
) -> Added:
    """Write the seed files of a new source: its description and the fingerprints of its lines. Keep its text for loads.

    ``described`` has the texts of ``FIELDS``. Headings, links and footnote marks get a proposed verdict. Raises
    AzmilError, and writes nothing, if the id or a field is not valid, or if a file already exists.
    """
    id_ = id_ or id_of(path)
    if not _SLUG.fullmatch(id_) or len(id_) > LONGEST_ID:
        raise NO_ID(id=id_, most=LONGEST_ID)
    values = {name: checked(name, text) for name, text in described.items()}
    file_name = checked("file name", os.fsencode(path.name).decode(errors="backslashreplace"))
    document = read_document(path, split)
    before = _Before.of(folder)
    source = _source(id_, document, file_name, values)
    if before.means_others:
        source += f"  default_in: {NONE}\n"
    files = {folder / "sources" / f"{id_}.yaml": source}
    for part, start in enumerate(range(0, len(document.lines), MOST_PASSAGES), 1):
        chosen = document.lines[start : start + MOST_PASSAGES]
        more = f"-{part}" if part > 1 else ""
        items = (passage_of(id_, number, line) for number, line in enumerate(chosen, start + 1))
        files[folder / "passages" / f"{id_}{more}.yaml"] = "".join(items)
    _write(files, folder)
    default = _keep_default(before)
    try:
        texts.keep(document.sha256, document.texts)
    except AzmilError as error:
        notify(error)
    filled = sum(bool(line.text.strip()) for line in document.lines)
    return Added(list(files), id_, document.split, filled, sum(bool(line.proposed) for line in document.lines), default)


@dataclass(frozen=True, slots=True)
class _Before:
    """What citations without a source mean in a seed folder before a source is added."""

    only: Entry | None = None  # the only source of the folder, if there are such citations
    means_others: bool = False  # whether they may mean a source outside the folder

    @classmethod
    def of(cls, folder: Path) -> _Before:
        if not folder.is_dir():
            return cls()
        try:
            seeds = gather(user_files([folder]))
        except AzmilError:  # no seed files yet
            return cls()
        sources = seeds.entries.get("sources", [])
        records = [entry for entries in seeds.entries.values() for entry in entries]
        is_bare = any(not cited.source for entry in records for cited in entry.cited)
        usual = [entry for entry in sources if not entry.values.get("default_in")]
        has_default = any(entry.values.get("default_in") == ALL for entry in sources)
        only = usual[0] if is_bare and len(usual) == 1 and not has_default else None
        return cls(only, not sources and (is_bare or bool(seeds.problems)))


def _keep_default(before: _Before) -> str:
    """Write to the only source of a folder that citations without a source mean it; return its id, or an empty text."""
    if before.only is None:
        return ""
    entry = before.only
    files = Files()
    files.patch(entry.file.path, {(entry.line, entry.column): {"default_in": ALL}})
    edits.write(files)
    return str(entry.values["id"])


def _source(id_: str, document: Document, file_name: str, values: dict[str, str]) -> str:
    """Return the seed of a source."""
    title = values.get("title", "")
    more = "".join(f"  {name}: {_text(values[name])}\n" for name in FIELDS[1:] if values.get(name))
    split = f"  split: {document.split}\n" if document.split != "lines" else ""
    return (
        f"- id: {id_}\n  title: {_text(title)}\n  kind: report\n  file_name: {_text(file_name)}\n"
        f"  sha256: {document.sha256!r}\n{split}  line_count: {len(document.lines)}\n{more}  reliability: f\n"
    )


def _text(text: str) -> str:
    """Return text in YAML quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _write(files: dict[Path, str], folder: Path) -> None:
    """Write new files; raise AzmilError, and remove those written, if one cannot be written."""
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
