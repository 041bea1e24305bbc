"""``azmil new``: records made from a few fields, checked and written to the seed files."""

from __future__ import annotations

import sys
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
    from azmil.workbench.drafts.known import Known


HOW_TO_TYPE = (
    "Values are in this order, those in brackets optional: each goes to the first field that accepts it.",
    "@6 cites line 6. 'says NAME' is the attribution, 'in NAME' the place. field=value names a field.",
    "35 [amputees] adds a detail to the sentence. '+3rd Brigade' or '+city Lerna' adds a thing.",
    "'azmil new KIND' lists all fields and words of a kind.",
)
WIDEST_CITED = 8  # characters of cited lines that sentences are aligned after
MOST_LISTED = 8  # ids of records that differ from their notes
Also = Annotated[
    str | None,
    Option("--also", metavar="LINES", help="Cite these lines too for the record with this id or these fields."),
]
Rows = Annotated[
    Path | None,
    Option("--csv", metavar="FILE", help="Add a record per row; the first row has the names of the fields."),
]
Notes = Annotated[
    Path | None,
    Option("--from", metavar="FILE", help="Add a record per line of these notes; - reads them from standard input."),
]


def new(
    kind: Annotated[
        str | None, Argument(metavar="[KIND]", help="Kind of the record, such as holding, event or unit.")
    ] = None,
    values: Annotated[
        list[str] | None,
        Argument(metavar="[VALUE|FIELD=VALUE]...", help="Values in the order of the template, or with their fields."),
    ] = None,
    folder: SeedFolder = USUAL,
    cite: Annotated[
        str | None, Option("--cite", metavar="LINES", help="Lines that state it, such as report:6,49; or type @6.")
    ] = None,
    also: Also = None,
    rows: Rows = None,
    notes: Notes = None,
    alone: Alone = False,
) -> None:
    """Add records to your seed files, and print them with their places and sentences.

    A value goes to the first field that accepts it, a name in any spelling. Nothing is written if a record is not
    valid. Without KIND, list all kinds with their fields; with KIND alone, print a template with all words.

    Example: azmil new holding Ruritania tugs 7 2009 @6
    """
    from azmil.workbench.drafts.kinds import kind_of

    words = [*(values or []), *([f"cite={cite}"] if cite and not rows else [])]
    _check_options(words, cite, also, rows)
    if notes is not None and (kind is not None or cite or also or rows):
        raise INVALID_USAGE(reason="--from cannot be used with KIND, --cite, --also or --csv", command="azmil new")
    if notes is not None:
        _add_notes(folder, notes, alone=alone)
    elif kind is None:
        print(_kinds(), end="")  # noqa: T201 - the output
    elif not (words or also or rows):
        print(_template(kind_of(kind), folder, alone=alone), end="")  # noqa: T201 - the output
    else:
        _add(kind_of(kind), folder, words, cite, also, rows, alone=alone)


def _add_notes(folder: Path, notes: Path, *, alone: bool) -> None:
    """Add a record per line of notes, and print what was understood."""
    from azmil.workbench.drafts import adding

    text = sys.stdin.read() if str(notes) == "-" else None
    _print_notes(*adding.from_notes(adding.seeds_of(folder, alone=alone), notes, text))


def _add(
    cls: type[Kind],
    folder: Path,
    words: list[str],
    cite: str | None,
    also: str | None,
    rows: Path | None,
    *,
    alone: bool,
) -> None:
    """Add one record, one per row of a file, or citations to a record; print what was written."""
    from azmil.workbench.drafts import adding, citing, typed

    record = typed.item_of(words, cls, is_id_first=also is not None)
    target = adding.seeds_of(folder, alone=alone)
    if rows is not None:
        _print(adding.new(target, adding.rows_of(rows, cls, cite), str(rows))[0])
        return
    try:
        if also is not None:
            _print([citing.also(target, cls, record.item, locators.parse(also))])
        else:
            _print(adding.new(target, [record], "")[0])
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


def _kinds() -> str:
    """Return all kinds of records, each with the fields that values without names fill, in order."""
    from azmil.workbench.drafts.kinds import usages

    lines = [f"{kind} {usage}" for kind, usage in usages()]
    return "".join(f"{line}\n" for line in [*lines, "", *HOW_TO_TYPE])


def _print_notes(records: Iterable[Written], known: Known) -> None:
    """Print what the records of notes say, each with its line in the notes and the lines that it cites."""
    written = list(records)
    width = max((len(record.cited) for record in written), default=0)
    for record in written:
        said = record.sentence if record.is_claim else f"{record.kind} {record.id}"
        print(clean(f"{record.typed_at:>4} {record.cited:<{min(width, WIDEST_CITED)}}  {said}"))  # noqa: T201 - the output
        if record.repeats:
            say(f"azmil: '{record.id}' also cites {record.repeats}, which repeat its lines word for word")
    before = f"; {counted(known.count, 'record')} of these notes existed before" if known.count else ""
    say(f"azmil: added {counted(len(written), 'record')}{before}")
    if differing := list(known.differing):
        listed = ", ".join(differing[:MOST_LISTED]) + ", …" * (len(differing) > MOST_LISTED)
        verb = "differs from its line" if len(differing) == 1 else "differ from their lines"
        say(f"azmil: {counted(len(differing), 'record')} {verb} in the notes, and the seed files were kept: {listed}")


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
