"""Access of other roles to a database on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Exit, Fault, Hints
from azmil.paths import Server

if TYPE_CHECKING:
    from azmil.errors import AzmilError
    from azmil.paths import Address

NO_SERVER = Fault(
    "access is granted to a database that is a file",
    "cannot grant access to '{path}': it is a file",
    Hints.SHARE_FILE,
    Exit.USAGE,
)


class Granted(NamedTuple):
    """The result of a grant: whether it created the role, and the statements that only a superuser can run."""

    is_new: bool
    remaining: list[str]


def grant(address: Address, role: str) -> Granted:
    """Let a role read a database on a server, now and after each later load; create the role if it does not exist.

    Raises AzmilError if the database is a file, if the role cannot be created, or if another role owns the database.
    """
    if not isinstance(address, Server):
        raise NO_SERVER(path=address)
    from azmil.store.postgres import grants  # noqa: PLC0415 - only the backend in use

    return Granted(*grants.grant(address, role))


def note(address: Address) -> AzmilError | None:
    """Return a note if the role that reads a database could also change it; None for a file."""
    if not isinstance(address, Server):
        return None
    from azmil.store.postgres import grants  # noqa: PLC0415 - only the backend in use

    return grants.note(address)
