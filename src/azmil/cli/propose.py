"""``azmil propose``: records drafted elsewhere, kept for review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from azmil.cli.base import Alone, Format, single_command
from azmil.cli.base import File as OutputFile
from azmil.cli.messages import say
from azmil.cli.output import Output
from azmil.cli.seed_folder import USUAL, SeedFolder
from azmil.errors import Exit, counted, shell_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.values.answers import Answer
    from azmil.workbench.proposals.deciding import Proposed
    from azmil.workbench.proposals.examining import Examined


def propose(
    file: Annotated[
        Path,
        Argument(metavar="FILE", help="Records in JSON Lines or CSV: the fields of seed files, and 'kind' and 'cite'."),
    ],
    folder: SeedFolder = USUAL,
    drafted_by: Annotated[
        str | None,
        Option("--drafted-by", metavar="NAME", help="Who or what drafted the records that do not say it."),
    ] = None,
    alone: Alone = False,
    form: Format = None,
    output: OutputFile = None,
) -> int:
    """Keep records drafted elsewhere, outside the database, and print those that differ from the lines they cite.

    Each is compared with its lines: figures, dates, names, negations and the strength of the hedge. Nothing reaches the
    database before you accept it with 'azmil review'. The exit code is 3 if anything is flagged.

    Example: azmil propose drafts.jsonl --seeds my-seeds
    """
    from azmil.workbench.proposals.deciding import propose as run

    out = Output(form, output)
    proposed = run(file, folder, drafted_by=drafted_by, alone=alone)
    flagged = [(number, each) for number, each in enumerate(proposed.new, 1) if each.flags]
    if flagged or not out.format.is_for_people or output is not None:
        out.answer(_answer(flagged))
    _summarize(proposed, len(flagged), folder)
    return Exit.DIFFERENT if flagged else Exit.SUCCESS


def _answer(flagged: Sequence[tuple[int, Examined]]) -> Answer:
    from azmil.values.answers import Answer, Column

    columns = [
        Column("proposal", "number", meaning="number of the new proposal in the file"),
        Column("kind", "text", meaning="kind of the record"),
        Column("sentence", "prose", meaning="the record in one sentence"),
        Column("lines", "text", meaning="lines that it cites"),
        Column("flags", "prose", meaning="what may be wrong, and what to do"),
    ]
    rows = [(number, each.proposal.kind, each.sentence, each.cited, "\n".join(each.flags)) for number, each in flagged]
    return Answer(columns, [tuple(row) for row in rows])


def _summarize(proposed: Proposed, flagged: int, folder: Path) -> None:
    known = ", ".join(f"{count:,} {state}" for state, count in proposed.known.items() if count)
    if known:
        say(f"azmil: not kept again: {known}")
    if not proposed.new:
        say("azmil: no new proposals")
        return
    say(f"azmil: kept {counted(len(proposed.new), 'proposal')} in {proposed.path}, {flagged:,} flagged")
    say(f"azmil: decide on each with 'azmil review {shell_quoted(str(folder))}'")


def command() -> Any:
    """Return the command ``azmil propose``."""
    return single_command("propose", propose)
