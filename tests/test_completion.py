"""Completion: the words that can stand where somebody types."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from azmil import paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ended


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["que"], ["query"]),
        (["query", "equ"], ["equipment"]),
        (["query", "equipment", "--branch", "bo"], ["border-guard"]),
        (["query", "equipment", "--holder", "azeri"], ["azerbaijan", "azerbaijani-navy"]),
        (
            ["query", "people", "--post", "ch"],
            ["adr-chief-of-staff", "azerbaijani-chief-military-advisor", "azerbaijani-chief-of-staff"],
        ),
        (["query", "equipment", "--format", "j"], ["json", "jsonl"]),
        (["query", "equipment", "--by", "sc"], ["scope"]),
        (["query", "equipment", "--max-c"], ["--max-count"]),
        (["show", "osa"], ["osa-ii"]),
        (["query", "facts", "--about", "osa"], ["osa-ii"]),
        (["query", "facts", "--source", "art"], ["article"]),
        (["query", "facts", "--cites", "11"], []),
        (["cite", "Mig 2"], ["mig-21", "mig-23", "mig-25", "mig-29"]),
        (["schema", "hold"], ["holdings"]),
        (["completion", "z"], ["zsh"]),
        (["conflicts", "--state", "o"], ["open"]),
        (["source", "v"], ["verify"]),
        (["nothing", "x"], []),
    ],
    ids=" ".join,
)
def test_the_words_that_can_stand_there_are_offered(
    azmil: Callable[..., Ended], words: list[str], found: list[str]
) -> None:
    ended = azmil("complete", "bash", *words)
    assert (ended.code, ended.out.splitlines(), ended.err) == (0, found, "")


def test_zsh_and_fish_are_told_what_a_word_means(azmil: Callable[..., Ended]) -> None:
    asked = ("query", "equipment", "--branch", "ground")
    assert azmil("complete", "zsh", *asked).out == "ground-forces:Ground Forces\n"
    assert azmil("complete", "fish", *asked).out == "ground-forces\tGround Forces\n"


def test_a_database_that_is_not_there_is_no_message_in_the_middle_of_a_line(
    azmil: Callable[..., Ended], tmp_path: Path
) -> None:
    ended = azmil("complete", "bash", "--database", str(tmp_path / "x.db"), "show", "osa")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_a_value(database: Path, tmp_path: Path) -> None:
    """The script is read by a real shell, which asks a real azmil."""
    (tmp_path / "azmil").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m azmil "$@"\n', encoding="utf-8")
    (tmp_path / "azmil").chmod(0o755)
    script = """
        eval "$(azmil completion bash 2>/dev/null)"
        COMP_WORDS=(azmil --database "$1" query equipment --branch ground) COMP_CWORD=6
        _azmil; printf '%s\\n' "${COMPREPLY[@]}"
    """
    ended = subprocess.run(
        ["bash", "-c", script, "bash", str(database)],
        capture_output=True, text=True, check=True, env={"PATH": f"{tmp_path}:/usr/bin:/bin", "PYTHONPATH": str(paths.PACKAGE.parent)},
    )  # fmt: skip
    assert ended.stdout.split() == ["ground-forces"]


def test_a_shell_that_is_not_known_is_told(azmil: Callable[..., Ended]) -> None:
    ended = azmil("completion", "bsh")
    assert (ended.code, ended.err) == (2, "azmil: there is no completion for 'bsh'; did you mean 'bash'?\n")
