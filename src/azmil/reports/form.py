"""Own the form of a query: an SQL file with a header that says what it answers and what its columns mean.

The form of a file::

    -- One line that says what the report answers.
    --
    -- order: the terms of ORDER BY
    -- example: --branch navy
    -- sums: count
    --
    -- column (sort): what it holds
    SELECT ...

``sums`` names the quantity that may be added up, in columns ``lowest`` and ``highest``; rows whose ``scope`` is
``part`` or ``same`` are left out of it. ``sort`` says how a column is filtered and shown:

``id``, ``text``, ``number``, ``date``, ``flag``, ``lines``
    compared as what they are;
``word vocabulary``
    holds a code of a vocabulary;
``prose``
    sentences, which are searched and not filtered;
``name column``
    shows a name and is filtered by whatever record is called so, through the id in the other column;

A reader's own report may take parameters, which stand in its SELECT as ``:year``::

    -- :year (number = 2006): the year asked about
    -- :scale (text = small, one of small large): how much to show

``, wide`` after the sort keeps a column out of tables that are not asked to be wide, ``, grouped`` shows a value
once where rows after each other share it. Columns of the SELECT
that the header does not name stay inside the view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from azmil.errors import Fault, reason_of
from azmil.values.sqltext import filled, parameters

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

CANNOT_READ = Fault(
    "the file of a query is not there, or cannot be read, or is no text",
    "cannot read the query {path}: {reason}",
    "'azmil query --list' lists those there are",
)
NO_REPORT = Fault(
    "the file of a query lacks what one consists of",
    "{path}: a query has a title, columns and a SELECT",
    "'azmil query facts --save-as mine' shows how",
)
NO_PARAMETER = Fault(
    "the SELECT of a query has a parameter that its header does not describe",
    "{path}: ':{name}' is not described",
    "write '-- :{name} (text): what it is'",
)
NO_SORT = Fault(
    "the header of a query gives a column or parameter a sort that there is not",
    "{path}:{line}: '{sort}' is not a sort of column or parameter",
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
NO_DEFAULT = Fault(
    "the default of a parameter of a query is not of its sort, or not one of its choices",
    "{path}:{line}: '{default}' cannot be the default of ':{name}'",
    "write {instead}",
)

LARGEST = 1024 * 1024  # bytes of a query
_SETTING = re.compile(r"-- (order|example|sums): (.+)")
_COLUMN = re.compile(r"-- ([a-z][a-z0-9_]*) \(([a-z]+)(?: ([a-z0-9_]+))?(?:, (wide|grouped))?\): (.+)")
# Of a reader's own only, and so compiled when they are needed.
_PARAMETER = r"-- :([a-z][a-z0-9_]*) \(([a-z]+)(?: = ([^,)]*))?(?:, one of ([^)]+))?\): (.+)"
_NUMBER = r"-?[0-9]{1,18}"
SORTS = frozenset({"id", "text", "prose", "number", "date", "flag", "lines", "word", "name"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a report: how it is filtered and shown, and what it holds."""

    name: str
    sort: str
    target: str
    place: str  # "wide", "grouped" or nothing
    meaning: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a reader's own report asks for."""

    name: str
    sort: str  # "number" or "text"
    default: str | None
    choices: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Report:
    """A prebuilt query: its name, what it answers, its columns, its order and its SELECT."""

    name: str
    title: str
    columns: tuple[Column, ...]
    order: str
    example: str
    sums: str  # the quantity whose bounds may be added up, if any
    select: str
    parameters: tuple[Parameter, ...] = ()
    is_own: bool = False
    text: str = ""  # of its whole file

    @property
    def view(self) -> str:
        """The name of the view that holds it in a database."""
        return f"{self.name}_report"

    @property
    def table(self) -> str:
        """What a statement selects from: the view, or the SELECT of a reader's own report."""
        return f"(\n{self.select}\n) AS own" if self.is_own else self.view

    def given(self, values: Mapping[str, str | int]) -> Report:
        """Return the report with the values of its parameters written into its SELECT, so that it has none."""
        if not self.parameters:
            return self
        return replace(self, select=filled(self.select, lambda written: values[written[1:]]), parameters=())

    def column(self, name: str) -> Column | None:
        """Return the column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)


def read(path: Path, *, is_own: bool = False) -> Report:
    """Return the report in a file; raise AzmilError if the file is not in the form of one."""
    text = _text(path)
    settings: dict[str, str] = {"order": "", "example": "", "sums": ""}
    columns: list[Column] = []
    asked_for: list[Parameter] = []
    title = ""
    lines = text.splitlines()
    body = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("--")), len(lines))
    for number, line in enumerate(lines[:body], 1):
        if is_own and not line.replace("\t", " ").isprintable():
            raise CONTROL(path=path, line=number)
        if match := _SETTING.fullmatch(line):
            settings[match[1]] = match[2]
        elif match := _COLUMN.fullmatch(line):
            _known(path, number, match[2], SORTS)
            _once(path, number, match[1], [column.name for column in columns])
            columns.append(Column(match[1], match[2], match[3] or "", match[4] or "", match[5]))
        elif is_own and (match := re.fullmatch(_PARAMETER, line)):
            _known(path, number, match[2], {"number", "text"})
            _once(path, number, match[1], [parameter.name for parameter in asked_for])
            asked_for.append(Parameter(match[1], match[2], match[3], tuple((match[4] or "").split()), match[5]))
            _fits(path, number, asked_for[-1])
        elif not title and line.strip("- "):
            title = line.strip("- ")
    select = "\n".join(lines[body:]).strip().rstrip(";")
    if not (title and columns and select):
        raise NO_REPORT(path=path)
    if is_own:
        _hold_names(path, select, {parameter.name for parameter in asked_for})
    return Report(
        path.stem,
        title,
        tuple(columns),
        settings["order"],
        settings["example"],
        settings["sums"],
        select,
        tuple(asked_for),
        is_own,
        text,
    )


def _hold_names(path: Path, select: str, described: Collection[str]) -> None:
    """Raise AzmilError if a SELECT has a parameter without a name, or one that is not described."""
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
    default = parameter.default
    if default is not None and parameter.choices and default not in parameter.choices:
        instead = f"one of {', '.join(parameter.choices)}"
    elif default is not None and parameter.sort == "number" and not re.fullmatch(_NUMBER, default):
        instead = "a whole number"
    else:
        return
    raise NO_DEFAULT(path=path, line=number, default=default, name=parameter.name, instead=instead)


def _known(path: Path, number: int, sort: str, known: Collection[str]) -> None:
    if sort not in known:
        raise NO_SORT(path=path, line=number, sort=sort, known=", ".join(sorted(known)))
