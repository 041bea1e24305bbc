"""Questions as Python puts them: from keywords to a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from azmil import reports
from azmil.errors import Exit, Fault
from azmil.values import locators
from azmil.values.answers import Question, Value

Values = Value | Iterable[Value]
Names = str | Iterable[str]  # names, or one text with commas between them
NO_VALUE = Fault(
    "rows are to be filtered by nothing", "'{name}' is given no value", "leave it out, or give one", Exit.USAGE
)
ALWAYS = ("id", "modality", "disputed", "lines")  # columns of every row that Python gets of a report


def asked(  # noqa: PLR0913 - what can be asked of a report
    report: str,
    /,
    *,
    where: Mapping[str, Values] | None = None,
    exclude: Mapping[str, Values] | None = None,
    at_least: Mapping[str, int] | None = None,
    at_most: Mapping[str, int] | None = None,
    about: Names = (),
    as_of: str | None = None,
    since: str | None = None,
    until: str | None = None,
    certain: bool = False,
    cites: str | int | Iterable[str | int] = (),
    source: str | None = None,
    parameters: Mapping[str, Value] | None = None,
    columns: Names = (),
    sort: Names = (),
    limit: int | None = None,
    **equal: Values,
) -> Question:
    """Return the question that the keywords of ``Base.query`` ask."""
    return Question(
        report,
        {name: _listed(name, values) for name, values in {**(where or {}), **equal}.items()},
        {name: _listed(name, values) for name, values in (exclude or {}).items()},
        at_least or {}, at_most or {}, listed_names(about), since, until, as_of, certain,
        _lines(cites),
        source, parameters or {}, _with_always(report, listed_names(columns)), listed_names(sort), limit=limit,
    )  # fmt: skip


def _lines(cites: str | int | Iterable[str | int]) -> list[locators.Lines]:
    """Return the lines that are named by numbers, or by texts such as ``report:6, 49``."""
    texts = [cites] if isinstance(cites, (str, int)) else cites
    return [lines for text in texts for lines in locators.parse(str(text))]


def _listed(name: str, values: Values) -> list[Any]:
    """Return one value or several as a list; raise AzmilError for none."""
    found = [values] if isinstance(values, str) or not isinstance(values, Iterable) else list(values)
    if not found or None in found:
        raise NO_VALUE(name=name)
    return found


def listed_names(names: Names) -> list[str]:
    """Return names as a list."""
    return [part.strip() for part in names.split(",") if part.strip()] if isinstance(names, str) else list(names)


def _with_always(report: str, columns: Sequence[str]) -> list[str]:
    """Return columns that were asked for, with those that Python always gets."""
    if not columns:
        return []
    known = {column.name for column in reports.find(report).columns}
    return [*columns, *(name for name in ALWAYS if name in known and name not in columns)]
