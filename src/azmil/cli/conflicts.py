"""``azmil conflicts``: the report of that name."""

from __future__ import annotations

from typing import Any

from azmil.cli.query import report


def command() -> Any:
    """Return the command."""
    return report("conflicts")
