"""Words of a database for completion: its tables, columns and functions, and the values of its columns.

Each is looked up once, when first used, through the read-only connection. A lookup that takes longer than the time
between two keystrokes is abandoned.
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

PATIENCE = 0.15  # maximum time of a lookup between two keystrokes, in seconds
PATIENCE_AT_FIRST = 2.0  # maximum time of a small lookup that runs once, in seconds
MAX_VALUES = 50  # maximum number of values in a menu
MAX_RECORDS = 500  # maximum number of records searched for values
_LAST = "\U0010ffff"  # sorts after every letter, so texts from x to x + _LAST begin with x
_FUNCTION = re.compile(r"[a-z][a-z0-9_]*")
_INTERNAL = re.compile(r"fts|rtree|sqlite_|(load_extension|like|glob|match|regexp|matchinfo|offsets|optimize|subtype)$")
_MISSING = re.compile(r"no such (?:(?P<column>column)|function): (?P<name>[\w.]+)")


class Value(NamedTuple):
    """A value of a column, and its label."""

    text: str
    label: str


class Words:
    """Words of one database."""

    def __init__(self, base: Answers, patience: float = PATIENCE) -> None:
        self._base = base
        self._patience = patience
        self._values: dict[tuple[str, str, str], list[Value]] = {}
        self._slow: set[tuple[str, str, str]] = set()  # lookups that took too long

    @cached_property
    def tables(self) -> dict[str, str]:
        """Tables and reports, reports first, each with its meaning."""
        rows = self._query_once("SELECT table_name, meaning FROM dictionary WHERE column_name = '' ORDER BY table_name")
        return dict(sorted(rows, key=lambda row: not row[0].endswith("_report")))

    @cached_property
    def columns(self) -> dict[str, dict[str, str]]:
        """Columns of each table and report, in order, each with its meaning."""
        by_table: dict[str, dict[str, str]] = {}
        rows = self._query_once("SELECT table_name, column_name, meaning FROM dictionary ORDER BY table_name, position")
        # A report also has columns that it does not show, such as the ids of names.
        rows += [(view, column, "") for view, column in self._base.connection.view_columns()]
        for table, column, meaning in rows:
            if column:
                by_table.setdefault(table, {}).setdefault(column, meaning)
        return by_table

    @cached_property
    def all_columns(self) -> dict[str, str]:
        """Names of all columns, each with its first meaning in a report or table."""
        meanings: dict[str, str] = {}
        for table in self.tables:
            for column, meaning in self.columns.get(table, {}).items():
                meanings[column] = meanings.get(column) or meaning
        return dict(sorted(meanings.items()))

    @cached_property
    def functions(self) -> list[str]:
        """SQL functions for users."""
        return [
            name
            for name in self._base.connection.functions()
            if _FUNCTION.fullmatch(name) and not _INTERNAL.match(name)
        ]

    def values(self, table: str, column: str, beginning: str) -> list[Value]:
        """Return the values of a column that begin with a text, or have a label that does."""
        key = (table, column, beginning)
        if key not in self._values:
            # If a lookup took too long for a shorter text, its results are filtered instead of looking up again.
            shorter = {(table, column, beginning[:end]) for end in range(1, len(beginning))} & self._slow
            if shorter:
                self._values[key] = _with_prefix(beginning, self._values[min(shorter)])
            else:
                self._values[key] = self._timed(key)
        return self._values[key]

    def by_name(self, beginning: str) -> list[Value]:
        """Return codes of vocabularies and ids of records whose label or name begins with a text."""
        if not squeeze(beginning):
            return []
        codes = [value for table in sorted(self._vocabularies) for value in self._codes(table)]
        return _with_prefix(beginning, codes) + self._records("records", "id", beginning, is_name=False)

    def _timed(self, key: tuple[str, str, str]) -> list[Value]:
        table, column, beginning = key
        start = time.monotonic()
        values = self._look_up(table, column, beginning)
        if time.monotonic() - start > self._patience:
            self._slow.add(key)
        return values

    def _look_up(self, table: str, column: str, beginning: str) -> list[Value]:
        kind, target = self._lookup(table, column)
        if kind == "code":
            return _with_prefix(beginning, self._codes(target))
        if kind == "id":
            source, _, name = target.partition(".")
            return self._records(source, name, beginning, is_name=False) or self._distinct(source, name, beginning)
        if kind == "name" and squeeze(beginning):
            return self._records(table, target, beginning, is_name=True)
        return self._distinct(table, column, beginning)

    def _lookup(self, table: str, column: str) -> tuple[str, str]:
        """Return the kind of lookup for the values of a column, and its table or column."""
        if column not in self.columns.get(table, {}):
            return "", ""
        if table.endswith("_report"):
            return self._lookup_in_report(table, column)
        if column == "code":
            return "code", table
        if column == "id":
            return "id", f"{table}.id"
        target, _, key = self._references.get((table, column), "").partition(".")
        if key in ("code", "id"):
            return key, target if key == "code" else f"{target}.id"
        return "text", ""

    def _lookup_in_report(self, table: str, column: str) -> tuple[str, str]:
        try:
            columns = reports.find(table.removesuffix("_report")).columns
        except AzmilError:  # a database of another version may have other reports
            columns = ()
        match = next((other for other in columns if other.name == column), None)
        if match is not None and match.type in ("word", "tree"):
            return "code", match.target
        if match is not None and match.type == "name":
            return "name", match.target
        is_id = column == "id" or any(other.type == "name" and other.target == column for other in columns)
        return ("id", f"{table}.{column}") if is_id else ("text", "")

    @cached_property
    def _references(self) -> dict[tuple[str, str], str]:
        """Target of each column that refers to another table, by table and column."""
        rows = self._query_once("SELECT table_name, column_name, refers_to FROM dictionary WHERE refers_to <> ''")
        return {(table, column): target for table, column, target in rows}

    @cached_property
    def _vocabularies(self) -> dict[str, list[Value]]:
        """Vocabularies, with the codes of those already looked up."""
        return {table: [] for table, columns in self.columns.items() if {"code", "label"} <= columns.keys()}

    def _codes(self, vocabulary: str) -> list[Value]:
        codes = self._vocabularies.get(vocabulary)
        if codes is None:
            return []
        if not codes:
            rows = self._query_once(f'SELECT code, label FROM "{vocabulary}" ORDER BY position')
            codes += [Value(code, label) for code, label in rows]
        return codes

    def _records(self, table: str, column: str, beginning: str, *, is_name: bool) -> list[Value]:
        """Return the ids or names in a column of records with a name that begins with a text, in any spelling."""
        prefix = squeeze(beginning)
        ids = (
            self._ids_by_name(table, column, prefix)
            if prefix
            else [value.text for value in self._distinct(table, column, "")]
        )
        inside = ", ".join("?" * len(ids))
        rows = self._query(f"SELECT id, name, sentence FROM records WHERE id IN ({inside})", tuple(ids))
        if is_name:
            return sorted({Value(name, id_) for id_, name, _ in rows if name})
        return sorted(Value(id_, name or sentence) for id_, name, sentence in rows)

    def _ids_by_name(self, table: str, column: str, prefix: str) -> list[str]:
        """Return the ids in a column of records with a name that, once squeezed, begins with a text."""
        end = time.monotonic() + self._patience
        named = f"SELECT DISTINCT record_id FROM names WHERE squeezed >= ? AND squeezed < ? LIMIT {MAX_RECORDS}"
        ids: list[str] = []
        for (id_,) in list(self._query(named, (prefix, prefix + _LAST))):
            # One by one, since SQLite is faster at searching a view for one value than for several.
            ids += [id_ for _ in self._query(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (id_,))]
            if len(ids) == MAX_VALUES or time.monotonic() > end:
                break
        return ids

    def _distinct(self, table: str, column: str, beginning: str) -> list[Value]:
        """Return the values of a column that begin with a text, without labels."""
        if column not in self.columns.get(table, {}):
            return []
        pattern = re.sub(r"([\\%_])", r"\\\1", beginning) + "%"
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} LIKE ? ESCAPE '\\' LIMIT {MAX_VALUES}"
        return sorted(Value(text, "") for (text,) in self._query(sql, (pattern,)) if isinstance(text, str))

    def _query_once(self, sql: str) -> list[Any]:
        """Return the rows of a lookup that runs once."""
        return list(self._query(sql, (), PATIENCE_AT_FIRST))

    def _query(self, sql: str, parameters: tuple[Any, ...], patience: float | None = None) -> list[Row]:
        """Return the rows of a SELECT, or none if it fails or takes longer than ``patience`` seconds."""
        limits = Limits(self._patience if patience is None else patience, None)
        try:
            return self._base.connection.run(Statement(sql, parameters), limits).rows
        except AzmilError:
            return []  # the menu lacks these values; if the user's statement fails too, that error is reported


def _with_prefix(text: str, values: Iterable[Value]) -> list[Value]:
    """Return the values that begin with a text, or have a label that does, in any spelling."""
    prefix = squeeze(text)
    return [value for value in values if any(squeeze(part).startswith(prefix) for part in value)]
