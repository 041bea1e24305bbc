"""The check: every problem of the seeds at once, at its place, with what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil import paths
from azmil.seeds import check, seed_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from conftest import Ended


def problems(seeds: Path) -> list[str]:
    return [str(problem) for problem in check(seed_files([seeds], alone=True)).problems]


def change(seeds: Path, name: str, old: str, new: str) -> None:
    path = seeds / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_small_folder_is_sound(seeds: Path) -> None:
    assert problems(seeds) == []


def test_azmils_own_seeds_are_sound_and_no_line_of_the_source_is_open() -> None:
    assert [str(problem) for problem in check(seed_files()).problems] == []


def test_all_problems_are_told_at_once_in_the_order_of_their_places(seeds: Path) -> None:
    change(seeds, "holdings/boats.yaml", "equipment: tugs", "equipment: tug")
    change(seeds, "holdings/boats.yaml", "date: 2008", "date: 2008-13")
    change(seeds, "equipment/boats.yaml", "category: warship", "category: boat")
    assert [problem.split(": ")[0] for problem in problems(seeds)] == [
        "seeds/equipment/boats.yaml:3:13",
        "seeds/holdings/boats.yaml:3:14",
        "seeds/holdings/boats.yaml:11:9",
    ]


def test_an_editors_backup_is_not_read(seeds: Path) -> None:
    (seeds / "holdings" / "boats.yaml~").write_text("- nonsense", encoding="utf-8")
    (seeds / "holdings" / ".#boats.yaml").write_text("- nonsense", encoding="utf-8")
    assert problems(seeds) == []


def test_a_problem_is_told_by_the_path_that_opens_the_file(
    seeds: Path, azmil: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    boats = seeds / "equipment" / "boats.yaml"
    boats.write_text("tugs\n")
    (tmp_path / "elsewhere").mkdir()
    for here, folder, told in (
        (seeds.parent, seeds.name, "seeds/equipment/boats.yaml"),
        (seeds, ".", "equipment/boats.yaml"),
        (tmp_path / "elsewhere", "../seeds", str(boats)),
        (tmp_path / "elsewhere", str(seeds), str(boats)),
    ):
        monkeypatch.chdir(here)
        assert azmil("check", "--alone", folder).out.startswith(f"{told}:1:1: a seed file is a list")


def test_a_count_is_expected_of_each_kind_that_the_seeds_have() -> None:
    """A kind that is missing from the file would be counted by nobody."""
    folders = {path.name for path in paths.shipped("seeds").iterdir() if path.is_dir()} - {"vocabularies"}
    expected = (paths.shipped("seeds") / "expected.yaml").read_text(encoding="utf-8")
    assert folders <= set(re.findall(r"^(\w+): \d+$", expected, re.MULTILINE))
