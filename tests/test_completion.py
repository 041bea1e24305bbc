"""Completion: the candidates for each place of a line, and real shells that insert them."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from azmil import paths
from azmil.cli import bash
from azmil.cli.completion import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.paths import Address
    from conftest import Result

# Values with every character that is special in a shell; few begin with the same letter.
VALUES = (
    "Yak 40", "O'Brien & Co", 'the "Hawk"', "mixed ' and \"", "Talks: one", "a:b:c", "k*b", "*", "$HOME x", "back\\slash",
    "end\\", "(paren) x", "[x] {y,z}", "Şuşa şəhəri", "Əliyev", "!bang!", "~tilde", "#hash", "p=q", "w;y|z", "`cmd`",
    "<in> out", "finishes '", 'quo"', "u@host", "caret^", "é  ù",
)  # fmt: skip


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of a user-defined report with these values."""
    rows = " UNION ALL ".join(f"SELECT '{value.replace(chr(39), chr(39) * 2)}' AS word" for value in VALUES)
    header = "-- Odd values.\n--\n-- :size (text = small, one of small large): which\n--\n-- word (text): a value\n"
    (tmp_path / "odd.sql").write_text(f"{header}SELECT word FROM ({rows}) WHERE :size <> ''\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return "odd.sql"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["que"], ["query"]),
        (["query", "equ"], ["equipment"]),
        (["query", "equipment", "--branch", "bo"], ["border-guard"]),
        (["query", "equipment", "--branch=bo"], ["--branch=border-guard"]),
        (["query", "equipment", "--branch", "navy", "--branch", "bo"], ["border-guard"]),
        (["query", "equipment", "--branch=navy", "--max-c"], ["--max-count"]),
        (["query", "equipment", "--holder", "azeri"], ["azerbaijan", "azerbaijani-navy"]),
        (
            ["query", "people", "--post", "ch"],
            ["adr-chief-of-staff", "azerbaijani-chief-military-advisor", "azerbaijani-chief-of-staff"],
        ),
        (["query", "equipment", "--format", "j"], ["json", "jsonl"]),
        (["query", "equipment", "--by", "sc"], ["scope"]),
        (["query", "equipment", "--by", "holder,sc"], ["holder,scope"]),
        (["query", "equipment", "--sum", ""], ["quantity", "count"]),
        (["query", "deployments", "--sum", ""], ["strength", "people"]),
        (["query", "limits", "--sum", ""], []),
        (["query", "equipment", "--columns", "count,equ"], ["count,equipment"]),
        (["query", "equipment", "--sort", "holder,-coun"], ["holder,-country", "holder,-count"]),
        (["query", "equipment", "--has", "lo"], ["lowest"]),
        (["query", "equipment", "--max-c"], ["--max-count"]),
        (["query", "equipment", "--limit", "1"], []),
        (["query", "equipment", "--", "--max-c"], []),
        (["query", "odd.sql", "--size", ""], ["small", "large"]),
        (["query", "odd.sql", "--size", "small", "--word", "O"], ["O'Brien & Co"]),
        (["show", "osa"], ["osa-ii"]),
        (["show", "osa-ii", "osa"], []),
        (["query", "facts", "--about", "osa"], ["osa-ii"]),
        (["query", "facts", "--source", "art"], ["article"]),
        (["query", "facts", "--cites", "11"], []),
        (["timeline", "--about", "osa"], ["osa-ii"]),
        (["coverage", "--source", "art"], ["article"]),
        (["cite", "Mig 2"], ["mig-21", "mig-23", "mig-25", "mig-29"]),
        (["new", "ev"], ["event"]),
        (["new", "holding", "equipment=o", "co"], ["count=", "context="]),
        (["new", "holding", "holder=azerbaijani-nav"], ["holder=azerbaijani-navy"]),
        (["new", "holding", "equipment=osa"], ["equipment=osa-ii"]),
        (["new", "holding", "cou"], ["count="]),
        (["new", "transfer", "means=l"], ["means=loan", "means=lease", "means=licensed-production"]),
        (["new", "gap", "expects=agreement-"], ["expects=agreement-action"]),
        (["new", "equipment", "is_agg"], ["is_aggregate=yes", "is_aggregate=no"]),
        (["new", "nothing", "x"], []),
        (["export", "out", "--to", ""], ["datapackage", "csv", "xlsx", "sql"]),
        (["export", "out", "--to", "d"], ["datapackage"]),
        (["tree", "osa"], ["osa-ii"]),
        (["tree", "equ"], ["equipment"]),
        (["tree", "vess"], ["vessel"]),
        (["tree", "tom"], []),
        (["tree", "--format", "v"], []),
        (["tree", "--format", "s"], ["svg"]),
        (["query", "equipment", "--format", "s"], []),
        (["tree", "--format", "js"], ["json", "jsonl"]),
        (["schema", "hold"], ["holdings"]),
        (["completion", "z"], ["zsh"]),
        (["help", "m"], ["mcp", "marks"]),
        (["conflicts", "--state", "o"], ["open"]),
        (["source", "v"], ["verify"]),
        (["nothing", "x"], []),
        (["query", "nothing", "--x"], []),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("odd")
def test_candidates_depend_on_the_preceding_words(
    azmil: Callable[..., Result], words: list[str], found: list[str]
) -> None:
    ended = azmil("complete", "fish", *words)
    assert (ended.code, [line.partition("\t")[0] for line in ended.out.splitlines()[1:]], ended.err) == (0, found, "")


@pytest.mark.parametrize(
    "words",
    [
        "--database x",
        "--database=x",
        "query equipment --output x",
        "query equipment --output=x",
        "query ./x",
        "sql -f x",
        "diff x",
        "diff x y",
        "check x",
        "check x y",
        "load x",
        "source verify x",
        "source attach x",
        "source add x",
        "source add x --seeds y",
    ],
)
def test_file_names_are_left_to_the_shell(azmil: Callable[..., Result], words: str) -> None:
    assert azmil("complete", "zsh", *words.split()).out == "files\n"


def test_files_are_completed_after_a_redirection(azmil: Callable[..., Result]) -> None:
    assert azmil("complete", "bash", "azmil query facts > x", "x", "9").out == "files\n"
    assert azmil("complete", "bash", "azmil query 2>&1 fact", "fact", "9").out == "words\nfacts\n"


def test_zsh_and_fish_receive_the_meaning_of_each_candidate(azmil: Callable[..., Result]) -> None:
    words = ("query", "equipment", "--branch", "ground")
    assert azmil("complete", "zsh", *words).out == "words\nground-forces\tGround Forces\n"
    assert azmil("complete", "fish", *words).out == "words\nground-forces\tGround Forces\n"
    after_equals = ("query", "equipment", "--branch=ground")
    assert azmil("complete", "zsh", *after_equals).out == "words\nground-forces\tGround Forces\n"
    assert azmil("complete", "fish", *after_equals).out == "words\n--branch=ground-forces\tGround Forces\n"


def test_candidates_that_do_not_extend_the_typed_text_are_only_listed(azmil: Callable[..., Result]) -> None:
    """The names have only "azerbaijan" in common, which does not begin with the typed "azeri"."""
    words = ("query", "equipment", "--holder", "azeri")
    assert azmil("complete", "zsh", *words).out.startswith("list\nazerbaijan\t")
    line = (f"azmil {' '.join(words)}", "azeri")
    assert azmil("complete", "bash", *line, "9").out == "list\n\nazerbaijan\nazerbaijani-navy\n"
    assert azmil("complete", "bash", *line, "63").out == "list\nazerbaijan\nazerbaijani-navy\n"
    assert azmil("complete", "zsh", "cite", "Mig 2").out.startswith("words\nmig-21\t")


def test_completion_does_not_report_or_build_a_missing_database(azmil: Callable[..., Result], tmp_path: Path) -> None:
    ended = azmil("complete", "fish", "--database", str(tmp_path / "x.db"), "show", "osa")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    ended = azmil("complete", "fish", f"--database={tmp_path / 'x.db'}", "show", "osa")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_values_of_an_endless_report_are_not_completed(azmil: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "endless.sql"
    path.write_text(
        "-- Without end.\n--\n-- word (text): a number\n"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'a' || i AS word FROM n WHERE i < 0\n",
        encoding="utf-8",
    )
    ended = azmil("complete", "fish", "query", str(path), "--word", "a")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


@pytest.mark.parametrize(
    ("line", "words", "quote"),
    [
        ("azmil show a\\ b", ["azmil", "show", "a b"], ""),
        ("azmil show 'a b", ["azmil", "show", "a b"], "'"),
        ('azmil show "a \\"b\\x', ["azmil", "show", 'a "b\\x'], '"'),
        ("azmil show a'b'\"c\"", ["azmil", "show", "abc"], ""),
        ("azmil show ''", ["azmil", "show", ""], ""),
        ("azmil '' ", ["azmil", "", ""], ""),
        ("azmil show a\\", ["azmil", "show", "a"], ""),
        ("azmil show 2>x >&2 a", ["azmil", "show", "a"], ""),
        ("x | azmil show", ["azmil", "show"], ""),
    ],
)
def test_a_line_is_split_into_words_as_in_bash(line: str, words: list[str], quote: str) -> None:
    assert bash.read(line)[:2] == (words, quote)


@pytest.mark.parametrize("inside", ["", "'", '"'])
def test_bash_reads_a_quoted_value_unchanged(inside: str) -> None:
    """As in readline, the quote is closed unless the text already ends with it."""
    words = []
    for value in VALUES:
        quoted = bash.quote(value, inside)
        words.append(f"{inside}{quoted}{'' if quoted.endswith(inside) else inside}" if inside else quoted)
    ended = subprocess.run(
        ["bash", "--norc", "-c", f"printf '%s\\0' {' '.join(words)}"], capture_output=True, encoding="utf-8", check=True
    )
    assert ended.stdout.split("\0")[:-1] == list(VALUES)
    for value, word in zip(VALUES, words, strict=True):
        assert bash.read(word).words == [value]


@pytest.fixture
def shells(database: Address, tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Function that returns the environment of a shell, in which azmil writes its arguments to a file.

    The function skips the test if the shell is not installed; with AZMIL_ALL_SHELLS=1 the test fails.
    """
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "azmil").write_text(
        '#!/bin/sh\ncase $1 in complete|completion) exec "$PYTHON" -m azmil "$@";; esac\n'
        'printf "%s\\0" "$@" "" >>"$ARGUMENTS"\n',
        encoding="utf-8",
    )
    (folder / "azmil").chmod(0o755)

    def environment(shell: str) -> dict[str, str]:
        if shutil.which(shell) is None:
            assert os.environ.get("AZMIL_ALL_SHELLS") != "1", f"{shell} is not installed"
            pytest.skip(f"{shell} is not installed")
        return {
            "PATH": f"{folder}:/usr/local/bin:/usr/bin:/bin",
            "PYTHON": sys.executable,
            "PYTHONPATH": str(paths.PACKAGE.parent),
            "ARGUMENTS": str(tmp_path / "arguments"),
            "HOME": str(tmp_path / "home"),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            paths.VARIABLE: str(database),
        }

    return environment


BASH = """
eval "$(azmil completion bash)"
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
_azmil azmil "$2" ""
[[ ${#COMPREPLY[@]} = 0 ]] || printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("azmil query equipment --branch=na", "na", ["navy", "naval-aviation", "national-guard"]),
        ("azmil query odd.sql --word a:b", "b", ["b:c"]),
        ("azmil query odd.sql --word Talks", "Talks", ["Talks:\\ one"]),
        ('azmil query odd.sql --word="the \\"', 'the \\"', ['the \\"Hawk\\""']),
        ("azmil query odd.sql --word 'mixed", "mixed", ["mixed '\\'' and \""]),
        ("azmil query odd.sql --word \\*", "\\*", ["\\*"]),
        ("azmil query odd.sql --word ?", "?", []),
    ],
)
@pytest.mark.usefixtures("odd")
def test_the_bash_script_returns_replacements_for_the_end_of_the_line(
    shells: Callable[[str], dict[str, str]], line: str, text: str, found: list[str]
) -> None:
    ended = subprocess.run(
        ["bash", "--norc", "-c", BASH, "bash", line, text],
        capture_output=True, encoding="utf-8", check=True, env=shells("bash"),
    )  # fmt: skip
    assert (ended.stdout.splitlines(), ended.stderr) == (found, "")


@pytest.mark.parametrize("form", ["--word ", "--word="])
def test_fish_completes_every_value(shells: Callable[[str], dict[str, str]], odd: str, form: str) -> None:
    values = VALUES[:6]
    lines = [f"azmil query {odd} {form}{shlex.quote(value[:3])}" for value in values]
    commands = "\n".join(f"complete -C {shlex.quote(line)}" for line in lines)
    ended = subprocess.run(
        ["fish", "--no-config", "-c", f"azmil completion fish | source\n{commands}"],
        capture_output=True, encoding="utf-8", check=True, env=shells("fish"),
    )  # fmt: skip
    option = form if form.endswith("=") else ""
    assert ended.stdout.splitlines() == [option + value for value in values]


def test_fish_completes_files(shells: Callable[[str], dict[str, str]], odd: str) -> None:
    lines = ["azmil query facts --output od", "azmil query facts --output=od", "azmil check od", "azmil query facts od"]
    commands = "\n".join(f"complete -C {shlex.quote(line)}" for line in lines)
    ended = subprocess.run(
        ["fish", "--no-config", "-c", f"azmil completion fish | source\n{commands}"],
        capture_output=True, encoding="utf-8", check=True, env=shells("fish"),
    )  # fmt: skip
    assert ended.stdout.splitlines() == [odd, f"--output={odd}", odd]


STARTS = {
    "bash": ["bash --norc --noprofile -i", 'eval "$(azmil completion bash)"'],
    "zsh": ["zsh -f -i", "autoload -U compinit; compinit -D -u", 'eval "$(azmil completion zsh)"'],
    "zsh, from a file": ["zsh -f -i", "fpath=($PWD $fpath)", "autoload -U compinit; compinit -D -u"],
}
KEYS = [
    ("query odd.sql --word Y\t", ["query", "odd.sql", "--word", "Yak 40"]),
    ("query odd.sql --word=O\t", ["query", "odd.sql", "--word=O'Brien & Co"]),
    ('query odd.sql --word "m\t', ["query", "odd.sql", "--word", "mixed ' and \""]),
    ("query odd.sql --word 'm\t", ["query", "odd.sql", "--word", "mixed ' and \""]),
    ("query odd.sql --word a:\t", ["query", "odd.sql", "--word", "a:b:c"]),
    ("query odd.sql --word \\$\t", ["query", "odd.sql", "--word", "$HOME x"]),
    ("query odd.sql --word k\t", ["query", "odd.sql", "--word", "k*b"]),
    ("query odd.sql --word Ş\t", ["query", "odd.sql", "--word", "Şuşa şəhəri"]),
    ("query odd.sql --word nothing\t", ["query", "odd.sql", "--word", "nothing"]),
    ("query odd.sql --output=od\t", ["query", "odd.sql", "--output=odd.sql"]),
    ("check od\t", ["check", "odd.sql"]),
    ("show 'Mig 29\t", ["show", "mig-29"]),
]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.usefixtures("odd")
def test_a_line_completed_in_a_terminal_runs_with_the_exact_value(
    shells: Callable[[str], dict[str, str]], tmp_path: Path, start: str
) -> None:
    command, *first = STARTS[start]
    environment = shells(command.partition(" ")[0])
    (tmp_path / "_azmil").write_text(SCRIPTS["zsh"], encoding="utf-8")
    typed = [f"{line}\r" for line in first] + [f"azmil {keys} END\r" for keys, _ in KEYS]
    received = _arguments_received(command, typed, environment, len(KEYS))
    assert received == [[*arguments, "END"] for _, arguments in KEYS]


def _arguments_received(command: str, typed: list[str], environment: dict[str, str], calls: int) -> list[list[str]]:
    """Type lines into the terminal of a shell; return the arguments of each call of azmil."""
    ours, theirs = os.openpty()
    started = subprocess.Popen(
        ["sh", "-c", f'exec {command} <"$0" >"$0" 2>&1', os.ttyname(theirs)], env=environment, start_new_session=True
    )
    os.set_blocking(ours, False)
    end = time.monotonic() + 90
    found: list[list[str]] = []
    for at, line in enumerate(typed):
        os.write(ours, line.encode())
        while time.monotonic() < end:
            _drain(ours)
            found = _read(Path(environment["ARGUMENTS"]))
            if len(found) >= min(calls, at + 1 - (len(typed) - calls)):
                break
            time.sleep(0.02)
    started.kill()
    started.wait()
    os.close(ours)
    os.close(theirs)
    return found


def _drain(terminal: int) -> None:
    """Discard the output of a shell, so that a full buffer does not block it."""
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        return


def _read(path: Path) -> list[list[str]]:
    """Return the arguments of each call that was written completely."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [call.split("\0") for call in text.split("\0\0")[:-1]]


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_is_printed_without_a_message(azmil: Callable[..., Result], shell: str) -> None:
    """The start-up file of a shell runs this command, so a message would appear in every new terminal."""
    ended = azmil("completion", shell)
    assert (ended.code, ended.out, ended.err) == (0, SCRIPTS[shell], "")


def test_an_unsupported_shell_is_an_error(azmil: Callable[..., Result]) -> None:
    ended = azmil("completion", "bsh")
    assert (ended.code, ended.err) == (2, "azmil: no completion script for 'bsh'; did you mean 'bash'?\n")
