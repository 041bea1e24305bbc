"""``azmil check``: every problem of the seeds."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Option

from azmil.cli.messages import say, worded
from azmil.cli.tree import Alone, Folders, one
from azmil.errors import Fault, counted

PROBLEMS = Fault(
    "a check finds problems in the seeds, which it lists", "the seeds have {count}", "correct them and check again"
)


def check(
    folders: Folders = None,
    alone: Alone = False,
    may_be_open: Annotated[bool, Option("--open", help="Let lines of a source be open still.")] = False,
) -> None:
    """Test the seeds: every problem as path:line:column, with what to do; nothing is changed.

    Example: azmil check
    """
    from azmil.formats.terminal.screen import clean
    from azmil.seeds import check as run
    from azmil.seeds import seed_files

    checked = run(seed_files(folders or [], alone=alone), may_be_open=may_be_open)
    for problem in checked.problems:
        print(clean(f"{problem.place}: {worded(problem.error)}"))  # noqa: T201 - the answer
    for note in checked.notes:
        say(f"{note.place}: note: {worded(note.error)}")
    if checked.problems:
        raise PROBLEMS(count=counted(len(checked.problems), "problem"))
    say(f"azmil: the seeds are sound: {counted(checked.cited, 'record')}")


def command() -> Any:
    """Return the command."""
    return one("check", check)
