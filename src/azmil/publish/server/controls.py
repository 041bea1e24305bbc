"""The filters of a report as parameters of its address and as controls of its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from azmil.api.answers import Answers
from azmil.reports import types
from azmil.values.answers import HEDGE, MARKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.values.answers import Column, Report

Part = Literal["where", "exclude", "at_least", "at_most"]  # fields of a Question


class Control(NamedTuple):
    """A parameter that filters a report: the part of a question that it sets, and for which column or filter."""

    name: str  # in the address
    part: Part
    key: str  # the column or filter
    kind: Literal["texts", "switch", "number"]
    meaning: str
    is_rare: bool = False  # whether the form shows it only on request
    column: Column | None = None


def controls(report: Report) -> list[Control]:
    """Return the filters of a report: the same as on the command line, in the order of its columns."""
    found = [control for column in report.columns for control in _of_column(column)]
    general = Answers.filters(report).items()
    return [*found, *(Control(name, "where", name, "texts", known.meaning) for name, known in general)]


def _of_column(column: Column) -> Iterator[Control]:
    type_ = types.of(column)
    name, key = column.name.replace("_", "-"), column.name
    if key in types.Date.DAYS or type_.filter == "none":
        return
    meaning = column.meaning.partition(";")[0]
    is_rare = column.type == "id" or key in (HEDGE, *MARKED) or column.place == "wide"
    if type_.filter == "switch":
        yield Control(name, "where", key, "switch", meaning, is_rare, column)
    elif type_.filter == "bounds":
        yield Control(f"min-{name}", "at_least", key, "number", f"minimum: {meaning}", is_rare, column)
        yield Control(f"max-{name}", "at_most", key, "number", f"maximum: {meaning}", is_rare, column)
    else:
        yield Control(name, "where", key, "texts", meaning, is_rare, column)
        if type_.can_exclude:
            yield Control(f"no-{name}", "exclude", key, "texts", f"excluded: {meaning}", is_rare=True, column=column)
