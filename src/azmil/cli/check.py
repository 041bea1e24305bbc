"""Own ``azmil check``."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Option

from azmil.cli.app import one
from azmil.cli.options import Alone, Folders
from azmil.errors import Exit


def check(
    folders: Folders = None,
    alone: Alone = False,
    may_be_open: Annotated[bool, Option("--open", help="Let lines of a source be open still.")] = False,
) -> int:
    """Test the seeds: every problem as path:line:column, with what to do; nothing is changed.

    Example: azmil check
    """
    from azmil.check import check as run
    from azmil.check import seed_files
    from azmil.render import clean, say

    checked = run(seed_files(folders or [], alone=alone), may_be_open=may_be_open)
    for problem in checked.problems:
        print(clean(str(problem)))  # noqa: T201 - the answer
    if checked.problems:
        say(f"azmil: {len(checked.problems)} problems" if len(checked.problems) > 1 else "azmil: 1 problem")
        return Exit.CANNOT
    say(f"azmil: the seeds are sound: {len(checked.rows['records']):,} records")
    return Exit.DONE


def command() -> Any:
    """Return the command."""
    return one("check", check)
