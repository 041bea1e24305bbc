"""Query plans: filtered queries use indexes and scan no large table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from azmil import reports
from azmil.ask import about as about_things
from azmil.ask import timelines
from azmil.ask.search import search
from azmil.errors import ignore
from azmil.model import VOCABULARIES, parts
from azmil.store.sqlite.connection import SqliteConnection
from azmil.store.sqlite.read import connect
from azmil.values.answers import Question, Statement

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from azmil import Base

# Tables that stay small in a large database (sections, sources and vocabularies), and names that are not tables: the
# search index, and views, whose rows are scanned after the parts of the view were looked up.
VIEWS = {view.name for view in parts.views()}
SMALL = {*VOCABULARIES, *VIEWS, "sections", "sources", "search", *(f"{name}_report" for name in reports.names())}
SMALL |= {"there"}  # what is at some places, looked up before it is scanned
# The records about a thing, which are few, and the rows of an answer that is counted.
ABOUT = {"answer", "about_row", "people"}  # the id in the report on people is computed
SUMMED = {"selected", "whole", "part_ids", "each_row", "sums", "bounds", "texts"}  # the steps of a sum of such rows
QUESTIONS = [
    ("agreements", {"agreement": ["ipap"]}),
    ("aliases", {"name": ["s-75"]}),
    ("conflicts", {"id": ["conflict-drones-2008-number"]}),
    ("cooperation", {"field": ["training"]}),
    ("cooperation", {"partner_country": ["ukraine"]}),
    ("deployments", {"kind": ["operation"]}),
    ("equipment", {"holder": ["navy"]}),
    ("equipment", {"branch": ["navy"]}),
    ("equipment", {"equipment": ["mig-29"]}),
    ("equipment", {"category": ["minesweeper"]}),
    ("equipment", {"country": ["azerbaijan"]}),
    ("events", {"kind": ["exercise"]}),
    ("events", {"place": ["baku"]}),
    ("facilities", {"kind": ["radar-station"]}),
    ("facts", {"id": ["navy-osa-ii"]}),
    ("facts", {"kind": ["holding"]}),
    ("facts", {"modality": ["rumoured"]}),
    ("figures", {"subject": ["navy"]}),
    ("gaps", {"kind": ["missing-list"]}),
    ("limits", {"equipment": ["helicopters"]}),
    ("measures", {"subject": ["navy"]}),
    ("measures", {"kind": ["personnel"]}),
    ("misprints", {"subject": ["mi-8"]}),
    ("organizations", {"kind": ["ministry"]}),
    ("people", {"rank": ["general"]}),
    ("places", {"place": ["baku"]}),
    ("productions", {"country": ["israel"]}),
    ("revisions", {"change": ["dropped"]}),
    ("roles", {"thing": ["baku"]}),
    ("statements", {"topic": ["opinion"]}),
    ("transfers", {"supplier": ["russia"]}),
    ("transfers", {"status": ["talks"]}),
    ("types", {"category": ["tank"]}),
    ("units", {"echelon": ["division"]}),
]


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    opened = connect(database)
    yield opened
    opened.close()


def scanned(connection: sqlite3.Connection, statement: Statement) -> set[str]:
    """Return the large tables that a statement scans."""
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.parameters).fetchall()
    aliases = dict(re.findall(r"(?:FROM|JOIN) (\w+) AS (\w+)", " ".join(_views(connection))))
    named = {alias: table for table, alias in aliases.items()}
    found = {str(match[1]) for *_, detail in rows if (match := re.match(r"SCAN (\w+)", detail))}
    return {named.get(name, name) for name in found if not name.isdigit()} - SMALL - {"CONSTANT"}


def _views(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'view'")]


@pytest.mark.parametrize(("name", "wanted"), QUESTIONS, ids=str)
def test_a_filtered_report_scans_no_large_table(
    base: Base, connection: sqlite3.Connection, name: str, wanted: dict[str, list[str]]
) -> None:
    statement = base.statement(Question(name, wanted))
    assert scanned(connection, statement) == set()
    assert connection.execute(statement.sql, statement.parameters).fetchone()


@pytest.mark.parametrize("name", [name for name in reports.names() if name != "sources"])
def test_a_report_about_a_thing_looks_up_its_parts(base: Base, connection: sqlite3.Connection, name: str) -> None:
    """The parts of NATO and what mentions them are found by indexes, in a list as in a number of rows."""
    listed = base.statement(Question(name, {"about": ["nato"]}))
    assert scanned(connection, listed) <= ABOUT
    assert scanned(connection, listed.counted()) <= ABOUT
    grouped = base.statement(Question(name, {"about": ["nato"]}, by=["modality"]))
    assert scanned(connection, grouped) <= ABOUT | SUMMED


@pytest.mark.parametrize("arguments", [{}, {"period": "2006"}, {"undated": True}], ids=str)
def test_a_timeline_about_a_thing_looks_up_its_parts(
    base: Base, connection: sqlite3.Connection, arguments: dict[str, Any]
) -> None:
    statement = base.timeline_statement(**arguments, about=["nato"])
    assert scanned(connection, statement) <= ABOUT


def test_every_report_is_listed() -> None:
    assert {name for name, _ in QUESTIONS} == set(reports.names()) - {"sources"}


def test_the_timeline_of_a_day_scans_no_large_table(base: Base, connection: sqlite3.Connection) -> None:
    assert scanned(connection, base.timeline_statement("2006-05-19")) == set()


@pytest.mark.parametrize("about", [(), ("azerbaijani-navy",)], ids=["all", "about"])
def test_the_omitted_claims_of_a_timeline_are_counted_with_indexes(
    connection: sqlite3.Connection, about: tuple[str, ...]
) -> None:
    reader = SqliteConnection(Path(), connection, None)
    things = about_things.of_names(reader, about, ignore) if about else None
    wanted = timelines.Timeline("2006-05-19", about=things)
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    timelines.answer(reader, wanted)
    connection.set_trace_callback(None)
    assert not reader.is_abandoned
    counts = [sql for sql in seen if sql.startswith("SELECT") and "sum(" in sql]
    assert len(counts) >= 2
    for sql in counts:
        assert scanned(connection, Statement(sql)) - {"found"} == set()


def test_a_search_uses_the_index(connection: sqlite3.Connection) -> None:
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    reader = SqliteConnection(Path(), connection, None)
    search(reader, "garabagh", 5)
    connection.set_trace_callback(None)
    assert not reader.is_abandoned
    plans = [
        row
        for sql in seen
        if sql.startswith("SELECT")
        for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    ]
    assert plans
    assert not [row for row in plans if re.match(r"SCAN (records|names|evidence|passages)", row[3])]
