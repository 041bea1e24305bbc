"""Sentences of records: generation from patterns, and comparison of written sentences with the columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.seeds import forms
from azmil.values import dates
from azmil.values.quantities import HEDGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil.seeds.entry import Entry
    from azmil.values.problems import Problem

NO_FIGURE = Fault(
    "a sentence does not contain a figure of its record",
    "the sentence does not contain the figure of '{field}' ({value:,})",
    "add it, or correct '{field}'",
)
NO_HEDGE = Fault(
    "a sentence states an inexact figure as if it were exact",
    "the sentence does not hedge the figure of '{field}'",
    "add a word such as '{hedge}', or correct '{field}'",
)
NO_YEAR = Fault(
    "a sentence does not contain a year of its record",
    "the sentence does not contain the year {year} of '{field}'",
    "add it, or correct '{field}'",
)
NO_DATE_HEDGE = Fault(
    "a sentence states an uncertain or approximate date as if it were certain or exact",
    "the sentence does not hedge '{field}', which is marked with '{mark}'",
    "add a word such as '{hedge}', or correct '{field}'",
)
# The marks of dates, with the words for them in a sentence.
_DATE_HEDGES = (
    ("~%", ("about", "around", "approximately", "roughly", "circa")),
    ("?%", ("possibly", "probably", "perhaps", "presumably", "apparently", "may have", "might have", "uncertain")),
)
_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_FIELD = re.compile(r"\{(!?[\w.]+(?::\w+)?)\}")
_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_HEDGED = {hedge: re.compile(rf"\b(?:{'|'.join(words)})\b") for hedge, words in HEDGES.items()}
_YEAR = re.compile(r"\b(?:1|2)\d{3}\b")


def fill_pattern(pattern: str, word_for: Callable[[str], str]) -> str:
    """Return a sentence from the pattern of a kind; ``word_for`` returns the words for a field, or ''."""
    return finished(filled(pattern, word_for))


def filled(pattern: str, word_for: Callable[[str], str]) -> str:
    """Return a pattern with its fields in words.

    A part in brackets is omitted if one of its fields is empty, or if a field marked with ``!`` is not empty.
    """

    def is_satisfied(name: str) -> bool:
        return not word_for(name[1:]) if name.startswith("!") else bool(word_for(name))

    def part(match: re.Match[str]) -> str:
        inside = match[1]
        return inside if all(map(is_satisfied, _FIELD.findall(inside))) else ""

    def words(match: re.Match[str]) -> str:
        return "" if match[1].startswith("!") else word_for(match[1])

    return _FIELD.sub(words, _OPTIONAL.sub(part, pattern))


def finished(text: str) -> str:
    """Return the text of a sentence with single spaces, a capital and a full stop."""
    text = re.sub(r" ([,;.)])", r"\1", " ".join(text.split())).replace(") (", "; ")
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def figures(value: float) -> Iterator[str]:
    """Yield the ways to write a number in a sentence."""
    yield f"{value:,}"
    yield str(value)
    if isinstance(value, float):
        return
    if 0 <= value < len(_SMALL):
        yield _SMALL[value]
    for scale, name in _SCALES:
        whole, rest = divmod(value, scale)
        if whole and rest % (scale // 1000) == 0:
            fraction = f"{rest * 1000 // scale:03}".rstrip("0")
            yield f"{whole:,}{'.' + fraction if fraction else ''} {name}"


def _is_hedged(low: str, hedge: str) -> bool:
    """Return whether a sentence in lower case contains one of the words for a hedge."""
    return hedge not in _HEDGED or bool(_HEDGED[hedge].search(low))


def _contains(low: str, form: str) -> bool:
    """Return whether a sentence in lower case contains a figure that is not part of a longer one."""
    at = low.find(form)
    while at >= 0:
        before, after = low[at - 1 : at], low[at + len(form) :][:2]
        is_whole = not (before.isdecimal() or before in (".", ","))
        if is_whole and not (after[:1].isdecimal() or (after[:1] in (".", ",") and after[1:].isdecimal())):
            return True
        at = low.find(form, at + 1)
    return False


def disagreements(entry: Entry, sentence: str) -> Iterator[Problem]:
    """Yield a problem for each figure, hedge or year of the columns that a written sentence lacks."""
    low = sentence.casefold()
    for field in forms.figures(entry.cls):
        value = entry.values.get(field.column)
        if not isinstance(value, (int, float)):
            continue
        hedge = entry.values.get(f"{field.column}_qualifier")
        if hedge == "none":
            continue
        if not any(_contains(low, form) for form in figures(value)):
            yield entry.problem(NO_FIGURE, "sentence", field=field.name, value=value)
        elif not _is_hedged(low, hedge or ""):
            yield entry.problem(NO_HEDGE, "sentence", field=field.name, hedge=HEDGES[hedge or ""][0])
    yield from _bold_dates(entry, low)
    years = set(_YEAR.findall(sentence))
    worded = str(entry.values.get("date_wording") or "").casefold()
    for field in forms.dates(entry.cls):
        date = entry.values.get(field.column)
        if not date or (field.name == "date" and worded and worded in low):
            continue
        for year in _YEAR.findall(date):
            if year not in years:
                yield entry.problem(NO_YEAR, "sentence", year=year, field=field.name)


def _bold_dates(entry: Entry, low: str) -> Iterator[Problem]:
    """Yield a problem for each mark of a date for which a sentence in lower case has no word."""
    for field in forms.dates(entry.cls):
        date = entry.values.get(field.column)
        if not isinstance(date, str) or not dates.is_marked(date):
            continue
        for marks, words in _DATE_HEDGES:
            mark = next((mark for mark in marks if mark in date), "")
            if mark and not any(re.search(rf"\b{word}\b", low) for word in words):
                yield entry.problem(NO_DATE_HEDGE, "sentence", field=field.name, mark=mark, hedge=words[0])
