"""Messages of the command line: errors and notes in the terms of its commands and options, on stderr."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from azmil.errors import Action, AzmilError, Do, filled
from azmil.formats.terminal.screen import clean
from azmil.store.protocol import MOST_BYTES
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from azmil.values.answers import Answer

HINTS = {
    Do.ADD_ID: "select it, or name one with AS id",
    Do.ALLOW_MORE_TIME: "ask for less, or allow more with --timeout",
    Do.BUILD: "build one with 'azmil --database {path!q} load'",
    Do.BUILD_AGAIN: "build it again with 'azmil --database {path!q} load'",
    Do.BUILD_ELSEWHERE: "upgrade azmil, or build another database with 'azmil --database FILE load'",
    Do.BUILD_ALONE: (
        "'azmil --database {path!q} load FOLDER --alone' builds it from another, "
        "and load --shipped from azmil's own seeds"
    ),
    Do.BUILD_FROM: (
        "'azmil --database {path!q} load FOLDER' builds it from another, and load --shipped from azmil's own seeds"
    ),
    Do.CHOOSE_ID: "give another --id or remove it",
    Do.CHOOSE_DATABASE: "name another file with --database",
    Do.CHOOSE_PLACE: "see --database",
    Do.CLEAR_AWAY: "'azmil --database {database!q} load' clears it away",
    Do.COMPARE_DOCUMENT: "'azmil source verify' compares it line by line",
    Do.COPY_REPORT: "'azmil query facts --save-as mine' shows how",
    Do.COUNT_ALONE: "leave out --sort and --columns",
    Do.DESCRIBE_LINES: "describe each line; 'azmil source add' writes them",
    Do.DESCRIBE_REPORT: "'azmil query {report!q} --help' describes them",
    Do.FIND_CITING: "'azmil query facts --cites {name}' lists what cites a line",
    Do.GIVE_ID: "give one with --id",
    Do.GIVE_PARAMETER: "name it like ':year', and give 'azmil sql' the value with -p year=2006",
    Do.GIVE_SOURCE: "name one with --source: {known}",
    Do.INSTALL_EXTRA: "install it: pip install 'azmil[{extra}]'",
    Do.JUDGE_LINE: "cite it, or judge it to state nothing; --open lets it be open",
    Do.LIST_COLUMNS: "'azmil schema' lists tables and columns",
    Do.LIST_IDS: "'azmil query facts --wide' lists ids",
    Do.LIST_OLD_IDS: "'azmil check' of the same folders says where",
    Do.LIST_REPORTS: "'azmil query --list' lists those there are",
    Do.LIST_TABLES: "'azmil schema' lists them",
    Do.LIST_VALUES: "'azmil query {report!q} --by {column}' lists what there is",
    Do.MAKE_READABLE: "make it readable, or name another file with --database",
    Do.NAME_DAY: "name the day with --as-of",
    Do.SEED_FOLDER: "name another folder with --seeds, or make room",
    Do.WRITE_STATEMENT: 'write one, such as: azmil sql "SELECT * FROM facts_report"',
    Do.WRITE_WORD: "write one, such as: azmil search garabagh",
}


def worded(error: AzmilError) -> str:
    """Return an error as the command line says it: message and hint on one line."""
    hint = error.hint
    if isinstance(error.do, Action) and error.do in HINTS:
        hint = filled(HINTS[error.do], error.values)
    return "; ".join(part for part in (error.message, hint) if part)


def listed(error: AzmilError) -> list[str]:
    """Return the lines that go before an error, such as the problems of a check."""
    return [f"{one.place}: {worded(one.error)}" if isinstance(one, Problem) else str(one) for one in error.details]


def say(message: str) -> None:
    """Print a message on stderr, apart from answers; what nobody can read is dropped."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(clean(message) + "\n")


def note(about: AzmilError) -> None:
    """Print a note about something that is no error."""
    say(f"azmil: {worded(about)}")


def left_out(answer: Answer, option: str = "--limit") -> None:
    """Say what an answer leaves out; ``option`` is the one that allows more rows."""
    count = len(answer.rows)
    shown = f"only the first {'row is' if count == 1 else f'{count:,} rows are'} shown"
    for left in answer.left_out:
        if left.reason == "undated":
            verb, them = ("is", "it") if left.count == 1 else ("are", "them")
            say(f"azmil: {left.count:,} more without a date {verb} left out; ask without the date to see {them}")
        elif left.reason == "open":
            say(f"azmil: {left.count:,} more may have lasted until then, beyond what their sources say; see --as-of")
        elif left.reason == "size":
            limit = MOST_BYTES // 1024 // 1024
            say(f"azmil: {shown}, {limit} MiB being the most an answer may have; ask for less")
        else:
            say(f"azmil: {shown}; allow more with {option}")
