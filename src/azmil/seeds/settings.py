"""Settings of a seed folder, in its file azmil.toml: whether the built-in claims are left out."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from azmil.errors import Fault, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "azmil.toml"
ALONE = "alone"
NOT_SETTINGS = Fault(
    "the file azmil.toml of a seed folder is not valid",
    "cannot read '{path}': {reason}",
    "the only setting is alone = true, which leaves out the built-in claims; correct the file or remove it",
)


def are_alone(folders: Iterable[Path]) -> bool:
    """Return whether the settings of a folder leave out the built-in records; raise AzmilError if not valid."""
    settings = [_is_alone(folder) for folder in folders]  # all are checked
    return any(settings)


def _is_alone(folder: Path) -> bool:
    path = folder / FILE
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise NOT_SETTINGS(path=path, reason=reason_of(error)) from None
    except ValueError as error:  # not UTF-8, or not TOML
        raise NOT_SETTINGS(path=path, reason=error) from None
    value = settings.pop(ALONE, False)
    if settings:
        raise NOT_SETTINGS(path=path, reason=f"unknown setting '{next(iter(settings))}'")
    if not isinstance(value, bool):
        raise NOT_SETTINGS(path=path, reason=f"'{ALONE}' is not true or false")
    return value


def write_alone(folder: Path) -> None:
    """Leave out the built-in claims whenever a seed folder is read.

    Raises AzmilError if its settings cannot be read or written.
    """
    if _is_alone(folder):
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(f"{ALONE} = true  # leave out the built-in claims\n", encoding="utf-8")
    except OSError as error:
        raise NOT_SETTINGS(path=folder / FILE, reason=reason_of(error)) from None
