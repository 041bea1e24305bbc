"""Help: every command teaches itself with an example that works."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from azmil.cli.app import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ended

# Asked of a reader at a terminal, or needing a document that is not in the repository.
ELSEWHERE = {"shell", "source"}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ELSEWHERE and name != "query"])
def test_the_example_in_the_help_of_a_command_works(
    azmil: Callable[..., Ended], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = azmil(name, "--help")
    assert (shown.code, shown.err) == (0, "")
    (example,) = re.findall(r"Example: azmil (.*(?:\n   +\S.*)?)", shown.out)
    ended = azmil(*shlex.split(" ".join(example.split())))
    assert ended.code == 0, ended.err


@pytest.mark.parametrize("name", ["attach", "verify", "add"])
def test_the_documents_of_sources_have_examples_too(azmil: Callable[..., Ended], name: str) -> None:
    assert f"Example: azmil source {name} " in azmil("source", name, "--help").out


def test_the_top_lists_every_command_with_what_it_is_for(azmil: Callable[..., Ended]) -> None:
    shown = azmil("--help").out
    for name, meaning in COMMANDS.items():
        assert re.search(rf"^  {name} +\w", shown, re.MULTILINE), name
        assert meaning in " ".join(shown.split()) or name in ("conflicts", "gaps")


def test_the_version_is_printed(azmil: Callable[..., Ended]) -> None:
    from azmil import __version__

    assert azmil("--version").out == f"azmil {__version__}\n"
