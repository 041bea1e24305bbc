"""Interactive shell: completion, commands, results and history, at a prompt and from a stream."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import fragment_list_to_text, to_formatted_text
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

import azmil
from azmil.cli.messages import say, say_left_out
from azmil.cli.shell import format_error, open_file
from azmil.shell import Session, prompt, run_prompt
from azmil.shell.arguments import Argument, parse
from azmil.shell.commands import COMMANDS
from azmil.shell.completion import Completions
from azmil.shell.files import ResultFile
from azmil.shell.inputrc import prefers_vi
from azmil.shell.loop import run
from azmil.shell.tokens import is_complete, pieces
from azmil.shell.words import Value, Words
from azmil.store.protocol import Limits
from azmil.values.answers import Statement
from azmil.values.sqltext import tokens
from faults import cases, provokes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.buffer import Buffer

    from azmil.paths import Address
    from azmil.values.answers import Answer
    from conftest import Result

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;"


@pytest.fixture
def session(database: Address) -> Iterator[Session]:
    """A session on the real seeds."""
    with azmil.open(str(database)) as base:
        yield Session(base, say, format_error, say_left_out, open_file)


@pytest.fixture
def offered(session: Session) -> Callable[..., list[str]]:
    """Function that returns the completions at the mark ``|`` in a text."""
    words = Words(session.base, patience=10)  # however busy the machine is
    completer = Completions(words, session.parameters)

    def complete(text: str, *, requested: bool = False) -> list[str]:
        before, _, after = text.partition("|")
        event = CompleteEvent(text_inserted=not requested, completion_requested=requested)
        return [found.text for found in completer.get_completions(Document(before + after, len(before)), event)]

    return complete


@pytest.fixture
def script(azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Function that runs ``azmil shell`` on a text."""

    def run(text: str | bytes, *options: str) -> Result:
        raw = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return azmil("shell", *options)

    return run


@pytest.fixture
def typed(session: Session, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Function that types keys at successive prompts and returns the exit code, the output and the messages."""

    def type_(*keys: str) -> tuple[int, str, str]:
        left = iter(keys)
        with create_pipe_input() as keyboard:
            made = prompt.make(session, keyboard=keyboard, screen=DummyOutput())

            def read() -> str:
                keyboard.send_bytes(next(left, "").encode(errors="surrogateescape"))
                return prompt.read(made, session)

            code = run_prompt(session, read)
        captured = capsys.readouterr()
        return code, captured.out, captured.err.partition("\n")[2]

    return type_


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Empty folder, which is the current one and the user's home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


# Pieces of a text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT 1; SELECT 2;", ["SELECT 1;", " SELECT 2;"]),
        ("SELECT\n1\n;\n", ["SELECT\n1\n;"]),
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT ';\n\\d';", ["SELECT ';\n\\d';"]),
        ("-- a; b\n\\d holdings\nSELECT 1;", ["\\d holdings", "SELECT 1;"]),
        ("/* \\q\n\\q */ SELECT 1;", ["/* \\q\n\\q */ SELECT 1;"]),
        ("  \\l\n\nquit;\n", ["\\l", "quit;"]),
        (".tables\n", [".tables"]),
        (";;\n-- nothing\n", []),
        ("", []),
    ],
)
def test_text_is_split_into_commands_and_statements(text: str, found: list[str]) -> None:
    assert list(pieces(text.splitlines(keepends=True))) == found


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("SELECT 1;", True),
        ("SELECT 1; -- done", True),
        ("SELECT 1;\n\\d", True),
        ("\\d", True),
        ("exit", True),
        ("", True),
        ("SELECT 1", False),
        ("SELECT ';", False),
        ("SELECT 1; SELECT 2", False),
        ("SELECT 1 /* ;", False),
        ("SELECT\n\\d", False),
        ("-- a comment", False),
    ],
)
def test_enter_runs_complete_input_only(text: str, *, whole: bool) -> None:
    assert is_complete(text) is whole


@pytest.mark.parametrize("text", ["", "'", "'a''b", "/*/ x", '"', "1e5.x--", "\\d [x] `y` ~!?@ 'ə' \x00\n;", "a'b'c"])
def test_joining_the_tokens_restores_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


# Completion


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("|", []),
        ("sel|", ["select", "select distinct"]),
        ("SEL|", ["SELECT", "SELECT DISTINCT"]),
        ("SELECT 1; VAL|", ["VALUES"]),
        ("SELECT * FROM holdings GR|", ["GROUP BY", "GROUPS"]),
        ("SELECT * FROM hold|", ["holdings"]),
        ("SELECT * FROM units, hold|", ["holdings"]),
        ("SELECT * FROM branch|", ["branches"]),
        ("SELECT hol| FROM holdings", ["holder_id"]),
        pytest.param("SELECT low| FROM holdings", ["lower(", "count_lowest"], id="functions and columns"),
        ("SELECT h.count_l| FROM units AS u JOIN holdings AS h", ["count_lowest"]),
        ("SELECT h.label| FROM units AS u JOIN holdings AS h", []),
        ("WITH near(place, km) AS (SELECT 1, 2) SELECT km FROM nea|", ["near"]),
        ("WITH near(place, km) AS (SELECT 1, 2) SELECT near.| FROM near", ["place", "km"]),
        ("SELECT row_n|", ["row_number("]),
        ("SELECT row_n|(name)", ["row_number"]),
        ("SELECT load_ext|", []),
        ("SELECT 12|", []),
        ("SELECT 1 -- sel|", []),
        ("SELECT /* sel|", []),
        ('SELECT "sel|', []),
        ("SELECT * FROM holdings|", []),
        ("SELECT count(*) AS na|", []),
    ],
)
def test_words_are_completed_by_context(offered: Callable[..., list[str]], text: str, found: list[str]) -> None:
    assert sorted(offered(text)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A vocabulary: by code or by label.
        ("SELECT 1 FROM equipment_report WHERE branch = 'bord|", ["border-guard'"]),
        ("SELECT 1 FROM branches WHERE code = 'Ground F|", ["ground-forces'"]),
        ("SELECT 1 FROM records AS r WHERE r.modality NOT IN ('planned', 'ru|", ["rumoured'"]),
        ("SELECT 1 FROM holdings WHERE count_qualifier <> 'more|", ["more-than'"]),
        # A report that shows names: by any name, in any spelling.
        ("SELECT 1 FROM equipment_report WHERE holder = 'azeri na|", ["Azerbaijani Navy'"]),
        ("SELECT 1 FROM equipment_report WHERE equipment IN ('mig2|", ["MiG-21'", "MiG-23'", "MiG-25'", "MiG-29'"]),
        # A column of ids: by the name of the record.
        ("SELECT 1 FROM holdings WHERE equipment_id = 'MiG 29|", ["mig-29'"]),
        ("SELECT 1 FROM units WHERE id LIKE '366|", ["366th-regiment'"]),
        (
            "SELECT 1 FROM passages WHERE section_id = 'revision|",
            ["revision-1'", "revision-2'", "revision-3'"],
        ),
        ("SELECT 1 FROM passages WHERE section_id = 'revision-3|", []),  # it is complete
        # No column is named.
        ("SELECT 'permitt|", ["permitted'"]),
        # An existing closing quote is not doubled.
        ("SELECT 1 FROM equipment_report WHERE branch = 'bord|'", ["border-guard"]),
        # No such values.
        ("SELECT 1 FROM holdings WHERE nonsense = 'nav|", []),
        ("SELECT 1 FROM holdings WHERE count_said = '%|", []),
    ],
)
def test_values_are_completed_inside_quotes(offered: Callable[..., list[str]], text: str, found: list[str]) -> None:
    assert offered(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\\c|", ["\\cite"]),
        (
            "\\|",
            ["\\d", "\\l", "\\s", "\\x", "\\cite", "\\t", "\\o", "\\set", "\\unset", "\\pager", "\\vi", "\\?", "\\q"],
        ),
        ("\\d holdi|", ["holdings"]),
        ("\\s j|", ["json", "jsonl"]),
        ("\\x |", ["on", "off"]),
        ("\\vi of|", ["off"]),
        ("\\q |", []),
        ("\\unset |", ["city", "year"]),
        ("\\set y|", ["year"]),
        ("SELECT :|", ["city", "year"]),
        ("SELECT 1 WHERE 2 = :c|", ["city"]),
        ("SELECT ?|", []),
    ],
)
def test_commands_and_their_arguments_are_completed(
    session: Session, offered: Callable[..., list[str]], text: str, found: list[str]
) -> None:
    session.parameters |= {"year": 2006, "city": "Baku"}
    assert offered(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\\o pl|", ["plain.csv"]),
        ("\\o out|", ["'out file.csv'"]),
        ('\\o "out|', ['"out file.csv"']),
        ("\\o it|", ["'it''s.csv'"]),
        ("\\o a f|", ["'a folder"]),
        ("\\o 'a f|", ["'a folder"]),
    ],
)
def test_file_names_are_completed_with_the_quotes_they_need(
    folder: Path, offered: Callable[..., list[str]], text: str, found: list[str]
) -> None:
    for name in ("plain.csv", "out file.csv", "it's.csv"):
        (folder / name).touch()
    (folder / "a folder").mkdir()
    assert offered(text) == found


def test_before_the_first_letter_words_are_offered_on_request(offered: Callable[..., list[str]]) -> None:
    assert offered("SELECT |") == []
    assert offered("SELECT | FROM branches", requested=True)[:4] == ["code", "label", "definition", "position"]
    assert offered("SELECT code FROM branches |", requested=True)[0] == "SELECT"
    assert "branches" in offered("SELECT code FROM |")


def test_the_menu_shows_the_meaning_of_a_word(session: Session) -> None:
    completer = Completions(session.words, session.parameters)
    (found,) = completer.get_completions(Document("SELECT holder_ FROM holdings", 14), CompleteEvent())
    assert (found.text, found.display_meta_text, found.start_position) == (
        "holder_id",
        "the party that holds the equipment",
        -7,
    )


def test_lookups_are_cached(
    session: Session, offered: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: list[str] = []
    texts = ["SELECT hol| FROM equipment_report", "SELECT 1 FROM equipment_report WHERE branch = 'n|"]
    first = [offered(text) for text in texts]
    run = session.base.connection.run

    def record(statement: Statement, limits: Limits | None = None) -> Answer:
        statements.append(statement.sql)
        return run(statement, limits)

    monkeypatch.setattr(session.base.connection, "run", record)
    assert [offered(text) for text in texts] == first
    assert statements == []


def test_a_slow_lookup_is_abandoned_and_the_others_still_work(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = session.base.connection.run
    patience = 0.05

    def run_slowly(statement: Statement, limits: Limits | None = None) -> Answer:
        is_a_lookup = limits is not None and limits.seconds == patience
        return run(Statement(ENDLESS.rstrip(";")) if is_a_lookup else statement, limits)

    monkeypatch.setattr(session.base.connection, "run", run_slowly)
    hasty = Words(session.base, patience)
    start = time.monotonic()
    assert hasty.values("facts_report", "fact", "The") == []
    assert hasty.values("facts_report", "fact", "The 1") == []
    assert patience <= time.monotonic() - start < 5
    assert hasty.values("branches", "code", "bord") == [Value("border-guard", "Border Guard")]
    assert session.base.ask_sql("SELECT count(*) FROM branches", {}, Limits()).rows[0][0] > 1


def test_a_lookup_works_for_every_column_and_any_typed_text(session: Session) -> None:
    """Every lookup returns values or none; a slow one ends early."""
    hard = ("", "a", "%", "\\", '"', "ə'", "\x00")
    words = Words(session.base, patience=0.005)
    for table, columns in words.columns.items():
        for at, column in enumerate(columns):
            assert all(isinstance(one.text, str) for one in words.values(table, column, hard[at % len(hard)]))


def test_completion_and_colours_work_at_every_position(session: Session) -> None:
    text = (
        "WITH a(x, y) AS (SELECT '1''2', \"q\" FROM [b] /* c */), AS (\nSELECT a., .x, FROM , JOIN WHERE x IN ('p', "
        "'q') AND y BETWEEN 'a' AND 'b' -- z\nOR = '' = NOT LIKE 'a' ((( ;;\n\\d x\n' \" /* ;"
    )
    completer = Completions(session.words, session.parameters)
    for at in range(len(text) + 1):
        for document in (Document(text[:at]), Document(text, at), Document(text[at:], 0)):
            for found in completer.get_completions(document, CompleteEvent(completion_requested=True)):
                assert -found.start_position <= document.cursor_position
            shown = prompt.Colours(session.words).lex_document(document)
            lines = ["".join(text for _, text, *_ in shown(number)) for number in range(document.line_count)]
            assert "\n".join(lines) == document.text


# From a stream


@provokes("shell.commands.NEEDS_FILE")
@pytest.mark.usefixtures("fault")
def test_a_format_that_needs_a_file_cannot_be_printed(script: Callable[..., Result]) -> None:
    ended = script("\\s xlsx\nSELECT 1 AS one;", "--format", "csv")
    assert (
        ended.err
        == "azmil: cannot print format 'xlsx': it needs a file; write results to a file with '\\o FILE.xlsx'\n"
    )
    assert ended.out == "one\n1\n"


def test_statements_and_commands_of_a_stream_run_in_order(script: Callable[..., Result]) -> None:
    ended = script("SELECT 1 AS one;\n\\x\nSELECT 2 AS two,\n3 AS three;\n\\x\n\\s csv\nSELECT 4 AS four")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "one\n───\n1\n\ntwo    2\nthree  3\nfour\n4\n"


def test_the_first_failure_sets_the_exit_code_and_the_rest_still_runs(script: Callable[..., Result]) -> None:
    ended = script(f"{ENDLESS}\nSELECT 1 AS one;\nSELEC 2;\n\\nothing\n", "--timeout", "0.2", "--format", "csv")
    assert (ended.code, ended.out) == (124, "one\n1\n")
    assert ended.err.splitlines() == [
        "azmil: the SQL statement exceeded its time limit of 0.2 s; narrow the query, or raise --timeout",
        "azmil: cannot run the SQL statement: near \"SELEC\": syntax error; list tables and columns with '\\d'",
        "azmil: no such command '\\nothing'; list the commands with '\\?'",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "SELECT brnach FROM equipment_report;",
            "cannot run the SQL statement: no such column: brnach; did you mean 'branch'?; list tables and columns with '\\d'",
        ),
        (
            "SELECT 1 FROM holding;",
            "cannot run the SQL statement: no such table: holding; did you mean 'holdings'?; list tables and columns with '\\d'",
        ),
        (
            "SELECT cuont(1);",
            "cannot run the SQL statement: no such function: cuont; did you mean 'count'?; list tables and columns with '\\d'",
        ),
        ("\\d holding", "no such table or report 'holding'; did you mean 'holdings'?; list them with '\\d'"),
        (
            "\\s jsn",
            "no such format 'jsn'; did you mean 'json'?",
        ),
        ("\\citee", "no such command '\\citee'; did you mean '\\cite'?"),
        (".read x.sql", "no such command '.read'; list the commands with '\\?'"),
        ("\\l on", "too many arguments in '\\l on'; use '\\l'"),
    ],
)
def test_an_error_suggests_the_likely_name(script: Callable[..., Result], line: str, message: str) -> None:
    ended = script(line)
    assert (ended.code, ended.out, ended.err) == (2, "", f"azmil: {message}\n")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM records;", "ATTACH ':memory:' AS new;", "SELECT load_extension('x');"]
)
def test_a_statement_that_does_more_than_read_is_refused(script: Callable[..., Result], statement: str) -> None:
    ended = script(statement)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("azmil: the SQL statement is not allowed here: ")


def test_the_rows_of_a_result_are_limited(script: Callable[..., Result]) -> None:
    ended = script("SELECT code FROM branches;", "--max-rows", "1", "--format", "tsv")
    assert len(ended.out.splitlines()) == 2
    assert ended.err == "azmil: only the first row is shown; raise --max-rows to show more\n"


def test_a_table_is_described_as_in_the_command_schema(
    script: Callable[..., Result], azmil: Callable[..., Result]
) -> None:
    assert script("\\d branches;").out == azmil("schema", "branches").out
    assert script("\\d\n").out == azmil("schema").out
    assert script("\\d events\n", "--format", "json").rows == azmil("schema", "events", "--format", "json").rows


def test_lists_are_tables_even_if_results_are_vertical(script: Callable[..., Result]) -> None:
    assert script("\\l", "--format", "vertical").out.splitlines()[2].split()[0] == "agreements_report"


def test_cite_adds_the_cited_lines_to_rows_with_an_id(script: Callable[..., Result]) -> None:
    """Lines 99 and 237 say how many Orbiters were acquired in June 2008."""
    statement = "SELECT id FROM records WHERE id = 'orbiter-2008';\n"
    ended = script(f"\\cite\n{statement}SELECT 1 AS one;\n\\cite\n{statement}", "--format", "csv")
    assert ended.out == 'id,cited_lines\norbiter-2008,"99, 237"\none\n1\nid\norbiter-2008\n'
    assert (ended.code, ended.err) == (0, "")


def test_the_time_of_a_statement_is_printed_on_stderr(script: Callable[..., Result]) -> None:
    ended = script("\\t\nSELECT 1 AS one;\n\\t\nSELECT 2;\n", "--format", "csv")
    assert ended.out == "one\n1\n2\n2\n"
    assert ended.err.startswith("1 row in 0.")
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("end", ["\\q", "quit", "exit;", "EXIT"])
def test_nothing_runs_after_quit_or_exit(script: Callable[..., Result], end: str) -> None:
    assert script(f"\\nothing\n{end}\nSELECT 1;").out == ""
    assert script(f"{end}\n\\nothing\n").code == 0
    assert script(f"\\nothing\n{end}\n").code == 2


def test_the_help_names_every_command(script: Callable[..., Result]) -> None:
    ended = script("help\n")
    assert ended.code == 0
    for name in [*(command.usage for command in COMMANDS.values()), "Ctrl-C"]:
        assert f"\n{name} " in ended.out


def test_the_help_is_readable_at_80_columns(script: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = script("\\?").out.splitlines()
    assert max(map(len, lines)) < 80
    assert len(lines) < 3 * 24  # three screens


def test_a_stream_is_utf_8_with_or_without_a_byte_order_mark(script: Callable[..., Result]) -> None:
    assert script("\ufeffSELECT 'Altı' AS name;", "--format", "csv").out == "name\nAltı\n"
    ended = script(b"SELECT '\xff';")
    assert (ended.code, ended.err) == (1, "azmil: cannot read standard input: it is not UTF-8 text; save it as UTF-8\n")


def test_an_empty_result_and_an_empty_stream_are_not_failures(script: Callable[..., Result]) -> None:
    assert script("SELECT 1 WHERE 0;") == type(script(""))("", "azmil: nothing found\n", 0)
    assert script("") == script(";;\n-- nothing") == type(script(""))("", "", 0)


def test_a_stream_does_not_import_the_prompt_or_the_loader(database: Address) -> None:
    program = (
        "import sys\nfrom azmil import cli\n"
        f"cli.run(['--database', {str(database)!r}, 'shell', '--format', 'csv'])\n"
        "names = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(names & {'prompt_toolkit', 'sqlalchemy', 'alembic', 'yaml', 'pydantic', 'rich'}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], input="\\d units\nSELECT 1 AS one;", capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines()[-3:] == ["one", "1", "[]"]
    assert ended.stderr == ""


# Parameters


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("year  2006", [Argument("year"), Argument("2006")]),
        ('\'it\'\'s\' "a ""b"""', [Argument("it's", is_quoted=True), Argument('a "b"', is_quoted=True)]),
        ("a'b '' ''''", [Argument("a'b"), Argument("", is_quoted=True), Argument("'", is_quoted=True)]),
    ],
)
def test_arguments_are_separated_by_spaces_or_quoted(text: str, found: list[Argument]) -> None:
    assert parse(text) == found


def test_parameters_are_numbers_text_or_null(script: Callable[..., Result]) -> None:
    ended = script(
        "\\set whole -12\n\\set decimal 2.50\n\\set zero 007\n\\set word navy;\n\\set :sign 1e5\n"
        "\\set quoted 'it''s; \"one\"'\n\\set \"digits\" '2006'\n\\set none NULL\n\\set 1 ''\n\\set\n",
        "--format", "csv",
    )  # fmt: skip
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "parameter,value\n1,''\ndecimal,2.5\ndigits,'2006'\nnone,NULL\nquoted,\"'it''s; \"\"one\"\"'\"\n"
        "sign,'1e5'\nwhole,-12\nword,'navy'\nzero,'007'\n"
    )


def test_parameters_are_bound_and_not_inserted(script: Callable[..., Result]) -> None:
    ended = script(
        "\\set x '1; SELECT 2'\n\\set n 3\n\\set none NULL\nSELECT :x AS x, typeof(@n) AS n, $none IS NULL AS none, "
        "':x' AS text;\n\\unset n\n\\set n 'later'\nSELECT :n AS n -- :y\n;\n",
        "--format", "csv",
    )  # fmt: skip
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "x,n,none,text\n1; SELECT 2,integer,1,:x\nn\nlater\n"


@cases(
    "line, message",
    [
        ("shell.parameters.NO_VALUE", "SELECT :year;", "cannot run the SQL statement: parameter ':year' has no value; set it with '\\set year VALUE'"),
        ("shell.parameters.NO_VALUE", "SELECT $y;", "cannot run the SQL statement: parameter '$y' has no value; set it with '\\set y VALUE'"),
        ("shell.parameters.NO_NAME", "SELECT ?;", "cannot run the SQL statement: parameter '?' has no name; write it as ':NAME' and set it with '\\set NAME VALUE'"),
        ("shell.parameters.NO_NAME", "SELECT ?1;", "cannot run the SQL statement: parameter '?1' has no name; write it as ':NAME' and set it with '\\set NAME VALUE'"),
        ("shell.parameters.WRONG_NAME", "\\set a-b 1", "'a-b' is not a valid parameter name; use letters, digits and underscores"),
        ("shell.commands.WRONG_COUNT", "\\set year", "too few arguments in '\\set year'; use '\\set [NAME VALUE]'"),
        ("shell.commands.WRONG_COUNT", "\\set city Old Town", "too many arguments in '\\set city Old Town'; use '\\set [NAME VALUE]', and quote an argument that contains spaces"),
        ("shell.commands.WRONG_COUNT", "\\unset", "too few arguments in '\\unset'; use '\\unset NAME'"),
        ("shell.commands.NO_PARAMETER", "\\set year 1\n\\unset yaer", "no such parameter 'yaer'; did you mean 'year'?"),
        ("shell.commands.NO_PARAMETER", "\\unset year", "no such parameter 'year'; list the parameters with '\\set'"),
        ("shell.arguments.UNCLOSED", '\\o "a b"c', '"a b"c has no closing quote at its end; add one; to include a quote in the argument, write it twice'),
        ("shell.arguments.UNCLOSED", "\\set city 'Old Town", "'Old Town has no closing quote at its end; add one; to include a quote in the argument, write it twice"),
        ("shell.commands.NO_SETTING", "\\pager often", "'often' is not a valid value for \\pager; use on or off"),
        ("shell.commands.NO_COMMAND", "\\sett", "no such command '\\sett'; did you mean '\\set'?"),
        ("shell.commands.NO_PIPE", "\\o | less -S", "cannot send results to the program 'less -S'; write them to a file with '\\o FILE'"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("fault")
def test_an_invalid_command_is_reported(script: Callable[..., Result], line: str, message: str) -> None:
    assert script(line) == type(script(""))("", f"azmil: {message}\n", 2)


# Output files


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "one\n1\ntwo\n"),
        ("a.jsonl", '{"one": 1}\n'),
        ("'a b.md'", "| one |\n| --- |\n| 1 |\n\n| two |\n| --- |\n"),
        ("a.TXT", "one\n───\n1\n\ntwo\n───\n"),
        ("plain", "one\n1\ntwo\n"),  # the current format
    ],
)
def test_results_are_appended_to_the_output_file(script: Callable[..., Result], name: str, content: str) -> None:
    path = Path(name.strip("'"))
    path.write_text("before")
    ended = script(
        f"\\o {name}\nSELECT 1 AS one;\nSELEC;\n\\set n 1\n\\set\nSELECT 2 AS two WHERE 0;\n\\o\nSELECT 3 AS three;\n",
        "--format", "tsv",
    )  # fmt: skip
    assert ended.out == "parameter\tvalue\nn\t1\nthree\n3\n"
    assert ended.err == (
        "azmil: cannot run the SQL statement: near \"SELEC\": syntax error; list tables and columns with '\\d'\n"
    )
    assert path.read_text() == content


@pytest.mark.usefixtures("folder")
def test_an_existing_file_is_kept_until_the_first_result(script: Callable[..., Result]) -> None:
    path = Path("a.csv")
    path.write_text("before")
    path.chmod(0o640)
    ended = script("\\o a.csv\nSELEC;\nSELECT :year;\n")
    assert (ended.code, ended.out, path.read_text()) == (2, "", "before")
    assert script("\\o ~/a.csv\nSELECT 1 AS one;\n").code == 0
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("one\n1\n", 0o640)
    assert list(Path().iterdir()) == [path]


@provokes("shell.files.ONE_RESULT")
@pytest.mark.usefixtures("fault", "folder")
@pytest.mark.parametrize("name", ["a.json", "a.xlsx"])
def test_a_file_for_one_result_refuses_a_second(script: Callable[..., Result], name: str) -> None:
    ended = script(
        f"\\o {name}\nSELEC;\nSELECT 1 AS one;\nSELECT 2 AS two;\n\\o\nSELECT 3 AS three;\n", "--format", "csv"
    )
    assert (ended.code, ended.out) == (2, "three\n3\n")
    assert ended.err.partition("\n")[2] == (
        f"azmil: '{name}' already contains a result, and the format '{name[2:]}' can hold only one; "
        "choose another file with '\\o FILE', or print results again with '\\o'\n"
    )
    content = Path(name).read_bytes()
    assert content == b'[\n  {\n    "one": 1\n  }\n]\n' if name == "a.json" else content.startswith(b"PK")


@cases(
    "name, message",
    [
        ("cli.output.CANNOT_WRITE", "none/a.csv", "cannot write 'none/a.csv': no such file or directory; choose another file with '\\o FILE'"),
        ("cli.output.CANNOT_WRITE", "here.csv", "cannot write 'here.csv': is a directory; choose another file with '\\o FILE'"),
        ("cli.output.CANNOT_WRITE", "file/a.csv", "cannot write 'file/a.csv': not a directory; choose another file with '\\o FILE'"),
        ("cli.output.CANNOT_WRITE", f"{'a' * 300}.csv", f"cannot write '{'a' * 300}.csv': file name too long; choose another file with '\\o FILE'"),
        ("cli.output.CANNOT_WRITE", "a\0.csv", "cannot write 'a\\x00.csv': its name contains a null character; choose another file with '\\o FILE'"),
        ("cli.output.INVALID_EXTENSION", "a.cvs", "'.cvs' is not a valid extension; did you mean 'csv'?"),
        ("shell.commands.WRONG_COUNT", "a b.csv", "too many arguments in '\\o a b.csv'; use '\\o [FILE]', and quote an argument that contains spaces"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("fault", "folder")
def test_an_invalid_path_does_not_change_the_output_file(
    script: Callable[..., Result], name: str, message: str
) -> None:
    Path("here.csv").mkdir()
    Path("file").touch()
    ended = script(f"\\o kept.csv\n\\o {name}\nSELECT 1 AS one;\n")
    assert (ended.out, ended.err) == ("", f"azmil: {message}\n")
    assert Path("kept.csv").read_text() == "one\n1\n"


@pytest.mark.usefixtures("folder")
def test_an_interrupted_result_leaves_the_file_as_it_was(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("a.csv")
    file = ResultFile(path, open_file(None, path))
    answer = session.base.ask_sql("VALUES (1), (2)", {}, Limits())
    file.add(answer)

    def interrupted(_: Answer) -> Iterator[list[str]]:
        yield ["half"]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("azmil.formats.csv.texts", interrupted)
        with pytest.raises(KeyboardInterrupt):
            file.add(answer)
    assert path.read_text() == "column1\n1\n2\n"
    file.add(answer)
    assert path.read_text() == "column1\n1\n2\n" * 2


@provokes("shell.commands.NEEDS_FILE")
@pytest.mark.usefixtures("fault")
def test_the_shell_does_not_start_in_a_format_that_needs_a_file(script: Callable[..., Result]) -> None:
    ended = script("SELECT 1;", "--format", "xlsx")
    assert (ended.code, ended.out) == (2, "")
    assert (
        ended.err
        == "azmil: cannot print format 'xlsx': it needs a file; write results to a file with '\\o FILE.xlsx'\n"
    )


@pytest.mark.usefixtures("folder")
def test_the_prompt_confirms_what_is_written(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = typed("\\o a.csv\r", "VALUES (1), (2);\r", "\\o\r", "\\set\r", "VALUES (3);\r", "\x04")
    assert (code, out) == (0, "column1\n───────\n3\n")
    assert err.splitlines() == [
        "results are written to 'a.csv' as csv",
        "2 rows written to 'a.csv'",
        "results are printed as table",
        "no parameters are set; set one with '\\set NAME VALUE'",
        "",
    ]


# Pager


class Screen(io.StringIO):
    """Terminal that keeps what is written to it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def paged(session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[str, str]]:
    """Function that enters texts at a prompt on a terminal, and returns what is shown there and in the pager."""
    for name, value in {"TERM": "xterm", "NO_COLOR": "1", "LINES": "24", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PAGER", f"sh -c 'cat >> {folder}/paged'")

    def enter(*texts: str) -> tuple[str, str]:
        screen, left = Screen(), iter(texts)
        monkeypatch.setattr("sys.stdout", screen)

        def read() -> str:
            if (text := next(left, None)) is None:
                raise EOFError
            return text

        assert run_prompt(session, read) == 0
        shown = folder / "paged"
        return screen.getvalue(), shown.read_text() if shown.exists() else ""

    return enter


TALL = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n;"


def test_results_taller_than_the_terminal_go_through_the_pager(paged: Callable[..., tuple[str, str]]) -> None:
    screen, shown = paged(TALL.format(22), TALL.format(21))
    assert screen.split() == ["i", "──", *map(str, range(1, 22))]
    assert shown.split() == ["i", "──", *map(str, range(1, 23))]


def test_the_pager_can_be_turned_off(paged: Callable[..., tuple[str, str]]) -> None:
    screen, shown = paged("\\pager off", "\\s csv", TALL.format(30), "\\pager on", TALL.format(31))
    assert screen.splitlines() == ["i", *map(str, range(1, 31))]
    assert shown.splitlines() == ["i", *map(str, range(1, 32))]


def test_the_help_goes_through_the_pager_as_one_text(paged: Callable[..., tuple[str, str]]) -> None:
    screen, shown = paged("\\?")
    assert screen == ""
    assert [line for line in shown.splitlines() if line.startswith(("command ", "key ", "Limits"))] == [
        "command            what it does",
        "key            what it does",
        "Limits",
    ]


def test_nothing_in_a_paged_result_controls_the_terminal(paged: Callable[..., tuple[str, str]]) -> None:
    _, shown = paged("\\s csv", TALL.format(30).replace("SELECT i FROM n", "SELECT '\x1b[2J' AS i FROM n"))
    assert shown == "i\n" + "\\x1b[2J\n" * 30


# vi keys


def test_vi_keys_edit_and_run_the_statement(typed: Callable[..., tuple[int, str, str]]) -> None:
    """In normal mode, 0 and w move, x deletes, and Enter runs a statement without a semicolon."""
    code, out, err = typed("\\vi on\r", "SELECT 12 AS n\x1b0wxi7\x1b\r", "\\vi off\r", "SELECT 1 AS\rn;\r", "\x04")
    assert (code, out) == (0, "n\n──\n72\nn\n─\n1\n")
    assert err.splitlines() == ["vi keys are on", "", "vi keys are off", ""]


@pytest.mark.parametrize(
    ("text", "is_vi"),
    [
        ("set editing-mode vi\n", True),
        ("  Set  Editing-Mode  VI", True),
        ("set editing-mode vi\nset editing-mode emacs\n", False),
        ("# set editing-mode vi\n", False),
        ("$if bash\nset editing-mode vi\n$endif\n", False),
        ("$if Azmil\nset editing-mode vi\n$else\nset editing-mode emacs\n$endif\n", True),
        ("$if bash\nset editing-mode emacs\n$else\nset editing-mode vi\n$endif\n", True),
        ("$else\n$endif\nset editing-mode\n", False),
        ("", False),
    ],
)
def test_vi_keys_follow_the_configuration_of_readline(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, *, is_vi: bool
) -> None:
    (folder / ".inputrc").write_text(text)
    monkeypatch.delenv("INPUTRC", raising=False)
    monkeypatch.setenv("EDITOR", "vi")
    assert prefers_vi() is is_vi
    monkeypatch.setenv("INPUTRC", str(folder / "none"))
    assert prefers_vi() is False


def test_the_toolbar_shows_the_settings(session: Session, folder: Path) -> None:
    def toolbar() -> str:
        return fragment_list_to_text(to_formatted_text(made.bottom_toolbar))

    with create_pipe_input() as keyboard:
        made = prompt.make(session, keyboard=keyboard, screen=DummyOutput())
        assert toolbar() == "table   \\? help   \\q quit"
        run(session, [f"\\o {folder}/a.csv\n", "\\cite\n", "\\t\n", "\\vi\n"])
        assert toolbar() == f"results in {folder}/a.csv · cite · timing · vi insert   \\? help   \\q quit"


# At the prompt


def test_a_statement_is_written_over_several_lines(typed: Callable[..., tuple[int, str, str]]) -> None:
    assert typed("SELECT 7\rAS seven\r;\r\x04") == (0, "seven\n─────\n7\n", "\n")


def test_after_an_error_the_prompt_returns(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = typed("SELEC;\rSELECT 1 AS one;\r\\q\r")
    assert (code, out) == (0, "one\n───\n1\n")
    assert err.startswith('azmil: cannot run the SQL statement: near "SELEC": syntax error')


def test_ctrl_c_clears_the_line(typed: Callable[..., tuple[int, str, str]]) -> None:
    assert typed("SELECT 'open\x03SELECT 2 AS two;\r\x04") == (0, "two\n───\n2\n", "\n")


def test_enter_accepts_the_selected_completion(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    with create_pipe_input() as keyboard:
        made = prompt.make(session, keyboard=keyboard, screen=DummyOutput())

        def choose(buffer: Buffer) -> None:
            state = buffer.complete_state
            if state and len(state.completions) > 1 and state.complete_index is None:
                keyboard.send_text("\x1b[B\r;\r\x04")

        made.default_buffer.on_completions_changed += choose
        keyboard.send_text("SELECT label FROM branches WHERE code = 'na")
        assert run_prompt(session, made.prompt) == 0
    assert capsys.readouterr().out == "label\n─────\nNavy\n"


def editor(folder: Path, program: str) -> str:
    """Return a command that runs a program as an editor; the program finds the file in ``path``."""
    file = folder / "an editor.py"
    file.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{program}\n")
    return f"{sys.executable} '{file}'"


def test_the_text_saved_in_the_editor_is_run(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, "path.write_text(path.read_text() + 'AS ə;\\n', 'utf-8')"))
    assert typed("SELECT 7 \x18\x05", "\x04") == (0, "ə\n─\n7\n", "\n")


@cases(
    "program, reason",
    [
        ("shell.editor.CANNOT_EDIT", "path.unlink()", "no such file or directory"),
        ("shell.editor.CANNOT_EDIT", "path.write_bytes(b'\\xff')", "the saved text is not UTF-8"),
        ("shell.editor.CANNOT_EDIT", None, "no closing quotation"),
    ],
)
@pytest.mark.usefixtures("fault")
def test_after_an_editor_failure_the_prompt_returns(
    typed: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    program: str | None,
    reason: str,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    command = editor(tmp_path, program) if program else "'vi"
    monkeypatch.setenv("VISUAL", command)
    code, out, err = typed("SELECT 7 AS n;\x18\x05", "\x1b[A\r", "\x04")
    assert (code, out) == (0, "n\n─\n7\n")
    assert err == (f"azmil: cannot use the editor '{command}': {reason}; set EDITOR to another editor\n\n")


def test_after_invalid_bytes_the_prompt_returns(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = typed("SELECT 'a\udcff';\r", "SELECT 7 AS n;\r", "\x04")
    assert (code, out) == (0, "n\n─\n7\n")
    assert err == (
        "azmil: 'SELECT 'a\\udcff';' is not valid UTF-8; use characters that your terminal's locale can encode\n\n"
    )


def test_an_editor_that_ends_with_an_error_changes_nothing(
    typed: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "false")
    assert typed("SELECT 7 AS n;\x18\x05\r", "\x04") == (0, "n\n─\n7\n", "\n")


def test_a_setting_is_shown_when_it_changes(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = typed(
        "\\x\r\\x off\r\\x off\r\\t\r\\cite ON\r\\pager\r\\vi on\r\\vi off\r\\s\r\\s csv\r\\o a.json\r\\s md\r\\o\r\x04"
    )
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "results are printed as vertical",
        "results are printed as table",
        "results are printed as table",
        "timing is on",
        "source lines are on",
        "the pager is off",
        "vi keys are on",
        "vi keys are off",
        "results are printed as table; choose another format with '\\s FORMAT': vertical, json, jsonl, csv, tsv, md, html",
        "results are printed as csv",
        "results are written to 'a.json' as json",
        "results are printed as md; the format of 'a.json' stays json",
        "results are printed as md",
    ]


def test_the_history_is_kept_for_the_next_session(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    typed("SELECT 'ı'\rAS kept;\r\x04")
    kept = tmp_path / "azmil" / "history"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert typed("\x1b[A\r\x04")[1] == "kept\n────\nı\n"


def test_without_a_writable_folder_the_history_lasts_for_the_session(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert isinstance(prompt.history(), InMemoryHistory)
    assert typed("SELECT 1 AS one;\r\x04") == (0, "one\n───\n1\n", "\n")


def test_a_history_that_can_no_longer_be_written_is_ignored(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    kept = prompt.history()
    path = tmp_path / "azmil" / "history"
    path.unlink()
    path.mkdir()
    kept.append_string("SELECT 1;")
    assert list(kept.load_history_strings()) == []
    assert typed("SELECT 1 AS one;\r\x04")[1] == "one\n───\n1\n"


def test_ctrl_c_stops_a_statement_but_not_the_shell(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter([ENDLESS, "SELECT 1 AS one;"])

    def read() -> str:
        try:
            text = next(answers)
        except StopIteration:
            raise EOFError from None
        if text == ENDLESS:
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        return text

    assert run_prompt(session, read) == 0
    captured = capsys.readouterr()
    assert captured.out == "one\n───\n1\n"
    assert captured.err.partition("\n")[2] == "\nazmil: interrupted; no partial changes were kept\n\n"


def test_a_statement_that_cannot_be_stopped_is_abandoned_and_the_next_one_runs(database: Address) -> None:
    """SQLite cannot be interrupted inside one call of ``trim``, which takes minutes here."""
    bomb = "SELECT 1;\nSELECT trim(printf('%.900000c', 'a'), printf('%.80000c', 'b') || 'a');\nSELECT 2;\n"
    program = f"from azmil import cli\nimport os\nos._exit(cli.run(['--database', {str(database)!r}, 'shell', '--format', 'csv']))"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(bomb)
        process.stdin.close()
        assert [process.stdout.readline(), process.stdout.readline()] == ["1\n", "1\n"]
        time.sleep(0.3)  # until SQLite is inside ``trim``
        process.send_signal(signal.SIGINT)
        assert process.stderr.readline() == (
            "azmil: interrupted, but the SQL statement is in a function that cannot be interrupted; narrow the query\n"
        )
        assert [process.stdout.readline(), process.stdout.readline()] == ["2\n", "2\n"]
        assert process.wait(10) == 130


def test_keywords_and_table_names_are_coloured(session: Session) -> None:
    lines = prompt.Colours(session.words).lex_document(Document("SELECT count, 'a\nb' FROM units -- 2"))
    assert [(style.removeprefix("class:sql."), text) for style, text, *_ in lines(0) if text.strip()] == [
        ("keyword", "SELECT"),
        ("", "count"),
        ("", ","),
        ("text", "'a"),
    ]
    assert [(style.removeprefix("class:sql."), text) for style, text, *_ in lines(1) if text.strip()] == [
        ("text", "b'"),
        ("keyword", "FROM"),
        ("table", "units"),
        ("comment", "-- 2"),
    ]
    assert lines(2) == []
