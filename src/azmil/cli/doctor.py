"""``azmil doctor``: whether everything is in order."""

from __future__ import annotations

from typing import Any

from typer import Context

from azmil.cli.messages import say
from azmil.cli.output import Output
from azmil.cli.tree import File, Format, one


def doctor(context: Context, form: Format = None, output: File = None) -> None:
    """What azmil runs on, where its files lie, and whether the database is sound to the last bit; exit 1 if not.

    Example: azmil doctor
    """
    from azmil import paths
    from azmil.store.sqlite import health

    out = Output(form, output)
    path, _ = paths.database(context.obj.database)
    out.answer(health.installation(path))
    health.examine(path)
    say(f"azmil: {path} is sound: every bit is as azmil wrote it")


def command() -> Any:
    """Return the command."""
    return one("doctor", doctor)
