"""The timeline: in order, days before their month, months before their year, and what was only planned marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Result


def test_2006_starts_with_its_three_days_in_order_and_ends_with_the_year(azmil: Callable[..., Result]) -> None:
    rows = azmil("timeline", "2006", "--format", "json").rows
    dates = [row["date"] for row in rows]
    days = list(dict.fromkeys(date for date in dates if len(date) == len("2006-05-19")))
    assert days == ["2006-05-19", "2006-06-05", "2006-10-09"]
    first_year = next(at for at, date in enumerate(dates) if date == "2006")
    assert {date for date in dates[first_year:] if "-" in date} == {"2005/2006-12"}  # the exercise: to the end of 2006
    assert set(dates[:first_year]) == {*days, "[..2006-10-09]"}  # what ANAMA confirmed had been done by then
    assert len({row["id"] for row in rows}) == len(rows)


def test_what_was_only_planned_for_2006_is_marked(azmil: Callable[..., Result]) -> None:
    rows = azmil("timeline", "2006", "--format", "json").rows
    planned = [row["lines"] for row in rows if row["modality"] == "planned"]
    assert "9" in planned
    assert "134, 272" in planned
    assert "> planned" in azmil("timeline", "2006").out.splitlines()[-1]


def test_the_exercise_begun_before_2006_is_sorted_by_its_planned_end(azmil: Callable[..., Result]) -> None:
    """After it come the financing of the Partnership before its increase, and what was so in 2006, since whenever."""
    rows = azmil("timeline", "2006", "--format", "json").rows
    assert [(row["date"], row["observed"], row["lines"]) for row in rows[-4:]] == [
        ("2005/2006-12", False, "9"),
        ("/2006", False, "332"),
        ("2006", True, "12"),
        ("2006", True, "61, 199"),
    ]


def test_a_state_is_shown_as_of_the_date_on_which_it_was_seen(azmil: Callable[..., Result]) -> None:
    """Line 12 has Ilham Aliyev as President in 2006, who made a visit in that year."""
    lines = azmil("timeline", "2006").out.splitlines()
    (post,) = [line for line in lines if "Ilham Aliyev was President" in line]
    (visit,) = [line for line in lines if "visited the United States" in line]
    assert post.strip().split("  ")[0] == "as of 2006"
    assert visit.strip().split("  ")[0] == "2006"


def test_what_began_at_an_unknown_time_is_not_of_every_period_before(azmil: Callable[..., Result]) -> None:
    """Safar Abiyev was minister on 19 May 2006 (170): that is of 2006, and may have been so in 2005."""
    wanted = ("--kind", "appointment", "--about", "safar-abiyev", "--format", "json")
    found = {year: [row["lines"] for row in azmil("timeline", year, *wanted).rows] for year in ("2005", "2006", "2007")}
    assert found == {"2005": [], "2006": ["170, 305"], "2007": []}
    assert [row["lines"] for row in azmil("timeline", "2005", *wanted, "--ongoing").rows] == ["170, 305"]


def test_1919_says_who_was_chief_of_staff(azmil: Callable[..., Result]) -> None:
    rows = azmil("timeline", "1919", "--format", "json").rows
    assert [(row["date"], row["lines"]) for row in rows] == [
        ("1919-03/1919-12-10", "68, 206"),
        ("1919-12-10/1920-04", "68, 206"),
    ]


def test_a_day_and_a_month_are_periods_too(azmil: Callable[..., Result]) -> None:
    assert {row["date"] for row in azmil("timeline", "1994-05-04", "--format", "json").rows} == {"1994-05-04"}
    assert {row["date"] for row in azmil("timeline", "2005-05", "--format", "json").rows} >= {"2005-05"}


def test_what_has_no_date_is_given_with_the_words_of_the_source(azmil: Callable[..., Result]) -> None:
    rows = azmil("timeline", "--undated", "--format", "json").rows
    assert all(row["date"] is None for row in rows)
    wordings = {row["date_wording"]: row["lines"] for row in rows}
    assert wordings["Last year"] == "35, 111, 249"


def test_a_timeline_can_be_about_one_thing_or_of_one_kind(azmil: Callable[..., Result]) -> None:
    """The navy was given boats and radar technology in 2006 (122, 166); the laser agreement is of 2007 (123)."""
    rows = azmil("timeline", "2006/2007", "--about", "Azeri Navy", "--kind", "transfer", "--format", "json").rows
    assert sorted((row["date"], row["lines"]) for row in rows) == [
        ("2006", "122, 260"),
        ("2006", "166, 301"),
        ("2006", "166, 301"),
        ("2007", "123, 261"),
    ]
    ended = azmil("timeline", "2006", "--kind", "tranfser")
    assert (ended.code, ended.err.split(" other values")[0]) == (
        2,
        "azmil: no such kind 'tranfser'; did you mean 'transfer'?",
    )


def test_what_merely_covers_a_period_is_added_on_request(azmil: Callable[..., Result]) -> None:
    """Demirbulak advised from 1992 to 1994 and Sadykhov from 1993 to 1999 (84).

    Who held a post on a day before or after, and nobody says since when or until when, may have held it too: Heydar
    Aliyev (1994), Ilham Aliyev (2004 and 2006), Abiyev and Hobbins (2006).
    """
    wanted = ("timeline", "1995", "--kind", "appointment", "--format", "json")
    assert azmil(*wanted).rows == []
    rows = azmil(*wanted, "--ongoing").rows
    assert [(row["date"], row["lines"]) for row in rows if not row["observed"]] == [("1993/1999", "83-84")]
    assert sorted((row["date"], row["lines"]) for row in rows if row["observed"]) == [
        ("1994-05-04", "325-326"),
        ("2004-05", "343-344"),
        ("2006", "12"),
        ("2006-05-19", "170, 305"),
        ("2006-05-19", "170, 305"),
    ]
