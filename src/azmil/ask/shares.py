"""Shares of the sums of a report in the total of the rows that may be added together (see azmil.ask.sums)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARE = """\
    CASE
        WHEN added = 0 AND parts = 0 THEN NULL
        WHEN all_added = added AND COALESCE(least, greatest) <> 0 THEN '100.0%'
        WHEN lower_share IS NULL AND upper_share IS NULL THEN 'unknown'
        WHEN upper_share IS NULL THEN 'at least ' || all_about || {lower}
        WHEN lower_share IS NULL THEN 'at most ' || all_about || {upper}
        WHEN lower_share = upper_share THEN all_about || {lower}
        ELSE all_about || {lower} || ' to ' || {upper}
    END AS share"""


def totals(kept_apart: Sequence[str]) -> list[str]:
    """Return the SQL of the totals that shares refer to: those of the rows that may be added together."""
    over = f"OVER (PARTITION BY {', '.join(kept_apart)})" if kept_apart else "OVER ()"
    names = {"all_least": "least", "all_greatest": "greatest", "all_unlimited": "unlimited", "all_added": "added"}
    found = [f"sum(COALESCE({column}, 0)) {over} AS {name}" for name, column in names.items()]
    found.append(f"CASE WHEN sum(abouts) {over} + own_abouts > 0 THEN 'about ' ELSE '' END AS all_about")
    return found


def shares() -> list[str]:
    """Return the SQL of the least and greatest share in tenths of a percent; NULL where it has no limit.

    The rest of the total is at its greatest for the least share, and at its least for the greatest.
    """
    tenths = "CAST(ROUND(1000.0 * {part} / NULLIF({whole}, 0)) AS BIGINT)"
    lower = tenths.format(part="least", whole="least + all_greatest - COALESCE(greatest, 0)")
    upper = tenths.format(part="greatest", whole="greatest + all_least - COALESCE(least, 0)")
    part_lower = tenths.format(part="parts_least", whole="all_greatest")
    part_upper = tenths.format(part="parts_greatest", whole="all_least")
    cases = {
        "lower_share": ("all_unlimited = unlimited", lower, "all_unlimited = 0", part_lower),
        "upper_share": ("unlimited = 0", upper, "parts_unlimited = 0", part_upper),
    }
    return [
        f"CASE WHEN added > 0 AND {limited} THEN {share}\n"
        f"        WHEN added = 0 AND {part_limited} THEN {part_share} END AS {name}"
        for name, (limited, share, part_limited, part_share) in cases.items()
    ]


def _percent(tenths: str) -> str:
    return f"CAST({tenths} / 10 AS TEXT) || '.' || CAST({tenths} % 10 AS TEXT) || '%'"


def in_words() -> str:
    """Return the SQL of the column ``share``."""
    return _SHARE.format(lower=_percent("lower_share"), upper=_percent("upper_share"))
