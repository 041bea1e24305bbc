"""Comparison of a new edition of a document with the old one: what became of each cited line.

A line is the *same* or *moved* if its words are at a known place in the new edition. It is *changed* if another line
replaced it between the same neighbours; it may then state something else, however alike the words are. Otherwise it is
*lost*, or one must *choose* between several lines with its words.
"""

from __future__ import annotations

from bisect import bisect_right
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from azmil.values.editions import CHANGED, CHOOSE, LOST, MOVED, SAME
from azmil.values.fingerprints import fingerprint
from azmil.workbench.alignment import align

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from azmil.workbench.alignment import Alignment

LEAST_ALIKE = 0.75  # share of equal characters, of a changed line
LEAD = 0.05  # by which a changed line must be more alike than any other in the same gap
MOST_COMPARED = 2_500  # pairs of lines in a gap


class Outcome(NamedTuple):
    """What became of a line: its number in the old edition, the verdict, and its possible numbers in the new one.

    Lines are counted from 1. ``old`` is its text if known, ``new`` the text that replaced it if it changed.
    """

    line: int
    verdict: str
    lines: tuple[int, ...] = ()
    old: str | None = None
    new: str | None = None


class Comparison(NamedTuple):
    """The outcomes of the cited lines by number, the places of all lines that have one, and the changed lines.

    ``together`` are places for equal lines that are only cited together, so that it does not matter which is which.
    """

    outcomes: dict[int, Outcome]
    places: dict[int, int]
    changes: dict[int, int]
    together: dict[int, int]


def compare(
    old: Sequence[str | None],
    new: Sequence[str],
    cited: Iterable[int],
    *,
    sections: Collection[int] = (1,),
    text: Mapping[int, str] | None = None,
    together: Iterable[int] = (),
) -> Comparison:
    """Return what became of the cited lines of an old edition.

    ``old`` are the fingerprints of its lines, None for a blank line, and ``new`` the lines of the new edition.
    ``sections`` are the first lines of the sections of the old edition, ``text`` its lines by number if known.
    ``together`` are lines that are only cited together with all lines that have the same words.
    """
    text = text or {}
    fingerprints = [fingerprint(line) for line in new]
    found = align(old, fingerprints, [first - 1 for first in sections])
    assigned = _assigned(found, old, {line - 1 for line in together})
    surely, found = found.places, _with(found, assigned)
    changes = _changes(found, old, fingerprints, new, text)
    outcomes = {}
    for number in sorted(set(cited)):
        line = number - 1
        if old[line] is None:
            continue
        known = text.get(number)
        if (place := found.places.get(line)) is not None:
            outcomes[number] = Outcome(number, SAME if place == line else MOVED, (place + 1,), known, new[place])
        elif line in found.choices:
            places = tuple(place + 1 for place in found.choices[line])
            outcomes[number] = Outcome(number, CHOOSE, places, known, new[places[0] - 1])
        elif (place := changes.get(line)) is not None:
            outcomes[number] = Outcome(number, CHANGED, (place + 1,), known, new[place])
        else:
            outcomes[number] = Outcome(number, LOST, (), known)
    return Comparison(outcomes, *map(_from_one, (surely, changes, assigned)))


def _from_one(places: Mapping[int, int]) -> dict[int, int]:
    return {line + 1: place + 1 for line, place in places.items()}


def _with(found: Alignment, places: dict[int, int]) -> Alignment:
    """Return an alignment with further places."""
    choices = {line: choice for line, choice in found.choices.items() if line not in places}
    return found._replace(places=found.places | places, choices=choices)


def _assigned(found: Alignment, old: Sequence[str | None], together: set[int]) -> dict[int, int]:
    """Return places for equal lines that are cited together, if the new edition has as many; near a neighbour first."""
    assigned: dict[int, int] = {}
    equal: dict[str | None, list[int]] = {}
    for line in sorted(found.choices):
        equal.setdefault(old[line], []).append(line)
    for lines in equal.values():
        places = found.choices[lines[0]]
        if len(lines) != len(places) or not together.issuperset(lines):
            continue
        known = found.places | assigned
        here: dict[int, int] = {}
        for line in lines:
            for place in (known.get(line - 1, -2) + 1, known.get(line + 1, -2) - 1):
                if place in places and place not in here.values() and line not in here:
                    here[line] = place
        rest = [place for place in places if place not in here.values()]
        assigned |= here | dict(zip([line for line in lines if line not in here], rest, strict=True))
    return assigned


def _changes(
    found: Alignment,
    old: Sequence[str | None],
    fingerprints: Sequence[str | None],
    new: Sequence[str],
    text: Mapping[int, str],
) -> dict[int, int]:
    """Return the lines of the new edition that replaced lines of the old one between the same neighbours."""
    changes: dict[int, int] = {}
    for gap, places in _gaps(found, old, fingerprints):
        lines = [line for line in gap if line not in found.choices]
        if all(line + 1 in text for line in lines):
            changes |= _most_alike(lines, places, new, text)
        elif len(gap) == len(lines) == len(places) == 1:
            changes[lines[0]] = places[0]
    return changes


def _gaps(
    found: Alignment, old: Sequence[str | None], fingerprints: Sequence[str | None]
) -> Iterable[tuple[list[int], list[int]]]:
    """Yield the lines without a place between two that have one, with the lines between these in the new edition.

    The beginning and the end of an edition count as neighbours that have not changed.
    """
    equal = {place for places in found.choices.values() for place in places}
    taken = sorted({*found.places.values(), *equal})
    gap: list[int] = []
    before = -1
    for line in [line for line, digits in enumerate(old) if digits] + [len(old)]:
        after = len(fingerprints) if line == len(old) else found.places.get(line)
        if after is None:
            gap.append(line)
            continue
        following = bisect_right(taken, before)
        ends = taken[following] if following < len(taken) else len(fingerprints)
        if gap and ends == after:
            places = [place for place in range(before + 1, after) if fingerprints[place]]
            yield gap, places
        gap, before = [], after


def _most_alike(
    lines: Sequence[int], places: Sequence[int], new: Sequence[str], text: Mapping[int, str]
) -> dict[int, int]:
    """Return the pairs of lines that are clearly more alike than either is to any other line."""
    if len(lines) * len(places) > MOST_COMPARED:
        return {}
    alike = {(line, place): _likeness(text[line + 1], new[place]) for line in lines for place in places}
    found = {}
    for (line, place), value in alike.items():
        others = [alike[line, other] for other in places if other != place]
        others += [alike[other, place] for other in lines if other != line]
        if value >= LEAST_ALIKE and value >= max(others, default=0.0) + LEAD:
            found[line] = place
    return found


def _likeness(old: str, new: str) -> float:
    """Return the share of characters that two lines have in common, or 0 if it is too small to matter."""
    matcher = SequenceMatcher(None, old.strip(), new.strip(), autojunk=False)
    if matcher.real_quick_ratio() < LEAST_ALIKE - LEAD or matcher.quick_ratio() < LEAST_ALIKE - LEAD:
        return 0.0
    return matcher.ratio()
