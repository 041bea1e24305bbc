"""The page of a report: its rows, a page at a time, and the form that filters them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.formats import json
from azmil.formats.base import is_in_words
from azmil.publish.pages import conflicts as conflicts_of
from azmil.publish.server.addresses import ROWS, SHAPES, TIMES, question_of, replaced, report_named, with_parameters
from azmil.publish.server.controls import controls
from azmil.publish.server.links import ServedLinks
from azmil.publish.server.replies import Reply, omitted_of
from azmil.publish.tables import SOURCE_COLUMNS, table_of
from azmil.values.answers import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.publish.server.controls import Control
    from azmil.publish.server.given import Given
    from azmil.publish.server.reading import Reading
    from azmil.values.answers import Answer, Question, Report

MOST_SIDES = 100  # of a conflict, so that a page does not end between them


def report(reading: Reading, given: Given, name: str) -> Reply:
    """Return a page of a report; raise AzmilError if there is no such report or a filter is invalid."""
    found = report_named(name)
    question = question_of(found, given)
    answer = reading.base.ask(question._replace(has_targets=not question.is_grouped))
    path = f"report/{name}.html"
    is_wide = bool(given.switch("wide"))
    link = ServedLinks.at(path)
    shown = _chosen(answer) if is_wide or question.columns else answer
    column = "" if question.is_grouped else SOURCE_COLUMNS.get(name, "")
    table = table_of(shown, reading.source, link, has_all=shown is not answer, source_column=column)
    values = {
        **_form(reading, found, given),
        "table": table,
        "is_filtered": bool(given.values.keys() - {"start", "limit", "wide", "v", "sort"}),
        "sorted": [] if question.is_grouped else list(_sorts(given, question, table.heads)),
        "wide": with_parameters(f"{name}.html", replaced(given, wide=None if is_wide else "yes")),
        "json": with_parameters(f"{name}.json", replaced(given)),
    }
    reply = Reply(path, name, "served/report.html", values, _data(found, answer), omitted_of(answer.left_out))
    _turn(reading, reply, given, question, answer)
    values |= {"position": reply.position, "has_omitted": bool(reply.omitted)}
    return reply


def form(reading: Reading, given: Given, name: str) -> tuple[Reply, list[str]]:
    """Return the page of a report without rows, with its form as it was sent; and the names of its fields."""
    found = report_named(name)
    values = {**_form(reading, found, given), "table": None, "is_filtered": True, "position": "", "has_omitted": False}
    names = [field.control.name for _, fields in values["groups"] for field in fields]
    fields = [*names, *(TIMES if found.has_days else ()), *(name for name in SHAPES if name not in ("start", "wide"))]
    return Reply(f"report/{name}.html", name, "served/report.html", values, {}), fields


def _form(reading: Reading, found: Report, given: Given) -> dict[str, Any]:
    return {
        "report": found,
        "groups": _groups(reading, found, given),
        "given": given,
        "sums": [(name, name) for name in reading.base.summable(found)],
        "is_wide": bool(given.shown_switch("wide")),
    }


def conflicts(reading: Reading, given: Given, _name: str) -> Reply:
    """Return a page of the conflicts, each with its sides, filtered like their report."""
    found = report_named("conflicts")
    question = question_of(found, given)
    # Without chosen columns or an order, since a page needs all columns and the sides of a conflict together.
    question = question._replace(columns=(), sort=(), by=(), sum=None, share=False)
    question = question._replace(offset=_first_side(reading, question))
    answer = reading.base.ask(question._replace(limit=(question.limit or ROWS) + MOST_SIDES))
    _cut_between(answer, question.limit or ROWS)
    path = "conflicts.html"
    values = {"conflicts": conflicts_of(answer, reading.source, ServedLinks.at(path))}
    reply = Reply(path, "Conflicts", "conflicts.html", values, _data(found, answer), omitted_of(answer.left_out))
    _turn(reading, reply, given, question, answer)
    return reply


def _first_side(reading: Reading, question: Question) -> int:
    """Return the offset of the first side of the conflict at the offset of a question."""
    if question.offset == 0:
        return 0
    before = reading.base.ask(question._replace(offset=0, limit=question.offset + 1, columns=("id",)))
    at = before.names.index("id")
    ids = [row[at] for row in before.rows]
    return ids.index(ids[question.offset]) if question.offset < len(ids) else question.offset


def _cut_between(answer: Answer, limit: int) -> None:
    """Cut an answer after at least ``limit`` rows, between two conflicts; the last one may have more sides."""
    at = answer.names.index("id")
    if answer.is_cut and len({row[at] for row in answer.rows}) > 1:
        last = answer.rows[-1][at]
        answer.rows = [row for row in answer.rows if row[at] != last]
    end = limit
    while end < len(answer.rows) and answer.rows[end][at] == answer.rows[end - 1][at]:
        end += 1
    if end < len(answer.rows):
        del answer.rows[end:]
        if not answer.is_cut:
            answer.left_out.insert(0, LeftOut(None, "limit", "increase the limit"))


def _chosen(answer: Answer) -> Answer:
    """Return an answer whose columns that are only shown as marks are not shown."""
    return replace(
        answer,
        columns=[column if is_in_words(column) else column._replace(place="target") for column in answer.columns],
    )


def _data(found: Report, answer: Answer) -> dict[str, Any]:
    """Return the rows of a report as objects, and its columns."""
    kept = [at for at, column in enumerate(answer.columns) if column.place != "target"]
    plain = replace(
        answer,
        columns=[answer.columns[at] for at in kept],
        rows=[tuple(row[at] for at in kept) for row in answer.rows],
    )
    columns = [
        {"name": column.name, "type": column.type, "meaning": column.meaning}
        for column in plain.columns
        if is_in_words(column)
    ]
    return {"report": found.name, "title": found.title, "columns": columns, "rows": list(json.values(plain))}


def _turn(reading: Reading, reply: Reply, given: Given, question: Question, answer: Answer) -> None:
    """Set the addresses of the neighbours of a page, and its position."""
    limit, start, count = question.limit or 1, question.offset + 1, len(answer.rows)
    if answer.is_cut:
        reply.next = with_parameters(reply.path, replaced(given, start=start + count))
    if start > 1:
        before = start - limit
        reply.previous = with_parameters(reply.path, replaced(given, start=before if before > 1 else None))
    if question.is_grouped or not (answer.is_cut or start > 1):
        total = count + start - 1
        reply.position = f"{total:,} {'row' if total == 1 else 'rows'}"
        return
    total = reading.total(question)
    shown = f"Rows {start:,}-{start + count - 1:,}" if count else "No more rows"
    reply.position = f"{shown} of {total:,}"


def _sorts(given: Given, question: Question, heads: list[Any]) -> Iterator[tuple[str, str]]:
    """Yield for each head of a table the address that sorts by it, and how it is sorted: up, down or not at all."""
    first = question.sort[0] if question.sort else ""
    for head in heads:
        is_up, is_down = first == head.name, first == f"-{head.name}"
        address = with_parameters("", replaced(given, start=None, sort=f"-{head.name}" if is_up else head.name))
        yield address, "ascending" if is_up else "descending" if is_down else ""


class Field(NamedTuple):
    """A field of the form: its control, the values that are given, and its choices, if there are few."""

    control: Control
    values: list[str]
    choices: list[tuple[str, str]]


def _groups(reading: Reading, found: Report, given: Given) -> list[tuple[str, list[Field]]]:
    """Return the fields of the form: those that are often used, and the others."""
    fields = [_field(reading, found, control, given) for control in controls(found)]
    often = [field for field in fields if not field.control.is_rare]
    rarely = [field for field in fields if field.control.is_rare]
    return [("", often), ("More filters", rarely)]


def _field(reading: Reading, found: Report, control: Control, given: Given) -> Field:
    column = control.column
    has_words = column is not None and column.type in ("word", "tree")
    choices = reading.choices(found.name, control.key) if has_words else []
    if control.name == "has":
        choices = [(each.name, each.name.replace("_", " ")) for each in found.columns]
    elif control.name == "source":
        choices = [(each.id, each.id) for each in reading.frame.documents]
    values = given.several(control.name)
    if control.kind == "switch" and not values and (negated := given.shown_switch(f"no-{control.name}")) is not None:
        values = ["no" if negated else "yes"]
    return Field(control, values, choices)
