"""Writing of databases, by address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import ignore
from azmil.paths import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from azmil.errors import Notify
    from azmil.paths import Address
    from azmil.store.targets import Target


def locked(address: Address, *, wait: bool = False, notify: Notify = ignore) -> AbstractContextManager[Target]:
    """Lock the database at an address, which may not exist yet, for one writer.

    With ``wait``, wait for another writer of a file, after a call of ``notify``, instead of raising AzmilError.
    Errors of the system and of the database are raised as an AzmilError that names the database.
    """
    if isinstance(address, Server):
        from azmil.store.postgres.target import locked as lock_schema  # noqa: PLC0415 - only the backend in use

        return lock_schema(address)
    from azmil.store.sqlite.target import locked as lock_file  # noqa: PLC0415 - as above

    return lock_file(address, wait=wait, notify=notify)


def attach(address: Address, sha256: str, lines_of: Callable[[str], Sequence[str]]) -> dict[str, str]:
    """Write the text of a document to a database; return how each source with that SHA-256 is split, by its id.

    ``lines_of`` returns the lines of the document for a split. Nothing is written if there are no such sources. Raises
    AzmilError like ``locked``.
    """
    if isinstance(address, Server):
        from azmil.store.postgres.target import attach as attach_postgres  # noqa: PLC0415 - as above

        return attach_postgres(address, sha256, lines_of)
    from azmil.store.sqlite.kept import attach as attach_sqlite  # noqa: PLC0415 - as above

    return attach_sqlite(address, sha256, lines_of)
