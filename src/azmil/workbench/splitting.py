"""Splitting of documents into the lines of a source, and verdicts proposed for lines that clearly state nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINES, SENTENCES = SPLITS = ("lines", "sentences")
_LONGEST_SHORT = 50  # characters; a longer line without a stop at its end goes on in the next one
_WRAPPED = 0.7  # the same as a share of the length that one line in ten exceeds, if that is less
_LONGEST_HEADING = 8  # words
_LONGEST_JUDGED = 2_000  # characters of a line for which a verdict may be proposed
_ENDINGS = ".!?:;…"
_CLOSING = "\"'”’»)]"
# The end of a sentence: a stop with closing quotes, a space, and a capital, digit or opening quote.
_STOP = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*(?:\[\d+\])*(\s+)(?=[\"'“‘«(\[]*[^\W_a-z])")
_ABBREVIATIONS = frozenset(
    """adm approx art brig c ca capt cf cmdr co col cpl dr e.g ed est etc fig ft gen gov i.e inc jr lt ltd maj mr mrs ms
    mt no nos op p par pp prof rev sec sen sgt sr st u.k u.n u.s u.s.s.r v vol vs
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()  # noqa: SIM905 - easier to read
)
# The start of a list item, heading, table row or quotation.
_ITEM = re.compile(r"\s*(?:[-*+•–]|\d{1,3}[.)]|#{1,6}|\||>)\s")
_WORD_BEFORE = re.compile(r"([^\W\d_](?:[\w.]*\w)?)\.$")

_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+\S.*)?")
_RULE = re.compile(r"\s*(?:[-=*_~]\s*){3,}")
_LINK = r"(?:https?://\S+|www\.\S+|<https?://[^>\s]+>|!?\[[^\]]*\]\((?:[^()\s]|\([^()\s]*\))*\)|\[[^\]]*\]:\s*\S+)"
# What a line of links has besides them.
_AROUND_LINKS = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)]\s|\[\d+\]:?\s)?[\s.,;|·•]*")
_MARK = re.compile(r"\s*(?:(?:\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\]|[\^↑*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s*)+")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s*)?(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—])?\s*", re.IGNORECASE
)
_EDIT = re.compile(r"\s*\[edit\]\s*$")


class Line(NamedTuple):
    """A line of a source: its text, its page in a document with pages, and why it is proposed to state nothing."""

    text: str
    page: int | None = None
    proposed: str = ""


def split(texts: Sequence[tuple[int | None, str]], how: str) -> list[Line]:
    """Return the lines of a source from the lines of a document with their pages.

    With ``how`` "sentences", each sentence is a line, also one that goes on in the next line or on the next page, where
    it has the page on which it begins.
    """
    parts = list(texts) if how == LINES else list(_sentences(texts))
    numbers = page_numbers(parts)
    reasons = _proposals(["" if index in numbers else text for index, (_, text) in enumerate(parts)])
    for index in numbers:
        reasons[index] = "a page number"
    return [Line(text, page, reason) for (page, text), reason in zip(parts, reasons, strict=True)]


def _sentences(texts: Sequence[tuple[int | None, str]]) -> Iterator[tuple[int | None, str]]:
    for paragraph in _paragraphs(texts):
        if not paragraph[0][1].strip():
            yield paragraph[0]
            continue
        pieces: list[str] = []
        starts: list[int] = []  # of the lines in the text
        length = 0
        for _, line in paragraph:
            stripped = line.strip()
            last = pieces[-1] if pieces else ""
            if last.endswith("-") and last[-2:-1].isalpha() and stripped[:1].islower():  # a word broken at the line end
                pieces[-1] = last[:-1]
                length -= 1
            elif last:
                pieces.append(" ")
                length += 1
            starts.append(length)
            pieces.append(stripped)
            length += len(stripped)
        text = "".join(pieces)
        at = 0
        for end in [*_ends(text), len(text)]:
            if sentence := text[at:end].strip():
                yield paragraph[bisect_right(starts, at) - 1][0], sentence
            at = end + (len(text) > end and text[end].isspace())


def _paragraphs(texts: Sequence[tuple[int | None, str]]) -> Iterator[list[tuple[int | None, str]]]:
    """Yield the lines that belong together: a line that ends in the middle of a sentence goes on in the next one.

    Page numbers follow the paragraph that they interrupt.
    """
    lengths = sorted(len(line.strip()) for _, line in texts if line.strip())
    shortest = min(_LONGEST_SHORT, _WRAPPED * lengths[len(lengths) * 9 // 10]) if lengths else 0
    numbers = page_numbers(texts)
    paragraph: list[tuple[int | None, str]] = []
    aside: list[tuple[int | None, str]] = []
    for index, (page, line) in enumerate(texts):
        if index in numbers:
            aside.append((page, line))
            continue
        before = paragraph[-1][1].rstrip() if paragraph else ""
        ends = before.rstrip(_CLOSING)[-1:] in tuple(_ENDINGS)
        is_wrapped = len(before) >= shortest and not ends and bool(line.strip()) and not _ITEM.match(line)
        if paragraph and (not is_wrapped or _HEADING.fullmatch(before) or not before):
            yield paragraph
            yield from ([number] for number in aside)
            paragraph, aside = [], []
        paragraph.append((page, line))
    if paragraph:
        yield paragraph
    yield from ([number] for number in aside)


def page_numbers(texts: Sequence[tuple[int | None, str]]) -> set[int]:
    """Return the positions of lines with only a number at the start or end of a page."""
    filled = [index for index, (page, line) in enumerate(texts) if page is not None and line.strip()]
    return {
        index
        for before, index, after in zip([None, *filled], filled, [*filled[1:], None], strict=False)
        if _PAGE_NUMBER.fullmatch(texts[index][1])
        and (
            before is None or after is None or texts[before][0] != texts[index][0] or texts[after][0] != texts[index][0]
        )
    }


def _ends(text: str) -> Iterator[int]:
    """Yield the positions at which sentences of a paragraph end."""
    for match in _STOP.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, match.start() - 12), match.start())
        word = before[1].lower() if before else ""
        is_initial = len(word) == 1 and before is not None and before[1].isupper()
        if word not in _ABBREVIATIONS and not is_initial:
            yield match.start(1)


def _proposals(lines: Sequence[str]) -> list[str]:
    """Return for each line why it is proposed to state nothing, or an empty text."""
    reasons = []
    following = ""
    for index in range(len(lines) - 1, -1, -1):
        line, before = lines[index], lines[index - 1] if index else ""
        is_judged = bool(line.strip()) and len(line) <= _LONGEST_JUDGED
        reasons.append(_proposal(line, before, following) if is_judged else "")
        following = line if line.strip() else following
    return reasons[::-1]


def _proposal(line: str, before: str, following: str) -> str:
    if _MARK.fullmatch(line):
        return "a footnote mark"
    rest, links = re.subn(_LINK, "", line)
    if links and _AROUND_LINKS.fullmatch(rest):
        return "a link" if links == 1 else "links"
    if _RULE.fullmatch(line):
        return "a rule"
    if _HEADING.fullmatch(line) or _is_heading(_EDIT.sub("", line).strip(), before, following):
        return "a heading"
    return ""


def _is_heading(text: str, before: str, following: str) -> bool:
    """Return whether a line looks like a heading: a few words without figures or a stop, between sentences."""
    words = text.split()
    return (
        0 < len(words) <= _LONGEST_HEADING
        and (not before.strip() or before.rstrip()[-1] in ".!?")
        and text[0].isupper()
        and "://" not in text
        and not any(letter.isdigit() for letter in text)
        and text[-1] not in (*_ENDINGS, ",")
        and following.rstrip().rstrip(_CLOSING)[-1:] in tuple(_ENDINGS)
    )
