"""``azmil cite``: the source lines of a record, or a citation of it."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import INVALID_USAGE, OUTPUT, File, format_option, opened, single_command
from azmil.cli.messages import say
from azmil.cli.output import Output, extension
from azmil.formats.styles import STYLES

Style = Annotated[
    str | None,
    Option(
        "--style",
        metavar="STYLE",
        help=f"Print a citation to copy instead: {', '.join(STYLES)}.",
        rich_help_panel=OUTPUT,
    ),
]

EXTENSIONS = {"bib": "bibtex", "ris": "ris", "wiki": "wikitext"}  # of files with a citation, by its style


def cite(
    context: Context,
    words: Annotated[
        list[str], Argument(metavar="ID", help="A record, by id, name or alias, the id of a source, or lines.")
    ],
    style: Style = None,
    bare: Annotated[
        bool, Option("--bare", help="With --style wikitext: omit the <ref> tags.", rich_help_panel=OUTPUT)
    ] = False,
    form: Annotated[str | None, format_option("record")] = None,
    output: File = None,
) -> None:
    """Show the lines of a record or source, with their text if the document is attached, or print a citation to copy.

    A citation names the source and its lines first, then azmil with its version and content, and the hedge in words.
    A file of --output that ends in .bib, .ris or .wiki is a citation in that style.

    Example: azmil cite osa-ii
    """
    if style is None and form is None:
        style = EXTENSIONS.get(extension(output))
    if bare and style != "wikitext":
        raise INVALID_USAGE(reason="--bare can only be used with --style wikitext", command="azmil cite")
    if style is not None and form is not None:
        raise INVALID_USAGE(reason="--style cannot be used with --format", command="azmil cite")
    out = Output("table" if style else form, output, "record", tuple(EXTENSIONS))
    with opened(context) as base:
        if style is not None:
            out.text(base.citation(" ".join(words), style, is_bare=bare))
            return
        citations = base.citations(" ".join(words))
    out.record(citations)
    if out.format.is_for_people and not citations.places:
        say("azmil: this record cites no source lines")
    elif out.format.is_for_people and not citations.has_text:
        say("azmil: to see the text of these lines, attach the document with 'azmil source attach FILE'")


def command() -> Any:
    """Return the command ``azmil cite``."""
    return single_command("cite", cite)
