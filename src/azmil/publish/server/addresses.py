"""Addresses and questions: the question that the parameters of an address ask, and the address of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from azmil import reports
from azmil.errors import MOST_DIGITS, Exit, Fault, suggestion_or_choices
from azmil.publish.server.controls import controls
from azmil.values.answers import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azmil.publish.server.controls import Control
    from azmil.publish.server.given import Given
    from azmil.values.answers import Report

ROWS = 200  # on a page, by default
MOST_ROWS = 2_000  # on a page
LARGEST = 10**MOST_DIGITS - 1
TIMES = ("since", "until", "as-of", "certain")
SHAPES = ("asserted", "columns", "sort", "by", "sum", "share", "wide", "limit", "start")

NO_REPORT = Fault(
    "a page of a server, or an assistant, asks for a report that does not exist",
    "no such report '{name}'",
    "{instead}",
    Exit.USAGE,
)
ASSERTED = Fault(
    "'asserted' is used with another modality",
    "'asserted' cannot be used with 'modality'",
    "remove one of them",
    Exit.USAGE,
)
SWITCH_TWICE = Fault(
    "a flag is given together with its opposite",
    "'{name}' cannot be used with 'no-{name}'",
    "remove one of them",
    Exit.USAGE,
)


def report_named(name: str) -> Report:
    """Return a built-in report; raise AzmilError if there is none with this name. No file of a user is read."""
    if not reports.is_built_in(name):
        raise NO_REPORT(name=name, instead=suggestion_or_choices(name, reports.names()))
    return reports.find(name)


def question_of(report: Report, given: Given) -> Question:
    """Return the question that the parameters of an address ask a report; raise AzmilError if one is invalid."""
    known = controls(report)
    switches = [f"no-{control.name}" for control in known if control.kind == "switch"]
    given.check([*(control.name for control in known), *switches, *(TIMES if report.has_days else ()), *SHAPES])
    parts: dict[str, dict[str, Any]] = {"where": {}, "exclude": {}, "at_least": {}, "at_most": {}}
    for control in known:
        value = _value(control, given)
        if value not in (None, []):
            parts[control.part][control.key] = value
    if given.switch("asserted"):
        if "modality" in parts["where"]:
            raise ASSERTED()
        parts["where"]["modality"] = ["asserted"]
    return Question(
        report.name,
        parts["where"],
        parts["exclude"],
        parts["at_least"],
        parts["at_most"],
        since=given.one("since"),
        until=given.one("until"),
        as_of=given.one("as-of"),
        is_certain=bool(given.switch("certain")),
        columns=given.names("columns"),
        sort=given.names("sort"),
        by=given.names("by"),
        sum=given.one("sum"),
        share=bool(given.switch("share")),
        limit=limit_of(given),
        offset=(given.number("start", 1, LARGEST) or 1) - 1,
    )


def limit_of(given: Given, default: int = ROWS, most: int = MOST_ROWS) -> int:
    """Return the number of rows on a page."""
    return given.number("limit", 1, most) or default


def _value(control: Control, given: Given) -> Any:
    """Return what a filter is compared with, or None or an empty list if it is not given."""
    if control.kind == "number" and control.column is not None and control.column.type == "decimal":
        return given.decimal(control.name, LARGEST)
    if control.kind == "number":
        return given.number(control.name, -LARGEST, LARGEST)
    if control.kind == "texts":
        return given.several(control.name)
    is_so, is_not = given.switch(control.name), given.switch(f"no-{control.name}")
    if is_so is not None and is_not is not None:
        raise SWITCH_TWICE(name=control.name)
    flag = is_so if is_not is None else not is_not
    return [] if flag is None else [flag]


def parameters_of(question: Question) -> list[tuple[str, str]]:
    """Return the parameters that ask a question, without those of the page."""
    return [
        *_filters("", question.where),
        *_filters("no-", question.exclude),
        *((f"min-{_name(name)}", str(bound)) for name, bound in question.at_least.items()),
        *((f"max-{_name(name)}", str(bound)) for name, bound in question.at_most.items()),
        *((_name(name), date) for name in ("since", "until", "as_of") if (date := getattr(question, name)) is not None),
        *[("certain", "yes")] * question.is_certain,
        *((name, ",".join(getattr(question, name))) for name in ("columns", "sort", "by") if getattr(question, name)),
        *([] if question.sum is None else [("sum", question.sum)]),
        *[("share", "yes")] * question.share,
    ]


def _filters(prefix: str, filters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, values in filters.items():
        for value in values:
            yield prefix + _name(name), ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _name(name: str) -> str:
    return name.replace("_", "-")


def with_parameters(path: str, parameters: list[tuple[str, str]]) -> str:
    """Return an address with parameters."""
    return f"{path}?{urlencode(parameters)}" if parameters else path


def replaced(given: Given, **others: str | int | None) -> list[tuple[str, str]]:
    """Return the parameters of an address with some replaced, or removed by None."""
    kept = [(name, value) for name, values in given.values.items() if name not in others for value in values]
    return [*kept, *((name, str(value)) for name, value in others.items() if value is not None)]
