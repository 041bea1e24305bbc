"""The title of a knowledge base."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TITLES = 2  # sources that the title of a base names


def title(sources: Sequence[str]) -> str:
    """Return the title of a base whose sources have the given titles: theirs, or their number if they are many."""
    if len(sources) > MOST_TITLES:
        return f"Knowledge base from {len(sources)} sources"
    return " and ".join(sources) or "Knowledge base without sources"
