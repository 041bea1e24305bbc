"""Every error of azmil: its exact message, its exit code, and nothing on stdout."""

from __future__ import annotations

import ast
import io
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from filelock import FileLock

from azmil import reports
from azmil.errors import AzmilError, Exit, shell_quoted
from azmil.paths import newest_format
from azmil.seeds import Origin
from azmil.store.sqlite import checksum, health, write
from azmil.store.sqlite.replace import exclusive, lock_file
from azmil.workbench import build as building
from azmil.workbench import documents as source
from azmil.workbench.load import load
from faults import CATALOGUE, PROVOKED, cases, provokes
from modules import MODULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil import Base
    from azmil.errors import Fault
    from conftest import Result

STUCK = "SELECT trim(printf('%.900000c', 'a'), printf('%.80000c', 'b') || 'a')"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
REPORT = "-- Boats.\n--\n-- :size (text = small, one of small large): which\n--\n-- id (id): it\nSELECT id FROM equipment WHERE id <> :size\n"

# {there} is replaced by the folder of the fixture ``there``.
COMMANDS = [
    # usage
    ("cli.base.INVALID_USAGE", ["show"], "missing argument 'ID'; see 'azmil show --help'"),
    ("cli.base.INVALID_USAGE", ["query", "equipment", "--brunch", "navy"], "no such option: --brunch; did you mean --branch, --no-branch?; see 'azmil query equipment --help'"),
    ("cli.base.INVALID_USAGE", ["query", "equipment", "--limit", "many"], "invalid value for '--limit': 'many' is not a whole number; see 'azmil query equipment --help'"),
    ("cli.base.INVALID_USAGE", ["sql", "SELECT 1", "--max-rows", "0"], "invalid value for '--max-rows': 0 is not in the range x>=1; see 'azmil sql --help'"),
    ("cli.base.INVALID_USAGE", ["query", "people", "--rank"], "option '--rank' requires an argument; see 'azmil query people --help'"),
    ("cli.base.INVALID_USAGE", ["--brunch", "query", "people"], "no such option: --brunch; see 'azmil --help'"),
    ("cli.base.INVALID_USAGE", ["--brunch", "query", "nowhere.sql"], "no such option: --brunch; see 'azmil --help'"),
    ("cli.base.INVALID_USAGE", ["query", "--list", "people"], "--list cannot be used with a report; see 'azmil query --help'"),
    ("cli.base.OPTION_AFTER_COMMAND", ["query", "people", "--database", "x.db"], "--database must come before the command; write 'azmil --database FILE query people'"),
    ("cli.base.OPTION_BEFORE_COMMAND", ["--format", "csv", "query", "people"], "--format must come after the command; write 'azmil query people --format ...'"),
    ("cli.base.OPTION_BEFORE_COMMAND", ["query", "--format", "csv", "people"], "--format must come after the command; write 'azmil query people --format ...'"),
    ("cli.base.OPTION_TWICE", ["query", "people", "--as-of", "1992", "--as-of=1993"], "--as-of is given twice; use it once"),
    ("cli.base.OPTION_TWICE", ["timeline", "--format", "csv", "--format", "json"], "--format is given twice; use it once"),
    ("cli.base.OPTION_TWICE", ["query", "facts", "--columns", "id", "--columns", "fact"], "--columns is given twice; use it once, with its values separated by commas"),
    ("cli.base.OPTION_TWICE", ["--database", "a.db", "--database", "b.db", "status"], "--database is given twice; use it once"),
    ("cli.base.OPTION_TWICE", ["query", "--output", "a", "--output", "b"], "--output is given twice; use it once"),
    ("cli.base.OPTION_TWICE", ["sql", "SELECT 1", "--timeout", "5", "--timeout", "6"], "--timeout is given twice; use it once"),
    ("cli.base.OPTION_TWICE", ["query", "equipment", "--min-count", "5", "--min-count", "6"], "--min-count is given twice; use it once"),
    ("cli.base.OPTION_TWICE", ["search", "navy", "--limit", "5", "--limit", "6"], "--limit is given twice; use it once"),
    ("cli.base.OPTION_AND_OPPOSITE", ["query", "facts", "--disputed", "--no-disputed"], "--disputed cannot be used with --no-disputed; remove one of them"),
    ("cli.usage.MISSING_REPORT", ["query", "--branch", "navy"], "missing report: --branch is an option of a report; write 'azmil query equipment --branch navy'; other reports with --branch: units"),
    ("cli.usage.MISSING_REPORT", ["query", "--about", "azeri navy"], "missing report: --about is an option of a report; write 'azmil query facts --about 'azeri navy''; other reports with --about: agreements, aliases, conflicts, cooperation, deployments, equipment, events, facilities and 15 more"),
    ("cli.usage.MISSING_REPORT", ["query", "--no-disputed"], "missing report: --no-disputed is an option of a report; write 'azmil query facts --no-disputed'; other reports with --no-disputed: agreements, aliases, conflicts, cooperation, deployments, equipment, events, facilities and 15 more"),
    ("cli.base.INVALID_USAGE", ["query", "--brunch", "navy"], "no such option: --brunch; see 'azmil query --help'"),
    ("cli.query.SAVE_AS_CONFLICT", ["query", "equipment", "--branch", "navy", "--wide", "--save-as", "navy2"], "--save-as cannot be used with --branch or --wide; use them when you run the saved report, or add the conditions to its file"),
    ("values.locators.BACKWARD", ["coverage", "117-115"], "'117-115' is not a valid range of lines: it ends before it starts; put the lower line first"),
    ("ask.conditions.BACKWARD", ["query", "facts", "--since", "2006", "--until", "2005"], "cannot filter by the period from '2006' to '2005': it ends before it starts; put the earlier date first"),
    ("ask.conditions.NO_BOUNDS", ["query", "equipment", "--min-count", "600", "--max-count", "100"], "cannot filter by 'count': the minimum 600 is greater than the maximum 100; swap the two numbers"),
    ("ask.conditions.NO_LINE", ["query", "facts", "--cites", "366-400"], "no such line '366-400'; use lines 1 to 365"),
    ("cli.sql.IS_FILE", ["sql", "b.sql"], "'b.sql' is a file name, not an SQL statement; run it with 'azmil sql --file b.sql'"),
    ("store.faults.WRONG", ["sql", "SELECT r.ran FROM people AS r"], "cannot run the SQL statement: no such column: r.ran; did you mean 'rank'?; list tables and columns with 'azmil schema'"),
    ("store.faults.FORBIDDEN", ["sql", "UPDATE facts_report SET id = 1"], "the SQL statement is not allowed here: cannot modify facts_report because it is a view; use a statement that only reads data"),
    ("ask.records.NO_RECORD", ["show", "4"], "no such record '4'; list the claims that cite a line with 'azmil query facts --cites 4'"),
    ("errors.NO_TEXT", ["show", "\udcff"], "'\\udcff' is not valid UTF-8; use characters that your terminal's locale can encode"),
    ("errors.TOO_LARGE", ["query", "equipment", "--min-count", "9" * 20], "a number is too large; use at most 18 digits"),
    ("formats.NO_FORMAT", ["query", "facts", "--format", "jsno"], "no such format 'jsno'; did you mean 'json'?"),
    ("formats.styles.NO_STYLE", ["cite", "navy-stenka", "--style", "footnotes"], "no such style 'footnotes'; did you mean 'footnote'?"),
    ("formats.NO_FORMAT", ["show", "navy", "--format", "csv"], "no such format 'csv'; use one of: table, json"),
    ("cli.base.NO_COMMAND", ["qeury"], "no such command 'qeury'; did you mean 'query'?"),
    ("cli.base.NO_COMMAND", ["query", "zzz"], "no such report 'zzz'; list the reports with 'azmil query --help'"),
    ("cli.completion.NO_SHELL", ["completion", "bsh"], "no completion script for 'bsh'; did you mean 'bash'?"),
    # queries
    ("reports.matching.NO_VALUE", ["query", "equipment", "--branch", "nvay"], "no such branch 'nvay'; did you mean 'navy'? other values: air-force, border-guard"),
    ("reports.naming.NO_NAME", ["query", "equipment", "--equipment", "stnka"], "no equipment named 'stnka'; did you mean 'stenka' or 'tanks' or 'sonya'?"),
    ("ask.conditions.NO_COLUMN", ["query", "limits", "--by", "zzz"], "no such column 'zzz' in report 'limits'; use one of: id, agreement, party, equipment, maximum, hedge, holder, held_equipment, held, held_hedge, lowest, excess_at_least, holding, held_lines, fact, date, said_by, modality, disputed, in_tension, doubtful, lines"),
    ("ask.grouping.BY_ALONE", ["query", "facts", "--by", "kind", "--columns", "kind"], "'columns' cannot be used with 'by' or 'sum'; omit --columns"),
    ("ask.grouping.NO_SORT", ["query", "facts", "--by", "kind", "--sort", "row"], "cannot sort grouped rows by 'row'; did you mean 'rows'? other values: kind"),
    ("ask.grouping.SHARE_ALONE", ["query", "equipment", "--sum", "count", "--share"], "'share' can only be used with 'by'; add --by COLUMN"),
    ("ask.sums.NO_SUM", ["query", "equipment", "--sum", "lowest"], "cannot add up 'lowest' in report 'equipment'; use 'quantity' or 'count'"),
    ("ask.sums.NO_SUMS", ["query", "limits", "--sum", "maximum"], "cannot add up 'maximum': the report 'limits' has no quantities that can be added up; use one of the reports deployments, equipment, figures, measures, transfers"),
    ("ask.conditions.CERTAIN_ALONE", ["query", "facts", "--certain"], "'certain' can only be used with a date; add --as-of DATE"),
    ("ask.records.NO_RECORD", ["show", "stenkaa"], "no such record 'stenkaa'; did you mean 'stenka' or 'navy-stenka'?"),
    ("ask.records.NO_RECORD", ["show", "a\nzz"], "no such record 'a\\nzz'; find its id with 'azmil search WORDS'"),
    ("ask.records.AMBIGUOUS", ["show", "aliyev"], "'aliyev' is the name of several records: heydar-aliyev, ilham-aliyev, vahid-aliyev; use one of these ids"),
    ("ask.search.NO_WORD", ["search", "?!"], "cannot search for '?!': it contains no letters or digits; add a word, such as: azmil search garabagh"),
    ("ask.search.OPEN_QUOTE", ["search", '"navy boats'], "cannot search for '\"navy boats': a quote is not closed; close it, or leave it out"),
    ("values.locators.NO_LINES", ["coverage", "x"], "'x' is not a valid line or range of lines; use a form like 53, 51-60 or report:53, 60"),
    ("ask.passages.NO_LINES", ["coverage", "400"], "no such line '400' in 'article', or it is blank; use lines 1 to 365"),
    ("ask.passages.NO_SOURCE", ["coverage", "--source", "artcle"], "no such source 'artcle'; did you mean 'article'?"),
    ("ask.passages.WHICH_SOURCE", ["--database", "{there}/two.db", "coverage", "4"], "missing source: the database has several; choose one with --source: article, report"),
    ("ask.dictionary.NO_TABLE", ["schema", "unit"], "no such table or report 'unit'; did you mean 'units'?; list them with 'azmil schema'"),
    # SQL
    ("store.faults.NO_STATEMENT", ["sql", "/* nothing */;"], 'missing SQL statement; write one, such as: azmil sql "SELECT * FROM facts_report"'),
    ("ask.sql.NO_ID", ["sql", "SELECT 1", "--cite"], "cannot cite the rows: they have no column 'id'; select it, or rename another column with 'AS id'"),
    ("store.faults.WRONG", ["sql", "SELEC 1"], "cannot run the SQL statement: near \"SELEC\": syntax error; list tables and columns with 'azmil schema'"),
    ("store.faults.WRONG", ["sql", "SELECT * FROM unit"], "cannot run the SQL statement: no such table: unit; did you mean 'units'?; list tables and columns with 'azmil schema'"),
    ("store.faults.FORBIDDEN", ["sql", "DELETE FROM records"], "the SQL statement is not allowed here: not authorized; use a statement that only reads data"),
    ("store.faults.TOO_LARGE", ["sql", "SELECT zeroblob(2000000)"], "cannot run the SQL statement: its result is too large; narrow the query"),
    ("store.faults.TOO_LARGE", ["sql", "SELECT replace(hex(zeroblob(450000)), '0', char(1)) AS a, 'b' AS b, replace(hex(zeroblob(450000)), '0', char(1)) AS c"], "cannot run the SQL statement: its result is too large; narrow the query"),
    ("store.faults.UNBOUND", ["sql", "SELECT :year"], "cannot run the SQL statement: parameter ':year' has no value; write it as ':NAME' and set it with -p NAME=VALUE"),
    ("store.faults.FORBIDDEN", ["sql", "SELECT rtreecheck('records')"], "the SQL statement is not allowed here: authorization denied; use a statement that only reads data"),
    ("errors.NO_TEXT", ["sql", "SELECT '\udcff'"], "'SELECT '\\udcff'' is not valid UTF-8; use characters that your terminal's locale can encode"),
    ("ask.search.TOO_MANY", ["search", *["word"] * 61], "cannot search for 61 words: the maximum is 60; use fewer words"),
    ("store.faults.TOO_LONG", ["sql", ENDLESS, "--timeout", "0.2"], "the SQL statement exceeded its time limit of 0.2 s; narrow the query, or raise --timeout"),
    ("cli.sql.ONE_INPUT", ["sql"], "either an SQL statement or --file is required, not both; use - to read standard input; see 'azmil sql --help'"),
    ("cli.sql.CANNOT_READ", ["sql", "--file", "{there}/none.sql"], "cannot read '{there}/none.sql': no such file or directory; choose another file with --file"),
    ("cli.sql.TOO_LARGE", ["sql", "--file", "/dev/zero"], "cannot read '/dev/zero': it is larger than 1 MiB; split it into several files"),
    ("cli.sql.NO_TEXT", ["sql", "--file", "{there}/latin.txt"], "cannot read '{there}/latin.txt': it is not UTF-8 text; save it as UTF-8"),
    ("cli.sql.NO_PARAMETER", ["sql", "SELECT :a", "-p", "a"], "'a' is not a valid parameter; use the form NAME=VALUE, such as year=2006"),
    # user-defined reports
    ("reports.NO_NAME", ["query", "facts", "--save-as", "../x"], "'../x' is not a valid report name; use lower-case letters, digits and underscores"),
    ("reports.IS_OURS", ["query", "facts", "--save-as", "units"], "'units' is the name of a built-in report; choose another name"),
    ("reports.form.CANNOT_READ", ["query", "{there}/none.sql"], "cannot read the report '{there}/none.sql': no such file or directory; list the reports with 'azmil query'"),
    ("reports.form.CANNOT_READ", ["query", "{there}/latin.sql"], "cannot read the report '{there}/latin.sql': it is not UTF-8 text; list the reports with 'azmil query'"),
    ("reports.form.NO_REPORT", ["query", "{there}/empty.sql"], "{there}/empty.sql: a report needs a title, columns and a SELECT; copy a valid one with 'azmil query facts --save-as NAME'"),
    ("reports.form.NO_PARAMETER", ["query", "{there}/parameter.sql"], "{there}/parameter.sql: the header does not describe the parameter ':size'; add '-- :size (text): meaning' to the header"),
    ("reports.form.CANNOT_READ", ["query", "{there}/void/../pipe.sql"], "cannot read the report '{there}/void/../pipe.sql': it is not a file; list the reports with 'azmil query'"),
    ("reports.form.CANNOT_READ", ["query", "{there}/large.sql"], "cannot read the report '{there}/large.sql': it is larger than 1 MiB; list the reports with 'azmil query'"),
    ("reports.form.CONTROL", ["query", "{there}/control.sql"], "{there}/control.sql:5: the header contains a control character; remove it"),
    ("reports.form.UNNAMED", ["query", "{there}/unnamed.sql"], "{there}/unnamed.sql: the parameter '?1' has no name; write ':name' and describe it in the header"),
    ("reports.form.TWICE", ["query", "{there}/twice.sql"], "{there}/twice.sql:6: 'id' is described twice; remove one of the two lines"),
    ("reports.form.TWICE", ["query", "{there}/twice-a-parameter.sql"], "{there}/twice-a-parameter.sql:4: 'size' is described twice; remove one of the two lines"),
    ("reports.form.NO_DEFAULT", ["query", "{there}/default.sql"], "{there}/default.sql:3: 'tiny' is not a valid default for ':size'; use one of small, large"),
    ("reports.form.NO_DEFAULT", ["query", "{there}/number.sql"], "{there}/number.sql:3: 'small' is not a valid default for ':size'; use a number"),
    ("cli.filters.OPTION_CONFLICT", ["query", "{there}/limit.sql"], "parameter ':limit' of report 'limit' conflicts with the option --limit; rename the parameter"),
    ("reports.form.NO_TYPE", ["query", "{there}/sort.sql"], "{there}/sort.sql:5: 'idea' is not a valid type; use one of date, decimal, flag, id, lines, name, number, ordinal, prose, quantity, text, tree, word"),
    ("ask.parameters.NO_CHOICE", ["query", "{there}/boats.sql", "--size", "smal"], "'smal' is not a valid size; did you mean 'small'?"),
    # databases
    ("store.sqlite.read.NO_DATABASE", ["--database", "{there}/none.db", "status"], "database '{there}/none.db' does not exist; build it with 'azmil --database {there}/none.db load'"),
    ("store.sqlite.read.NO_DATABASE", ["--database", "{there}/a b.db", "status"], "database '{there}/a b.db' does not exist; build it with 'azmil --database '{there}/a b.db' load'"),
    ("store.sqlite.read.NO_FILE", ["--database", "{there}", "status"], "cannot read '{there}': it is not a file; use the path of a file"),
    ("store.sqlite.read.NOT_OURS", ["--database", "{there}/foreign.db", "status"], "cannot read '{there}/foreign.db': it is not an azmil database; choose another file with --database"),
    ("store.sqlite.read.OLDER", ["--database", "{there}/older.db", "status"], f"cannot read '{{there}}/older.db': it was built by an older version of azmil (format 0; this version reads {newest_format()}); rebuild it with 'azmil --database {{there}}/older.db load'"),
    ("store.sqlite.read.NEWER", ["--database", "{there}/newer.db", "status"], f"cannot read '{{there}}/newer.db': it was built by a newer version of azmil (format 99; this version reads {newest_format()}); upgrade azmil, remove the file, or build another database with 'azmil --database FILE load'"),
    ("store.sqlite.read.NEWER", ["--database", "{there}/newer.db", "load"], f"cannot read '{{there}}/newer.db': it was built by a newer version of azmil (format 99; this version reads {newest_format()}); upgrade azmil, remove the file, or build another database with 'azmil --database FILE load'"),
    ("store.sqlite.read.IN_WAL_MODE", ["--database", "{there}/wal.db", "status"], "cannot read '{there}/wal.db': another program switched it to WAL mode; rebuild it with 'azmil --database {there}/wal.db load'"),
    ("store.sqlite.read.DAMAGED", ["--database", "{there}/cut.db", "status"], "cannot read '{there}/cut.db': it ends after 4,096 of {size} bytes; rebuild it with 'azmil --database {there}/cut.db load'"),
    ("store.faults.CANNOT_ANSWER", ["--database", "{there}/lacking.db", "query", "units"], "cannot read '{there}/lacking.db': no such table: units_report; rebuild it with 'azmil --database {there}/lacking.db load'"),
    ("store.sqlite.read.LEFT_BEHIND", ["--database", "{there}/left.db", "doctor"], "cannot read '{there}/left.db': a program that wrote to it left '{there}/left.db-journal'; rebuild the database with 'azmil --database {there}/left.db load' to remove it"),
    ("store.sqlite.checksum.NO_CHECKSUM", ["--database", "{there}/unverifiable.db", "doctor"], "cannot verify '{there}/unverifiable.db': it has no checksum; rebuild it with 'azmil --database {there}/unverifiable.db load'"),
    ("store.sqlite.checksum.CHANGED", ["--database", "{there}/lacking.db", "doctor"], "'{there}/lacking.db' does not match its checksum: it was damaged, or changed by another program; rebuild it with 'azmil --database {there}/lacking.db load'"),
    # loads
    ("seeds.files.NO_FOLDER", ["check", "{there}/none"], "seed folder '{there}/none' does not exist; use a folder that contains <table>/<topic>.yaml"),
    ("seeds.files.NO_SEEDS", ["check", "{there}/void"], "'{there}/void' contains no seed files; add files to it at <table>/<topic>.yaml"),
    ("cli.check.PROBLEMS", ["check", "--alone", "{there}/bad"], "the seed files have 1 problem; fix them and check again"),
    ("workbench.load.SEEDS_REFUSED", ["--database", "{there}/x.db", "load", "--alone", "{there}/bad"], "{there}/bad/units/x.yaml:1:3: an item must consist of fields; write 'field: value', one per line\nazmil: cannot load the seeds: 1 problem found; nothing was changed"),
    ("store.sqlite.replace.FOLDER", ["--database", "{there}", "load"], "cannot build '{there}': it is a folder; use the path of a file"),
    ("store.sqlite.replace.NOT_REPLACED", ["--database", "{there}/foreign.db", "load"], "cannot replace '{there}/foreign.db': it is not an azmil database; use the path of another file"),
    ("store.sqlite.replace.CANNOT_WRITE", ["--database", f"{{there}}/{'x' * 300}", "load"], f"cannot write '{{there}}/{'x' * 300}': file name too long; the existing database, if any, was not changed"),
    # output
    ("cli.output.NEEDS_FILE", ["query", "units", "--format", "xlsx"], "cannot print format 'xlsx': it needs a file; write it to a file with --output FILE"),
    ("cli.output.CANNOT_WRITE", ["query", "units", "--output", "{there}/none/x.csv"], "cannot write '{there}/none/x.csv': no such file or directory; choose another file"),
    ("cli.output.INVALID_EXTENSION", ["query", "units", "--output", "{there}/x.xls"], "'.xls' is not a valid extension; did you mean 'xlsx'? (or set --format)"),
    ("formats.NO_FORMAT", ["show", "navy", "--output", "{there}/x.csv"], "no such format 'csv'; use one of: table, json"),
    ("cli.base.INVALID_USAGE", ["query", "facts", "--asserted", "--modality", "planned"], "--asserted cannot be used with --modality; see 'azmil query facts --help'"),
    ("values.dates.NO_DATE", ["query", "facts", "--as-of", ""], "'' is not a valid date; use a form like 2006, 2006-05, 2006-05-19, 199X, 1992-22 (summer), 1993/1999, 2002-04/.. or [..1992]"),
    ("values.written_dates.AMBIGUOUS", ["query", "facts", "--since", "05/06/2006"], "'05/06/2006' is not a valid date: it can be read in two ways; use 2006-06-05 or 2006-05-06"),
    ("values.written_dates.MISSPELT", ["query", "facts", "--until", "Mya 2006"], "'Mya 2006' is not a valid date; did you mean 'May 2006'?"),
    ("values.written_dates.SHORT_YEAR", ["timeline", "'90s"], "''90s' is not a valid date: its year has only two digits; use four digits, such as 2006"),
    ("values.any_year.NO_YEAR", ["query", "facts", "--as-of", "XXXX-05"], "'XXXX-05' is not a valid date here: it has no year; add the year, such as 2006-05"),
    ("ask.timelines.ONGOING_ANY_YEAR", ["timeline", "XXXX-05", "--ongoing"], "'ongoing' cannot be used with 'XXXX-05', which has no year; add a year, or remove 'ongoing'"),
    ("cli.sql.ONE_ANSWER", ["sql", "SELECT 1; SELECT 2", "--output", "{there}/x.xlsx"], "the format 'xlsx' can hold only one result; run one statement at a time"),
    ("formats.xlsx.TOO_LARGE", ["sql", "SELECT printf('%.40000c', 'a') AS a", "--output", "{there}/x.xlsx"], "a workbook cannot hold a cell of 40,000 characters; choose another format, such as csv"),
    ("reports.form.TAKEN", ["query", "{there}/column.sql"], "{there}/column.sql: the column name 'since' is reserved or is the name of a parameter; rename the column"),
    # documents
    ("workbench.documents.NO_DOCUMENT", ["source", "verify", "{there}/none.txt"], "cannot read '{there}/none.txt': it does not exist, or is not a file; use the path of a text or PDF file"),
    ("workbench.documents.NO_TEXT", ["source", "verify", "{there}/latin.txt"], "cannot read '{there}/latin.txt': it is not UTF-8 text; save it as UTF-8"),
    ("workbench.documents.UNKNOWN", ["--database", "{there}/sound.db", "source", "attach", "{there}/word.txt"], "cannot attach '{there}/word.txt': no source has its SHA-256, 98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4; compare it line by line with 'azmil source verify'"),
    ("workbench.adding.NO_ID", ["source", "add", "{there}/word.txt", "--id", "A b", "--seeds", "{there}/mine"], "'A b' is not a valid id; set --id to lower-case letters, digits and single hyphens, at most 80 characters"),
    ("workbench.adding.NO_TITLE", ["source", "add", "{there}/word.txt", "--seeds", "{there}/mine", "--title", "a\x1bb"], "'a\\x1bb' is not a valid source title; use at most 200 printable characters"),
    ("workbench.adding.NO_TITLE", ["source", "add", "{there}/word.txt", "--seeds", "{there}/mine", "--title", "a\udcff"], "'a\\udcff' is not a valid source title; use at most 200 printable characters"),
    ("workbench.adding.EXISTS", ["source", "add", "{there}/word.txt", "--id", "taken", "--seeds", "{there}/mine"], "cannot write '{there}/mine/sources/taken.yaml': it already exists; choose another --id, or remove the file"),
    ("workbench.adding.CANNOT_WRITE", ["source", "add", "{there}/word.txt", "--seeds", "{there}/word.txt"], "cannot write '{there}/word.txt/sources': not a directory; choose another folder with --seeds, or free disk space"),
]  # fmt: skip


@pytest.fixture
def there(database: Path, tmp_path: Path) -> Path:
    """A folder of invalid files and damaged databases, and of some valid ones."""
    sound = database.read_bytes()
    page = int.from_bytes(sound[16:18], "big")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "latin.sql").write_bytes(b"-- caf\xe9")
    (tmp_path / "word.txt").write_text("hi\n")
    (tmp_path / "empty.sql").write_text("")
    (tmp_path / "boats.sql").write_text(REPORT)
    (tmp_path / "sort.sql").write_text(REPORT.replace("(id)", "(idea)"))
    (tmp_path / "parameter.sql").write_text(REPORT.replace("-- :size", "-- size"))
    (tmp_path / "twice.sql").write_text(REPORT.replace("-- id (id): it", "-- id (id): it\n-- id (id): it again"))
    parameter = "-- :size (text = small, one of small large): which"
    (tmp_path / "twice-a-parameter.sql").write_text(REPORT.replace(parameter, f"{parameter}\n{parameter}"))
    (tmp_path / "default.sql").write_text(REPORT.replace("= small", "= tiny"))
    (tmp_path / "number.sql").write_text(REPORT.replace(parameter, "-- :size (number = small): which"))
    (tmp_path / "column.sql").write_text(REPORT.replace("-- id (id): it", "-- since (id): it"))
    (tmp_path / "limit.sql").write_text(REPORT.replace(":size", ":limit"))
    (tmp_path / "large.sql").write_text(REPORT + " " * 1024 * 1024)
    (tmp_path / "control.sql").write_text(REPORT.replace("): it", "): \x1b]0;it\x07"))
    (tmp_path / "unnamed.sql").write_text(REPORT.replace(":size\n", "?1\n"))
    os.mkfifo(tmp_path / "pipe.sql")
    for folder in ("void", "bad/units", "mine/sources"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "bad" / "units" / "x.yaml").write_text("- x\n")
    (tmp_path / "mine" / "sources" / "taken.yaml").write_text("")
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as foreign:
        foreign.execute("CREATE TABLE x (y)")
    changes = {"older": (60, bytes(4)), "newer": (60, (99).to_bytes(4, "big")), "wal": (18, b"\x02\x02")}
    for name, (at, new) in changes.items():
        (tmp_path / f"{name}.db").write_bytes(sound[:at] + new + sound[at + len(new) :])
    (tmp_path / "cut.db").write_bytes(sound[:page])
    for name in ("sound", "left", "lacking", "unverifiable", "two"):
        shutil.copy(database, tmp_path / f"{name}.db")
    (tmp_path / "left.db-journal").write_bytes(b"")
    statements = {
        "lacking": "DROP VIEW units_report",
        "unverifiable": "UPDATE about SET value = '' WHERE name = 'checksum'",
        "two": "INSERT INTO sources (id, title, kind, file_name, sha256, split, line_count, is_reach_inferred, reliability) "
        "SELECT 'report', title, kind, file_name, sha256, split, line_count, 0, reliability FROM sources",
    }
    for name, statement in statements.items():
        with closing(sqlite3.connect(tmp_path / f"{name}.db", isolation_level=None)) as connection:
            connection.execute(statement)
    return tmp_path


@cases("arguments, message", COMMANDS)
def test_a_failing_command_prints_its_error(
    azmil: Callable[..., Result], there: Path, database: Path, fault: Fault, arguments: list[str], message: str
) -> None:
    ended = azmil(*(argument.replace("{there}", str(there)) for argument in arguments))
    expected = message.replace("{there}", str(there)).replace("{size}", f"{database.stat().st_size:,}")
    told = ended.err.removeprefix("azmil: ").removesuffix("\n")
    assert (ended.code, told) == (fault.code, expected)
    assert not ended.out or arguments[-1] == "doctor" or arguments[0] == "check"


def _refused(*_: object, **__: object) -> NoReturn:
    raise PermissionError(13, "Permission denied")


@provokes("reports.EXISTS")
def test_save_as_does_not_overwrite_a_report(
    azmil: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert azmil("query", "facts", "--save-as", "mine").out == f"{tmp_path}/azmil/queries/mine.sql\n"
    ended = azmil("query", "facts", "--save-as", "mine")
    path = tmp_path / "azmil" / "queries" / "mine.sql"
    assert ended.err == f"azmil: cannot write '{path}': it already exists; choose another name, or remove the file\n"
    assert ended.code == fault.code


def test_save_as_copies_a_report_given_by_path(
    azmil: Callable[..., Result], there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An invalid report in the same folder does not affect the others."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(there))
    assert azmil("query", str(there / "boats.sql"), "--save-as", "mine").code == Exit.SUCCESS
    queries = there / "azmil" / "queries"
    assert (queries / "mine.sql").read_text() == REPORT
    (queries / "broken.sql").write_text("")
    listed = {row["report"]: row["title"] for row in azmil("query", "--list", "--format", "json").rows}
    assert listed["mine"] == "Boats."
    assert listed["broken"].startswith(f"(invalid report: {queries}/broken.sql: a report needs a title")
    assert "broken" in azmil("query", "--help").out


@provokes("reports.CANNOT_WRITE")
def test_save_as_reports_a_folder_that_cannot_be_written(
    azmil: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    ended = azmil("query", "facts", "--save-as", "mine")
    assert ended.err == (
        f"azmil: cannot write '{tmp_path}/file/azmil/queries/mine.sql': not a directory; "
        "set XDG_CONFIG_HOME to a writable folder\n"
    )
    assert ended.code == fault.code


@provokes("seeds.files.CANNOT_READ")
def test_an_unreadable_seed_folder_is_reported(
    azmil: Callable[..., Result], there: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(os, "scandir", _refused)  # root may read every folder
    ended = azmil("check", "--alone", str(there / "bad"))
    assert ended.code == fault.code
    assert ended.err.endswith(": permission denied; make it readable and try again\n")


@provokes("workbench.documents.TOO_LARGE")
def test_a_document_that_is_too_large_is_reported(
    azmil: Callable[..., Result], there: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(source, "LARGEST", 0)
    ended = azmil("source", "verify", str(there / "word.txt"))
    assert (ended.code, ended.err) == (
        fault.code,
        f"azmil: cannot read '{there}/word.txt': it is larger than 0 MiB; split it into several files\n",
    )


@provokes("workbench.documents.CANNOT_READ")
def test_an_unreadable_document_is_reported(
    azmil: Callable[..., Result], there: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(type(there), "read_bytes", _refused)  # root may read every file
    ended = azmil("source", "verify", str(there / "word.txt"))
    assert (ended.code, ended.err) == (
        fault.code,
        f"azmil: cannot read '{there}/word.txt': permission denied; make it readable, or copy it\n",
    )


@provokes("store.sqlite.read.CANNOT_OPEN")
def test_an_unreadable_database_is_reported(
    azmil: Callable[..., Result], database: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(type(database), "open", _refused)  # root may read every file
    ended = azmil("status")
    assert (ended.code, ended.err) == (
        fault.code,
        f"azmil: cannot open '{database}': permission denied; make it readable, or choose another file with --database\n",
    )


@provokes("store.sqlite.health.NO_SEARCH")
def test_doctor_reports_a_sqlite_without_full_text_search(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(health, "_options", list)
    ended = azmil("doctor")
    version = sqlite3.sqlite_version
    assert (
        ended.err
        == f"azmil: cannot use SQLite {version}: it has no full-text search; use a Python whose sqlite3 includes FTS5\n"
    )
    assert ended.code == fault.code


@provokes("workbench.documents.LONG_LINE")
def test_a_document_with_a_very_long_line_is_rejected(azmil: Callable[..., Result], there: Path, fault: Fault) -> None:
    path = there / "long.txt"
    path.write_text("one\n" + "x" * 500_001)
    ended = azmil("source", "add", str(path), "--seeds", str(there / "none"))
    assert ended.err == (f"azmil: cannot read '{path}': line 2 is longer than 500,000 characters; split the line\n")
    assert ended.code == fault.code
    assert not (there / "none").exists()


@provokes("store.faults.NO_THREAD")
def test_a_lack_of_threads_is_reported(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    def refuse(_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    ended = azmil("sql", "SELECT 1")
    assert ended.err == (
        "azmil: cannot run the SQL statement: the system allows no more threads; close other programs, or raise the limit on processes (ulimit -u)\n"
    )
    assert ended.code == fault.code


@pytest.mark.parametrize("name", ["a\nb.db", "a\udcff'b.db", "ə x.db"])
def test_file_names_in_hints_are_quoted_for_the_shell(name: str) -> None:
    word = shell_quoted(name)
    assert word.isprintable()
    printed = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, check=True).stdout
    assert os.fsdecode(printed) == name


@provokes("store.sqlite.replace.UNDER_WAY")
def test_a_second_load_at_the_same_time_is_refused(azmil: Callable[..., Result], there: Path, fault: Fault) -> None:
    with FileLock(lock_file(there / "sound.db")):
        ended = azmil("--database", str(there / "sound.db"), "load")
    assert (
        ended.err
        == f"azmil: cannot write '{there}/sound.db': another process is writing to it; wait until it has finished, then try again\n"
    )
    assert ended.code == fault.code


@pytest.mark.parametrize(
    "error",
    [sqlite3.OperationalError("cannot roll back"), OSError(5, "Input/output error")],
    ids=["of SQLite", "of the system"],
)
def test_an_error_while_ctrl_c_is_handled_is_no_error_of_writing(tmp_path: Path, error: Exception) -> None:
    """What cleans up after Ctrl-C may fail, since a statement was interrupted."""
    with pytest.raises(KeyboardInterrupt), exclusive(tmp_path / "azmil.db"):  # noqa: PT012 - as a library does it
        try:
            raise KeyboardInterrupt
        finally:
            raise error


def test_ctrl_c_does_not_end_a_load_that_has_replaced_the_database(
    azmil: Callable[..., Result], seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(path: Path) -> None:
        if path.is_dir():
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("azmil.store.sqlite.replace._sync", interrupted)
    ended = azmil("--database", str(tmp_path / "azmil.db"), "load", "--alone", str(seeds))
    assert (ended.code, ended.err.startswith("azmil: built ")) == (0, True)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@cases(
    "name, error, message",
    [
        ("store.sqlite.replace.MISFIT", "_meanings", sqlite3.IntegrityError("UNIQUE constraint failed"), "cannot insert the seeds: UNIQUE constraint failed; nothing was changed"),
        ("store.sqlite.write.UNSOUND", "run", None, "cannot build the database: its integrity check failed: broken; try again; if it fails again, check the disk and SQLite"),
        ("store.sqlite.replace.NOT_CHECKSUMMED", "checksum", None, "cannot write the checksum of the new database: expected 1 place for it, found 0; the existing database, if any, was not changed"),
        ("store.sqlite.replace.UNSURE", "fsync", None, "'{there}/sound.db' was built, but may not survive a power failure: input/output error; rebuild it with 'azmil --database {there}/sound.db load'"),
    ],
)  # fmt: skip
def test_a_failed_load_keeps_the_old_database(
    azmil: Callable[..., Result],
    seeds: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    name: str,
    error: Exception | None,
    message: str,
) -> None:
    def fail(*_: object) -> None:
        assert error is not None
        raise error

    run = write.run

    def unsound(connection: object, sql: str) -> list[object]:
        return [("broken",)] if sql == "PRAGMA integrity_check" else run(connection, sql)  # type: ignore[arg-type]

    def sync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(5, "Input/output error")

    load(tmp_path / "sound.db", Origin((seeds,), is_alone=True))
    before = (tmp_path / "sound.db").read_bytes()
    if name == "fsync":
        monkeypatch.setattr(os, "fsync", sync)
    elif name == "checksum":
        monkeypatch.setattr(checksum, "BLANK", "")
    else:
        monkeypatch.setattr(building if error else write, name, fail if error else unsound)
    ended = azmil("--database", str(tmp_path / "sound.db"), "load")
    assert (ended.code, ended.err) == (fault.code, f"azmil: {message.replace('{there}', str(tmp_path))}\n")
    assert (tmp_path / "sound.db").read_bytes() == before
    assert list(tmp_path.glob(".sound.db*")) == []


class Full(io.StringIO):
    """A stream to a full device."""

    def write(self, _: str) -> NoReturn:
        raise OSError(28, "No space left on device")


@provokes("errors.CANNOT_OUTPUT")
def test_a_full_output_device_is_reported(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(sys, "stdout", Full())
    ended = azmil("query", "units", "--format", "csv")
    assert ended.err == "azmil: cannot write the output: no space left on device; write it somewhere else\n"
    assert ended.code == fault.code


def _hiding(error: Exception) -> Exception:
    """Return an error of a library that cleans up after Ctrl-C."""
    error.__context__ = KeyboardInterrupt()
    return error


@cases(
    "error, message",
    [
        ("errors.CANNOT_USE", OSError(24, "Too many open files", "/etc/x"), "cannot use '/etc/x': too many open files; check its permissions"),
        ("errors.NO_MEMORY", MemoryError(), "not enough memory; narrow the query"),
        ("errors.INTERRUPTED", KeyboardInterrupt(), "interrupted; no partial changes were kept"),
        ("errors.INTERRUPTED", _hiding(RuntimeError("cannot clean up")), "interrupted; no partial changes were kept"),
        ("errors.INTERRUPTED", _hiding(OSError(5, "cannot clean up")), "interrupted; no partial changes were kept"),
    ],
)  # fmt: skip
def test_unexpected_errors_have_general_messages(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, fault: Fault, error: BaseException, message: str
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(reports, "names", fail)
    ended = azmil("query")
    assert (ended.code, ended.err) == (fault.code, f"azmil: {message}\n")


@cases(
    "is_interrupted, message",
    [
        ("store.faults.STUCK", False, "the SQL statement exceeded its time limit of 0.2 s in a function that cannot be interrupted; narrow the query"),
        ("store.faults.STUCK_AT_CTRL_C", True, "interrupted, but the SQL statement is in a function that cannot be interrupted; narrow the query"),
    ],
)  # fmt: skip
def test_a_function_that_cannot_be_stopped_is_abandoned_with_its_connection(
    base: Base,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    is_interrupted: bool,  # noqa: FBT001 - a parametrized value
    message: str,
) -> None:
    """Here the function waits until the test ends; the base continues with another connection."""
    is_over = threading.Event()
    wait = threading.Event.wait

    def interrupt(event: threading.Event, seconds: float | None = None) -> bool:
        if seconds is None:  # the wait of a thread that is starting
            return wait(event)
        monkeypatch.setattr(threading.Event, "wait", wait)
        raise KeyboardInterrupt

    monkeypatch.setattr("azmil.store.sqlite.fetch.fetch", lambda *_: is_over.wait())
    if is_interrupted:
        monkeypatch.setattr(threading.Event, "wait", interrupt)
    before = base.connection
    with pytest.raises(AzmilError) as raised:
        base.sql("SELECT 1", timeout=0.2)
    assert (raised.value.fault, str(raised.value)) == (fault, message)
    monkeypatch.undo()
    assert base.connection is not before
    assert base.sql("SELECT 1 AS one")[0] == {"one": 1}
    is_over.set()


@provokes("cli.shell.NO_INPUT")
def test_the_shell_reports_closed_standard_input(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ended = azmil("shell")
    assert ended.err == "azmil: cannot read standard input: it is closed; run SQL statements with 'azmil sql'\n"
    assert ended.code == fault.code


@cases(
    "text, message",
    [
        ("shell.commands.NO_COMMAND", b"\\dd\n", r"no such command '\dd'; did you mean '\d'?"),
        ("shell.commands.WRONG_COUNT", b"\\l on\n", r"too many arguments in '\l on'; use '\l'"),
        ("shell.tokens.TOO_LONG", b"SELECT 'open\n" + b"SELECT 1;\n" * 10_000, "the SQL statement is longer than 100,000 characters; end it with ';', or close its quote or comment"),
        ("store.faults.WRONG", b"SELECT 1\0;\n", "cannot run the SQL statement: the query contains a null character; list tables and columns with '\\d'"),
        ("shell.NO_TEXT", b"SELECT '\xff';\n", "cannot read standard input: it is not UTF-8 text; save it as UTF-8"),
    ],
)  # fmt: skip
def test_the_shell_reports_errors_in_its_input(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, fault: Fault, text: bytes, message: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    ended = azmil("shell")
    assert (ended.code, ended.err) == (fault.code, f"azmil: {message}\n")


def test_every_error_is_provoked_and_has_a_hint() -> None:
    """Errors that are not provoked in this file are provoked in the tests of their module."""
    for path in Path(__file__).parent.glob("test_*.py"):
        import_module(path.stem)
    assert set(CATALOGUE) - PROVOKED == set()
    assert [name for name, fault in CATALOGUE.items() if not (fault.when and fault.message)] == []
    without = {name for name, fault in CATALOGUE.items() if not fault.hint}
    assert all("(a note, not an error)" in CATALOGUE[name].when for name in without)
    assert {fault.code for fault in CATALOGUE.values()} == set(Exit) - {Exit.SUCCESS, Exit.DIFFERENT}


def test_every_message_comes_from_the_catalogue() -> None:
    """No error or problem is created with a literal message."""
    literal = [
        f"{path.name}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("AzmilError", "Problem")
        if any(isinstance(value, (ast.Constant, ast.JoinedStr)) for value in node.args[-1:])
    ]
    assert literal == []
