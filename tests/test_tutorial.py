"""The tutorial, run as it is written: every command, the output where it is printed, and the seeds that it leads to."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

    from conftest import Result

TOP = Path(__file__).resolve().parent.parent
TUTORIAL = TOP / "docs" / "tutorial.md"
EXAMPLE = TOP / "examples" / "coast-guard"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def steps() -> Iterator[tuple[str, str]]:
    """Yield each command of the tutorial, with the output that is printed below it, if any."""
    for block in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = step.partition("\n")
            yield command, output


def test_the_tutorial_works_as_printed(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeds before the new edition are those of the example, which users copy."""
    assert (EXAMPLE / "notes.txt").read_text(encoding="utf-8") in TUTORIAL.read_text(encoding="utf-8")
    for name in ("coast-guard.txt", "coast-guard-2.txt", "notes.txt"):
        shutil.copy(EXAMPLE / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    for command, output in steps():
        if not command.startswith("azmil "):
            subprocess.run(command, shell=True, check=True)  # the edit of a file
            continue
        if command.endswith("--write"):
            assert contents(Path("mine")) == contents(EXAMPLE / "mine")
        ended = run(*shlex.split(command)[1:])
        assert ended.code == (3 if "source update" in command or " diff " in f"{command} " else 0), command + ended.err
        printed = "\n".join(part.strip("\n") for part in (ended.out, ended.err) if part)
        assert not output or printed == output.strip("\n"), command


def test_the_example_is_valid(run: Callable[..., Result]) -> None:
    """It can be copied as it is."""
    ended = run("check", "--alone", str(EXAMPLE / "mine"))
    assert (ended.code, ended.err) == (0, "azmil: the seed files are valid: 27 records\n")


def contents(folder: Path) -> dict[str, str]:
    """Return the text of each file in a folder."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in paths}
