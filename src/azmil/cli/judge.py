"""``azmil judge``: verdicts on lines that state nothing, written to the seed files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from azmil.cli.base import INVALID_USAGE, single_command
from azmil.cli.messages import say
from azmil.errors import counted


def judge(
    folder: Annotated[Path, Argument(metavar="FOLDER", help="Folder of your seed files.")],
    lines: Annotated[str, Argument(metavar="LINES", help="Lines or ranges, such as 4, 15-17 or report:4,15.")],
    reason: Annotated[
        str | None,
        Argument(metavar="[REASON]", help="Why they state nothing; without it, proposed verdicts are confirmed."),
    ] = None,
    reopens: Annotated[bool, Option("--open", help="Remove the verdicts instead.")] = False,
) -> None:
    """Record in the seed files that lines state nothing; comments and layout are kept.

    Example: azmil judge my-seeds report:4,15 "a heading"
    """
    from azmil.values import locators
    from azmil.workbench.judging import judge as run

    if reopens and reason is not None:
        raise INVALID_USAGE(reason="--open cannot be used with a reason", command="azmil judge")
    judged = run([folder], locators.parse(lines), reason, reopens=reopens)
    count = counted(judged.total, "line")
    if reopens:
        say(f"azmil: reopened {count}: {judged.lines}")
    elif judged.reason:
        say(f"azmil: judged that {count} {'states' if judged.total == 1 else 'state'} nothing: {judged.lines}")
    else:
        say(f"azmil: confirmed the proposed verdict of {count}: {judged.lines}")
    if judged.twins:
        say(f"azmil: lines with the same words that are not judged: {judged.twins}")


def command() -> Any:
    """Return the command ``azmil judge``."""
    return single_command("judge", judge)
