"""Names: the folding by which one name is found however it is spelt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

WORD = re.compile(r"\w+(?:[-.,]\w+)*", re.UNICODE)
STEM = 5  # words that begin with the same letters are taken for forms of one


def fold(text: str) -> str:
    """Return a text as plain lower-case ASCII words with single spaces between them."""
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - most words are plain already

        # The schwa of Azerbaijani is an e to whoever has no such key; anyascii makes it an "@" or "a".
        text = anyascii(text.replace("ə", "e").replace("Ə", "E"))
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def squeeze(text: str) -> str:
    """Return a folded text without its spaces, so that hyphens and spaces make no difference."""
    return fold(text).replace(" ", "")


def spellings(text: str) -> list[str]:
    """Return a text, and as it is where an a stands for each schwa, as in most names in English."""
    return list(dict.fromkeys([text, text.replace("ə", "a").replace("Ə", "A")]))


def stem(word: str) -> str:
    """Return the beginning by which the forms of a word are one; a figure is its own."""
    plain = squeeze(word)
    return plain if plain.isdigit() else plain[:STEM]


def spans(text: str, stems: Collection[str]) -> list[tuple[int, int]]:
    """Return where words with one of some stems stand in a text, as pairs of start and end."""
    return [match.span() for match in WORD.finditer(text) if stem(match[0]) in stems]
