"""Own which files are seeds: those of azmil itself and those of the folders a reader names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from azmil import paths
from azmil.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

VOCABULARIES = "vocabularies"
NO_FOLDER = Fault(
    "a folder of seeds is named that is not there",
    "there is no folder of seeds at {folder}",
    "name one that holds <table>/<topic>.yaml",
)
NO_SEEDS = Fault(
    "a folder of seeds is named that holds none",
    "{folder} holds no seed files",
    "put them at <table>/<topic>.yaml in it",
)


@dataclass(frozen=True, slots=True)
class SeedFile:
    """One seed file: where it is, how it is called in messages, and its place below its folder."""

    path: Path
    shown: str
    folder: Path
    parts: tuple[str, ...]

    @property
    def is_vocabulary(self) -> bool:
        """Whether it holds words and not records."""
        return self.parts[0] == VOCABULARIES


def seed_files(folders: Sequence[Path] = (), *, alone: bool = False) -> list[SeedFile]:
    """Return azmil's own seed files and those of further folders, in the order of their names.

    ``alone`` leaves azmil's own records out and keeps its vocabularies, which every seed needs. Raises
    AzmilError if there is no such folder.
    """
    shipped = paths.shipped("seeds")
    own = [file for file in _below(shipped) if file.is_vocabulary or not alone]
    return own + [file for folder in folders if folder.resolve() != shipped for file in _below(folder)]


def _below(folder: Path) -> list[SeedFile]:
    if not folder.is_dir():
        raise NO_FOLDER(folder=folder)
    found = sorted(path for path in folder.rglob("*.yaml") if not path.name.startswith("."))
    if not found:
        raise NO_SEEDS(folder=folder)
    return [_file(folder, path) for path in found]


def _file(folder: Path, path: Path) -> SeedFile:
    parts = path.relative_to(folder).parts
    return SeedFile(path, "/".join((folder.resolve().name, *parts)), folder, parts)


def digest(files: Iterable[SeedFile]) -> str:
    """Return the SHA-256 of seed files, names and contents."""
    whole = hashlib.sha256()
    for file in files:
        content = file.path.read_bytes()
        whole.update(f"{file.shown}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()
