"""The hint ``differ``: figures that differ on the same subject, kind and time, as a conflict to paste."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from azmil.model.spine import Conflict
from azmil.seeds.items import LONGEST_ID
from azmil.values import dates
from azmil.values.names import fold
from azmil.workbench.hints.base import Hint, Place, explains, listed
from azmil.workbench.hints.figures import Counted, differ, figures_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.workbench.hints.reading import Reading

# Words of questions that ids leave out.
_SMALL = frozenset("how many what which the was were did of in on have number a and".split())  # noqa: SIM905
MOST_COMPARED = 100  # earlier figures of the same key and time that each is compared with, so that time is linear


def figures_that_differ(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each group of figures that differ on the same subject, kind and time."""
    by_key: dict[tuple[Any, ...], list[Counted]] = {}
    for claim in reading.claims:
        for figure in figures_of(claim):
            by_key.setdefault(figure.key, []).append(figure)
    conflicts = _conflicts(reading)
    for figures in by_key.values():
        for group in _groups(figures, conflicts):
            yield _hint(reading, group, conflicts)


def _conflicts(reading: Reading) -> dict[str, set[str]]:
    """Return the ids of the conflicts in which each claim is a side."""
    found: dict[str, set[str]] = {}
    for entry in reading.book.records.values():
        if entry.cls is Conflict:
            for side in entry.children:
                if claim := side.values.get("claim_id"):
                    found.setdefault(claim, set()).add(entry.values["id"])
    return found


def _groups(figures: Sequence[Counted], conflicts: dict[str, set[str]]) -> Iterator[list[Counted]]:
    """Yield the groups of figures in which each differs from another one."""
    if len(figures) == 1:
        return
    first: dict[int, int] = {}  # index of a figure -> the first of its group

    def group_of(index: int) -> int:
        while first.get(index, index) != index:
            index = first[index]
        return index

    ordered = sorted(range(len(figures)), key=lambda index: (figures[index].start, index))
    active: list[int] = []
    for index in ordered:
        active = [other for other in active if figures[other].end >= figures[index].start][-MOST_COMPARED:]
        for other in active:
            if differ(figures[index], figures[other]) and not _is_silenced(figures[index], figures[other], conflicts):
                one, two = sorted((group_of(index), group_of(other)))
                first[one], first[two], first[index] = one, one, one
        active.append(index)
    groups: dict[int, list[Counted]] = {}
    for index in sorted(first):
        groups.setdefault(group_of(index), []).append(figures[index])
    yield from (group for group in groups.values() if len(group) > 1)


def _is_silenced(one: Counted, other: Counted, conflicts: dict[str, set[str]]) -> bool:
    """Return whether a conflict has both claims as sides, one is the same as the other, or a note names the other."""
    if conflicts.get(one.id, set()) & conflicts.get(other.id, set()):
        return True
    same = {(each.id, each.entry.values.get("same_as_id")) for each in (one, other)}
    if (one.id, other.id) in same or (other.id, one.id) in same:
        return True
    return explains(one.entry, (other.id, "differ")) or explains(other.entry, (one.id, "differ"))


def _hint(reading: Reading, group: list[Counted], conflicts: dict[str, set[str]]) -> Hint:
    said = [f"{figure.said} in '{figure.id}' ({reading.locator(figure.entry)})" for figure in group]
    known = sorted({conflict for figure in group for conflict in conflicts.get(figure.id, ())})
    shared = [id_ for id_ in known if sum(id_ in conflicts.get(figure.id, ()) for figure in group) > 1]
    question = _question(reading, group[0])
    places = tuple(Place.of(figure.entry, figure.field) for figure in reversed(group))
    message = f"{question.rstrip('?')}? The figures differ: {listed(said)}"
    if shared:
        return Hint("differ", message, f"add the missing sides to the conflict '{shared[0]}'", places)
    advice = "add this conflict, or say in the 'note' of one why it differs, with the id of the other"
    return Hint("differ", message, advice, places, _conflict(reading, group, question))


def _conflict(reading: Reading, group: list[Counted], question: str) -> str:
    """Return the conflict of figures as YAML."""
    words = list(dict.fromkeys(figure.said for figure in group))
    sides = [f"    - {{claim: {figure.id}, says: {json.dumps(figure.said)}}}" for figure in group]
    subject = question.rstrip("?")
    sentence = f"The sources give different figures: {listed(words, 'or')}."
    lines = [
        f"- id: {_free_id(reading, subject)}",
        f"  question: {json.dumps(question, ensure_ascii=False)}",
        "  conflict_kind: number",
        "  conflict_sides:",
        *sides,
        f"  sentence: {json.dumps(sentence, ensure_ascii=False)}",
    ]
    return "\n".join(lines) + "\n"


def _free_id(reading: Reading, subject: str) -> str:
    """Return an id for a conflict that no record has, made from its question."""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(subject)) if word not in _SMALL]
    stem = "conflict"
    for word in words:
        if len(stem) + len(word) + 1 <= LONGEST_ID - 4:
            stem += f"-{word}"
    id_, number = stem, 1
    while id_ in reading.book.records:
        number += 1
        id_ = f"{stem}-{number}"
    return id_


# Questions by table; {fields} are filled with words, a part in brackets is left out if its field is empty.
_QUESTIONS = {
    "holdings": "How many {equipment} did {holder} have",
    "transfers": "How many {equipment} did {recipient} get[ from {supplier}] ({status})",
    "deployments": "How many people[ of {party}] were at {place}{facility}",
    "measures": "What was the {measure_kind} of {subject}[ ({counterpart_role}: {counterpart})]",
    "limits": "How many {equipment} may {party} have under {agreement}",
    "events": "How many people of {party} took part in {name}",
}


def _question(reading: Reading, figure: Counted) -> str:
    """Return the question that figures answer differently."""
    entry = figure.entry

    def words(name: str) -> str:
        if name == "name":
            return str(entry.values.get("name") or entry.values["id"])
        if name == "party" and entry.children and name not in entry.fields:
            return next((reading.book.words(item, name) for item in entry.children if name in item.fields), "")
        return reading.book.words(entry, name)

    pattern = _QUESTIONS.get(entry.cls.__tablename__, "Which figure is right for {name}")
    pattern = re.sub(
        r"\[([^\]]*)\]", lambda part: part[1] if all(map(words, re.findall(r"\{(\w+)\}", part[1]))) else "", pattern
    )
    text = re.sub(r"\{(\w+)\}", lambda match: words(match[1]), pattern)
    return f"{text}{f' {dates.in_words(figure.date)}' if figure.date else ''}?"
