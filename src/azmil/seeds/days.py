"""The four days of a record, derived from its date and the period that its sources cover."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.values import dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azmil.seeds.entry import Entry


class Reach(NamedTuple):
    """The period that a source covers: its first day, and its earliest and latest possible last day."""

    first: str | None = None
    certain: str | None = None  # earliest day on which the period can end
    last: str | None = None  # latest day on which it can end


class Reaches:
    """The periods covered by sources, and by sections that differ from their source."""

    def __init__(self, entries: Mapping[str, Sequence[Entry]]) -> None:
        self._sources = {entry.values["id"]: _reach(entry) for entry in entries.get("sources", ())}
        self._sections: dict[str, list[tuple[int, int, Reach]]] = {}
        for entry in entries.get("sections", ()):
            reach = _reach(entry)
            if reach != Reach():
                section = entry.values["first_line"], entry.values["last_line"], reach
                self._sections.setdefault(entry.values["source_id"], []).append(section)

    def of(self, cited: Sequence[tuple[str, int, int, str]]) -> Reach:
        """Return the widest period covered by the lines that state a record."""
        if len(cited) == 1:  # most records
            ((source, line, _, role),) = cited
            return self._at(source, line) if role == "states" else Reach()
        reaches = {self._at(source, line) for source, line, _, role in cited if role == "states"}
        firsts = [reach.first for reach in reaches]
        first = None if None in firsts else min(filter(None, firsts), default=None)
        certain = max((reach.certain for reach in reaches if reach.certain), default=None)
        return Reach(first, certain, max((reach.last for reach in reaches if reach.last), default=None))

    def _at(self, source: str, line: int) -> Reach:
        whole = self._sources[source]
        for first, last, reach in self._sections.get(source, ()):
            if first <= line <= last:
                return Reach(reach.first or whole.first, reach.certain or whole.certain, reach.last or whole.last)
        return whole


def _reach(entry: Entry) -> Reach:
    """Return the period that a source or section covers according to its columns."""
    first, last = entry.values["covers_from"], entry.values["covers_until"]
    end = dates.parse(last) if last else None
    return Reach(
        dates.parse(first).earliest_start if first else None,
        end.earliest_start if end else None,
        end.latest_end if end else None,
    )


def days_of(record: Mapping[str, Any], reach: Reach) -> tuple[str | None, ...]:
    """Return the four days of a record, in the order of ``dates.Span``; all None if it has no date.

    A state that was observed at its date began on that day or earlier, and may have lasted longer. An unknown start is
    bounded by ``not_before``, or by the start of the source. A state with an open end is certain until the end of the
    source.
    """
    if not record["date"]:
        return None, None, None, None
    date = record["date"]
    start, start_by, end, end_by = dates.parse(date)
    if record["observed"]:
        start, end_by = dates.FIRST_DAY, dates.LAST_DAY
    if start == dates.FIRST_DAY:
        earliest = dates.parse(record["not_before"]).earliest_start if record["not_before"] else reach.first
        # No later than the first day of the known date, such as 1992 in "/1992" and "[..1992]".
        known = [part for part in re.split(r"/|\.\.", date.strip("[]")) if part][0 if record["observed"] else -1]
        start = min(earliest or dates.FIRST_DAY, dates.parse(known).earliest_start)
        if start_by == dates.FIRST_DAY:  # an open start: certain from the start of the source
            start_by = start if earliest else end
    if end == dates.LAST_DAY:
        end = reach.certain or start_by
    if end_by == dates.LAST_DAY and record["not_after"]:
        end_by = max(dates.parse(record["not_after"]).latest_end, start_by)
    end = min(max(start, end), end_by)
    return start, min(start_by, end_by), end, end_by
