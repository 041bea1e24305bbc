"""Search: words in any spelling, best first, without errors for any text."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import azmil
from azmil.store.texts import compounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil import Base
    from conftest import Result


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("alti", "su-alti-taarruz"),
        ("Altı", "su-alti-taarruz"),
        ("mig29", "mig-29"),
        ("MiG-29", "mig-29"),
        ("mig 29", "mig-29"),
        ("garabagh", "nagorno-karabakh"),
        ("karabakh", "nagorno-karabakh"),
        ("sa2", "s-75"),
        ("SA-2 guideline", "s-75"),
        ("Nahkhcivan", "nakhchivan"),
        ('"navy boats"', "navy-boats"),
        ("nakh*", "azerbaijani-nakhchivan-airport"),
        ("barshadli", "valeh-barshadli"),
        ("azeri navy", "azerbaijani-navy"),
        ("Aliyev, Vahid", "vahid-aliyev"),
        ("Əliyev, Vahid", "vahid-aliyev"),
        ('"Aliyev, Vahid"', "vahid-aliyev"),
    ],
)
def test_a_word_is_found_in_any_spelling(azmil: Callable[..., Result], words: str, first: str) -> None:
    rows = azmil("search", *words.split(" "), "--format", "json").rows
    assert rows[0]["id"] == first


@pytest.mark.parametrize(
    ("words", "instead", "first"), [("eliyev", "aliyev*", "heydar-aliyev"), ("gabella", "gabala*", "gabala")]
)
def test_a_misspelt_word_finds_the_nearest_one_with_a_note(
    azmil: Callable[..., Result], words: str, instead: str, first: str
) -> None:
    ended = azmil("search", words, "--format", "json", "--limit", "50")
    assert ended.err == f"azmil: nothing found for '{words}'; showing results for '{instead}'\n"
    assert ended.rows[0]["id"] == first


def test_every_line_that_names_karabakh_is_found_by_any_of_its_names(azmil: Callable[..., Result]) -> None:
    """Lines 71/209, 92/224, 93/225 and 171/306 name it, in four spellings."""
    for word in ("karabakh", "garabagh", "nagorno-karabakh"):
        rows = azmil("search", word, "--limit", "100", "--format", "json").rows
        lines = {line for row in rows for line in row["lines"].split(", ")}
        assert lines >= {"71", "209", "92", "224", "93", "225", "171", "306"}, word


def test_a_search_without_words_is_an_error(azmil: Callable[..., Result]) -> None:
    ended = azmil("search", "-- ; '")
    assert (ended.code, ended.out) == (2, "")


def test_a_truncated_result_says_so(azmil: Callable[..., Result]) -> None:
    assert (
        azmil("search", "azerbaijan", "--limit", "2").err
        == "azmil: only the first 2 rows are shown; raise --limit to show more\n"
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.text(alphabet='"*()^:-+ANDORNTE mig29\x00', max_size=30)))
def test_no_text_breaks_the_search(base: Base, text: str) -> None:
    try:
        base.search(text, 3)
    except azmil.Error as error:
        assert re.search("no letters or digits|a quote is not closed", str(error))  # noqa: PT017 - any other error propagates


def test_one_long_word_is_indexed_as_fast_as_many() -> None:
    start = time.process_time()
    assert compounds(["Q" * 1_000_000 + " mig-29"]) == "mig29"
    assert time.process_time() - start < 2


@pytest.mark.parametrize("words", ["F-16", "f 16", "F16", "F-22", "T-80"])
def test_an_unknown_designation_is_not_corrected_to_another(azmil: Callable[..., Result], words: str) -> None:
    """The source names none of these, though similar ones such as the Tu-16."""
    ended = azmil("search", *words.split())
    assert (ended.code, ended.out, ended.err) == (0, "", "azmil: nothing found\n")
