"""Own the prebuilt queries: one SQL file each, with a header that says what it answers and what its columns mean.

The form of a file::

    -- One line that says what the report answers.
    --
    -- order: the terms of ORDER BY
    -- example: --branch navy
    --
    -- column (sort): what it holds
    SELECT ...

``sort`` says how a column is filtered and shown:

``id``, ``text``, ``number``, ``date``, ``flag``, ``lines``
    compared as what they are;
``word vocabulary``
    holds a code of a vocabulary;
``name column``
    shows a name and is filtered by whatever record is called so, through the id in the other column;

``, wide`` after the sort keeps a column out of tables that are not asked to be wide, ``, grouped`` shows a value
once where rows after each other share it. Columns of the SELECT
that the header does not name stay inside the view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from azmil import paths
from azmil.errors import AzmilError

if TYPE_CHECKING:
    from pathlib import Path

_SETTING = re.compile(r"-- (order|example): (.+)")
_COLUMN = re.compile(r"-- ([a-z][a-z0-9_]*) \(([a-z]+)(?: ([a-z0-9_]+))?(?:, (wide|grouped))?\): (.+)")
SORTS = frozenset({"id", "text", "number", "date", "flag", "lines", "word", "name"})
REQUIRED = ("id", "modality", "disputed", "lines")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a report: how it is filtered and shown, and what it holds."""

    name: str
    sort: str
    target: str
    place: str  # "wide", "grouped" or nothing
    meaning: str


@dataclass(frozen=True, slots=True)
class Report:
    """A prebuilt query: its name, what it answers, its columns, its order and its SELECT."""

    name: str
    title: str
    columns: tuple[Column, ...]
    order: str
    example: str
    select: str

    @property
    def view(self) -> str:
        """The name of the view that holds it in a database."""
        return f"{self.name}_report"

    def column(self, name: str) -> Column | None:
        """Return the column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)


def folder() -> Path:
    """Return the folder of the reports that azmil comes with."""
    return paths.PACKAGE / "reports"


def names() -> list[str]:
    """Return the names of the reports that azmil comes with, in order."""
    return sorted(path.stem for path in folder().glob("*.sql"))


def built_in() -> list[Report]:
    """Return all reports that azmil comes with, in the order of their names."""
    return [read(folder() / f"{name}.sql") for name in names()]


def read(path: Path) -> Report:
    """Return the report in a file; raise AzmilError if the file is not in the form of one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AzmilError(f"cannot read the report {path}: {error}") from None
    settings: dict[str, str] = {"order": "", "example": ""}
    columns: list[Column] = []
    title = ""
    lines = text.splitlines()
    body = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("--")), len(lines))
    for number, line in enumerate(lines[:body], 1):
        if match := _SETTING.fullmatch(line):
            settings[match[1]] = match[2]
        elif match := _COLUMN.fullmatch(line):
            if match[2] not in SORTS:
                raise AzmilError(
                    f"{path}:{number}: '{match[2]}' is not a sort of column; one of {', '.join(sorted(SORTS))}"
                )
            columns.append(Column(match[1], match[2], match[3] or "", match[4] or "", match[5]))
        elif not title and line.strip("- "):
            title = line.strip("- ")
    select = "\n".join(lines[body:]).strip().rstrip(";")
    if not (title and columns and select):
        raise AzmilError(f"{path}: a report has a title, columns and a SELECT; see 'azmil query --help'")
    return Report(path.stem, title, tuple(columns), settings["order"], settings["example"], select)
