"""Values of the parameters of user-defined reports."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from azmil.errors import MOST_DIGITS, TOO_LARGE, Exit, Fault, suggestion_or_choices
from azmil.values.sqltext import parse_number

if TYPE_CHECKING:
    from azmil.reports import Parameter, Report
    from azmil.values.answers import Question

NO_CHOICE = Fault(
    "a parameter of a user-defined report has a value that is not among its choices",
    "'{value}' is not a valid {parameter}",
    "{instead}",
    Exit.USAGE,
)
NO_PARAMETER = Fault(
    "a user-defined report is run without a value for one of its parameters",
    "cannot run the report '{report}': parameter ':{name}' has no value",
    "give it a value",
    Exit.USAGE,
)
NO_NUMBER = Fault(
    "a number parameter of a user-defined report has a value that is not a number",
    "'{value}' is not a valid number",
    "use an integer or a decimal, such as 7 or 1.5",
    Exit.USAGE,
)


def values(report: Report, question: Question) -> dict[str, str | float]:
    """Return the values of a report's parameters; raise AzmilError if one is missing or invalid."""
    found: dict[str, str | float] = {}
    for parameter in report.parameters:
        given = question.parameters.get(parameter.name, parameter.default)
        if given is None:
            raise NO_PARAMETER(report=report.name, name=parameter.name)
        found[parameter.name] = _value(parameter, given)
    return found


def _value(parameter: Parameter, given: str | float) -> str | float:
    if parameter.choices and str(given) not in parameter.choices:
        instead = suggestion_or_choices(str(given), parameter.choices)
        raise NO_CHOICE(value=given, parameter=parameter.name, instead=instead)
    if parameter.type != "number":
        return str(given)
    number = parse_number(given) if isinstance(given, str) else given
    if isinstance(number, int) and abs(number) >= 10**MOST_DIGITS:
        raise TOO_LARGE()
    if number is None or not isfinite(number):
        raise NO_NUMBER(value=given)
    return number
