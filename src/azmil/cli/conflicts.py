"""``azmil conflicts``: the report ``conflicts``."""

from __future__ import annotations

from typing import Any

from azmil.cli.query import report_command


def command() -> Any:
    """Return the command ``azmil conflicts``."""
    return report_command("conflicts", "conflicts")
