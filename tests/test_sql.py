"""SQL statements of the user: they may read everything, change nothing, and never hang."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

import pytest

from azmil.values.sqltext import split

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

ORDINARY = [
    "SELECT 1",
    "VALUES (1), (2)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT * FROM n",
    "SELECT name, row_number() OVER (ORDER BY name) FROM records WHERE name IS NOT NULL LIMIT 3",
    "SELECT value FROM json_each('[1, 2]')",
    "SELECT json_extract('{\"a\": 1}', '$.a')",
    "SELECT group_concat(code, ',') FROM branches",
    "EXPLAIN QUERY PLAN SELECT * FROM records",
    "PRAGMA table_info(records)",
    "PRAGMA user_version",
    "SELECT * FROM pragma_table_list",
    "SELECT sql FROM sqlite_master",
    "SELECT printf('%d', 3), date('2006-05-19', '+1 day')",
]
FORBIDDEN = [
    "DELETE FROM records",
    "INSERT INTO about VALUES ('x', 'y')",
    "UPDATE records SET sentence = ''",
    "DROP TABLE records",
    "CREATE TABLE x (y)",
    "CREATE TEMP TABLE x (y)",
    "CREATE TEMP VIEW x AS SELECT 1",
    "CREATE TRIGGER t AFTER INSERT ON about BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE temp.x USING fts5(y)",
    "ALTER TABLE about RENAME TO x",
    "ATTACH '{folder}/new.db' AS new",
    "ATTACH ':memory:' AS new",
    "VACUUM",
    "VACUUM INTO '{folder}/copy.db'",
    "REINDEX",
    "ANALYZE",
    "PRAGMA user_version = 9",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA temp_store_directory = '{folder}'",
    "PRAGMA hard_heap_limit = 0",
    "PRAGMA trusted_schema = ON",
    "BEGIN",
    "SAVEPOINT x",
    "SELECT load_extension('x')",
    "SELECT fts3_tokenizer('x')",
    "SELECT writefile('{folder}/x', 'y')",
    "SELECT edit('x')",
    "SELECT * FROM pragma_user_version(9)",
    "SELECT 'x' REGEXP '(a+)+$'",
    "UPDATE sqlite_master SET sql = ''",
]


@pytest.mark.parametrize("statement", ORDINARY)
def test_statements_that_read_are_allowed(azmil: Callable[..., Result], statement: str) -> None:
    ended = azmil("sql", statement, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.rows


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_statements_that_do_more_than_read_are_refused_and_change_nothing(
    azmil: Callable[..., Result], database: Path, tmp_path: Path, statement: str
) -> None:
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    files = sorted(database.parent.iterdir())
    ended = azmil("sql", statement.format(folder=tmp_path))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("azmil: ")
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before
    assert sorted(database.parent.iterdir()) == files
    assert list(tmp_path.iterdir()) == []


def test_several_statements_run_until_one_is_refused(azmil: Callable[..., Result]) -> None:
    ended = azmil("sql", "SELECT 'a;b' AS x; DELETE FROM records; SELECT 2", "--format", "csv")
    assert (ended.code, ended.out) == (2, "x\na;b\n")
    assert ended.err.startswith("azmil: the SQL statement is not allowed here: ")


def test_statements_are_read_from_a_file_or_standard_input(
    azmil: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    path = tmp_path / "q.sql"
    path.write_text("-- the year\nSELECT :year + 1 AS next, :name AS name;\n-- the end\n", encoding="utf-8")
    given = ("-p", "year=2006", "-p", "name=navy", "--format", "csv")
    assert azmil("sql", "--file", str(path), *given).out == "next,name\n2007,navy\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert azmil("sql", "-", *given).out == "next,name\n2007,navy\n"


@pytest.mark.parametrize(
    ("given", "type_", "is_less"),
    [
        ("1.5", "real", 1),
        (".5", "real", 1),
        ("1", "integer", 1),
        ("3.0", "real", 0),
        ("'1.5'", "text", 0),
        ("01", "text", 0),
        ("1e0", "text", 0),
        ("", "text", 0),
        ("NULL", "null", ""),
        ("'NULL'", "text", 0),
    ],
)
def test_a_parameter_is_bound_with_its_type(
    azmil: Callable[..., Result], given: str, type_: str, is_less: int | str
) -> None:
    ended = azmil("sql", "SELECT typeof(:x) AS type, 2 > :x AS less", "-p", f"x={given}", "--format", "csv")
    assert ended.out == f"type,less\n{type_},{is_less}\n"


def test_cite_adds_the_lines_behind_each_row(azmil: Callable[..., Result]) -> None:
    statement = "SELECT id FROM holdings WHERE equipment_id = 'osa-ii'"
    assert azmil("sql", statement, "--cite").out.splitlines()[-1] == "navy-osa-ii: 115, 253"
    assert azmil("sql", statement, "--cite", "--format", "csv").out == 'id,cited_lines\nnavy-osa-ii,"115, 253"\n'


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "SELEC 1",
            "azmil: cannot run the SQL statement: near \"SELEC\": syntax error; list tables and columns with 'azmil schema'\n",
        ),
        (
            "SELECT x FROM records",
            "azmil: cannot run the SQL statement: no such column: x; list tables and columns with 'azmil schema'\n",
        ),
        ("", 'azmil: missing SQL statement; write one, such as: azmil sql "SELECT * FROM facts_report"\n'),
        ("/* nothing */", 'azmil: missing SQL statement; write one, such as: azmil sql "SELECT * FROM facts_report"\n'),
    ],
)
def test_an_invalid_statement_is_reported_in_one_line(
    azmil: Callable[..., Result], statement: str, message: str
) -> None:
    ended = azmil("sql", statement)
    assert (ended.code, ended.out, ended.err) == (2, "", message)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("SELECT ran FROM people", "no such column: ran; did you mean 'rank'?"),
        ("SELECT holder FROM holdings", "no such column: holder; did you mean 'holder_id'?"),
        ("SELECT meaning FROM people", "no such column: meaning; did you mean 'dictionary.meaning'?"),
        ("SELECT Meaning FROM people", "no such column: Meaning; did you mean 'dictionary.meaning'?"),
        ("SELECT meanin FROM people", "no such column: meanin; did you mean 'dictionary.meaning'?"),
        ("SELECT meaning", "no such column: meaning; did you mean 'dictionary.meaning'?"),
        ("SELECT p.post FROM people AS p", "no such column: p.post; did you mean 'people_report.post'?"),
        ("SELECT r.rank FROM people AS p", "no such column: r.rank; did you mean 'people.rank'?"),
        ("SELECT lines FROM holdings", "no such column: lines; did you mean 'evidence.lines'?"),
        (
            "SELECT holder FROM people",
            "no such column: holder; did you mean 'equipment_report.holder' or 'limits_report.holder'?",
        ),
        ("SELECT zzzzz FROM people", "no such column: zzzzz"),
        ("SELECT * FROM HOLDING", "no such table: HOLDING; did you mean 'holdings'?"),
        ("SELECT * FROM equipment_reports", "no such table: equipment_reports; did you mean 'equipment_report'?"),
        ("SELECT cuont(1)", "no such function: cuont; did you mean 'count'?"),
    ],
)
def test_an_existing_name_is_suggested_for_one_that_does_not_exist(
    azmil: Callable[..., Result], statement: str, reason: str
) -> None:
    """A column of another table is suggested with its table; a name is never suggested for itself."""
    ended = azmil("sql", statement)
    assert ended.err == f"azmil: cannot run the SQL statement: {reason}; list tables and columns with 'azmil schema'\n"


@pytest.mark.parametrize(
    "statement",
    [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "SELECT count(*) FROM records AS a, records AS b, records AS c, records AS d",
    ],
)
def test_an_endless_statement_is_stopped(azmil: Callable[..., Result], statement: str) -> None:
    start = time.monotonic()
    ended = azmil("sql", statement, "--timeout", "0.3")
    assert time.monotonic() - start < 1.3
    assert (ended.code, ended.out) == (124, "")
    assert (
        ended.err == "azmil: the SQL statement exceeded its time limit of 0.3 s; narrow the query, or raise --timeout\n"
    )


def test_a_truncated_result_says_so(azmil: Callable[..., Result]) -> None:
    ended = azmil("sql", "SELECT id FROM records ORDER BY id", "--max-rows", "2", "--format", "csv")
    assert ended.code == 0
    assert len(ended.out.splitlines()) == 3
    assert ended.err == "azmil: only the first 2 rows are shown; raise --max-rows to show more\n"


@pytest.mark.parametrize(
    "bomb", ["SELECT randomblob(1000000000)", "SELECT zeroblob(1000000000)", "SELECT hex(zeroblob(900000))"]
)
def test_a_result_that_is_too_large_is_refused(azmil: Callable[..., Result], bomb: str) -> None:
    ended = azmil("sql", bomb)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "azmil: cannot run the SQL statement: its result is too large; narrow the query\n"


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1; SELECT 2;", ["SELECT 1;", " SELECT 2;"]),
        ("SELECT ';' , \";\", [;], `;` -- ;\n, 2; /* ; */;;", ["SELECT ';' , \";\", [;], `;` -- ;\n, 2;"]),
        ("SELECT 'a''; b'; SELECT 'open;", ["SELECT 'a''; b';", " SELECT 'open;"]),
        ("SELECT 1 /* open; comment", ["SELECT 1 /* open; comment"]),
        ("SELECT 1-1/1; x", ["SELECT 1-1/1;", " x"]),
    ],
)
def test_statements_are_split_where_they_end(text: str, statements: list[str]) -> None:
    assert split(text) == statements


@pytest.mark.parametrize("text", ["';'" * 300_000, "/* " * 300_000 + "*/ 1", "'" * 900_001, "--;\n" * 200_000 + "1"])
def test_the_time_for_splitting_grows_linearly(text: str) -> None:
    """A regular expression that searches for a missing end again and again takes minutes for these."""
    start = time.process_time()
    assert len(split(text)) == 1
    assert time.process_time() - start < 2
