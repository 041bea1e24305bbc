"""Everything in a knowledge base, or what one page shows of it, for publishing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask import whole
from azmil.errors import ignore
from azmil.values.locators import Lines

if TYPE_CHECKING:
    from azmil.api.answers import Answers
    from azmil.errors import Notify
    from azmil.values.contents import Contents, Line


def contents(base: Answers) -> Contents:
    """Return everything in a knowledge base; raise azmil.Error if it cannot be read."""
    return whole.contents(base.connection)


def frame(base: Answers) -> Contents:
    """Return what every page shows: sources with the verdicts on their lines, and numbers of records, but no records.

    Raises azmil.Error if the knowledge base cannot be read.
    """
    from azmil.ask import pieces  # noqa: PLC0415 - only needed for single pages

    return pieces.frame(base.connection)


def record(base: Answers, known: Contents, id_: str, most: int) -> Contents:
    """Return contents with one record, which lists at most ``most`` records about it; ``known`` is from ``frame``."""
    from azmil.ask import pieces  # noqa: PLC0415 - as above

    return pieces.record(base.connection, known, id_, most)


def words(base: Answers, report: str, column: str) -> list[tuple[str, str]]:
    """Return the codes and labels to choose from in a column of a built-in report: those of its rows, and wider ones.

    They are in the order of the vocabulary.
    """
    from azmil.ask import pieces  # noqa: PLC0415 - as above

    return [(value.value, value.meaning or value.value) for value in pieces.words(base.connection, report, column)]


def find(base: Answers, name: str, notify: Notify = ignore) -> str:
    """Return the id of a record, given by id, name or alias.

    ``notify`` is called with a note if longer names contain the name. Raises azmil.Error with the nearest names if
    there is none.
    """
    from azmil.ask import records  # noqa: PLC0415 - as above

    return records.find(base.connection, name, notify)


def is_source(base: Answers, name: str) -> bool:
    """Return whether a name is the id of a source, and not that of a record."""
    from azmil.ask import sources  # noqa: PLC0415 - as above

    return sources.is_source(base.connection, name)


def without_text(base: Answers) -> list[str]:
    """Return the ids of the sources whose documents are not attached."""
    from azmil.ask import passages  # noqa: PLC0415 - only needed to publish texts

    return passages.without_text(base.connection)


def lines(base: Answers, source: str, first: int, last: int) -> list[Line]:
    """Return the lines of a source in a range, with the claims that they state and their text if it is attached."""
    return whole.lines_of(base.connection, source, Lines("", first, last))
