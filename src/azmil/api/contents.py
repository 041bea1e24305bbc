"""Everything in a knowledge base, for publishing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask import whole

if TYPE_CHECKING:
    from azmil.api.answers import Answers
    from azmil.values.contents import Contents


def contents(base: Answers) -> Contents:
    """Return everything in a knowledge base; raise azmil.Error if it cannot be read."""
    return whole.contents(base.connection)
