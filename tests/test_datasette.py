"""The metadata for Datasette: everything is described or hidden, and every query runs."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from azmil import reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result


@pytest.fixture
def content(azmil: Callable[..., Result], database: Path, tmp_path: Path) -> dict[str, Any]:
    """The metadata of a database named navy.db."""
    named = str(shutil.copy(database, tmp_path / "navy.db"))
    ended = azmil("--database", named, "schema", "--datasette")
    assert (ended.code, ended.err) == (0, "")
    found: dict[str, Any] = json.loads(ended.out)["databases"]
    assert list(found) == ["navy"]  # the name under which Datasette serves the file
    return dict(found["navy"])


def test_each_table_is_described_or_hidden(content: dict[str, Any], database: Path) -> None:
    hidden = {"alembic_version", "search", "search_config", "search_content", "search_data", "search_docsize",
              "search_idx", "search_words"}  # fmt: skip
    assert {name for name, table in content["tables"].items() if table.get("hidden")} == hidden
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        assert {name for (name,) in names} == set(content["tables"])
        for name in content["tables"].keys() - hidden:
            described = content["tables"][name]
            assert described["description"]
            columns = [column[1] for column in connection.execute(f"PRAGMA table_info({name})")]
            assert set(described["columns"]) <= set(columns)
            if not name.endswith("_report"):  # reports have internal columns too
                assert set(described["columns"]) == set(columns)


def test_each_report_is_a_query_with_hedge_and_lines(content: dict[str, Any], database: Path) -> None:
    queries = content["queries"]
    assert set(queries) == {f"report-{name}" for name in reports.names()} | {"record"}
    with closing(sqlite3.connect(database)) as connection:
        for key, query in queries.items():
            found = connection.execute(query["sql"], {"id": "navy-osa-ii"} if "params" in query else {})
            names = [column[0] for column in found.description]
            # Each source is a row of the report on sources, which is about no record.
            assert ({"source", "cited"} if key == "report-sources" else {"id", "hedge", "lines"}) <= set(names)
            assert len(names) <= 12
            rows = [dict(zip(names, row, strict=True)) for row in found]
            assert rows
    assert rows == [
        {"id": "navy-osa-ii", "kind": "holding", "sentence": "Of the Azerbaijani Navy's 7 patrol boats, 2 are of the Osa-II class.",
         "hedge": None, "date": None, "note": None, "lines": "115, 253"}
    ]  # fmt: skip


def test_the_metadata_is_no_table(azmil: Callable[..., Result], tmp_path: Path) -> None:
    """It is written to a file as it is printed."""
    printed = azmil("schema", "--datasette").out
    assert azmil("schema", "--datasette", "--output", str(tmp_path / "metadata.json")).code == 0
    assert (tmp_path / "metadata.json").read_text(encoding="utf-8") == printed
    for arguments, other in ((["holdings"], "a table"), (["--format", "csv"], "--format")):
        ended = azmil("schema", *arguments, "--datasette")
        assert (ended.code, ended.err) == (
            2,
            f"azmil: --datasette cannot be used with {other}; see 'azmil schema --help'\n",
        )
