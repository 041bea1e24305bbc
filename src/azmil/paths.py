"""Locations of bundled and user files."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parent.parent
VARIABLE = "AZMIL_DATABASE"


def shipped(name: str) -> Path:
    """Return a folder that azmil comes with: at the top of a checkout, or in ``azmil/data`` of an installed one."""
    in_checkout = _CHECKOUT / name
    if PACKAGE.parent.name == "src" and in_checkout.is_dir():
        return in_checkout
    return PACKAGE / "data" / name


def data_folder() -> Path:
    """Return the reader's folder for data, which need not exist."""
    from platformdirs import user_data_path  # noqa: PLC0415 - a database that is named needs no folders

    return user_data_path("azmil", appauthor=False)


def config_folder() -> Path:
    """Return the reader's folder for settings, which need not exist."""
    from platformdirs import user_config_path  # noqa: PLC0415 - see data_folder

    return user_config_path("azmil", appauthor=False)


def state_folder() -> Path:
    """Return the reader's folder for what is kept from one session to the next, which need not exist."""
    from platformdirs import user_state_path  # noqa: PLC0415 - see data_folder

    return user_state_path("azmil", appauthor=False)


def database(option: str | None) -> tuple[Path, bool]:
    """Return where the database lies, and whether the reader named it, by ``--database`` or ``AZMIL_DATABASE``."""
    named = option or os.environ.get(VARIABLE)
    if named:
        return Path(os.path.expanduser(named)), True  # noqa: PTH111 - leaves a "~" that nobody is, and does not raise
    return data_folder() / "azmil.db", False


def exists(path: Path) -> bool:
    """Return whether there is something at a path, or False where a folder on the way is closed."""
    return os.path.exists(path)  # noqa: PTH110 - does not raise for a folder that is closed
