"""Which files are seeds: azmil's and those of the folders a user names."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from azmil import paths
from azmil.errors import Fault, reason_of
from azmil.model import Base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VOCABULARIES = "vocabularies"
EXPECTED = "expected.yaml"
WORLD = "world"  # the part of azmil's own seeds that is of no country
ENDING = ".yaml"
DEEPEST = 4  # folders below which no seeds are looked for, so that links which lead back have an end
NO_FOLDER = Fault(
    "a folder of seeds is named that is not there",
    "there is no folder of seeds at {folder}",
    "name one that holds <table>/<topic>.yaml",
)
CANNOT_READ = Fault(
    "the system refuses to read a folder of seeds, or a file of it is gone while it is loaded",
    "cannot read {folder}: {reason}",
    "make it readable, then try again",
)
NO_SEEDS = Fault(
    "a folder of seeds is named that holds none",
    "{folder} holds no seed files",
    "put them at <table>/<topic>.yaml in it",
)


@dataclass(frozen=True, slots=True)
class SeedFile:
    """One seed file: where it is, how a person opens it, how the database calls it, its place below its folder."""

    path: Path
    told: str
    shown: str
    folder: Path
    parts: tuple[str, ...]

    @property
    def is_vocabulary(self) -> bool:
        """Whether it holds words and not records."""
        return self.parts[0] == VOCABULARIES


@dataclass(frozen=True, slots=True)
class Origin:
    """What a database is built from: azmil's own seeds, or only their part on the world, and folders of the user's."""

    folders: tuple[Path, ...] = ()
    is_alone: bool = False

    @classmethod
    def of(cls, kept: str) -> Origin:
        """Return what ``kept`` was made of; raise ValueError if another program wrote it."""
        try:
            found = json.loads(kept)
            return cls(tuple(map(Path, found["folders"])), bool(found["is_alone"]))
        except (TypeError, KeyError) as error:
            raise ValueError(kept) from error

    def kept(self) -> str:
        """Return the origin as a database keeps it, in JSON."""
        return json.dumps({"folders": [os.path.abspath(one) for one in self.folders], "is_alone": self.is_alone})  # noqa: PTH100 - as text

    def files(self) -> list[SeedFile]:
        """Return the seed files; raise AzmilError as ``seed_files`` does."""
        return seed_files(self.folders, alone=self.is_alone)

    def __str__(self) -> str:
        """Return the origin in words."""
        named = [str(folder) for folder in self.folders]
        if self.is_alone:
            return " and ".join(named) or "no seeds"
        return " and ".join(["azmil's own seeds", *named])


def seed_files(folders: Sequence[Path] = (), *, alone: bool = False) -> list[SeedFile]:
    """Return azmil's own seed files and those of further folders, in the order of their names.

    ``alone`` omits azmil's own records, except those of the world, which any seed may need: vocabularies, states,
    types of equipment. A folder that is named twice counts once, and one that holds parts counts as these. Raises
    AzmilError if there is no such folder, or if a part of it cannot be read.
    """
    shipped = paths.shipped("seeds")
    given: dict[str, tuple[Path, str]] = {}  # by real path: the folder, and how the database calls it
    names = [folder.name for folder in dict.fromkeys(folders)]
    for folder in folders:
        is_alone = names.count(folder.name) == 1 and (alone or folder.name != shipped.name)
        shown = folder.name if is_alone else str(folder)
        for part, its in parts_of(folder, shown):
            given.setdefault(os.path.realpath(part), (part, its))
    found = []
    for part, shown in parts_of(shipped, shipped.name):
        is_given = given.pop(os.path.realpath(part), None) is not None
        if is_given or not alone or part.name == WORLD:
            found += _below(part, shown)
    for part, shown in given.values():
        found += _below(part, shown)
    return found


def parts_of(folder: Path, shown: str) -> list[tuple[Path, str]]:
    """Return the parts in a folder, each with how the database calls it; the folder itself if it has none.

    Its parts are the folders in it that hold folders of tables, where it holds none itself.
    """
    try:
        below = _folders_in(folder)
        parts = [] if _has_tables(below) else [path for path in below if _has_tables(_folders_in(path))]
    except OSError:
        parts = []  # what is wrong with it is told when its files are read
    return [(part, f"{shown}/{part.name}") for part in parts] or [(folder, shown)]


def _folders_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _has_tables(folders: Iterable[Path]) -> bool:
    return any(path.name in Base.metadata.tables or path.name == VOCABULARIES for path in folders)


def _below(folder: Path, shown: str) -> list[SeedFile]:
    """Return the seed files of a folder, which the database calls ``shown``."""
    if not folder.is_dir():
        raise NO_FOLDER(folder=folder)
    here = _here()
    found = []
    for path in _listed(folder, DEEPEST):
        parts = path.relative_to(folder).parts
        told = os.path.abspath(path).removeprefix(here)  # noqa: PTH100 - links stay as they are
        found.append(SeedFile(path, _text(told), _text("/".join((shown, *parts))), folder, parts))
    if not found:
        raise NO_SEEDS(folder=folder)
    return sorted(found, key=lambda file: file.parts)


def _listed(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the files in a folder and below it that are seeds by their endings, links followed; skip what is hidden."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise CANNOT_READ(folder=folder, reason=reason_of(error)) from None
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if path.suffix.lower() in (ENDING, ".yml"):
            yield path
        elif depth and entry.is_dir():
            yield from _listed(path, depth - 1)


def _here() -> str:
    """Return the folder in which azmil was started with a separator at its end, or nothing if it is gone."""
    try:
        return os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - as text
    except OSError:
        return ""


def _text(name: str) -> str:
    """Return the name of a file as text, bytes that are none escaped."""
    return os.fsencode(name).decode(errors="backslashreplace")


def digest(files: Iterable[SeedFile]) -> str:
    """Return the SHA-256 of seed files, names and contents; raise AzmilError if one cannot be read any more."""
    whole = hashlib.sha256()
    for file in files:
        try:
            content = file.path.read_bytes()
        except OSError as error:
            raise CANNOT_READ(folder=file.path, reason=reason_of(error)) from None
        whole.update(f"{file.shown}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()
