"""All rows of a knowledge base, read one by one from one state of its database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.ask import dictionary, streams
from azmil.values.answers import Statement
from azmil.values.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.api.answers import Answers
    from azmil.values.answers import Column, Row
    from azmil.values.progress import Progress


class Tables:
    """The tables and reports of a knowledge base; every method may raise azmil.Error.

    All rows come from the database as it was when this was created, even if a load replaces it in the meantime.
    ``with_text`` includes the text of attached documents. ``progress`` is called with the name of each.
    """

    def __init__(self, base: Answers, *, with_text: bool = False, progress: Progress = silent) -> None:
        self.with_text = with_text
        self._progress = progress
        self._connection = base.connection

    def table(self, name: str, columns: Sequence[str], key: Sequence[str]) -> Iterator[Row]:
        """Yield all rows of a table, sorted by its key."""
        self._progress(f"writing {name}", 0, 0)
        return streams.table(self._connection, name, columns, key, with_text=self.with_text)

    def report(self, name: str) -> tuple[Sequence[Column], Iterator[Row]]:
        """Return the columns of a report, and its rows in its order."""
        self._progress(f"writing {name}", 0, 0)
        return streams.report(self._connection, name)

    def about(self) -> dict[str, str]:
        """Return the metadata of the database by name: version, seeds, digests."""
        return dictionary.about(self._connection)

    def sources(self) -> list[dict[str, Any]]:
        """Return the sources by column, sorted by id."""
        found = self._connection.run(Statement("SELECT * FROM sources ORDER BY id"))
        return [dict(zip(found.names, row, strict=True)) for row in found.rows]
