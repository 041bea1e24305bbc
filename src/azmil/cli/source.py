"""``azmil source``: documents of sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, ClassVar

from typer import Argument, Context, Option, Typer
from typer.main import get_command

from azmil.cli.base import INVALID_USAGE, Format, LazyGroup, Source, opened, single_command
from azmil.cli.base import File as Output
from azmil.cli.messages import say
from azmil.errors import Fault

DIFFERENT = Fault(
    "a verified document differs from the source; the differing lines are printed",
    "'{path}' is not the document of '{source}'",
    "choose the file that the source was made from; 'azmil status' prints its title",
)
File = Annotated[Path, Argument(metavar="FILE", help="The document, a UTF-8 text file.")]


def verify(context: Context, file: File, source: Source = None) -> None:
    """Compare a document with a source line by line; exit with 1 if they differ.

    Example: azmil source verify article.txt
    """
    from azmil.formats.terminal.screen import clean
    from azmil.workbench import documents as sources

    with opened(context) as base:
        name = base.source(source)
        differences = sources.verify(base.connection, file, name)
    for difference in differences:
        print(clean(difference))  # noqa: T201 - the output
    if differences:
        raise DIFFERENT(path=file, source=name)
    say(f"azmil: {file} is the document of '{name}': all lines match")


def attach(context: Context, file: File) -> None:
    """Store the text of a source's document in the database, so that 'show' and 'cite' print its lines.

    Example: azmil source attach article.txt
    """
    from azmil.workbench import documents as sources

    with opened(context) as base:
        base.about()  # builds the database on first use
    say(f"azmil: attached {file} to '{sources.attach(base.path, file)}'")


def add(
    file: File,
    name: Annotated[
        str | None, Option("--id", metavar="ID", help="Id of the source; by default, the file name.")
    ] = None,
    title: Annotated[
        str | None, Option("--title", metavar="TEXT", help="Title of the document; by default, the file name.")
    ] = None,
    folder: Annotated[Path, Option("--seeds", metavar="FOLDER", help="Folder of your seed files.")] = Path("seeds"),
) -> None:
    """Write the seed files for a new document: its description and the fingerprints of its lines.

    Example: azmil source add report.txt --id report --seeds my-seeds
    """
    from shlex import quote

    from azmil.workbench import documents as sources

    id_ = name or file.stem.lower().replace("_", "-").replace(" ", "-")
    for path in sources.add(file, folder, id_=id_, title=title or file.stem):
        say(f"azmil: wrote {path}")
    check = f"azmil check --open {quote(str(folder))}"
    say(f"azmil: write claims to {folder}/<table>/<topic>.yaml, then check them with '{check}'")


def update(
    context: Context,
    file: Annotated[Path | None, Argument(metavar="[FILE]", help="The new edition, a UTF-8 text file.")] = None,
    folder: Annotated[Path, Option("--seeds", metavar="FOLDER", help="Folder of your seed files.")] = Path("seeds"),
    source: Annotated[
        str | None,
        Option("--source", metavar="ID", help="Id of the source; by default, the one with most lines of the document."),
    ] = None,
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


COMMANDS: dict[str, Callable[..., Any]] = {"verify": verify, "attach": attach, "add": add, "update": update}


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
        """Compare, attach, add or update documents."""

    group = get_command(app)
    group.name = "source"
    return group
