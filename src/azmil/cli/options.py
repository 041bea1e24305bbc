"""Own the options that several commands share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, BadParameter, Option

from azmil.errors import NO_FORMAT, nearest_or_all

if TYPE_CHECKING:
    from azmil.values.answers import Answer

FORMATS = ("table", "vertical", "json", "jsonl", "csv", "tsv", "md", "html")


LONGEST = 86_400  # seconds that a statement may take
PAGES = ("table", "json")  # formats of what is no table


def _format(known: tuple[str, ...]) -> Any:
    """Return the option that takes one of some formats."""

    def check(value: str) -> str:
        if value not in known:
            raise NO_FORMAT(form=value, instead=nearest_or_all(value, known))
        return value

    return Option("--format", metavar="FORMAT", callback=check, help=f"How to print: {', '.join(known)}.")


Format = Annotated[str, _format(FORMATS)]
PageFormat = Annotated[str, _format(PAGES)]
Source = Annotated[str | None, Option("--source", metavar="ID", help="Which source, where there are several.")]


def _finite(value: float) -> float:
    if not value <= LONGEST:  # what is no number is not either
        raise BadParameter(f"{value} is not in the range 0.1<=x<={LONGEST}")
    return value


Timeout = Annotated[
    float,
    Option("--timeout", metavar="SECONDS", callback=_finite, help="How long each statement may take.", min=0.1),
]
Wide = Annotated[bool, Option("--wide", help="Show the lesser columns of the table too.")]
Folders = Annotated[
    list[Path] | None, Argument(metavar="[FOLDER]...", help="Folders of your own seeds, read after azmil's.")
]
Alone = Annotated[bool, Option("--alone", help="Leave azmil's own records out; its vocabularies stay.")]
Sql = Annotated[bool, Option("--sql", help="Print the SQL statement, which runs as it is, and not its answer.")]


def give(answer: Answer, form: str, *, wide: bool = False, limit: int | None = None) -> None:
    """Print an answer on stdout, and on stderr what a person should know of an empty one."""
    from azmil import formats
    from azmil.formats.terminal.pager import paged

    is_cut = limit is not None and len(answer.rows) > limit
    if is_cut:
        del answer.rows[limit:]

    if not answer.rows and form in ("table", "vertical", "md"):
        formats.say("azmil: nothing found")
        return
    with paged(sys.stdout) as stream:
        formats.show(answer, form, stream, wide=wide)
    if is_cut:
        shown = "row is" if limit == 1 else f"{limit:,} rows are"
        formats.say(f"azmil: only the first {shown} shown; allow more with --limit")
