"""``azmil source``: documents of sources."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from typer import Argument, Context, Option, Typer
from typer.main import get_command

from azmil.cli.base import INVALID_USAGE, OTHER, Format, LazyGroup, opened, single_command
from azmil.cli.base import File as Output
from azmil.cli.messages import format_error, note, say
from azmil.cli.seed_folder import USUAL, SeedFolder, default_folder
from azmil.errors import AzmilError, Exit, counted

if TYPE_CHECKING:
    from azmil.workbench.adding import Added

MOST_SHOWN = 5  # lines that differ
File = Annotated[Path, Argument(metavar="FILE", help="The document: a UTF-8 text, Markdown or PDF file.")]
Compared = Annotated[
    str | None,
    Option("--source", metavar="ID", help="Id of the source; by default, the one with most lines of the document."),
]
# The fields that are asked for on a terminal.
ASKED = {
    "title": "Title",
    "publisher": "Publisher",
    "date": "Date of publication",
    "url": "Web address",
    "retrieved": "Date of retrieval",
    "licence": "Licence",
}


def verify(context: Context, file: File, source: Compared = None) -> int:
    """Compare a document with a source: unchanged, different only in form, or changed.

    Blanks, quotation marks and dashes are form. The exit code is 3 if the document is changed. Without --source, it is
    compared with the source that has most of its lines.

    Example: azmil source verify article.txt
    """
    from azmil.formats.terminal.screen import clean
    from azmil.workbench.verifying import CHANGED, UNCHANGED
    from azmil.workbench.verifying import verify as run

    with opened(context) as base:
        found = run(base.connection, file, source and base.source(source))
    for line in found.lines[:MOST_SHOWN]:
        print(clean(line))  # noqa: T201 - the output
    count = counted(len(found.lines), "line")
    shown = f" (the first {MOST_SHOWN} are listed)" if len(found.lines) > MOST_SHOWN else ""
    if found.verdict == UNCHANGED:
        say(f"azmil: unchanged: {file} is the document of '{found.source}'")
    elif found.verdict == CHANGED:
        say(f"azmil: changed: {count} of {file} and '{found.source}' differ{shown}")
    else:
        say(f"azmil: the words of {file} and '{found.source}' are the same; {count} differ in form{shown}")
    if found.verdict == CHANGED and not found.has_text:
        say("azmil: differences in form are included, since the text of the source is not attached")
    return Exit.DIFFERENT if found.verdict == CHANGED else Exit.SUCCESS


def attach(context: Context, file: File) -> None:
    """Store the text of a source's document in the database, so that 'show' and 'cite' print its lines.

    The text is also kept in azmil's data folder, so that later loads attach it.

    Example: azmil source attach article.txt
    """
    from azmil.workbench import documents as sources

    with opened(context) as base:
        base.about()  # builds the database on first use
    say(f"azmil: attached {file} to '{sources.attach(base.path, file, note)}'")


def _described(name: str, text: str) -> Any:
    """Return an option for a field of a source's description."""
    return Option(f"--{name}", metavar="TEXT", help=text, rich_help_panel=OTHER)


def _check_split(value: str | None) -> str | None:
    if value not in (None, "lines", "sentences"):
        raise INVALID_USAGE(reason="--split must be lines or sentences", command="azmil source add")
    return value


Split = Annotated[
    str | None,
    Option(
        "--split",
        metavar="lines|sentences",
        callback=_check_split,
        help="What claims cite: lines (by default, for a text) or sentences (by default, for a PDF).",
    ),
]
StandsAlone = Annotated[bool, Option("--alone", help="Leave out the built-in claims whenever this folder is read.")]


def add(
    file: File,
    name: Annotated[
        str | None, Option("--id", metavar="ID", help="Id of the source; by default, the file name.")
    ] = None,
    folder: SeedFolder = USUAL,
    split: Split = None,
    title: Annotated[str | None, _described("title", "Title of the document; by default, the file name.")] = None,
    publisher: Annotated[str | None, _described("publisher", "Publisher of the document.")] = None,
    date: Annotated[str | None, _described("date", "Date of publication.")] = None,
    url: Annotated[str | None, _described("url", "Web address of the document.")] = None,
    archived_url: Annotated[str | None, _described("archived-url", "Web address of an archived copy.")] = None,
    retrieved: Annotated[str | None, _described("retrieved", "Date of retrieval.")] = None,
    latest_url: Annotated[str | None, _described("latest-url", "Web address of the newest edition.")] = None,
    licence: Annotated[str | None, _described("licence", "Licence of the text.")] = None,
    alone: StandsAlone = False,
) -> None:
    """Write the seed files for a new document: its description and the fingerprints of its lines.

    On a terminal, asks for what is missing in the description. Headings, links and footnote marks get a proposed
    verdict. The text itself is kept in azmil's data folder, and attached by each load.

    Example: azmil source add report.txt --id report --seeds my-seeds
    """
    from azmil.seeds import settings
    from azmil.workbench import adding

    given = (title, publisher, date, url, archived_url, retrieved, latest_url, licence)
    described = {name: text for name, text in zip(adding.FIELDS, given, strict=True) if text is not None}
    if sys.stdin.isatty() and sys.stderr.isatty():
        described |= _asked(file, described)
    described.setdefault("title", file.stem)
    added = adding.add(file, folder, id_=name, split=split, described=described, notify=note)
    if alone:
        settings.write_alone(folder)
    _say_added(added, folder)


def _say_added(added: Added, folder: Path) -> None:
    """Print what was written for a new document, and what to do next."""
    from shlex import quote

    for path in added.files:
        say(f"azmil: wrote {path}")
    if added.default:
        say(f"azmil: citations without a source still mean '{added.default}', as its field 'default_in' now says")
    proposed = f", {added.proposed:,} with a proposed verdict" if added.proposed else ""
    say(f"azmil: '{added.id}' has {counted(added.lines, added.split.removesuffix('s'))}{proposed}")
    named = quote(str(folder))
    chosen = "" if folder == default_folder() else f" --seeds {named}"
    say(f"azmil: list them with 'azmil todo {named}', and write claims to a text file, one per line")
    say(f"azmil: 'azmil new' shows how; add them with 'azmil new --from FILE{chosen}'")
    say(f"azmil: then check them with 'azmil check --open {named}'")


def _asked(file: Path, described: dict[str, str]) -> dict[str, str]:
    """Ask on the terminal for the fields of a description that are not given; an empty answer leaves a field out."""
    from azmil.workbench import adding

    answers = {}
    if set(ASKED) - set(described):
        say("azmil: describe the document; press Enter to leave a field out")
    for name, label in ASKED.items():
        while name not in described:
            default = f" [{file.stem}]" if name == "title" else ""
            sys.stderr.write(f"{label}{default}: ")
            sys.stderr.flush()
            text = sys.stdin.readline().strip()
            if not text:
                break
            try:
                answers[name] = adding.checked(name, text)
                break
            except AzmilError as error:
                say(f"azmil: {format_error(error)}")
    return answers


def update(
    context: Context,
    file: Annotated[
        Path | None, Argument(metavar="[FILE]", help="The new edition: a text, Markdown or PDF file.")
    ] = None,
    folder: SeedFolder = USUAL,
    source: Compared = None,
    writes: Annotated[bool, Option("--write", help="Write the new line numbers to the seed files.")] = False,
    undoes: Annotated[
        bool, Option("--undo", help="Restore the seed files as they were before the last update.")
    ] = False,
    form: Format = None,
    output: Output = None,
) -> int:
    """List the cited lines to read again in a new edition of a document; with --write, take the edition over.

    Exit with 0 if all cited lines are the same or moved, 3 if some are to be read. --write gives each of the former its
    new number in the seed files; the others refer to the old edition, which stays in the seeds as a source, until you
    decide on them with 'azmil recite'.

    Example: azmil source update report-2.txt --seeds my-seeds
    """
    from azmil.cli.updates import undo
    from azmil.cli.updates import update as run

    if undoes:
        if file is not None or writes:
            raise INVALID_USAGE(reason="--undo cannot be used with a file or --write", command="azmil source update")
        return undo(folder)
    if file is None:
        raise INVALID_USAGE(reason="missing argument 'FILE'", command="azmil source update")
    return run(context, file, folder, source, form, output, writes=writes)


COMMANDS: dict[str, Callable[..., Any]] = {"add": add, "verify": verify, "update": update, "attach": attach}


class Sources(LazyGroup):
    """The group of the commands for documents."""

    names: ClassVar[dict[str, str]] = {
        name: (function.__doc__ or "").split("\n")[0] for name, function in COMMANDS.items()
    }

    def build(self, name: str) -> Any:
        """Return the command with this name."""
        return single_command(name, COMMANDS[name])


def command() -> Any:
    """Return the command ``azmil source``, a group of commands."""
    app = Typer(cls=Sources, add_completion=False, no_args_is_help=True, rich_markup_mode=None)

    @app.callback()
    def source() -> None:
        """Add, compare, update or attach documents."""

    group = get_command(app)
    group.name = "source"
    return group
