"""Constraint checks: violations of table rules, and duplicate keys."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Any

from azmil.errors import Fault, Hints, counted
from azmil.model import Child, Kind, PartyKind
from azmil.model.sources import Passage, Source
from azmil.model.spine import Record
from azmil.model.things import Party
from azmil.seeds.forms import defaults
from azmil.values.progress import silent, tracked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.model import Base
    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.values.problems import Problem
    from azmil.values.progress import Progress


BROKEN_RULE = Fault(
    "the values of an item violate a rule of its table",
    "the values violate the rule {rule}",
    "correct or add {fields}",
)
NONE_OF = Fault(
    "an item has none of two fields of which it needs one",
    "{fields} is missing",
    "add one of them",
)
SAME_CHILD = Fault(
    "a list inside a record contains the same item twice",
    "'{value}' is already in this list, on line {line}",
    "remove one of them",
)
SAME_LINE = Fault(
    "two passages describe the same line of a source",
    "line {line} of '{source}' is already described at {first}",
    "remove one of them",
)
NO_LINE = Fault(
    "a passage describes a line that its source does not have",
    "line {line} does not exist: '{source}' has lines 1 to {last}",
    "correct the line, or the 'line_count' of the source",
)
NO_PASSAGE = Fault(
    "a source has lines that no passage describes",
    "no passage describes line {line}{more} of '{source}'",
    Hints.DESCRIBE_LINES,
)
_ONE_OF = re.compile(r"\w+ IS NOT NULL OR \w+ IS NOT NULL")


def violations(book: Book, progress: Progress = silent) -> Iterator[Problem]:
    """Yield a problem for each row that violates a rule of its table, and for each duplicate key."""
    for entries in book.seeds.entries.values():
        yield from of_entries(tracked(entries, "checking the rules of tables", len(entries), progress))
    yield from _passages(book)


def of_entries(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a problem for each entry that violates a rule of its table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for entry in entries:
            for item in (entry, *entry.children):
                yield from _broken_rules(connection, item)
            if entry.children:
                yield from _same_children(entry)


def _tables(cls: type[Base]) -> list[type[Base]]:
    """Return the classes of the rows that an entry of a class fills."""
    if not issubclass(cls, Kind):
        return [cls]
    return [Record, Party, cls] if issubclass(cls, PartyKind) else [Record, cls]


def _broken_rules(connection: sqlite3.Connection, entry: Entry) -> Iterator[Problem]:
    rules, query, queried = _rules(entry.cls)
    if not rules:
        return
    # Evaluated by SQLite, so that each rule is written once; a rule that gives NULL is not violated.
    holds = connection.execute(query, [entry.values[column] for column in queried]).fetchone()
    if 0 not in holds:  # as in nearly all items
        return
    for (name, rule, columns), result in zip(rules, holds, strict=True):
        if result == 0:
            fields = [field.name for field in entry.fields.values() if field.column in columns]
            at = next((field for field in fields if field in entry.places), name)
            listed = " or ".join(f"'{field}'" for field in fields)
            if _ONE_OF.fullmatch(rule):
                yield entry.problem(NONE_OF, at, fields=listed)
            else:
                yield entry.problem(BROKEN_RULE, at, rule=rule.replace("_id ", " "), fields=listed)


@cache
def _rules(cls: type[Base]) -> tuple[list[tuple[str, str, tuple[str, ...]]], str, tuple[str, ...]]:
    """Return the rules for the columns of an item, each with its name and columns; one query for them; its columns."""
    rules = [(name, rule, _columns(table, rule)) for table in _tables(cls) for name, rule in table.rules.items()]
    rules = [(name, rule, columns) for name, rule, columns in rules if set(columns) <= defaults(cls).keys()]
    queried = tuple(dict.fromkeys(column for _, _, columns in rules for column in columns))
    row = ", ".join(f"? AS {column}" for column in queried)
    return rules, f"SELECT {', '.join(f'({rule})' for _, rule, _ in rules)} FROM (SELECT {row})", queried


@cache
def _columns(cls: type[Base], rule: str) -> tuple[str, ...]:
    """Return the columns that a rule refers to."""
    words = set(rule.replace("(", " ").replace(")", " ").replace(",", " ").split())
    return tuple(column.name for column in cls.__table__.columns if column.name in words)


def _same_children(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each list item that repeats an earlier one."""
    first: dict[tuple[Any, ...], Entry] = {}
    for child in entry.children:
        assert issubclass(child.cls, Child)  # noqa: S101 - lists of children only
        keys = [column.name for column in child.cls.__table__.primary_key if column.name != child.cls.parent]
        before = first.setdefault((child.cls, *(child.values.get(key) for key in keys)), child)
        if before is not child:
            yield child.problem(SAME_CHILD, value=child.values.get(keys[0]), line=before.line)


def _passages(book: Book) -> Iterator[Problem]:
    """Yield a problem for each source line that is described twice, is not described, or does not exist."""
    by_source: dict[str, dict[int, Entry]] = {}
    for entry in book.seeds.entries.get(Passage.__tablename__, []):
        source, line = entry.values["source_id"], entry.values["line"]
        before = by_source.setdefault(source, {}).setdefault(line, entry)
        if before is not entry:
            yield entry.problem(SAME_LINE, "line", line=line, source=source, first=f"{before.path}:{before.line}")
    for entry in book.seeds.entries.get(Source.__tablename__, []):
        id_, count = entry.values["id"], entry.values["line_count"]
        described = by_source.get(id_, {})
        for line, other in described.items():
            if not 1 <= line <= count:
                yield other.problem(NO_LINE, "line", source=id_, last=count, line=line)
        missing = count - sum(1 <= line <= count for line in described)
        if missing > 0:
            line = next(line for line in range(1, count + 1) if line not in described)
            more = f" and {counted(missing - 1, 'more line')}" if missing > 1 else ""
            yield entry.problem(NO_PASSAGE, "line_count", line=line, more=more, source=id_)
