"""Help: its sections, its examples, and the suggestions for commands that do not exist."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from azmil.cli.app import COMMANDS
from azmil.cli.query import report_command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

# Commands whose examples need a terminal, a document that is not in the repository, an interruption to end, or a server.
NOT_RUN = {"grant", "judge", "mcp", "new", "propose", "recite", "rename", "review", "serve", "shell", "source", "todo"}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in NOT_RUN and name != "query"])
def test_the_example_in_the_help_of_each_command_works(
    azmil: Callable[..., Result], name: str, tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(database, "old.db")
    shown = azmil(name, "--help")
    assert (shown.code, shown.err) == (0, "")
    (example,) = re.findall(r"Example: azmil (.*(?:\n   +\S.*)?)", shown.out)
    ended = azmil(*shlex.split(" ".join(example.split())))
    assert ended.code == 0, ended.err


@pytest.mark.parametrize("name", ["attach", "verify", "add"])
def test_the_source_commands_have_examples(azmil: Callable[..., Result], name: str) -> None:
    assert f"Example: azmil source {name} " in azmil("source", name, "--help").out


def test_the_root_help_lists_every_command_with_its_summary(azmil: Callable[..., Result]) -> None:
    shown = azmil("--help").out
    for name, meaning in COMMANDS.items():
        assert re.search(rf"^  {name} +\w", shown, re.MULTILINE), name
        assert meaning in " ".join(shown.split())


def test_the_version_is_printed(azmil: Callable[..., Result]) -> None:
    from azmil import __version__

    assert azmil("--version").out == f"azmil {__version__}\n"


ROOT = """\
Usage: azmil [OPTIONS] COMMAND [ARGS]...

  A knowledge base of the Azerbaijani armed forces: claims with their dates,
  hedges and source lines.

Options:
  --database FILE  The database: a file or a URL.  [env var: AZMIL_DATABASE]
  --version        Print the version.
  -h, --help       Show this message and exit.

Query commands:
  query       run a report
  timeline    list claims by date
  search      search names and sentences
  show        show a record and the claims about it
  cite        show the source lines of a record
  tree        draw bodies, equipment or agreements with their parts
  conflicts   list the conflicts between passages
  gaps        list what the source leaves out
  coverage    show which source lines are cited
  diff        compare two databases
  sql         run SQL statements
  shell       run SQL interactively
  schema      describe tables, reports and columns

Workbench commands:
  source      add, compare, update or attach a document
  todo        list source lines that are neither cited nor judged
  new         add a record to your seed files
  judge       record that source lines state nothing
  propose     keep records drafted elsewhere for review
  review      accept or reject proposed records one by one
  recite      cite other lines for a record
  rename      change the id of a record in your seed files
  check       validate seed files
  load        build the database from seed files

Publish commands:
  site        write web pages
  export      write tables for other programs
  serve       serve web pages and JSON
  mcp         answer an assistant with read-only tools

Setup commands:
  status      show the database in use and its contents
  doctor      check the installation and the database
  grant       let a role read a database on PostgreSQL
  completion  print a completion script for a shell
  help        show the help of a command, or explain the marks in tables
"""


def sections(text: str) -> dict[str, list[str]]:
    """Return the options in each section of a help text, without their descriptions."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if re.fullmatch(r"[A-Z]\w+( \w+)?:", line):
            found[line[:-1]] = []
        elif line.startswith("  -") and found:
            found[next(reversed(found))].append(re.split(r"  +", line.strip())[0])
    return found


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]], ids=" ".join)
def test_the_root_help_groups_its_commands(azmil: Callable[..., Result], arguments: list[str]) -> None:
    ended = azmil(*arguments)
    assert (ended.code, ended.out, ended.err) == (0, ROOT, "")


def test_the_filters_of_a_report_are_in_sections_with_the_common_ones_last(azmil: Callable[..., Result]) -> None:
    assert sections(azmil("query", "equipment", "-h").out) == {
        "Filter": [
            "--[no-]holder NAME",
            "--[no-]country NAME",
            "--[no-]branch WORD",
            "--[no-]equipment NAME",
            "--[no-]category WORD",
            "--[no-]quantity QUANTITY",
            "--[no-]scope TEXT",
            "--[no-]part-of TEXT",
            "--[no-]status TEXT",
            *(f"--{bound}-{name} N" for name in ("count", "lowest", "highest") for bound in ("min", "max")),
            "--about NAME",
            "--cites LINE",
            "--has COLUMN",
            "--source SOURCE",
            "--id ID",
            "--[no-]hedge TEXT",
            "--[no-]said-by NAME",
            "--[no-]modality WORD",
            "--[no-]disputed",
            "--[no-]in-tension",
            "--[no-]doubtful",
            "--asserted",
        ],
        "Time": ["--date DATE", "--[no-]observed", "--since DATE", "--until DATE", "--as-of DATE", "--certain"],
        "Shape": [
            "--columns A,B",
            "--sort A,-B",
            "--by COLUMN",
            "--sum COLUMN",
            "--share",
            "--limit N",
            "--count",
            "--wide",
            "--ids",
        ],
        "Output": ["--format FORMAT", "--output FILE", "--sql", "--save-as NAME"],
        "Options": ["-h, --help"],
    }


def test_the_options_of_a_command_are_in_sections(azmil: Callable[..., Result]) -> None:
    assert sections(azmil("sql", "-h").out) == {
        "Arguments": [],
        "Shape": ["--max-rows N", "--cite"],
        "Output": ["--format FORMAT", "--output FILE"],
        "Options": ["-f, --file FILE", "-p, --parameter NAME=VALUE", "--timeout SECONDS", "-h, --help"],
    }


def test_exclusions_and_bounds_have_separate_help_texts() -> None:
    texts = {option.opts[0]: option.help for option in report_command("equipment").params}
    assert texts["--no-branch"] == "Exclude rows with this branch."
    assert texts["--no-said-by"] == "Exclude rows with this value of said by."
    assert texts["--max-count"] == "Maximum for count."


@pytest.mark.parametrize("words", [["query"], ["query", "equipment"], ["source", "add"], ["conflicts"]], ids=" ".join)
def test_help_prints_the_help_of_a_command(azmil: Callable[..., Result], words: list[str]) -> None:
    ended = azmil("help", *words)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == azmil(*words, "--help").out == azmil(*words, "-h").out
    assert ended.out.startswith(f"Usage: azmil {' '.join(words)} ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["equipment", "--branch", "navy"], "no such command 'equipment'; did you mean 'azmil query equipment --branch navy'?"),
        (["equpment", "--holder", "Azeri Navy"], "no such command 'equpment'; did you mean 'azmil query equipment --holder 'Azeri Navy''?"),
        (["--database", "a b.db", "units"], "no such command 'units'; did you mean 'azmil --database 'a b.db' query units'?"),
        (["zzz"], "no such command 'zzz'; list the commands with 'azmil --help'"),
        (["source", "verfy"], "no such command 'verfy'; did you mean 'verify'?"),
        (["help", "equipment"], "no such command 'equipment'; did you mean 'azmil query equipment --help'?"),
        (["help", "timelin"], "no such command 'timelin'; did you mean 'timeline'?"),
        (["help", "query", "equpment"], "no such report 'equpment'; did you mean 'equipment'?"),
        (["help", "mark"], "no such command 'mark'; did you mean 'azmil help marks'?"),
        (["marks"], "no such command 'marks'; did you mean 'azmil help marks'?"),
    ],
    ids=str,
)  # fmt: skip
def test_a_command_that_does_not_exist_gets_a_suggestion(
    azmil: Callable[..., Result], arguments: list[str], message: str
) -> None:
    ended = azmil(*arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", f"azmil: {message}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["-- note\nSELECT 1 AS n", "--format", "csv"],
        ["--format", "csv", "--note\nSELECT 1 AS n"],
        ["--format=csv", "--", "-- note\nSELECT 1 AS n"],
        ["--format", "csv", "--\nSELECT :n AS n", "-p", "n=1"],
    ],
    ids=str,
)
def test_a_statement_may_begin_with_a_comment(azmil: Callable[..., Result], arguments: list[str]) -> None:
    ended = azmil("sql", *arguments)
    assert (ended.code, ended.out, ended.err) == (0, "n\n1\n", "")


def test_an_invalid_option_of_sql_is_reported(azmil: Callable[..., Result]) -> None:
    ended = azmil("sql", "--fiel", "x.sql")
    message = "azmil: no such option: --fiel; did you mean --cite, --file, --help?; see 'azmil sql --help'\n"
    assert (ended.code, ended.out, ended.err) == (2, "", message)


def test_the_help_of_gaps_and_conflicts_has_an_example_with_their_own_names(azmil: Callable[..., Result]) -> None:
    assert "Example: azmil gaps --kind missing-list" in azmil("gaps", "--help").out
    assert "Example: azmil conflicts" in azmil("conflicts", "--help").out
    assert "Example: azmil query gaps --kind missing-list" in azmil("query", "gaps", "--help").out
