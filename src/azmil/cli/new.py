"""``azmil new``: records made from a few fields, checked and written to the seed files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from azmil.cli.base import INVALID_USAGE, Alone, single_command
from azmil.cli.messages import say
from azmil.cli.seed_folder import USUAL, SeedFolder
from azmil.errors import AzmilError, counted
from azmil.formats.terminal.screen import clean
from azmil.values import locators

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azmil.model import Kind
    from azmil.workbench.drafts.adding import Written


Also = Annotated[
    str | None,
    Option("--also", metavar="LINES", help="Cite these lines too for the record with this id or these fields."),
]
Rows = Annotated[
    Path | None,
    Option("--csv", metavar="FILE", help="Add a record per row; the first row has the names of the fields."),
]


def new(
    kind: Annotated[str, Argument(metavar="KIND", help="Kind of the record, such as holding, event or unit.")],
    fields: Annotated[
        list[str] | None,
        Argument(metavar="[FIELD=VALUE]...", help="Fields as in seed files, with names in any spelling."),
    ] = None,
    folder: SeedFolder = USUAL,
    cite: Annotated[
        str | None, Option("--cite", metavar="LINES", help="Lines that state it, such as report:6,49.")
    ] = None,
    also: Also = None,
    rows: Rows = None,
    alone: Alone = False,
) -> None:
    """Add a record to your seed files, and print it with its place and its sentence.

    Nothing is written if it is not valid. An id is made if you give none. Without fields, print a template of the kind.

    Example: azmil new holding holder=ruritania equipment=tugs count=7 --cite report:6 --seeds my-seeds
    """
    from azmil.workbench.drafts import adding, typed

    words = [*(fields or []), *([f"cite={cite}"] if cite and not rows else [])]
    _check_options(words, cite, also, rows)
    cls = adding.kind_of(kind)
    if not (words or also or rows):
        print(_template(cls, folder, alone=alone), end="")  # noqa: T201 - the output
        return
    record = typed.item_of(words, cls, is_id_first=also is not None)
    seeds = adding.seeds_of(folder, alone=alone)
    if rows is not None:
        _print(adding.new(seeds, adding.rows_of(rows, cls, cite), str(rows))[0])
        return
    try:
        if also is not None:
            _print([adding.also(seeds, cls, record.item, locators.parse(also))])
        else:
            _print(adding.new(seeds, [record], "")[0])
    except AzmilError as error:
        raise typed.by_field(error, record) from None


def _check_options(words: Sequence[str], cite: str | None, also: str | None, rows: Path | None) -> None:
    reason = ""
    if also is not None and cite is not None:
        reason = "--also cannot be used with --cite"
    elif rows is not None and also is not None:
        reason = "--csv cannot be used with --also"
    elif rows is not None and words:
        reason = "--csv cannot be used with fields"
    elif also is not None and not words:
        reason = "--also requires the id or the fields of a record"
    if reason:
        raise INVALID_USAGE(reason=reason, command="azmil new")


def _template(cls: type[Kind], folder: Path, *, alone: bool) -> str:
    """Return the template of a kind, with the words of the seed folder if it exists."""
    from azmil.seeds import seed_files
    from azmil.seeds.book import Book
    from azmil.seeds.entries import gather
    from azmil.workbench.drafts.templates import template

    files = seed_files([folder] if folder.is_dir() else [], alone=alone)
    return template(Book(gather(file for file in files if file.is_vocabulary)), cls)


def _print(records: Iterable[Written]) -> None:
    """Print records as they were written, each with its place and its sentence as comments."""
    written = list(records)
    for number, record in enumerate(written):
        lines = [f"# {record.path}:{record.line}", *record.text.splitlines(), f"# {record.sentence}"]
        print("\n" * bool(number) + "\n".join(map(clean, lines)))  # noqa: T201 - the output
        if record.repeats:
            say(f"azmil: '{record.id}' also cites {record.repeats}, which repeat its lines word for word")
    if len(written) != 1:
        say(f"azmil: added {counted(len(written), 'record')}")


def command() -> Any:
    """Return the command ``azmil new``."""
    return single_command("new", new)
