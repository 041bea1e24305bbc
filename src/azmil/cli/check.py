"""``azmil check``: validation of the seed files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from azmil.cli.base import Alone, single_command
from azmil.cli.messages import format_error, say
from azmil.errors import Fault, counted

PROBLEMS = Fault("a check finds problems in the seed files", "the seed files have {count}", "fix them and check again")


Paths = Annotated[
    list[Path] | None,
    Argument(
        metavar="[FOLDER|FILE]...",
        help="Folders of your seed files, read after the built-in ones, or single files of them.",
    ),
]


def check(
    paths: Paths = None,
    alone: Alone = False,
    may_be_open: Annotated[bool, Option("--open", help="Allow source lines that no claim cites yet.")] = False,
) -> None:
    """Validate the seed files. Print each problem with its path:line:column and a hint; exit with 1 if there are any.

    A single file is checked with the rest of its folder, but only its problems are printed.

    Example: azmil check
    """
    import os

    from azmil.formats.terminal.progress import Bar
    from azmil.formats.terminal.screen import clean
    from azmil.seeds import check as run
    from azmil.seeds import folders_of, seed_files

    folders, single = folders_of(paths or [])
    files = seed_files(folders, alone=alone)
    with Bar() as bar:
        checked = run(files, may_be_open=may_be_open, progress=bar)
    shown = {file.display_path for file in files if not single or os.path.realpath(file.path) in single}
    problems = [problem for problem in checked.problems if problem.path in shown]
    for problem in problems:
        print(clean(f"{problem.place}: {format_error(problem.error)}"))  # noqa: T201 - the output
    for note in checked.notes:
        if note.path in shown:
            say(f"{note.place}: note: {format_error(note.error)}")
    elsewhere = counted(len(checked.problems) - len(problems), "problem")
    if problems:
        raise PROBLEMS(count=counted(len(problems), "problem"))
    if checked.problems:
        say(f"azmil: no problems in the given files; {elsewhere} in other files of the same folders")
    else:
        say(f"azmil: the seed files are valid: {counted(checked.record_count, 'record')}")


def command() -> Any:
    """Return the command ``azmil check``."""
    return single_command("check", check)
