"""Names in text: whether a text names a thing, in any spelling, by a part of its name, or not at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from azmil.values.names import plain_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LONGEST = 7  # words of a name that are compared as a whole
STEM = 5  # letters that the forms of a word share: Turkey and Turkish share four
_SMALL = frozenset("the a an of and in for on at to by with from as s no".split())  # noqa: SIM905
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\b")


class Words(NamedTuple):
    """The words of a text: runs of words without spaces, the stems of its words, and its abbreviations."""

    runs: frozenset[str]
    stems: frozenset[str]
    capitals: frozenset[str]


@lru_cache(4096)
def words_of(text: str) -> Words:
    """Return the words of a text, to look for names in them."""
    words = plain(text)
    runs = {"".join(words[at : at + size]) for size in range(1, LONGEST + 1) for at in range(len(words) - size + 1)}
    capitals = {word.casefold() for word in _CAPITALS.findall(text)}
    return Words(frozenset(runs), frozenset(map(_stem, words)), frozenset(capitals))


@lru_cache(8192)
def plain(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, in the singular."""
    return tuple(re.sub(r"(?<=\d)s$", "", word) for word in plain_words(text).split())


def _stem(word: str) -> str:
    return word if word.isdigit() else word[:STEM]


def is_named(names: Iterable[str], text: str) -> bool:
    """Return whether a text contains one of the names of a thing, or its abbreviation."""
    words = words_of(text)
    for name in names:
        parts = [word for word in plain(name) if word not in _SMALL]
        if "".join(plain(name)) in words.runs or "".join(parts) in words.runs:
            return True
        if len(parts) > 1 and "".join(part[0] for part in parts) in words.capitals:
            return True
    return False


def is_alluded_to(names: Iterable[str], text: str, common: Collection[str] = ()) -> bool:
    """Return whether a text contains a word of a name; words in ``common`` do not count, unless there are no others.

    ``common`` are stems of words that many names share, such as those of 'air' and 'ministry'.
    """
    stems = words_of(text).stems
    for name in names:
        parts = stems_of(name)
        proper = stems_of(" ".join(word for word in name.split() if word != word.lower() or not word.isalpha()))
        if stems & ((proper - set(common)) or parts):
            return True
    return False


def stems_of(name: str) -> set[str]:
    """Return the stems of the words of a name, except small words."""
    return {_stem(word) for word in plain(name) if word not in _SMALL}
