"""The check: every problem of the seeds at once, at its place, with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azmil.check import check, seed_files

if TYPE_CHECKING:
    from pathlib import Path


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


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("holdings/boats.yaml", "  date: 2008", "  dtae: 2008", "seeds/holdings/boats.yaml:11:3: unknown field 'dtae'; did you mean 'date'?"),
        ("holdings/boats.yaml", "holder: ruritania", "holder: ruritanja", "seeds/holdings/boats.yaml:2:11: 'ruritanja' is not among parties; did you mean 'ruritania'?"),
        ("holdings/boats.yaml", "holder: ruritania", "holder: tugs", "seeds/holdings/boats.yaml:2:11: 'tugs' is a record of kind equipment and cannot stand here: parties only"),
        ("holdings/boats.yaml", "count: over 600", "count: lots", "seeds/holdings/boats.yaml:4:10: 'lots' is not a quantity; write 6, about 25, over 600, at least 3, up to 20000, between 3 and 5, some, collective, unstated or none"),
        ("holdings/boats.yaml", "date: 2008", "date: last year", "seeds/holdings/boats.yaml:11:9: 'last year' is not a date; write it like 2006, 2006-05, 2006-05-19, 199X, 1992-22 (summer), 1993/1999 or 2002-04/.."),
        ("holdings/boats.yaml", "  cite: 3", "  cite: 5", "seeds/holdings/boats.yaml:13:9: 'report' has lines 1 to 4, not 5"),
        ("holdings/boats.yaml", "  cite: 3", "  cite: 3;4", "seeds/holdings/boats.yaml:13:9: '3;4' is not a line or range of lines; write 99, 237 or 143-144"),
        ("holdings/boats.yaml", "  cite: 3", "  cite: repotr:3", "seeds/holdings/boats.yaml:13:9: 'repotr' is not among sources; did you mean 'report'?"),
        ("holdings/boats.yaml", "  cite: 3\n", "", "seeds/holdings/boats.yaml:7:3: 'cite' is missing: the lines that state it, such as 99, 237"),
        ("holdings/boats.yaml", "  cite: 1, 4", "  cite: 1", "seeds/holdings/boats.yaml:5:9: line 4 repeats line 1 word for word; cite it too"),
        ("holdings/boats.yaml", "id: ruritania-tugs-2008", "id: Tugs 2008", "seeds/holdings/boats.yaml:7:7: 'Tugs 2008' is not an id: lower-case letters, digits and single hyphens, 80 at most"),
        ("holdings/boats.yaml", "id: ruritania-tugs-2008", "id: tugs", "seeds/holdings/boats.yaml:7:7: 'tugs' is taken: seeds/equipment/boats.yaml:1"),
        ("holdings/boats.yaml", "had 7 tugs", "had tugs", "seeds/holdings/boats.yaml:12:13: the sentence does not say the figure of 'count' (7)"),
        ("holdings/boats.yaml", " in 2008.", ".", "seeds/holdings/boats.yaml:12:13: the sentence does not say the year 2008 of 'date'"),
        ("holdings/boats.yaml", "count: 7", "count: about 7", "seeds/holdings/boats.yaml:12:13: the sentence does not hedge 'count' with 'about'"),
        ("holdings/boats.yaml", "  holder: ruritania\n", "", "seeds/holdings/boats.yaml:1:3: 'holder' is missing: who has it"),
        ("holdings/boats.yaml", "  holder: ruritania\n", "  holder:\n", "seeds/holdings/boats.yaml:2:10: 'holder' is empty; give a value or leave it out"),
        ("holdings/boats.yaml", "  holder: ruritania\n", "  holder: [ruritania]\n", "seeds/holdings/boats.yaml:2:11: 'holder' takes one text, not a list or fields"),
        ("equipment/boats.yaml", "category: warship", "category: warshop", "seeds/equipment/boats.yaml:3:13: 'warshop' is not a word of equipment_categories; did you mean 'warship'?"),
        ("equipment/boats.yaml", "    - tugboats", "    - {name: tugboats, kind: nickname}", "seeds/equipment/boats.yaml:5:30: 'nickname' is not a word of alias_kinds; write one of: variant, spelling, misprint, abbreviation, nato-reporting-name, original-designation, translation, meant"),
        ("sources/report.yaml", "line_count: 4", "line_count: four", "seeds/sources/report.yaml:6:15: 'four' is not a whole number"),
        ("passages/report.yaml", "line: 2, verdict: blank", "line: 2", "seeds/sources/report.yaml:1:3: line 2 of 'report' is open: cite it, or judge it to state nothing"),
    ],
)  # fmt: skip
def test_each_problem_is_told_where_it_is(seeds: Path, name: str, old: str, new: str, problem: str) -> None:
    change(seeds, name, old, new)
    assert problems(seeds) == [problem]


def test_all_problems_are_told_at_once_in_the_order_of_their_places(seeds: Path) -> None:
    change(seeds, "holdings/boats.yaml", "equipment: tugs", "equipment: tug")
    change(seeds, "holdings/boats.yaml", "date: 2008", "date: 2008-13")
    change(seeds, "equipment/boats.yaml", "category: warship", "category: boat")
    assert [problem.split(": ")[0] for problem in problems(seeds)] == [
        "seeds/equipment/boats.yaml:3:13",
        "seeds/holdings/boats.yaml:3:14",
        "seeds/holdings/boats.yaml:11:9",
    ]


def test_a_table_that_seeds_do_not_fill_is_told(seeds: Path) -> None:
    (seeds / "holding").mkdir()
    (seeds / "holding" / "x.yaml").write_text("- id: x\n", encoding="utf-8")
    assert problems(seeds) == [
        "seeds/holding/x.yaml:1:1: 'holding' is not a table that seeds fill; did you mean 'holdings'?"
    ]


def test_expected_counts_are_held_against_the_seeds(seeds: Path) -> None:
    (seeds / "expected.yaml").write_text("holdings: 3\nequipment: 1\n", encoding="utf-8")
    assert problems(seeds) == [
        "seeds/expected.yaml:1:11: 3 holdings are expected and 2 are there; correct whichever is wrong"
    ]


def test_an_editors_backup_is_not_read(seeds: Path) -> None:
    (seeds / "holdings" / "boats.yaml~").write_text("- nonsense", encoding="utf-8")
    (seeds / "holdings" / ".#boats.yaml").write_text("- nonsense", encoding="utf-8")
    assert problems(seeds) == []
