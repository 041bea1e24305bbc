"""The database that azmil reads and writes: one protocol, and the backends that keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil import reports
from azmil.store.protocol import MOST_BYTES, MOST_ROWS, Connection, Limits, Search, Term
from azmil.values.answers import Statement
from azmil.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MOST_BYTES", "MOST_ROWS", "Connection", "Limits", "Search", "Term", "connect", "current"]


def connect(address: Path) -> Connection:
    """Return a connection to the database at an address: the path of a SQLite file.

    Raises AzmilError if there is none, or if it is not a sound database of azmil of this format.
    """
    from azmil.store.sqlite.connection import connect as connect_sqlite  # noqa: PLC0415 - of the backend that is asked

    return connect_sqlite(address)


def current(address: Path) -> Connection | None:
    """Return a connection to a database that this azmil made with these reports, or None if there is none.

    One of another version or with other reports is azmil's own to build again. Raises AzmilError as ``connect`` does
    for a file that is not azmil's, or of a newer format.
    """
    from azmil.store.sqlite.read import made_before  # noqa: PLC0415 - as above

    if not address.exists() or made_before(address):
        return None
    connection = connect(address)
    about = Statement("SELECT name, value FROM about WHERE name IN ('azmil', 'reports')")
    if dict(connection.run(about).rows) == {"azmil": __version__, "reports": reports.digest()}:
        return connection
    connection.close()
    return None
