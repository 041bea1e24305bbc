"""Dates in seeds as people write them: the EDTF date, its four days, and the words that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azmil.errors import AzmilError
from azmil.seeds import check, seed_files
from azmil.values import dates, seed_dates
from faults import provokes

if TYPE_CHECKING:
    from pathlib import Path

# A text, its EDTF date, and the words kept.
READ = [
    ("1994", "1994", None), ("1995?", "1995?", None), ("1995~", "1995~", None), ("[..1992]", "[..1992]", None),
    ("early 1994", "[1994-01..1994-04]", "early 1994"),
    ("mid-2005", "[2005-05..2005-08]", "mid-2005"),
    ("the middle of 2005", "[2005-05..2005-08]", "the middle of 2005"),
    ("late 1990s", "[1997..1999]", "late 1990s"),
    ("early May 2006", "[2006-05-01..2006-05-10]", "early May 2006"),
    ("second half of 1994", "[1994-07..1994-12]", "second half of 1994"),
    ("Q3 1994", "[1994-07..1994-09]", "Q3 1994"),
    ("about 1995", "1995~", None), ("c. May 1995", "1995-05~", None), ("possibly 1995", "1995?", None),
    ("possibly about 1995", "1995%", None), ("from about 1993 to 1999", "1993~/1999", None),
    ("summer 1995", "1995-22", None), ("the 1990s", "199X", None), ("on 19 May 2006", "2006-05-19", None),
    ("1993-1999", "1993/1999", None), ("since 1992", "1992/..", None), ("until 1995", "../1995", None),
    ("by 1995", "[..1995]", None), ("between 1991 and 1993", "[1991..1993]", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edtf", "wording"), READ)
def test_a_date_is_read_as_people_write_it(text: str, edtf: str, wording: str | None) -> None:
    assert seed_dates.read(text) == (edtf, wording)
    dates.parse(edtf)


def test_a_part_of_a_year_is_a_time_within_it() -> None:
    """Nothing that a source dates 'early 1994' certainly lasted from January to April."""
    assert dates.parse(seed_dates.read("early 1994").edtf) == ("1994-01-01", "1994-04-30", "1994-01-01", "1994-04-30")
    assert dates.parse(seed_dates.read("late 1990s").edtf) == ("1997-01-01", "1999-12-31", "1997-01-01", "1999-12-31")


REFUSED = [
    ("since early 1994", "'since early 1994' is not a valid date here: an interval cannot begin or end in a part of a period; use whole years or months, such as 1994/.., and give the words in 'date_wording'"),
    ("until late 1994", "'until late 1994' is not a valid date here: an interval cannot begin or end in a part of a period; use whole years or months, such as ../1994, and give the words in 'date_wording'"),
    ("early 1994 to late 1995", "'early 1994 to late 1995' is not a valid date here: an interval cannot begin or end in a part of a period; use whole years or months, such as 1994/1995, and give the words in 'date_wording'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED)
@provokes("values.seed_dates.VAGUE_END")
@pytest.mark.usefixtures("fault")
def test_a_date_that_has_no_exact_form_is_refused_with_the_form_to_write(text: str, message: str) -> None:
    with pytest.raises(AzmilError) as caught:
        seed_dates.read(text)
    assert str(caught.value) == message


def test_a_date_with_two_readings_is_refused_with_both() -> None:
    with pytest.raises(AzmilError) as caught:
        seed_dates.read("02/03/2004")
    assert str(caught.value) == (
        "'02/03/2004' is not a valid date: it can be read in two ways; use 2004-03-02 or 2004-02-03"
    )


@provokes("values.seed_dates.TWO_READINGS")
@pytest.mark.usefixtures("fault")
def test_before_and_after_a_date_have_two_readings() -> None:
    with pytest.raises(AzmilError) as caught:
        seed_dates.read("before 1995")
    assert str(caught.value) == (
        "'before 1995' is not a valid date here: it can be read in two ways; use [..1994] for an event before then, "
        "or ../1994 for a state that ended before then"
    )
    with pytest.raises(AzmilError) as caught:
        seed_dates.read("after 1995")
    assert str(caught.value) == (
        "'after 1995' is not a valid date here: it can be read in two ways; use 1996/.. for a state from then on; "
        "for an event omit the date, and give the words in 'date_wording'"
    )


@pytest.mark.parametrize(
    ("fields", "wording"),
    [
        ("date: early 1994", "early 1994"),
        ("date: early 1994\n  date_wording: at the start of 1994", "at the start of 1994"),
        ("date_wording: at the start of 1994\n  date: early 1994", "at the start of 1994"),
        ("date: 1994", None),
    ],
)
def test_the_words_of_a_vague_date_are_kept_unless_given(seeds: Path, fields: str, wording: str | None) -> None:
    path = seeds / "holdings" / "boats.yaml"
    text = path.read_text(encoding="utf-8")
    old = "date: 2008\n  sentence: Ruritania had 7 tugs in 2008."
    path.write_text(text.replace(old, fields), encoding="utf-8")
    found = check(seed_files([seeds], alone=True))
    assert found.problems == []
    assert [row.date_wording for row in found.rows["records"] if row.date] == [wording]
