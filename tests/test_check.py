"""The command check: all problems of the seeds at once, each with its place and a hint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from azmil import paths
from azmil.seeds import check, seed_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result


def problems(seeds: Path) -> list[str]:
    return [str(problem) for problem in check(seed_files([seeds], alone=True)).problems]


def change(seeds: Path, name: str, old: str, new: str) -> None:
    path = seeds / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_seeds_of_the_fixture_are_valid(seeds: Path) -> None:
    assert problems(seeds) == []


def test_the_built_in_seeds_are_valid_and_leave_no_line_open() -> None:
    assert [str(problem) for problem in check(seed_files()).problems] == []


def test_all_problems_are_reported_at_once_sorted_by_place(seeds: Path) -> None:
    change(seeds, "holdings/boats.yaml", "equipment: tugs", "equipment: tug")
    change(seeds, "holdings/boats.yaml", "date: 2008", "date: 2008-13")
    change(seeds, "equipment/boats.yaml", "category: warship", "category: boat")
    assert [problem.split(": ")[0] for problem in problems(seeds)] == [
        "seeds/equipment/boats.yaml:3:13",
        "seeds/holdings/boats.yaml:3:14",
        "seeds/holdings/boats.yaml:11:9",
    ]


def test_backup_files_of_editors_are_ignored(seeds: Path) -> None:
    (seeds / "holdings" / "boats.yaml~").write_text("- nonsense", encoding="utf-8")
    (seeds / "holdings" / ".#boats.yaml").write_text("- nonsense", encoding="utf-8")
    assert problems(seeds) == []


def test_the_path_of_a_problem_can_be_opened_from_the_current_folder(
    seeds: Path, azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    boats = seeds / "equipment" / "boats.yaml"
    boats.write_text("tugs\n")
    (tmp_path / "elsewhere").mkdir()
    for here, folder, shown in (
        (seeds.parent, seeds.name, "seeds/equipment/boats.yaml"),
        (seeds, ".", "equipment/boats.yaml"),
        (tmp_path / "elsewhere", "../seeds", str(boats)),
        (tmp_path / "elsewhere", str(seeds), str(boats)),
    ):
        monkeypatch.chdir(here)
        assert azmil("check", "--alone", folder).out.startswith(f"{shown}:1:1: a seed file must be a list")


@pytest.mark.parametrize("part", ["atlas", "world", "azerbaijan"])
def test_each_kind_in_the_seeds_has_an_expected_count(part: str) -> None:
    """A kind that is missing from ``expected.yaml`` would not be counted."""
    folder = paths.built_in_folder("seeds") / part
    files = [path for path in folder.glob("*/*.yaml") if path.parent.name != "vocabularies"]
    kinds = {
        path.parent.name for path in files if re.search(r"^- (id|\{|vocabulary)", path.read_text("utf-8"), re.MULTILINE)
    }
    expected = (folder / "expected.yaml").read_text(encoding="utf-8")
    assert kinds == set(re.findall(r"^(\w+): \d+$", expected, re.MULTILINE))


def test_a_folder_of_seed_folders_includes_all_of_them(azmil: Callable[..., Result]) -> None:
    """The built-in seeds are three folders; any folder is checked together with ``atlas`` and ``world``."""
    built_in = paths.built_in_folder("seeds")
    whole = azmil("check").err
    assert azmil("check", "--alone", str(built_in)).err == whole
    assert azmil("check", "--alone", str(built_in / "azerbaijan")).err == whole
    assert azmil("check", str(built_in / "azerbaijan"), str(built_in / "world")).err == whole
    assert azmil("check", "--alone", str(built_in / "world")).err == "azmil: the seed files are valid: 0 records\n"


def test_a_thing_may_be_uncited_but_a_claim_must_be_cited(seeds: Path) -> None:
    change(seeds, "organizations/states.yaml", "  cite: 1, 4\n", "")
    assert problems(seeds) == []
    change(seeds, "holdings/boats.yaml", "  cite: 1, 4\n", "")
    assert problems(seeds) == [
        "seeds/holdings/boats.yaml:1:3: 'cite' is missing; give the lines that state it, such as 99, 237"
    ]
