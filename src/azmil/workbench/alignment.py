"""Where the lines of an old edition are in a new one, by the fingerprints of the lines alone.

The new edition is explained as blocks of the old one. The best explanation has the fewest breaks between blocks; breaks
between sections of the old edition cost less, and small gaps within a block cost little. A line that occurs several
times is in a place only if every explanation that puts an equal line there is clearly worse. Equal lines are decided
together: if one of their places is in doubt, all are. The more blocks it takes, the clearer a place must be.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

LONGEST_GAP = 5  # lines without a counterpart within a block
SKIPPED = 0.5  # cost of a line of the new edition that is not in the old one
SHIFTED = 1.0  # cost of each line by which the two sides of a gap differ in length
BREAK = 4.0  # cost of leaving a block of the old edition, and of entering one
SECTION_BREAK = 2.0  # the same at the end, and at the beginning, of a section
LEAD = 3.0  # by which the explanations of all other places must be worse
CERTAIN = 8.0  # cost of an explanation that is beyond doubt: one block moved
DOUBT = 0.05  # by which the lead grows with the cost of the best explanation
LARGEST_LEAD = 7.0
MOST_PAIRS = 60_000  # of equal lines; those with most copies say least about their places, and are left out first
# By how many lines further in the new edition: by how many in the old one, and at which cost.
STEPS = tuple(
    {
        old: SKIPPED * (new - 1) + SHIFTED * abs(old - new)
        for old in range(1, LONGEST_GAP + 2)
        if abs(old - new) <= LONGEST_GAP // 2 + 1
    }
    for new in range(1, LONGEST_GAP + 2)
)

Pair = tuple[int, int]  # a line of the old edition and a line of the new one


class Alignment(NamedTuple):
    """Places of the lines of an old edition in a new one; a line in neither is not there, or only as another line."""

    places: dict[int, int]
    choices: dict[int, list[int]]  # the possible places of a line where several lines are equal and none is clear


def align(old: Sequence[str | None], new: Sequence[str | None], sections: Collection[int] = (0,)) -> Alignment:
    """Return the places of the lines of an old edition in a new one.

    Both editions are given as fingerprints, None for a blank line. Lines are counted from 0, and ``sections`` are the
    first lines of the sections of the old edition.
    """
    if list(old) == list(new):
        return Alignment({line: line for line, fingerprint in enumerate(old) if fingerprint}, {})
    olds = [line for line, fingerprint in enumerate(old) if fingerprint]
    news = [line for line, fingerprint in enumerate(new) if fingerprint]
    equal, others = _equal(old, olds), _equal(new, news)
    candidates = _candidates(equal, others)
    costs = _costs(candidates, len(news), _starts(olds, sections), len(olds))
    lead = min(LEAD + DOUBT * max(0.0, min(costs.values(), default=0.0) - CERTAIN), LARGEST_LEAD)
    found = Alignment({}, {})
    for fingerprint, lines in equal.items():
        places = others.get(fingerprint, [])
        decided = _decided(lines, places, costs, lead)
        if decided is None:
            possible = [news[j] for j in places]
            found.choices.update((olds[i], possible) for i in lines)
        else:
            found.places.update((olds[i], news[j]) for i, j in decided.items())
    return found


def _equal(fingerprints: Sequence[str | None], lines: Iterable[int]) -> dict[str, list[int]]:
    """Return the positions of each fingerprint among the lines that are not blank."""
    positions: dict[str, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        positions[fingerprints[line] or ""].append(position)
    return positions


def _candidates(equal: Mapping[str, list[int]], others: Mapping[str, list[int]]) -> dict[int, list[int]]:
    """Return the old lines that each new line may be, as far as they help to find its place."""
    candidates: dict[int, list[int]] = {}
    pairs = 0
    for fingerprint, lines in sorted(equal.items(), key=lambda item: len(item[1]) * len(others.get(item[0], ()))):
        places = others.get(fingerprint, ())
        pairs += len(lines) * len(places)
        if pairs > MOST_PAIRS:
            break
        candidates.update(dict.fromkeys(places, lines))
    return candidates


def _starts(lines: Sequence[int], sections: Collection[int]) -> set[int]:
    """Return the positions, among the lines that are not blank, of the first line of each section."""
    starts = set()
    for first in sections:
        starts.add(next((position for position, line in enumerate(lines) if line >= first), len(lines)))
    return starts


def _costs(candidates: Mapping[int, list[int]], length: int, starts: set[int], end: int) -> dict[Pair, float]:
    """Return the cost of the best explanation of the whole new edition in which each pair is the same line."""

    def enter(i: int) -> float:
        return SECTION_BREAK if i in starts else BREAK

    def leave(i: int) -> float:
        return SECTION_BREAK if i + 1 in starts or i + 1 == end else BREAK

    before = _passed(candidates, range(length), 1, enter, leave)
    after = _passed(candidates, range(length - 1, -1, -1), -1, leave, enter)
    return {pair: cost + after[pair] for pair, cost in before.items()}


def _passed(
    candidates: Mapping[int, list[int]],
    places: Iterable[int],
    direction: int,
    enter: Callable[[int], float],
    leave: Callable[[int], float],
) -> dict[Pair, float]:
    """Return the cost of the best explanation of all lines up to and with each pair, in one direction."""
    costs: dict[Pair, float] = {}
    recent: deque[dict[int, float]] = deque(maxlen=LONGEST_GAP + 1)  # the costs of the last places, latest first
    outside = 0.0  # the cost up to here if the last block has been left
    for j in places:
        best = outside + SKIPPED
        here: dict[int, float] = {}
        for i in candidates.get(j, ()):
            cost = min(outside + enter(i), _continued(i, recent, direction))
            here[i] = costs[i, j] = cost
            best = min(best, cost + leave(i))
        recent.appendleft(here)
        outside = best
    return costs


def _continued(i: int, recent: Iterable[Mapping[int, float]], direction: int) -> float:
    """Return the lowest cost of a line that continues a block, given the costs of the places before it."""
    lowest = float("inf")
    for steps, known in zip(STEPS, recent, strict=False):
        if len(known) <= len(steps):
            for other, cost in known.items():
                step = steps.get((i - other) * direction)
                if step is not None and cost + step < lowest:
                    lowest = cost + step
        else:
            for old, step in steps.items():
                cost = known.get(i - old * direction, lowest)
                lowest = min(lowest, cost + step)
    return lowest


def _decided(
    lines: Sequence[int], places: Sequence[int], costs: Mapping[Pair, float], lead: float
) -> dict[int, int] | None:
    """Return the place of each of the equal lines that has one; None if there is any doubt."""
    if len(lines) == len(places) == 1:
        return {lines[0]: places[0]}
    decided: dict[int, int] = {}
    for j in places:
        if (lines[0], j) not in costs:
            return None
        ranked = sorted((costs[i, j], i) for i in lines)
        cost, best = ranked[0]
        if best in decided or any(other < cost + lead for other, _ in ranked[1:2]):
            return None
        decided[best] = j
    return decided
