"""``azmil diff``: the differences between two databases."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import SHAPE, File, Format, opened, single_command
from azmil.cli.messages import say, say_left_out
from azmil.cli.output import Output
from azmil.errors import Exit

if TYPE_CHECKING:
    from azmil.values.differences import Differences


def diff(
    context: Context,
    old: Annotated[Path, Argument(metavar="OLD", help="The older database.")],
    new: Annotated[
        Path | None,
        Argument(metavar="[NEW]", help="The newer database; by default the one in use.", show_default=False),
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", metavar="N", min=1, help="Maximum number of rows.", rich_help_panel=SHAPE)
    ] = None,
    form: Format = None,
    output: File = None,
) -> int:
    """List the records that were added, dropped or changed between two databases, field by field.

    Exit with 0 if there are no differences, 3 if there are.

    Example: azmil diff old.db
    """
    from azmil.formats.base import cut

    out = Output(form, output)
    found = _compared(context, old, new)
    has_differences = bool(found.answer.rows)
    answer = found.answer if limit is None else cut(found.answer, limit)
    if has_differences or not out.format.is_for_people or output is not None:
        out.answer(answer)
    say_left_out(answer)
    say(f"azmil: {_summary(found)}")
    return Exit.DIFFERENT if has_differences else Exit.SUCCESS


def _compared(context: Context, old: Path, new: Path | None) -> Differences:
    """Return the differences between two databases, the second of which is by default the one in use."""
    from azmil.api import diff as api
    from azmil.api.answers import Answers

    with closing(Answers(old.expanduser(), limits_memory=True)) as older:
        if new is None:
            with opened(context) as newer:
                return api.compare(older, newer)
        with closing(Answers(new.expanduser(), limits_memory=True)) as newer:
            return api.compare(older, newer)


def _summary(found: Differences) -> str:
    """Return how many records differ in which way."""
    if found.answer.rows:
        return ", ".join(f"{count:,} {change}" for change, count in found.counts.items() if count)
    if found.same_content:
        return "no differences"
    return "no differences between records (the vocabularies, the lines of sources or the places of seeds differ)"


def command() -> Any:
    """Return the command ``azmil diff``."""
    return single_command("diff", diff)
