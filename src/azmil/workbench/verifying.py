"""Comparison of a document with a source: unchanged, different only in form (blanks, quotes, dashes), or changed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Exit, Fault, Hints
from azmil.store import rows
from azmil.values.fingerprints import fingerprint
from azmil.workbench import texts
from azmil.workbench.documents import read_document

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from pathlib import Path

    from azmil.store.protocol import Connection
    from azmil.workbench.documents import Document

WHICH_SOURCE = Fault(
    "a document is compared with no given source, and no source has a line of it",
    "'{path}' has no line in common with a source of this database",
    Hints.ADD_OR_GIVE_SOURCE,
    Exit.USAGE,
)
UNCHANGED, COSMETIC, CHANGED = "unchanged", "cosmetic", "changed"
MOST_PAIRS = 4_000_000  # of lines to compare in order; longer changes are compared without order
_MARKS = str.maketrans(
    dict.fromkeys("‘’‚‛´`′", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)


class Verified(NamedTuple):
    """How a document differs from a source; ``lines`` describes each line that differs, in the document's order."""

    source: str
    verdict: str
    lines: list[str]
    has_text: bool  # whether the text of the source is known, without which no difference is cosmetic


class _Line(NamedTuple):
    number: int
    key: Hashable  # equal for lines with the same words


def verify(connection: Connection, path: Path, source: str | None) -> Verified:
    """Return how a document differs from a source, by default the one with most of its lines."""
    split_by_source: dict[str, str] = dict(rows(connection, "SELECT id, split FROM sources ORDER BY id"))
    documents = {split: read_document(path, split) for split in sorted(set(split_by_source.values()))}
    if source is None:
        source = _likeliest(connection, path, {id_: documents[split] for id_, split in split_by_source.items()})
    document = documents[split_by_source[source]]
    found = rows(connection, "SELECT line, fingerprint, text FROM passages WHERE source_id = ? ORDER BY line", source)
    ((sha256,),) = rows(connection, "SELECT sha256 FROM sources WHERE id = ?", source)
    known = {line: text for line, _, text in found if text is not None}
    kept = texts.find(sha256)
    prints = [digits for _, digits, _ in found]
    known |= {line: text for (line, digits, _), text in zip(found, kept, strict=False) if fingerprint(text) == digits}
    new_prints = [fingerprint(text) for text in document.texts]
    has_text = all(line in known for line, digits, _ in found if digits)
    if prints == new_prints:
        is_same = sha256 == document.sha256
        reason = [] if is_same else ["only the bytes differ: blanks at the ends of lines, or line ends"]
        return Verified(source, UNCHANGED if is_same else COSMETIC, reason, has_text)
    old = [_Line(line, _words(known[line]) if has_text else digits) for line, digits, _ in found if digits]
    new = [
        _Line(number, _words(text) if has_text else fingerprint(text))
        for number, text in enumerate(document.texts, 1)
        if text.strip()
    ]
    differences = _differences(old, new)
    if differences:
        return Verified(source, CHANGED, differences, has_text)
    lines = _cosmetic({line: digits for line, digits, _ in found}, old, new, new_prints)
    return Verified(source, COSMETIC, lines, has_text)


def _likeliest(connection: Connection, path: Path, documents: dict[str, Document]) -> str:
    """Return the source that shares most of its lines with a document; raise AzmilError if none shares any."""
    shared: dict[str, float] = {}
    for source, document in documents.items():
        found = rows(connection, "SELECT DISTINCT fingerprint, text FROM passages WHERE source_id = ?", source)
        ((sha256,),) = rows(connection, "SELECT sha256 FROM sources WHERE id = ?", source)
        prints = {digits for digits, _ in found if digits}
        words = {_words(text) for text in [*(text for _, text in found), *texts.find(sha256)] if text and text.strip()}
        prints_shared = len(prints & {fingerprint(text) for text in document.texts})
        words_shared = len(words & {_words(text) for text in document.texts})
        shared[source] = max(prints_shared, words_shared) / max(1, len(prints))
    best = max(shared, key=lambda source: shared[source], default="")
    if not shared.get(best):
        raise WHICH_SOURCE(path=path, known=", ".join(documents))
    return best


def _words(text: str) -> str:
    """Return a line without the differences that are cosmetic: kinds of blanks, quotation marks and dashes."""
    plain = unicodedata.normalize("NFC", text).translate(_MARKS)
    return " ".join(re.sub(r"-+", "-", plain).split())


def _cosmetic(
    prints: dict[int, str | None], old: Sequence[_Line], new: Sequence[_Line], new_prints: Sequence[str | None]
) -> list[str]:
    """Return the lines with the same words that differ otherwise, or have another number."""
    lines = []
    for before, after in zip(old, new, strict=True):
        moved = f" (line {before.number} of the source)" if before.number != after.number else ""
        if prints[before.number] != new_prints[after.number - 1]:
            lines.append(f"line {after.number} differs only in blanks, quotation marks or dashes{moved}")
        elif moved:
            lines.append(f"line {after.number} has another number{moved}")
    return lines or ["blank lines at the end differ"]


def _differences(old: Sequence[_Line], new: Sequence[_Line]) -> list[str]:
    """Return what differs between the lines of a source and those of a document, apart from their numbers."""
    first = 0
    while first < min(len(old), len(new)) and old[first].key == new[first].key:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last].key == new[-1 - last].key:
        last += 1
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if len(old) * len(new) > MOST_PAIRS:
        return _unordered(old, new)
    lines = []
    keys = [line.key for line in old], [line.key for line in new]
    for change, start, end, new_start, new_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if change == "equal":
            continue
        common = min(end - start, new_end - new_start)
        lines += [f"line {line.number} differs" for line in new[new_start : new_start + common]]
        lines += [f"line {line.number} of the source is missing" for line in old[start + common : end]]
        lines += [f"line {line.number} is new" for line in new[new_start + common : new_end]]
    return lines


def _unordered(old: Sequence[_Line], new: Sequence[_Line]) -> list[str]:
    """Return the lines that only one of two texts has, or "other order" if there are none."""
    missing = Counter(line.key for line in old) - Counter(line.key for line in new)
    added = Counter(line.key for line in new) - Counter(line.key for line in old)
    lines = [f"line {line.number} is new" for line in new if line.key in added]
    lines += [f"line {line.number} of the source is missing" for line in old if line.key in missing]
    return lines or ["the lines are in another order"]
