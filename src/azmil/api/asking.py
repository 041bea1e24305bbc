"""Conversion of the keyword arguments of ``Base.query`` to a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from azmil import reports
from azmil.errors import MOST_DIGITS, Exit, Fault
from azmil.values.answers import Question, Value

Values = Value | Iterable[Value]
When = str | int | date | None  # a date in EDTF or in words, or a Python date
Names = str | Iterable[str]  # names, or one string separated by commas
NO_VALUE = Fault(
    "a filter has no value",
    "filter '{name}' has no value",
    "give it a value, or remove it",
    Exit.USAGE,
)
TWICE = Fault(
    "a filter is given twice",
    "filter '{name}' is given twice",
    "give all its values as one list",
    Exit.USAGE,
)
REQUIRED_COLUMNS = (
    "id",
    "hedge",
    "modality",
    "disputed",
    "lines",
)  # columns that rows of a report always have in Python


def question_from(  # noqa: PLR0913 - one parameter for each keyword of Base.query
    report: str,
    /,
    *,
    where: Mapping[str, Values] | None = None,
    exclude: Mapping[str, Values] | None = None,
    at_least: Mapping[str, float] | None = None,
    at_most: Mapping[str, float] | None = None,
    as_of: When = None,
    since: When = None,
    until: When = None,
    certain: bool = False,
    parameters: Mapping[str, str | float] | None = None,
    columns: Names = (),
    sort: Names = (),
    by: Names = (),
    sum: str | None = None,  # noqa: A002 - the name of the option
    share: bool = False,
    limit: int | None = None,
    **equal: Values,
) -> Question:
    """Return the question that the keyword arguments of ``Base.query`` describe."""
    return Question(
        report,
        _filters(where or {}, equal),
        {name: _values_from(name, values) for name, values in (exclude or {}).items()},
        at_least or {}, at_most or {}, edtf_from(since), edtf_from(until), edtf_from(as_of), certain,
        parameters or {}, _with_required(report, names_from(columns)), names_from(sort),
        names_from(by), sum, share, _capped(limit),
    )  # fmt: skip


def _capped(limit: int | None) -> int | None:
    """Return a limit as a number that SQL accepts."""
    return min(limit, 10**MOST_DIGITS) if isinstance(limit, int) else limit


def _filters(where: Mapping[str, Values], equal: Mapping[str, Values]) -> dict[str, list[Any]]:
    """Return the filters of both mappings; raise AzmilError for a column in both."""
    if twice := sorted(where.keys() & equal.keys()):
        raise TWICE(name=twice[0])
    return {name: _values_from(name, values) for name, values in {**where, **equal}.items()}


def edtf_from(when: When) -> str | None:
    """Return a date as text; years may be numbers."""
    return None if when is None else str(when)


def _values_from(name: str, values: Values) -> list[Any]:
    """Return one value or several as a list; raise AzmilError if there are none."""
    found = [values] if isinstance(values, str) or not isinstance(values, Iterable) else list(values)
    if not found or None in found:
        raise NO_VALUE(name=name)
    return found


def names_from(names: Names) -> list[str]:
    """Return names as a list."""
    return [part.strip() for part in names.split(",") if part.strip()] if isinstance(names, str) else list(names)


def _with_required(report: str, columns: Sequence[str]) -> list[str]:
    """Return the requested columns, followed by those of ``REQUIRED_COLUMNS`` that the report has."""
    if not columns:
        return []
    known = {column.name for column in reports.find(report).columns}
    return [*columns, *(name for name in REQUIRED_COLUMNS if name in known and name not in columns)]
