"""Comparison of a claim with the lines that it cites: figures, dates, names, negations, and the strength of the hedge.

Nothing here reads files or seeds: values in, findings out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from azmil.workbench.comparing import exactness, hedging, naming, numbers, periods

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_REMARK = re.compile(r"\([^)]*\)")  # such as "(number not given)"
# Classes of words that are about the next ones, if there are none and if there are some.
_ABOUT_NEXT = ("planned", "negated"), ("planned", "negated", "negotiated", "contracted")
__all__ = ["Figure", "Finding", "Named", "Said", "compare", "unrelated"]


class Figure(NamedTuple):
    """A figure of a claim: its field, its figures (two for 'between'), its qualifier, and the words."""

    field: str
    values: tuple[numbers.Value, ...]
    qualifier: str
    said: str


class Named(NamedTuple):
    """A thing that a claim names: the field, its usual name, and all its names."""

    field: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says, as far as it can be compared with lines."""

    sentence: str
    figures: tuple[Figure, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()  # field and EDTF date
    things: tuple[Named, ...] = ()
    words: str = ""  # words of vocabularies, such as the status of a transfer
    modality: str = "asserted"
    speaker: tuple[str, ...] = ()  # names of the party that the source quotes
    is_doubted: bool = False


class Finding(NamedTuple):
    """A difference between a claim and its lines.

    ``kind`` is figure, date or name (the lines do not contain ``said``), exactness (a figure is ``said`` with another
    qualifier than ``found``), stronger or weaker (the claim, than the words ``found``; ``said`` is its modality), or
    negation (the lines negate the claim with the word ``found``).
    """

    kind: str
    field: str
    said: str
    found: str = ""


def compare(
    said: Said, passages: Sequence[str], context: Sequence[str] = (), common: Collection[str] = ()
) -> list[Finding]:
    """Return the differences between a claim and the passages that it cites, each of one or more lines.

    ``context`` are passages needed to read them, which may contain names and dates; ``common`` are the stems of words
    that many names share.
    """
    around = [*passages, *context]
    return [
        *_figures(said, passages),
        *(Finding("date", field, part) for field, date in said.dates for part in periods.missing(date, around)),
        *_things(said, around, common),
        *_strength(said, passages, around),
    ]


def unrelated(
    said: Said, passages: Sequence[str], context: Sequence[str] = (), common: Collection[str] = ()
) -> list[int]:
    """Return the positions of passages that state no part of a claim which other passages state.

    Such a passage has none of the figures, or none of the dates (in the context either), or none of the names.
    """
    found = []
    for at, passage in enumerate(passages):
        around = [passage, *context]
        figures, things = list(_figures(said, [passage])), list(_things(said, around, common))
        dates = [date for _, date in said.dates if any(periods.missing(date, around))]
        if (
            (said.figures and len([each for each in figures if each.kind == "figure"]) == len(said.figures))
            or (said.dates and len(dates) == len(said.dates))
            or (said.things and len(things) == len(said.things))
        ):
            found.append(at)
    return found if len(found) < len(passages) else []


def _things(said: Said, texts: Sequence[str], common: Collection[str]) -> Iterator[Finding]:
    for thing in said.things:
        if not naming.is_named(thing.names, texts) and not naming.is_alluded_to(thing.names, texts, common):
            yield Finding("name", thing.field, thing.name)


def _figures(said: Said, texts: Sequence[str]) -> Iterator[Finding]:
    for figure in said.figures:
        if not figure.values:
            if not any(exactness.has_words(figure.said, text) for text in texts):
                yield Finding("figure", figure.field, figure.said)
            continue
        wanted = set(figure.values)
        if wanted == {0} and any(marker.kind == "negated" for text in texts for marker in hedging.markers(text)):
            continue
        places = [
            (text, number)
            for text in texts
            for number in numbers.numbers(text)
            if number.kind != "part" and not wanted.isdisjoint(number.values)
        ]
        found = {value for _, number in places for value in number.values}
        if wanted == {1} and not found and any(map(numbers.contains_one, texts)):
            continue
        if not wanted <= found:
            yield Finding("figure", figure.field, figure.said)
        elif figure.qualifier != "between":
            yield from _exactness(figure, {exactness.qualifier(text, number) for text, number in places})


def _exactness(figure: Figure, found: set[str]) -> Iterator[Finding]:
    """Yield a finding if the lines give a figure with other qualifiers only."""
    if figure.qualifier not in found and found:
        other = min(found)
        yield Finding("exactness", figure.field, figure.said, other)


def _strength(said: Said, passages: Sequence[str], around: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding if the claim is firmer than all passages, or hedged without a reason in any line."""
    reasons = hedging.JUSTIFIED.get(said.modality)
    if reasons is not None and not any(marker.kind in reasons for text in around for marker in hedging.markers(text)):
        yield Finding("weaker", "modality", said.modality)
    found = [_firmest(said, passage) for passage in passages]
    if found and all(found):
        marker = found[0]
        assert marker is not None  # noqa: S101 - all are
        yield Finding(
            "negation" if marker.kind in ("negated", "denied") else "stronger", "modality", said.modality, marker.word
        )


def _firmest(said: Said, passage: str) -> hedging.Marker | None:
    """Return a word that makes a passage weaker than the claim, or None."""
    if said.is_doubted or not hedging.firm_markers(passage):
        return None
    sentence = _REMARK.sub("", said.sentence)
    wanted = naming.stems_of(sentence)
    for marker in hedging.firm_markers(_closest(said, wanted, passage)):
        after = naming.stems_of(marker.after)
        is_about_other = marker.kind in _ABOUT_NEXT[bool(after)] and not after & wanted
        is_quoted = bool(said.speaker) and marker.kind in ("quoted", "rumoured")
        if not (is_about_other or is_quoted or _is_said(said, sentence, marker)):
            return marker
    return None


def _is_said(said: Said, sentence: str, marker: hedging.Marker) -> bool:
    """Return whether a claim is as weak as a word, by its modality, a word of a vocabulary or its sentence."""
    coded = {each.kind for each in hedging.markers(said.words)}
    if said.modality in hedging.ENOUGH[marker.kind] or marker.kind in coded:
        return True
    if marker.kind == "planned" and "announced" in said.words:  # the plans, not what they are about
        return True
    if said.modality == "asserted" and hedging.needs_modality(marker):
        return False
    return any(each.kind == marker.kind for each in hedging.markers(sentence))


def _closest(said: Said, wanted: frozenset[str], passage: str) -> str:
    """Return the clause of a passage that is most like a claim, of which ``wanted`` are the stems.

    Figures and things count twice, except the first thing: a later clause often leaves out its subject.
    """
    clauses = [clause for sentence in hedging.sentences(passage) for clause in hedging.clauses(sentence)]
    best, closest = -1, ""
    for clause in clauses:
        if len(clauses) == 1:
            return clause
        text = clause.rpartition("… ")[2]
        score = len(naming.stems_of(text) & wanted)
        score += sum(naming.is_named(thing.names, [text]) for thing in said.things[1:])
        values = {value for number in numbers.numbers(text) if number.kind != "part" for value in number.values}
        score += sum(bool(values.intersection(figure.values)) for figure in said.figures)
        if score > best:
            best, closest = score, clause
    return closest
