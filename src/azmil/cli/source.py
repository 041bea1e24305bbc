"""``azmil source``: the documents behind the sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, ClassVar

from typer import Argument, Context, Option, Typer
from typer.main import get_command

from azmil.cli.messages import say
from azmil.cli.tree import Lazy, Source, one, opened
from azmil.errors import Fault

DIFFERENT = Fault(
    "a document that is verified differs from the source, in the lines that are listed",
    "{path} is not the document of '{source}'",
    "verify the file that the source was made from; 'azmil status' tells its title",
)
File = Annotated[Path, Argument(metavar="FILE", help="The document, a text of UTF-8.")]


def verify(context: Context, file: File, source: Source = None) -> None:
    """Hold a document against a source line by line; exit 1 if they differ.

    Example: azmil source verify article.txt
    """
    from azmil.formats.terminal.screen import clean
    from azmil.workbench import documents as sources

    with opened(context) as base:
        name = base.source(source)
        differences = sources.verify(base.connection, file, name)
    for difference in differences:
        print(clean(difference))  # noqa: T201 - the answer
    if differences:
        raise DIFFERENT(path=file, source=name)
    say(f"azmil: {file} is the document of '{name}', every line of it")


def attach(context: Context, file: File) -> None:
    """Put the text of a source's document into the database, so that 'show' and 'cite' print the lines.

    Example: azmil source attach article.txt
    """
    from azmil.workbench import documents as sources

    with opened(context) as base:
        base.about()  # builds it, the first time
    say(f"azmil: attached {file} to '{sources.attach(base.path, file)}'")


def add(
    file: File,
    name: Annotated[str | None, Option("--id", help="The id of the source; the file's name by default.")] = None,
    title: Annotated[str | None, Option("--title", help="What the document is.")] = None,
    folder: Annotated[Path, Option("--seeds", metavar="FOLDER", help="The folder of your seeds.")] = Path("seeds"),
) -> None:
    """Write the seeds of a document of your own: its description and its lines by fingerprint.

    Example: azmil source add report.txt --id report --seeds my-seeds
    """
    from shlex import quote

    from azmil.workbench import documents as sources

    id_ = name or file.stem.lower().replace("_", "-").replace(" ", "-")
    for path in sources.add(file, folder, id_=id_, title=title or file.stem):
        say(f"azmil: wrote {path}")
    check = f"azmil check --open {quote(str(folder))}"
    say(f"azmil: write claims into {folder}/<table>/<topic>.yaml, test them with '{check}'")


COMMANDS: dict[str, Callable[..., Any]] = {"verify": verify, "attach": attach, "add": add}


class Sources(Lazy):
    """What can be done with a document."""

    names: ClassVar[dict[str, str]] = {
        name: (function.__doc__ or "").split("\n")[0] for name, function in COMMANDS.items()
    }

    def make(self, name: str) -> Any:
        """Return the command of that name."""
        return one(name, COMMANDS[name])


def command() -> Any:
    """Return the group."""
    app = Typer(cls=Sources, add_completion=False, no_args_is_help=True, rich_markup_mode=None)

    @app.callback()
    def source() -> None:
        """The documents behind the sources: compare, attach or add one."""

    made = get_command(app)
    made.name = "source"
    return made
