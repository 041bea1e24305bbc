"""Errors of SQL statements, for every backend."""

from __future__ import annotations

from azmil.errors import Exit, Fault, Hints

CANNOT_ANSWER = Fault(
    "a query finds that the database is damaged or lacks a table",
    "cannot read '{path}': {reason}",
    Hints.BUILD_AGAIN,
)
NO_STATEMENT = Fault(
    "the text to run contains no SQL statement, or only a comment",
    "missing SQL statement",
    Hints.WRITE_STATEMENT,
    Exit.USAGE,
)
WRONG = Fault(
    "an SQL statement is invalid",
    "cannot run the SQL statement: {reason}{hint}",
    Hints.LIST_COLUMNS,
    Exit.USAGE,
)
FORBIDDEN = Fault(
    "an SQL statement would change something, or reach outside the database",
    "the SQL statement is not allowed here: {reason}",
    "use a statement that only reads data",
    Exit.USAGE,
)
UNBOUND = Fault(
    "an SQL statement has a parameter without a value",
    "cannot run the SQL statement: parameter '{name}' has no value",
    Hints.GIVE_PARAMETER,
    Exit.USAGE,
)
TOO_LARGE = Fault(
    "the result of an SQL statement, or the memory that it needs, exceeds its limit",
    "cannot run the SQL statement: its result is too large",
    Hints.ASK_FOR_LESS,
)
TOO_LONG = Fault(
    "an SQL statement exceeds its time limit",
    "the SQL statement exceeded its time limit of {seconds:g} s",
    Hints.ALLOW_MORE_TIME,
    Exit.TIME_LIMIT,
)
NO_THREAD = Fault(
    "the system allows no more threads to run an SQL statement",
    "cannot run the SQL statement: the system allows no more threads",
    "close other programs, or raise the limit on processes (ulimit -u)",
)
STUCK = Fault(
    "an SQL statement exceeds its time limit in a function that cannot be interrupted",
    "the SQL statement exceeded its time limit of {seconds:g} s in a function that cannot be interrupted",
    Hints.ASK_FOR_LESS,
    Exit.TIME_LIMIT,
)
STUCK_AT_CTRL_C = Fault(
    "Ctrl-C is pressed while an SQL statement is in a function that cannot be interrupted",
    "interrupted, but the SQL statement is in a function that cannot be interrupted",
    Hints.ASK_FOR_LESS,
    Exit.INTERRUPTED,
)
