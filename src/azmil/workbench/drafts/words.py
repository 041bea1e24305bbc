"""Words of vocabularies in drafts: their codes, found by code or label in any spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.seeds.book import KIND_CODES
from azmil.values.names import plain_words, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.book import Book

_PEOPLE = re.compile("Number of (?:people|civilians|soldiers|casualties) ")


def _without_plurals(text: str) -> str:
    return plain_words(text).replace(" ", "")


def _last(label: str) -> str:
    return plain_words(label).rpartition(" ")[2]


_CURRENCIES = {"dollar": "usd", "pound": "gbp"}  # of the names that several countries use
_SPELLINGS = (squeeze, _without_plurals)


class Words:
    """The words of the vocabularies of a book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._spelled: dict[str, list[dict[str, set[str]]]] = {}  # vocabulary -> for each spelling, its codes

    def has(self, vocabulary: str, text: str) -> bool:
        """Return whether a text is a code or label of a vocabulary."""
        return self.code(vocabulary, text) in self._known(vocabulary)

    def code(self, vocabulary: str, text: str) -> str:
        """Return the code that a text means, or the text if it means none or several."""
        if text in self._known(vocabulary):
            return text
        for spelling, codes in zip(_SPELLINGS, self._spellings(vocabulary), strict=True):
            if len(found := codes.get(spelling(text), ())) == 1:
                return next(iter(found))
        if vocabulary == "measure_units":
            return self._unit(text)
        return text

    def _unit(self, text: str) -> str:
        """Return the unit that a text is the common word for, or the only one whose label ends in it; else the text."""
        common = _CURRENCIES.get(_without_plurals(text), "")
        entries = self._book.codes.get("measure_units", {})
        ending = [code for code, entry in entries.items() if _last(str(entry.values["label"])) == plain_words(text)]
        return common if common in entries else ending[0] if len(ending) == 1 else text

    def counts_people(self, measure_kind: str) -> bool:
        """Return whether a kind of measure counts people, as its definition says."""
        found = self._book.codes.get("measure_kinds", {}).get(self.code("measure_kinds", measure_kind))
        return found is not None and _PEOPLE.match(str(found.values["definition"])) is not None

    def _known(self, vocabulary: str) -> Iterable[str]:
        return KIND_CODES if vocabulary == "record_kinds" else self._book.codes.get(vocabulary, {})

    def _spellings(self, vocabulary: str) -> list[dict[str, set[str]]]:
        if vocabulary not in self._spelled:
            entries = self._book.codes.get(vocabulary, {}) if vocabulary != "record_kinds" else {}
            self._spelled[vocabulary] = [{} for _ in _SPELLINGS]
            for code in self._known(vocabulary):
                labels = [code, str(entries[code].values["label"])] if code in entries else [code]
                for spelling, codes in zip(_SPELLINGS, self._spelled[vocabulary], strict=True):
                    for label in labels:
                        codes.setdefault(spelling(label), set()).add(code)
        return self._spelled[vocabulary]
