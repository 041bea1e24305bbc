"""Dates: the EDTF profile and the four days of a date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from azmil.errors import AzmilError
from azmil.seeds import days as seed_days
from azmil.values import dates

OPEN = "9999-12-31"
CASES = [
    ("2006", "2006-01-01 2006-12-31 2006-01-01 2006-12-31"),
    ("199X", "1990-01-01 1999-12-31 1990-01-01 1999-12-31"),
    ("2006-05", "2006-05-01 2006-05-31 2006-05-01 2006-05-31"),
    ("2004-02", "2004-02-01 2004-02-29 2004-02-01 2004-02-29"),
    ("1992-22", "1992-06-01 1992-08-31 1992-06-01 1992-08-31"),
    ("1992-24", "1992-12-01 1993-02-28 1992-12-01 1993-02-28"),
    ("2006-05-19", "2006-05-19 2006-05-19 2006-05-19 2006-05-19"),
    ("1993/1999", "1993-01-01 1993-12-31 1999-01-01 1999-12-31"),
    ("1919-12-10/1920-04", "1919-12-10 1919-12-10 1920-04-01 1920-04-30"),
    ("2006/2006-05", "2006-01-01 2006-05-31 2006-05-01 2006-05-31"),
    ("2002-04/..", f"2002-04-01 2002-04-30 {OPEN} {OPEN}"),
    ("2002-04/", f"2002-04-01 2002-04-30 2002-04-01 {OPEN}"),
    ("../1992", "0001-01-01 0001-01-01 1992-01-01 1992-12-31"),
    ("/1992", "0001-01-01 1992-12-31 1992-01-01 1992-12-31"),
    ("2006?", "2006-01-01 2006-12-31 2006-01-01 2006-12-31"),
    ("199X~", "1990-01-01 1999-12-31 1990-01-01 1999-12-31"),
    ("1992-24%", "1992-12-01 1993-02-28 1992-12-01 1993-02-28"),
    ("2006-05-19~", "2006-05-19 2006-05-19 2006-05-19 2006-05-19"),
    ("1993?/1999~", "1993-01-01 1993-12-31 1999-01-01 1999-12-31"),
    ("2002-04%/..", f"2002-04-01 2002-04-30 {OPEN} {OPEN}"),
    ("/1992?", "0001-01-01 1992-12-31 1992-01-01 1992-12-31"),
]


@pytest.mark.parametrize(("text", "days"), CASES)
def test_a_date_is_parsed_into_four_days(text: str, days: str) -> None:
    assert " ".join(dates.parse(text)) == days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "/",
        "../..",
        "2006/2005",
        "2006-05/2006-04",
        "2006-13",
        "2006-00",
        "2006-02-30",
        "2006-05-1",
        "0000",
        "06",
        "20060519",
        "2006-5",
        "May 2006",
        "?",
        "../?",
        "2006??",
        "2006?~",
        "~2006",
        "2006?-05",
        "[2006?..2007]",
        "[..2006~]",
        "XXXX-05",
        "2006-05-19T10:00",
        "1/2/3",
        " 2006",
        "2006-22-01",
        "200٦",
    ],
)
def test_text_outside_the_profile_is_rejected(text: str) -> None:
    with pytest.raises(AzmilError, match="is not a valid date"):
        dates.parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2006", "in 2006"),
        ("2006-05", "in May 2006"),
        ("2006-05-19", "on 19 May 2006"),
        ("1992-22", "in the summer of 1992"),
        ("199X", "in the 1990s"),
        ("1993/1999", "from 1993 to 1999"),
        ("2002-04/..", "since April 2002"),
        ("../1992", "until 1992"),
        ("2006?", "possibly in 2006"),
        ("2006-05-19?", "possibly on 19 May 2006"),
        ("2006~", "about 2006"),
        ("1992-22~", "about the summer of 1992"),
        ("2006-05%", "possibly about May 2006"),
        ("1993?/1999~", "from 1993 (uncertain) to about 1999"),
        ("2002-04%/..", "since about April 2002 (uncertain)"),
        ("../1992~", "until about 1992"),
    ],
)
def test_a_date_is_written_in_words(text: str, words: str) -> None:
    assert dates.in_words(text) == words


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("2006?", "2006 (uncertain)"),
        ("2006-05~", "about 2006-05"),
        ("2006-05-19%", "about 2006-05-19 (uncertain)"),
        ("199X~", "about the 1990s"),
        ("199X?", "1990s (uncertain)"),
        ("1992-22~", "about summer 1992"),
        ("1993?/1999~", "1993 (uncertain) to about 1999"),
        ("2002?/..", "since 2002 (uncertain)"),
        ("2002/", "from 2002"),
        ("/1992%", "until about 1992 (uncertain)"),
    ],
)
def test_a_table_shows_the_mark_of_a_date_in_words(text: str, cell: str) -> None:
    assert dates.in_table(text) == cell


OF_LIBRARY = 30  # examples compared with the EDTF library, which takes long to read one
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@settings(deadline=None)  # a busy machine may be slow
@given(days, days)
def test_an_interval_of_two_days_is_valid_only_if_they_are_in_order(first: date, last: date) -> None:
    text = f"{first}/{last}"
    if last < first:
        with pytest.raises(AzmilError, match="it ends before it starts"):
            dates.parse(text)
    else:
        assert dates.parse(text) == (str(first), str(first), str(last), str(last))


@settings(deadline=None, max_examples=OF_LIBRARY)
@given(st.from_regex(r"\A(1[0-9]{3}|20[0-9]{2})(-(0[1-9]|1[0-2]))?\Z"))
def test_years_and_months_have_the_same_bounds_as_in_the_edtf_library(text: str) -> None:
    other = parse_edtf(text)
    span = dates.parse(text)
    assert span.earliest_start == "{:04}-{:02}-{:02}".format(*other.lower_strict()[:3])
    assert span.latest_end == "{:04}-{:02}-{:02}".format(*other.upper_strict()[:3])


@settings(deadline=None)  # a busy machine may be slow
@given(st.text(max_size=12))
def test_any_text_is_either_a_date_or_rejected(text: str) -> None:
    try:
        span = dates.parse(text)
    except AzmilError:
        return
    assert span.earliest_start <= span.latest_start <= OPEN
    assert span.earliest_end <= span.latest_end


singles = st.from_regex(r"\A(1[0-9]{3}|20[0-9]{2})(-(0[1-9]|1[0-2]))?\Z")
marks = st.sampled_from("?~%")


@settings(deadline=None, max_examples=OF_LIBRARY)
@given(singles, marks)
def test_a_marked_date_has_the_same_bounds_as_in_the_edtf_library(text: str, mark: str) -> None:
    """The library widens the bounds of marked dates only in its "fuzzy" functions."""
    other = parse_edtf(text + mark)
    span = dates.parse(text + mark)
    assert span.earliest_start == "{:04}-{:02}-{:02}".format(*other.lower_strict()[:3])
    assert span.latest_end == "{:04}-{:02}-{:02}".format(*other.upper_strict()[:3])
    assert (other.is_uncertain, other.is_approximate) == (mark == "?", mark == "~") or mark == "%"


@settings(deadline=None, max_examples=OF_LIBRARY)
@given(singles, st.sampled_from(["", "?", "~", "%"]), singles, st.sampled_from(["", "?", "~", "%"]))
def test_the_ends_of_an_interval_may_be_marked_as_in_the_edtf_library(
    first: str, first_mark: str, last: str, last_mark: str
) -> None:
    text = f"{first}{first_mark}/{last}{last_mark}"
    other = parse_edtf(text)
    try:
        span = dates.parse(text)
    except AzmilError:  # the library accepts intervals that end before they start
        assert first[:4] >= last[:4]
        return
    assert span.earliest_start == "{:04}-{:02}-{:02}".format(*other.lower.lower_strict()[:3])
    assert span.latest_end == "{:04}-{:02}-{:02}".format(*other.upper.upper_strict()[:3])


@settings(deadline=None)  # a busy machine may be slow
@given(
    st.sampled_from(["{0}{2}", "{0}{2}/{1}{3}", "{0}{2}/..", "{0}{2}/", "../{1}{3}", "/{1}{3}"]),
    st.tuples(st.integers(1000, 1500), st.integers(1500, 2999), marks, marks),
    st.sampled_from([0, 1]),
)
def test_marks_leave_the_days_of_a_record_unchanged(form: str, parts: tuple[int, int, str, str], observed: int) -> None:
    """The days are in a possible order, for observed states too."""
    record: dict[str, Any] = {"date": form.format(*parts), "observed": observed, "not_before": None, "not_after": None}
    reach = seed_days.Reach("1918-01-01", "2009-01-01", "2009-12-31")
    found = seed_days.days_of(record, reach)
    plain = {**record, "date": form.format(*parts[:2], "", "")}
    assert found == seed_days.days_of(plain, reach)
    start, start_by, end, end_by = map(str, found)
    assert start <= start_by <= end_by
    assert start <= end <= end_by
    assert dates.in_words(record["date"])
    assert dates.in_table(record["date"])
