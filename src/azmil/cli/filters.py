"""Filter options of a report, built from its columns and parameters."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from typer import Option

from azmil.cli.base import FILTER, PARAMETERS, TIME
from azmil.errors import Fault
from azmil.reports import types
from azmil.values.answers import HEDGE, MARKED, OBSERVED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.reports import Parameter, Report
    from azmil.values.answers import Column

OPTION_CONFLICT = Fault(
    "a parameter of a user-defined report has the name of an option that every report has",
    "parameter ':{name}' of report '{query}' conflicts with the option {option}",
    "rename the parameter",
)
Texts = list[str] | None
Part = Literal["where", "exclude", "at_least", "at_most", "parameters"]  # fields of a Question
_METAVARS = {"number": "N", "decimal": "N", "tree": "WORD"}  # column type -> metavar, if it is not the name of the type


class Filter(NamedTuple):
    """An option that sets the value for a column or parameter in a part of a question."""

    part: Part
    name: str
    annotation: Any
    default: Any = None


def filters_of(report: Report, taken: set[str]) -> list[Filter]:
    """Return the filter options of a report in the order of the help, and add their names to ``taken``.

    Columns whose option name is taken get no option. Raises AzmilError for a parameter whose option name is taken.
    """
    from azmil.api.answers import Answers

    parameters = [_parameter_filter(report, parameter, taken) for parameter in report.parameters]
    by_rank: dict[int, list[Filter]] = {0: [], 1: [], 2: []}
    for column in report.columns:
        names = _option_names(column)
        if not names & taken:
            taken |= names
            by_rank[_rank(column)] += _column_filters(column)
    general = []  # filters of every report that belong to no column
    for name, known in Answers.filters(report).items():
        option = _option_name(name)
        if option not in taken:
            taken.add(option)
            definition = Option(option, metavar=known.metavar, help=known.meaning, rich_help_panel=FILTER)
            general.append(Filter("where", name, Annotated[Texts, definition]))
    return [*parameters, *by_rank[0], *by_rank[1], *general, *by_rank[2]]


def parts_of(filters: Mapping[str, Filter], values: Mapping[str, Any]) -> dict[Part, dict[str, Any]]:
    """Return the parts of a question set by options; ``values`` are the values of all options of the command."""
    parts: dict[Part, dict[str, Any]] = {"where": {}, "exclude": {}, "at_least": {}, "at_most": {}, "parameters": {}}
    for parameter, filter_ in filters.items():
        value = values[parameter]
        if value is not None and value != []:
            if isinstance(value, float) and value.is_integer():
                value = int(value)
            parts[filter_.part][filter_.name] = [value] if isinstance(value, bool) else value
    return parts


def _parameter_filter(report: Report, parameter: Parameter, taken: set[str]) -> Filter:
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
    """Return the names of the options of a column."""
    prefixes = ("min-", "max-") if types.of(column).filter == "bounds" else ("", "no-")
    return {_option_name(column.name, prefix) for prefix in prefixes}


def _rank(column: Column) -> int:
    """Return the position of the filters of a column: 0 first, 1 bounds, 2 columns that every report has."""
    if column.type == "id" or column.name in (HEDGE, *MARKED):
        return 2
    return int(types.of(column).filter == "bounds")


def _column_filters(column: Column) -> list[Filter]:
    """Return the options that filter by a column."""
    name, filtered_by = column.name, types.of(column).filter
    if name in types.Date.DAYS or filtered_by == "none":
        return []
    section = TIME if column.type == "date" or name == OBSERVED else FILTER
    metavar = _METAVARS.get(column.type, column.type.upper())
    plain, meaning = name.replace("_", " "), column.meaning.partition(";")[0]  # 'azmil schema' prints the rest

    def option(part: Part, value: Any, declared: str, text: str, metavar: str | None = metavar) -> Filter:
        definition = Option(declared, metavar=metavar, help=text, rich_help_panel=section)
        return Filter(part, name, Annotated[value, definition])

    if filtered_by == "switch":
        declared = f"{_option_name(name)}/{_option_name(name, 'no-')}"
        return [option("where", bool | None, declared, f"{_capitalized(meaning)}.", metavar=None)]
    if filtered_by == "bounds":
        number = float | None if column.type == "decimal" else int | None
        return [
            option("at_least", number, _option_name(name, "min-"), f"Minimum for {plain}: {meaning}."),
            option("at_most", number, _option_name(name, "max-"), f"Maximum for {plain}."),
        ]
    if column.type == "date":
        meaning = f"{meaning.removesuffix(', as EDTF')}, such as 2006, 'May 2006' or XXXX-05"
    filters = [option("where", Texts, _option_name(name), f"{_capitalized(meaning)}.")]
    if types.of(column).can_exclude:
        its_value = plain if plain == name else f"value of {plain}"
        filters.append(option("exclude", Texts, _option_name(name, "no-"), f"Exclude rows with this {its_value}."))
    return filters


def _capitalized(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
