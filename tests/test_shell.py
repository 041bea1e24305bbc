"""The shell: what it completes, runs, prints and keeps, at a prompt and from a stream."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

import azmil
from azmil.cli.messages import left_out, say, worded
from azmil.shell import Session, converse, prompt
from azmil.shell.commands import printable
from azmil.shell.completion import Completions
from azmil.shell.tokens import is_whole, pieces
from azmil.shell.words import Value, Words
from azmil.store.protocol import Limits
from azmil.values.sqltext import tokens
from faults import cases, provokes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from prompt_toolkit.buffer import Buffer

    from azmil.values.answers import Answer, Statement
    from conftest import Ended

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;"


@pytest.fixture
def session(database: Path) -> Iterator[Session]:
    """A session on the real seeds."""
    with azmil.open(database) as base:
        yield Session(base, say, worded, left_out)


@pytest.fixture
def offered(session: Session) -> Callable[..., list[str]]:
    """Return what the menu offers at the mark ``|`` of a text."""
    completer = Completions(session.words)

    def complete(text: str, *, asked: bool = False) -> list[str]:
        before, _, after = text.partition("|")
        event = CompleteEvent(text_inserted=not asked, completion_requested=asked)
        return [found.text for found in completer.get_completions(Document(before + after, len(before)), event)]

    return complete


@pytest.fixture
def script(azmil: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Run ``azmil shell`` on a text."""

    def run(text: str | bytes, *options: str) -> Ended:
        raw = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return azmil("shell", *options)

    return run


@pytest.fixture
def typed(session: Session, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Type keys at one prompt after another; return the exit code, what was printed, and said after the greeting."""

    def type_(*keys: str) -> tuple[int, str, str]:
        left = iter(keys)
        with create_pipe_input() as keyboard:
            made = prompt.make(session, keyboard=keyboard, screen=DummyOutput())

            def ask_for() -> str:
                keyboard.send_bytes(next(left, "").encode(errors="surrogateescape"))
                return made.prompt()

            code = converse(session, ask_for)
        captured = capsys.readouterr()
        return code, captured.out, captured.err.partition("\n")[2]

    return type_


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
def test_a_text_falls_into_commands_and_statements(text: str, found: list[str]) -> None:
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
def test_enter_runs_what_is_whole_and_goes_on_with_the_rest(text: str, *, whole: bool) -> None:
    assert is_whole(text) is whole


@pytest.mark.parametrize("text", ["", "'", "'a''b", "/*/ x", '"', "1e5.x--", "\\d [x] `y` ~!?@ 'ə' \x00\n;", "a'b'c"])
def test_the_tokens_of_a_text_are_the_text(text: str) -> None:
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
        ("SELECT low| FROM holdings", ["lower(", "count_lowest"]),
        ("SELECT h.count_l| FROM units AS u JOIN holdings AS h", ["count_lowest"]),
        ("SELECT h.label| FROM units AS u JOIN holdings AS h", []),
        ("WITH near(place, km) AS (SELECT 1, 2) SELECT km FROM nea|", ["near"]),
        ("WITH near(place, km) AS (SELECT 1, 2) SELECT near.| FROM near", ["place", "km"]),
        ("SELECT group_c|", ["group_concat("]),
        ("SELECT group_c|(name)", ["group_concat"]),
        ("SELECT load_ext|", []),
        ("SELECT 12|", []),
        ("SELECT 1 -- sel|", []),
        ("SELECT /* sel|", []),
        ('SELECT "sel|', []),
        ("SELECT * FROM holdings|", []),
        ("SELECT count(*) AS na|", []),
    ],
)
def test_words_are_completed_where_they_belong(offered: Callable[..., list[str]], text: str, found: list[str]) -> None:
    assert sorted(offered(text)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Of a vocabulary: by code or by label.
        ("SELECT 1 FROM equipment_report WHERE branch = 'bord|", ["border-guard'"]),
        ("SELECT 1 FROM branches WHERE code = 'Ground F|", ["ground-forces'"]),
        ("SELECT 1 FROM records AS r WHERE r.modality NOT IN ('planned', 'ru|", ["rumoured'"]),
        ("SELECT 1 FROM holdings WHERE count_qualifier <> 'more|", ["more-than'"]),
        # Of a report that shows names: by any name, in any spelling.
        ("SELECT 1 FROM equipment_report WHERE holder = 'azeri na|", ["Azerbaijani Navy'"]),
        ("SELECT 1 FROM equipment_report WHERE equipment IN ('mig2|", ["MiG-21'", "MiG-23'", "MiG-25'", "MiG-29'"]),
        # Of a column that holds ids, whatever is called so.
        ("SELECT 1 FROM holdings WHERE equipment_id = 'MiG 29|", ["mig-29'"]),
        ("SELECT 1 FROM units WHERE id LIKE '366|", ["366th-regiment'"]),
        (
            "SELECT 1 FROM passages WHERE section_id = 'revision|",
            ["revision-1'", "revision-2'", "revision-3'"],
        ),
        ("SELECT 1 FROM passages WHERE section_id = 'revision-3|", []),  # it stands there already
        # Where no column says which.
        ("SELECT 'permitt|", ["permitted'"]),
        # The quote that stands there already is not doubled.
        ("SELECT 1 FROM equipment_report WHERE branch = 'bord|'", ["border-guard"]),
        # Where there is nothing of the kind.
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
        ("\\|", ["\\d", "\\l", "\\s", "\\x", "\\cite", "\\t", "\\?", "\\q"]),
        ("\\d holdi|", ["holdings"]),
        ("\\s j|", ["json", "jsonl"]),
        ("\\x |", []),
    ],
)
def test_commands_and_what_they_take_are_completed(
    offered: Callable[..., list[str]], text: str, found: list[str]
) -> None:
    assert offered(text) == found


def test_before_its_first_letter_a_word_is_offered_where_it_is_asked_for(offered: Callable[..., list[str]]) -> None:
    assert offered("SELECT |") == []
    assert offered("SELECT | FROM branches", asked=True)[:4] == ["code", "label", "definition", "position"]
    assert offered("SELECT code FROM branches |", asked=True)[0] == "SELECT"
    assert "branches" in offered("SELECT code FROM |")


def test_the_menu_says_what_a_word_means(session: Session) -> None:
    completer = Completions(session.words)
    (found,) = completer.get_completions(Document("SELECT holder_ FROM holdings", 14), CompleteEvent())
    assert (found.text, found.display_meta_text, found.start_position) == ("holder_id", "who has it", -7)


def test_what_was_looked_up_is_not_looked_up_again(
    session: Session, offered: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    asked = ["SELECT hol| FROM equipment_report", "SELECT 1 FROM equipment_report WHERE branch = 'n|"]
    first = [offered(text) for text in asked]
    run = session.base.connection.run

    def noted(statement: Statement, limits: Limits | None = None) -> Answer:
        said.append(statement.sql)
        return run(statement, limits)

    monkeypatch.setattr(session.base.connection, "run", noted)
    assert [offered(text) for text in asked] == first
    assert said == []


def test_a_look_up_that_takes_too_long_is_left_out_and_stops_nothing_else(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = Words(session.base, patience=-1)
    monkeypatch.setattr("azmil.store.sqlite.read.STEPS", 1)
    assert hasty.values("facts_report", "fact", "The") == []
    assert hasty.values("facts_report", "fact", "The 1") == []
    assert hasty.values("branches", "code", "bord") == [Value("border-guard", "Border Guard")]
    assert session.base.ask_sql("SELECT count(*) FROM branches", {}, Limits()).rows[0][0] > 1


def test_no_column_and_no_beginning_breaks_a_look_up(session: Session) -> None:
    """Whatever column the database has, and whatever stands after the quote, there is an answer."""
    hard = ("", "a", "%", "\\", '"', "ə'", "\x00")
    for table, columns in session.words.columns.items():
        for at, column in enumerate(columns):
            for beginning in (hard[at % len(hard)], hard[(at + 3) % len(hard)]):
                assert all(isinstance(one.text, str) for one in session.words.values(table, column, beginning))


def test_no_place_in_a_statement_breaks_completion_or_colours(session: Session) -> None:
    text = (
        "WITH a(x, y) AS (SELECT '1''2', \"q\" FROM [b] /* c */), AS (\nSELECT a., .x, FROM , JOIN WHERE x IN ('p', "
        "'q') AND y BETWEEN 'a' AND 'b' -- z\nOR = '' = NOT LIKE 'a' ((( ;;\n\\d x\n' \" /* ;"
    )
    completer = Completions(session.words)
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
def test_a_format_that_only_a_file_holds_cannot_be_set(script: Callable[..., Ended]) -> None:
    ended = script("\\s xlsx\nSELECT 1 AS one;", "--format", "csv")
    assert ended.err == "azmil: the format xlsx cannot be printed; use 'azmil sql --output FILE'\n"
    assert ended.out == "one\n1\n"


def test_statements_and_commands_of_a_stream_run_one_after_another(script: Callable[..., Ended]) -> None:
    ended = script("SELECT 1 AS one;\n\\x\nSELECT 2 AS two,\n3 AS three;\n\\x\n\\s csv\nSELECT 4 AS four")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "one\n───\n1\n\ntwo    2\nthree  3\nfour\n4\n"


def test_the_first_failure_gives_the_exit_code_and_stops_nothing(script: Callable[..., Ended]) -> None:
    ended = script(f"{ENDLESS}\nSELECT 1 AS one;\nSELEC 2;\n\\nothing\n", "--timeout", "0.2", "--format", "csv")
    assert (ended.code, ended.out) == (124, "one\n1\n")
    assert ended.err.splitlines() == [
        "azmil: the SQL statement exceeded its time limit of 0.2 s; ask for less, or allow more with --timeout",
        'azmil: cannot run the SQL statement: near "SELEC": syntax error; \\d lists tables and columns',
        "azmil: there is no command '\\nothing'; \\? lists them",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "SELECT brnach FROM equipment_report;",
            "cannot run the SQL statement: no such column: brnach; did you mean 'branch'?; \\d lists tables and columns",
        ),
        (
            "SELECT 1 FROM holding;",
            "cannot run the SQL statement: no such table: holding; did you mean 'holdings'?; \\d lists tables and columns",
        ),
        (
            "SELECT cuont(1);",
            "cannot run the SQL statement: no such function: cuont; did you mean 'count'?; \\d lists tables and columns",
        ),
        ("\\d holding", "no such table or report 'holding'; did you mean 'holdings'?; \\d lists them"),
        (
            "\\s jsn",
            "there is no format 'jsn'; did you mean 'json'?",
        ),
        ("\\citee", "there is no command '\\citee'; did you mean '\\cite'?; \\? lists them"),
        (".read x.sql", "there is no command '.read'; \\? lists them"),
        ("\\x on", "\\x takes nothing after it, not 'on'; write it alone"),
    ],
)
def test_a_mistake_is_told_with_what_is_probably_meant(script: Callable[..., Ended], line: str, message: str) -> None:
    ended = script(line)
    assert (ended.code, ended.out, ended.err) == (2, "", f"azmil: {message}\n")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM records;", "ATTACH ':memory:' AS new;", "SELECT load_extension('x');"]
)
def test_a_statement_that_does_more_than_read_is_refused(script: Callable[..., Ended], statement: str) -> None:
    ended = script(statement)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("azmil: the SQL statement is not allowed here: ")


def test_the_rows_of_an_answer_are_limited(script: Callable[..., Ended]) -> None:
    ended = script("SELECT code FROM branches;", "--max-rows", "1", "--format", "tsv")
    assert len(ended.out.splitlines()) == 2
    assert ended.err == "azmil: only the first row is shown; allow more with --max-rows\n"


def test_a_table_is_described_as_by_schema(script: Callable[..., Ended], azmil: Callable[..., Ended]) -> None:
    assert script("\\d branches;").out == azmil("schema", "branches").out
    assert script("\\d\n").out == azmil("schema").out
    assert script("\\d events\n", "--format", "json").rows == azmil("schema", "events", "--format", "json").rows


def test_a_list_is_a_table_even_where_answers_are_vertical(script: Callable[..., Ended]) -> None:
    assert script("\\l", "--format", "vertical").out.splitlines()[2].split()[0] == "agreements_report"


def test_cite_adds_the_lines_where_there_is_an_id_and_is_taken_back(script: Callable[..., Ended]) -> None:
    """Lines 99 and 237 say how many Orbiters were acquired in June 2008."""
    asked = "SELECT id FROM records WHERE id = 'orbiter-2008';\n"
    ended = script(f"\\cite\n{asked}SELECT 1 AS one;\n\\cite\n{asked}", "--format", "csv")
    assert ended.out == 'id,cited_lines\norbiter-2008,"99, 237"\none\n1\nid\norbiter-2008\n'
    assert (ended.code, ended.err) == (0, "")


def test_the_time_of_a_statement_is_told_on_stderr(script: Callable[..., Ended]) -> None:
    ended = script("\\t\nSELECT 1 AS one;\n\\t\nSELECT 2;\n", "--format", "csv")
    assert ended.out == "one\n1\n2\n2\n"
    assert ended.err.startswith("1 row in 0.")
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("end", ["\\q", "quit", "exit;", "EXIT"])
def test_nothing_runs_after_the_end(script: Callable[..., Ended], end: str) -> None:
    assert script(f"\\nothing\n{end}\nSELECT 1;").out == ""
    assert script(f"{end}\n\\nothing\n").code == 0
    assert script(f"\\nothing\n{end}\n").code == 2


def test_the_help_names_every_command(script: Callable[..., Ended]) -> None:
    ended = script("help\n")
    assert ended.code == 0
    for name in ("\\d [TABLE]", "\\l", "\\s [FORMAT]", "\\x", "\\cite", "\\t", "\\?", "\\q", "Ctrl-C"):
        assert f"\n{name} " in ended.out


def test_a_stream_is_utf_8_with_or_without_a_mark_at_its_start(script: Callable[..., Ended]) -> None:
    assert script("\ufeffSELECT 'Altı' AS name;", "--format", "csv").out == "name\nAltı\n"
    ended = script(b"SELECT '\xff';")
    assert (ended.code, ended.err) == (1, "azmil: standard input is not UTF-8 text; save it as UTF-8\n")


def test_an_empty_answer_and_an_empty_stream_are_no_failure(script: Callable[..., Ended]) -> None:
    assert script("SELECT 1 WHERE 0;") == type(script(""))("", "azmil: nothing found\n", 0)
    assert script("") == script(";;\n-- nothing") == type(script(""))("", "", 0)


def test_a_stream_loads_no_prompt_and_nothing_of_the_writing_side(database: Path) -> None:
    program = (
        "import sys\nfrom azmil import cli\n"
        f"cli.run(['--database', {str(database)!r}, 'shell', '--format', 'csv'])\n"
        "names = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(names & {'prompt_toolkit', 'sqlalchemy', 'alembic', 'yaml', 'pydantic', 'rich'}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], input="\\d units\nSELECT 1;", capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines()[-3:] == ["1", "1", "[]"]
    assert ended.stderr == ""


# At the prompt


def test_a_statement_is_written_over_several_lines(typed: Callable[..., tuple[int, str, str]]) -> None:
    assert typed("SELECT 7\rAS seven\r;\r\x04") == (0, "seven\n─────\n7\n", "\n")


def test_a_mistake_brings_the_prompt_back(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = typed("SELEC;\rSELECT 1 AS one;\r\\q\r")
    assert (code, out) == (0, "one\n───\n1\n")
    assert err.startswith('azmil: cannot run the SQL statement: near "SELEC": syntax error')


def test_ctrl_c_clears_the_line(typed: Callable[..., tuple[int, str, str]]) -> None:
    assert typed("SELECT 'open\x03SELECT 2 AS two;\r\x04") == (0, "two\n───\n2\n", "\n")


def test_what_is_chosen_in_the_menu_is_taken_by_enter(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    with create_pipe_input() as keyboard:
        made = prompt.make(session, keyboard=keyboard, screen=DummyOutput())

        def choose(buffer: Buffer) -> None:
            state = buffer.complete_state
            if state and len(state.completions) > 1 and state.complete_index is None:
                keyboard.send_text("\x1b[B\r;\r\x04")

        made.default_buffer.on_completions_changed += choose
        keyboard.send_text("SELECT label FROM branches WHERE code = 'na")
        assert converse(session, made.prompt) == 0
    assert capsys.readouterr().out == "label\n─────\nNavy\n"


def editor(folder: Path, program: str) -> str:
    """Make an editor of a program that is given the text's path as ``path``; return the command that starts it."""
    file = folder / "an editor.py"
    file.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{program}\n")
    return f"{sys.executable} '{file}'"


def test_what_is_saved_in_the_editor_is_run(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, "path.write_text(path.read_text() + 'AS ə;\\n', 'utf-8')"))
    assert typed("SELECT 7 \x18\x05", "\x04") == (0, "ə\n─\n7\n", "\n")


@cases(
    "program, reason",
    [
        ("shell.editor.CANNOT_EDIT", "path.unlink()", "no such file or directory"),
        ("shell.editor.CANNOT_EDIT", "path.write_bytes(b'\\xff')", "it saved what is not UTF-8 text"),
        ("shell.editor.CANNOT_EDIT", None, "no closing quotation"),
    ],
)
@pytest.mark.usefixtures("fault")
def test_an_editor_that_fails_brings_the_prompt_back(
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
    assert err == (
        f"azmil: cannot edit with '{command}': {reason}; name another in the variable EDITOR; "
        "what was written is in the history\n\n"
    )


def test_bytes_that_are_no_text_bring_the_prompt_back(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = typed("SELECT 'a\udcff';\r", "SELECT 7 AS n;\r", "\x04")
    assert (code, out) == (0, "n\n─\n7\n")
    assert err == (
        "azmil: 'SELECT 'a\\udcff';' is not text in UTF-8; write it in letters that your terminal's locale has\n\n"
    )


def test_an_editor_that_ends_with_an_error_changes_nothing(
    typed: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "false")
    assert typed("SELECT 7 AS n;\x18\x05\r", "\x04") == (0, "n\n─\n7\n", "\n")


def test_what_a_toggle_does_is_said(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = typed("\\x\r\\x\r\\t\r\\cite\r\\s\r\\s csv\r\x04")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "answers are printed as vertical",
        "answers are printed as table",
        "the time of each statement is told",
        "rows that have an id are printed with the lines behind them",
        f"answers are printed as table; \\s FORMAT sets another: {', '.join(list(printable())[1:])}",
        "answers are printed as csv",
    ]


def test_what_was_asked_is_there_in_the_next_session(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    typed("SELECT 'ı'\rAS kept;\r\x04")
    kept = tmp_path / "azmil" / "history"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert typed("\x1b[A\r\x04")[1] == "kept\n────\nı\n"


def test_without_a_folder_to_write_in_the_shell_remembers_for_its_session(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert isinstance(prompt.history(), InMemoryHistory)
    assert typed("SELECT 1 AS one;\r\x04") == (0, "one\n───\n1\n", "\n")


def test_a_history_that_cannot_be_written_any_more_stops_nothing(
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


def test_ctrl_c_stops_a_statement_and_not_the_shell(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter([ENDLESS, "SELECT 1 AS one;"])

    def ask_for() -> str:
        try:
            text = next(answers)
        except StopIteration:
            raise EOFError from None
        if text == ENDLESS:
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        return text

    assert converse(session, ask_for) == 0
    captured = capsys.readouterr()
    assert captured.out == "one\n───\n1\n"
    assert captured.err.partition("\n")[2] == "\nazmil: interrupted; nothing is left half done\n\n"


def test_a_statement_that_cannot_be_stopped_is_abandoned_and_the_next_one_asked(database: Path) -> None:
    """Nothing interrupts SQLite inside of one call of ``trim``, which takes minutes here."""
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
        time.sleep(0.3)  # until it is inside
        process.send_signal(signal.SIGINT)
        assert process.stderr.readline() == (
            "azmil: interrupted; abandoned the SQL statement: it is in a function that cannot be interrupted; "
            "ask for less\n"
        )
        assert [process.stdout.readline(), process.stdout.readline()] == ["2\n", "2\n"]
        assert process.wait(10) == 130


def test_what_sql_and_the_database_know_is_coloured(session: Session) -> None:
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
