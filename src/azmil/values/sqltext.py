"""SQL text: how values are written in it."""

from __future__ import annotations


def literal(value: object) -> str:
    """Return a value as SQL writes it; a figure below zero in brackets, since "--" begins a comment."""
    if isinstance(value, int):
        return str(value) if value >= 0 else f"({value})"
    return "'" + str(value).replace("'", "''") + "'"
