"""``azmil check``: validation of the seed files."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Option

from azmil.cli.base import Alone, Folders, single_command
from azmil.cli.messages import format_error, say
from azmil.errors import Fault, counted

PROBLEMS = Fault("a check finds problems in the seed files", "the seed files have {count}", "fix them and check again")


def check(
    folders: Folders = None,
    alone: Alone = False,
    may_be_open: Annotated[bool, Option("--open", help="Allow source lines that no claim cites yet.")] = False,
) -> None:
    """Validate the seed files. Print each problem with its path:line:column and a hint; exit with 1 if there are any.

    Example: azmil check
    """
    from azmil.formats.terminal.screen import clean
    from azmil.seeds import check as run
    from azmil.seeds import seed_files

    checked = run(seed_files(folders or [], alone=alone), may_be_open=may_be_open)
    for problem in checked.problems:
        print(clean(f"{problem.place}: {format_error(problem.error)}"))  # noqa: T201 - the output
    for note in checked.notes:
        say(f"{note.place}: note: {format_error(note.error)}")
    if checked.problems:
        raise PROBLEMS(count=counted(len(checked.problems), "problem"))
    say(f"azmil: the seed files are valid: {counted(checked.record_count, 'record')}")


def command() -> Any:
    """Return the command ``azmil check``."""
    return single_command("check", check)
