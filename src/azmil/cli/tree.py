"""``azmil tree``: things with their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import TIME, File, format_option, opened, single_command
from azmil.cli.messages import say
from azmil.cli.output import Output

if TYPE_CHECKING:
    from azmil.values.trees import Tree

Name = Annotated[
    list[str] | None,
    Argument(
        metavar="[ID]",
        help="A body, equipment, agreement or place by id, name or alias; a category of equipment; "
        "or one of bodies (the default), equipment, agreements, places.",
    ),
]
AsOf = Annotated[
    str | None,
    Option(
        "--as-of",
        metavar="DATE",
        help="Include only relations and figures that may apply on this date.",
        rich_help_panel=TIME,
    ),
]


def tree(
    context: Context,
    words: Name = None,
    as_of: AsOf = None,
    form: Annotated[str | None, format_option("tree")] = None,
    output: File = None,
) -> None:
    """Draw bodies with their parts and strength by country, or the parts of one thing.

    Figures are as stated, with their source lines in brackets, and never added up. For equipment they are the
    quantities held and transferred, for agreements the actions of each party.

    With --output FILE.svg the tree is a picture with the symbols of units (extra symbols); the formats svg and dot are
    for trees only.

    Example: azmil tree 4th-army
    """
    out = Output(form, output, "tree")
    with opened(context) as base:
        drawn = base.drawn(" ".join(words) if words else None, as_of)
    out.tree(drawn)
    if out.format.name == "svg":
        _note_size(drawn)
    for omitted in drawn.undated:
        noun = omitted.of if omitted.number > 1 else omitted.of.removesuffix("s")
        say(f"azmil: {omitted.number:,} undated {noun} omitted; remove --as-of to include {_them(omitted.number)}")


def _note_size(drawn: Tree) -> None:
    """Print a note if a picture has more nodes than are easy to read."""
    from azmil.formats.svg import LEGIBLE, size

    if size(drawn) > LEGIBLE:
        say(
            f"azmil: the picture has {size(drawn):,} nodes; up to {LEGIBLE} are easy to read: "
            "name a thing to draw only its parts, or use --format dot"
        )


def _them(count: int) -> str:
    return "it" if count == 1 else "them"


def command() -> Any:
    """Return the command ``azmil tree``."""
    return single_command("tree", tree)
