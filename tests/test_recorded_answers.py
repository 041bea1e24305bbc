"""Answers to all reports as they were before the packages were rearranged; deleted when that is done.

``python tests/test_recorded_answers.py`` records them anew.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from azmil import reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ended

RECORDED = Path(__file__).parent / "recorded"
ASKED: dict[str, tuple[str, ...]] = {
    **{f"query-{name}": ("query", name) for name in reports.names()},
    "timeline": ("timeline",),
    "timeline-2006": ("timeline", "2006"),
    "timeline-nato": ("timeline", "--about", "nato"),
    "timeline-undated": ("timeline", "--undated"),
    "schema": ("schema",),
    "coverage": ("coverage", "--all"),
    "show": ("show", "azerbaijan"),
    "cite": ("cite", "osa-ii"),
    "as-of": ("query", "people", "--as-of", "2006"),
    "by": ("query", "equipment", "--by", "holder"),
}


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_is_what_it_was(azmil: Callable[..., Ended], name: str) -> None:
    """A move changes no answer."""
    ended = azmil(*ASKED[name], "--format", "json")
    assert ended.out == (RECORDED / f"{name}.json").read_text(encoding="utf-8")


if __name__ == "__main__":
    for name, words in ASKED.items():
        command = [sys.executable, "-m", "azmil", *words, "--format", "json"]
        whole = subprocess.run(command, capture_output=True, text=True, check=True)
        (RECORDED / f"{name}.json").write_text(whole.stdout, encoding="utf-8")
