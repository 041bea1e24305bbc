"""Health of an installation and its database, whatever the backend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.paths import Server

if TYPE_CHECKING:
    from azmil.paths import Address
    from azmil.values.answers import Answer


def installation(address: Address) -> Answer:
    """Return the versions and paths of the installation, and the state of the database; columns: what, found."""
    if isinstance(address, Server):
        from azmil.store.postgres import health as of_server  # noqa: PLC0415 - only the backend in use

        return of_server.installation(address)
    from azmil.store.sqlite import health  # noqa: PLC0415 - as above

    return health.installation(address)


def examine(address: Address) -> None:
    """Raise AzmilError if the installation or a database has a problem; nothing is written."""
    if isinstance(address, Server):
        from azmil.store.postgres import health as of_server  # noqa: PLC0415 - only the backend in use

        of_server.examine(address)
        return
    from azmil.store.sqlite import health  # noqa: PLC0415 - as above

    health.examine(address)
