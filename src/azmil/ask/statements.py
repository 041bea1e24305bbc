"""Own the running of a reader's own SQL: guarded, under a time limit, and never more rows than asked for."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

from azmil.errors import AzmilError, Exit, Fault, suggestion
from azmil.store.sqlite.read import CANNOT_ANSWER, set_deadline
from azmil.values import sqltext
from azmil.values.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")
MOST_BYTES = 6 * 1024 * 1024  # of an answer as it will be printed
_ROW, _NUMBER = 32, 16
GRACE = 0.4  # seconds past the limit after which a function that SQLite cannot interrupt is ended with the process

NO_STATEMENT = Fault(
    "what is to be asked holds no statement, or only a comment",
    "there is no statement",
    'write one, such as: azmil sql "SELECT * FROM facts_report"',
    Exit.USAGE,
)
NO_ID = Fault(
    "lines are asked for behind rows without an id",
    "--cite needs a column called id",
    "select it, or name one with AS id",
    Exit.USAGE,
)
WRONG = Fault(
    "SQLite does not understand the statement",
    "the statement is wrong: {reason}{hint}",
    "'azmil schema' lists tables and columns",
    Exit.USAGE,
)
FORBIDDEN = Fault(
    "a statement would change something, or reach outside the database",
    "that is not allowed here: {reason}",
    "statements only read",
    Exit.USAGE,
)
UNBOUND = Fault(
    "a statement has a parameter for which no value is given",
    "the statement has a parameter '{name}' without a value",
    "name it like ':year', and give 'azmil sql' the value with -p year=2006",
    Exit.USAGE,
)
TOO_LARGE = Fault(
    "a statement makes a value, or needs memory, beyond its limits",
    "the answer is larger than a statement may use",
    "ask for less",
)
TOO_LONG = Fault(
    "a statement takes longer than its time limit",
    "the statement ran past the limit of {seconds:g} s",
    "ask for less, or allow more with --timeout",
    Exit.TIME_LIMIT,
)
NO_THREAD = Fault(
    "the system allows no further thread, in which a statement can be watched",
    "there is no thread left to ask in",
    "end other programs, or allow more processes (ulimit -u)",
)
STUCK = Fault(
    "a statement takes longer than its time limit inside a function that SQLite cannot stop",
    "the statement ran past the limit of {seconds:g} s inside a function that cannot be stopped, so azmil ends",
    "ask for less",
    Exit.TIME_LIMIT,
)
STUCK_AT_CTRL_C = Fault(
    "Ctrl-C stops a statement inside a function that SQLite cannot stop",
    "interrupted; the statement is inside a function that cannot be stopped, so azmil ends",
    "ask for less",
    Exit.INTERRUPTED,
)
_STUCK = "the statement is inside a function that cannot be stopped"

_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


def split(text: str) -> list[str]:
    """Return the statements of a text, each up to its semicolon; raise AzmilError if there is none."""
    found = sqltext.split(text)
    if not found:
        raise NO_STATEMENT()
    return found


def cite(connection: sqlite3.Connection, answer: Answer) -> None:
    """Add to an answer that has a column ``id`` the lines behind each row; raise AzmilError if it has none."""
    if "id" not in answer.columns:
        raise NO_ID()
    at = answer.columns.index("id")
    for id_ in dict.fromkeys(row[at] for row in answer.rows):
        for (lines,) in connection.execute("SELECT lines FROM evidence WHERE record_id = ?", (id_,)):
            answer.notes[str(id_)] = lines


def ask(
    connection: sqlite3.Connection,
    sql: str,
    parameters: Mapping[str, Any] | Sequence[Any] = (),
    *,
    seconds: float = 30,
    most_rows: int = 10_000,
    is_last: bool = True,
) -> tuple[Answer, bool]:
    """Return the answer to one statement, and whether rows were left out of it; raise as ``within`` does."""
    return within(connection, seconds, lambda: _fetch(connection, sql, parameters, most_rows), is_last=is_last)


def within(connection: sqlite3.Connection, seconds: float, work: Callable[[], T], *, is_last: bool = True) -> T:
    """Return what some work with a connection returns, which may take so many seconds.

    Raises AzmilError for SQL that is wrong or forbidden, and past the limit. Ctrl-C interrupts it, and ends azmil
    where a statement cannot be interrupted, unless the connection is still needed (``is_last``).
    """
    outcome: list[T | BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001 - carried to the thread that waits
            outcome.append(error)
        finally:
            is_done.set()

    # Not join(): a Ctrl-C inside it makes Python take a thread that still runs for one that has ended.
    is_done = threading.Event()
    end = time.monotonic() + seconds
    set_deadline(connection, seconds)
    try:
        threading.Thread(target=run, daemon=True).start()
    except RuntimeError:
        raise NO_THREAD() from None
    try:
        _wait(is_done, end, seconds)
    except KeyboardInterrupt:
        connection.interrupt()
        if is_last and not is_done.wait(0.5):
            _give_up(STUCK_AT_CTRL_C())
        _wait_on(is_done, end, seconds)
        raise
    finally:
        connection.set_progress_handler(None, 0)
    result = outcome[0]
    if isinstance(result, BaseException):
        raise _translated(result, time.monotonic() >= end, seconds, _meant(connection, str(result)))
    return result


def cut(answer: Answer, most_rows: int, option: str = "--max-rows") -> str:
    """Return the words about an answer of which rows were left out; ``option`` is the one that allows more."""
    count = len(answer.rows)
    shown = f"only the first {'row is' if count == 1 else f'{count:,} rows are'} shown"
    if len(answer.rows) < most_rows:
        return f"{shown}, {MOST_BYTES // 1024 // 1024} MiB being the most an answer may have; ask for less"
    return f"{shown}; allow more with {option}"


def _wait(is_done: threading.Event, end: float, seconds: float) -> None:
    while not is_done.wait(0.02):
        if time.monotonic() > end + GRACE:
            _give_up(STUCK(seconds=seconds))


def _wait_on(is_done: threading.Event, end: float, seconds: float) -> None:
    """Wait for an interrupted statement, whose connection can do nothing before; a second Ctrl-C ends azmil."""
    try:
        if not is_done.wait(0.5):
            _tell(f"{_STUCK}; Ctrl-C again ends azmil")
        _wait(is_done, end, seconds)
    except KeyboardInterrupt:
        _give_up(STUCK_AT_CTRL_C())


def _give_up(error: AzmilError) -> None:
    _tell(str(error))
    os._exit(error.fault.code)


def _tell(message: str) -> None:
    sys.stderr.write(f"azmil: {message}\n")
    sys.stderr.flush()


def _fetch(
    connection: sqlite3.Connection, sql: str, parameters: Mapping[str, Any] | Sequence[Any], most_rows: int
) -> tuple[Answer, bool]:
    read = connection.text_factory
    scale = _Scale(read)
    connection.text_factory = scale.weighed
    rows: list[tuple[Any, ...]] = []
    row: tuple[Any, ...] | None
    try:
        cursor = connection.execute(sql, parameters)
        if cursor.description is None:
            raise NO_STATEMENT()
        names = [name for name, *_ in cursor.description]
        per_row = _ROW + sum(map(_printed, names))  # several formats print the names with each row
        held = per_row
        while (row := next(cursor, None)) is not None:  # one by one, so that no answer is larger than its limits
            held += per_row + sum(map(_printed, row))
            scale.weight = 0
            if len(rows) >= most_rows or held > MOST_BYTES:
                break
            rows.append(row)
    except _TooHeavyError:
        row = ()
    finally:
        connection.text_factory = read
    if row is not None and not rows:
        raise TOO_LARGE()
    return Answer(names, rows), row is not None


class _TooHeavyError(Exception):
    """A row has more text than an answer may have; Python would make four bytes of each of its letters."""


class _Scale:
    """What weighs the texts of a row before they are made."""

    def __init__(self, read: Callable[[bytes], Any]) -> None:
        self.weight = 0
        self._read = read

    def weighed(self, raw: bytes) -> Any:
        """Return the text that some bytes are; raise _TooHeavyError where those of its row are too many."""
        self.weight += len(raw)
        if self.weight > MOST_BYTES:
            raise _TooHeavyError
        return self._read(raw)


def _printed(value: object) -> int:
    """Return about how many bytes a value takes when it is printed, in the format in which it takes most."""
    if isinstance(value, bytes):
        return 2 * len(value)
    if not isinstance(value, str):
        return _NUMBER
    if not value.isprintable():
        return 6 * len(value.encode(errors="surrogatepass"))  # "\\u0001" in JSON
    return len(value.encode(errors="surrogatepass")) + 5 * sum(map(value.count, '"&<>'))  # "&quot;" in HTML


_MISSING = re.compile(r"no such (table|column|function): (?:\w+\.)*(\w+)")
_KNOWN = {
    "table": "SELECT DISTINCT table_name FROM dictionary ORDER BY table_name",
    "column": "SELECT DISTINCT column_name FROM dictionary WHERE column_name <> '' ORDER BY column_name",
    "function": "PRAGMA function_list",
}


def _meant(connection: sqlite3.Connection, message: str) -> str:
    """Return the table, column or function that an unknown one may be meant for, as the end of a message."""
    unknown = _MISSING.search(message)
    if unknown is None:
        return ""
    sort, name = unknown.groups()
    known = sorted({str(row[0]) for row in connection.execute(_KNOWN[sort])})
    report = f"{name}_report"
    return f"; did you mean '{report}'?" if sort == "table" and report in known else suggestion(name, known)


def _translated(error: BaseException, is_late: bool, seconds: float, hint: str) -> BaseException:  # noqa: FBT001 - facts of one end
    """Return the error a person understands for one that SQLite or Python raised."""
    if isinstance(error, sqlite3.OperationalError) and "interrupted" in str(error):
        return TOO_LONG(seconds=seconds) if is_late else KeyboardInterrupt()
    if isinstance(error, UnicodeEncodeError):  # which is told as what no words of a person can be
        return error
    if isinstance(error, (sqlite3.Error, sqlite3.Warning, ValueError, MemoryError, OverflowError)):
        return _worded(error, hint)
    return error


_FORBIDDEN = re.compile("prohibited|not authorized|cannot modify|authorization denied|readonly|too many attached")
_UNBOUND = re.compile(r"value for binding parameter (\S+?)\.?$|Binding \d+ has no name|Incorrect number of bindings")


def _worded(error: Exception, hint: str) -> AzmilError:
    text = str(error)
    if isinstance(error, (MemoryError, OverflowError)) or "too big" in text or "out of memory" in text:
        return TOO_LARGE()
    if _FORBIDDEN.search(text):
        return FORBIDDEN(reason=text)
    if unbound := _UNBOUND.search(text):
        return UNBOUND(name=unbound[1] or "?")
    if (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _BROKEN:
        return CANNOT_ANSWER(reason=text)
    return WRONG(reason=text, hint=hint)
