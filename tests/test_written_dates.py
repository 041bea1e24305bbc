"""Dates as people write them, and dates of any year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azmil.errors import AzmilError
from azmil.reports import matching
from azmil.values import any_year, dates, written_dates

if TYPE_CHECKING:
    from azmil import Base

FORMS = "use a form like 2006, 2006-05, 2006-05-19, 199X, 1992-22 (summer), 1993/1999, 2002-04/.. or [..1992]"

ANY_YEAR = "a timeline or a filter by date also takes XXXX"


def edtf(text: str) -> str:
    """Return the EDTF date that a text is or means."""
    try:
        dates.parse(text)
    except AzmilError as error:
        return written_dates.edtf(text, error)
    return text


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        # EDTF stays EDTF
        ("2006-08", "2006-08"), ("2006/2008", "2006/2008"), ("1992-22", "1992-22"), ("2006?", "2006?"), ("199x", "199X"),
        ("1993 / 1999", "1993/1999"), (" 2006 ", "2006"),
        # months and days
        ("May 2006", "2006-05"), ("MAY 2006", "2006-05"), ("2006 May", "2006-05"), ("Jan 2006", "2006-01"),
        ("Sept. 2005", "2005-09"), ("May-2006", "2006-05"), ("in May 2006", "2006-05"), ("8/2006", "2006-08"),
        ("2006-5", "2006-05"), ("19 May 2006", "2006-05-19"), ("May 19, 2006", "2006-05-19"),
        ("the 19th of May 2006", "2006-05-19"), ("on 1st May 2006", "2006-05-01"), ("19-May-2006", "2006-05-19"),
        ("2006 May 19", "2006-05-19"), ("2006/05/19", "2006-05-19"), ("2006-5-9", "2006-05-09"),
        # numbers with one reading
        ("19.05.2006", "2006-05-19"), ("5/19/2006", "2006-05-19"), ("19-5-2006", "2006-05-19"), ("5.5.2006", "2006-05-05"),
        # decades, seasons and thirds
        ("1990s", "199X"), ("the 1990s", "199X"), ("1990's", "199X"), ("summer 1992", "1992-22"),
        ("spring of 1992", "1992-21"), ("fall 2005", "2005-23"), ("Autumn 2005", "2005-23"), ("winter 1992/93", "1992-24"),
        ("early 1994", "1994-01/1994-04"), ("mid-1994", "1994-05/1994-08"), ("Late 1994", "1994-09/1994-12"),
        ("early 1990s", "1990/1993"), ("mid-1990s", "1994/1996"), ("the late 1990s", "1997/1999"),
        ("early May 2006", "2006-05-01/2006-05-10"), ("mid-May 2006", "2006-05-11/2006-05-20"),
        ("late February 2004", "2004-02-21/2004-02-29"),
        # periods
        ("2006-2008", "2006/2008"), ("2006\u20132008", "2006/2008"), ("2006 - 2008", "2006/2008"),
        ("2006 to 2008", "2006/2008"), ("from 2006 until 2008", "2006/2008"), ("between 1991 and 1995", "1991/1995"),
        ("May 2005 to August 2007", "2005-05/2007-08"), ("May 2005\u2013August 2007", "2005-05/2007-08"),
        ("May to August 2005", "2005-05/2005-08"), ("May-August 2005", "2005-05/2005-08"),
        ("19-21 May 2006", "2006-05-19/2006-05-21"), ("May 19\u201321, 2006", "2006-05-19/2006-05-21"),
        ("early 1994 to late 1995", "1994-01/1995-12"), ("1990s-2000s", "199X/200X"),
        # open periods
        ("since 2002", "2002/.."), ("from April 2002", "2002-04/.."), ("until 1995", "../1995"), ("by 1992", "[..1992]"),
        ("before 1992", "../1991"), ("before May 2006", "../2006-04"), ("before January 2006", "../2005-12"),
        ("before 1 March 2004", "../2004-02-29"), ("after 1995", "1996/.."), ("after the 1990s", "2000/.."),
        ("after summer 1992", "1992-09/.."), ("after 31 Dec 2006", "2007-01-01/.."), ("until early 1994", "../1994-04"),
    ],
)  # fmt: skip
def test_a_date_with_one_reading_is_accepted(text: str, meaning: str) -> None:
    assert edtf(text) == meaning


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("05/06/2006", ": it can be read in two ways; use 2006-06-05 or 2006-05-06"),
        ("06-05-2006", ": it can be read in two ways; use 2006-05-06 or 2006-06-05"),
        ("05.06.2006", ": it can be read in two ways; use 2006-06-05 or 2006-05-06"),
        ("2006/08", ": it can be read in two ways; use 2006-08 or 2006/2008"),
        ("2006\u201308", ": it can be read in two ways; use 2006-08 or 2006/2008"),
        ("1998-99", "; did you mean '1998/1999'?"),
        ("2006/05", "; did you mean '2006-05'?"),
        ("20th century", "; did you mean '1901/2000'?"),
        ("Mya 2006", "; did you mean 'May 2006'?"),
        ("mai 2006", "; did you mean 'May 2006'?"),
        ("19 Octobre 2006", "; did you mean '19 October 2006'?"),
        ("summr 1992", "; did you mean 'summer 1992'?"),
        ("erly 1994", "; did you mean 'early 1994'?"),
        ("'90s", ": its year has only two digits; use four digits, such as 2006"),
        ("5/19/06", ": its year has only two digits; use four digits, such as 2006"),
        (
            "May",
            " here: it has no year; add the year, such as May 2006; a timeline or a filter by date also takes XXXX-05",
        ),
        (
            "May 19",
            f" here: it has no year; add the year, such as May 19 2006; {ANY_YEAR}-05-19",
        ),
        ("xxxx-05-19", " here: it has no year; add the year, such as 2006-05-19"),
        ("30 Feb 2006", ": the month has 28 days; use a date that exists in the calendar"),
        ("2006-13", ": month 13 does not exist; use a date that exists in the calendar"),
        ("2008 to 2006", ": it ends before it starts; put the earlier date first"),
        ("before 0001", f"; {FORMS}"),
        ("after 9999", f"; {FORMS}"),
        ("today", f"; {FORMS}"),
        ("last year", f"; {FORMS}"),
        ("about early 2006", f"; {FORMS}"),
        ("summer 1992/93", f"; {FORMS}"),
        ("May 2006 to", f"; {FORMS}"),
        ("since since 2002", f"; {FORMS}"),
        ("", f"; {FORMS}"),
        ("2006 " * 20, f"; {FORMS}"),
    ],
)
def test_any_other_text_is_refused_with_the_form_to_write(text: str, message: str) -> None:
    with pytest.raises(AzmilError) as raised:
        edtf(text)
    assert str(raised.value) == f"'{text}' is not a valid date{message}"


MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


@settings(deadline=None)  # a busy machine may be slow
@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_a_day_has_the_same_meaning_in_every_form(day: date) -> None:
    month = MONTHS[day.month - 1]
    for text in (
        f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", f"{day.day} {month[:3]} {day.year}",
        f"{day.year} {month.upper()} {day.day}", f"{day.day}-{month[:3]}-{day.year}", f"{day.year}/{day.month}/{day.day}",
    ):  # fmt: skip
        assert edtf(text) == str(day)
    numbers = f"{day.day}.{day.month}.{day.year}"
    if day.day > 12 or day.day == day.month:
        assert edtf(numbers) == str(day)
    else:
        with pytest.raises(AzmilError, match=f"two ways; use .*{day}"):
            edtf(numbers)


WORDS = "2006 1992 1990s 199X May Jan 19 5/6/2006 08 to - \u2013 / .. since until before after early mid- late summer the of in between and from , ? ~ XXXX-05 06 [..1992]"


@settings(deadline=None)  # a busy machine may be slow
@given(st.one_of(st.text(max_size=20), st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)))
def test_any_text_means_a_valid_date_or_is_refused(text: str) -> None:
    """An error quotes the text."""
    try:
        meaning = edtf(text)
    except AzmilError as error:
        quoted = f"'{text}' is not a valid date".replace("\n", "\\n")
        if not error.message.startswith(quoted):
            pytest.fail(f"the message does not quote the text: {error.message}")
    else:
        assert dates.parse(meaning) == matching.days(text)


@pytest.mark.parametrize(
    ("text", "wanted"), [("XXXX-05", "05"), ("xxxx-05-19", "05-19"), ("XXXX-02-29", "02-29"), (" XXXX-12 ", "12")]
)
def test_a_date_of_any_year_is_a_month_or_a_day(text: str, wanted: str) -> None:
    assert any_year.parse(text) == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("XXXX-02-30", ": the month has 29 days; use a date that exists in the calendar"),
        ("XXXX-13", ": month 13 does not exist; use a date that exists in the calendar"),
        ("XXXX-22", ": month 22 does not exist; use a date that exists in the calendar"),
        ("XXXX", "; use a form like XXXX-05 or XXXX-05-19"),
        ("XXXX-05/XXXX-08", "; use a form like XXXX-05 or XXXX-05-19"),
        ("XXXX-05?", "; use a form like XXXX-05 or XXXX-05-19"),
    ],
)
def test_an_invalid_date_of_any_year_is_refused(text: str, message: str) -> None:
    with pytest.raises(AzmilError) as raised:
        any_year.parse(text)
    assert str(raised.value) == f"'{text}' is not a valid date{message}"


@pytest.mark.parametrize(
    ("date", "month", "day"),  # whether it is known to start or end in May, and on 19 May: yes, maybe, no
    [
        ("2006-05", "yes", "maybe"), ("2006-05-19", "yes", "yes"), ("2006-05-20", "yes", "no"), ("2006-06", "no", "no"),
        ("2006-05~", "yes", "maybe"), ("2006-05-19?", "yes", "yes"), ("2006", "maybe", "maybe"), ("199X", "maybe", "maybe"),
        ("2006%", "maybe", "maybe"), ("1992-21", "maybe", "maybe"), ("1992-22", "no", "no"), ("1992-24", "no", "no"),
        ("1993/1999", "maybe", "maybe"), ("2006-04/2006-06", "no", "no"), ("2005-05/..", "yes", "maybe"),
        ("2005/2006-12", "maybe", "maybe"), ("1992-05/1992-10", "yes", "maybe"), ("1992-01/1992-05-19", "yes", "yes"),
        ("/1992-05", "yes", "maybe"), ("../1992-05~", "yes", "maybe"), ("[..1992]", "maybe", "maybe"),
        ("[2006-05-03..2006-05-20]", "yes", "maybe"), ("[2006-05-03..2007-05-20]", "maybe", "maybe"),
        ("[2006-05-19..2006-05-19]", "yes", "yes"), ("[2006-06..2006-12]", "no", "no"), ("2001-09/", "no", "no"),
    ],
)  # fmt: skip
def test_a_date_starts_or_ends_in_a_month_of_any_year_if_it_is_known_to(
    base: Base, date: str, month: str, day: str
) -> None:
    dates.parse(date)
    for wanted, expected in (("05", month), ("05-19", day)):
        known = base.sql(
            f"SELECT {any_year.condition('date', wanted)} AS known FROM (SELECT :date AS date) AS x", date=date
        )
        found = "yes" if known[0]["known"] else "maybe" if any_year.may_include(date, wanted) else "no"
        assert found == expected


def test_29_february_is_only_in_leap_years() -> None:
    assert not any_year.may_include("2006", "02-29")
    assert any_year.may_include("2008", "02-29")
    assert not any_year.may_include("1897/1903", "02-29")
    assert any_year.may_include("[1897..1904]", "02-29")
