"""Reports: azmil's, whose files are in this package, and a user's own."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from azmil import paths
from azmil.errors import AzmilError, Exit, Fault, nearest_or_all, reason_of
from azmil.reports.form import read
from azmil.values.answers import Parameter, Report

__all__ = ["Parameter", "Report", "read"]

NO_NAME = Fault(
    "a query is to be saved under what is no name",
    "'{name}' is not a name for a query",
    "use lower-case letters, digits and underscores",
    Exit.USAGE,
)
NO_REPORT = Fault("no report has the name", "there is no report '{name}'", "{instead}", Exit.USAGE)
IS_OURS = Fault(
    "a query is to be saved under the name of one of azmil's",
    "'{name}' is a query of azmil",
    "choose another name",
    Exit.USAGE,
)
STANDS = Fault("a query of that name is saved already", "{path} stands already", "choose another name or remove it")
CANNOT_WRITE = Fault(
    "the system refuses to save a query",
    "cannot write {path}: {reason}",
    "set XDG_CONFIG_HOME to a folder that can be written",
)


_NAME = re.compile(r"[a-z][a-z0-9_]*")

ENDING = ".sql"


def folder() -> Path:
    """Return the folder of the reports that azmil comes with."""
    return paths.PACKAGE / "reports"


def own_folder() -> Path:
    """Return the folder of a reader's own reports, which need not exist."""
    return paths.config_folder() / "queries"


def names() -> list[str]:
    """Return the names of the reports that azmil comes with, in order."""
    return sorted(path.stem for path in folder().glob(f"*{ENDING}"))


def title_of(name: str) -> str:
    """Return what a report answers, or what is wrong with the file of a reader's own."""
    try:
        return find(name).title
    except AzmilError as error:
        return f"(cannot be asked: {error})"


def is_built_in(name: str) -> bool:
    """Return whether a report of azmil's own has that name."""
    return name.replace("_", "").isalnum() and (folder() / f"{name}{ENDING}").exists()


def own_names() -> list[str]:
    """Return the names of a reader's own reports, in order; none of them hides one of azmil's."""
    found = {path.stem for path in own_folder().glob(f"*{ENDING}") if path.stem.isprintable()}
    return sorted(found - set(names()))


def find(name: str) -> Report:
    """Return the report of a name, or in the file of a path; raise AzmilError if it is not in the form of one."""
    if name.endswith(ENDING):
        return read(Path(name).expanduser(), is_own=True)
    if is_built_in(name):
        return read(folder() / f"{name}{ENDING}")
    if name not in own_names():
        raise NO_REPORT(name=name, instead=nearest_or_all(name, [*names(), *own_names()]))
    return read(own_folder() / f"{name}{ENDING}", is_own=True)


def save(report: Report, name: str) -> Path:
    """Write a report into the folder of a reader's own, to be changed there; return its file.

    Raises AzmilError for a name that cannot be, or if the file stands already or cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise NO_NAME(name=name)
    if name in names():
        raise IS_OURS(name=name)
    target = own_folder() / f"{name}{ENDING}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(report.text)
    except FileExistsError:
        raise STANDS(path=target) from None
    except OSError as error:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise CANNOT_WRITE(path=target, reason=reason_of(error)) from None
    return target


def built_in() -> list[Report]:
    """Return all reports that azmil comes with, in the order of their names."""
    return [read(folder() / f"{name}.sql") for name in names()]


def digest() -> str:
    """Return the SHA-256 of azmil's version and its reports, by which a database knows whether this azmil made it."""
    import hashlib  # noqa: PLC0415 - a database that is named needs no digest

    whole = hashlib.sha256((paths.PACKAGE / "version.py").read_bytes())
    for name in names():
        whole.update(name.encode() + b"\0" + (folder() / f"{name}{ENDING}").read_bytes())
    return whole.hexdigest()
