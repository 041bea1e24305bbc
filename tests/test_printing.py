"""Printing: encodings of stdout, repeated column names, control characters in tables, and the pager."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from azmil import cli, formats, paths
from azmil.api.rows import Rows
from azmil.formats.base import unique
from azmil.formats.terminal.pager import paged
from azmil.values.answers import answer_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LETTERS = "SELECT 'Nax' || char(231) || char(305) || 'van' AS place, 'x' AS next"
BEFORE = '"place": "Nax\\u00e7\\u0131van"'
PRINTED = {
    "table": b"place             next\n----------------------\nNax\\xe7\\u0131van  x\n",
    "vertical": b"place  Nax\\xe7\\u0131van\nnext   x\n",
    "csv": b"place,next\nNax\xc3\xa7\xc4\xb1van,x\n",
    "tsv": b"place\tnext\nNax\xc3\xa7\xc4\xb1van\tx\n",
    "md": b"| place | next |\n| --- | --- |\n| Nax\xc3\xa7\xc4\xb1van | x |\n",
    "html": b"<table>\n<thead><tr><th>place</th><th>next</th></tr></thead>\n<tbody>\n"
    b"<tr><td>Nax&#231;&#305;van</td><td>x</td></tr>\n</tbody>\n</table>\n",
    "json": f'[\n  {{\n    {BEFORE},\n    "next": "x"\n  }}\n]\n'.encode(),
    "jsonl": f'{{{BEFORE}, "next": "x"}}\n'.encode(),
}


class Terminal(io.StringIO):
    """A stream that looks like a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.fixture
def printed(database: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """Function that runs azmil with an ASCII stdout, as without a locale, and returns the printed bytes."""
    monkeypatch.setenv(paths.VARIABLE, str(database))
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments: str) -> bytes:
        buffer = io.BytesIO()
        stream = io.TextIOWrapper(buffer, "ascii", "backslashreplace")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            assert cli.run(list(arguments)) == 0
        assert (stream.encoding, stream.errors) == ("ascii", "backslashreplace")
        stream.flush()
        return buffer.getvalue()

    return run


def test_every_text_format_is_listed() -> None:
    assert set(PRINTED) == {name for name in formats.NAMES if not formats.find(name).needs_file}


@pytest.mark.parametrize("form", PRINTED)
def test_no_letters_are_lost_on_an_ascii_stdout(printed: Callable[..., bytes], form: str) -> None:
    """Files for programs are UTF-8, HTML has references, JSON has escapes, and tables stay aligned."""
    assert printed("sql", LETTERS, "--format", form) == PRINTED[form]
    assert printed("sql", LETTERS, "--format", form, "--output", "-") == PRINTED[form]


def test_sql_is_printed_as_utf_8(printed: Callable[..., bytes]) -> None:
    """An escape would change the text in the SQL."""
    assert "alias = 'Ağstafa'".encode() in printed("query", "aliases", "--alias", "Ağstafa", "--sql")


def test_a_long_table_without_unicode_has_a_rule_of_hyphens(printed: Callable[..., bytes]) -> None:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i FROM n"
    assert printed("sql", numbers).splitlines()[:3] == [b"i", b"----", b"1"]


def test_a_coverage_map_without_unicode_is_ascii(printed: Callable[..., bytes]) -> None:
    assert printed("coverage").splitlines()[-2:] == [
        b"# 188 cited   + 109 cited, repeating an earlier line   o 0 states nothing   ! 0 open   . 68 blank",
        b"297 of 297 nonblank lines are accounted for",
    ]


@pytest.mark.parametrize(
    ("names", "distinct"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a_2", "a_3"]),
        (["a", "a", "a_2"], ["a", "a_3", "a_2"]),
        (["a_2", "a", "a"], ["a_2", "a", "a_3"]),
        (["a", "a", "a_2", "a_2", "a_3"], ["a", "a_4", "a_2", "a_2_2", "a_3"]),
        (["a", "a_2", "a", "a_2", "a_2_2"], ["a", "a_2", "a_3", "a_2_3", "a_2_2"]),
    ],
)
def test_repeated_column_names_are_numbered_without_collisions(names: list[str], distinct: list[str]) -> None:
    assert unique(names) == distinct


def test_no_format_loses_a_value_of_a_repeated_column() -> None:
    answer = answer_of(["a", "a", "a_2"], [(1, 2, 3)])
    found = {"a": 1, "a_3": 2, "a_2": 3}
    for form in ("json", "jsonl"):
        stream = io.StringIO()
        write = formats.find(form).write_rows
        assert write is not None
        write(answer, stream)
        assert json.loads(stream.getvalue()) == ([found] if form == "json" else found)
    rows = Rows(answer)
    assert (rows.columns, rows[0]) == (["a", "a_3", "a_2"], found)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a       b"),
        ("\tb", "        b"),
        ("a\r\x00\x0b\x1b[31m\x7f\x9b", "a\\x0d\\x00\\x0b\\x1b[31m\\x7f\\x9b"),
        ("\u2028\u202e\u2066", "\\u2028\\u202e\\u2066"),
    ],
)
def test_a_control_character_does_not_move_a_column(text: str, shown: str) -> None:
    answer = answer_of(["one", "two"], [(text, "x"), ("y", "z")])
    width = max(len(shown), 3)
    table, vertical, long = io.StringIO(), io.StringIO(), io.StringIO()
    for form, stream in (("table", table), ("vertical", vertical)):
        write = formats.find(form).write_rows
        assert write is not None
        write(answer, stream)
    rule = "─" * (width + 5)
    head = f"{'one'.ljust(width)}  two\n{rule}\n{shown.ljust(width)}  x\n"
    assert table.getvalue() == f"{head}{'y'.ljust(width)}  z\n"
    assert vertical.getvalue() == f"one  {shown}\ntwo  x\n\none  y\ntwo  z\n"
    answer.rows += [("y", "z")] * 3000
    write = formats.find("table").write_rows
    assert write is not None
    write(answer, long)
    assert long.getvalue() == head + f"{'y'.ljust(width)}  z\n" * 3001


@pytest.mark.parametrize(
    ("pager", "less", "called"),
    [
        ("less", None, ["FRX"]),
        ("less", "-i", ["-i", "-R"]),
        ("less -S", "-i", ["-i", "-R", "-S"]),
        ("other -S", "-i", ["-i", "-S"]),
    ],
)
def test_less_shows_colours_with_any_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pager: str, less: str | None, called: list[str]
) -> None:
    """-R is added to the user's settings, but not for other pagers, which may not know it."""
    for name in ("less", "other"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$LESS" "$@" > {tmp_path}/called\ncat > {tmp_path}/text\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PAGER", pager)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("LINES", "10")
    if less is None:
        monkeypatch.delenv("LESS", raising=False)
    else:
        monkeypatch.setenv("LESS", less)
    with paged(Terminal()) as stream:
        stream.write("\x1b[1mı\x1b[0m\n" * 20)
    assert (tmp_path / "called").read_text().splitlines() == called
    assert (tmp_path / "text").read_text(encoding="utf-8") == "\x1b[1mı\x1b[0m\n" * 20
