"""Words of vocabularies: what to write instead of an unknown one, and the places of new ones in their lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import Fault, nearest, suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from azmil.seeds.entry import Entry
    from azmil.values.problems import Problem

NO_WORD = Fault(
    "a field has a word that its vocabulary does not contain",
    "no such word '{value}' in {vocabulary}",
    "{instead}",
)
TWO_PLACES = Fault(
    "a word has both 'after' and 'before'",
    "'after' cannot be used with 'before'",
    "remove one of them",
)
NO_PLACE = Fault(
    "a word of a vocabulary is placed after or before itself, directly or through other words",
    "'{word}' cannot be placed {side} '{other}': '{other}' is placed by '{word}'",
    "name a word that is already in the list",
)
SIDES = ("after", "before")  # fields of a word that give its place in the list
_MOST_LISTED = 40  # words of a vocabulary that a message lists in full
_MOST_ALIKE = 12  # words of a larger vocabulary that a message lists


def instead(word: str, known: Collection[str], vocabulary: str) -> str:
    """Return a hint for a word that is not in a vocabulary: the words that it has, and how to add one."""
    listed = list(known)
    if len(listed) > _MOST_LISTED:
        listed = _alike(word, listed)
    rest = len(known) - len(listed)
    end = f" ({rest:,} more are in this vocabulary)" if rest else ""
    return (
        f"{_meant(word, known)}use one of: {', '.join(listed)}{end}; "
        f"or add the word to vocabularies/{vocabulary}.yaml, with a code, a label and a definition"
    )


def instead_of_name(name: str, known: Iterable[str]) -> str:
    """Return a hint for an unknown name of a field or table: the nearest one and all others."""
    names = list(known)
    return f"{_meant(name, names)}use one of: {', '.join(names)}"


def instead_of_id(id_: str, known: Iterable[str]) -> str:
    """Return a hint for an id that does not exist."""
    return f"{_meant(id_, known)}add a record with this id, or correct it"


def _meant(word: str, known: Iterable[str]) -> str:
    found = suggestion(word, known).removeprefix("; ")
    return f"{found} if not, " if found else ""


def _alike(word: str, known: Sequence[str]) -> list[str]:
    """Return the words that resemble a word or share a part with it and those next to them, in their order."""
    parts = {part for part in re.split(r"\W+", word.casefold()) if part}
    shared = sorted(known, key=lambda other: -len(parts & set(other.split("-"))))
    found = [*nearest(word, known, _MOST_ALIKE), *(other for other in shared if parts & set(other.split("-")))]
    chosen = set(list(dict.fromkeys(found))[:_MOST_ALIKE])
    center = known.index(found[0]) if found else 0
    for other in sorted(known, key=lambda other: abs(known.index(other) - center)):
        if len(chosen) < _MOST_ALIKE:
            chosen.add(other)
    return [other for other in known if other in chosen]


def problems_of(vocabularies: Mapping[str, Mapping[str, Entry]]) -> Iterator[Problem]:
    """Yield the problems of the places of words in their vocabularies, which are entries by code."""
    for table, entries in vocabularies.items():
        placed = {code: entry for code, entry in entries.items() if entry.beside[0]}
        for word, entry in placed.items():
            side, other = entry.beside
            if other not in entries:
                hint = instead(other, list(entries), table)
                yield entry.problem(NO_WORD, side, value=other, vocabulary=table, instead=hint)
            elif word in _followed(other, placed):
                yield entry.problem(NO_PLACE, side, word=word, side=side, other=other)


def _followed(word: str, placed: Mapping[str, Entry]) -> list[str]:
    """Return a word, the word that it is placed by, and so on."""
    found = [word]
    while (entry := placed.get(found[-1])) is not None and entry.beside[1] not in found:
        found.append(entry.beside[1])
    return found


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Return the words of a vocabulary in their order: as written, with placed words next to the words they name.

    Words placed after the same word keep the order in which they are written.
    """
    found = [entry for entry in entries if not entry.beside[0]]
    waiting = [entry for entry in entries if entry.beside[0]]
    followers: dict[str, str] = {}  # word -> the last word placed after it
    while waiting:
        codes = [entry.values["code"] for entry in found]
        entry = next(entry for entry in waiting if entry.beside[1] in codes)
        side, other = entry.beside
        waiting.remove(entry)
        if side == "before":
            found.insert(codes.index(other), entry)
        else:
            found.insert(codes.index(followers.get(other, other)) + 1, entry)
            followers[other] = entry.values["code"]
    return found


def begins_with_kind(claim: Entry, name: str, codes: Mapping[str, Mapping[str, Entry]]) -> bool:
    """Return whether the name of a claim begins with a word for its kind, as ``Mine clearance of 2006`` does.

    ``codes`` are the items of each vocabulary, by code.
    """
    first = name.split(maxsplit=1)[0].lower()
    coded = [(field.target, claim.values[field.column]) for field in claim.fields.values() if field.type == "word"]
    for vocabulary, code in coded:
        if (word := codes.get(vocabulary, {}).get(code)) is not None:
            known = re.findall(r"\w{4,}", f"{word.values['label']} {word.values['definition']}".lower())
            if any(each.startswith(first) or first.startswith(each) for each in known):
                return True
    return False
