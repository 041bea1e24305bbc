"""``azmil status``: the database in use and its contents."""

from __future__ import annotations

import sys
from typing import Any

from typer import Context

from azmil.cli.base import File, Format, opened, single_command
from azmil.cli.messages import format_error, note, say
from azmil.cli.output import Output


def status(context: Context, form: Format = None, output: File = None) -> None:
    """Show the database in use: its seed files and whether they have changed, its sources, and its row counts.

    Example: azmil status
    """
    from azmil.values.references import SHORT
    from azmil.version import __version__
    from azmil.workbench import access

    out = Output(form, output)
    with opened(context) as base:
        about, sources, kinds, server = base.about(), base.sources(), base.kinds(), base.connection.server
    state = _state(about)
    where = f"database  {base.path}" + (f"\nserver    {server}" if server else "")
    say(f"{where}\nbuilt by  azmil {about.get('azmil')} (installed: {__version__})\nseeds     {state}")
    say(f"content   {about.get('content', '')[:SHORT]}")
    for _, title, line_count in sources.rows:
        say(f"source    {title} ({line_count:,} lines)")
    if about_role := access.note(base.path):
        note(about_role)
    sys.stderr.flush()
    out.answer(kinds)


def _state(about: dict[str, str]) -> str:
    """Return the origin of a database, and whether its seed files have changed."""
    from azmil.errors import AzmilError
    from azmil.seeds import Origin, digest

    try:
        origin = Origin.from_json(about.get("origin", ""))
        is_current = about.get("seeds") == digest(origin.files())
    except AzmilError as error:  # a folder is missing
        return format_error(error)
    except ValueError:
        return "unknown"
    return f"{origin}, " + ("up to date" if is_current else "changed since; rebuild with 'azmil load'")


def command() -> Any:
    """Return the command ``azmil status``."""
    return single_command("status", status)
