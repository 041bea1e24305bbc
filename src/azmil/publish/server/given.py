"""The parameters of an address: which are given, and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from azmil.errors import MOST_DIGITS, Exit, Fault, suggestion_or_choices

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 200  # parameters of an address
EVERYWHERE = "v"  # the version that a citation names, accepted by every page
_SWITCH = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False}

UNKNOWN = Fault(
    "an address has a parameter that its page does not have",
    "no such parameter '{name}'",
    "{instead}",
    Exit.USAGE,
)
TWICE = Fault(
    "an address has a parameter twice that has one value",
    "the parameter '{name}' is given twice",
    "give it once",
    Exit.USAGE,
)
TOO_MANY = Fault(
    "an address has too many parameters",
    "the address has more than {most} parameters",
    "use fewer",
    Exit.USAGE,
)
NO_NUMBER = Fault(
    "a parameter that is a number is something else, or out of range",
    "'{value}' is not a valid number for '{name}'",
    "use a whole number from {least:,} to {most:,}",
    Exit.USAGE,
)
NO_SWITCH = Fault(
    "a parameter that is yes or no is something else",
    "'{value}' is not a valid value for '{name}'",
    "use yes or no",
    Exit.USAGE,
)


class Given:
    """The parameters of an address by name, with hyphens for underscores; empty ones, as forms send, are ignored."""

    def __init__(self, query: str) -> None:
        try:
            pairs = parse_qsl(query, max_num_fields=MOST)
        except ValueError:
            raise TOO_MANY(most=MOST) from None
        self.values: dict[str, list[str]] = {}
        for name, value in pairs:
            if value.strip():
                self.values.setdefault(name.replace("_", "-"), []).append(value)

    def check(self, names: Iterable[str]) -> None:
        """Raise AzmilError if a parameter is given that is not one of these."""
        known = [*names, EVERYWHERE]
        for name in self.values:
            if name not in known:
                raise UNKNOWN(name=name, instead=suggestion_or_choices(name, known[:-1]))

    def only(self, names: Iterable[str]) -> Given:
        """Return some of the parameters."""
        found = Given("")
        found.values = {name: self.values[name] for name in names if name in self.values}
        return found

    def several(self, name: str) -> list[str]:
        """Return the values of a parameter."""
        return self.values.get(name, [])

    def one(self, name: str) -> str | None:
        """Return the value of a parameter, or None; raise AzmilError if it is given twice."""
        values = self.several(name)
        if len(values) > 1:
            raise TWICE(name=name)
        return values[0] if values else None

    def names(self, name: str) -> list[str]:
        """Return the names in a list separated by commas; the parameter may be repeated."""
        return [part.strip() for value in self.several(name) for part in value.split(",") if part.strip()]

    def number(self, name: str, least: int, most: int) -> int | None:
        """Return the value of a parameter that is a whole number, or None; raise AzmilError if it is anything else."""
        value = self.one(name)
        if value is None:
            return None
        text = value.strip()
        digits = text.removeprefix("-")
        is_number = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
        if not is_number or not least <= int(text) <= most:
            hint = "use a whole number, such as 12" if least < 0 else None
            raise NO_NUMBER(hint, name=name, value=value, least=least, most=most)
        return int(text)

    def decimal(self, name: str, most: int) -> int | float | None:
        """Return the value of a parameter that is a number, or None; raise AzmilError if it is anything else."""
        from azmil.values.sqltext import parse_number  # noqa: PLC0415 - few questions need it

        value = self.one(name)
        found = None if value is None else parse_number(value.strip())
        if value is not None and (found is None or not -most <= found <= most):
            raise NO_NUMBER(f"use a number from {-most:,} to {most:,}", name=name, value=value)
        return found

    def switch(self, name: str) -> bool | None:
        """Return the value of a parameter that is yes or no, or None; raise AzmilError if it is anything else."""
        value = self.one(name)
        if value is not None and value.lower() not in _SWITCH:
            raise NO_SWITCH(name=name, value=value)
        return self.shown_switch(name)

    def shown_switch(self, name: str) -> bool | None:
        """Return what a form shows for a parameter that is yes or no: None if it is anything else."""
        return next((_SWITCH.get(value.lower()) for value in self.several(name)), None)
