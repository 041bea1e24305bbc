"""Hedges and negations in English text: how firmly a clause states something."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

# By class, the words that hedge or negate a clause. "May" is a month.
_MARKERS = {
    "planned": (
        r"plans?|planned|planning|intends?|intended|intention|will|would|shall|scheduled|proposes?|proposed|"
        r"(?:is|are|was|were|be) (?:expected|due|set|about|going|slated|projected) to|(?:is|are|was|were) to|"
        r"hopes?|hoped|aims? to|considers|considering|in the future|upcoming|to be \w+ed|foreseen|envisag\w+"
    ),
    "rumoured": (
        r"rumou?r\w*|reportedly|alleged\w*|allegations?|supposed\w*|purported\w*|unconfirmed|speculat\w+|"
        r"(?-i:may)|might|could|possibly|perhaps|probably|likely|presumabl[ey]|apparently|suspected|"
        r"(?:is|are|was|were) (?:believed|thought|said|rumou?red|reported|understood|assumed) to|"
        r"(?:believed|thought|said) to (?:be|have)|reports? (?:that|of|suggest\w*)|claims?|claimed|uncertain|unclear"
    ),
    "negotiated": r"talks?|negotiat\w+|discuss\w*|in contact with|interested in|bids? for|offers? to|offered",
    "contracted": r"contract\w*|agree[ds]?|agreements?|signed|deals?|orders?|ordered|treat(?:y|ies)|pact|protocol",
    "permitted": (
        r"allow\w*|permit\w*|may|maximum|limit\w*|entitle\w*|authori[sz]\w*|ceilings?|quotas?|can|at most|up to|"
        r"no more than|restrict\w*|enables?|keep"
    ),
    "feared": r"fear\w*|warn\w*|concern\w*|worr\w+|threat\w*|risks?|danger\w*|alarm\w*",
    "denied": r"den(?:y|ies|ied|ials?)|refut\w+|reject\w*|dismiss\w*|contradict\w*|not true|false\w*|disput\w+",
    "negated": r"not|no|never|no longer|\w+n['’]t|neither|nor|cannot|fail(?:s|ed)? to|lacks?|lacked|nowhere|nothing",
    "opinion": (
        r"opinions?|think\w*|thought|believ\w+|consider\w*|view\w*|argu\w+|assess\w*|seem\w*|regard\w*|judg\w+|"
        r"best|worst|good|great|important|strong\w*|successful\w*|main|key|major|most|should|described|called|appear\w*"
    ),
    "quoted": (
        r"according to|sa(?:y|ys|id)|stat(?:es|ed)|told|tells|announce\w*|claim\w*|report(?:s|ed)?|confirm\w*|"
        r"estimat\w+|mention\w*|note[sd]?|declar\w+|quot\w+|express\w+|insist\w*|accus\w+|add(?:s|ed)|"
        r"point(?:s|ed) (?:to|out)|calls?|called|describ\w+|comment\w*|express\w*|ask\w*|interview\w*"
    ),
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _MARKERS.items()}
# The few words that make a claim weaker wherever they are in its clause.
_FIRM = {
    "planned": re.compile(
        r"\b(?:plans? to|planned|(?:is|are) planning|intends?|scheduled to|proposes? to|"
        r"(?:is|are|was|were) (?:expected|due|set|going|slated|projected) to|hopes? to|to be (?:delivered|built|"
        r"bought|purchased|acquired|opened|formed|completed|commissioned|replaced)|will|would)\b",
        re.IGNORECASE,
    ),
    "rumoured": re.compile(
        r"\b(?:rumou?r\w*|reportedly|alleged\w*|supposedly|purported\w*|unconfirmed|(?-i:may)|might|could|possibly|"
        r"perhaps|probably|presumably|apparently|(?:is|are|was|were) (?:believed|thought|said|rumou?red|reported) to|"
        r"(?:is|are|was|were) likely)\b",
        re.IGNORECASE,
    ),
    "negotiated": re.compile(
        r"\b(?:in talks|in negotiations?|(?:talks|negotiations) (?:on|about|over|for|with|are|were|continue)|"
        r"(?:is|are|was|were) (?:negotiating|discussing|bidding for|in contact with)|under negotiation)\b",
        re.IGNORECASE,
    ),
    "contracted": re.compile(
        r"\b(?:(?:signed|signs|concluded|reached|awarded) (?:an? |the )?(?:[\w-]+ ){0,3}"
        r"(?:contracts?|agreements?|deals?|orders?|memorandums?)|under (?:an? |the )(?:contract|agreement|deal)|"
        r"(?:has|have|had) (?:agreed|contracted) (?:to|for)|(?:is|are|was|were) (?:on order|contracted))\b",
        re.IGNORECASE,
    ),
    "denied": re.compile(r"\b(?:den(?:y|ies|ied)|refute[sd]?|not true)\b", re.IGNORECASE),
    "negated": re.compile(
        r"\b(?:(?<!if )not(?! only| yet another)|never|no longer|\w+n['’]t|neither|cannot|no(?= [a-z]))\b",
        re.IGNORECASE,
    ),
    # Not "according to Western standards".
    "quoted": re.compile(
        r"^\W*[Aa]ccording to\b|\b[Aa]ccording to (?:an? |the |its |their |his |her |some |one )?"
        r"(?=[A-Z](?!\w* (?:standards|norms|rules|requirements|procedures))|sources|officials|media|press|reports)"
    ),
}
_REPORTED = re.compile(
    r"reportedly|alleged\w*|supposedly|purported\w*|\w+ (?:believed|thought|said|rumou?red) to", re.IGNORECASE
)
# By modality, the classes of words that justify it.
JUSTIFIED = {
    "rumoured": ("rumoured", "quoted", "feared"),
    "planned": ("planned", "negotiated", "contracted", "permitted"),
    "negotiated": ("negotiated", "planned"),
    "contracted": ("contracted", "planned"),
    "permitted": ("permitted", "contracted"),
    "feared": ("feared", "rumoured"),
    "denied": ("denied", "negated"),
}
# By class of words, the modalities that are weak enough for it.
ENOUGH = {
    "planned": ("planned", "negotiated", "contracted", "permitted", "feared", "rumoured", "denied", "opinion"),
    "rumoured": ("rumoured", "feared", "opinion", "denied", "permitted", "planned", "negotiated"),
    "negotiated": ("negotiated", "planned", "rumoured", "feared", "denied", "opinion"),
    "contracted": ("contracted", "negotiated", "planned", "permitted", "rumoured", "feared", "denied", "opinion"),
    "denied": ("denied",),
    "negated": ("denied",),
    "quoted": ("rumoured", "opinion", "denied", "feared", "permitted"),
}
# The beginning of a sentence that hedges all its clauses.
_LEAD = re.compile(
    r"^\W*(?:according to (?:the )?\w+|perhaps|"
    r"(?:reported|alleged|supposed|purported|possib|probab|presumab|apparent)ly|"
    r"(?:it (?:is|was|has been)|it's|its been) (?:\w+ )?\w+ed)\b",
    re.IGNORECASE,
)
REACH = 6  # words that a negation or a plan is taken to be about; "no" is about one
_SENTENCE = re.compile(r"(?<=[.!?;])[\"'”’)]*\s+(?=[\"'“(]?[A-Z0-9])")
# Words that begin a subordinate clause, which ends at the first comma.
_OPENING = re.compile(
    r"^\W*(?:according|although|though|when|while|after|before|as|if|since|upon|due|despite|because|in view)"
    r"\b[^,]{10,}(,)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:—–]|, (?=(?:and|but|while|whereas|although|though|which|who|however|therefore|it|they|he|she|this|these)\b"
    r"|the \w+ (?:did|do|does|has|have|had|is|are|was|were|will|would|may|can|could)\b)"
    r"|\b(?=(?:but|while|whereas|although|that)\b)",
    re.IGNORECASE,
)


class Marker(NamedTuple):
    """A word that hedges or negates: its class, the word as printed, and what it refers to."""

    kind: str
    word: str
    after: str = ""  # the words after it


@lru_cache(2048)
def markers(text: str) -> tuple[Marker, ...]:
    """Return the words of a text that may hedge or negate it, by class."""
    return tuple(Marker(name, match[0]) for name, pattern in _PATTERNS.items() for match in pattern.finditer(text))


@lru_cache(2048)
def firm_markers(text: str) -> tuple[Marker, ...]:
    """Return the words of a clause that always make its claim weaker or negate it."""
    return tuple(
        Marker(name, match[0], " ".join(text[match.end() :].split()[: 1 if match[0].casefold() == "no" else REACH]))
        for name, pattern in _FIRM.items()
        for match in pattern.finditer(text)
    )


def needs_modality(marker: Marker) -> bool:
    """Return whether a claim with such a word must have a modality, even if its sentence has the word too."""
    return marker.kind in ("planned", "denied") or _REPORTED.fullmatch(marker.word) is not None


@lru_cache(2048)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; abbreviations may end some of them early."""
    return tuple(part for part in _SENTENCE.split(text) if part.strip())


@lru_cache(2048)
def clauses(sentence: str) -> tuple[str, ...]:
    """Return the clauses of a sentence, each with the words that introduce it and may hedge it.

    These are words such as "reportedly" at the start of the sentence, and for a clause with "that" the whole clause
    before it.
    """
    opening = _OPENING.match(sentence)
    at = opening.start(1) if opening else 0
    parts = [sentence[:at]] if at else []
    parts += _BREAK.split(sentence[at:])
    parts = [part.strip(" ,") for part in parts if part.strip(" ,")]
    lead = _LEAD.match(sentence)
    found = []
    for before, part in pairwise(["", *parts]):
        if part.casefold().startswith("that ") and before:
            found.append(f"{before} {part}")
        else:
            found.append(f"{lead[0]} … {part}" if before and lead else part)
    return tuple(found)
