"""Records typed as fields with values, such as ``holder=ruritania``, and their problems by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError, Exit, Fault
from azmil.seeds import csv_nodes, forms
from azmil.seeds.entries import LISTS
from azmil.seeds.forms import CITES
from azmil.seeds.items import EXTENDS
from azmil.seeds.node import Mapping, Scalar, SeedError, clean
from azmil.values.problems import Problem
from azmil.workbench.drafts.problems import FieldProblem, not_valid
from azmil.workbench.drafts.record import Typed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from azmil.model import Kind
    from azmil.seeds.node import Node

NO_VALUE = Fault(
    "a field of a new record is given without '=' and a value",
    "'{text}' is not a field with a value",
    "write field=value, in quotes if it contains spaces",
    Exit.USAGE,
)
TWICE = Fault(
    "a field of a new record is given twice",
    "it is given twice",
    "give it once; separate the items of a list by semicolons",
)
ID = "id"


class Word(NamedTuple):
    """A value, or a field with its value, at its place in what was typed."""

    line: int
    column: int
    text: str


def item_of(words: Iterable[str], cls: type[Kind], *, is_id_first: bool = False) -> Typed:
    """Return fields with values, and values without the names of fields, as a record.

    ``is_id_first`` means that there is only an id in place of such values. ``@6`` is the field ``cite``. A field may be
    named by its beginning or its last word, if no other field of the kind has it. Raises AzmilError if a value cannot
    be in a seed file.
    """
    placed = [
        Word(1, number, f"cite={word[1:]}" if word.startswith("@") else word) for number, word in enumerate(words, 1)
    ]
    if is_id_first:
        without = [word for word in placed if "=" not in word.text]
        if len(without) > 1 or (without and without[0].column > 1):
            raise NO_VALUE(text=without[-1].text)
        placed = [word._replace(text=f"{ID}={word.text}") if word in without else word for word in placed]
    return record_of(placed, cls, 1)


def record_of(words: Iterable[Word], cls: type[Kind], line: int, column: int = 0) -> Typed:
    """Return values and fields with values as a record at a place; raise AzmilError if one is not valid."""
    place = line, column
    fields: dict[str, tuple[Scalar, Node]] = {}
    values: list[Scalar] = []
    problems: list[Problem] = []
    known = fields_of(cls)
    for at, start, word in words:
        begin, equals, text = word.partition("=")
        name = field_of(begin, known) if equals else ""
        if equals and not name:
            raise NO_VALUE(text=word)
        try:
            if name in fields:
                raise TWICE()
            value = Scalar(at, start, clean(text if name else word))
            if name:
                is_list = name in LISTS and value.text
                fields[name] = value._replace(text=name), csv_nodes.listed(value, LISTS[name], "") if is_list else value
            elif value.text:
                values.append(value)
        except AzmilError as error:
            problems.append(FieldProblem("", at, start, str(error), error, name))
        except SeedError as error:
            problems.append(FieldProblem("", at, start, str(error), error.problem.error, name))
    if problems:
        raise not_valid(problems)
    return Typed(cls, Mapping(*place, fields), values)


def fields_of(cls: type[Kind]) -> list[str]:
    """Return the names of the fields that a record of a kind may have."""
    accepted, children = forms.accepted(cls)
    return [*accepted, *children, *CITES, EXTENDS]


def field_of(name: str, known: Collection[str]) -> str:
    """Return the field that has a name, or the only one whose name begins with it or ends in it as a word."""
    name = name.strip().replace("-", "_")
    if name in known or not name:
        return name
    found = [each for each in known if each.startswith(name) or each.endswith(f"_{name}")]
    shortest = min(found, key=len, default=name)
    return shortest if all(each.startswith(shortest) for each in found) else name  # 'date', not 'date_wording'


def by_field(error: AzmilError, record: Typed) -> AzmilError:
    """Return the error of a record with its problems at the names of fields, at values, or at its kind."""
    kind = record.cls.kind
    names = {key.column: name for name, (key, _) in record.item.fields.items()}
    names |= {value.column: value.text for value in record.values}
    details = [
        FieldProblem("", each.line, each.column, each.message, each.error, names.get(each.column, kind))
        if isinstance(each, Problem)
        else each
        for each in error.details
    ]
    return AzmilError(error.fault, error.values, error.hint_template, details)
