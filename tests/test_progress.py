"""The progress bar of long commands."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from azmil.errors import INTERRUPTED, AzmilError
from azmil.formats.terminal import progress
from azmil.formats.terminal.progress import Bar
from azmil.seeds import check, seed_files
from azmil.values.progress import tracked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Stream(io.StringIO):
    """A stderr that may be a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Stream]:
    def replaced(*, is_terminal: bool = True, term: str = "xterm", delay: float = 0) -> Stream:
        stream = Stream(is_terminal=is_terminal)
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress, "DELAY", delay)
        monkeypatch.setenv("TERM", term)
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "80")
        return stream

    return replaced


def shown(stream: Stream, text: str) -> bool:
    """Return whether a text appears on a stream within some seconds."""
    end = time.monotonic() + 20
    while text not in stream.getvalue() and time.monotonic() < end:
        time.sleep(0.05)
    return text in stream.getvalue()


def test_a_bar_shows_the_step_and_the_share_that_is_done(stderr: Callable[..., Stream]) -> None:
    stream = stderr()
    with Bar(sys.stderr) as bar:
        bar("writing pages", 30, 120)
        assert shown(stream, "azmil: writing pages")
        assert shown(stream, "25%")
    assert stream.getvalue().endswith("\x1b[2K")  # the line is erased


def test_a_step_of_unknown_length_has_no_share(stderr: Callable[..., Stream]) -> None:
    stream = stderr()
    with Bar(sys.stderr) as bar:
        bar("comparing the editions")
        assert shown(stream, "azmil: comparing the editions")
    assert "%" not in stream.getvalue()


@pytest.mark.parametrize(
    "setting",
    [{"is_terminal": False}, {"term": "dumb"}, {"term": ""}, {"delay": 60}],
    ids=["pipe", "dumb", "no", "soon"],
)
def test_nothing_is_drawn_without_a_terminal_or_by_fast_commands(
    stderr: Callable[..., Stream], setting: dict[str, object]
) -> None:
    stream = stderr(**setting)
    with Bar(sys.stderr) as bar:
        bar("writing pages", 30, 120)
        time.sleep(0.3)
    assert stream.getvalue() == ""


def test_a_note_is_printed_on_a_line_of_its_own(stderr: Callable[..., Stream]) -> None:
    stream = stderr()

    def note(error: AzmilError) -> None:
        stream.write(f"azmil: {error.message}\n")

    with Bar(sys.stderr) as bar:
        bar("writing pages", 30, 120)
        assert shown(stream, "25%")
        bar.noted(note)(INTERRUPTED())
    assert "\x1b[2Kazmil: interrupted\n" in stream.getvalue()


def test_a_fast_command_on_a_terminal_does_not_load_the_bar_of_rich(tmp_path: Path) -> None:
    script = (
        "import sys; sys.stderr.isatty = lambda: True\n"
        "from azmil.cli import run\n"
        f"code = run(['--database', {str(tmp_path / 'azmil.db')!r}, 'check', {str(tmp_path)!r}])\n"
        "print(code, 'rich.progress' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout == "1 False\n"  # the folder contains no seeds


def test_progress_is_reported_from_time_to_time() -> None:
    calls: list[tuple[str, int, int]] = []
    items = list(tracked(range(1200), "writing rows", 2000, lambda *call: calls.append(call), 300))
    assert items == list(range(1200))
    assert calls == [("writing rows", 500, 2000), ("writing rows", 1000, 2000)]


def test_a_check_reports_its_steps_in_order() -> None:
    steps: list[str] = []
    check(seed_files(), progress=lambda step, _done, _total: steps.append(step))
    assert list(dict.fromkeys(steps)) == [
        "reading seed files",
        "looking up references",
        "checking the rules of tables",
        "checking records",
    ]
