"""Options that the columns of a report make, and the parameters of a user's own report."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from typer import Option

from azmil.errors import Fault
from azmil.reports import types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.reports import Report
    from azmil.values.answers import Column

TAKEN = Fault(
    "a parameter of a query of your own is called like an option that every query has",
    "the query {query} has a parameter ':{name}', and {option} is an option of every query",
    "give the parameter another name",
)
Texts = list[str] | None
Part = Literal["where", "exclude", "at_least", "at_most", "parameters"]  # of a question


class Filter(NamedTuple):
    """An option that fills a part of a question under the name of a column or a parameter."""

    part: Part
    name: str
    annotation: Any
    default: Any = None


def filters_of(asked: Report, taken: set[str]) -> list[Filter]:
    """Return the options of a report, and add their names to those that are taken.

    A column whose option is taken makes none; raises AzmilError for a parameter whose option is.
    """
    from azmil.api.answers import Answers

    found = [_of_parameter(asked, at, taken) for at in range(len(asked.parameters))]
    for column in asked.columns:
        names = _names(column)
        if not names & taken:
            taken |= names
            found += _of_column(column)
    for name, its in Answers.filters(asked).items():
        option = f"--{name.replace('_', '-')}"
        if option not in taken:
            taken.add(option)
            words = Option(option, metavar=its.metavar, help=its.meaning)
            found.append(Filter("where", name, Annotated[Texts, words]))
    return found


def parts_of(filters: Mapping[str, Filter], given: Mapping[str, Any]) -> dict[Part, dict[str, Any]]:
    """Return the parts of a question that options fill, by the names of the options' parameters."""
    found: dict[Part, dict[str, Any]] = {"where": {}, "exclude": {}, "at_least": {}, "at_most": {}, "parameters": {}}
    for parameter, its in filters.items():
        value = given[parameter]
        if value is not None and value != []:
            found[its.part][its.name] = [value] if isinstance(value, bool) else value
    return found


def _of_parameter(asked: Report, at: int, taken: set[str]) -> Filter:
    parameter = asked.parameters[at]
    option = f"--{parameter.name.replace('_', '-')}"
    if option in taken:
        raise TAKEN(query=asked.name, name=parameter.name, option=option)
    taken.add(option)
    one_of = f" One of: {', '.join(parameter.choices)}." if parameter.choices else ""
    words = Option(option, metavar=parameter.type.upper(), help=f"{_capital(parameter.meaning)}.{one_of}")
    default = inspect.Parameter.empty if parameter.default is None else parameter.default
    return Filter("parameters", parameter.name, Annotated[str, words], default)


def _option(column: Column) -> str:
    return column.name.replace("_", "-")


def _names(column: Column) -> set[str]:
    """Return the names that the options of a column take."""
    before = ("min-", "max-") if types.of(column).filter == "bounds" else ("", "no-")
    return {f"--{word}{_option(column)}" for word in before}


def _of_column(column: Column) -> list[Filter]:
    """Return the options that filter by a column."""
    option, kind, type_ = _option(column), column.type.upper(), types.of(column)
    if column.name in types.Date.DAYS or type_.filter == "none":
        return []
    if type_.filter == "switch":
        words = Option(f"--{option}/--no-{option}", help=f"Only rows of which this holds: {column.meaning}.")
        return [Filter("where", column.name, Annotated[bool | None, words])]
    if type_.filter == "bounds":
        least = Option(f"--min-{option}", metavar=kind, help=f"At least: {column.meaning}.")
        most = Option(f"--max-{option}", metavar=kind, help=f"At most: {column.meaning}.")
        return [
            Filter("at_least", column.name, Annotated[int | None, least]),
            Filter("at_most", column.name, Annotated[int | None, most]),
        ]
    words = Option(f"--{option}", metavar=kind, help=f"{_capital(column.meaning)}.")
    found = [Filter("where", column.name, Annotated[Texts, words])]
    if type_.can_exclude:
        words = Option(f"--no-{option}", metavar=kind, help="Leave these out.")
        found.append(Filter("exclude", column.name, Annotated[Texts, words]))
    return found


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
