"""Names: matching in any spelling."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from azmil.seeds.derived import names
from azmil.values.names import fold, plain_words, squeeze

if TYPE_CHECKING:
    from azmil.seeds.rows import Rows


@pytest.mark.parametrize(
    ("text", "folded", "squeezed"),
    [
        ("MiG-29", "mig 29", "mig29"),
        ("Su Altı Taarruz", "su alti taarruz", "sualtitaarruz"),
        ("Əliyev", "eliyev", "eliyev"),
        ("İlham  Aliyev", "ilham aliyev", "ilhamaliyev"),
        ("U.S. Navy", "u s navy", "usnavy"),
        ("  ", "", ""),
    ],
)
def test_a_name_is_folded_to_plain_words(text: str, folded: str, squeezed: str) -> None:
    assert (fold(text), squeeze(text)) == (folded, squeezed)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("military budgets", "Military-Budget"),
        ("activities", "activity"),
        ("defence programmes", "defense program"),
        ("kilometres", "kilometer"),
        ("military adviser", "military advisor"),
        ("modernisation", "modernization"),
        ("anti-tank weapon", "antitank weapons"),
    ],
)
def test_words_are_equal_in_singular_and_plural_and_in_british_and_american_spelling(text: str, other: str) -> None:
    assert plain_words(text) == plain_words(other)


@pytest.mark.parametrize(("text", "other"), [("press", "pres"), ("gas", "ga"), ("four", "for"), ("", "s")])
def test_other_words_differ(text: str, other: str) -> None:
    assert plain_words(text) != plain_words(other)


def test_names_of_people_are_stored_with_the_last_name_first_too() -> None:
    """Except names of one word or with a comma; names of organizations are not inverted."""
    rows: Rows = {
        "records": [
            SimpleNamespace(id="abiyev", name="Safar Abiyev", kind="person"),
            SimpleNamespace(id="who", name="World Health Organization", kind="organization"),
            SimpleNamespace(id="abiyev-visit", name=None, kind="event"),
        ],
        "people": [SimpleNamespace(id="abiyev")],
        "parties": [
            SimpleNamespace(id="abiyev", sort_name=None),
            SimpleNamespace(id="who", sort_name="Health Organization, World"),
        ],
        "aliases": [
            SimpleNamespace(record_id="abiyev", name="Safar bey Əbiyev"),
            SimpleNamespace(record_id="abiyev", name="Abiyev"),
            SimpleNamespace(record_id="abiyev", name="Abiev, Safar"),
        ],
        "retired_ids": [],
    }
    found = list(names(rows))
    assert [row.name for row in found if row.is_claim] == ["abiyev-visit"]
    assert [(row.record_id, row.name) for row in found if not row.is_claim] == [
        ("abiyev", "abiyev"),
        ("abiyev", "Safar Abiyev"),
        ("who", "who"),
        ("who", "World Health Organization"),
        ("abiyev", "Safar bey Əbiyev"),
        ("abiyev", "Abiyev"),
        ("abiyev", "Abiev, Safar"),
        ("who", "Health Organization, World"),
        ("abiyev", "Abiyev, Safar"),
        ("abiyev", "Əbiyev, Safar bey"),
    ]
