"""``azmil gaps``: the report ``gaps``."""

from __future__ import annotations

from typing import Any

from azmil.cli.query import report_command


def command() -> Any:
    """Return the command ``azmil gaps``."""
    return report_command("gaps", "gaps")
