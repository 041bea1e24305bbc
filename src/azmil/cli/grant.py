"""``azmil grant``: access for roles that only read a database on a server."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.base import single_command
from azmil.cli.messages import say


def grant(
    context: Context,
    role: Annotated[str, Argument(metavar="ROLE", help="The role, which is created if it does not exist.")],
) -> None:
    """Let a role read a database on PostgreSQL, and nothing else, now and after each load.

    What only a superuser can run is printed as SQL, to be run with psql.

    Example: azmil --database postgresql://server/azmil grant analysts
    """
    from azmil import paths
    from azmil.formats.terminal.screen import clean
    from azmil.workbench import access

    path, _ = paths.database(context.obj.database)
    granted = access.grant(path, role)
    say(f"azmil: {'created' if granted.is_new else 'found'} the role '{role}'; it can now read {path}")
    if granted.is_new:
        say("azmil: set its password with psql's \\password, unless the server accepts it without one")
    if granted.remaining:
        say("azmil: to limit it further, let a superuser run:")
        for statement in granted.remaining:
            print(clean(f"{statement};"))  # noqa: T201 - the output


def command() -> Any:
    """Return the command ``azmil grant``."""
    return single_command("grant", grant)
