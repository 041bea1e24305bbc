"""Reports: the built-in ones, whose files are in this package, and user-defined ones."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from azmil import paths
from azmil.errors import AzmilError, Exit, Fault, reason_of, suggestion_or_choices
from azmil.reports.form import read
from azmil.values.answers import Parameter, Report

__all__ = ["Parameter", "Report", "read"]

NO_NAME = Fault(
    "a report is saved under an invalid name",
    "'{name}' is not a valid report name",
    "use lower-case letters, digits and underscores",
    Exit.USAGE,
)
NO_REPORT = Fault("no report has the given name", "no such report '{name}'", "{instead}", Exit.USAGE)
IS_OURS = Fault(
    "a report is saved under the name of a built-in report",
    "'{name}' is the name of a built-in report",
    "choose another name",
    Exit.USAGE,
)
EXISTS = Fault(
    "a report is saved under the name of another user-defined report",
    "cannot write '{path}': it already exists",
    "choose another name, or remove the file",
)
CANNOT_WRITE = Fault(
    "the file of a user-defined report cannot be written",
    "cannot write '{path}': {reason}",
    "set XDG_CONFIG_HOME to a writable folder",
)


_NAME = re.compile(r"[a-z][a-z0-9_]*")

ENDING = ".sql"


def folder() -> Path:
    """Return the folder of the built-in reports."""
    return paths.PACKAGE / "reports"


def user_folder() -> Path:
    """Return the folder of user-defined reports, which may not exist."""
    return paths.config_folder() / "queries"


def names() -> list[str]:
    """Return the sorted names of the built-in reports."""
    return sorted(path.stem for path in folder().glob(f"*{ENDING}"))


def title_of(name: str) -> str:
    """Return the title of a report, or the error if the file of a user-defined report is invalid."""
    try:
        return find(name).title
    except AzmilError as error:
        return f"(invalid report: {error})"


def is_built_in(name: str) -> bool:
    """Return whether a built-in report has the name."""
    return name.replace("_", "").isalnum() and (folder() / f"{name}{ENDING}").exists()


def user_defined_names() -> list[str]:
    """Return the sorted names of user-defined reports, except names of built-in reports."""
    found = {path.stem for path in user_folder().glob(f"*{ENDING}") if path.stem.isprintable()}
    return sorted(found - set(names()))


def find(name: str) -> Report:
    """Return the report with a name, or in the file at a path; raise AzmilError if it is missing or invalid."""
    if name.endswith(ENDING):
        return read(Path(name).expanduser(), is_user_defined=True)
    if is_built_in(name):
        return read(folder() / f"{name}{ENDING}")
    if name not in user_defined_names():
        raise NO_REPORT(name=name, instead=suggestion_or_choices(name, [*names(), *user_defined_names()]))
    return read(user_folder() / f"{name}{ENDING}", is_user_defined=True)


def save(report: Report, name: str) -> Path:
    """Save a copy of a report as a user-defined report; return its path.

    Raises AzmilError if the name is invalid or taken, or the file cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise NO_NAME(name=name)
    if name in names():
        raise IS_OURS(name=name)
    target = user_folder() / f"{name}{ENDING}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(report.text)
    except FileExistsError:
        raise EXISTS(path=target) from None
    except OSError as error:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise CANNOT_WRITE(path=target, reason=reason_of(error)) from None
    return target


def built_in() -> list[Report]:
    """Return all built-in reports, sorted by name."""
    return [read(folder() / f"{name}.sql") for name in names()]


def digest() -> str:
    """Return the SHA-256 of azmil's version and built-in reports, which a database stores when it is built."""
    import hashlib  # noqa: PLC0415 - only the default database needs it

    whole = hashlib.sha256((paths.PACKAGE / "version.py").read_bytes())
    for name in names():
        whole.update(name.encode() + b"\0" + (folder() / f"{name}{ENDING}").read_bytes())
    return whole.hexdigest()
