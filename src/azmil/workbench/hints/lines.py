"""Hints that compare claims with the lines that they cite, where the text of the source is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from azmil.seeds import rows
from azmil.workbench.comparing import Finding, Said, compare, numbers, unrelated
from azmil.workbench.hints.base import Hint, Place, explains, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.seeds.entry import Entry
    from azmil.workbench.hints.reading import Reading

# What two parties may do about something, and the words for it in a line or a claim.
_DEALS = {
    "talks": re.compile(r"\b(?:talks|negotiat\w+)\b", re.IGNORECASE),
    "an agreement": re.compile(
        r"\b(?:agreements?|agreed|contract\w*|deals?|treat(?:y|ies)|memorand\w+)\b", re.IGNORECASE
    ),
}
NEAR = 3  # lines before and after the cited ones in which the words are looked for
FEWEST = 2  # figures of a line that no claim has
_ABSENT = ("figure", "date", "name")
_QUALIFIERS = {
    "about": "about", "more-than": "more than", "at-least": "at least", "up-to": "up to", "less-than": "less than",
}  # fmt: skip


def compared_with_lines(reading: Reading) -> Iterator[Hint]:
    """Yield the hints ``not-in-lines``, ``stronger`` and ``weaker`` of claims."""
    for claim in reading.claims:
        lines = reading.lines(claim) if claim.values.get("standing") != "superseded" else None
        if lines is not None:
            yield from of_claim(reading, claim, lines)


def of_claim(reading: Reading, claim: Entry, lines: tuple[list[str], list[str]]) -> Iterator[Hint]:
    """Yield the hints of a claim, compared with the lines that it cites and with their context."""
    said = reading.said(claim)
    findings = compare(said, *lines, common=reading.common)
    absent = [finding for finding in findings if finding.kind in _ABSENT and not _is_explained(claim, finding)]
    known = _named_before(reading, claim, said, absent)
    absent = [finding for finding in absent if finding not in known]
    if absent and not explains(claim, ("not-in-lines",)):
        yield _absent(reading, claim, said, absent)
    elif not absent and not known and not explains(claim, ("not-in-lines",)):
        yield from _unrelated(reading, claim, said, lines)
    for finding in findings:
        if finding.kind not in _ABSENT and (hint := _strength(claim, finding)) is not None:
            yield hint


def _named_before(reading: Reading, claim: Entry, said: Said, absent: list[Finding]) -> list[Finding]:
    """Return the findings of names in an earlier line of the paragraph or of the NEAR before: 'it' can mean them."""
    names = [finding for finding in absent if finding.kind == "name" and finding.field != "attribution"]
    earlier = list(_earlier(reading, claim)) if names else []
    return [finding for finding in names if any(_names(reading, said, finding, line) for line in earlier)]


def _earlier(reading: Reading, claim: Entry) -> Iterator[str]:
    """Yield the lines of the paragraphs of cited lines, or NEAR at least, before these."""
    for source, first, _, role in rows.citations_of(reading.book, claim):
        before = reading.text_of(source)[: first - 1] if role == "states" else []
        is_paragraph = True
        for distance, line in enumerate(reversed(before), 1):
            is_paragraph = is_paragraph and bool(line.strip())
            if not is_paragraph and distance > NEAR:
                break
            yield line


def _names(reading: Reading, said: Said, finding: Finding, line: str) -> bool:
    """Return whether a line contains a name that a finding misses."""
    things = tuple(each for each in said.things if each.field == finding.field)
    found = compare(replace(said, figures=(), dates=(), things=things), [line], common=reading.common)
    return not any(each.kind == "name" and each.said == finding.said for each in found)


def _is_explained(claim: Entry, finding: Finding) -> bool:
    """Return whether the note of a claim mentions what its lines do not contain, or the field."""
    return explains(claim, (finding.said, finding.said.replace(",", ""), finding.field))


def _absent(reading: Reading, claim: Entry, said: Said, absent: list[Finding]) -> Hint:
    named = [f"{finding.said!r} ('{finding.field}')" for finding in absent]
    field = next(finding.field for finding in absent)
    is_attributed = field == "attribution"
    near = _nearby(reading, claim, said, absent)
    lines = reading.locator(claim)
    is_one = lines.rpartition(" ")[2].rpartition(":")[2].isdigit()
    message = f"{lines} {'does' if is_one else 'do'} not contain {listed(named, 'or')}"
    if near:
        message += f", but {near} does"
        advice = f"cite {near}, add it to 'context', or explain it in 'note'"
    elif {finding.kind for finding in absent} == {"figure"}:
        advice = "correct the figure or the lines, or explain it in 'note'"
    else:
        advice = "correct the field or the lines, add the lines that say so to 'context', or explain it in 'note'"
    place = Place.of(claim, "attribution" if is_attributed else field)
    return Hint("not-in-lines", message, advice, (place,))


def _unrelated(reading: Reading, claim: Entry, said: Said, lines: tuple[list[str], list[str]]) -> Iterator[Hint]:
    """Yield a hint for lines that state no part of a claim, unlike its other lines."""
    ranges = [cited for cited in rows.citations_of(reading.book, claim) if cited[3] == "states"]
    for at in unrelated(said, *lines, common=reading.common):
        source, first, last, _ = ranges[at]
        wrong = reading.printed(source, first, last)
        parts = [
            word for word, has in (("figures", said.figures), ("dates", said.dates), ("names", said.things)) if has
        ]
        message = f"{wrong} {'does' if first == last else 'do'} not contain the {listed(parts, 'or')} of the claim"
        advice = "correct the lines, move them to 'context', or explain them in 'note'"
        if not explains(claim, (wrong, wrong.rpartition(":")[2])):
            yield Hint("not-in-lines", f"{message}, unlike its other lines", advice, (Place.of(claim, "cite"),))


def _nearby(reading: Reading, claim: Entry, said: Said, absent: list[Finding]) -> str:
    """Return the nearest line that contains all that the cited lines do not, or an empty text."""
    fields = {(finding.kind, finding.field) for finding in absent}
    wanted = replace(
        said,
        figures=tuple(each for each in said.figures if ("figure", each.field) in fields),
        dates=tuple(each for each in said.dates if ("date", each[0]) in fields),
        things=tuple(each for each in said.things if ("name", each.field) in fields),
    )
    ranges = [cited for cited in rows.citations_of(reading.book, claim) if cited[3] == "states"]
    cited_lines = {(source, line) for source, first, last, _ in ranges for line in range(first, last + 1)}
    for distance in range(1, NEAR + 1):
        for source, first, last, _ in ranges:
            text = reading.text_of(source)
            for line in (last + distance, first - distance):
                if not 1 <= line <= len(text) or (source, line) in cited_lines:
                    continue
                found = compare(wanted, [text[line - 1]], common=reading.common)
                if not any(finding.kind in _ABSENT for finding in found):
                    return reading.printed(source, line, line)
    return ""


def _strength(claim: Entry, finding: Finding) -> Hint | None:
    """Return the hint for a claim that is stronger or weaker than its lines, or None if a note explains it."""
    name = (
        "weaker"
        if finding.kind == "weaker" or (finding.kind == "exactness" and finding.found == "exact")
        else "stronger"
    )
    place = Place.of(claim, finding.field if finding.kind == "exactness" else "modality")
    words = finding.found or finding.said
    if finding.kind == "exactness":
        words = _QUALIFIERS.get(finding.found, "")
        printed = f"'{words} {finding.said.split()[-1]}'" if words else f"plain '{finding.said.split()[-1]}'"
        message = f"the lines say {printed}, and '{finding.field}' is '{finding.said}'"
        advice = f"keep the qualifier of the source in '{finding.field}' and in the sentence"
    elif finding.kind == "weaker":
        message = f"'modality' is {finding.said}, and no word of the lines says so"
        advice = "remove 'modality', add the lines that say so to 'context', or explain it in 'note'"
    elif finding.kind == "negation":
        message = f"the lines say '{finding.found}', and the claim does not"
        advice = "check whether the lines say the opposite, and if so, correct the claim"
    else:
        message = f"the lines say '{finding.found}', and 'modality' is {finding.said}"
        advice = "set 'modality' or 'attribution' accordingly and say so in the sentence, or quote the word in 'note'"
    if explains(claim, (name, words, finding.field)):
        return None
    return Hint(name, message, advice, (place,))


def dense_lines(reading: Reading) -> Iterator[Hint]:
    """Yield the hint ``dense-line``: a line that one claim cites states more, which the claim does not.

    That is several figures, or talks or an agreement.
    """
    cited: dict[tuple[str, int], list[Entry]] = {}
    for claim in reading.claims:
        for source, first, last, role in rows.citations_of(reading.book, claim):
            if role == "states":
                for line in range(first, last + 1):
                    cited.setdefault((source, line), []).append(claim)
    done: set[str] = set()
    for (source, line), claims in cited.items():
        text = reading.text_of(source)
        if len(claims) > 1 or len(text) < line or claims[0].values["id"] in done:
            continue
        more = _unstated(reading.said(claims[0]), text[line - 1])
        if more and not explains(claims[0], ("dense-line", *more, *_deal_words(more, text[line - 1]))):
            done.add(claims[0].values["id"])
            place = reading.printed(source, line, line)
            message = f"only this claim cites {place}, which also {listed(list(_in_words(more)))}"
            advice = "add claims for them, or say in 'note' why not"
            yield Hint("dense-line", message, advice, (Place.of(claims[0], "cite"),))


def _in_words(more: list[str]) -> Iterator[str]:
    figures, deals = [each for each in more if each not in _DEALS], [each for each in more if each in _DEALS]
    if figures:
        yield f"has the figures {listed(figures)}"
    if deals:
        yield f"mentions {listed(deals)}"


def _deal_words(more: list[str], line: str) -> Iterator[str]:
    """Yield the words for talks and agreements by which a note explains them: those of a line, and its usual one."""
    for deal in more:
        if deal in _DEALS:
            yield from (deal.removeprefix("an "), *_DEALS[deal].findall(line))


def _unstated(said: Said, line: str) -> list[str]:
    """Return what a line has and a claim has not: several figures, talks, an agreement."""
    known = {value for figure in said.figures for value in figure.values}
    known |= {value for number in numbers.numbers(said.sentence) for value in number.values}
    others = [number for number in numbers.counts(line) if not known & set(number.values)]
    figures = list(dict.fromkeys(line[number.start : number.end] for number in others))
    claimed = f"{said.sentence} {said.words} {said.modality}"
    deals = [deal for deal, words in _DEALS.items() if words.search(line) and not words.search(claimed)]
    return [*(figures if len(figures) >= FEWEST else ()), *deals]
