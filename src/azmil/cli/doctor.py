"""Own ``azmil doctor``."""

from __future__ import annotations

from typing import Any

from typer import Context

from azmil.cli.options import Format, give
from azmil.cli.tree import one


def doctor(context: Context, form: Format = "table") -> None:
    """What azmil runs on, where its files lie, and whether the database is sound to the last bit; exit 1 if not.

    Example: azmil doctor
    """
    from azmil import paths
    from azmil.formats import say
    from azmil.store.sqlite import health

    path, _ = paths.database(context.obj.database)
    give(health.installation(path), form)
    health.examine(path)
    say(f"azmil: {path} is sound: every bit is as azmil wrote it")


def command() -> Any:
    """Return the command."""
    return one("doctor", doctor)
