"""Parameters of statements: their values, and checks before a statement runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault
from azmil.values import sqltext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.shell.arguments import Argument

Value = str | int | float | None

NO_VALUE = Fault(
    "a statement in the shell uses a parameter that is not set",
    "cannot run the SQL statement: parameter '{written}' has no value",
    r"set it with '\set {name} VALUE'",
    Exit.USAGE,
)
NO_NAME = Fault(
    "a statement in the shell uses a parameter without a name",
    "cannot run the SQL statement: parameter '{written}' has no name",
    r"write it as ':NAME' and set it with '\set NAME VALUE'",
    Exit.USAGE,
)
WRONG_NAME = Fault(
    "a parameter is set in the shell under an invalid name",
    "'{name}' is not a valid parameter name",
    "use letters, digits and underscores",
    Exit.USAGE,
)
_NAME = re.compile(r"[:@$]?(\w+)")


def name_from(argument: Argument) -> str:
    """Return the parameter name in an argument, without the ``:``, ``@`` or ``$`` before it."""
    match = _NAME.fullmatch(argument.text)
    if match is None:
        raise WRONG_NAME(name=argument.text)
    return match[1]


def value_from(argument: Argument) -> Value:
    """Return the value of an argument: text if it is quoted or is neither a number nor NULL."""
    return argument.text if argument.is_quoted else sqltext.parse_value(argument.text)


def format_value(value: Value) -> str:
    r"""Return a value as text that ``\set`` accepts."""
    return sqltext.format_literal(value) if value is None or isinstance(value, str) else str(value)


def check(sql: str, values: Mapping[str, Value]) -> None:
    """Raise AzmilError if a parameter of a statement has no name or no value."""
    for parameter in sqltext.parameters(sql):
        if parameter.startswith("?"):
            raise NO_NAME(written=parameter)
        if parameter[1:] not in values:
            raise NO_VALUE(written=parameter, name=parameter[1:])
