"""Default sources: those that citations mean which name no source."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from azmil.seeds.entry import Entry, Seeds

_SOURCES = "sources"
ALL, NONE = "all", "none"


@dataclass(frozen=True, slots=True)
class Defaults:
    """The default sources of a seed folder: that of all its files, and of files that match patterns."""

    source: str = ""
    patterns: list[tuple[str, str]] = field(default_factory=list)  # pattern and source

    @classmethod
    def of(cls, groups: Sequence[Sequence[str]], declared: Mapping[str, str | None]) -> Defaults:
        """Return the default sources from the ids of sources, in groups from the nearest to the farthest.

        ``declared`` has the field ``default_in`` of each source. Without any, it is the only source of a group.
        A source with NONE is the default only if there is no other.
        """
        patterns: list[tuple[str, str]] = []
        if groups:
            for id_ in groups[0]:
                given = [part.strip() for part in (declared.get(id_) or "").split(",")]
                patterns += [(part, id_) for part in given if part not in ("", ALL, NONE)]
        for group in groups:
            chosen = [id_ for id_ in group if declared.get(id_) == ALL]
            usual = [id_ for id_ in group if not declared.get(id_)]
            candidates = chosen or usual
            if candidates:
                return cls(candidates[0] if len(candidates) == 1 else "", patterns)
        everywhere = groups[-1] if groups else []
        return cls(everywhere[0] if len(everywhere) == 1 else "", patterns)

    def source_of(self, file: str) -> str:
        """Return the default source of a file of the folder, or an empty text if there is none or more than one."""
        matching = {source for pattern, source in self.patterns if fnmatchcase(file, pattern)}
        if matching:
            return next(iter(matching)) if len(matching) == 1 else ""
        return self.source


def by_folder(seeds: Seeds, others: Mapping[tuple[str, str], Entry]) -> dict[Path, Defaults]:
    """Return the default sources of each seed folder, for citations that name none.

    ``others`` are the entries that are no records, by table and id.
    """
    folders: dict[Path, list[str]] = {entry.file.folder: [] for entries in seeds.entries.values() for entry in entries}
    for (table, id_), entry in others.items():
        if table == _SOURCES and id_ not in seeds.editions:
            folders[entry.file.folder].append(id_)
    everywhere = [id_ for ids in folders.values() for id_ in ids]
    found = {}
    for folder, ids_in_folder in folders.items():
        siblings = [id_ for other, ids in folders.items() if other.parent == folder.parent for id_ in ids]
        declared = {id_: others[_SOURCES, id_].values.get("default_in") for id_ in everywhere}
        found[folder] = Defaults.of([ids_in_folder, siblings, everywhere], declared)
    return found
