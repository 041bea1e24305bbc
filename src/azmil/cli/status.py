"""Own ``azmil status``."""

from __future__ import annotations

import sys
from typing import Any

from typer import Context

from azmil import __version__, paths
from azmil.cli.options import Format, give
from azmil.cli.tree import connection, one


def status(context: Context, form: Format = "table") -> None:
    """Which database is asked, from what it was built, how many rows of each kind it has, and whether it is up to date.

    Example: azmil status
    """
    from azmil.errors import AzmilError
    from azmil.formats import say
    from azmil.seeds import Origin, digest
    from azmil.values.answers import Answer

    path, _ = paths.database(context.obj.database)
    with connection(context) as database:
        about = dict(database.execute("SELECT name, value FROM about"))
        tables = database.execute("SELECT code, table_name FROM record_kinds ORDER BY position").fetchall()
        sources = database.execute("SELECT title, line_count FROM sources ORDER BY id").fetchall()
        rows = [(kind, database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for kind, table in tables]
    try:
        origin = Origin.of(about.get("origin", ""))
        is_current = about.get("seeds") == digest(origin.files())
        state = f"{origin}, " + ("up to date" if is_current else "changed since; 'azmil load' builds from them anew")
    except AzmilError as error:  # a folder is gone
        state = str(error)
    except ValueError:
        state = "unknown"
    say(f"database  {path}\nbuilt by  azmil {about.get('azmil')} (this is {__version__})\nseeds     {state}")
    for title, line_count in sources:
        say(f"source    {title} ({line_count:,} lines)")
    sys.stderr.flush()
    give(Answer(["kind", "records"], rows, {"records": "number"}), form)


def command() -> Any:
    """Return the command."""
    return one("status", status)
