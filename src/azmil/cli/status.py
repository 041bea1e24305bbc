"""``azmil status``: which database is asked, and what is in it."""

from __future__ import annotations

import sys
from typing import Any

from typer import Context

from azmil.cli.messages import say, worded
from azmil.cli.output import Output
from azmil.cli.tree import File, Format, one, opened


def status(context: Context, form: Format = None, output: File = None) -> None:
    """Which database is asked, from what it was built, how many rows of each kind it has, and whether it is up to date.

    Example: azmil status
    """
    from azmil.version import __version__

    out = Output(form, output)
    with opened(context) as base:
        about, sources, kinds = base.about(), base.sources(), base.kinds()
    state = _state(about)
    say(f"database  {base.path}\nbuilt by  azmil {about.get('azmil')} (this is {__version__})\nseeds     {state}")
    for _, title, line_count in sources.rows:
        say(f"source    {title} ({line_count:,} lines)")
    sys.stderr.flush()
    out.answer(kinds)


def _state(about: dict[str, str]) -> str:
    """Return what a database was built from, and whether that is still the same."""
    from azmil.errors import AzmilError
    from azmil.seeds import Origin, digest

    try:
        origin = Origin.of(about.get("origin", ""))
        is_current = about.get("seeds") == digest(origin.files())
    except AzmilError as error:  # a folder is gone
        return worded(error)
    except ValueError:
        return "unknown"
    return f"{origin}, " + ("up to date" if is_current else "changed since; 'azmil load' builds from them anew")


def command() -> Any:
    """Return the command."""
    return one("status", status)
