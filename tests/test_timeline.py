"""The timeline: in order, days before their month, months before their year, and what was only planned marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ended


def test_2006_begins_with_its_three_days_in_order_and_goes_on_with_the_year(azmil: Callable[..., Ended]) -> None:
    rows = azmil("timeline", "2006", "--format", "json").rows
    dates = [row["date"] for row in rows]
    days = list(dict.fromkeys(date for date in dates if date.count("-") == 2 and "/" not in date))
    assert days == ["2006-05-19", "2006-06-05", "2006-10-09"]
    first_year = next(at for at, date in enumerate(dates) if date == "2006")
    assert all("-" not in date for date in dates[first_year:])
    assert set(dates[:first_year]) == {*days, "/2006-10-09"}  # what ANAMA confirmed had been done by then
    assert len({row["id"] for row in rows}) == len(rows)


def test_what_was_only_planned_for_2006_is_marked(azmil: Callable[..., Ended]) -> None:
    rows = azmil("timeline", "2006", "--format", "json").rows
    planned = [row["lines"] for row in rows if row["modality"] == "planned"]
    assert "9" in planned
    assert "134, 272" in planned
    assert "> planned" in azmil("timeline", "2006").out.splitlines()[-1]


def test_the_exercise_begun_before_2006_stands_where_it_was_to_end(azmil: Callable[..., Ended]) -> None:
    rows = azmil("timeline", "2006", "--format", "json").rows
    dates = [row["date"] for row in rows]
    assert dates[-1] == "/2006"  # the financing of the Partnership before it was increased in 2006
    assert (rows[-2]["date"], rows[-2]["lines"]) == ("2005/2006", "9")


def test_1919_says_who_was_chief_of_staff(azmil: Callable[..., Ended]) -> None:
    rows = azmil("timeline", "1919", "--format", "json").rows
    assert [(row["date"], row["lines"]) for row in rows] == [
        ("1919-03/1919-12-10", "68, 206"),
        ("1919-12-10/1920-04", "68, 206"),
    ]


def test_a_day_and_a_month_are_periods_too(azmil: Callable[..., Ended]) -> None:
    assert {row["date"] for row in azmil("timeline", "1994-05-04", "--format", "json").rows} == {"1994-05-04"}
    assert {row["date"] for row in azmil("timeline", "2005-05", "--format", "json").rows} >= {"2005-05"}


def test_what_has_no_date_is_given_with_the_words_of_the_source(azmil: Callable[..., Ended]) -> None:
    rows = azmil("timeline", "--undated", "--format", "json").rows
    assert all(row["date"] is None for row in rows)
    wordings = {row["date_wording"]: row["lines"] for row in rows}
    assert wordings["Last year"] == "35, 111, 249"


def test_a_timeline_can_be_about_one_thing_or_of_one_kind(azmil: Callable[..., Ended]) -> None:
    """The navy was given boats and radar technology in 2006 (122, 166); the laser agreement is of 2007 (123)."""
    rows = azmil("timeline", "2006/2007", "--about", "Azeri Navy", "--kind", "transfer", "--format", "json").rows
    assert sorted((row["date"], row["lines"]) for row in rows) == [
        ("2006", "122, 260"),
        ("2006", "166, 301"),
        ("2006", "166, 301"),
        ("2007", "123, 261"),
    ]
    ended = azmil("timeline", "2006", "--kind", "tranfser")
    assert (ended.code, ended.err.split(" the others")[0]) == (
        2,
        "azmil: there is no kind 'tranfser'; did you mean 'transfer'?",
    )


def test_what_merely_covers_a_period_is_added_on_request(azmil: Callable[..., Ended]) -> None:
    """Demirbulak advised from 1992 to 1994 and Sadykhov from 1993 to 1999 (84)."""
    wanted = ("timeline", "1995", "--kind", "appointment", "--format", "json")
    assert azmil(*wanted).rows == []
    assert [row["lines"] for row in azmil(*wanted, "--ongoing").rows] == ["83-84"]
