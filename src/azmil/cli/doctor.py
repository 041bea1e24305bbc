"""``azmil doctor``: a check of the installation and the database."""

from __future__ import annotations

from typing import Any

from typer import Context

from azmil.cli.base import File, Format, single_command
from azmil.cli.messages import say
from azmil.cli.output import Output


def doctor(context: Context, form: Format = None, output: File = None) -> None:
    """Check the installation and the database: versions, paths and integrity. Exit with 1 if the database is damaged.

    Example: azmil doctor
    """
    from azmil import paths
    from azmil.cli import messages
    from azmil.workbench import access, health

    out = Output(form, output)
    path, _ = paths.database(context.obj.database)
    out.answer(health.installation(path))
    health.examine(path)
    if note := access.note(path):
        messages.note(note)
    say(f"azmil: {path} is intact")


def command() -> Any:
    """Return the command ``azmil doctor``."""
    return single_command("doctor", doctor)
