"""Output of ``azmil source update``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from azmil import paths
from azmil.cli.messages import note, say
from azmil.cli.output import Output
from azmil.errors import Exit, counted, shell_quoted

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.workbench.updating import Update


def update(
    context: Any, path: Path, folder: Path, source: str | None, form: str | None, output: Path | None, *, writes: bool
) -> int:
    """Compare a new edition with its source and print the lines to read; return the exit code."""
    from azmil.formats.terminal.progress import Bar
    from azmil.workbench.updating import update as run

    out = Output(form, output)
    database, _ = paths.database(context.obj.database)
    with Bar(sys.stderr) as bar:
        done = run(path, folder, source, database, writes=writes, notify=bar.noted(note), progress=bar)
    has_rows = bool(done.answer.rows)
    if has_rows or not out.format.is_for_people or output is not None:
        out.answer(done.answer)
    _summarize(done, folder, writes=writes)
    return Exit.DIFFERENT if has_rows else Exit.SUCCESS


def _summarize(done: Update, folder: Path, *, writes: bool) -> None:
    total = sum(done.counts.values())
    counts = ", ".join(f"{count:,} {verdict}" for verdict, count in done.counts.items() if count)
    say(f"azmil: {counted(total, 'cited line')} of '{done.source}'" + (f": {counts}" if counts else ""))
    quoted = shell_quoted(str(folder))
    if done.undecided:
        lines = counted(done.undecided, "cited line")
        say(f"azmil: {lines} of earlier editions still to be read; see 'azmil check --open {quoted}'")
    if not writes:
        say("azmil: nothing was written; take the new edition over with --write")
    elif not done.written:
        say("azmil: nothing to write: the seed files describe this edition")
    else:
        files = counted(len(done.written), "file")
        say(f"azmil: wrote {files}; undo with 'azmil source update --undo --seeds {quoted}'")
        if done.answer.rows:
            say(f"azmil: citations of the lines above stay on the old edition; see 'azmil check --open {quoted}'")


def undo(folder: Path) -> int:
    """Restore the seed files as they were before the last update; return the exit code."""
    from azmil.workbench.undo import undo as run

    say(f"azmil: restored {counted(len(run(folder)), 'file')}")
    return Exit.SUCCESS
