"""Rows: query results as a sequence of dicts, convertible to data frames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from azmil.errors import Fault
from azmil.formats.base import unique, without_marks
from azmil.reports import types
from azmil.values.answers import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.values.answers import Answer
    from azmil.values.trees import Undated

NO_LIBRARY = Fault(
    "rows are converted for a library that is not installed",
    "cannot convert the rows: {library} is not installed",
    "install it with: pip install {library}",
)
_SHOWN = 60  # rows of a table in a notebook


class Nodes(list[dict[str, Any]]):
    """The roots of a tree as nested dicts; ``left_out`` counts the undated claims omitted by a date."""

    def __init__(self, roots: Iterable[dict[str, Any]], undated: Iterable[Undated]) -> None:
        super().__init__(roots)
        self.left_out = [LeftOut(each.number, "undated", f"remove the date to include {each.of}") for each in undated]


class Rows(Sequence[dict[str, Any]]):
    """The rows of a query, each a dict by column name.

    ``is_cut`` is true if the rows are truncated, ``left_out`` lists omitted rows and why, ``sql`` is the SQL statement,
    and ``instead`` contains the words that a search used in place of those it did not find.
    """

    def __init__(self, answer: Answer, instead: str | None = None) -> None:
        self.answer = answer = without_marks(answer)
        self.instead = instead
        self.columns = unique(answer.names)

    @property
    def left_out(self) -> list[LeftOut]:
        """Omitted rows: count, reason, and how to include them; if there are no rows, also what is near.

        ``question`` is one whose answer includes them, for ``base.ask``.
        """
        return list(self.answer.left_out)

    @property
    def is_cut(self) -> bool:
        """Whether the rows are truncated, by the limit or by the maximum size of a result."""
        return self.answer.is_cut

    @property
    def sql(self) -> str | None:
        """The SQL statement of the rows, with its values; None if there were several."""
        return self.answer.statement.printed() if self.answer.statement is not None else None

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.answer.rows)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        """Return one row as a dict, or a slice of rows as a list of dicts."""
        if isinstance(index, slice):
            return [self._dict(row) for row in self.answer.rows[index]]
        return self._dict(self.answer.rows[index])

    def __repr__(self) -> str:
        """Return the number of rows and the columns."""
        return f"<{len(self):,} rows: {', '.join(self.columns)}>"

    def _dict(self, row: tuple[Any, ...]) -> dict[str, Any]:
        cells = zip(self.columns, self.answer.columns, row, strict=True)
        return {name: None if value is None else types.of(column).stored(value) for name, column, value in cells}

    def _column(self, at: int) -> list[Any]:
        stored = types.of(self.answer.columns[at]).stored
        return [None if row[at] is None else stored(row[at]) for row in self.answer.rows]

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame: whole numbers as Int64, flags as boolean, everything else as objects.

        Raises azmil.Error if pandas is not installed.
        """
        try:
            import pandas as pd  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: PLC0415
        except ImportError:
            raise NO_LIBRARY(library="pandas") from None
        kinds = {"int": "Int64", "bool": "boolean", "other": "object"}
        found = {}
        for at, name in enumerate(self.columns):
            values = self._column(at)
            found[name] = pd.Series(values, dtype=kinds[self._kind(at, values)])
        return pd.DataFrame(found, columns=self.columns)

    def to_polars(self) -> Any:
        """Return a polars DataFrame: whole numbers as Int64, flags as Boolean, texts as String.

        Raises azmil.Error if polars is not installed.
        """
        try:
            import polars as pl  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415
        except ImportError:
            raise NO_LIBRARY(library="polars") from None
        kinds: dict[str, Any] = {"int": pl.Int64, "bool": pl.Boolean, "other": None}
        series = []
        for at, name in enumerate(self.columns):
            values = self._column(at)
            kind = kinds[self._kind(at, values)]
            found = {type(value) for value in values if value is not None}
            if kind is None and len(found) > 1:  # polars would convert them to one type and lose digits
                values = [None if value is None else str(value) for value in values]
            if (kind is None and found <= {str}) or len(found) > 1:
                kind = pl.String
            series.append(pl.Series(name, values, dtype=kind))
        return pl.DataFrame(series)

    def _kind(self, at: int, values: list[Any]) -> str:
        """Return the kind of a column, from its type, or from its values if the type is not known."""
        type_ = self.answer.columns[at].type
        given = [value for value in values if value is not None]
        if type_ == "flag":
            return "bool"
        if type_ in ("number", "decimal") or (given and not type_):
            return "int" if all(isinstance(value, int) and not isinstance(value, bool) for value in given) else "other"
        return "other"

    def _repr_html_(self) -> str:
        """Return the first rows as an HTML table for a notebook, and the number of other rows."""
        from dataclasses import replace  # noqa: PLC0415 - only needed in a notebook

        from azmil.formats.html import table  # noqa: PLC0415 - as above

        shown = table(replace(self.answer, rows=self.answer.rows[:_SHOWN]))
        more = len(self) - _SHOWN
        return f"{shown}<p>{more:,} more rows</p>\n" if more > 0 else shown
