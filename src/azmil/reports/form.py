"""The form of a report's file: an SQL file with a header that says what it answers and what its columns mean.

The form of a file::

    -- One line that says what the report answers.
    --
    -- order: the terms of ORDER BY
    -- example: --branch navy
    -- sums: count
    -- sort column: the terms by which a column is sorted, where its type does not say so
    --
    -- column (type): what it holds
    SELECT ...

``sums`` names the quantity that may be added up, in columns ``lowest`` and ``highest``; rows whose ``scope`` is
``part`` or ``same`` are left out of it. ``type`` says how a column is filtered, sorted and shown
(``azmil.reports.types``):

``id``, ``text``, ``number``, ``date``, ``flag``, ``lines``, ``ordinal``
    compared as what they are;
``word vocabulary``
    holds a code of a vocabulary;
``tree vocabulary``
    the same, where the vocabulary is a tree, and a word stands for those below it too;
``prose``
    sentences, which are searched and not filtered;
``name column``
    shows a name and is filtered by whatever record is called so, through the id in the other column;
``quantity column``
    shows a quantity as said, and is sorted by the figure in the other column.

Each of azmil's own reports has the columns id, modality, disputed and lines: who reads a figure must see how firmly it
is said, and where. A user's own report may take parameters, which are written in its SELECT as ``:year``::

    -- :year (number = 2006): the year asked about
    -- :scale (text = small, one of small large): how much to show

A parameter of type ``number`` takes an integer or a decimal, one of type ``text`` any text as it is.

``, wide`` after the type keeps a column out of tables that are not asked to be wide, ``, grouped`` shows a value
once where rows after each other share it. Columns of the SELECT that the header does not name stay inside the view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil.errors import Do, Fault, reason_of
from azmil.reports.types import TYPES
from azmil.values.answers import RESERVED, Column, Parameter, Report

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

CANNOT_READ = Fault(
    "the file of a query is not there, or cannot be read, or is no text",
    "cannot read the query {path}: {reason}",
    Do.LIST_REPORTS,
)
NO_REPORT = Fault(
    "the file of a query lacks what one consists of",
    "{path}: a query has a title, columns and a SELECT",
    Do.COPY_REPORT,
)
NO_PARAMETER = Fault(
    "the SELECT of a query has a parameter that its header does not describe",
    "{path}: ':{name}' is not described",
    "write '-- :{name} (text): what it is'",
)
NO_TYPE = Fault(
    "the header of a query gives a column or parameter a type that there is not",
    "{path}:{line}: '{type}' is not a type of column or parameter",
    "write one of {known}",
)
CONTROL = Fault(
    "the header of a query holds a character that is not for reading",
    "{path}:{line}: the header holds a control character",
    "remove it",
)
UNNAMED = Fault(
    "the SELECT of a query has a parameter without a name",
    "{path}: '{mark}' has no name",
    "write ':name', and describe it in the header",
)
TWICE = Fault(
    "the header of a query describes a column or parameter twice",
    "{path}:{line}: '{name}' is described twice",
    "remove one of them",
)
TAKEN = Fault(
    "a column of a query is called like a parameter of it, or like something that every question may say",
    "{path}: the column '{name}' has a name that questions use",
    "rename the column",
)
NO_DEFAULT = Fault(
    "the default of a parameter of a query is not of its type, or not one of its choices",
    "{path}:{line}: '{default}' cannot be the default of ':{name}'",
    "write {instead}",
)

LARGEST = 1024 * 1024  # bytes of a query
_SETTING = re.compile(r"-- (order|example|sums): (.+)")
_KEYS = re.compile(r"-- sort ([a-z][a-z0-9_]*): (.+)")
_COLUMN = re.compile(r"-- ([a-z][a-z0-9_]*) \(([a-z]+)(?: ([a-z0-9_]+))?(?:, (wide|grouped))?\): (.+)")
# Of a reader's own only, and so compiled when they are needed.
_PARAMETER = r"-- :([a-z][a-z0-9_]*) \(([a-z]+)(?: = ([^,)]*))?(?:, one of ([^)]+))?\): (.+)"


@dataclass(eq=False, repr=False)
class _Header:
    """What the lines of a header say."""

    path: Path
    title: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)

    def read(self, number: int, line: str, *, is_own: bool) -> None:
        """Take in one line; raise AzmilError if it is not in the form."""
        if match := _SETTING.fullmatch(line):
            self.settings[match[1]] = match[2]
        elif match := _KEYS.fullmatch(line):
            self.keys[match[1]] = match[2]
        elif match := _COLUMN.fullmatch(line):
            _known(self.path, number, match[2], TYPES)
            _once(self.path, number, match[1], [column.name for column in self.columns])
            self.columns.append(Column(match[1], match[2], match[3] or "", match[4] or "", match[5]))
        elif is_own and (match := re.fullmatch(_PARAMETER, line)):
            _known(self.path, number, match[2], {"number", "text"})
            _once(self.path, number, match[1], [parameter.name for parameter in self.parameters])
            parameter = Parameter(match[1], match[2], match[3], tuple((match[4] or "").split()), match[5])
            _fits(self.path, number, parameter)
            self.parameters.append(parameter)
        elif not self.title and line.strip("- "):
            self.title = line.strip("- ")

    def hold(self) -> None:
        """Raise AzmilError if a column is called like a parameter, or like what every question may say."""
        taken = RESERVED | {parameter.name for parameter in self.parameters}
        if clash := next((column.name for column in self.columns if column.name in taken), None):
            raise TAKEN(path=self.path, name=clash)


def read(path: Path, *, is_own: bool = False) -> Report:
    """Return the report in a file; raise AzmilError if the file is not in the form of one."""
    text = _text(path)
    header = _Header(path)
    lines = text.splitlines()
    body = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("--")), len(lines))
    for number, line in enumerate(lines[:body], 1):
        if is_own and not line.replace("\t", " ").isprintable():
            raise CONTROL(path=path, line=number)
        header.read(number, line, is_own=is_own)
    select = "\n".join(lines[body:]).strip().rstrip(";")
    if not (header.title and header.columns and select):
        raise NO_REPORT(path=path)
    header.hold()
    if is_own:
        _hold_names(path, select, {parameter.name for parameter in header.parameters})
    return Report(
        path.stem,
        header.title,
        tuple(header.columns),
        header.settings.get("order", ""),
        header.settings.get("example", ""),
        header.settings.get("sums", ""),
        select,
        tuple(header.parameters),
        is_own,
        text,
        header.keys,
    )


def _hold_names(path: Path, select: str, described: Collection[str]) -> None:
    """Raise AzmilError if a SELECT has a parameter without a name, or one that is not described."""
    from azmil.values.sqltext import parameters  # noqa: PLC0415 - of a user's own reports

    found = parameters(select)
    if unnamed := [written for written in found if not written.startswith(":")]:
        raise UNNAMED(path=path, mark=unnamed[0])
    if missing := sorted({written[1:] for written in found} - set(described)):
        raise NO_PARAMETER(path=path, name=missing[0])


def _text(path: Path) -> str:
    """Return the text of a query's file; raise AzmilError if it is none."""
    try:
        if not path.exists() or path.is_file():
            with path.open("rb") as file:
                raw = file.read(LARGEST + 1)
            if len(raw) <= LARGEST:
                return raw.decode("utf-8-sig")
            reason = f"it is larger than {LARGEST // 1024 // 1024} MiB"
        else:
            reason = "it is not a file"
    except OSError as error:
        reason = reason_of(error)
    except UnicodeDecodeError:
        reason = "it is not UTF-8 text"
    raise CANNOT_READ(path=path, reason=reason)


def _once(path: Path, number: int, name: str, before: Collection[str]) -> None:
    if name in before:
        raise TWICE(path=path, line=number, name=name)


def _fits(path: Path, number: int, parameter: Parameter) -> None:
    """Raise AzmilError if the default of a parameter is not a value that it can have."""
    from azmil.values.sqltext import parse_number  # noqa: PLC0415 - of a user's own reports

    default = parameter.default
    if default is not None and parameter.choices and default not in parameter.choices:
        instead = f"one of {', '.join(parameter.choices)}"
    elif default is not None and parameter.type == "number" and parse_number(default) is None:
        instead = "a number"
    else:
        return
    raise NO_DEFAULT(path=path, line=number, default=default, name=parameter.name, instead=instead)


def _known(path: Path, number: int, given: str, known: Collection[str]) -> None:
    if given not in known:
        raise NO_TYPE(path=path, line=number, type=given, known=", ".join(sorted(known)))
