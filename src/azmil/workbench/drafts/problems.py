"""Errors of drafts, and their problems at the fields that the user gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, Exit, Fault, Hints, counted
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_VALID = Fault(
    "a new record is not valid",
    "nothing was written: {count}",
    "correct them and try again",
)
NO_KIND = Fault(
    "a new record is of a kind that does not exist",
    "no such kind '{name}'",
    "{instead}",
    Exit.USAGE,
)
SAME_CLAIM = Fault(
    "a new claim says the same as an existing one",
    "'{id}' already says this",
    Hints.ADD_LINES,
)
SAME_THING = Fault(
    "a new thing has the name of an existing one",
    "'{name}' is already the name of '{id}'",
    "use that record, or give the new one an 'id' if it is another thing",
)
NO_ID = Fault(
    "no id can be made from the fields of a new record",
    "'id' is missing: no id can be made from the other fields",
    "give one",
)
TAKEN = Fault(
    "a new record has the id of an existing one",
    "'{id}' is already the id of a record at {place}",
    "choose another id",
)
NO_FIELD = Fault(
    "a value of a new record fits none of its free fields",
    "{texts} no field of this {kind}: {fields}",
    Hints.LIST_FIELDS,
    Exit.USAGE,
)
SEVERAL = Fault(
    "a value of a new record is several names, where one is expected",
    "'{text}' are several names, and a field of this {kind} takes one",
    "write a line that ends in a colon with the other values, and below it an indented line for each name",
    Exit.USAGE,
)
TAKEN_FIELD = Fault(
    "a value of a new record fits only fields that other values fill",
    "'{text}' can only be {fields}, which another value already is",
    "leave one out, or name the fields, as in field=value",
    Exit.USAGE,
)
YEAR = Fault(
    "a value of a new record can be a year or another number",
    "'{text}' can be the {field} or the year",
    "write {number} or {field}={text} for the number, or date={text} for the year",
    Exit.USAGE,
)
TWO_FIELDS = Fault(
    "a value of a new thing is a word of two of its fields",
    "'{text}' can be {fields}",
    "write the name of the field, as in {field}={text}",
    Exit.USAGE,
)
NO_NEW_KIND = Fault(
    "a claim mentions a new thing without saying of which kind it is",
    "'{text}' does not say of which kind it is",
    "write a word for its kind after +, such as {examples}",
    Exit.USAGE,
)
NOT_HERE = Fault(
    "a claim mentions a new thing of a kind that it cannot name",
    "'{text}' is a {kind}, which fits no field here",
    "write a thing that does, such as {examples}",
    Exit.USAGE,
)
TWO_KINDS = Fault(
    "a claim mentions a new thing whose words can mean two kinds of things",
    "'{text}' can be of two kinds",
    "write {readings}",
    Exit.USAGE,
)
KNOWN_NAME = Fault(
    "a claim mentions a thing as new whose name an existing one of another folder has",
    "'{text}' can be the existing record '{id}'",
    "write {id} for that one; if it is another thing, add it in a line of its own, such as '{line}'",
    Exit.USAGE,
)
OTHER_KIND = Fault(
    "a claim mentions a new thing that has the name of an existing one of another kind",
    "'{text}' does not agree with the existing record '{id}', whose {field} is '{word}'",
    "write {id} for that one; if it is another thing, give it another name",
    Exit.USAGE,
)
ONE_PART = Fault(
    "new records belong to a folder that contains several seed folders",
    "'{folder}' contains several seed folders",
    "choose one of them: {parts}",
    Exit.USAGE,
)


@dataclass(frozen=True, slots=True)
class FieldProblem(Problem):
    """A problem of a draft, at the name of its field instead of a line and a column."""

    field: str = ""

    @property
    def place(self) -> str:
        """The field, or the kind of the record."""
        return self.field


def not_valid(problems: Iterable[Problem]) -> AzmilError:
    """Return the error for new records with problems."""
    found = sorted(problems)
    return AzmilError(NOT_VALID, {"count": counted(len(found), "problem")}, NOT_VALID.hint, found)
