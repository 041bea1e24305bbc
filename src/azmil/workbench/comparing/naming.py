"""Names in text: whether a text names a thing, in any spelling, by a part of its name, or not at all."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from azmil.values.names import plain_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

STEM = 5  # letters that the forms of a word share: Turkey and Turkish share four
_SAME = {"naval": "navy"}
_SMALL = frozenset("the a an of and in for on at to by with from as s no".split())  # noqa: SIM905
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\b")


class Words(NamedTuple):
    """The words of a text: all of them without spaces, where they start and end, their stems, and abbreviations."""

    joined: str
    starts: frozenset[int]
    ends: frozenset[int]
    stems: frozenset[str]
    capitals: frozenset[str]

    def contain(self, name: str) -> bool:
        """Return whether some words in a row, without spaces, are a name without spaces."""
        at = self.joined.find(name) if name else -1
        while at >= 0:
            if at in self.starts and at + len(name) in self.ends:
                return True
            at = self.joined.find(name, at + 1)
        return False


@lru_cache(2048)
def words_of(text: str) -> Words:
    """Return the words of a text, to look for names in them."""
    words = plain(text)
    ends = list(accumulate(map(len, words)))
    capitals = frozenset(word.casefold() for word in _CAPITALS.findall(text))
    return Words("".join(words), frozenset([0, *ends]), frozenset(ends), frozenset(map(_stem, words)), capitals)


@lru_cache(2048)
def plain(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, in the singular."""
    return tuple(word[:-1] if word[-1] == "s" and word[:-1].isdigit() else word for word in plain_words(text).split())


def _stem(word: str) -> str:
    return word if word.isdigit() else _SAME.get(word, word[:STEM])


def is_named(names: Iterable[str], texts: Iterable[str]) -> bool:
    """Return whether one of some texts contains one of the names of a thing, or its abbreviation."""
    found = [words_of(text) for text in texts]
    for name in names:
        whole = plain(name)
        parts = [word for word in whole if word not in _SMALL]
        if any(words.contain("".join(whole)) or words.contain("".join(parts)) for words in found):
            return True
        initials = {"".join(part[0] for part in each) for each in (whole, parts) if len(parts) > 1}
        if any(initials & words.capitals for words in found):
            return True
    return False


def is_alluded_to(names: Iterable[str], texts: Iterable[str], common: Collection[str] = ()) -> bool:
    """Return whether one of some texts contains a word of a name, proper words without those in ``common``.

    ``common`` are stems of words that many names share, such as those of 'Air' and 'Ministry'. A name without other
    proper words may be alluded to by any of its words, and a name with a number only by its number.
    """
    stems = frozenset().union(*(words_of(text).stems for text in texts))
    for name in names:
        words = name.split()
        numbered = [word for word in words if any(map(str.isdigit, word))]
        proper = _numbers_of(numbered) or stems_of(" ".join(word for word in words if word != word.lower()))
        if stems & (proper if numbered else (proper - set(common)) or stems_of(name)):
            return True
    return False


def _numbers_of(words: Iterable[str]) -> frozenset[str]:
    """Return the words with digits of a name, by which types and units are told apart."""
    return frozenset(stem for stem in stems_of(" ".join(words)) if any(map(str.isdigit, stem)))


@lru_cache(2048)
def stems_of(name: str) -> frozenset[str]:
    """Return the stems of the words of a name, except small words."""
    return frozenset(_stem(word) for word in plain(name) if word not in _SMALL)
