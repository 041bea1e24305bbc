"""Retired ids of the built-in seeds."""

from __future__ import annotations

from functools import cache

from azmil.model.spine import RetiredId
from azmil.seeds.entries import gather
from azmil.seeds.files import seed_files


@cache
def by_azmil() -> dict[str, str]:
    """Return the current id for each retired id of the built-in seeds, loaded or not."""
    files = (file for file in seed_files() if file.parts[0] == RetiredId.__tablename__)
    entries = gather(files).entries.get(RetiredId.__tablename__, [])
    return {entry.values["id"]: entry.values["now"] for entry in entries}
