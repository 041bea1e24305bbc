"""Locations of bundled and user files."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parent.parent
VARIABLE = "AZMIL_DATABASE"


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
    """Return the user's state folder (history and locks), which may not exist."""
    from platformdirs import user_state_path  # noqa: PLC0415 - see data_folder

    return user_state_path("azmil", appauthor=False)


def database(option: str | None) -> tuple[Path, bool]:
    """Return the path of the database, and whether ``--database`` or ``AZMIL_DATABASE`` sets it."""
    named = option or os.environ.get(VARIABLE)
    if named:
        return Path(os.path.expanduser(named)), True  # noqa: PTH111 - does not raise for an unknown user
    return data_folder() / "azmil.db", False


def exists(path: Path) -> bool:
    """Return whether a path exists; False if a parent folder cannot be read."""
    return os.path.exists(path)  # noqa: PTH110 - does not raise without permission
