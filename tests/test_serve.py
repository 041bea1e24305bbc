"""The server: the pages of a site with all filters, JSON at the same addresses, and nothing that a request can break."""

# ruff: noqa: ARG001 - the fixture "fault" asserts that its error was raised

from __future__ import annotations

import asyncio
import json
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode, urljoin
from urllib.request import Request, urlopen

import pytest

import azmil as azmil_package
from azmil import reports
from azmil.api.answers import Answers
from azmil.cli.filters import filters_of
from azmil.publish.options import Options
from azmil.publish.server import app, guard, serving
from azmil.publish.server.controls import controls
from azmil.publish.server.reading import Readings
from azmil.publish.server.work import BUSY, MOST_WAITING, TOO_SLOW, Notes, Work
from azmil.publish.tables import lines_html
from azmil.seeds import Origin
from azmil.values.answers import Question, Statement
from azmil.workbench.load import load
from faults import cases, provokes
from test_errors import ENDLESS
from test_site import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from azmil.errors import AzmilError, Fault
    from azmil.paths import Address
    from conftest import Result

    Run = Callable[..., Result]

HOST = {"host": "localhost:8000"}


@dataclass(frozen=True)
class Reply:
    """An answer of the server."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


class Client:
    """Asks an application in this process."""

    def __init__(self, path: Address, options: Options | None = None, seconds: float = 30) -> None:
        self.errors: list[AzmilError] = []
        notes = Notes(self.errors.append)
        self.base = Answers(path, notify=notes)
        self.work = Work(self.base, seconds)
        place = guard.Place("127.0.0.1", 8000)
        readings = Readings(self.base, options or Options())
        self.application = app.Application(readings, self.work, notes, place, self.errors.append)

    def get(self, address: str, method: str = "GET", **headers: str) -> Reply:
        return asyncio.run(self.ask(address, method, {**HOST, **headers}))

    async def ask(self, address: str, method: str = "GET", headers: dict[str, str] = HOST) -> Reply:
        path, _, query = address.partition("?")
        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            await asyncio.sleep(0)
            sent.append(message)

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0)
            return {"type": "http.request"}

        scope = {
            "type": "http", "method": method, "path": f"/{unquote(path)}", "raw_path": path.encode(),
            "query_string": query.encode(), "scheme": "http", "server": ("127.0.0.1", 8000),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }  # fmt: skip
        await self.application(scope, receive, send)  # type: ignore[arg-type, unused-ignore]
        return Reply(
            sent[0]["status"],
            {name.decode(): value.decode() for name, value in sent[0]["headers"]},
            b"".join(message.get("body", b"") for message in sent[1:]),
        )


@pytest.fixture
def client(database: Address) -> Iterator[Client]:
    """A client of an application on the real seeds; no unexpected error may occur."""
    found = Client(database)
    yield found
    found.work.stop()
    assert [error for error in found.errors if error.fault is app.UNEXPECTED] == []


def test_every_page_of_a_site_has_its_address_and_every_link_leads_to_a_page(client: Client) -> None:
    """From the first page on, along one link of each kind of address to each kind of page."""
    waiting, seen = ["index.html"], {"index.html"}
    kinds: dict[str, int] = {}
    while waiting:
        address = waiting.pop(0)
        found = client.get(address)
        assert found.status == 200, address
        for link in Page(found.text).links:
            other = urljoin(f"http://x/{address}", link).removeprefix("http://x/").partition("#")[0]
            kind = re.sub(r"(?<=/)[^/?]*|=[^&]*", "", other)
            if other not in seen and kinds.get(kind, 0) < 8:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(other)
                waiting.append(other)
    assert {"timeline.html", "conflicts.html", "order-of-battle.html", "reports.html", "source/article.html"} <= seen
    assert {each.partition("/")[0] for each in seen if "/" in each} == {"report", "r", "source"}


def test_a_page_has_no_scripts_and_no_styles_of_its_own(client: Client) -> None:
    for address in (
        "index.html",
        "report/equipment.html?branch=navy",
        "r/azerbaijani-navy.html",
        "timeline.html",
        "search.html?q=mig",
        "nowhere",
    ):
        found = client.get(address)
        assert not re.search(r"<script|<style|style=| on[a-z]+=", found.text), address
        assert found.headers["content-security-policy"].startswith("default-src 'self';")
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["referrer-policy"] == "no-referrer"
        assert found.headers["cross-origin-resource-policy"] == "same-origin"


EQUIPMENT = [
    ("branch=navy", ["--branch", "navy"]),
    ("branch=navy&branch=air-force", ["--branch", "navy", "--branch", "air-force"]),
    ("no-branch=navy", ["--no-branch", "navy"]),
    ("holder=azerbaijan&min-count=100", ["--holder", "azerbaijan", "--min-count", "100"]),
    ("max-count=10&sort=-count,id", ["--max-count", "10", "--sort", "-count,id"]),
    ("about=navy", ["--about", "navy"]),
    ("cites=115-117", ["--cites", "115-117"]),
    ("has=scope", ["--has", "scope"]),
    ("source=article&limit=1000", ["--source", "article"]),
    ("as-of=2006", ["--as-of", "2006"]),
    ("as_of=2006&certain=yes", ["--as-of", "2006", "--certain"]),
    ("since=2005&until=2008", ["--since", "2005", "--until", "2008"]),
    ("date=2008-06", ["--date", "2008-06"]),
    ("disputed=yes", ["--disputed"]),
    ("disputed=no&limit=1000", ["--no-disputed"]),
    ("no-disputed=yes&limit=1000", ["--no-disputed"]),
    ("asserted=yes&limit=1000", ["--asserted"]),
    ("by=branch&sum=count", ["--by", "branch", "--sum", "count"]),
    ("by=status&share=yes", ["--by", "status", "--share"]),
    ("columns=id,holder,count&branch=navy", ["--columns", "id,holder,count", "--branch", "navy"]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "options"), EQUIPMENT)
def test_a_filter_returns_the_rows_of_the_command_line(
    client: Client, azmil: Run, query: str, options: list[str]
) -> None:
    found = client.get(f"report/equipment.json?{query}").data
    assert found["rows"] == azmil("query", "equipment", *options, "--format", "json").rows
    assert found["rows"]
    assert [column["name"] for column in found["columns"]] == list(found["rows"][0])
    page = client.get(f"report/equipment.html?{query}")
    assert page.status == 200
    assert len(Page(page.text).rows) == len(found["rows"]) + 1


def test_the_filters_of_every_report_are_those_of_the_command_line() -> None:
    for report in reports.built_in():
        wanted = {(each.part, each.name) for each in filters_of(report, set())}
        assert {(control.part, control.key) for control in controls(report)} == wanted, report.name


def test_the_text_of_a_source_is_only_shown_with_the_option(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "azmil.db"
    shutil.copy(database, path)
    text = "Quokkas patrol the quay."
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE passages SET text = ? WHERE line = 115", (text,))
        row = ("article", "line", 115, "", " quokkas patrol the quay ")
        connection.execute("INSERT INTO search (id, kind, line, names, words) VALUES (?, ?, ?, ?, ?)", row)
    for with_text in (False, True):
        client = Client(path, Options(with_text=with_text))
        for page, query in (("source/article", ""), ("r/navy-stenka", ""), ("search", "?q=quokkas")):
            for form in ("html", "json"):
                assert (text in client.get(f"{page}.{form}{query}").text) is with_text, (page, form)
        assert [row["kind"] for row in client.get("search.json?q=quokkas").data["rows"]] == ["line"]
        client.work.stop()


def test_a_timeline_and_a_search_show_every_row_with_its_hedge(client: Client) -> None:
    known = client.get("timeline.json?period=2006").data["rows"]
    page = unescape(client.get("timeline.html?period=2006").text)
    assert len(known) == page.count("<tr>") - page.count("<thead>")
    found = client.get("search.json?q=talks").data["rows"]
    for name, rows in (("timeline.html?period=2006", known), ("search.html?q=talks", found)):
        page = unescape(client.get(name).text)
        hedged = [row for row in rows if row["hedge"]]
        assert hedged
        assert all(page.count(row["hedge"]) >= 1 for row in hedged)


def test_a_record_with_many_claims_says_that_it_shows_only_some(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("azmil.publish.server.record.MOST", 2)
    found = client.get("r/azerbaijani-navy.json").data
    assert [each["reason"] for each in found["left_out"]].count("limit") >= 1
    assert "only the first 2 records about it are shown" in [each["text"] for each in found["left_out"]]


def test_a_note_is_shown_once(client: Client) -> None:
    notes = client.get("report/facts.json?about=navy&limit=5").data["notes"]
    assert notes == ["the id 'navy' is now 'azerbaijani-navy'"]


def test_json_says_what_is_left_out_and_where_it_is(client: Client) -> None:
    found = client.get("report/equipment.json?holder=azerbaijan").data
    assert found["left_out"] == [
        {
            "count": 34,
            "reason": "parts",
            "text": "34 rows about parts of azerbaijan omitted",
            "address": "report/equipment.json?about=azerbaijan",
        }
    ]
    assert (found["is_cut"], found["next"]) == (False, None)
    about = client.base.about()
    assert (found["version"], found["content"]) == (about["azmil"], about["content"])
    included = client.get(found["left_out"][0]["address"]).data
    assert {row["id"] for row in found["rows"]} <= {row["id"] for row in included["rows"]}
    page = client.get("report/equipment.html?holder=azerbaijan").text
    assert '<a href="../report/equipment.html?about=azerbaijan">34 rows about parts of azerbaijan omitted</a>' in page


def test_pages_of_a_report_list_all_rows_once(client: Client, azmil: Run) -> None:
    address, ids = "report/facts.json?limit=100", []
    while address:
        found = client.get(address).data
        ids += [row["id"] for row in found["rows"]]
        address = found["next"]
    assert ids == [row["id"] for row in azmil("query", "facts", "--format", "json").rows]
    page = client.get("report/facts.html?limit=100&start=101").text
    assert f"Rows 101-200 of {len(ids)}" in page
    assert '<a rel="prev" href="../report/facts.html?limit=100">' in page
    assert '<a rel="next" href="../report/facts.html?limit=100&amp;start=201">' in page


def test_conflicts_keep_their_sides_together(client: Client) -> None:
    sides: list[tuple[str, str]] = []
    address = "conflicts.json?limit=7"
    while address:
        found = client.get(address).data
        ids = [row["id"] for row in found["rows"]]
        assert not {id_ for id_, _ in sides} & set(ids)
        sides += [(row["id"], row["claim"]) for row in found["rows"]]
        address = found["next"]
    answer = client.base.ask(Question("conflicts"))
    at = [answer.names.index(name) for name in ("id", "claim")]
    assert sides == [tuple(row[place] for place in at) for row in answer.rows]


def test_a_record_is_that_of_show_with_its_lines_and_citation(client: Client, azmil: Run) -> None:
    shown = json.loads(azmil("show", "azerbaijani-navy", "--format", "json").out)
    found = client.get("r/azerbaijani-navy.json").data
    assert {name: found[name] for name in shown} == shown
    assert found["cited"][0]["role"] == "states"
    assert "text" not in found["cited"][0]
    assert "Line" in found["citation"] or "line" in found["citation"]
    page = client.get("r/azerbaijani-navy.html").text
    assert "<h1>Azerbaijani Navy</h1>" in page
    assert 'name="citation_title"' in page


def test_other_names_of_a_record_lead_to_it(client: Client) -> None:
    found = client.get("r/Azerbaijani%20Navy.html")
    assert (found.status, found.headers["location"]) == (302, "../r/azerbaijani-navy.html")
    assert client.get("r/Azerbaijani%20Navy.json").headers["location"] == "../r/azerbaijani-navy.json"
    assert 'now <a href="azerbaijani-navy.html">' in client.get("r/navy.html").text


def test_search_returns_the_results_of_the_command_line(client: Client, azmil: Run) -> None:
    for text in ("mig", '"air force"', "nakh*", "garabagh"):
        found = client.get(f"search.json?{urlencode({'q': text, 'limit': 20})}").data
        assert found["rows"] == azmil("search", text, "--format", "json").rows, text
    misspelt = client.get("search.json?q=submarin+hellicopter").data
    assert misspelt["instead"] or misspelt["rows"] == []
    page = client.get("search?q=mig").text
    assert 'value="mig"' in page
    assert 'href="r/' in page


def test_the_timeline_of_a_period_is_that_of_the_command_line(client: Client, azmil: Run) -> None:
    for query, options in (
        ("period=2006", ["2006"]),
        ("period=2006&about=navy", ["2006", "--about", "navy"]),
        ("period=2006&ongoing=yes&limit=2000", ["2006", "--ongoing"]),
        ("kind=transfer", ["--kind", "transfer"]),
        ("undated=yes&about=navy", ["--undated", "--about", "navy"]),
    ):
        found = client.get(f"timeline.json?{query}").data
        assert found["rows"] == azmil("timeline", *options, "--format", "json").rows, query
        assert client.get(f"timeline.html?{query}").status == 200
    left_out = {each["reason"]: each["address"] for each in client.get("timeline.json?period=2006").data["left_out"]}
    assert left_out["no-date"] == "timeline.json?undated=yes"
    assert left_out["spanning"] == "timeline.json?period=2006&ongoing=yes"


def test_a_large_timeline_is_a_list_of_years(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azmil.publish.server.timeline.FEW", 10)
    found = client.get("timeline.json").data
    by_year = {each["period"]: each["rows"] for each in found["years"]}
    assert by_year["2006"] > 5
    assert '<a href="timeline.html?period=2006">2006</a>' in client.get("timeline.html").text


def test_a_source_shows_its_lines_without_their_text(client: Client, database: Address) -> None:
    found = client.get("source/article.json").data
    assert [row["number"] for row in found["rows"]] == list(range(1, 366))
    assert "text" not in found["rows"][0]
    with_text = Client(database, Options(with_text=True))
    assert "text" in with_text.get("source/article.json").data["rows"][0]
    with_text.work.stop()


def test_long_sources_have_pages_and_links_lead_to_the_right_one(
    database: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(database)  # which keeps no pages with other numbers of lines
    lines_html.cache_clear()
    monkeypatch.setattr("azmil.publish.server.links.LINES", 100)
    monkeypatch.setattr("azmil.publish.server.pages.LINES", 100)
    page = client.get("source/article.html?start=101").text
    assert 'id="101"' in page
    assert 'id="201"' not in page
    assert "Lines 101-200 of 365" in page
    assert 'href="../source/article.html?start=101#115"' in client.get("r/azerbaijani-navy.html").text
    client.work.stop()
    lines_html.cache_clear()


MISTAKES = [
    ("publish.server.given.UNKNOWN", "report/equipment.json?brunch=navy", 400, "no such parameter 'brunch'", "did you mean 'branch'?"),
    ("publish.server.given.TWICE", "search.json?q=a&q=b", 400, "the parameter 'q' is given twice", "give it once"),
    ("publish.server.given.TOO_MANY", f"search.json?{'a=b&' * 300}", 400, "the address has more than 200 parameters", "use fewer"),
    ("publish.server.given.NO_NUMBER", "report/facts.json?limit=0", 400, "'0' is not a valid number for 'limit'", "use a whole number from 1 to 2,000"),
    ("publish.server.given.NO_NUMBER", "report/equipment.json?min-count=1e9", 400, "'1e9' is not a valid number for 'min-count'", "use a whole number, such as 12"),
    ("publish.server.given.NO_SWITCH", "report/facts.json?disputed=perhaps", 400, "'perhaps' is not a valid value for 'disputed'", "use yes or no"),
    ("publish.server.addresses.ASSERTED", "report/facts.json?asserted=yes&modality=planned", 400, "'asserted' cannot be used with 'modality'", "remove one of them"),
    ("publish.server.addresses.SWITCH_TWICE", "report/facts.json?disputed=yes&no-disputed=yes", 400, "'disputed' cannot be used with 'no-disputed'", "remove one of them"),
    ("publish.server.addresses.NO_REPORT", "report/equipmnt.json", 404, "no such report 'equipmnt'", "did you mean 'equipment'?"),
    ("publish.server.app.NO_PAGE", "nowhere.json", 404, "there is no page 'nowhere.json'", "start at the first page, or search"),
    ("ask.records.NO_RECORD", "r/azerbaijani-navi.json", 404, "no such record 'azerbaijani-navi'", "did you mean 'azerbaijani-navy' or 'azerbaijani-navy-command' or 'azerbaijani-army'?"),
    ("ask.conditions.BACKWARD", "report/facts.json?since=2006&until=2005", 400, "cannot filter by the period from '2006' to '2005': it ends before it starts", "put the earlier date first"),
    ("ask.search.OPEN_QUOTE", "search.json?q=%22a", 400, "cannot search for '\"a': a quote is not closed", "close it, or leave it out"),
    ("ask.passages.NO_SOURCE", "source/articel.json", 404, "no such source 'articel'", "did you mean 'article'?"),
]  # fmt: skip


@cases("address, status, message, hint", MISTAKES)
def test_a_mistake_in_an_address_says_what_to_do(
    client: Client, fault: Fault, address: str, status: int, message: str, hint: str
) -> None:
    found = client.get(address)
    assert found.status == status
    assert found.data["error"] == message
    assert found.data["hint"].startswith(hint.partition(" or ")[0])
    page = client.get(address.replace(".json", ".html"))
    assert page.status == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"


def test_a_form_with_mistakes_keeps_all_values_and_says_what_is_wrong_at_each_field(client: Client) -> None:
    """Two invalid values have their messages at their fields; valid ones are still there, and nothing is listed."""
    given = "report/equipment.html?branch=nvy&min-count=x&equipment=tank&since=2006&no-disputed=yes&wide=yes&start=3"
    page = client.get(given)
    assert (page.status, page.headers["cache-control"]) == (400, "no-store")
    fields = re.findall(r'<(?:input|select) name="([^"]+)"[^>]*id="field/([^"]+)" aria-invalid="true"', page.text)
    assert {name for name, _ in fields} == {"min-count", "branch"}
    assert all(name == id_ for name, id_ in fields)
    found = {name: unescape(text) for name, text in re.findall(r'id="mistake/([^"]+)">([^<]*)<', page.text)}
    assert found["branch"] == "No such branch 'nvy'; did you mean 'navy'? other values: air-force, border-guard"
    assert found["min-count"].startswith("'x' is not a valid number for 'min-count'; use a whole number")
    assert '<option value="nvy" selected>nvy</option>' in page.text
    for name, value in (("min-count", "x"), ("equipment", "tank"), ("since", "2006"), ("wide", "yes")):
        assert re.search(rf'<input[^>]* name="{name}"[^>]* value="{value}"', page.text), name
    assert re.search(r'<select name="disputed"><option value="">any</option>.*<option value="no" selected>', page.text)
    assert "<table" not in page.text
    again = client.get(given.replace("nvy", "navy").replace("min-count=x", "min-count=1"))
    assert (again.status, "aria-invalid" in again.text) == (200, False)


@pytest.mark.parametrize(
    ("address", "field", "start"),
    [
        ("timeline.html?period=20006&about=azerbaijani-navy", "period", "'20006' is not a valid date"),
        ("timeline.html?about=nvay&kind=event&undated=yes", "about", "no such record 'nvay'"),
        ("timeline.html?kind=evnt&kind=event", "kind", "no such kind 'evnt'; did you mean 'event'?"),
        ("timeline.html?ongoing=maybe", "ongoing", "'maybe' is not a valid value for 'ongoing'"),
        ("search.html?q=%22army", "q", "cannot search for '\"army'"),
        ("search.html?q=army&about=nvay", "about", "no such record 'nvay'"),
        ("report/conflicts.html?sort=colour&limit=5", "sort", "no such column 'colour'"),
        (
            "report/equipment.html?modality=planned&asserted=yes",
            "modality asserted",
            "'asserted' cannot be used with 'modality'",
        ),
        ("report/equipment.html?as-of=never&certain=yes", "as-of", "'never' is not a valid date"),
        ("report/equipment.html?colour=red", "", "no such parameter 'colour'"),
    ],
)
def test_a_mistake_is_shown_at_its_field(client: Client, address: str, field: str, start: str) -> None:
    """Each form shows the message where the value is, and one about the whole form above it."""
    page = client.get(address)
    assert page.status == 400
    found = {name: unescape(text) for name, text in re.findall(r'id="mistake/([^"]+)">([^<]*)<', page.text)}
    shown = {name: text[:1].lower() + text[1 : len(start)] for name, text in found.items()}
    assert shown == dict.fromkeys(field.split(), start)
    listed = re.findall(r"<li>(?:<a[^>]*>)?([^<]+)", page.text)
    assert unescape(listed[0]).lower().startswith(start.lower())
    for value in re.findall(r"(?<==)[a-z]+", address):
        assert value in unescape(page.text)


def test_a_form_offers_the_words_that_occur(client: Client) -> None:
    """The categories are the six with rows, and aircraft and weapon above them, in the order of the vocabulary."""
    page = client.get("report/productions.html").text
    offered = re.search(r'<select name="category">.*?</select>', page, re.DOTALL)
    assert offered is not None
    assert re.findall(r'<option value="([^"]+)"', offered[0]) == [
        "aircraft", "fixed-wing-aircraft", "helicopter", "unmanned-aircraft", "ground-vehicle",
        "weapon", "artillery", "small-arms",
    ]  # fmt: skip


def test_a_search_leads_to_more_results(client: Client) -> None:
    """A page of 50 results links to one with all of them."""
    page = client.get("search.html?q=army")
    more = re.search(r'<a href="(search.html[^"]*limit=[^"]*)">([^<]*)<', page.text)
    assert more is not None
    assert more[2] == "Show up to 1,000 results, not only the first 50"
    assert client.get(unescape(more[1])).text.count("<tr><td>") == len(
        client.base.search_results("army", 1_000).answer.rows
    )


REFUSED = [
    ("publish.server.guard.NO_METHOD", "POST", "", HOST, 405),
    ("publish.server.guard.NO_METHOD", "DELETE", "r/azerbaijani-navy.html", HOST, 405),
    ("publish.server.guard.NO_HOST", "GET", "", {}, 400),
    ("publish.server.guard.OTHER_HOST", "GET", "", {"host": "evil.example:8000"}, 421),
    ("publish.server.guard.OTHER_HOST", "GET", "", {"host": "localhost:8001"}, 421),
    ("publish.server.guard.OTHER_HOST", "GET", "", {"host": "localhost"}, 421),
    ("publish.server.guard.OTHER_HOST", "GET", "", {"host": "localhost:8000@evil.example"}, 421),
    ("publish.server.guard.LONG_ADDRESS", "GET", "x" * 9_000, HOST, 414),
    ("publish.server.guard.LONG_HEADERS", "GET", "", {**HOST, "cookie": "x" * 17_000}, 431),
    ("publish.server.guard.HAS_BODY", "GET", "", {**HOST, "content-length": "5"}, 413),
    ("publish.server.guard.HAS_BODY", "GET", "", {**HOST, "transfer-encoding": "chunked"}, 413),
]


@cases("method, address, headers, status", REFUSED)
def test_the_server_refuses_other_methods_hosts_and_sizes(
    client: Client, fault: Fault, method: str, address: str, headers: dict[str, str], status: int
) -> None:
    found = asyncio.run(client.ask(address, method, headers))
    assert found.status == status
    assert "content-security-policy" in found.headers
    if status == 405:
        assert found.headers["allow"] == "GET, HEAD"


def test_names_of_the_server_are_accepted() -> None:
    local = guard.Place("127.0.0.1", 8000, ("azmil.example", "other.example:9000"))
    for host in (
        "127.0.0.1:8000",
        "LOCALHOST:8000",
        "[::1]:8000",
        "azmil.example",
        "azmil.example:443",
        "other.example:9000",
    ):
        assert local.serves(host), host
    for host in (
        "other.example",
        "127.0.0.1",
        "127.0.0.1:80",
        "192.168.1.5:8000",
        "localhost.evil.example:8000",
        ":8000",
        "[::1",
        "localhost:8000:8000",
    ):
        assert not local.serves(host), host
    everywhere = guard.Place("0.0.0.0", 80)
    assert everywhere.serves("192.168.1.5")
    assert not everywhere.serves("evil.example")
    assert (local.is_local, everywhere.is_local, guard.Place("::1", 80).is_local) == (True, False, True)
    assert guard.Place("::1", 80).address == "http://[::1]:80/"


def test_a_client_that_has_a_page_gets_no_body(client: Client) -> None:
    tag = client.get("report/equipment.html").headers["etag"]
    again = client.get("report/equipment.html", if_none_match=tag)
    assert (again.status, again.body) == (304, b"")
    assert client.get("report/equipment.html", if_none_match='W/"other"').status == 200


def test_a_citation_of_another_version_is_noted(client: Client) -> None:
    content = client.base.about()["content"][:12]
    assert "The citation names version abc; this is version" in client.get("r/azerbaijani-navy.html?v=abc").text
    for current in (content, f"{client.base.about()['azmil']}-{content}"):
        assert "The citation names" not in client.get(f"r/azerbaijani-navy.html?v={current}").text


def test_a_new_load_is_noticed(seeds: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    load(path, Origin((seeds,), is_alone=True))
    client = Client(path)
    before = client.get("index.json").data
    assert client.get("index.json").data == before
    load(path, Origin())
    after = client.get("index.json").data
    assert after["content"] != before["content"]
    assert after["records"]["unit"] == 47
    assert client.get("r/azerbaijani-navy.html").status == 200
    client.work.stop()


@provokes("publish.server.app.CANNOT_READ")
def test_a_missing_base_is_an_error_that_passes(fault: Fault, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(database, path)
    client = Client(path)
    assert client.get("index.html").status == 200
    path.rename(tmp_path / "other.db")
    found = client.get("index.html")
    assert found.status == 503
    assert str(path) not in found.text
    assert [str(path) in error.message for error in client.errors] == [True]
    (tmp_path / "other.db").rename(path)
    assert client.get("index.html").status == 200
    client.work.stop()


@provokes("publish.server.work.TOO_SLOW")
def test_a_slow_request_is_interrupted(fault: Fault, database: Address) -> None:
    with azmil_package.open(str(database)) as base:
        work = Work(base, 0.3)
        start = time.monotonic()
        with pytest.raises(azmil_package.Error, match=r"exceeded its time limit of 0\.3 s") as raised:
            asyncio.run(work.do(lambda: base.connection.run(Statement(ENDLESS))))
        assert raised.value.fault is TOO_SLOW
        assert time.monotonic() - start < 10
        assert asyncio.run(work.do(lambda: base.count("equipment"))) == 65  # the thread works on
        work.stop()


@provokes("publish.server.work.BUSY")
def test_too_many_requests_are_refused(fault: Fault, client: Client) -> None:
    is_free = threading.Event()

    async def ask() -> list[int]:
        waiting = [asyncio.ensure_future(client.work.do(is_free.wait)) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0.1)
        refused = await client.ask("index.json")
        is_free.set()
        await asyncio.gather(*waiting)
        return [refused.status, (await client.ask("index.json")).status]

    assert asyncio.run(ask()) == [503, 200]
    assert BUSY.hint == "try again later"


@provokes("publish.server.app.UNEXPECTED")
def test_an_unexpected_error_is_reported_without_a_traceback(
    fault: Fault, database: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(database)
    monkeypatch.setattr("azmil.publish.server.reading.Readings.current", lambda _: 1 // 0)
    found = client.get("index.json")
    assert found.status == 500
    assert found.data["error"] == "an unexpected error occurred"
    (printed,) = client.errors
    assert printed.message.startswith("an unexpected error occurred: ZeroDivisionError")
    client.work.stop()


@provokes("publish.server.app.FAILED")
def test_the_reason_of_an_unexpected_error_is_not_shown_to_readers(
    fault: Fault, database: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(database)
    monkeypatch.setattr("azmil.publish.server.pages.start", lambda *_: next(iter(())))
    monkeypatch.setattr("azmil.publish.server.reading.Readings.current", lambda _: next(iter(())))
    text = client.get("index.html").text
    assert fault.message in text.lower()
    assert "StopIteration" not in text
    client.work.stop()


def test_a_page_of_conflicts_begins_with_the_first_side(client: Client) -> None:
    rows = client.get("conflicts.json?limit=100").data["rows"]
    first = [row["id"] for row in rows].index("conflict-officer-training")
    found = client.get(f"conflicts.json?limit=3&start={first + 3}").data["rows"]
    assert [row["id"] for row in found[:5]] == ["conflict-officer-training"] * 5


HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' OR 1=1 --", "; DROP TABLE records", "../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd", "\x00", "\x1b[31m", "\u202e", "%s%n", "{{7*7}}", "a" * 3_000, "9" * 400, "-1", "NaN", "\ud7ff\U0010ffff",
    "*", '"', '"" ""', "(", "NEAR(a b)", "a AND", "report:1-999999999", "1-2-3", "2006-13-45", "/etc/passwd.sql", "x.sql", "\r\nSet-Cookie: a=b",
)  # fmt: skip


def test_hostile_values_break_nothing(client: Client) -> None:
    names = [
        "holder",
        "about",
        "cites",
        "has",
        "source",
        "as-of",
        "since",
        "date",
        "columns",
        "sort",
        "by",
        "sum",
        "limit",
        "start",
        "min-count",
        "disputed",
    ]
    pages = [
        "search.html?q={}",
        "r/{}.html",
        "source/{}.json",
        "report/{}.html",
        "timeline.html?period={}",
        "timeline.json?about={}",
        "order-of-battle.html?of={}",
        "{}",
        "index.html?v={}",
    ]
    pages += [f"report/equipment.html?{name}={{}}" for name in names]
    for at, value in enumerate(HOSTILE):
        for page in pages[at % 3 :: 3]:  # each page gets a third of the values
            found = client.get(page.format(quote(value, safe="")))
            assert found.status in (200, 302, 400, 404, 414), (page, value)
            assert "\x1b" not in found.text
            if "json" in found.headers.get("content-type", ""):
                continue
            assert "<script>alert" not in found.text
            assert "<img src=x" not in found.text
            assert "set-cookie" not in found.headers
            assert "root:" not in found.text


def test_addresses_of_noise_break_nothing(client: Client) -> None:
    chance = random.Random(1)
    letters = "abrsource/report.htmljson?&=%0123456789-_~\"'<>\\ é\U0001f600"
    for _ in range(1_000):
        address = "".join(chance.choice(letters) for _ in range(chance.randrange(60)))
        path, mark, query = address.partition("?")
        found = client.get(quote(path, safe="/%") + mark + quote(query, safe="=&%"))
        assert found.status in (200, 302, 400, 404), address


@contextmanager
def served(database: Address, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the command on any free port; yield its address and the process."""
    command = [sys.executable, "-m", "azmil", "--database", str(database), "serve", "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_ended(database: Address, number: signal.Signals) -> None:
    with served(database) as (address, process):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with urlopen(f"{address}report/equipment.json?branch=navy", timeout=60) as found:
            assert len(json.load(found)["rows"]) > 5
        with urlopen(Request(f"{address}index.html", method="HEAD"), timeout=60) as found:
            assert found.read() == b""
            assert int(found.headers["content-length"]) > 1000
        with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2].strip("/"))), timeout=20) as raw:
            raw.sendall(b"\x00\xff nonsense\r\n\r\n")
            assert raw.recv(100).startswith(b"HTTP/1.1 400")
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (0, "", "azmil: press Ctrl-C to stop the server\n")


@provokes("publish.server.serving.CANNOT_LISTEN")
def test_a_port_in_use_is_one_message(fault: Fault, azmil: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = azmil("serve", "--port", str(port))
    assert (found.code, found.out) == (1, "")
    assert (
        found.err
        == f"azmil: cannot listen on 127.0.0.1, port {port}: address already in use; choose another with --port or --host; --port 0 takes any free port\n"
    )
    assert "cannot listen on" in azmil("serve", "--host", "no.such.host.invalid", "--port", "0").err


@provokes("publish.server.serving.NO_LIBRARY")
def test_a_missing_library_is_one_message(fault: Fault, azmil: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    found = azmil("serve")
    assert (found.code, found.out) == (1, "")
    assert (
        found.err == "azmil: cannot serve pages: uvicorn is not installed; install it with: pip install 'azmil[web]'\n"
    )
    with pytest.raises(azmil_package.Error, match="is not installed"):
        serving.check_libraries()


def test_a_server_that_others_can_reach_is_a_warning(database: Address) -> None:
    with served(database, "--host", "0.0.0.0", "--allowed-host", "azmil.example") as (_, process):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert err.startswith("azmil: other computers can reach this server; it has no passwords and no encryption\n")
