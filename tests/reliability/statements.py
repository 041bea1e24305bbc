"""Promise 4: no SQL statement, filter or search changes anything, or reads anything outside the database."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

from harness import Trial, azmil, environment, listing, main, write_database

if TYPE_CHECKING:
    from pathlib import Path

# {there} is another folder, with a text file and another SQLite database.
HOSTILE = """
DELETE FROM records
INSERT INTO about VALUES ('x', 'y')
REPLACE INTO about VALUES ('azmil', 'y')
UPDATE records SET sentence = ''
UPDATE records SET sentence = '' RETURNING id
INSERT INTO about SELECT * FROM about WHERE 0 RETURNING *
DELETE FROM search
INSERT INTO search (search) VALUES ('rebuild')
INSERT INTO search (search) VALUES ('delete-all')
DROP TABLE records
DROP VIEW facts_report
DROP INDEX sqlite_autoindex_records_1
CREATE TABLE x (y)
CREATE TABLE x AS SELECT * FROM records
CREATE INDEX x ON records (id)
CREATE VIEW x AS SELECT 1
CREATE TEMP TABLE x (y)
CREATE TEMP TABLE x AS SELECT * FROM records
CREATE TEMP VIEW records AS SELECT 1
CREATE TEMP TRIGGER t AFTER INSERT ON about BEGIN SELECT 1; END
CREATE TRIGGER t AFTER INSERT ON about BEGIN SELECT 1; END
CREATE VIRTUAL TABLE x USING fts5(y)
CREATE VIRTUAL TABLE temp.x USING fts5(y)
CREATE VIRTUAL TABLE temp.x USING fts4(y)
CREATE VIRTUAL TABLE temp.x USING rtree(a, b, c)
CREATE VIRTUAL TABLE temp.x USING dbstat
CREATE VIRTUAL TABLE temp.x USING csv(filename='{there}/secret.csv')
ALTER TABLE about RENAME TO x
ALTER TABLE about ADD COLUMN x
ALTER TABLE about DROP COLUMN value
ATTACH '{there}/new.db' AS new
ATTACH '{there}/secret.db' AS new
ATTACH 'file:{there}/secret.db?mode=rwc' AS new
ATTACH ':memory:' AS new
ATTACH '' AS new
DETACH main
VACUUM
VACUUM INTO '{there}/copy.db'
VACUUM main INTO '{there}/copy.db'
REINDEX
REINDEX records
ANALYZE
ANALYZE main
BEGIN
BEGIN EXCLUSIVE
COMMIT
ROLLBACK
SAVEPOINT x
RELEASE x
PRAGMA user_version = 9
PRAGMA application_id = 9
PRAGMA main.user_version(9)
PRAGMA query_only = OFF
PRAGMA writable_schema = ON
PRAGMA writable_schema = RESET
PRAGMA journal_mode = WAL
PRAGMA journal_mode = OFF
PRAGMA main.journal_mode(DELETE)
PRAGMA locking_mode = EXCLUSIVE
PRAGMA synchronous = OFF
PRAGMA temp_store = FILE
PRAGMA temp_store_directory = '{there}'
PRAGMA data_store_directory = '{there}'
PRAGMA hard_heap_limit = 0
PRAGMA soft_heap_limit = 1
PRAGMA trusted_schema = ON
PRAGMA cache_size = -1000000
PRAGMA mmap_size = 10000000000
PRAGMA page_size = 512
PRAGMA encoding = 'UTF-16'
PRAGMA auto_vacuum = FULL
PRAGMA incremental_vacuum
PRAGMA wal_checkpoint
PRAGMA optimize
PRAGMA foreign_keys = OFF
PRAGMA ignore_check_constraints = ON
PRAGMA case_sensitive_like = ON
PRAGMA recursive_triggers = ON
PRAGMA schema_version = 99
PRAGMA threads = 9
PRAGMA busy_timeout = 100000000
PRAGMA shrink_memory
PRAGMA legacy_alter_table = ON
PRAGMA key = 'x'
PRAGMA rekey = 'x'
PRAGMA lock_proxy_file = '{there}/lock'
PRAGMA vdbe_trace = ON
SELECT * FROM pragma_user_version(9)
SELECT * FROM pragma_journal_mode('wal')
SELECT * FROM pragma_query_only(0)
SELECT * FROM pragma_temp_store_directory('{there}')
SELECT load_extension('{there}/x')
SELECT load_extension('{there}/x', 'y')
SELECT fts3_tokenizer('simple')
SELECT fts3_tokenizer('x', zeroblob(8))
SELECT hex(fts3_tokenizer('porter'))
SELECT sqlite_log(1, 'x')
SELECT writefile('{there}/x', 'y')
SELECT readfile('{there}/secret.csv')
SELECT edit('x')
SELECT fsdir('{there}')
SELECT * FROM fsdir('{there}')
SELECT * FROM csv('{there}/secret.csv')
SELECT * FROM sqlite_dbdata
SELECT zipfile('a', 'b')
SELECT eval('SELECT 1')
SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' REGEXP '(a+)+$'
SELECT regexp('(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')
UPDATE sqlite_master SET sql = ''
DELETE FROM sqlite_master
INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 9, 'x')
UPDATE sqlite_schema SET sql = '' WHERE 0
UPDATE main.sqlite_master SET sql = sql WHERE 0
INSERT INTO sqlite_temp_master VALUES ('table', 'x', 'x', 9, 'x')
SELECT 1; DELETE FROM records
SELECT 1; ATTACH '{there}/new.db' AS new
SELECT 1; SELECT 2; VACUUM INTO '{there}/copy.db'
WITH x AS (SELECT 1) DELETE FROM records
WITH x AS (SELECT 1) INSERT INTO about SELECT 'x', 'y'
EXPLAIN QUERY PLAN DELETE FROM records; DELETE FROM records
/* SELECT */ DELETE FROM records -- SELECT
;;; DELETE FROM records
.output {there}/x
.shell touch {there}/x
.read {there}/secret.csv
.import {there}/secret.csv about
\\o |touch {there}/x
\\! touch {there}/x
\\i {there}/secret.csv
""".strip().split("\n")
ORDINARY = """
SELECT 1
VALUES (1), (2)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT * FROM n
SELECT name, row_number() OVER (PARTITION BY kind ORDER BY name) FROM records WHERE name IS NOT NULL LIMIT 3
SELECT id, highlight(search, 3, '[', ']') FROM search WHERE search MATCH 'navy' ORDER BY rank LIMIT 3
SELECT snippet(search, -1, '[', ']', '', 8), bm25(search) FROM search WHERE search MATCH '"air force" OR nav*'
SELECT term, doc FROM search_words ORDER BY doc DESC LIMIT 3
SELECT value FROM json_each('[1, 2]')
SELECT fullkey FROM json_tree('{{"a": [1, 2]}}')
SELECT json_extract('{{"a": 1}}', '$.a'), json_group_array(code) FROM branches
SELECT group_concat(code, ',') FROM branches
SELECT kind, count(*), min(date), max(date) FROM records GROUP BY kind HAVING count(*) > 1 ORDER BY 2 DESC
SELECT * FROM facts_report WHERE date LIKE '2006%' UNION SELECT * FROM facts_report WHERE id = 'x'
EXPLAIN QUERY PLAN SELECT * FROM records
EXPLAIN SELECT * FROM records
PRAGMA table_info(records)
PRAGMA foreign_key_list(holdings)
PRAGMA user_version
SELECT * FROM pragma_table_list
SELECT name FROM pragma_table_info('records')
SELECT sql FROM sqlite_master
SELECT printf('%d', 3), date('2006-05-19', '+1 day'), strftime('%Y', '2006-05-19'), upper('a'), instr('ab', 'b')
SELECT CAST('1' AS INTEGER), typeof(NULL), coalesce(NULL, 1), iif(1, 2, 3), abs(-1), round(1.5)
""".strip().split("\n")
WORDS = [
    '"',
    "'",
    "*",
    "a*b",
    "NEAR(a b)",
    "a AND",
    "OR",
    "NOT",
    "-x",
    "^x",
    "id:x",
    "{x}: y",
    '"a',
    "(",
    ")",
    "\\",
    "%",
]
WORDS += [
    "_",
    "'; DROP TABLE records; --",
    "a" * 5000,
    "\x01",
    "💥",
    "x' OR '1'='1",
    "search MATCH 'x'",
    "+",
    "a + b",
    ":",
]


class Sandbox:
    """A database and the folders around it that a statement might change."""

    def __init__(self, folder: Path) -> None:
        self.home, self.there, self.temporary = folder / "home", folder / "there", folder / "temporary"
        for path in (self.home, self.there, self.temporary):
            path.mkdir()
        self.database = self.home / "azmil.db"
        write_database(self.database)
        (self.there / "secret.db").write_bytes(self.database.read_bytes())
        (self.there / "secret.csv").write_text("hidden,things\n1,2\n")
        self.env = environment(TMPDIR=str(self.temporary), HOME=str(self.home), SQLITE_TMPDIR=str(self.temporary))
        self.before = self.state()

    def state(self) -> tuple[str, list[str]]:
        """Return what must not change: the digest of the database, and the files in all folders."""
        files = [line for line in listing(self.home, self.there, self.temporary) if "/.local" not in line]
        return hashlib.sha256(self.database.read_bytes()).hexdigest(), files

    def run(self, *arguments: str, **settings: Any) -> tuple[int, str, str]:
        """Run azmil on the database, in the folder that must not change."""
        ended = azmil("--database", self.database, *arguments, env=self.env, cwd=self.there, **settings)
        return ended.returncode, ended.stdout, ended.stderr


def run_hostile_statements(folder: Path, *, is_long: bool) -> Trial:
    """Run each hostile statement as an argument, from a file, from standard input and in the shell."""
    trial = Trial("4. hostile statements: refused, nothing created, changed or read")
    sandbox = Sandbox(folder)
    file = folder / "statement.sql"
    for template in HOSTILE if is_long else HOSTILE[::12]:
        statement = template.format(there=sandbox.there)
        file.write_text(statement)
        runs: list[tuple[str, list[str], dict[str, Any]]] = [
            ("argument", ["sql", statement], {}),
            ("file", ["sql", "--file", str(file)], {}),
            ("stdin", ["sql", "-"], {"stdin": statement}),
            ("shell", ["shell"], {"stdin": f"{statement};\n"}),
        ]
        for way, arguments, settings in runs if is_long else runs[:2]:
            if way == "argument" and statement.startswith("-"):
                continue
            code, out, err = sandbox.run(*arguments, "--timeout", "3", **settings)
            is_refused = code in (1, 2) and err.startswith("azmil: ") and "Traceback" not in err
            is_silent = "hidden" not in out and sandbox.state() == sandbox.before
            trial.check(is_refused and is_silent, f"{way}: {statement}: {code}, {out[:80]!r}, {err[-200:]!r}")
    return trial


def use_hostile_words(folder: Path, *, is_long: bool) -> Trial:
    """Use SQL and FTS5 syntax in searches, filters and names."""
    trial = Trial("4. hostile words in searches, filters and names: no traceback, nothing changed")
    sandbox = Sandbox(folder)
    for word in WORDS if is_long else WORDS[::9]:
        for before in (["search", "--"], ["query", "equipment", "--holder"], ["show", "--"], ["timeline", "--"]):
            code, _, err = sandbox.run(*before, word)
            is_kept = code in (0, 1, 2) and "Traceback" not in err and "answer:" not in err
            trial.check(
                is_kept and sandbox.state() == sandbox.before,
                f"{before} {word[:40]!r}: {code}, {err[-300:]!r}",
            )
    return trial


def run_ordinary_statements(folder: Path, *, is_long: bool) -> Trial:  # noqa: ARG001 - same signature as the others
    """Run permitted statements: full-text search, JSON, common table expressions, window functions, PRAGMA."""
    trial = Trial("4. ordinary statements: succeeded")
    sandbox = Sandbox(folder)
    for statement in ORDINARY:
        code, out, err = sandbox.run("sql", statement.format(), "--format", "csv")
        trial.check(code == os.EX_OK and len(out.splitlines()) > 1 and not err, f"{statement}: {code}, {err}")
    trial.check(sandbox.state() == sandbox.before, "something changed")
    trial.tried -= 1
    return trial


if __name__ == "__main__":
    main(run_hostile_statements, use_hostile_words, run_ordinary_statements)
