"""What the shell knows of a database: its tables, columns and functions, and the values a column has.

Everything is looked up once, when it is first asked for, through the guarded connection, and what takes longer than a
person waits between two keys is left out.
"""

from __future__ import annotations

import re
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil import reports
from azmil.errors import AzmilError
from azmil.store.protocol import Limits
from azmil.values.answers import Statement
from azmil.values.names import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.api.answers import Answers
    from azmil.values.answers import Row

PATIENCE = 0.15  # seconds between two keys
PATIENCE_AT_FIRST = 2.0  # seconds for what is looked up once and is small
MOST = 50  # values that a menu offers
MOST_CALLED = 500  # records among which they are looked for, the shortest names first
_LAST = "\U0010ffff"  # after every letter: what begins with x lies between x and x with this
_FUNCTION = re.compile(r"[a-z][a-z0-9_]*")
_INNER = re.compile(r"fts|rtree|sqlite_|(load_extension|like|glob|match|regexp|matchinfo|offsets|optimize|subtype)$")
_MISSING = re.compile(r"no such (?:(?P<column>column)|function): (?P<name>[\w.]+)")


class Value(NamedTuple):
    """A value that a column has, and what a person calls it."""

    text: str
    label: str


class Words:
    """The words of one database."""

    def __init__(self, base: Answers, patience: float = PATIENCE) -> None:
        self._base = base
        self._patience = patience
        self._values: dict[tuple[str, str, str], list[Value]] = {}
        self._slow: set[tuple[str, str, str]] = set()  # questions that took too long

    @cached_property
    def tables(self) -> dict[str, str]:
        """The tables and reports, reports first, each with its meaning."""
        rows = self._rows("SELECT table_name, meaning FROM dictionary WHERE column_name = '' ORDER BY table_name")
        return dict(sorted(rows, key=lambda row: not row[0].endswith("_report")))

    @cached_property
    def columns(self) -> dict[str, dict[str, str]]:
        """The columns of each table and report, in their order, each with its meaning."""
        found: dict[str, dict[str, str]] = {}
        rows = self._rows("SELECT table_name, column_name, meaning FROM dictionary ORDER BY table_name, position")
        # A report has columns that it does not show, such as the ids behind its names.
        rows += [(view, column, "") for view, column in self._base.connection.view_columns()]
        for table, column, meaning in rows:
            if column:
                found.setdefault(table, {}).setdefault(column, meaning)
        return found

    @cached_property
    def all_columns(self) -> dict[str, str]:
        """Every name of a column, with what it means where that is said first: in the reports."""
        found: dict[str, str] = {}
        for table in self.tables:
            for column, meaning in self.columns.get(table, {}).items():
                found[column] = found.get(column) or meaning
        return dict(sorted(found.items()))

    @cached_property
    def functions(self) -> list[str]:
        """The functions that a reader has a use for."""
        return [
            name for name in self._base.connection.functions() if _FUNCTION.fullmatch(name) and not _INNER.match(name)
        ]

    def values(self, table: str, column: str, beginning: str) -> list[Value]:
        """Return values that a column has, by the beginning of the value or of what a person calls it."""
        key = (table, column, beginning)
        if key not in self._values:
            # What took too long for a beginning would again for a longer one: that is chosen from what was found.
            shorter = {(table, column, beginning[:end]) for end in range(1, len(beginning))} & self._slow
            if shorter:
                self._values[key] = _beginning(beginning, self._values[min(shorter)])
            else:
                self._values[key] = self._looked_up(key)
        return self._values[key]

    def called(self, beginning: str) -> list[Value]:
        """Return codes of vocabularies and ids of records, by the beginning of what they are called."""
        if not squeeze(beginning):
            return []
        codes = [value for table in sorted(self._vocabularies) for value in self._codes(table)]
        return _beginning(beginning, codes) + self._records("records", "id", beginning, is_name=False)

    def _looked_up(self, key: tuple[str, str, str]) -> list[Value]:
        table, column, beginning = key
        start = time.monotonic()
        found = self._found(table, column, beginning)
        if time.monotonic() - start > self._patience:
            self._slow.add(key)
        return found

    def _found(self, table: str, column: str, beginning: str) -> list[Value]:
        sort, target = self._sort(table, column)
        if sort == "code":
            return _beginning(beginning, self._codes(target))
        if sort == "id":
            place, _, name = target.partition(".")
            return self._records(place, name, beginning, is_name=False) or self._distinct(place, name, beginning)
        if sort == "name" and squeeze(beginning):
            return self._records(table, target, beginning, is_name=True)
        return self._distinct(table, column, beginning)

    def _sort(self, table: str, column: str) -> tuple[str, str]:
        """Return how the values of a column are found, and where."""
        if column not in self.columns.get(table, {}):
            return "", ""
        if table.endswith("_report"):
            return self._sort_in_report(table, column)
        if column == "code":
            return "code", table
        if column == "id":
            return "id", f"{table}.id"
        target, _, key = self._references.get((table, column), "").partition(".")
        if key in ("code", "id"):
            return key, target if key == "code" else f"{target}.id"
        return "text", ""

    def _sort_in_report(self, table: str, column: str) -> tuple[str, str]:
        try:
            known = reports.find(table.removesuffix("_report")).columns
        except AzmilError:  # a database of another version has reports that this one lacks
            known = ()
        found = next((one for one in known if one.name == column), None)
        if found is not None and found.type in ("word", "tree"):
            return "code", found.target
        if found is not None and found.type == "name":
            return "name", found.target
        is_id = column == "id" or any(one.type == "name" and one.target == column for one in known)
        return ("id", f"{table}.{column}") if is_id else ("text", "")

    @cached_property
    def _references(self) -> dict[tuple[str, str], str]:
        """What each column that refers to another table refers to."""
        rows = self._rows("SELECT table_name, column_name, refers_to FROM dictionary WHERE refers_to <> ''")
        return {(table, column): target for table, column, target in rows}

    @cached_property
    def _vocabularies(self) -> dict[str, list[Value]]:
        """The vocabularies, with the codes of those that have been asked for."""
        return {table: [] for table, columns in self.columns.items() if {"code", "label"} <= columns.keys()}

    def _codes(self, vocabulary: str) -> list[Value]:
        known = self._vocabularies.get(vocabulary)
        if known is None:
            return []
        if not known:
            rows = self._rows(f'SELECT code, label FROM "{vocabulary}" ORDER BY position')
            known += [Value(code, label) for code, label in rows]
        return known

    def _records(self, table: str, column: str, beginning: str, *, is_name: bool) -> list[Value]:
        """Return the ids, or the names, of records in a column that are called so, in whatever spelling."""
        wanted = squeeze(beginning)
        ids = self._called(table, column, wanted) if wanted else [one.text for one in self._distinct(table, column, "")]
        inside = ", ".join("?" * len(ids))
        rows = self._each(f"SELECT id, name, sentence FROM records WHERE id IN ({inside})", tuple(ids))
        if is_name:
            return sorted({Value(name, id_) for id_, name, _ in rows if name})
        return sorted(Value(id_, name or sentence) for id_, name, sentence in rows)

    def _called(self, table: str, column: str, wanted: str) -> list[str]:
        """Return the ids in a column of records that have a name which, squeezed, begins so."""
        end = time.monotonic() + self._patience
        named = f"SELECT DISTINCT record_id FROM names WHERE squeezed >= ? AND squeezed < ? LIMIT {MOST_CALLED}"
        found: list[str] = []
        for (id_,) in list(self._each(named, (wanted, wanted + _LAST))):
            # One by one, since SQLite looks into a view for one value sooner than for several.
            found += [id_ for _ in self._each(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (id_,))]
            if len(found) == MOST or time.monotonic() > end:
                break
        return found

    def _distinct(self, table: str, column: str, beginning: str) -> list[Value]:
        """Return the texts of a column that begin so."""
        if column not in self.columns.get(table, {}):
            return []
        pattern = re.sub(r"([\\%_])", r"\\\1", beginning) + "%"
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} LIKE ? ESCAPE '\\' LIMIT {MOST}"
        return sorted(Value(text, "") for (text,) in self._each(sql, (pattern,)) if isinstance(text, str))

    def _rows(self, sql: str) -> list[Any]:
        """Return the rows of what is looked up once."""
        return list(self._each(sql, (), PATIENCE_AT_FIRST))

    def _each(self, sql: str, parameters: tuple[Any, ...], patience: float | None = None) -> list[Row]:
        """Return the rows of a SELECT, or none if it takes longer than patience lasts."""
        limits = Limits(self._patience if patience is None else patience, None)
        try:
            return self._base.connection.run(Statement(sql, parameters), limits).rows
        except AzmilError:
            return []  # a menu is shorter for it, and the statement itself will say why


def _beginning(text: str, values: Iterable[Value]) -> list[Value]:
    """Return the values that begin with a text, or whose label does, in whatever spelling."""
    wanted = squeeze(text)
    return [value for value in values if any(squeeze(part).startswith(wanted) for part in value)]
