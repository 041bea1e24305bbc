"""Locations of bundled and user files."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parent.parent
VARIABLE = "AZMIL_DATABASE"
# The beginning of a URL, or of the other form of addresses that PostgreSQL knows (host=... password=...), which azmil
# refuses. No file is meant, and no password may be printed as part of its name.
_SERVER = re.compile(
    r"[a-z][a-z0-9+.-]*://|(?:host|hostaddr|port|dbname|service|user|password|sslmode) *=", re.IGNORECASE
)
# The password in the address of a server: after the user, and as a parameter. It may contain unescaped characters.
_PASSWORDS = re.compile(
    r"(?<=//)([^:@?]*):.*@|(?<=[?&])(?:password|sslpassword)=[^&]*&?|\b(?:password|sslpassword) *= *(?:'.*'|\S+) *",
    re.DOTALL | re.IGNORECASE,
)


class Server:
    """The address of a database on a server: a URL that begins with postgresql://; its text omits the password."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __str__(self) -> str:
        """Return the URL without its password."""
        return _PASSWORDS.sub(lambda found: f"{found[1]}@" if found[1] is not None else "", self.url).rstrip("?& ")

    def __repr__(self) -> str:
        """Return the URL without its password, in quotes."""
        return repr(str(self))

    def __eq__(self, other: object) -> bool:
        """Return whether another address is the same, with the same password."""
        return isinstance(other, Server) and self.url == other.url

    def __hash__(self) -> int:
        """Return the hash of the URL."""
        return hash(self.url)


Address = Path | Server


def address(text: str) -> Address:
    """Return the address of a database: a server for a URL, which must begin with postgresql://, or else a path."""
    if _SERVER.match(text):
        return Server(text)
    return Path(os.path.expanduser(text))  # noqa: PTH111 - does not raise for an unknown user


def built_in_folder(name: str) -> Path:
    """Return a built-in folder: at the top of a checkout, or in ``azmil/data`` of an installed package."""
    in_checkout = _CHECKOUT / name
    if PACKAGE.parent.name == "src" and in_checkout.is_dir():
        return in_checkout
    return PACKAGE / "data" / name


def data_folder() -> Path:
    """Return the user's data folder, which may not exist."""
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed if a database is given

    return user_data_path("azmil", appauthor=False)


def config_folder() -> Path:
    """Return the user's configuration folder, which may not exist."""
    from platformdirs import user_config_path  # noqa: PLC0415 - see data_folder

    return user_config_path("azmil", appauthor=False)


def state_folder() -> Path:
    """Return the user's state folder (history, locks and the like), which may not exist."""
    from platformdirs import user_state_path  # noqa: PLC0415 - see data_folder

    return user_state_path("azmil", appauthor=False)


def database(option: str | None) -> tuple[Address, bool]:
    """Return the address of the database, and whether ``--database`` or ``AZMIL_DATABASE`` sets it."""
    named = option or os.environ.get(VARIABLE)
    if named:
        return address(named), True
    return data_folder() / "azmil.db", False


@cache
def newest_format() -> int:
    """Return the number of revisions of the schema, which is the format of the databases that azmil builds."""
    names = os.listdir(built_in_folder("migrations") / "versions")  # noqa: PTH208 - runs at each start, and is twice as fast
    return sum(name.endswith(".py") for name in names)


def exists(path: Path) -> bool:
    """Return whether a path exists; False if a parent folder cannot be read."""
    return os.path.exists(path)  # noqa: PTH110 - does not raise without permission
