"""The pages of a server that are not about one report or one record."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.api import contents
from azmil.errors import counted
from azmil.formats import json
from azmil.publish.bodies import bodies
from azmil.publish.pages import counts_of, start_values
from azmil.publish.records import way_back
from azmil.publish.server.addresses import LARGEST, limit_of, replaced, with_parameters
from azmil.publish.server.links import LINES, ServedLinks, first_on_page
from azmil.publish.server.replies import Omitted, Reply, omitted_of
from azmil.publish.tables import lines_html
from azmil.values import dates, locators

if TYPE_CHECKING:
    from azmil.publish.server.given import Given
    from azmil.publish.server.reading import Reading
    from azmil.values.answers import Answer
    from azmil.values.locators import Lines

RESULTS = 50  # of a search on a page
MOST_RESULTS = 1_000
MOST_IN_STRIP = 4_000  # lines of a source that are drawn


def start(reading: Reading, given: Given, _name: str) -> Reply:
    """Return the first page."""
    given.check(())
    known = reading.frame
    data = {
        "reports": [{"name": name, "title": title, "rows": count} for name, title, count in reading.counts()],
        "records": dict(known.kinds),
        "sources": [{**dict(each.details), "id": each.id, "lines": len(each.lines)} for each in known.documents],
    }
    return Reply("index.html", "Start", "start.html", start_values(known.documents, reading.counts()), data)


def report_list(_reading: Reading, given: Given, _name: str) -> Reply:
    """Return the list of the reports."""
    given.check(())
    found = reports.built_in()
    data = {"reports": [{"name": report.name, "title": report.title} for report in found]}
    return Reply("reports.html", "Reports", "reports.html", {"reports": found}, data)


def order_of_battle(reading: Reading, given: Given, _name: str) -> Reply:
    """Return the page of the order of battle, or of one body."""
    given.check(("of", "as-of"))
    tree = reading.base.drawn(given.one("of"), given.one("as-of"))
    path = "order-of-battle.html"
    everything = with_parameters(path, replaced(given, **{"as-of": None}))
    words = [(each, counted(each.number, f"undated {each.of.removesuffix('s')}")) for each in tree.undated]
    omitted = [Omitted(each.number, "undated", f"{counts} omitted", everything) for each, counts in words]
    values = bodies(tree, reading.source, ServedLinks.at(path))
    values["notes"] = values["notes"][:1]  # what is omitted is listed apart
    if given.one("of") is not None:
        lead = "Its parts, with what the source says of them, the hedge in words and the lines."
        values |= {"heading": ", ".join(node.name for node in tree.roots), "lead": lead}
    return Reply(path, "Order of battle", "order-of-battle.html", values, {"roots": json.roots(tree)}, omitted)


def search(reading: Reading, given: Given, _name: str) -> Reply:
    """Return the page of the results of a search."""
    given.check(("q", "about", "limit"))
    text, limit = given.one("q"), limit_of(given, RESULTS, MOST_RESULTS)
    path = "search.html"
    if text is None:
        return replace(search_form(reading, given, "")[0], data={"rows": []})
    with reading.searching:
        found = reading.base.search_results(text, limit, given.several("about"))
    answer = found.answer
    if not reading.options.with_text:
        at, kind, lines, id_ = (answer.names.index(name) for name in ("found", "kind", "lines", "id"))
        answer.rows = [
            (*row[:at], f"line {_line_at(row[lines]).first} of {row[id_]}", *row[at + 1 :])
            if row[kind] == "line"
            else row
            for row in answer.rows
        ]
    note = f"nothing found for '{text}'; these are the results for '{found.instead}'" if found.instead else ""
    omitted = omitted_of(answer.left_out, is_paged=False)
    omitted = [_rest(each, given, limit) if each.reason == "limit" else each for each in omitted]
    values = {"table": _linked(answer, path, reading.source), "note": note, "given": given}
    data = {"text": text, "instead": found.instead, "rows": list(json.values(answer))}
    return Reply(path, f"Search: {text}", "served/search.html", values, data, omitted, words=text)


def _rest(omitted: Omitted, given: Given, limit: int) -> Omitted:
    """Return the results that are not shown, with the address that shows more of them, and in words how to see them."""
    if limit >= MOST_RESULTS:
        return replace(omitted, text=f"only the first {limit:,} results are shown; add words to narrow the search")
    address = with_parameters("search.html", replaced(given, limit=MOST_RESULTS))
    return replace(omitted, text=f"show up to {MOST_RESULTS:,} results, not only the first {limit:,}", address=address)


def search_form(_reading: Reading, given: Given, _name: str) -> tuple[Reply, list[str]]:
    """Return the page of a search without results, with its form as it was sent; and the names of its fields."""
    values = {"table": None, "note": "", "given": given}
    return Reply("search.html", "Search", "served/search.html", values, {}), ["q", "about"]


def _linked(answer: Answer, path: str, source: str) -> dict[str, Any]:
    """Return the results as rows with their addresses: those of records, or of lines of a source."""
    link = ServedLinks.at(path)
    rows = []
    for row in answer.rows:
        result = dict(zip(answer.names, row, strict=True))
        is_line = result["kind"] == "line"
        id_ = result["id"]
        address = link.source(id_, _line_at(result["lines"]).first) if is_line else link.record(id_)
        date = "" if result["date"] is None else dates.in_table(result["date"])
        lines = result["lines"] or ""
        if lines and not is_line:
            lines = lines_html(str(lines), source, link)
        rows.append((address, {**result, "date": date, "lines": lines}))
    return {"rows": rows, "has_part": "part" in answer.names}


def _line_at(printed: str) -> Lines:
    """Return the line of a result; its source is named if the base has several."""
    return locators.parse(printed)[0]


def source(reading: Reading, given: Given, name: str) -> Reply:
    """Return a page of a source, which has at most ``LINES`` lines."""
    given.check(("start", "line"))
    id_ = reading.base.source(name)
    (known,) = (each for each in reading.frame.documents if each.id == id_)
    asked = given.number("line", 1, LARGEST) or given.number("start", 1, LARGEST) or 1
    first = first_on_page(asked)
    lines = contents.lines(reading.base, id_, first, first + LINES - 1)
    total = len(known.lines)
    verdicts = [line.verdict for line in known.lines]
    counts = counts_of(verdicts)
    path = f"source/{id_}.html"
    shown = {"id": id_, "title": known.title, "lines": lines}
    values = {
        "document": shown,
        "total": total,
        "strip": _strip(verdicts) if total <= MOST_IN_STRIP else [],
        "counts": counts,
        "with_text": reading.options.with_text,
        **way_back(id_, known.title, reading.frame.about, reading.options),
    }
    data = {"id": id_, "details": dict(known.details), "rows": [_line(line, reading) for line in lines]}
    reply = Reply(path, known.title, "source.html", values, data)
    reply.previous = with_parameters(path, [("start", str(first - LINES))]) if first > 1 else None
    reply.next = with_parameters(path, [("start", str(first + LINES))]) if first + LINES <= total else None
    reply.position = f"Lines {first:,}-{min(first + LINES - 1, total):,} of {total:,}" if total > LINES else ""
    return reply


def _line(line: Any, reading: Reading) -> dict[str, Any]:
    """Return a line of a source as an object, without its text unless texts are published."""
    found: dict[str, Any] = dict(line._asdict())
    if not reading.options.with_text:
        del found["text"]
    return found


def _strip(verdicts: list[str]) -> list[tuple[int, int, str]]:
    """Return the runs of lines with the same verdict: the first line, counted from 0, the length, and the verdict."""
    found, at = [], 0
    for verdict, group in groupby(verdicts):
        length = len(list(group))
        found.append((at, length, verdict))
        at += length
    return found
