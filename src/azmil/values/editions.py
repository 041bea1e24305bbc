"""Ledgers of editions as text: what became of each cited line of an earlier edition of a source."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAME, MOVED, CHANGED, LOST, CHOOSE = VERDICTS = ("same", "moved", "changed", "lost", "choose")
CERTAIN = (SAME, MOVED)
_LINES = re.compile(r"(?:\d{1,9}(?:, \d{1,9})*)?", re.ASCII)
COLUMNS = ("edition", "old_line", "new_line", "verdict")


class Row(NamedTuple):
    """A row of a ledger: a cited line of an earlier edition, its lines now, and the verdict."""

    edition: str
    old_line: int
    new_line: str  # empty, a number, or several separated by commas
    verdict: str


def parse(text: str) -> Iterator[Row]:
    """Yield the rows of a ledger; raise ValueError, with the line and the reason, if one is not valid."""
    reader = csv.reader(io.StringIO(text, newline=""))
    if tuple(next(reader, ())) != COLUMNS:
        raise ValueError(1, f"the columns must be {', '.join(COLUMNS)}")
    for values in reader:
        if (
            len(values) != len(COLUMNS)
            or not values[1].isdecimal()
            or values[3] not in VERDICTS
            or not _LINES.fullmatch(values[2])
        ):
            raise ValueError(reader.line_num, "expected an id, a line, lines and a verdict")
        yield Row(values[0], int(values[1]), values[2], values[3])


def printed(rows: Iterable[Row]) -> str:
    """Return the text of a ledger."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return stream.getvalue()
