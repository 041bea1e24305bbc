"""The hints ``same-thing`` and ``same-claim``: records that repeat another one under another id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.model.things import Person
from azmil.seeds.wording import sentence_of
from azmil.values.names import squeeze
from azmil.workbench.comparing import naming
from azmil.workbench.hints.base import Hint, Place, explains, listed, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.seeds.entry import Entry
    from azmil.workbench.hints.reading import Reading

SHORTEST_NEAR = 7  # letters of a name that may differ by one letter from another
LEAST_SHARED = 0.5  # of the words of two sentences
_PARTIES = ("units", "organizations")
_FREE = ("sentence", "name", "article", "note", "standing", "standing_reason", "id", "means")  # fields that may differ


def same_things(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each thing that has the name of an earlier thing of the same kind."""
    seen: dict[tuple[str, str], list[Entry]] = {}
    for thing in reading.things:
        table = thing.cls.__tablename__
        group = "parties" if table in _PARTIES else table
        keys = {(group, key): name for name in _telling_names(reading, thing) for key in _keys(name, group)}
        found: dict[str, tuple[Entry, str]] = {}
        for key, name in keys.items():
            for other in seen.get(key, ()):
                if other is not thing and _may_be_same(thing, other) and _is_near(reading, thing, other, key[1]):
                    found.setdefault(other.values["id"], (other, name))
        for key in keys:
            seen.setdefault(key, []).append(thing)
        for id_, (other, name) in found.items():
            if explains(thing, (id_, "same-thing")) or explains(other, (thing.values["id"], "same-thing")):
                continue
            printed = _same_name(reading, name, other)
            message = f"'{name}' is also {printed} of '{id_}' ({where(other)})"
            advice = f"use '{id_}', with 'extends: {id_}' to add to it, or say in 'note' how it differs from '{id_}'"
            yield Hint("same-thing", message, advice, (Place.of(thing, "name"), Place.of(other, "name")))


def _telling_names(reading: Reading, thing: Entry) -> list[str]:
    """Return the names of a thing, except other names of a person in one word, which relatives may share."""
    first, *others = reading.names(thing)
    return [first, *(name for name in others if thing.cls is not Person or " " in name)]


def _same_name(reading: Reading, name: str, other: Entry) -> str:
    names = reading.names(other)
    same = next((each for each in names if squeeze(each) == squeeze(name)), "")
    if same:
        return "the name" if same == names[0] else "an alias"
    return f"close to the name '{names[0]}'"


def _keys(name: str, group: str) -> Iterator[str]:
    """Yield keys that spellings of a name share; those with a mark need a closer look."""
    words = [word for word in naming.plain(name) if word not in ("the", "of", "and")]
    whole = "".join(words)
    if not whole:
        return
    yield whole
    if len(words) > 1:
        yield " ".join(sorted(words))
    if group == "people" and len(words) > 1:
        yield f"{words[-1]} {words[0][0]}."
    if len(whole) >= SHORTEST_NEAR and group != "equipment":
        yield f"~{whole}"
        yield from (f"~{whole[:at]}{whole[at + 1 :]}" for at in range(len(whole)) if whole[at].isalpha())


def _is_near(reading: Reading, thing: Entry, other: Entry, key: str) -> bool:
    """Return whether a key that two things share makes them the same: names with initials or with another letter."""
    if key.endswith("."):
        firsts = [naming.plain(names[0])[0] for names in (reading.names(thing), reading.names(other))]
        return any(len(first) == 1 for first in firsts)
    if not key.startswith("~"):
        return True
    pairs = [(naming.plain(one), naming.plain(two)) for one in reading.names(thing) for two in reading.names(other)]
    return any(_differ_by_a_letter(one, two) for one, two in pairs)


def _differ_by_a_letter(one: Iterable[str], two: Iterable[str]) -> bool:
    """Return whether two names are equal but for one letter of one long word, in its middle or at its end."""
    first, second = list(one), list(two)
    if len(first) != len(second):
        return False
    unequal = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(unequal) != 1 or not all(word.isalpha() for word in unequal[0]):
        return False
    short, long = sorted(unequal[0], key=len)
    if len(short) < SHORTEST_NEAR - 1 or len(long) - len(short) > 1:
        return False
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1 and short[0] == long[0]
    return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long)))


def _may_be_same(one: Entry, other: Entry) -> bool:
    """Return whether no field of two things places them elsewhere: another country, place, body or parent."""
    for field in one.fields.values():
        a, b = one.values.get(field.column), other.values.get(field.column)
        if field.type == "reference" and a and b and a != b:
            return False
    return True


def same_claims(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each claim that repeats the kind, subjects, figure and date of an earlier one."""
    seen: dict[tuple[Any, ...], list[Entry]] = {}
    for claim in reading.claims:
        if claim.values.get("standing") == "superseded":
            continue
        same = seen.setdefault(_claim_key(claim), [])
        for other in same[:5]:
            if _is_repeated(reading, claim, other):
                id_ = other.values["id"]
                message = f"it says the same as '{id_}' ({where(other)}): {listed(_shared(claim))} are equal"
                advice = (
                    f"add its lines to 'cite' of '{id_}' and remove it, or say in 'note' how it differs from '{id_}'"
                )
                yield Hint("same-claim", message, advice, (Place.of(claim), Place.of(other)))
                break
        same.append(claim)


def _shared(claim: Entry) -> list[str]:
    return [
        f"'{field.name}'"
        for field in claim.fields.values()
        if claim.values.get(field.column) is not None and field.name not in _FREE and field.name != "modality"
        if field.type in ("reference", "word", "quantity", "edtf", "number")
    ][:4]


def _claim_key(claim: Entry) -> tuple[Any, ...]:
    """Return what two claims that say the same have in common; 'about 6' is the same figure as '6'."""
    key: list[Any] = [claim.cls.__tablename__]
    for item in (claim, *sorted(claim.children, key=lambda child: str(sorted(map(str, child.values.values()))))):
        for field in item.fields.values():
            if field.name in _FREE or (item is claim and field.type == "text" and field.name != "date_wording"):
                continue
            value = item.values.get(field.column)
            if field.type == "quantity":
                qualifier = item.values.get(f"{field.column}_qualifier")
                value = (
                    value,
                    "exact" if qualifier == "about" else qualifier,
                    item.values.get(f"{field.column}_said") if value is None else "",
                )
            key.append((field.column, value))
    return tuple(key)


def _is_repeated(reading: Reading, claim: Entry, other: Entry) -> bool:
    """Return whether two claims with the same key say the same; without a figure, their sentences must be alike."""
    ids = claim.values["id"], other.values["id"]
    if explains(claim, (ids[1], "same-claim")) or explains(other, (ids[0], "same-claim")):
        return False
    if ids[1] == claim.values.get("same_as_id") or ids[0] == other.values.get("same_as_id"):
        return False
    has_figure = any(field.is_figure and claim.values.get(field.column) is not None for field in claim.fields.values())
    if has_figure:
        return True
    one, two = (naming.stems_of(sentence_of(reading.book, each)) for each in (claim, other))
    return len(one & two) >= LEAST_SHARED * len(one | two)
