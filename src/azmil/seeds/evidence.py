"""Evidence for each record: its lines and witnesses, doubts and conflicts, and its hedge in words."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from azmil.model import KINDS, Claim
from azmil.values.locators import Lines, printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.seeds.rows import Row, Rows

CLAIM_KINDS = frozenset(cls.kind for cls in KINDS.values() if issubclass(cls, Claim))
# The kinds that lead, in this order, among claims of the same event.
LEADING = ("event", "agreement-action", "transfer")


def fill(rows: Rows) -> None:
    """Fill the evidence for each record, whose rows have only ``known_until``."""
    prints = {(row.source_id, row.line): row.fingerprint for row in rows["passages"]}
    has_several = len(rows["sources"]) > 1
    disputed, in_tension = _sides(rows)
    hedges = _Hedges(rows)
    known: dict[tuple[Lines, ...], tuple[str | None, int]] = {}  # many claims cite the same lines
    for record, row, cited in zip(rows["records"], rows["evidence"], _cited(rows), strict=True):
        if cited not in known:
            named = cited if has_several else [lines._replace(source="") for lines in cited]
            wordings = {
                tuple(prints[lines.source, line] for line in range(lines.first, lines.last + 1))
                for lines in (cited if len(cited) > 1 else ())
            }
            known[cited] = printed(named) or None, len(wordings) or len(cited)
        row.lines, row.wordings = known[cited]
        row.first_line, row.witnesses = cited[0].first if cited else None, len(cited)
        row.is_disputed, row.is_in_tension = int(record.id in disputed), int(record.id in in_tension)
        row.is_doubtful = int(record.standing == "doubted")
        row.hedge = hedges.of(record, row)
    _set_leads(rows)


def _cited(rows: Rows) -> Iterator[tuple[Lines, ...]]:
    """Yield the lines that state each record; all citations are in the order of the records."""
    citations, at = rows["citations"], 0
    for record in rows["records"]:
        cited = []
        while at < len(citations) and citations[at].record_id == record.id:
            row = citations[at]
            if row.role == "states":
                cited.append(Lines(row.source_id, row.first_line, row.last_line))
            at += 1
        yield tuple(cited)


def _sides(rows: Rows) -> tuple[set[str], set[str]]:
    """Return the ids of the claims in open conflicts: the disputed ones, and those in tension."""
    tensions = {row.id: row.conflict_kind == "tension" for row in rows["conflicts"] if row.state == "open"}
    sides: tuple[set[str], set[str]] = (set(), set())
    for row in rows.get("conflict_sides", []):
        if row.conflict_id in tensions:
            sides[tensions[row.conflict_id]].add(row.claim_id)
    return sides


class _Hedges:
    """The hedges of records, in words."""

    def __init__(self, rows: Rows) -> None:
        self._labels = {row.code: row.label for row in rows["modalities"]}
        self._names = {row.id: row for row in rows["records"]}

    def of(self, record: Row, evidence: Row) -> str | None:
        """Return the hedge of a record, or None for a plain assertion."""
        parts = []
        if record.modality != "asserted":
            parts.append(self._labels[record.modality])
        if record.attribution_id:
            speaker = self._names[record.attribution_id]
            name = f"{speaker.article or ''} {speaker.name or speaker.id}".strip()
            parts.append(f"according to {name}")
        if evidence.is_doubtful:
            parts.append("doubtful")
        if evidence.is_disputed:
            parts.append("contradicted elsewhere")
        if evidence.is_in_tension:
            parts.append("in tension with another passage")
        return "; ".join(parts) or None


# Claims that agree in these columns, their lines and their conflicts are of the same event. A state observed at a date
# has another date than an event of that date: it may have begun before and ended after it.
SAME = ("date", "observed", "date_wording", "modality", "attribution_id", "standing")


def _set_leads(rows: Rows) -> None:
    """Set the lead claim of claims with the same lines, date and hedge; among equal kinds, the first of the seeds."""
    same = attrgetter(*SAME)
    groups: dict[tuple[Any, ...], list[tuple[Row, Row]]] = defaultdict(list)
    for record, row in zip(rows["records"], rows["evidence"], strict=True):
        if record.kind in CLAIM_KINDS:
            groups[row.lines, row.is_disputed, row.is_in_tension, same(record)].append((record, row))
    for group in groups.values():
        if len(group) > 1:
            lead, _ = min(group, key=_rank)
            for record, row in group:
                row.same_event_as = None if record is lead else lead.id


def _rank(pair: tuple[Row, Row]) -> int:
    """Return the rank of a claim, with its evidence, among those of the same event."""
    kind = pair[0].kind
    return LEADING.index(kind) if kind in LEADING else len(LEADING)
