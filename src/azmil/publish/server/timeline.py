"""The timeline of a server: a period at a time, or the number of claims of each year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from azmil.formats import json
from azmil.publish.server.addresses import LARGEST, limit_of, replaced, with_parameters
from azmil.publish.server.links import ServedLinks
from azmil.publish.server.replies import Omitted, Reply, omitted_of
from azmil.publish.tables import table_of
from azmil.publish.times import timeline as by_year
from azmil.values.answers import Question, answer_of

if TYPE_CHECKING:
    from azmil.publish.server.given import Given
    from azmil.publish.server.reading import Reading
    from azmil.values.answers import Answer

FIELDS = ("period", "about", "kind", "undated", "ongoing")  # of the form
FEW = 2_000  # dated claims that one page lists without a period


def timeline(reading: Reading, given: Given, _name: str) -> Reply:
    """Return the timeline of a period, or of everything; if that is too much, the number of claims of each year."""
    given.check((*FIELDS, "limit", "start"))
    period, path = given.one("period"), "timeline.html"
    flags = {name: bool(given.switch(name)) for name in ("undated", "ongoing")}
    is_whole = not any(given.several(name) for name in ("period", "about", "kind", "undated", "start", "limit"))
    if is_whole and reading.total(Question("facts", {"has": ["date"]})) > FEW:
        return _years(reading, given)
    limit = limit_of(given, FEW if is_whole else FEW // 4)
    offset = (given.number("start", 1, LARGEST) or 1) - 1
    answer = reading.base.timeline_answer(
        period, **flags, about=given.several("about"), kinds=given.several("kind"), limit=limit, offset=offset
    )
    omitted = [_with_address(each, given) for each in omitted_of(answer.left_out)]
    values = _form(reading, given)
    link = ServedLinks.at(path)
    if flags["undated"]:
        values["table"] = table_of(answer, reading.source, link)
    else:
        values["times"] = by_year(_with_days(reading, answer), reading.source, link)
    title = f"Timeline: {period}" if period else "Timeline"
    reply = Reply(path, title, "served/timeline.html", values, {"rows": list(json.values(answer))}, omitted)
    if answer.is_cut:
        reply.next = with_parameters(path, replaced(given, start=offset + 1 + len(answer.rows)))
    if offset:
        reply.previous = with_parameters(path, replaced(given, start=offset + 1 - limit if offset > limit else None))
    return reply


def form(reading: Reading, given: Given, _name: str) -> tuple[Reply, list[str]]:
    """Return the timeline without rows, with its form as it was sent; and the names of its fields."""
    return Reply("timeline.html", "Timeline", "served/timeline.html", _form(reading, given), {}), list(FIELDS)


def _form(reading: Reading, given: Given) -> dict[str, Any]:
    kinds = reading.choices("facts", "kind")
    return {"given": given, "kinds": kinds, "table": None, "times": None, "years": None}


def _years(reading: Reading, given: Given) -> Reply:
    """Return the number of dated claims of each year."""
    answer = reading.base.ask(Question("facts", {"has": ["date"]}, by=["year"]))
    count = answer.names.index("rows")
    years = sorted((str(row[0]), int(row[count])) for row in answer.rows if row[0] is not None)
    others = sum(int(row[count]) for row in answer.rows if row[0] is None)
    values = {**_form(reading, given), "years": years, "others": others}
    data = {"others": others, "years": [{"period": year, "rows": number} for year, number in years]}
    return Reply("timeline.html", "Timeline", "served/timeline.html", values, data)


def _with_address(omitted: Omitted, given: Given) -> Omitted:
    """Return what a timeline omits, with the address that includes it."""
    address = {
        "no-date": replaced(given, undated="yes", period=None, ongoing=None, start=None),
        "spanning": replaced(given, ongoing="yes", start=None),
        "vague": replaced(given, ongoing="yes", start=None),
        "other-date": replaced(given, period=None, ongoing=None, start=None),
    }.get(omitted.reason)
    return omitted if address is None else replace(omitted, address=with_parameters("timeline.html", address))


_DAYS = ("earliest_start", "latest_start", "earliest_end", "latest_end")


def _with_days(reading: Reading, answer: Answer) -> Answer:
    """Return the rows of a timeline with the four days of each date."""
    at = answer.names.index("id")
    ids = [row[at] for row in answer.rows]
    days: dict[str, Any] = {}
    for first in range(0, len(ids), 500):  # a statement has at most 1,000 parameters
        found = reading.base.ask(Question("facts", {"id": ids[first : first + 500]}, columns=("id", *_DAYS)))
        places = [found.names.index(name) for name in ("id", *_DAYS)]
        days |= {row[places[0]]: tuple(row[place] for place in places[1:]) for row in found.rows}
    rows = [(*row, *days[row[at]]) for row in answer.rows if row[at] in days]
    return answer_of([*answer.names, *_DAYS], rows)
