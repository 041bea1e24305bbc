"""``azmil check``: validation of the seed files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from azmil.cli.base import Alone, File, Format, single_command
from azmil.cli.messages import format_error, hint_of, say
from azmil.cli.output import Output
from azmil.errors import Fault, counted, on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds import Book, Checked
    from azmil.values.answers import Answer
    from azmil.values.problems import Problem
    from azmil.workbench.hints import Found
    from azmil.workbench.hints import Hint as HintOnSeeds

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
    with_hints: Annotated[
        bool, Option("--hints", help="Also print hints on what may be wrong in the given files, if they are valid.")
    ] = False,
    form: Format = None,
    output: File = None,
) -> None:
    """Validate the seed files. Print each problem with its place and what to do; exit with 1 if there are any.

    A single file is checked with the rest of its folder, but only its problems are printed. Hints are no problems: they
    leave the exit code at 0.

    Example: azmil check
    """
    import os

    from azmil.formats.terminal.progress import Bar
    from azmil.seeds import Book, check_book, folders_of, gather, seed_files

    out = Output(form, output) if form or output else None
    folders, single = folders_of(paths or [])
    files = seed_files(folders, alone=alone)
    with Bar(sys.stderr) as bar:
        book = Book(gather(files, bar))
        checked = check_book(book, may_be_open=may_be_open, progress=bar)
    shown = {file.display_path for file in files if not single or os.path.realpath(file.path) in single}
    problems = [problem for problem in checked.problems if problem.path in shown]
    notes = [note for note in checked.notes if note.path in shown]
    found = _hints(book, checked, folders, shown) if with_hints else None
    hints = found.hints if found else []
    if out is not None:
        out.answer(_answer(problems, notes, hints))
    else:
        _print(problems, notes, hints)
    if with_hints:
        _say_compared(found)
    if problems:
        raise PROBLEMS(count=counted(len(problems), "problem"))
    _say_valid(checked, found)


def _say_valid(checked: Checked, found: Found | None) -> None:
    """Print that there are no problems, in the given files at least, and how many hints."""
    elsewhere = counted(len(checked.problems), "problem")
    valid = f"the seed files are valid: {counted(checked.record_count, 'record')}"
    summary = f"no problems in the given files; {elsewhere} in other files of the same folders"
    hinted = f"; {counted(len(found.hints), 'hint')}" if found else ""
    say(f"azmil: {summary if checked.problems else valid}{hinted}")


def _hints(book: Book, checked: Checked, folders: list[Path], shown: set[str]) -> Found | None:
    """Return the hints on the given files, or None if they have problems other than open lines."""
    from azmil.seeds.files import user_files
    from azmil.seeds.rules import OPEN
    from azmil.workbench.hints import hints

    if not all(problem.error.fault is OPEN for problem in checked.problems):
        return None
    return hints(book, shown & {file.display_path for file in user_files(folders)} if folders else shown)


def _print(problems: Iterable[Problem], notes: Iterable[Problem], hints: Iterable[HintOnSeeds]) -> None:
    """Print problems and hints, one per line, and notes on stderr."""
    from azmil.formats.terminal.screen import clean

    for problem in problems:
        print(clean(f"{problem.place}: {format_error(problem.error)}"))  # noqa: T201 - the output
    for note in notes:
        say(f"{note.place}: note: {format_error(note.error)}")
    for hint in hints:
        path, line, column, _ = hint.place
        place = f"{on_one_line(path)}:{line}:{column}"
        print(clean(f"{place}: {hint.name}: {hint.message}; {hint.advice}"))  # noqa: T201 - the output
        for pasted in hint.paste.splitlines():
            print(clean(pasted))  # noqa: T201 - the output


def _answer(problems: Iterable[Problem], notes: Iterable[Problem], hints: Iterable[HintOnSeeds]) -> Answer:
    """Return problems, notes and hints as rows."""
    from azmil.values.answers import Answer, Column

    columns = [
        Column("kind", "text", meaning="problem, note or hint"),
        Column("name", "text", meaning="name of the hint"),
        Column("path", "text", meaning="seed file"),
        Column("line", "number", meaning="line in the file, counted from 1"),
        Column("column", "number", meaning="column in the line, counted from 1"),
        Column("record", "text", meaning="id of the record, for a hint"),
        Column("message", "prose", meaning="what is wrong, or may be wrong"),
        Column("advice", "prose", meaning="what to do"),
        Column("paste", "prose", meaning="record to add to the seeds, in YAML"),
    ]
    rows: list[tuple[Any, ...]] = [
        (kind, None, each.path, each.line, each.column, None, each.error.message, hint_of(each.error) or None, None)
        for kind, listed in (("problem", problems), ("note", notes))
        for each in listed
    ]
    rows += [("hint", hint.name, *hint.place, hint.message, hint.advice, hint.paste or None) for hint in hints]
    return Answer(columns, rows)


def _say_compared(found: Found | None) -> None:
    """Print which hints are missing."""
    if found is None:
        say("azmil: hints need valid seed files; fix the problems first")
    elif found.without_text:
        names = ", ".join(f"'{name}'" for name in found.without_text)
        say(f"azmil: the text of {names} is not attached, so its lines were not compared with their claims")


def command() -> Any:
    """Return the command ``azmil check``."""
    return single_command("check", check)
