"""What the load derives: evidence, names, verdicts and repeats, each from rows that exist."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from azmil.model import KINDS, Claim
from azmil.values.locators import Lines, printed
from azmil.values.names import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.rows import Row, Rows

CLAIM_KINDS = frozenset(cls.kind for cls in KINDS.values() if issubclass(cls, Claim))


def complete(rows: Rows) -> None:
    """Add to the rows everything that is derived from them."""
    mark_repeats(rows["passages"])
    mark_verdicts(rows)
    rows["evidence"] = list(evidence(rows))
    rows["names"] = list(names(rows))
    rows["revisions"] = list(revisions(rows))


def mark_repeats(passages: list[Row]) -> None:
    """Fill ``first_same_line``: the first line of the same source with the same fingerprint."""
    first: dict[tuple[str, str], int] = {}
    for row in sorted(passages, key=lambda row: (row["source_id"], row["line"])):
        if row["fingerprint"] is None:
            row["first_same_line"] = None
        else:
            row["first_same_line"] = first.setdefault((row["source_id"], row["fingerprint"]), row["line"])


def mark_verdicts(rows: Rows) -> None:
    """Set the verdict of each line that a claim cites as stating it."""
    claims = {row["id"] for row in rows["records"] if row["kind"] in CLAIM_KINDS}
    cited = {
        (row["source_id"], line)
        for row in rows["citations"]
        if row["record_id"] in claims and row["role"] == "states"
        for line in range(row["first_line"], row["last_line"] + 1)
    }
    for row in rows["passages"]:
        if (row["source_id"], row["line"]) in cited and row["verdict"] == "open":
            row["verdict"] = "cited"


def evidence(rows: Rows) -> Iterable[Row]:
    """Yield for each record what stands behind it: its lines, how many places, how many different wordings."""
    prints = {(row["source_id"], row["line"]): row["fingerprint"] for row in rows["passages"]}
    many = len(rows["sources"]) > 1
    by_record: dict[str, list[Row]] = {}
    for row in rows["citations"]:
        if row["role"] == "states":
            by_record.setdefault(row["record_id"], []).append(row)
    unsettled = {row["id"] for row in rows["conflicts"] if row["state"] == "open"}
    disputed = {row["claim_id"] for row in rows.get("conflict_sides", []) if row["conflict_id"] in unsettled}
    for record in rows["records"]:
        cited = by_record[record["id"]]
        wordings = {
            tuple(prints[row["source_id"], line] for line in range(row["first_line"], row["last_line"] + 1))
            for row in cited
        }
        yield {
            "record_id": record["id"],
            "lines": printed(_range(row, named=many) for row in cited),
            "first_line": cited[0]["first_line"],
            "witnesses": len(cited),
            "wordings": len(wordings),
            "is_disputed": int(record["id"] in disputed),
        }


def _range(row: Row, *, named: bool) -> Lines:
    return Lines(row["source_id"] if named else "", row["first_line"], row["last_line"])


def names(rows: Rows) -> Iterable[Row]:
    """Yield every name by which a record can be found: its id, its name, its aliases."""
    found: dict[tuple[str, str], None] = {}
    for record in rows["records"]:
        found[record["id"], record["id"]] = None
        if record["name"]:
            found[record["id"], record["name"]] = None
    for alias in rows.get("aliases", []):
        found[alias["record_id"], alias["name"]] = None
    for record_id, name in found:
        yield {"record_id": record_id, "name": name, "folded": fold(name), "squeezed": squeeze(name)}


def revisions(rows: Rows) -> Iterable[Row]:
    """Yield for each claim and each two sections that follow each other what became of it."""
    passages = {(row["source_id"], row["line"]): row for row in rows["passages"]}
    wordings: dict[str, dict[str, set[str]]] = {row["id"]: {} for row in rows["records"] if row["kind"] in CLAIM_KINDS}
    for row in rows["citations"]:
        if row["record_id"] in wordings and row["role"] == "states":
            for line in range(row["first_line"], row["last_line"] + 1):
                passage = passages[row["source_id"], line]
                wordings[row["record_id"]].setdefault(passage["section_id"], set()).add(passage["fingerprint"])
    ordered = sorted(rows["sections"], key=lambda row: (row["source_id"], row["first_line"]))
    pairs = [(old["id"], new["id"]) for old, new in pairwise(ordered) if old["source_id"] == new["source_id"]]
    for claim, by_section in wordings.items():
        for old, new in pairs:
            change = _change(by_section.get(old), by_section.get(new))
            if change:
                yield {"claim_id": claim, "from_section_id": old, "to_section_id": new, "change": change}


def _change(old: set[str] | None, new: set[str] | None) -> str:
    if old and new:
        return "kept" if old & new else "reworded"
    return "dropped" if old else "added" if new else ""
