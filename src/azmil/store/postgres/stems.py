"""Stems of English words by Porter's algorithm, exactly as the full-text search of SQLite computes them.

The stemmer of PostgreSQL is a later version of the algorithm and has stop words, so the two would find different
records. This is a port of ``fts5_tokenize.c``, including where that differs from Porter's paper.
"""

from __future__ import annotations

from functools import cache

SHORTEST, LONGEST = 3, 64  # characters of a word that has a stem
_STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("logi", "log"),
    ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"),
    ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
    ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
_STEP_3 = (
    ("ical", "ic"), ("ness", ""), ("icate", "ic"), ("iciti", "ic"), ("ful", ""), ("ative", ""), ("alize", "al"),
)  # fmt: skip
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
)  # fmt: skip


@cache
def stem(word: str) -> str:
    """Return the stem of a word in lower-case ASCII."""
    if not SHORTEST <= len(word) <= LONGEST:
        return word
    word = _without_participle(_without_plural(word))
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = f"{word[:-1]}i"
    word = _replaced(word, _STEP_2)
    word = _replaced(word, _STEP_3)
    word = _without_ending(word)
    if word.endswith("e"):
        rest = word[:-1]
        if _measure(rest) > 1 or (_measure(rest) == 1 and not _ends_in_short_syllable(rest)):
            word = rest
    if word.endswith("ll") and _measure(word[:-1]) > 1:
        word = word[:-1]
    return word


def _without_plural(word: str) -> str:
    if not word.endswith("s"):
        return word
    if word.endswith("es"):
        is_long = (len(word) > len("sses") and word.endswith("sses")) or (len(word) > len("ies") and word[-3] == "i")
        return word[:-2] if is_long else word[:-1]
    return word if word.endswith("ss") else word[:-1]


def _without_participle(word: str) -> str:
    if len(word) > len("eed") and word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        rest = word.removesuffix(ending)
        if rest not in ("", word) and _has_vowel(rest):
            return _completed(rest)
    return word


def _completed(word: str) -> str:
    """Return a word that has lost its participle's ending, with the letters that the ending had replaced."""
    if len(word) > len("at") and word.endswith(("at", "bl", "iz")):
        return f"{word}e"
    if word[-1] not in "aeioulsz" and word[-2:-1] == word[-1]:
        return word[:-1]
    return f"{word}e" if _measure(word) == 1 and _ends_in_short_syllable(word) else word


def _replaced(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    """Return a word with the first of some endings that it has replaced, if its stem has a syllable."""
    for ending, instead in endings:
        if len(word) > len(ending) and word.endswith(ending):
            rest = word[: -len(ending)]
            return rest + instead if _measure(rest) > 0 else word
    return word


def _without_ending(word: str) -> str:
    for ending in _STEP_4:
        if len(word) > len(ending) and word.endswith(ending):
            rest = word[: -len(ending)]
            is_removed = _measure(rest) > 1 and (ending != "ion" or rest[-1] in "st")
            return rest if is_removed else word
    return word


def _pattern(word: str) -> str:
    """Return a word with v for each vowel and c for each consonant; y is a vowel after a consonant."""
    found = ""
    for letter in word:
        is_vowel = letter in "aeiou" or (letter == "y" and found.endswith("c"))
        found += "v" if is_vowel else "c"
    return found


def _measure(word: str) -> int:
    """Return how many times a consonant follows a vowel."""
    return _pattern(word).count("vc")


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiou" or (letter == "y" and at > 0) for at, letter in enumerate(word))


def _ends_in_short_syllable(word: str) -> bool:
    """Return whether a word ends in a consonant, a vowel and a consonant other than w, x or y."""
    return word[-1] not in "wxy" and _pattern(word)[-3:] == "cvc"
