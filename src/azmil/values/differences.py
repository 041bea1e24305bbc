"""Differences between two knowledge bases."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.values.answers import Answer

CHANGES = ("added", "dropped", "changed", "renamed", "merged")


class Differences(NamedTuple):
    """The differences between two knowledge bases.

    The columns of ``answer`` are id, change, field, old and new; ``counts`` are the records with each change.
    ``same_content`` is whether the two were built from the same content, in records and outside them.
    """

    answer: Answer
    counts: Mapping[str, int]
    same_content: bool
