"""Comparison of claims with lines: figures, dates, names, negations and hedges, without seeds or files."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from azmil.workbench.comparing import Figure, Finding, Named, Said, compare, naming, numbers, periods, unrelated

NAVY = Named("holder", "Marovian Navy", ("Marovian Navy",))
BOATS = Named("equipment", "patrol boats", ("patrol boats",))


def findings(line: str, **said: Any) -> list[tuple[str, ...]]:
    sentence = said.pop("sentence", "The Marovian Navy has 14 patrol boats.")
    return [tuple(finding) for finding in compare(Said(sentence, **said), [line])]


def count(value: int, qualifier: str = "exact", said: str = "") -> tuple[Figure, ...]:
    return (Figure("count", (value,), qualifier, said or f"{value:,}"),)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It has 14 boats.", [14]),
        ("It has 1,500 men, then 1500, 1 500 or 1'500.", [1500, 1500, 1500, 1500]),
        ("It has a dozen boats and half a dozen tugs.", [12, 6]),
        ("Two hundred engineers and twenty-two dogs", [200, 22]),
        ("two hundred and fifty men", [250]),
        ("some three thousand four hundred men", [3400]),
        ("a million rounds for 1.4 million dollars", [1_000_000, 1_400_000]),
        ("$2.46bn", [2_460_000_000]),
        ("0.4 percent of five men and two women", [Fraction("0.4"), 5, 2]),
        ("The MiG-29, the T-72B3 and the SA-8 flew in 2016 on 4 May, the 3rd day", []),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, values: list[Any]) -> None:
    assert [number.values[0] for number in numbers.counts(text)] == values


def test_a_point_may_separate_thousands_or_decimals() -> None:
    (number,) = numbers.counts("1.500 men")
    assert set(number.values) == {Fraction("1.5"), 1500}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("The navy has a dozen boats.", 12),
        ("It bought two hundred guns.", 200),
        ("It bought 1500 guns.", 1500),
        ("It bought 1,500 guns.", 1500),
        ("A radar stands at the border.", 1),
        ("There are no submarines.", 0),
        ("It is a fourth-generation aircraft.", 4),
    ],
)
def test_a_figure_is_found_in_words_and_digits(line: str, value: int) -> None:
    assert findings(line, figures=count(value)) == []
    other = count(value + 7)
    assert findings(line, figures=other) == [("figure", "count", str(f"{value + 7:,}"), "")]


def test_a_number_in_a_designation_is_not_a_figure() -> None:
    assert findings("It has MiG-29 aircraft.", figures=count(29)) == [("figure", "count", "29", "")]


@pytest.mark.parametrize(
    ("said", "line", "is_found"),
    [
        ("thousands", "Thousands of officers were trained.", True),
        ("thousands", "Hundreds of officers were trained.", False),
        ("several", "Various officers were trained.", True),
        ("not given", "Officers were trained.", True),
    ],
)
def test_words_for_a_number_are_looked_for(said: str, line: str, *, is_found: bool) -> None:
    assert (findings(line, figures=(Figure("count", (), "some", said),)) == []) is is_found


@pytest.mark.parametrize(
    ("qualifier", "words", "found"),
    [
        ("exact", "about 600", "about"),
        ("exact", "more than 600", "more-than"),
        ("exact", "an estimated 600", "about"),
        ("exact", "up to 600", "up-to"),
        ("exact", "600 or more", "at-least"),
        ("about", "600", "exact"),
        ("more-than", "up to 600", "up-to"),
        ("exact", "from 300 to 600", None),
        ("more-than", "in excess of 600", None),
        ("about", "some 600", None),
    ],
)
def test_a_figure_keeps_its_qualifier(qualifier: str, words: str, found: str | None) -> None:
    expected = [("exactness", "count", "600", found)] if found else []
    assert findings(f"It has {words} tanks.", figures=count(600, qualifier)) == expected


@pytest.mark.parametrize(
    ("date", "line", "missing"),
    [
        ("2016", "In 2016 it came.", []),
        ("2016", "In 2015 it came.", ["2016"]),
        ("2016-05", "It came in May 2016.", []),
        ("[1987..1989]", "It came in the late 1980s.", []),
        ("[1987..1989]", "It came in the 1980s.", ["1987"]),
        ("1981-05", "It came in the late 1980s.", ["1981"]),
        ("[1984..1986]", "It came in the mid-1980s.", []),
        ("2016-05", "It came in 2016.", ["May 2016"]),
        ("2016-05-19", "It came on 19 May 2016.", []),
        ("2016-05-19", "It came on 19.05.2016.", []),
        ("2016-05-19", "It came on 18 May 2016.", ["19 May 2016"]),
        ("1918/1920", "independence of 1918-20", []),
        ("1918/1921", "independence of 1918-20", ["1921"]),
        ("199X", "in the 1990s", []),
        ("199X", "in the nineties", []),
        ("199X", "in the 1980s", ["the 1990s"]),
        ("1992-22", "in summer 1992", []),
        ("1992-22", "in 1992", ["summer 1992"]),
        ("1994-01/1994-04", "early in 1994", []),
        ("2002-04/..", "since April 2002", []),
        ("[..2006-10-09]", "by 9 October 2006", []),
        ("2006~", "around 2006", []),
    ],
)
def test_years_months_and_days_are_looked_for(date: str, line: str, missing: list[str]) -> None:
    assert list(periods.missing(date, [line])) == missing


@pytest.mark.parametrize(
    ("names", "line", "is_found"),
    [
        (("Marovian Navy",), "The Marovian navy has tugs.", True),
        (("MiG-29",), "It flies MiG 29s.", True),
        (("MiG-29",), "It flies the MiG29.", True),
        (("MiG-29",), "It flies MiG-21s.", False),
        (("Ministry of Defense",), "The Ministry of Defence built it.", True),
        (("Ministry of Defense",), "The MoD built it.", True),
        (("Iran",), "It was built in Tirana.", False),
        (("Ivo Brandt",), "General Brandt commands it.", True),
        (("Karel Dusek",), "General Brandt commands it.", False),
        (("Marovian Navy", "sea forces"), "The sea forces have tugs.", True),
    ],
)
def test_names_are_found_in_other_spellings_and_in_part(names: tuple[str, ...], line: str, *, is_found: bool) -> None:
    thing = (Named("subject", names[0], names),)
    assert (findings(line, things=thing) == []) is is_found


def test_words_that_many_names_share_do_not_allude_to_one_of_them() -> None:
    assert naming.is_alluded_to(("Tesla River",), ["The River Elm is wide."])
    assert not naming.is_alluded_to(("Tesla River",), ["The River Elm is wide."], {"river"})
    assert naming.is_alluded_to(("Marovian Navy",), ["Naval strength was 4,500."], {"marov"})
    assert not naming.is_alluded_to(("Marovian Navy",), ["The strength was 4,500."], {"marov"})


@pytest.mark.parametrize(
    ("line", "kind", "word"),
    [
        ("The Marovian Navy plans to buy 14 patrol boats.", "stronger", "plans to"),
        ("The Marovian Navy is expected to get 14 patrol boats.", "stronger", "is expected to"),
        ("The Marovian Navy is in talks on 14 patrol boats.", "stronger", "in talks"),
        (
            "The purchase of 14 patrol boats for the Marovian Navy is under negotiation.",
            "stronger",
            "under negotiation",
        ),
        ("Talks on 14 patrol boats for the Marovian Navy are under way.", "stronger", "Talks on"),
        ("The Marovian Navy signed a new contract for 14 patrol boats.", "stronger", "signed a new contract"),
        ("The Marovian Navy has agreed to buy 14 patrol boats.", "stronger", "has agreed to"),
        ("Under the agreement, the Marovian Navy gets 14 patrol boats.", "stronger", "Under the agreement"),
        ("The Marovian Navy may have 14 patrol boats.", "stronger", "may"),
        ("The Marovian Navy could have 14 patrol boats.", "stronger", "could"),
        ("Reportedly, the Marovian Navy has 14 patrol boats.", "stronger", "Reportedly"),
        ("The Marovian Navy allegedly has 14 patrol boats.", "stronger", "allegedly"),
        ("It is alleged that the Marovian Navy has 14 patrol boats.", "stronger", "alleged"),
        ("According to a magazine, the Marovian Navy has 14 patrol boats.", "stronger", "According to"),
        ("The Marovian Navy does not have 14 patrol boats.", "negation", "not"),
        ("The Marovian Navy no longer has 14 patrol boats.", "negation", "no longer"),
        ("The ministry denied that the Marovian Navy has 14 patrol boats.", "negation", "denied"),
    ],
)
def test_a_claim_is_not_firmer_than_its_line(line: str, kind: str, word: str) -> None:
    said: dict[str, Any] = {"figures": count(14), "things": (NAVY, BOATS)}
    assert findings(line, **said) == [(kind, "modality", "asserted", word)]


@pytest.mark.parametrize(
    "line",
    [
        "The Marovian Navy has 14 patrol boats.",
        "The Marovian Navy has 14 patrol boats, and it plans to buy a tug.",
        "The Marovian Navy has 14 patrol boats, but no submarines.",
        "The Marovian Navy has 14 patrol boats and signed a contract for a tug.",
        "The Marovian Navy has 14 patrol boats and is in talks with the port.",
        "The army may get tanks; the Marovian Navy has 14 patrol boats.",
        "The tug is not new. The Marovian Navy has 14 patrol boats.",
        "In May the Marovian Navy had 14 patrol boats built according to NATO standards.",
        "Not only the army grew: the Marovian Navy has 14 patrol boats.",
    ],
)
def test_hedges_of_other_clauses_do_not_count(line: str) -> None:
    assert findings(line, figures=count(14), things=(NAVY, BOATS)) == []


@pytest.mark.parametrize(
    ("modality", "sentence"),
    [
        ("planned", "The Marovian Navy plans to buy 14 patrol boats."),
        ("rumoured", "The Marovian Navy may buy 14 patrol boats."),
        ("negotiated", "The Marovian Navy is in talks on 14 patrol boats."),
        ("contracted", "The Marovian Navy signed a contract for 14 patrol boats."),
    ],
)
def test_a_claim_with_the_modality_of_its_line_is_not_firmer(modality: str, sentence: str) -> None:
    said: dict[str, Any] = {"figures": count(14), "things": (NAVY, BOATS), "sentence": sentence}
    line = sentence.replace("The", "Then the")
    assert findings(line, modality=modality, **said) == []


def test_a_sentence_with_plans_is_firmer_without_a_modality_or_a_word_of_a_vocabulary() -> None:
    sentence = "The Marovian Navy plans to buy 14 patrol boats."
    found = [("stronger", "modality", "asserted", "plans to")]
    assert findings(sentence, sentence=sentence, things=(NAVY, BOATS)) == found
    assert findings(sentence, sentence=sentence, things=(NAVY, BOATS), words="planned") == []


def test_a_quoted_claim_is_attributed_or_doubted() -> None:
    line = "According to the Gazette, the Marovian Navy has 14 patrol boats."
    assert findings(line, speaker=("Gazette",)) == []
    assert findings(line, is_doubted=True) == []


@pytest.mark.parametrize("modality", ["rumoured", "planned", "negotiated", "feared", "denied"])
def test_a_modality_without_a_word_for_it_is_weaker_than_the_line(modality: str) -> None:
    line = "The Marovian Navy has 14 patrol boats."
    assert findings(line, modality=modality) == [("weaker", "modality", modality, "")]


def test_names_and_dates_may_be_in_the_context() -> None:
    said = Said("It has two bases.", dates=(("date", "2016"),), things=(NAVY,))
    assert [finding.kind for finding in compare(said, ["It has two bases."])] == ["date", "name"]
    assert compare(said, ["It has two bases."], ["In 2016 the Marovian Navy grew."]) == []


def test_a_claim_is_as_firm_as_the_firmest_passage() -> None:
    plans, facts = "The navy plans to buy 14 patrol boats.", "The navy bought 14 patrol boats."
    said = Said("The navy bought 14 patrol boats.", figures=count(14))
    assert compare(said, [plans, plans]) == [Finding("stronger", "modality", "asserted", "plans to")]
    assert compare(said, [plans, facts]) == []


def test_a_passage_that_states_no_part_of_the_claim_is_unrelated() -> None:
    said = Said("The navy bought 14 patrol boats.", figures=count(14), things=(NAVY, BOATS))
    assert unrelated(said, ["The navy bought 14 patrol boats.", "The army has tanks."]) == [1]
    assert unrelated(said, ["The navy bought 14 patrol boats.", "Its 14 patrol boats are new."]) == []
    assert unrelated(said, ["The army has tanks.", "It has rifles."]) == []
