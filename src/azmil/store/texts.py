"""The texts of the search index, folded, so that spelling makes no difference, and with compounds such as MiG-29."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from azmil.values.names import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ATTACHED = """SELECT s.sha256, p.line, p.text
FROM passages AS p
JOIN sources AS s ON s.id = p.source_id
WHERE p.text IS NOT NULL"""  # the text of documents, by SHA-256 and line
LINE = "line"  # the kind of the entries for lines with attached text
# Anchored and possessive, or matching a long word would take quadratic time.
_COMPOUND = re.compile(r"(?<!\w)\w++(?:[-./]\w++)+", re.UNICODE)


def compounds(texts: Iterable[str]) -> str:
    """Return the compounds in some texts without their hyphens, such as ``mig29 sa2``."""
    return " ".join(dict.fromkeys(map(squeeze, _COMPOUND.findall("\n".join(texts)))))


def entries(rows: Mapping[str, Sequence[Any]], labels: Mapping[str, Sequence[str]]) -> Iterator[tuple[object, ...]]:
    """Yield the row of the index for each record: its names, then its sentence, note, ``labels`` and id.

    The short name of a claim does not name a thing, so it is indexed with the other texts.
    """
    claims = {row.code for row in rows["record_kinds"] if row.is_claim}
    names: dict[str, list[str]] = {}
    for row in rows["names"]:
        if row.name != row.record_id:
            names.setdefault(row.record_id, []).append(row.name)
    for row in rows["records"]:
        called = names.get(row.id, [])
        short = []
        if row.kind in claims:
            called, short = [], called
        texts = [
            row.sentence,
            row.note or "",
            row.date_wording or "",
            *labels.get(row.id, ()),
            *short,
            row.id,
        ]
        known = f"{indexed(called)} {' '.join(map(squeeze, called))}" if called else ""
        yield row.id, row.kind, None, known, indexed(texts)


def indexed(texts: Iterable[str]) -> str:
    """Return the indexed form of some texts: their words, then their compounds."""
    whole = list(texts)
    return f"{fold(' '.join(whole))} {compounds(whole)}"
