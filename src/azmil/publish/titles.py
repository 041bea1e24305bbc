"""The title of a knowledge base."""

from __future__ import annotations


def title(source: str) -> str:
    """Return the title of a knowledge base whose first source has the given id."""
    return "Armed forces of Azerbaijan" if source == "article" else "Knowledge base"
