"""``azmil timeline``: claims by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import FILTER, SHAPE, TIME, About, File, Format, Ids, Sources, Sql, Wide, opened, single_command
from azmil.cli.output import Output
from azmil.errors import shell_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.values.answers import LeftOut

Period = Annotated[
    list[str] | None,
    Argument(
        metavar="[PERIOD]",
        help="A date or period, such as 2006, May 2006, 1991-1995, early 1994, or XXXX-05 for May of any year.",
    ),
]
Undated = Annotated[
    bool, Option("--undated", help="List undated claims instead, with the source's wording.", rich_help_panel=TIME)
]
Ongoing = Annotated[
    bool, Option("--ongoing", help="Include claims that may apply throughout the period.", rich_help_panel=TIME)
]
Kinds = Annotated[
    list[str] | None,
    Option(
        "--kind",
        metavar="WORD",
        help="Include only this kind of claim, such as event, transfer or holding.",
        rich_help_panel=FILTER,
    ),
]
Each = Annotated[
    bool, Option("--all", help="Print each claim, also where several state one event.", rich_help_panel=SHAPE)
]
_THROUGHOUT = (
    "{count:,} claims omitted that may have applied in the period, {spanning:,} of them throughout it; "
    "--ongoing includes them"
)
# What a timeline omits, by reason: for one claim, for several, and if they were not counted.
_OMITTED = {
    "no-date": (
        "{count:,} undated claim{subject} omitted; list it with: azmil timeline --undated{filters}",
        "{count:,} undated claims{subject} omitted; list them with: azmil timeline --undated{filters}",
        "undated claims{subject} omitted; list them with: azmil timeline --undated{filters}",
    ),
    "spanning": (
        "{count:,} claim omitted that began before the period and ended after it; --ongoing includes it",
        "{count:,} claims omitted that began before the period and ended after it; --ongoing includes them",
        "claims omitted that began before the period and may have ended after it; --ongoing includes them",
    ),
    "vague": (
        "{count:,} claim omitted that may have applied in the period; --ongoing includes it",
        "{count:,} claims omitted that may have applied in the period; --ongoing includes them",
    ),
    "imprecise": (
        "{count:,} claim omitted whose month or day is not known; add a year to include it",
        "{count:,} claims omitted whose month or day is not known; add a year to include them",
    ),
    "other-date": (
        "{count:,} dated claim{subject}; list it with: azmil timeline{filters}",
        "{count:,} dated claims{subject}; list them with: azmil timeline{filters}",
    ),
    "gap": ("gap{subject}: {name}; see: azmil show {name}",),
    "gaps": ("", "{count:,} gaps{subject}: {name}; see: azmil show ID"),
}


def timeline(
    context: Context,
    words: Period = None,
    undated: Undated = False,
    ongoing: Ongoing = False,
    about: About = None,
    kinds: Kinds = None,
    source: Sources = None,
    each: Each = False,
    form: Format = None,
    output: File = None,
    wide: Wide = False,
    ids: Ids = False,
    sql: Sql = False,
) -> None:
    """List what begins or ends in a period, by date: a day before its month, a month before its year.

    Claims of one event are one row, except in csv, tsv, json, jsonl and xlsx.

    Example: azmil timeline 2006 --about navy
    """
    out, period = Output(form, output), " ".join(words or []) or None
    given: dict[str, Any] = {"undated": undated, "ongoing": ongoing, "about": about or [], "kinds": kinds or []}
    given["sources"] = source or []
    with opened(context) as base:
        if sql:
            out.text(base.timeline_statement(period, **given).printed())
            return
        answer = base.timeline_answer(period, **given)
    events, count = (answer, 0) if each else out.folded(answer)
    out.answer(events, wide=wide, ids=ids)
    if count or answer.left_out:
        from azmil.cli.messages import say, say_folded

        say_folded(count)
        for message in _omitted(answer.left_out, given["about"], given["kinds"], given["sources"]):
            say(f"azmil: {message}")


def _omitted(
    left_out: Sequence[LeftOut], about: Sequence[str], kinds: Sequence[str], sources: Sequence[str]
) -> Iterator[str]:
    """Yield a message for each reason for which a timeline omits claims."""
    given = [("--about", name) for name in about] + [("--kind", kind) for kind in kinds]
    given += [("--source", source) for source in sources]
    filters = "".join(f" {option} {shell_quoted(value)}" for option, value in given)
    subject = f" about {' or '.join(about)}" * bool(about) + f" of kind {' or '.join(kinds)}" * bool(kinds)
    subject += f" from {' or '.join(sources)}" * bool(sources)
    by_reason = {str(left.reason): left for left in left_out}
    if {"spanning", "vague"} <= by_reason.keys():
        spanning, vague = by_reason["spanning"], by_reason["vague"]
        total = (spanning.count or 0) + (vague.count or 0)
        yield _THROUGHOUT.format(count=total, spanning=spanning.count)
        del by_reason["spanning"], by_reason["vague"]
    for reason, left in by_reason.items():
        message = _OMITTED[reason][2 if left.count is None else 0 if left.count == 1 else 1]
        yield message.format(count=left.count, subject=subject, filters=filters, name=left.name)


def command() -> Any:
    """Return the command ``azmil timeline``."""
    return single_command("timeline", timeline)
