"""Words of vocabularies in seeds: the places of new ones, and the hints for unknown ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azmil.seeds import check, seed_files, words
from faults import cases

if TYPE_CHECKING:
    from pathlib import Path

ECHELONS = "vocabularies/echelons.yaml"


def checked(seeds: Path, text: str) -> tuple[list[str], list[str]]:
    """Return the problems of a file of echelons, and the codes from regiment to battalion in their order."""
    path = seeds / ECHELONS
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    found = check(seed_files([seeds], alone=True))
    codes = [row.code for row in sorted(found.rows.get("echelons", []), key=lambda row: row.position)]
    return [str(problem) for problem in found.problems], codes


def test_a_new_word_is_placed_after_or_before_another(seeds: Path) -> None:
    """Words placed after the same word keep their order; a word may be placed next to a new one that follows it."""
    problems, codes = checked(
        seeds,
        "- {code: maniple, label: maniple, definition: Two centuries., before: cohort}\n"
        "- {code: cohort, label: cohort, definition: A tenth of a legion., after: regiment}\n"
        "- {code: ala, label: ala, definition: A wing., after: regiment}\n"
        "- {code: century, label: century, definition: Eighty people.}\n",
    )
    assert problems == []
    start = codes.index("regiment")
    assert codes[start : start + 5] == ["regiment", "maniple", "cohort", "ala", "group"]
    assert codes[-1] == "century"


PLACES = [
    ("seeds.words.TWO_PLACES", "after: regiment, before: group", "1:69: 'after' cannot be used with 'before'; remove one of them"),
    ("seeds.words.NO_PLACE", "after: cohort", "1:51: 'cohort' cannot be placed after 'cohort': 'cohort' is placed by 'cohort'; name a word that is already in the list"),
    ("seeds.items.NO_TEXT", "after: [x]", "1:51: 'after' must be text, not a list or fields; write 'after: value'"),
    ("seeds.items.EMPTY", "after: ''", "1:51: 'after' is empty; give it a value, or omit the field"),
]  # fmt: skip


@cases("place, message", PLACES)
@pytest.mark.usefixtures("fault")
def test_a_place_that_does_not_exist_is_reported(seeds: Path, place: str, message: str) -> None:
    problems, _ = checked(seeds, f"- {{code: cohort, label: c, definition: A., {place}}}\n")
    assert f"seeds/{ECHELONS}:{message}" in problems


def test_an_unknown_word_as_a_place_gets_the_list(seeds: Path) -> None:
    problems, _ = checked(seeds, "- {code: cohort, label: c, definition: A., after: regimen}\n")
    assert problems[0].startswith(
        f"seeds/{ECHELONS}:1:51: no such word 'regimen' in echelons; did you mean 'regiment'? if not, use one of: armed-forces, "
    )


def test_a_hint_is_never_a_suggestion_alone() -> None:
    """A small vocabulary is listed in full; of a large one the list has the words with a part in common."""
    assert words.instead("warr", ["war", "peace"], "times") == (
        "did you mean 'war'? if not, use one of: war, peace; "
        "or add the word to vocabularies/times.yaml, with a code, a label and a definition"
    )
    many = [*(f"x{number}" for number in range(50)), "anti-aircraft-gun", "tank"]
    assert words.instead("anti-tank-gun", many, "arms") == (
        "did you mean 'anti-aircraft-gun'? if not, "
        "use one of: x40, x41, x42, x43, x44, x45, x46, x47, x48, x49, anti-aircraft-gun, tank (40 more are in this vocabulary); "
        "or add the word to vocabularies/arms.yaml, with a code, a label and a definition"
    )
    assert (
        words.instead_of_id("navi", ["navy"]) == "did you mean 'navy'? if not, add a record with this id, or correct it"
    )
    assert words.instead_of_id("q", ["navy"]) == "add a record with this id, or correct it"
