"""``azmil gaps``: the report gaps as a command."""

from __future__ import annotations

from typing import Any

from azmil.cli.query import report_command


def command() -> Any:
    """Return the command."""
    return report_command("gaps")
