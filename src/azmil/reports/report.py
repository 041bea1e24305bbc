"""A report: a prebuilt query with its columns, parameters and order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from azmil.values.sqltext import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.values.answers import Column


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a user's own report asks for."""

    name: str
    type: str  # "number" or "text"
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
    keys: Mapping[str, str] = field(default_factory=dict)  # column -> the terms that sort by it, unless by its type

    @property
    def view(self) -> str:
        """The name of the view that holds it in a database."""
        return f"{self.name}_report"

    @property
    def table(self) -> str:
        """What a statement selects from: the view, or the SELECT of a user's own report."""
        return f"(\n{self.select}\n) AS own" if self.is_own else self.view

    def given(self, values: Mapping[str, str | int]) -> Report:
        """Return the report with the values of its parameters written into its SELECT, so that it has none."""
        if not self.parameters:
            return self
        return replace(self, select=filled(self.select, lambda written: values[written[1:]]), parameters=())

    def column(self, name: str) -> Column | None:
        """Return the column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def has_days(self) -> bool:
        """Whether its rows have the four days of a date, so that it can be asked about a time."""
        return self.column("earliest_start") is not None
