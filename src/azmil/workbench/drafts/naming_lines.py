"""Lines of documents that name a thing: those that a new thing cites if none are given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.values.locators import Lines, printed
from azmil.workbench import texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.book import Book

MOST = 12  # lines that a thing cites


class NamingLines:
    """The kept texts of the sources of a book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._texts: dict[str, list[str]] = {}  # by source

    def of(self, source: str, names: Iterable[str]) -> str:
        """Return the lines of a source that contain one of these names, as a locator, or '' without its text."""
        if source not in self._texts:
            described = self._book.others.get(("sources", source))
            sha256 = str(described.values.get("sha256") or "") if described else ""
            self._texts[source] = texts.find(sha256)
        patterns = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names if name.strip()]
        found = [
            Lines(source, number, number)
            for number, line in enumerate(self._texts[source], 1)
            if any(pattern.search(line) for pattern in patterns)
        ]
        return printed(found[:MOST])
