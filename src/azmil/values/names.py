"""Names: folding, which makes different spellings of a name equal."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# Of each byte of ASCII text, the letter in lower case or the digit, or else a space.
_FOLDED = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)
WORD = re.compile(r"\w+(?:[-.,]\w+)*", re.UNICODE)
# British and American; "is" comes last, since it is in other pairs.
SPELLINGS = (
    ("our", "or"), ("defence", "defense"), ("centre", "center"), ("programme", "program"), ("metre", "meter"),
    ("litre", "liter"), ("adviser", "advisor"), ("is", "iz"),
)  # fmt: skip
SHORTEST_RESPELT = 6  # letters; "four" and "for" are different words
SHORTEST_PLURAL = 4  # letters
STEM = 5  # letters that words must share at the beginning to count as forms of the same word


def fold(text: str) -> str:
    """Return text as lower-case ASCII words separated by single spaces."""
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - most words are ASCII

        # Users without a key for the Azerbaijani schwa write an e; anyascii would make it "@" or "a".
        text = anyascii(text.replace("ə", "e").replace("Ə", "E"))
    return " ".join(text.encode("ascii").translate(_FOLDED).decode("ascii").split())


def squeeze(text: str) -> str:
    """Return folded text without spaces, so that hyphens and spaces do not matter."""
    return fold(text).replace(" ", "")


@lru_cache(4096)
def plain_words(text: str) -> str:
    """Return folded text in which singular and plural, and British and American spellings, are equal."""
    return " ".join(map(_plain, fold(text).replace("anti ", "anti").split()))  # an anti-tank gun is not a tank


@lru_cache(16_384)
def _plain(word: str) -> str:
    """Return a word in American spelling, without the ending of a plural; it may be no English word."""
    for british, american in SPELLINGS:
        word = word.replace(british, american) if len(word) >= SHORTEST_RESPELT else word
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def spellings(text: str) -> list[str]:
    """Return text as it is, as in most English names with an a for each schwa, and in British or American spelling.

    Some of the spellings are no English words.
    """
    latin = text.replace("ə", "a").replace("Ə", "A")
    lower = latin.lower()
    pairs = [pair for each in SPELLINGS for pair in (each, each[::-1])] if len(text) >= SHORTEST_RESPELT else []
    return list(dict.fromkeys([text, latin, *(lower.replace(old, new) for old, new in pairs if old in lower)]))


def stem(word: str) -> str:
    """Return the beginning that the forms of a word share; a number is not shortened."""
    plain = squeeze(word)
    return plain if plain.isdigit() else plain[:STEM]


def spans(text: str, stems: Collection[str]) -> list[tuple[int, int]]:
    """Return the start and end of each word in a string that has one of the stems."""
    return [match.span() for match in WORD.finditer(text) if stem(match[0]) in stems]
