"""Words that say how exact a figure is: before it, after it, or in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from azmil.workbench.comparing.numbers import Number

# Words right before a figure, by qualifier; a currency, an article or a "total of" may come between.
_BEFORE = {
    "about": (
        r"about|around|approximately|approx\.?|roughly|some|circa|ca?\.|nearly|almost|close to|an estimated|"
        r"estimated(?: at)?|in the region of|in the order of"
    ),
    "more-than": (
        r"over|more than|above|(?:in|to)? ?(?:the )?excess of|exceed(?:s|ed|ing)?|upwards of|greater than|larger than"
    ),
    "at-least": r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of",
    "up-to": r"up to|as many as|as much as|at most|no more than|not more than|a maximum of|maximum of",
    "less-than": r"under|less than|fewer than|below|lower than",
}
_BETWEEN = r"\s*(?:a total of |the |an? |US|U\.S\. ?)?[$€£~]?\s*$"
_QUALIFIERS = {name: re.compile(rf"\b(?:{words}){_BETWEEN}", re.IGNORECASE) for name, words in _BEFORE.items()}
_AFTER = {
    "about": re.compile(r"\s*(?:\w+ )?(?:or so|approximately|approx\.?)\b", re.IGNORECASE),
    "at-least": re.compile(r"\s*(?:\w+ )?(?:or more|and more|plus)\b|\+", re.IGNORECASE),
    "up-to": re.compile(r"\s*(?:\w+ )?(?:or (?:less|fewer)|at most)\b", re.IGNORECASE),
}
WIDTH = 40  # characters before a figure that are searched
# Other words for words that stand for a number.
_SAME = {
    "a lot": r"a lot|lots|plenty|a great (?:many|deal)|a large number",
    "a number": r"an? (?:\w+ )?number|number of",
    "a few": r"a few|few",
    "numerous": r"numerous|many",
    "many": r"many|numerous|much",
    "most": r"most|mostly|majority|bulk|mainly",
    "almost all": r"almost all|nearly all|almost every|almost entirely|most",
    "some": r"some|several|certain|an? (?:\w+ )?number|partly|part",
    "several": r"several|some|a few|various|multiple|an? (?:\w+ )?number",
}


def qualifier(text: str, number: Number) -> str:
    """Return the code of the qualifier that a number in a text has."""
    before = text[max(0, number.start - WIDTH) : number.start]
    for name, pattern in _QUALIFIERS.items():
        if pattern.search(before):
            return name
    for name, pattern in _AFTER.items():
        if pattern.match(text, number.end):
            return name
    return "exact"


def has_words(said: str, text: str) -> bool:
    """Return whether a text contains the words for a number that is not given, or words like them."""
    if said in ("not given", "none"):
        return True
    return re.search(rf"\b(?:{_SAME.get(said, re.escape(said))})\b", text, re.IGNORECASE) is not None
