"""Options made from the columns and parameters of a report."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from typer import Option

from azmil.cli.tree import FILTER, PARAMETERS, TIME
from azmil.errors import Fault
from azmil.reports import types
from azmil.values.answers import HEDGE, MARKED, OBSERVED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.reports import Report
    from azmil.values.answers import Column

OPTION_CONFLICT = Fault(
    "a parameter of a user-defined report has the name of an option that every report has",
    "parameter ':{name}' of report '{query}' conflicts with the option {option}",
    "rename the parameter",
)
Texts = list[str] | None
Part = Literal["where", "exclude", "at_least", "at_most", "parameters"]  # of a question
_METAVARS = {"number": "N", "tree": "WORD"}  # column type -> metavar, where it is not the type's name


class Filter(NamedTuple):
    """An option that fills a part of a question under the name of a column or a parameter."""

    part: Part
    name: str
    annotation: Any
    default: Any = None


def filters_of(report: Report, taken: set[str]) -> list[Filter]:
    """Return the options of a report in the order of its help, and add their names to ``taken``.

    A column whose option is taken makes none; raises AzmilError for a parameter whose option is taken.
    """
    from azmil.api.answers import Answers

    parameters = [_of_parameter(report, at, taken) for at in range(len(report.parameters))]
    by_rank: dict[int, list[Filter]] = {0: [], 1: [], 2: []}
    for column in report.columns:
        names = _option_names(column)
        if not names & taken:
            taken |= names
            by_rank[_rank(column)] += _of_column(column)
    general = []  # of every report, by no column
    for name, known in Answers.filters(report).items():
        option = _option_name(name)
        if option not in taken:
            taken.add(option)
            definition = Option(option, metavar=known.metavar, help=known.meaning, rich_help_panel=FILTER)
            general.append(Filter("where", name, Annotated[Texts, definition]))
    return [*parameters, *by_rank[0], *by_rank[1], *general, *by_rank[2]]


def parts_of(filters: Mapping[str, Filter], values: Mapping[str, Any]) -> dict[Part, dict[str, Any]]:
    """Return the parts of a question that options fill; ``values`` are those of all options of the command."""
    found: dict[Part, dict[str, Any]] = {"where": {}, "exclude": {}, "at_least": {}, "at_most": {}, "parameters": {}}
    for parameter, filter_ in filters.items():
        value = values[parameter]
        if value is not None and value != []:
            found[filter_.part][filter_.name] = [value] if isinstance(value, bool) else value
    return found


def _of_parameter(report: Report, at: int, taken: set[str]) -> Filter:
    parameter = report.parameters[at]
    option = _option_name(parameter.name)
    if option in taken:
        raise OPTION_CONFLICT(query=report.name, name=parameter.name, option=option)
    taken.add(option)
    choices = f" One of: {', '.join(parameter.choices)}." if parameter.choices else ""
    definition = Option(
        option,
        metavar=parameter.type.upper(),
        help=f"{_capitalized(parameter.meaning)}.{choices}",
        rich_help_panel=PARAMETERS,
    )
    default = inspect.Parameter.empty if parameter.default is None else parameter.default
    return Filter("parameters", parameter.name, Annotated[str, definition], default)


def _option_name(name: str, prefix: str = "") -> str:
    return f"--{prefix}{name.replace('_', '-')}"


def _option_names(column: Column) -> set[str]:
    """Return the names that the options of a column take."""
    prefixes = ("min-", "max-") if types.of(column).filter == "bounds" else ("", "no-")
    return {_option_name(column.name, prefix) for prefix in prefixes}


def _rank(column: Column) -> int:
    """Return where the filters of a column are listed: 0 first, 1 numbers, 2 what every report has."""
    if column.type == "id" or column.name in (HEDGE, *MARKED):
        return 2
    return int(types.of(column).filter == "bounds")


def _of_column(column: Column) -> list[Filter]:
    """Return the options that filter by a column."""
    name, filtered_by = column.name, types.of(column).filter
    if name in types.Date.DAYS or filtered_by == "none":
        return []
    section = TIME if column.type == "date" or name == OBSERVED else FILTER
    metavar = _METAVARS.get(column.type, column.type.upper())
    plain, meaning = name.replace("_", " "), column.meaning.partition(";")[0]  # the rest is in the schema

    def option(part: Part, value: Any, declared: str, text: str, metavar: str | None = metavar) -> Filter:
        definition = Option(declared, metavar=metavar, help=text, rich_help_panel=section)
        return Filter(part, name, Annotated[value, definition])

    if filtered_by == "switch":
        declared = f"{_option_name(name)}/{_option_name(name, 'no-')}"
        return [option("where", bool | None, declared, f"{_capitalized(meaning)}.", metavar=None)]
    if filtered_by == "bounds":
        return [
            option("at_least", int | None, _option_name(name, "min-"), f"Minimum of {plain}: {meaning}."),
            option("at_most", int | None, _option_name(name, "max-"), f"Maximum of {plain}."),
        ]
    found = [option("where", Texts, _option_name(name), f"{_capitalized(meaning)}.")]
    if types.of(column).can_exclude:
        found.append(option("exclude", Texts, _option_name(name, "no-"), f"Exclude rows with this {plain}."))
    return found


def _capitalized(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
