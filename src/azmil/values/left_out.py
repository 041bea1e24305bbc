"""What an answer leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that an answer leaves out: how many, or None where they are not counted; why; how to include them.

    The reason is "limit" where more rows were found than asked for, "size" where an answer can be no larger,
    "undated" where a time was asked for and the rows have no date, and
    "open" where rows may have lasted up to the time that was asked for, beyond the end of their source.
    """

    count: int | None
    reason: Literal["limit", "size", "undated", "open"]
    include: str  # in words that fit every interface
