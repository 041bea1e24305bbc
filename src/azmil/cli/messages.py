"""Messages of the command line on stderr: errors and notes, with hints that name its commands and options."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, Hint, Hints, fill_template
from azmil.formats.terminal.screen import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.values.answers import Answer

MOST_SOURCES = 5  # that a message names
HINTS = {
    Hints.ADD_OR_GIVE_SOURCE: "add it with 'azmil source add {path!q}', or choose one with --source: {known}",
    Hints.ADD_DOCUMENT: "add one with 'azmil source add FILE --seeds FOLDER'",
    Hints.ADD_LINES: "to add lines to it, give them with --also instead of --cite",
    Hints.ADD_ID: "select it, or rename another column with 'AS id'",
    Hints.ALLOW_MORE_TIME: "narrow the query, or raise --timeout",
    Hints.BUILD: "build it with 'azmil --database {path!q} load'",
    Hints.BUILD_AGAIN: "rebuild it with 'azmil --database {path!q} load'",
    Hints.BUILD_ELSEWHERE: (
        "upgrade azmil, remove the file, or build another database with 'azmil --database FILE load'"
    ),
    Hints.BUILD_ALONE: (
        "rebuild it from another folder with 'azmil --database {path!q} load FOLDER --alone', "
        "or from the built-in seeds with 'load --shipped'"
    ),
    Hints.BUILD_FROM: (
        "rebuild it from another folder with 'azmil --database {path!q} load FOLDER', "
        "or from the built-in seeds with 'load --shipped'"
    ),
    Hints.BUILD_TO_COMPARE: "build it again from its seed files, as another file: azmil --database FILE load FOLDER",
    Hints.CHECK_SEEDS: "see 'azmil check FOLDER'",
    Hints.CITE_AGAIN: (
        "read it, then run 'azmil recite {folder!q} {id} {source}:{now}', or write 'standing: superseded'"
    ),
    Hints.CHOOSE_ID: "choose another --id, or remove the file",
    Hints.CHOOSE_DATABASE: "choose another file with --database",
    Hints.CHOOSE_PLACE: "choose another location with --database",
    Hints.CHOOSE_PORT: "choose another with --port or --host; --port 0 takes any free port",
    Hints.CLEAR_AWAY: "rebuild the database with 'azmil --database {database!q} load' to remove it",
    Hints.COMPARE_DOCUMENT: "compare it line by line with 'azmil source verify'",
    Hints.COPY_REPORT: "copy a valid one with 'azmil query facts --save-as NAME'",
    Hints.COUNT_ALONE: "omit --columns",
    Hints.DESCRIBE_LINES: "describe each line; 'azmil source add' writes the descriptions",
    Hints.DESCRIBE_REPORT: "see 'azmil query {report!q} --help'",
    Hints.FILTER_BY_OTHER: "{nearest}try: azmil query {other_report!q} --{other} {value!q} ({rows})",
    Hints.FIND_CITING: "list the claims that cite a line with 'azmil query facts --cites {name}'",
    Hints.GIVE_ID: "set --id to lower-case letters, digits and single hyphens, at most {most} characters",
    Hints.GIVE_PARAMETER: "write it as ':NAME' and set it with -p NAME=VALUE",
    Hints.GRANT: "its owner can grant access with 'azmil --database {path!q} grant {role!q}'",
    Hints.GIVE_SOURCE: "choose one with --source: {known}",
    Hints.INSTALL_EXTRA: "install it with: pip install 'azmil[{extra}]'",
    Hints.JUDGE_LINE: "cite it, or judge it with 'azmil judge'; --open allows open lines",
    Hints.LIST_FIELDS: "{meant}{new}'azmil new {kind}' lists the words",
    Hints.LIST_COLUMNS: "list tables and columns with 'azmil schema'",
    Hints.LIST_IDS: "find its id with 'azmil search WORDS'",
    Hints.LIST_OLD_IDS: "find them with 'azmil check' on the same folders",
    Hints.LIST_REPORTS: "list the reports with 'azmil query'",
    Hints.LIST_ROWS: "omit --sum to list the rows",
    Hints.LIST_TABLES: "list them with 'azmil schema'",
    Hints.LIST_VALUES: "list the values with 'azmil query {report!q} --by {column}'",
    Hints.MAKE_READABLE: "make it readable, or choose another file with --database",
    Hints.NAME_DAY: "add --as-of DATE",
    Hints.READ_AS_OTHER: "read as another role, to which 'azmil --database {path!q} grant ROLE' gives access",
    Hints.SHARE_FILE: "copy the file, or build the database with 'azmil --database postgresql://HOST/NAME load'",
    Hints.SHOW_RECORD: "show it with 'azmil show {id!q}'",
    Hints.NAME_GROUPS: "add --by COLUMN",
    Hints.NAME_VALUES: "repeat --{column} to add up several together",
    Hints.SEED_FOLDER: "choose another folder with --seeds, or free disk space",
    Hints.WRITE_STATEMENT: 'write one, such as: azmil sql "SELECT * FROM facts_report"',
    Hints.WRITE_WORD: "add a word, such as: azmil search garabagh",
}


def format_error(error: AzmilError) -> str:
    """Return the message and the hint of an error on one line, as the command line prints them."""
    return "; ".join(part for part in (error.message, hint_of(error)) if part)


def hint_of(error: AzmilError) -> str:
    """Return the hint of an error, as the command line prints it."""
    if isinstance(error.hint_template, Hint) and error.hint_template in HINTS:
        return fill_template(HINTS[error.hint_template], error.values)
    return error.hint


def format_details(error: AzmilError) -> list[str]:
    """Return the lines that precede an error, such as the problems of a check."""
    from azmil.values.problems import Problem

    return [
        f"{detail.place}: {format_error(detail.error)}" if isinstance(detail, Problem) else str(detail)
        for detail in error.details
    ]


def say(message: str) -> None:
    """Print a message on stderr; ignore a closed stderr."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(clean(message) + "\n")


def note(about: AzmilError) -> None:
    """Print a note, which is not an error."""
    say(f"azmil: {format_error(about)}")


def say_without_text(sources: Sequence[str]) -> None:
    """Print which sources have no attached text, if any, and how to attach it."""
    if sources:
        shown = ", ".join(map(repr, sources[:MOST_SOURCES])) + (", ..." if len(sources) > MOST_SOURCES else "")
        say(f"azmil: no text of {shown} is attached, so none is included; attach it with 'azmil source attach FILE'")


def say_folded(count: int) -> None:
    """Print how many claims are folded into the rows of their events, if any."""
    if count:
        claims, are, their = ("claim", "is", "its event") if count == 1 else ("claims", "are", "their events")
        say(f"azmil: {count:,} {claims} {are} folded into the rows of {their}; --all lists each claim")


def say_left_out(answer: Answer, option: str = "--limit") -> None:
    """Print which rows an answer omits; ``option`` is the one that raises the row limit."""
    if not answer.left_out:
        return
    from azmil.cli import omissions

    count = len(answer.rows)
    shown = f"only the first {'row is' if count == 1 else f'{count:,} rows are'} shown"
    for left in answer.left_out:
        if left.reason == "undated":
            rows, them = ("row", "it") if left.count == 1 else ("rows", "them")
            say(f"azmil: {left.count:,} undated {rows} omitted; remove the date filter to include {them}")
        elif left.reason == "imprecise":
            rows, them = ("row", "it") if left.count == 1 else ("rows", "them")
            say(f"azmil: {left.count:,} {rows} omitted whose month or day is not known; add a year to include {them}")
        elif left.reason == "open":
            rows = "row" if left.count == 1 else "rows"
            say(f"azmil: {left.count:,} {rows} omitted that may still apply then; see --as-of")
        elif (text := omissions.message(left)) is not None:
            say(f"azmil: {text}")
        elif left.reason == "size":
            from azmil.store.protocol import MOST_BYTES

            limit = MOST_BYTES // 1024 // 1024
            say(f"azmil: {shown}, up to the limit of {limit} MiB; narrow the query")
        else:
            say(f"azmil: {shown}; raise {option} to show more")
