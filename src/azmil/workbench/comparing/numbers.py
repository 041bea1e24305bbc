"""Numbers in English text, in digits or in words."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
UNITS = {word: value for value, word in enumerate(_TO_NINETEEN.split())}
TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),  # noqa: SIM905
        strict=True,
    )
}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_TO_TWENTIETH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: value for value, word in enumerate(_TO_TWENTIETH.split(), 1)}
# Other words for a number: whole things, and parts in percent.
OTHERS = {
    **dict.fromkeys(("no", "none", "nil", "without"), 0),
    **dict.fromkeys(("single", "sole", "only", "once"), 1),
    **dict.fromkeys(("pair", "couple", "both", "twice", "double", "twin"), 2),
    **dict.fromkeys(("trio", "triple"), 3),
    "half": 50,
    "quarter": 25,
}
# Endings that mean a factor, and units of measurement, which may follow digits without a space.
_FACTORS = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9}
_AFTER = frozenset("st nd rd th km m mm cm nm mi ft kg t g hp kt kn kw mw ha".split())  # noqa: SIM905
_GROUPED = r"\d{1,3}(?:[ ,.'’\u00a0\u2009\u202f]\d{3})+(?![\d])|\d+"
_WORDS = "|".join((*UNITS, *TENS, *SCALES, *ORDINALS, *OTHERS, "and", rf"an?(?=[ -](?:{'|'.join(SCALES)})\b)"))
_TOKEN = re.compile(
    rf"(?P<number>(?:{_GROUPED})(?:[.,]\d+)?)(?P<after>[A-Za-z]*)|\b(?P<word>{_WORDS})\b", re.IGNORECASE
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", re.IGNORECASE)
_ONE = re.compile(r"\b(?:an?|the|its|his|her|their|this|that)\b", re.IGNORECASE)
_OPENERS = {*UNITS, *TENS, "a", "an", "half"}
Value = Fraction | int
FIRST_YEAR, LAST_YEAR = 1800, 2100  # plain digits of four that are taken for a year


class Number(NamedTuple):
    """A number in a text: the values that it may have, its place, and what kind it is.

    The kind is ``count``, ``year``, ``day`` (of a month), ``ordinal``, ``part`` of a designation such as ``MiG-29``, or
    ``word`` for a word such as ``both`` or ``no`` that only implies a number.
    """

    values: tuple[Value, ...]
    start: int
    end: int
    kind: str


class _Token(NamedTuple):
    start: int
    end: int
    word: str  # in lower case; empty for digits
    values: tuple[Value, ...]
    kind: str


@lru_cache(16_384)
def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers in a text, in order."""
    tokens = [_token(text, match) for match in _TOKEN.finditer(text)]
    return tuple(_combined(text, tokens))


def _token(text: str, match: re.Match[str]) -> _Token:
    if match["word"]:
        return _Token(*match.span(), match["word"].casefold(), (), "word")
    after = match["after"].casefold()
    return _Token(*match.span(), "", _values(match["number"], after), _kind(text, match, after))


def _values(digits: str, after: str) -> tuple[Value, ...]:
    """Return the values that digits may have: ``1.500`` is 1500 or one and a half."""
    readings: list[Value] = []
    if re.fullmatch(r"\d+", digits):
        readings.append(int(digits))
    elif match := re.fullmatch(r"(\d{1,3}(?:[ ,.'’\u00a0\u2009\u202f]\d{3})*|\d+)(?:[.,](\d+))?", digits):
        whole = re.sub(r"\D", "", match[1])
        readings.append(Fraction(f"{whole}.{match[2]}") if match[2] else int(whole))
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        readings.append(Fraction(digits.replace(",", ".")))
    if after in _FACTORS:
        readings = [*(value * _FACTORS[after] for value in readings), *readings]
    return tuple(dict.fromkeys(readings))


def _kind(text: str, match: re.Match[str], after: str) -> str:
    before = text[max(0, match.start() - 2) : match.start()]
    if before[-1:].isalpha() or (before[-1:] in "-‐‑./" and before[:1].isalnum() and not before[:1].isdigit()):
        return "part"
    if after in ("st", "nd", "rd", "th"):
        return "day" if _is_beside_month(text, match) else "ordinal"
    if after == "s" and len(match["number"]) == 4:  # noqa: PLR2004 - a decade
        return "year"
    if after and after not in _FACTORS and after not in _AFTER:
        return "part"
    if re.fullmatch(r"\d{4}", match["number"]) and FIRST_YEAR <= int(match["number"]) <= LAST_YEAR:
        return "year"
    return "day" if _is_beside_month(text, match) else "count"


def _is_beside_month(text: str, match: re.Match[str]) -> bool:
    """Return whether digits are the day of a month."""
    digits = match["number"]
    if not re.fullmatch(r"\d{1,2}", digits) or not 1 <= int(digits) <= 31:  # noqa: PLR2004 - days of a month
        return False
    before = text[: match.start()].split()[-1:]
    after = text[match.end() :].replace("of ", " ").split()[:1]
    return any(_MONTH.fullmatch(word.strip(",")) for word in (*before, *after))


def _combined(text: str, tokens: list[_Token]) -> Iterator[Number]:
    """Yield the numbers of tokens, of which several in a row may make up one number."""
    at = 0
    while at < len(tokens):
        number, used = _number_at(text, tokens, at)
        if number is not None:
            yield number
        at += used


def _number_at(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    """Return the number that begins at a token, if any, and how many tokens it takes."""
    first = tokens[at]
    if first.values:
        end = at + 1
        factor = 1
        while first.kind in ("count", "year") and end < len(tokens) and _is_joined(text, tokens, end):
            if tokens[end].word not in SCALES:
                break
            factor *= SCALES[tokens[end].word]
            end += 1
        values = tuple(value * factor for value in first.values)
        return Number(values, first.start, tokens[end - 1].end, "count" if factor > 1 else first.kind), end - at
    if first.word in ORDINALS:
        return Number((ORDINALS[first.word],), first.start, first.end, "ordinal"), 1
    value, end = _in_words(text, tokens, at)
    if end > at:
        return Number((value,), first.start, tokens[end - 1].end, "count"), end - at
    if first.word in OTHERS:
        return Number((OTHERS[first.word],), first.start, first.end, "word"), 1
    return None, 1


def _in_words(text: str, tokens: list[_Token], at: int) -> tuple[int, int]:
    """Return the value of number words from a token on, and the index after the last of them."""
    if tokens[at].word not in _OPENERS:
        return 0, at
    total, current, end = 0, 0, at
    words = [token.word for token in tokens[at : at + 12]]
    if words[:1] == ["half"] and words[1:2] in (["a"], ["dozen"]) and "dozen" in words[1:3]:
        return 6, at + words.index("dozen") + 1
    if words[:1] in (["a"], ["an"], ["one"]) and words[1:2] and words[1] in SCALES:
        current, end = 1, at + 1
    while end < len(tokens) and (end == at or _is_joined(text, tokens, end)):
        word = tokens[end].word
        if word in UNITS and (current % 100 == 0 or (current % 10 == 0 and UNITS[word] < 10 and current % 100 >= 20)):  # noqa: PLR2004
            current += UNITS[word]
        elif word in TENS and current % 100 == 0:
            current += TENS[word]
        elif word in ("hundred", "dozen") and current:
            current *= SCALES[word]
        elif word in SCALES and current:
            total, current = total + current * SCALES[word], 0
        elif not (word == "and" and (total or current >= 100) and _goes_on(tokens, end)):  # noqa: PLR2004
            break
        end += 1
    return total + current, end


def _goes_on(tokens: list[_Token], end: int) -> bool:
    """Return whether a number word follows the word 'and'."""
    return end + 1 < len(tokens) and (tokens[end + 1].word in UNITS or tokens[end + 1].word in TENS)


def _is_joined(text: str, tokens: list[_Token], at: int) -> bool:
    """Return whether only a space or a hyphen separates a token from the one before it."""
    return text[tokens[at - 1].end : tokens[at].start] in (" ", "-", "‑", "\u00a0")


def contains_one(text: str) -> bool:
    """Return whether a text may count one thing, which often takes only an article."""
    return _ONE.search(text) is not None


def counts(text: str) -> list[Number]:
    """Return the numbers in a text that count or measure something; not years, days, ordinals and designations."""
    return [number for number in numbers(text) if number.kind == "count"]
