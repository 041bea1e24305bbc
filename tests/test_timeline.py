"""The timeline: days before their month, months before their year, and marks for planned events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil import Base
    from conftest import Result


def test_2006_begins_with_its_days_and_ends_with_the_whole_year(azmil: Callable[..., Result]) -> None:
    rows = azmil("timeline", "2006", "--format", "json").rows
    dates = [row["date"] for row in rows]
    days = list(dict.fromkeys(date for date in dates if len(date) == len("2006-05-19")))
    assert days == ["2006-05-19", "2006-06-05", "2006-10-09"]
    first_year = next(at for at, date in enumerate(dates) if date == "2006")
    assert {date for date in dates[first_year:] if "-" in date} == {
        "2005/2006-12"
    }  # the exercise, until the end of 2006
    assert set(dates[:first_year]) == {*days, "[..2006-10-09]"}  # what ANAMA confirmed as done by then
    assert len({row["id"] for row in rows}) == len(rows)


def test_events_only_planned_for_2006_are_marked(azmil: Callable[..., Result]) -> None:
    rows = azmil("timeline", "2006", "--format", "json").rows
    planned = [row["lines"] for row in rows if row["modality"] == "planned"]
    assert "9" in planned
    assert "134, 272" in planned
    assert "> planned" in azmil("timeline", "2006").out.splitlines()[-1]


def test_an_exercise_begun_before_2006_is_sorted_by_its_planned_end(azmil: Callable[..., Result]) -> None:
    """After it come the financing of the Partnership before its increase, and states observed in 2006."""
    rows = azmil("timeline", "2006", "--format", "json").rows
    assert [(row["date"], row["observed"], row["lines"]) for row in rows[-4:]] == [
        ("2005/2006-12", False, "9"),
        ("/2006", False, "332"),
        ("2006", True, "12"),
        ("2006", True, "61, 199"),
    ]


def test_an_observed_state_is_printed_as_of_its_date(azmil: Callable[..., Result]) -> None:
    """In line 12, Ilham Aliyev is President in 2006 and makes a visit in that year."""
    lines = azmil("timeline", "2006").out.splitlines()
    (post,) = [line for line in lines if "Ilham Aliyev was President" in line]
    (visit,) = [line for line in lines if "visited the United States" in line]
    assert post.strip().split("  ")[0] == "as of 2006"
    assert visit.strip().split("  ")[0] == "2006"


def test_a_state_with_an_unknown_start_is_not_in_earlier_periods(azmil: Callable[..., Result]) -> None:
    """Safar Abiyev was minister on 19 May 2006 (170); he may have been minister in 2005 too."""
    wanted = ("--kind", "appointment", "--about", "safar-abiyev", "--format", "json")
    found = {year: [row["lines"] for row in azmil("timeline", year, *wanted).rows] for year in ("2005", "2006", "2007")}
    assert found == {"2005": [], "2006": ["170, 305"], "2007": []}
    assert [row["lines"] for row in azmil("timeline", "2005", *wanted, "--ongoing").rows] == ["170, 305"]


def test_1919_lists_the_chiefs_of_staff(azmil: Callable[..., Result]) -> None:
    rows = azmil("timeline", "1919", "--format", "json").rows
    assert [(row["date"], row["lines"]) for row in rows] == [
        ("1919-03/1919-12-10", "68, 206"),
        ("1919-12-10/1920-04", "68, 206"),
    ]


def test_a_period_may_be_a_day_or_a_month(azmil: Callable[..., Result]) -> None:
    assert {row["date"] for row in azmil("timeline", "1994-05-04", "--format", "json").rows} == {"1994-05-04"}
    assert {row["date"] for row in azmil("timeline", "2005-05", "--format", "json").rows} >= {"2005-05"}


def test_undated_claims_have_the_words_of_the_source(azmil: Callable[..., Result]) -> None:
    rows = azmil("timeline", "--undated", "--format", "json").rows
    assert all(row["date"] is None for row in rows)
    wordings = {row["date_wording"]: row["lines"] for row in rows}
    assert wordings["Last year"] == "35, 111, 249"


def test_a_timeline_can_be_about_one_thing_or_of_one_kind(azmil: Callable[..., Result]) -> None:
    """The navy received boats and radar technology in 2006 (122, 166); the laser agreement is dated 2007 (123)."""
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


def test_claims_that_only_cover_a_period_are_added_on_request(azmil: Callable[..., Result]) -> None:
    """Demirbulak advised from 1992 to 1994 and Sadykhov from 1993 to 1999 (84).

    Those who held a post on another day, with unknown start and end, may have held it in 1995 too: Heydar Aliyev (1994),
    Ilham Aliyev (2004 and 2006), Abiyev and Hobbins (2006).
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


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        (["May", "2006"], "2006-05"),
        (["19", "May", "2006"], "2006-05-19"),
        (["May 19, 2006"], "2006-05-19"),
        (["2006-2007"], "2006/2007"),
        (["the", "1990s"], "199X"),
        (["early", "1994"], "1994-01/1994-04"),
        (["summer", "1992"], "1992-22"),
        (["since", "2008"], "2008/.."),
        (["before", "1920"], "../1919"),
        (["2006~"], "2006"),
    ],
)
def test_a_period_may_be_written_in_several_words(azmil: Callable[..., Result], words: list[str], edtf: str) -> None:
    found = azmil("timeline", *words, "--format", "json")
    assert (found.code, found.err) == (0, "")
    assert found.rows == azmil("timeline", edtf, "--format", "json").rows
    assert azmil("timeline", *words, "--sql").out == azmil("timeline", edtf, "--sql").out


def test_a_month_of_any_year_finds_what_is_known_to_begin_or_end_in_it(azmil: Callable[..., Result]) -> None:
    """Barshadli was Chief of Staff from May to October 1992 (82); ANAMA confirmed a clearance on 9 October 2006 (143).

    A planned exercise ended in December 2006 (9), and Demirbulak advised from 1992 to 1994 (84), in unknown months.
    """
    found = azmil("timeline", "XXXX-10", "--format", "json")
    assert [(row["date"], row["lines"]) for row in found.rows] == [
        ("1992-05/1992-10", "82"),
        ("2006-10-09", "143-144, 287-288"),
    ]
    december = azmil("timeline", "xxxx-12", "--format", "json").rows
    assert "9" in {row["lines"] for row in december if row["date"] == "2005/2006-12"}
    assert "1992/1994" not in {row["date"] for row in december}


def test_a_day_of_any_year_finds_what_is_known_to_happen_on_it(azmil: Callable[..., Result]) -> None:
    """Abiyev met Hobbins on 19 May 2006 (170, 176); the security concept was endorsed on 19 May 2007 (355)."""
    rows = azmil("timeline", "XXXX-05-19", "--format", "json").rows
    assert {(row["date"], row["lines"]) for row in rows} == {
        ("2006-05-19", "170, 305"),
        ("2006-05-19", "176, 311"),
        ("2007-05-19", "355"),
    }


def test_a_timeline_of_any_year_counts_the_dated_claims_that_it_cannot_place(
    azmil: Callable[..., Result], base: Base
) -> None:
    """Appointments of 1992 to 1994, 1993 to 1999 and 1997 to 2002 (83-84), one in 2006 (12), three from 1918 to 1920 (67)."""
    placed = azmil("timeline", "XXXX-10", "--kind", "appointment", "--format", "json")
    assert placed.err == "azmil: 7 rows omitted whose month or day is not known; add a year to include them\n"
    (left,) = base.timeline("XXXX-10", kind="appointment").left_out
    assert (left.count, left.reason, left.include) == (7, "imprecise", "use a date with a year")
    assert base.timeline("2006-10", kind="appointment").left_out == []


def test_a_date_that_does_not_exist_in_any_year_is_refused(azmil: Callable[..., Result]) -> None:
    ended = azmil("timeline", "XXXX-02-30")
    assert (ended.code, ended.out, ended.err) == (
        2,
        "",
        "azmil: 'XXXX-02-30' is not a valid date: the month has 29 days; use a date that exists in the calendar\n",
    )
    assert azmil("timeline", "XXXX-02-29", "--format", "json").rows == []
