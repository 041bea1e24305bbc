"""The file format of reports: a SELECT with a header that describes the report and its columns.

A report file::

    -- Title of the report, on one line.
    --
    -- order: terms of the ORDER BY
    -- example: --branch navy
    -- sums: count
    -- apart: kind, status
    -- together: kind
    -- within: within_id
    -- same: same_id
    -- wholes: holder_id, equipment_id
    -- counts: conflicts by id
    -- sort column: terms that sort by a column, if its type does not define them
    --
    -- column (type): meaning of the column
    SELECT ...

``sums`` names the figure of the quantity that may be added up; the columns ``lowest`` and ``highest`` are its bounds.
Sums of rows with different values in the columns of ``apart`` are kept apart, unless a filter names several values of a
column of ``together``. These rows are not added:

``within``
    rows that have the id of another row with a number among those added in one of these columns (parts of a total);
``same``
    rows that have the same value in this column as another row (further statements of the same figure);
``wholes``
    rows whose record in the first column is part of that of another row with a number (table ``parts``), if the values
    in the other columns are the same.

``counts`` says what the number of rows counts, as a plural and the column with a different value for each: ``conflicts
by conflict``. ``type`` defines how a column is filtered, sorted and shown (``azmil.reports.types``):

``id``, ``text``, ``number``, ``decimal``, ``date``, ``flag``, ``lines``, ``ordinal``
    plain values;
``word vocabulary``
    a code of a vocabulary;
``tree vocabulary``
    a code of a vocabulary that is a tree, in which a word includes the words below it;
``prose``
    sentences, which can be searched but not filtered;
``name column``
    a name, filtered by any name of the record whose id is in the other column;
``quantity column``
    a quantity as stated, sorted by the figure in the other column.

Every built-in report has the columns id, modality, disputed and lines, so that each figure comes with its certainty
and citation. A user-defined report may have parameters, written ``:year`` in its SELECT::

    -- :year (number = 2006): year of the report
    -- :scale (text = small, one of small large): size of the units to show

A parameter of type ``number`` takes an integer or a decimal, one of type ``text`` any text as it is.

A place in tables may follow the type. Other formats show every column.

``, wide``
    omits a column unless the table is wide;
``, grouped``
    shows a value once if consecutive rows share it: in a heading above these rows, or in the first of them;
``, below``
    shows a value once below the rows of a heading, after the last value of the heading;
``, joined``
    adds a value to the cell before it, such as a unit to its quantity.

Columns of the SELECT that the header does not describe are internal to the view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil.errors import Fault, Hints, reason_of
from azmil.reports.types import TYPES
from azmil.values.answers import RESERVED, Column, Parameter, Report

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

CANNOT_READ = Fault(
    "the file of a report does not exist, cannot be read or is not text",
    "cannot read the report '{path}': {reason}",
    Hints.LIST_REPORTS,
)
NO_REPORT = Fault(
    "the file of a report lacks a title, columns or a SELECT",
    "{path}: a report needs a title, columns and a SELECT",
    Hints.COPY_REPORT,
)
NO_PARAMETER = Fault(
    "a report uses a parameter that its header does not describe",
    "{path}: the header does not describe the parameter ':{name}'",
    "add '-- :{name} (text): meaning' to the header",
)
NO_TYPE = Fault(
    "the header of a report gives a column or parameter an invalid type",
    "{path}:{line}: '{type}' is not a valid type",
    "use one of {known}",
)
CONTROL = Fault(
    "the header of a report contains a control character",
    "{path}:{line}: the header contains a control character",
    "remove it",
)
UNNAMED = Fault(
    "a report uses a parameter without a name",
    "{path}: the parameter '{mark}' has no name",
    "write ':name' and describe it in the header",
)
TWICE = Fault(
    "the header of a report describes a column or parameter twice",
    "{path}:{line}: '{name}' is described twice",
    "remove one of the two lines",
)
TAKEN = Fault(
    "a column of a report has the name of one of its parameters, or a reserved name",
    "{path}: the column name '{name}' is reserved or is the name of a parameter",
    "rename the column",
)
NO_DEFAULT = Fault(
    "the default of a parameter has the wrong type, or is not one of its choices",
    "{path}:{line}: '{default}' is not a valid default for ':{name}'",
    "use {instead}",
)

LARGEST = 1024 * 1024  # bytes of a report file
_SETTING = re.compile(r"-- (order|example|sums|apart|together|within|same|wholes|counts): (.+)")
_KEYS = re.compile(r"-- sort ([a-z][a-z0-9_]*): (.+)")
_COLUMN = re.compile(r"-- ([a-z][a-z0-9_]*) \(([a-z]+)(?: ([a-z0-9_]+))?(?:, (wide|grouped|joined|below))?\): (.+)")
# Only for user-defined reports, so compiled when needed.
_PARAMETER = r"-- :([a-z][a-z0-9_]*) \(([a-z]+)(?: = ([^,)]*))?(?:, one of ([^)]+))?\): (.+)"


@dataclass(eq=False, repr=False)
class _Header:
    """The contents of a header."""

    path: Path
    title: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)

    def read(self, number: int, line: str, *, is_user_defined: bool) -> None:
        """Add one line; raise AzmilError if it is invalid."""
        if match := _SETTING.fullmatch(line):
            self.settings[match[1]] = match[2]
        elif match := _KEYS.fullmatch(line):
            self.keys[match[1]] = match[2]
        elif match := _COLUMN.fullmatch(line):
            _check_type(self.path, number, match[2], TYPES)
            _check_unique(self.path, number, match[1], [column.name for column in self.columns])
            self.columns.append(Column(match[1], match[2], match[3] or "", match[4] or "", match[5]))
        elif is_user_defined and (match := re.fullmatch(_PARAMETER, line)):
            _check_type(self.path, number, match[2], {"number", "text"})
            _check_unique(self.path, number, match[1], [parameter.name for parameter in self.parameters])
            parameter = Parameter(match[1], match[2], match[3], tuple((match[4] or "").split()), match[5])
            _check_default(self.path, number, parameter)
            self.parameters.append(parameter)
        elif not self.title and line.strip("- "):
            self.title = line.strip("- ")

    def names(self, setting: str) -> tuple[str, ...]:
        """Return the columns that a setting lists."""
        return tuple(name.strip() for name in self.settings.get(setting, "").split(",") if name.strip())

    def counts(self) -> tuple[str, str] | None:
        """Return what is counted, as a plural, and the column with a different value for each."""
        plural, by, column = self.settings.get("counts", "").partition(" by ")
        return (plural, column) if by else None

    def check_names(self) -> None:
        """Raise AzmilError if a column has the name of a parameter or a reserved name."""
        taken = RESERVED | {parameter.name for parameter in self.parameters}
        if clash := next((column.name for column in self.columns if column.name in taken), None):
            raise TAKEN(path=self.path, name=clash)


def read(path: Path, *, is_user_defined: bool = False) -> Report:
    """Return the report in a file; raise AzmilError if the file is not a valid report."""
    text = _text(path)
    header = _Header(path)
    lines = text.splitlines()
    body = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("--")), len(lines))
    for number, line in enumerate(lines[:body], 1):
        if is_user_defined and not line.replace("\t", " ").isprintable():
            raise CONTROL(path=path, line=number)
        header.read(number, line, is_user_defined=is_user_defined)
    select = "\n".join(lines[body:]).strip().rstrip(";")
    if not (header.title and header.columns and select):
        raise NO_REPORT(path=path)
    header.check_names()
    if is_user_defined:
        _check_parameters(path, select, {parameter.name for parameter in header.parameters})
    return Report(
        path.stem,
        header.title,
        tuple(header.columns),
        header.settings.get("order", ""),
        header.settings.get("example", ""),
        header.settings.get("sums", ""),
        select,
        tuple(header.parameters),
        is_user_defined,
        text,
        header.keys,
        header.names("apart"),
        header.names("together"),
        header.names("within"),
        header.settings.get("same", ""),
        header.names("wholes"),
        header.counts(),
    )


def _check_parameters(path: Path, select: str, described: Collection[str]) -> None:
    """Raise AzmilError if a SELECT has a parameter without a name or a description."""
    from azmil.values.sqltext import parameters  # noqa: PLC0415 - only user-defined reports need it

    found = parameters(select)
    if unnamed := [written for written in found if not written.startswith(":")]:
        raise UNNAMED(path=path, mark=unnamed[0])
    if missing := sorted({written[1:] for written in found} - set(described)):
        raise NO_PARAMETER(path=path, name=missing[0])


def _text(path: Path) -> str:
    """Return the text of a report file; raise AzmilError if it cannot be read or is not text."""
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


def _check_unique(path: Path, number: int, name: str, before: Collection[str]) -> None:
    if name in before:
        raise TWICE(path=path, line=number, name=name)


def _check_default(path: Path, number: int, parameter: Parameter) -> None:
    """Raise AzmilError if the default of a parameter is not one of its valid values."""
    from azmil.values.sqltext import parse_number  # noqa: PLC0415 - only needed for user-defined reports

    default = parameter.default
    if default is not None and parameter.choices and default not in parameter.choices:
        instead = f"one of {', '.join(parameter.choices)}"
    elif default is not None and parameter.type == "number" and parse_number(default) is None:
        instead = "a number"
    else:
        return
    raise NO_DEFAULT(path=path, line=number, default=default, name=parameter.name, instead=instead)


def _check_type(path: Path, number: int, given: str, known: Collection[str]) -> None:
    if given not in known:
        raise NO_TYPE(path=path, line=number, type=given, known=", ".join(sorted(known)))
