"""``azmil site``: the whole database as web pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import INVALID_USAGE, OUTPUT, opened, single_command
from azmil.cli.messages import note, say, say_without_text

OneFile = Annotated[
    Path | None,
    Option("--one-file", metavar="FILE", help="Write everything to one HTML file instead.", rich_help_panel=OUTPUT),
]
WithText = Annotated[
    bool, Option("--with-text", help="Include the text of attached documents.", rich_help_panel=OUTPUT)
]
ReportUrl = Annotated[
    str | None,
    Option(
        "--report-url",
        metavar="URL",
        help="Mail or web address to report mistakes to; {id} and {text} are filled in.",
        rich_help_panel=OUTPUT,
    ),
]
SeedsUrl = Annotated[
    str | None,
    Option(
        "--seeds-url",
        metavar="URL",
        help="Web address of the seeds folder, or a template with {path} and {line}.",
        rich_help_panel=OUTPUT,
    ),
]
Url = Annotated[
    str | None,
    Option("--url", metavar="URL", help="Web address of the site, for citations.", rich_help_panel=OUTPUT),
]
Title = Annotated[
    str | None,
    Option(
        "--title", metavar="TEXT", help="Title of the site, instead of those of its sources.", rich_help_panel=OUTPUT
    ),
]


def site(
    context: Context,
    folder: Annotated[Path | None, Argument(metavar="[FOLDER]", help="Folder to write the pages to.")] = None,
    one_file: OneFile = None,
    with_text: WithText = False,
    report_url: ReportUrl = None,
    seeds_url: SeedsUrl = None,
    url: Url = None,
    title: Title = None,
) -> None:
    """Write the whole database as web pages, which open without a server or a network.

    The folder is replaced completely; it must be new, empty, or a site that azmil has written before.

    Example: azmil site pages
    """
    if (folder is None) == (one_file is None):
        raise INVALID_USAGE(reason="either FOLDER or --one-file is required, but not both", command="azmil site")
    from azmil.api import contents
    from azmil.cli.output import STDOUT
    from azmil.formats.terminal.progress import Bar
    from azmil.publish import site as publish
    from azmil.publish.options import Options

    options = Options(with_text, report_url, seeds_url, url, title)
    _say_without_pictures()
    with opened(context) as base:
        with Bar(sys.stderr) as bar:
            bar("reading the database")
            found = contents.contents(base)
        say_without_text(contents.without_text(base) if with_text else [])
    if one_file is not None and str(one_file) in STDOUT:
        print(publish.one_file(found, options), end="")  # noqa: T201 - the output
    elif one_file is not None:
        _write(one_file, publish.one_file(found, options))
    elif folder is not None:
        with Bar(sys.stderr) as bar:
            count = publish.write_folder(found, folder, options, bar.noted(note), bar)
        say(f"azmil: wrote {count:,} files; open '{folder / 'index.html'}'")


def _say_without_pictures() -> None:
    from azmil.formats import symbols

    if not symbols.is_available():
        say("azmil: the pages have no pictures of units; for pictures, pip install 'azmil[symbols]'")


def _write(path: Path, text: str) -> None:
    """Write all pages to one file."""
    from azmil.cli.output import written

    with written(path, is_binary=False, appends=False) as stream:
        stream.write(text)
    say(f"azmil: wrote '{path}'")


def command() -> Any:
    """Return the command ``azmil site``."""
    return single_command("site", site)
