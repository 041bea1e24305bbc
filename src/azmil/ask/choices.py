"""What the filters and the sorting of each report do, for pages that filter and sort its rows without a database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from azmil.ask import ordering, questions
from azmil.errors import AzmilError
from azmil.reports import matching, naming, types
from azmil.store import keeping, result_of, rows
from azmil.values.answers import Column, Statement, with_lines_after_hedge
from azmil.values.contents import Choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from azmil.reports import Report
    from azmil.store.protocol import Connection
    from azmil.values.answers import Answer, Row

# The names of places, classes and agreements that others are within; a filter by one may match without rows of its own.
_WHOLES = """SELECT part_id, whole.name
FROM parts
JOIN records AS whole ON whole.id = whole_id
WHERE whole.kind IN ('place', 'equipment', 'agreement') AND whole.name IS NOT NULL AND whole_id <> part_id
ORDER BY part_id, whole.name"""


MOST_CHOICES = 12  # values of a text column that users choose among


class Tables:
    """The rows of reports, with what their filters and their sorting do."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.memory = _Memory(connection)
        self.wholes: dict[str, list[str]] = defaultdict(list)
        for part, whole in rows(connection, _WHOLES):
            self.wholes[part].append(whole)
        self.columns: dict[str, set[str]] = defaultdict(set)
        for view, name in connection.view_columns():
            self.columns[view].add(name)

    def of(self, report: Report) -> tuple[Answer, Choices]:
        """Return all rows of a report, with the ids that its names refer to as more columns of the place "target"."""
        shown = with_lines_after_hedge(report.columns)
        columns = [*shown, *questions.targets(shown)]
        in_page = [column.name for column in columns]
        keys = self._keys(report)
        terms = [term for term in dict.fromkeys(term for each in keys.values() for term in each) if term not in in_page]
        select = f"SELECT {', '.join([*in_page, *terms])} FROM {report.view} ORDER BY {report.order}"
        found = result_of(self.connection, Statement(select, (), tuple(columns)))
        answer = replace(found, columns=columns, rows=[row[: len(columns)] for row in found.rows])
        by_term: dict[str, list[Any]] = {
            term: [row[at] for row in found.rows] for at, term in enumerate(terms, len(columns))
        }
        sorting = {name: [by_term.get(term, term) for term in each] for name, each in keys.items()}
        return answer, Choices(dict(self._taken(report, answer)), dict(self._trees(report)), sorting)

    def _keys(self, report: Report) -> dict[str, list[str]]:
        """Return the terms that sort by each column."""
        known = {column.name for column in report.columns} | self.columns[report.view]
        return {column.name: ordering.keys(report, column, known) for column in report.columns}

    def _taken(self, report: Report, answer: Answer) -> Iterator[tuple[str, dict[str, list[int]]]]:
        """Yield each column to choose from, with the rows of each value whose filter also matches other values."""
        at = {column.name: place for place, column in enumerate(answer.columns)}
        lookup = _Read(report, self.memory.run)
        among = [column for column in report.columns if _has_few_values(column, answer.rows, at[column.name])]
        read = {name for column in among for name in (column.name, types.of(column).filtered(column))}
        lookup.positions = {name: _positions(answer.rows, at[name]) for name in read}
        for column in among:
            own, numbers = (lookup.positions[name] for name in (column.name, types.of(column).filtered(column)))
            taken = {}
            for value in self._values(column, own, numbers):
                try:
                    wanted = types.of(column).condition(lookup, column, [value]).parameters
                except AzmilError:  # no row has a part of this whole
                    continue
                found = sorted(number for each in dict.fromkeys(wanted) for number in numbers.get(each, ()))
                if found != own.get(value, []):
                    taken[str(value)] = found
            yield column.name, taken

    def _values(self, column: Column, own: Mapping[Any, Any], ids: Iterable[Any]) -> list[Any]:
        """Return the values that a filter by a column may take: those of its rows, and wider ones."""
        found = dict.fromkeys(own)
        if column.type == "tree":
            found |= dict.fromkeys(code for code, _ in self._tree(column.target))
        if column.type == "name":
            found |= dict.fromkeys(whole for id_ in ids for whole in self.wholes.get(id_, ()))
        return list(found)

    def _trees(self, report: Report) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        for column in report.columns:
            if column.type == "tree":
                yield column.name, self._tree(column.target)

    def _tree(self, vocabulary: str) -> list[tuple[str, int]]:
        """Return the codes of a tree, each above those below it, with its depth."""
        below: dict[str | None, list[str]] = defaultdict(list)
        for code, parent in self.memory.run(f"SELECT code, parent FROM {vocabulary} ORDER BY position", ()):
            below[parent].append(code)

        def lines(parent: str | None, depth: int) -> Iterator[tuple[str, int]]:
            for code in below[parent]:
                yield code, depth
                yield from lines(code, depth + 1)

        return list(lines(None, 0))


class _Read(matching.Rows):
    """The rows of a report, of which those with each value of a column are known."""

    positions: dict[str, dict[Any, list[int]]]

    def have(self, column: str, values: Sequence[Any]) -> bool:
        """Return whether a column contains any of the values."""
        return any(value in self.positions[column] for value in values)

    def values(self, column: str) -> list[Any]:
        """Return the sorted values of a column, without NULL."""
        return sorted(self.positions[column], key=str)


class _Memory:
    """Remembered statements; longer names, which every filter by a name looks for, are found by one of their words."""

    def __init__(self, connection: Connection) -> None:
        self.connection = keeping(connection)
        self.by_word: dict[str, list[Row]] = defaultdict(list)
        for row in rows(connection, naming.NAMED_THINGS):
            for word in set(row[2].split()):
                self.by_word[word].append(row)

    def run(self, sql: str, given: Sequence[Any]) -> list[Row]:
        """Return the rows of a SELECT."""
        return self._longer(given[0]) if sql == naming.LONGER else rows(self.connection, sql, *given)

    def _longer(self, pattern: str) -> list[Row]:
        words = pattern.strip("%")
        return [row for row in self.by_word.get(words.split(maxsplit=1)[0], ()) if words in f" {row[2]} "]


def _has_few_values(column: Column, rows: Sequence[Row], at: int) -> bool:
    """Return whether users can choose among the values of a column: by its type, or since it has only few."""
    values = {row[at] for row in rows} - {None}
    if types.has_few_values(column):
        return bool(values)
    return column.type == "text" and 1 < len(values) <= MOST_CHOICES


def _positions(found: Sequence[Row], place: int) -> dict[Any, list[int]]:
    """Return the numbers of the rows with each value in a column, without NULL."""
    positions: dict[Any, list[int]] = defaultdict(list)
    for number, row in enumerate(found):
        if row[place] is not None:
            positions[row[place]].append(number)
    return positions
