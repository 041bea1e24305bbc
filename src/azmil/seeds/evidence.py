"""Evidence for each record: its lines and witnesses, doubts and conflicts, and its hedge in words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from azmil.model import KINDS, Claim
from azmil.values.locators import Lines, printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.seeds.rows import Row, Rows

CLAIM_KINDS = tuple(cls.kind for cls in KINDS.values() if issubclass(cls, Claim))
# The kinds that lead, in this order, among claims of the same event.
LEADING = ("event", "agreement-action", "transfer")


def fill(rows: Rows) -> None:
    """Fill the evidence for each record, whose rows have only ``known_until``."""
    by_id = {row["record_id"]: row for row in rows["evidence"]}
    prints = {(row["source_id"], row["line"]): row["fingerprint"] for row in rows["passages"]}
    has_several = len(rows["sources"]) > 1
    disputed, in_tension = _sides(rows)
    hedges = _Hedges(rows)
    for record, cited in zip(rows["records"], _cited(rows), strict=True):
        id_ = record["id"]
        wordings = {
            tuple(
                prints[citation["source_id"], line] for line in range(citation["first_line"], citation["last_line"] + 1)
            )
            for citation in (cited if len(cited) > 1 else ())
        }
        row = by_id[id_]
        lines = printed(_range(citation, named=has_several) for citation in cited)
        row["lines"] = sys.intern(lines) if lines else None  # many claims have the same ones
        row["first_line"] = cited[0]["first_line"] if cited else None
        row["witnesses"], row["wordings"] = len(cited), len(wordings) or len(cited)
        row["is_disputed"], row["is_in_tension"] = int(id_ in disputed), int(id_ in in_tension)
        row["is_doubtful"], row["same_event_as"] = int(record["standing"] == "doubted"), None
        row["hedge"] = hedges.of(record, row)
    _set_leads(rows["records"], by_id)


def _cited(rows: Rows) -> Iterator[list[Row]]:
    """Yield the citations of the lines that state each record; all citations are in the order of the records."""
    citations, at = rows["citations"], 0
    for record in rows["records"]:
        start = at
        while at < len(citations) and citations[at]["record_id"] == record["id"]:
            at += 1
        yield [citation for citation in citations[start:at] if citation["role"] == "states"]


def _range(row: Row, *, named: bool) -> Lines:
    return Lines(row["source_id"] if named else "", row["first_line"], row["last_line"])


def _sides(rows: Rows) -> tuple[set[str], set[str]]:
    """Return the ids of the claims in open conflicts: the disputed ones, and those in tension."""
    tensions = {row["id"]: row["conflict_kind"] == "tension" for row in rows["conflicts"] if row["state"] == "open"}
    sides: tuple[set[str], set[str]] = (set(), set())
    for row in rows.get("conflict_sides", []):
        if row["conflict_id"] in tensions:
            sides[tensions[row["conflict_id"]]].add(row["claim_id"])
    return sides


class _Hedges:
    """The hedges of records, in words."""

    def __init__(self, rows: Rows) -> None:
        self._labels = {row["code"]: row["label"] for row in rows["modalities"]}
        self._names = {row["id"]: row for row in rows["records"]}

    def of(self, record: Row, evidence: Row) -> str | None:
        """Return the hedge of a record, or None for a plain assertion."""
        parts = []
        if record["modality"] != "asserted":
            parts.append(self._labels[record["modality"]])
        if record["attribution_id"]:
            speaker = self._names[record["attribution_id"]]
            name = f"{speaker['article'] or ''} {speaker['name'] or speaker['id']}".strip()
            parts.append(f"according to {name}")
        if evidence["is_doubtful"]:
            parts.append("doubtful")
        if evidence["is_disputed"]:
            parts.append("contradicted elsewhere")
        if evidence["is_in_tension"]:
            parts.append("in tension with another passage")
        return "; ".join(parts) or None


# Claims that agree in these columns, their lines and their conflicts are of the same event. A state observed at a date
# has another date than an event of that date: it may have begun before and ended after it.
SAME = ("date", "observed", "date_wording", "modality", "attribution_id", "standing")


def _set_leads(records: Iterable[Row], evidence_by_id: dict[str, Row]) -> None:
    """Set the lead claim of claims with the same lines, date and hedge; among equal kinds, the first of the seeds."""
    by_lines: dict[str | None, list[Row]] = {}
    for record in records:
        if record["kind"] in CLAIM_KINDS:
            by_lines.setdefault(evidence_by_id[record["id"]]["lines"], []).append(record)
    for group in (group for citing in by_lines.values() for group in _of_same_event(citing, evidence_by_id)):
        ranks = [LEADING.index(row["kind"]) if row["kind"] in LEADING else len(LEADING) for row in group]
        lead = group[ranks.index(min(ranks))]["id"]
        for row in group:
            if row["id"] != lead:
                evidence_by_id[row["id"]]["same_event_as"] = lead


def _of_same_event(records: Iterable[Row], evidence_by_id: dict[str, Row]) -> Iterable[list[Row]]:
    """Return claims with the same lines in groups with the same date and hedge."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for record in records:
        row = evidence_by_id[record["id"]]
        same = (record[name] for name in SAME)
        groups.setdefault((*same, row["is_disputed"], row["is_in_tension"]), []).append(record)
    return groups.values()
