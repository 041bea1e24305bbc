"""Columns of reports that contain a value."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from azmil.ask.records import HOLDING_WORD
from azmil.reports.matching import any_of, containing
from azmil.store import rows
from azmil.values.names import fold, spellings, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.reports import Report
    from azmil.store.protocol import Connection
    from azmil.values.answers import Column

_MOST_THINGS, _MOST_RECORDS = 200, 1000


class Sought:
    """Values that a user gave for a column, sought in the columns of other reports.

    Only the records that name the things with such names are read, so that no report is searched as a whole.
    """

    def __init__(self, connection: Connection, values: Sequence[Any]) -> None:
        self._connection = connection
        self._texts = [str(value) for value in values]
        self._words = {squeeze(text) for text in self._texts} - {""}
        self._vocabularies: dict[str, bool] = {}

    def columns_of(self, report: Report) -> list[Column]:
        """Return the columns of names and words of a report that may contain any of the values."""
        named = self._names_in(report)
        return [
            column
            for column in report.columns
            if column.name in named or (column.type in ("word", "tree") and self._is_word_of(column.target))
        ]

    def _is_word_of(self, vocabulary: str) -> bool:
        if vocabulary not in self._vocabularies:
            words = rows(self._connection, f"SELECT code, label FROM {vocabulary}")
            self._vocabularies[vocabulary] = any(_squeezed(word) in self._words for pair in words for word in pair)
        return self._vocabularies[vocabulary]

    def _names_in(self, report: Report) -> list[str]:
        """Return the names of the columns of a report that name one of the things, or a place or type within one."""
        named = [column for column in report.columns if column.type == "name"]
        if not (named and self._records) or report.column("id") is None:
            return []
        flags = ", ".join(f"max(CASE WHEN {any_of(column.target, self._named)} THEN 1 ELSE 0 END)" for column in named)
        sql = f"SELECT {flags} FROM {report.table} WHERE {any_of('id', self._records)}"
        (has,) = rows(self._connection, sql, *self._named * len(named), *self._records)
        return [column.name for column, is_named in zip(named, has, strict=True) if is_named]

    @cached_property
    def _records(self) -> list[str]:
        """The claims that name one of the things or a part of one, and the parts themselves.

        The record of a thing itself says nothing new, but the place of a facility is in the record of the facility.
        """
        if not self._things:
            return []
        naming = f"SELECT DISTINCT id FROM all_roles WHERE {any_of('thing_id', self._things)} ORDER BY id LIMIT ?"
        claims = rows(self._connection, naming, *self._things, _MOST_RECORDS)
        return list(dict.fromkeys([*self._things[len(self._exact) :], *(row[0] for row in claims)]))

    @cached_property
    def _things(self) -> list[str]:
        """The ids of the things that have the values as names, followed by those of their parts."""
        parts = f"SELECT part_id FROM parts WHERE {any_of('whole_id', self._exact)} ORDER BY part_id"
        return list(dict.fromkeys([*self._exact, *self._ids(parts, self._exact)]))[:_MOST_THINGS]

    @cached_property
    def _named(self) -> list[str]:
        """The ids that a filter by the values matches: also the places within a place, and the types of a class."""
        kinds = "SELECT id FROM places UNION ALL SELECT id FROM equipment"
        within = f"SELECT part_id FROM parts WHERE {any_of('whole_id', self._exact)} AND part_id IN ({kinds})"
        return list(dict.fromkeys([*self._exact, *self._ids(within, self._exact)]))[:_MOST_THINGS]

    @cached_property
    def _exact(self) -> list[str]:
        """The ids of the things that have the values as names, or names that contain them as words."""
        found: list[str] = []
        for text in self._texts:
            names = [squeeze(spelling) for spelling in spellings(text) if squeeze(spelling)]
            ids = self._ids(f"SELECT DISTINCT record_id FROM names WHERE {any_of('squeezed', names)}", names)
            words = [fold(spelling) for spelling in spellings(text) if fold(spelling)]
            found += ids or [id_ for folded in words for id_ in self._ids(HOLDING_WORD, [containing(f" {folded} ")])]
        return list(dict.fromkeys(found))[:_MOST_THINGS]

    def _ids(self, sql: str, parameters: Sequence[str]) -> list[str]:
        return [str(row[0]) for row in rows(self._connection, sql, *parameters)] if parameters else []


def _squeezed(word: str) -> str:
    """Return a word as ``squeeze`` does, but fast for the usual codes and labels."""
    plain = word.replace("-", "").replace(" ", "")
    return plain.lower() if plain.isascii() and plain.isalnum() else squeeze(word)
