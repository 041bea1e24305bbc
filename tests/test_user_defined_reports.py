"""User-defined reports: report files with parameters, filters and a time limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

LARGE = """\
-- Equipment held in large numbers.
--
-- order: equipment, id
--
-- :least (number = 7): minimum count
-- :title (text = many, one of many o'many): title to print
--
-- id (id): the claim
-- equipment (name equipment_id): equipment
-- holder (name holder_id): holder
-- status (text): held or ordered
-- called (text): the title
-- lines (lines): cited lines
SELECT id, equipment, equipment_id, holder, holder_id, status, :title AS called, modality, disputed, lines
FROM equipment_report -- :least of them
WHERE count >= :least AND status <> ':least'
"""
ENDLESS = """\
-- Endless.
--
-- id (id): a number
-- holder (name holder_id): empty
-- called (text): empty
-- lines (lines): empty
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
SELECT i AS id, '' AS holder, substr('x', i + 1) AS holder_id, '' AS called, '' AS lines FROM n
"""


@pytest.fixture
def large(tmp_path: Path) -> str:
    path = tmp_path / "large.sql"
    path.write_text(LARGE, encoding="utf-8")
    return str(path)


def test_a_report_with_parameters_is_filtered_like_any_other(azmil: Callable[..., Result], large: str) -> None:
    """The navy has 7 minesweepers, 7 patrol boats and 6 landing craft (lines 115 to 117)."""

    def found(*arguments: str) -> list[str]:
        ended = azmil("query", large, "--holder", "Azeri Navy", *arguments, "--format", "json")
        assert ended.code == 0
        return [row["equipment"] for row in ended.rows]

    assert found() == ["minesweepers", "patrol boats"]
    assert found("--least", "6", "--status", "held") == ["landing craft", "minesweepers", "patrol boats"]
    assert found("--least", "6", "--equipment", "minesweepers") == ["minesweepers"]
    assert found("--title", "o'many", "--called", "O'Many") == ["minesweepers", "patrol boats"]
    assert found("--no-called", "many") == []
    assert azmil("query", large, "--holder", "azerbaijani-navy", "--least", "6", "--count").out == "3\n"


def test_the_printed_sql_of_a_report_returns_the_same_rows(azmil: Callable[..., Result], large: str) -> None:
    arguments = ("query", large, "--holder", "azerbaijani-navy", "--title", "o'many")
    statement = azmil(*arguments, "--sql").out
    assert azmil("sql", statement, "--format", "csv").out == azmil(*arguments, "--format", "csv").out


def test_an_invalid_value_of_a_parameter_is_reported(azmil: Callable[..., Result], large: str) -> None:
    ended = azmil("query", large, "--title", "mnay")
    assert (ended.code, ended.err) == (2, "azmil: 'mnay' is not a valid title; did you mean 'many'?\n")


@pytest.mark.parametrize(
    "arguments", [["--sort", "id"], ["--holder", "azerbaijani-navy"], ["--called", "x"], ["--by", "called"]], ids=str
)
def test_an_endless_report_is_stopped(azmil: Callable[..., Result], tmp_path: Path, arguments: list[str]) -> None:
    path = tmp_path / "endless.sql"
    path.write_text(ENDLESS, encoding="utf-8")
    ended = azmil("query", str(path), "--timeout", "0.3", *arguments)
    assert (ended.code, ended.err) == (
        124,
        "azmil: the SQL statement exceeded its time limit of 0.3 s; narrow the query, or raise --timeout\n",
    )


@pytest.mark.parametrize("arguments", [[], ["--called", "x"]], ids=str)
def test_invalid_sql_in_a_report_is_reported(
    azmil: Callable[..., Result], tmp_path: Path, arguments: list[str]
) -> None:
    path = tmp_path / "wrong.sql"
    path.write_text(LARGE.replace("FROM equipment_report", "FROM equipment_reprot"), encoding="utf-8")
    ended = azmil("query", str(path), *arguments)
    assert (ended.code, ended.err) == (
        2,
        (
            "azmil: cannot run the SQL statement: no such table: equipment_reprot; did you mean 'equipment_report'?; "
            "list tables and columns with 'azmil schema'\n"
        ),
    )


def test_a_report_is_truncated_at_the_default_limit(azmil: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "many.sql"
    path.write_text(ENDLESS.replace("FROM n)", "FROM n LIMIT 20000)"), encoding="utf-8")
    arguments = ("query", str(path), "--format", "csv", "--columns", "id")
    ended = azmil(*arguments)
    assert (ended.code, ended.out.count("\n")) == (0, 10_001)
    assert ended.err == "azmil: only the first 10,000 rows are shown; raise --limit to show more\n"
    assert azmil(*arguments, "--limit", "20000").out.endswith("\n20000\n")
    assert azmil(*arguments, "--limit", "20000").err == ""
    assert (
        azmil(*arguments, "--limit", "12").err
        == "azmil: only the first 12 rows are shown; raise --limit to show more\n"
    )
    assert azmil("query", str(path), "--count").out == "20000\n"


CLASHING = """\
-- Names of options.
--
-- :back (number = 1): number of years
--
-- format (text): named like an option of every report
-- k (number): a number
-- min_k (text): named like the option for the minimum of k
SELECT 2000-:back AS k, 'a' AS format, 'b' AS min_k
"""


def test_columns_may_be_named_like_options_and_parameters_may_be_negative(
    azmil: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "clashing.sql"
    path.write_text(CLASHING, encoding="utf-8")
    ended = azmil("query", str(path), "--back", "-3", "--min-k", "2003", "--format", "csv")
    assert (ended.out, ended.err) == ("format,k,min_k\na,2003,b\n", "")


def test_a_number_may_be_a_decimal_and_text_is_not_converted(azmil: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "given.sql"
    path.write_text(
        "-- Parameters.\n--\n-- :least (number = 0.5): a number\n-- :word (text = NULL): a text\n"
        "--\n-- id (id): types\nSELECT typeof(:least) || ' ' || typeof(:word) || ' ' || :word AS id\n",
        encoding="utf-8",
    )

    def found(*arguments: str) -> str:
        return azmil("query", str(path), *arguments, "--format", "csv").out.splitlines()[1]

    assert found() == "real text NULL"
    assert found("--least", "-1.5", "--word", "'1'") == "real text '1'"
    assert found("--least", "2", "--word", "1.5") == "integer text 1.5"
    ended = azmil("query", str(path), "--least", "1,5")
    assert (ended.code, ended.err) == (
        2,
        "azmil: '1,5' is not a valid number; use an integer or a decimal, such as 7 or 1.5\n",
    )
    assert azmil("query", str(path), "--least", "9" * 20).err.startswith("azmil: a number is too large")


SOURCES = "-- Sources.\n--\n-- {id} (id): its id\n-- source (text): its title\nSELECT id AS {id}, title AS source FROM sources\n"


def test_common_filters_need_ids_and_yield_to_columns_of_the_same_name(
    azmil: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "titles.sql"
    path.write_text(SOURCES.format(id="id"), encoding="utf-8")
    title = azmil("sql", "SELECT title FROM sources", "--format", "json").rows[0]["title"]
    assert len(azmil("query", str(path), "--source", title, "--format", "json").rows) == 1
    assert azmil("query", str(path), "--source", "article").err == f"azmil: source 'article' matches '{title}'\n"
    assert azmil("query", str(path), "--source", "atlas").err.startswith("azmil: no such source 'atlas'")
    path.write_text(SOURCES.format(id="its_id"), encoding="utf-8")
    assert azmil("query", str(path), "--cites", "5").err.startswith("azmil: no such option: --cites")
