"""Seed files: the built-in ones, and those in the user's folders."""

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
from azmil.seeds.settings import are_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VOCABULARIES = "vocabularies"
EXPECTED = "expected.yaml"
WORLD = "world"  # the part of the built-in seeds that belongs to no country
ATLAS = "atlas"  # the part with records that databases contain only if others name them
ENDING = ".yaml"
DEEPEST = 4  # levels of folders to search, so that circular links end
NO_FOLDER = Fault(
    "a seed folder does not exist",
    "seed folder '{folder}' does not exist",
    "use a folder that contains <table>/<topic>.yaml",
)
CANNOT_READ = Fault(
    "the system denies access to a seed folder, or a seed file disappears during a load",
    "cannot read '{folder}': {reason}",
    "make it readable and try again",
)
NO_SEEDS = Fault(
    "a seed folder contains no seed files",
    "'{folder}' contains no seed files",
    "add files to it at <table>/<topic>.yaml",
)


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A seed file: its path, its path as displayed and as stored in databases, its seed folder, its path in it.

    ``is_optional``: whether databases contain its records only if others name them.
    """

    path: Path
    display_path: str
    stored_path: str
    folder: Path
    parts: tuple[str, ...]
    is_optional: bool = False

    @property
    def is_vocabulary(self) -> bool:
        """Whether the file contains words of a vocabulary."""
        return self.parts[0] == VOCABULARIES


@dataclass(frozen=True, slots=True)
class Origin:
    """The seeds of a database: all built-in ones or only those of no country, and the user's folders."""

    folders: tuple[Path, ...] = ()
    is_alone: bool = False

    @classmethod
    def from_json(cls, text: str) -> Origin:
        """Return the origin from its JSON; raise ValueError if that is not valid."""
        try:
            origin = json.loads(text)
            return cls(tuple(map(Path, origin["folders"])), bool(origin["is_alone"]))
        except (TypeError, KeyError) as error:
            raise ValueError(text) from error

    def to_json(self) -> str:
        """Return the origin as JSON, to be stored in the database."""
        return json.dumps({"folders": [os.path.abspath(folder) for folder in self.folders], "is_alone": self.is_alone})  # noqa: PTH100 - keeps symbolic links

    def files(self) -> list[SeedFile]:
        """Return the seed files; raise AzmilError as ``seed_files`` does."""
        return seed_files(self.folders, alone=self.is_alone)

    def __str__(self) -> str:
        """Return a description of the origin."""
        named = [str(folder) for folder in self.folders]
        if self.is_alone:
            return " and ".join(named) or "no seeds"
        return " and ".join(["built-in seeds", *named])


def seed_files(folders: Sequence[Path] = (), *, alone: bool = False) -> list[SeedFile]:
    """Return the built-in seed files and those in ``folders``, sorted by name within each folder.

    ``alone`` omits the built-in records except those in seeds/world and seeds/atlas, which any seeds may need:
    vocabularies, states, types of equipment; so do the settings of a folder. A folder named twice is read once. A
    folder may contain several seed folders. Raises AzmilError if a folder does not exist or part of it cannot be read.
    """
    alone = alone or are_alone(folders)
    built_in = paths.built_in_folder("seeds")
    by_path: dict[str, tuple[Path, str]] = {}  # by real path: the folder, and its name in the database
    names = [folder.name for folder in dict.fromkeys(folders)]
    for folder in folders:
        is_alone = names.count(folder.name) == 1 and (alone or folder.name != built_in.name)
        shown = folder.name if is_alone else str(folder)
        for part, name in parts_of(folder, shown):
            by_path.setdefault(os.path.realpath(part), (part, name))
    files = []
    for part, shown in sorted(parts_of(built_in, built_in.name), key=lambda each: each[0].name == ATLAS):  # at the end
        is_given = by_path.pop(os.path.realpath(part), None) is not None
        if is_given or not alone or part.name in (WORLD, ATLAS):
            files += _files_in(part, shown, are_optional=part.name == ATLAS)
    for part, shown in by_path.values():
        files += _files_in(part, shown)
    return files


def user_files(folders: Sequence[Path]) -> list[SeedFile]:
    """Return the seed files in folders only, without the built-in ones; raise AzmilError like ``seed_files``."""
    parts = {
        os.path.realpath(part): (part, shown) for folder in folders for part, shown in parts_of(folder, folder.name)
    }
    return [file for part, shown in parts.values() for file in _files_in(part, shown)]


def folders_of(given: Sequence[Path]) -> tuple[list[Path], set[str]]:
    """Return the seed folders among paths, with those of single files added, and the real paths of these files."""
    single = [path for path in given if path.is_file()]
    folders = [path for path in given if path not in single]
    whole = [Path(os.path.realpath(folder)) for folder in folders]
    for path in single:
        is_in_table = path.absolute().parent.name in (*Base.metadata.tables, VOCABULARIES)
        folder = path.absolute().parent.parent if is_in_table else path.absolute().parent
        if not any(Path(os.path.realpath(folder)).is_relative_to(other) for other in whole):
            folders.append(folder)
    return list(dict.fromkeys(folders)), {os.path.realpath(path) for path in single}


def parts_of(folder: Path, shown: str) -> list[tuple[Path, str]]:
    """Return the seed folders inside a folder, each with its name in the database.

    Returns the folder itself if it contains folders of tables, or no seed folders.
    """
    try:
        below = _folders_in(folder)
        parts = [] if _has_tables(below) else [path for path in below if _has_tables(_folders_in(path))]
    except OSError:
        parts = []  # reported when its files are read
    return [(part, f"{shown}/{part.name}") for part in parts] or [(folder, shown)]


def _folders_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _has_tables(folders: Iterable[Path]) -> bool:
    return any(path.name in Base.metadata.tables or path.name == VOCABULARIES for path in folders)


def _files_in(folder: Path, shown: str, *, are_optional: bool = False) -> list[SeedFile]:
    """Return the seed files of a folder; ``shown`` is its name in the database."""
    if not folder.is_dir():
        raise NO_FOLDER(folder=folder)
    here = _current_folder()
    files = []
    for path in _walk(folder, DEEPEST):
        parts = path.relative_to(folder).parts
        display_path = os.path.abspath(path).removeprefix(here)  # noqa: PTH100 - keeps symbolic links
        stored_path = "/".join((shown, *parts))
        files.append(SeedFile(path, _decoded(display_path), _decoded(stored_path), folder, parts, are_optional))
    if not files:
        raise NO_SEEDS(folder=folder)
    return sorted(files, key=lambda file: file.parts)


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the YAML files in a folder and its subfolders, following links and skipping hidden names."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise CANNOT_READ(folder=folder, reason=reason_of(error)) from None
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if path.suffix.lower() in (ENDING, ".yml", ".csv"):  # the others are refused
            yield path
        elif depth and entry.is_dir():
            yield from _walk(path, depth - 1)


def _current_folder() -> str:
    """Return the current folder with a separator at its end, or '' if the folder no longer exists."""
    try:
        return os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - only text is needed
    except OSError:
        return ""


def size_of(path: Path) -> int:
    """Return the size of a file in bytes, or 0 if it cannot be read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _decoded(name: str) -> str:
    """Return a file name as text, with invalid bytes escaped."""
    return os.fsencode(name).decode(errors="backslashreplace")


def digest(files: Iterable[SeedFile]) -> str:
    """Return the SHA-256 of the names and contents of seed files; raise AzmilError if one cannot be read."""
    whole = hashlib.sha256()
    for file in files:
        try:
            content = file.path.read_bytes()
        except OSError as error:
            raise CANNOT_READ(folder=file.path, reason=reason_of(error)) from None
        whole.update(f"{file.stored_path}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()
