"""Rows that an answer omits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that an answer omits: their number (None if not counted), the reason, and how to include them.

    The reason is "limit" if there are more rows than the limit, "size" if the answer would be too large, "undated" if a
    date filter excludes rows without a date, and "open" if rows may have lasted until the given date, which is after
    the end of their source.
    """

    count: int | None
    reason: Literal["limit", "size", "undated", "open"]
    include: str  # how to include them, worded for every interface
