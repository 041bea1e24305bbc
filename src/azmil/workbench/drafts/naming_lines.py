"""Lines of documents that name a thing: a new thing cites the first one if no lines are given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.values.locators import Lines
from azmil.workbench import texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.book import Book


class NamingLines:
    """The kept texts of the sources of a book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._texts: dict[str, list[str]] = {}  # by source

    def of(self, source: str, names: Iterable[str]) -> str:
        """Return the first line of a source that contains one of these names, as a locator, or '' if none is known."""
        if source not in self._texts:
            described = self._book.others.get(("sources", source))
            sha256 = str(described.values.get("sha256") or "") if described else ""
            self._texts[source] = texts.find(sha256)
        patterns = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names if name.strip()]
        lines = enumerate(self._texts[source], 1)
        first = next((number for number, line in lines if any(pattern.search(line) for pattern in patterns)), None)
        return str(Lines(source, first, first)) if first else ""
