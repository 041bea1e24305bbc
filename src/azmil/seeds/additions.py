"""Checks of records that are added to valid seeds: the rules of whole folders, for these records only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.seeds import constraints, judgements, rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.values.problems import Problem


def problems_of(book: Book, entries: Collection[Entry]) -> list[Problem]:
    """Return the problems of records after they were added to a book, as far as they can be known together."""
    paths = {entry.path for entry in entries}
    problems = {problem for problem in book.problems if problem.path in paths}
    problems |= set(problems or constraints.of_entries(entries))
    if not problems:
        problems.update(_across(book, entries))
    return sorted(problems)


def _across(book: Book, entries: Collection[Entry]) -> Iterator[Problem]:
    """Yield the problems of valid records with others, and with the lines that they cite."""
    yield from judgements.empty_citations(book, entries)
    yield from rules.of_records(book, entries)
