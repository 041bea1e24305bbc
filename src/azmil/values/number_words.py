"""Numbers in words, such as ``two dozen`` and ``half a million``, as figures."""

from __future__ import annotations

import re

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_UNITS.split(), 1)}
_SMALL |= {word: value for value, word in enumerate(_TENS.split(), 2) for value in [value * 10]}
_GROUPS = {"dozen": 12, "hundred": 100, "thousand": 1000}
_SCALES = "million|billion|trillion"  # which stay words after a figure
_HALVES = {"half a million": "500000", "half a billion": "500 million", "half a trillion": "500 billion"}
_HALF = re.compile("|".join(_HALVES))
_FIRST = rf"(?:half )?an?(?= (?:{'|'.join(_GROUPS)}|{_SCALES})\b)|half(?= dozen\b)|{'|'.join(_SMALL)}"
_NEXT = (
    rf"(?: and a half(?= \w)|(?:(?<=hundred) and |(?<=thousand) and | |(?<=ty)-)(?:{'|'.join((*_SMALL, *_GROUPS))})\b)"
)
_RUN = re.compile(rf"(?<![\w.,-])(?:{_FIRST})\b{_NEXT}*(?![\w-])")


def in_figures(text: str) -> str:
    """Return a text in small letters with its numbers in words as figures; what is no number stays as it is.

    Examples: ``some 24`` for "some two dozen", ``500000`` for "half a million", ``1 million`` for "one million".
    """
    text = _HALF.sub(lambda match: _HALVES[match[0]], text)
    if text.startswith("between "):  # the "and" between two figures is no part of either
        first, word, last = text.rpartition(" and ")
        return f"{_RUN.sub(_figure, first)}{word}{_RUN.sub(_figure, last)}"
    return _RUN.sub(_figure, text)


def _figure(match: re.Match[str]) -> str:
    """Return the figure of number words, or the words themselves if they are no number."""
    total, current, half = 0.0, 0.0, 0.0
    for word in match[0].replace("and a half", "half").replace("-", " ").split():
        value = _SMALL.get(word, 0)
        if word == "half":
            half = 0.5
        elif word in ("a", "an"):
            current += not half
        elif value and _is_free(current, value):
            current += value
        elif word in _GROUPS and 0 < current + half < _GROUPS[word] and not (total and word == "dozen"):
            current, half = (current + half) * _GROUPS[word], 0.0
            if word == "thousand":
                total, current = total + current, 0.0
        elif word != "and":
            return match[0]
    return f"{total + current + half:.10g}"


def _is_free(before: float, value: int) -> bool:
    """Return whether a number below 100 can follow another one: ``hundred five``, ``twenty-five``, not ``two five``."""
    return before % 100 == 0 or (value < 10 and before % 10 == 0 and before % 100 >= 20)  # noqa: PLR2004
