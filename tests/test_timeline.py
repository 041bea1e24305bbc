"""The timeline: days before their month, months before their year, and marks for planned events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from azmil.values.answers import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
    assert found.code == 0
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
    assert placed.err.splitlines()[-1] == (
        "azmil: 7 claims omitted whose month or day is not known; add a year to include them"
    )
    undated, left = base.timeline("XXXX-10", kind="appointment").left_out
    assert undated.reason == "no-date"
    assert (left.count, left.reason, left.include) == (7, "imprecise", "use a date with a year")
    assert "imprecise" not in {each.reason for each in base.timeline("2006-10", kind="appointment").left_out}


def test_a_date_that_does_not_exist_in_any_year_is_refused(azmil: Callable[..., Result]) -> None:
    ended = azmil("timeline", "XXXX-02-30")
    assert (ended.code, ended.out, ended.err) == (
        2,
        "",
        "azmil: 'XXXX-02-30' is not a valid date: the month has 29 days; use a date that exists in the calendar\n",
    )
    assert azmil("timeline", "XXXX-02-29", "--format", "json").rows == []


# The timeline of 2006 as one row per event, by hand: the row, the number of other claims from the same sentence with the
# same date and hedge, and the lines. One sentence (170) states a meeting with its subject, and two posts on that day; one
# (186) has three remarks of one official; the plans (134) and the works (167) are for two radar stations each; and the
# sentence on the mine clearance (147) gives seven figures.
EVENTS_OF_2006 = [
    ("abiyev-hobbins-meeting", 1, "170, 305"),
    ("hobbins-visit", 0, "176, 311"),
    ("hobbins-visit-purpose", 0, "176, 311"),  # attributed
    ("abiyev-minister-of-defense", 1, "170, 305"),  # observed
    ("wmd-training-2006", 0, "183-184, 318-319"),
    ("wmd-training-trainees", 0, "184, 319"),
    ("wmd-training-aim", 0, "185, 320"),
    ("wmd-training-part-of-ipap-help", 2, "186, 321"),
    ("us-non-proliferation-partner", 0, "187, 322"),
    ("anama-confirmation-2006", 0, "143-144, 287-288"),
    ("anama-area-cleared", 0, "143-144, 287-288"),  # dated by then
    ("anama-uxo-neutralized", 0, "144, 288"),
    ("anama-area-cleared-mechanically", 0, "145-146, 289-290"),
    ("ilham-aliyev-us-visit-2006", 0, "12"),
    ("section-907-repeal-expected", 0, "12"),  # an opinion
    ("us-boats-2006-military", 0, "16"),
    ("us-radar-technology-2006-military", 0, "16, 133, 271"),
    ("mig-29-from-ukraine-2006", 0, "24, 96, 234"),
    ("us-boats-2006", 0, "122, 260"),
    ("us-lerik-radar-modernization-planned", 1, "134, 272"),
    ("anama-clearance-2006", 7, "147, 291"),
    ("us-boats-2006-navy", 0, "166, 301"),
    ("us-radar-technology-2006-navy", 0, "166, 301"),  # disputed
    ("us-lerik-radar-modernization", 1, "167, 302"),
    ("pfp-financing-2006", 0, "332"),
    ("anti-terrorism-exercise-continuation", 0, "9"),
    ("pfp-financing-before-increase", 0, "332"),  # until 2006
    ("ilham-aliyev-president-2006", 0, "12"),  # observed
    ("iraq-northern-protection-2006", 0, "61, 199"),
]


def _cells(markdown: str) -> list[dict[str, str]]:
    """Return the rows of a Markdown table."""
    heads, _, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in markdown.splitlines()]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_claims_of_one_event_are_one_row_for_readers(azmil: Callable[..., Result]) -> None:
    ended = azmil("timeline", "2006", "--format", "md")
    more = re.compile(r" \(\+(\d) more\)$")
    rows = [(row["id"], more.search(row["fact"]), row["lines"]) for row in _cells(ended.out)]
    assert [(id_, int(found[1]) if found else 0, lines) for id_, found, lines in rows] == EVENTS_OF_2006
    assert ended.err.splitlines()[0] == (
        "azmil: 13 claims are folded into the rows of their events; --all lists each claim"
    )
    page = azmil("timeline", "2006", "--format", "html").out
    assert (page.count("<tr>"), page.count(" more)</td>")) == (1 + len(EVENTS_OF_2006), 6)
    for form in ("table", "vertical"):
        printed = " ".join(azmil("timeline", "2006", "--format", form).out.split())
        assert [printed.count(f"(+{number}: --all)") for number in (1, 2, 7)] == [4, 1, 1]


def test_formats_for_programs_have_every_claim_with_its_lead(azmil: Callable[..., Result], base: Base) -> None:
    """The first sentence of line 170 is the meeting, its subject, and the posts of both men on that day."""
    rows = azmil("timeline", "2006", "--format", "json").rows
    assert len(rows) == sum(1 + others for _, others, _ in EVENTS_OF_2006) == 42
    assert {row["id"]: row["same_event_as"] for row in rows if row["lines"] == "170, 305"} == {
        "abiyev-hobbins-meeting": None,
        "abiyev-hobbins-meeting-aim": "abiyev-hobbins-meeting",
        "abiyev-minister-of-defense": None,
        "hobbins-commander": "abiyev-minister-of-defense",
    }
    assert list(base.timeline(2006)) == rows
    lines = len(rows) + 1
    for form in ("csv", "tsv"):
        assert azmil("timeline", "2006", "--format", form).out.count("\n") == lines
    statement = azmil("timeline", "2006", "--sql").out
    assert azmil("sql", statement, "--format", "json").rows == [
        {name: value if not isinstance(value, bool) else int(value) for name, value in row.items()} for row in rows
    ]


def test_all_claims_are_rows_on_request(azmil: Callable[..., Result]) -> None:
    ended = azmil("timeline", "2006", "--all", "--format", "md")
    assert len(_cells(ended.out)) == 42
    assert "more)" not in ended.out
    assert "folded" not in ended.err
    assert "folded" not in azmil("timeline", "2006", "--format", "csv").err


def test_the_first_claim_leads_if_a_filter_excludes_the_lead(azmil: Callable[..., Result]) -> None:
    """The event of line 147 is no measure; its figures are."""
    rows = _cells(azmil("timeline", "2006", "--kind", "measure", "--format", "md").out)
    rows = [row for row in rows if row["lines"] == "147, 291"]
    assert [(row["id"], row["same_event_as"]) for row in rows] == [("anama-assistants", "anama-clearance-2006")]
    assert rows[0]["fact"].endswith(" (+6 more)")


def test_undated_claims_begin_with_those_dated_in_words_and_then_follow_by_kind(azmil: Callable[..., Result]) -> None:
    rows = _cells(azmil("timeline", "--undated", "--format", "md").out)
    worded = [(row["kind"], row["date_wording"], row["lines"]) for row in rows if row["date_wording"]]
    assert worded == [
        ("holding", "now", "24-25, 96, 234"),
        ("holding", "now", "25"),
        ("transfer", "now", "30, 101, 239"),
        ("transfer", "Last year", "35, 111, 249"),
        ("unit-relation", "during Iraq War", "61, 199"),
        ("measure", "So far", "15"),
        ("agreement-action", "Last year", "35, 111, 249"),
        ("event", "the last negotiations", "93, 225"),
        ("event", "In the past", "181, 316"),
        ("event", "In the past", "181, 316"),
        ("cooperation", "currently", "180, 315"),
        ("statement", "During the construction", "7"),
        ("statement", "So far", "20"),
        ("statement", "So far", "20"),
        ("statement", "now", "46"),
        ("statement", "since the fall of the Soviet Union", "51, 189"),
        ("statement", "over the last 15 years", "92, 224"),
    ]
    assert [row["date_wording"] for row in rows[: len(worded)]] == [wording for _, wording, _ in worded]
    kinds = [row["kind"] for row in rows[len(worded) :]]
    assert list(dict.fromkeys(kinds)) == [
        "holding", "transfer", "appointment", "unit-relation", "deployment", "measure", "limit", "agreement-action",
        "event", "cooperation", "production", "statement",
    ]  # fmt: skip
    assert kinds == sorted(kinds, key=list(dict.fromkeys(kinds)).index)
    events = [row["lines"] for row in rows[len(worded) :] if row["kind"] == "event"]
    assert [int(re.findall(r"\d+", lines)[0]) for lines in events] == sorted(
        int(re.findall(r"\d+", lines)[0]) for lines in events
    )


def test_a_timeline_says_how_many_claims_it_omits(azmil: Callable[..., Result], base: Base) -> None:
    """Vahid Aliyev's advisory post "since April 2002" (83-84) lasts beyond 2006, and two figures of the Navy are undated."""
    ended = azmil("timeline", "2006", "--about", "vahid-aliyev")
    assert ended.err.splitlines() == [
        "azmil: nothing found",
        "azmil: 1 claim omitted that began before the period and ended after it; --ongoing includes it",
        "azmil: 1 dated claim about vahid-aliyev; list it with: azmil timeline --about vahid-aliyev",
    ]
    assert base.timeline(2006, about="vahid-aliyev").left_out == [
        LeftOut(1, "spanning", "include ongoing claims"),
        LeftOut(1, "other-date", "ask for dated claims without a period"),
    ]
    undated = azmil("timeline", "2006", "--kind", "event").err.splitlines()[-1]
    assert (
        undated
        == "azmil: 10 undated claims of kind event omitted; list them with: azmil timeline --undated --kind event"
    )
    assert len(azmil("timeline", "--undated", "--kind", "event", "--format", "json").rows) == 10


def test_what_the_timeline_omits_is_what_its_options_add(base: Base) -> None:
    for period in ("1995", "2006", "2006-05-19", "199X", "2004/2005"):
        found = base.timeline(period)
        counts = {left.reason: left.count or 0 for left in found.left_out}
        added = len(base.timeline(period, ongoing=True)) - len(found)
        assert counts.get("spanning", 0) + counts.get("vague", 0) == added
        assert counts["no-date"] == len(base.timeline(undated=True))
    assert base.timeline("2006", ongoing=True).left_out == [
        LeftOut(309, "no-date", "ask for undated claims"),
    ]
    assert base.timeline(undated=True).left_out == []


def test_omitted_claims_are_not_counted_among_very_many_records(
    azmil: Callable[..., Result], base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("azmil.ask.timelines.MOST_COUNTED", 20)
    assert [(left.reason, left.count) for left in base.timeline(2006).left_out] == [
        ("no-date", None),
        ("spanning", None),
    ]
    assert azmil("timeline", "2006", "--all").err.splitlines() == [
        "azmil: undated claims omitted; list them with: azmil timeline --undated",
        "azmil: claims omitted that began before the period and may have ended after it; --ongoing includes them",
    ]
    assert [left.count for left in base.timeline(2006, about="vahid-aliyev").left_out] == [1, 1]


def test_an_empty_timeline_names_what_is_known_instead(azmil: Callable[..., Result], base: Base) -> None:
    """Kosovo is named by undated support for an operation there (181); since when Abiyev was minister is a gap (170)."""
    kosovo = azmil("timeline", "--about", "kosovo-territory")
    listing = "azmil timeline --undated --about kosovo-territory"
    assert kosovo.out == ""
    assert kosovo.err.splitlines()[:2] == [
        "azmil: nothing found",
        f"azmil: 1 undated claim about kosovo-territory omitted; list it with: {listing}",
    ]
    abiyev = azmil("timeline", "1993", "--about", "Safar Abiyev").err.splitlines()
    assert abiyev == [
        "azmil: nothing found",
        "azmil: 1 claim omitted that may have applied in the period; --ongoing includes it",
        "azmil: 2 dated claims about Safar Abiyev; list them with: azmil timeline --about 'Safar Abiyev'",
        "azmil: gap about Safar Abiyev: gap-abiyev-since; see: azmil show gap-abiyev-since",
    ]
    assert base.timeline(1993, about="safar-abiyev").left_out[-1] == LeftOut(
        1, "gap", "see gap-abiyev-since", name="gap-abiyev-since"
    )


def test_the_kinds_of_a_timeline_are_completed(azmil: Callable[..., Result]) -> None:
    assert azmil("complete", "bash", "azmil timeline --kind tr", "tr", "9").out == "words\ntransfer\n"


def test_facts_are_folded_like_the_timeline(azmil: Callable[..., Result], base: Base) -> None:
    """Line 147 is one event with seven figures; the limit counts rows of the table, ``--count`` claims."""
    wanted = ("query", "facts", "--cites", "143-147", "--columns", "fact,lines")
    rows = _cells(azmil(*wanted, "--format", "md").out)
    assert [row["lines"] for row in rows] == ["143-144, 287-288"] * 2 + ["144, 288", "145-146, 289-290", "147, 291"]
    assert list(rows[0]) == ["fact", "hedge", "lines"]
    assert rows[-1]["fact"].endswith("(+7 more)")
    assert len(_cells(azmil(*wanted, "--all", "--format", "md").out)) == 12
    assert azmil("query", "facts", "--cites", "143-147", "--count").out == "12\n"
    assert len(_cells(azmil(*wanted, "--limit", "5", "--format", "md").out)) == 5
    four = azmil(*wanted, "--limit", "4", "--format", "md")
    assert len(_cells(four.out)) == 4
    assert four.err == "azmil: only the first 4 rows are shown; raise --limit to show more\n"
    assert len(azmil(*wanted, "--limit", "7", "--format", "json").rows) == 7
    assert len(base.query("facts", cites="143-147", columns="fact")) == 12
    assert len(_cells(azmil("query", "facts", "--cites", "147", "--columns", "lines", "--format", "md").out)) == 8


def test_a_user_defined_report_with_events_is_folded(azmil: Callable[..., Result], tmp_path: Path) -> None:
    report = tmp_path / "clearance.sql"
    report.write_text(
        "-- Mine clearance.\n--\n-- id (id): claim\n-- fact (prose): claim in a sentence\n-- same_event_as (id): lead claim\n"
        "SELECT id, fact, same_event_as FROM facts_report WHERE lines = '147, 291'\n",
        encoding="utf-8",
    )
    assert len(_cells(azmil("query", str(report), "--format", "md").out)) == 1
    assert len(_cells(azmil("query", str(report), "--all", "--format", "md").out)) == 8
