"""Hedges in words: what a sentence says of its hedge itself, so that it is not said twice in one line."""

from __future__ import annotations

import re

_SEPARATOR = "; "
_SPEAKER = "according to "
# By modality, words with which a sentence says that it is not asserted. Of another modality, only its label is known.
_WORDS = {
    "rumoured": r"rumou?r\w*",
    "feared": r"fears?|feared",
    "planned": r"plans?|planned|planning|(?:is|are|was|were) due to",
    "negotiated": r"talks (?:are|were) under way|in talks|negotiat\w+",
    "contracted": r"under (?:\w+ )?(?:contracts?|agreements?)|contracted",
    "permitted": r"permit(?:s|ted)?|allows?|allowed",
    "denied": r"den(?:y|ies|ied)",
    "opinion": r"opinion",
}


def unsaid(hedge: str | None, sentence: str) -> str:
    """Return the parts of a hedge that a sentence does not say itself, such as that a passage contradicts it."""
    parts = (hedge or "").split(_SEPARATOR)
    return _SEPARATOR.join(part for part in parts if part and not _is_said(part, sentence))


def _is_said(part: str, sentence: str) -> bool:
    if part.startswith(_SPEAKER):
        name = re.escape(part.removeprefix(_SPEAKER))
        words = rf"{_SPEAKER}{name}|opinion of {name}|{name} (?:has |have )?(?:den(?:y|ies|ied)|sa(?:y|ys|id))"
    else:
        words = _WORDS.get(part, re.escape(part))
    return re.search(rf"\b(?:{words})\b", sentence, re.IGNORECASE) is not None
