"""Errors of statements, whichever database runs them."""

from __future__ import annotations

from azmil.errors import Do, Exit, Fault

CANNOT_ANSWER = Fault(
    "the database is opened and then turns out to be damaged, or to lack a table",
    "the database cannot answer: {reason}",
    Do.BUILD_AGAIN,
)
NO_STATEMENT = Fault(
    "what is to be asked holds no statement, or only a comment",
    "there is no statement",
    Do.WRITE_STATEMENT,
    Exit.USAGE,
)
WRONG = Fault(
    "the database does not understand the statement",
    "the statement is wrong: {reason}{hint}",
    Do.LIST_COLUMNS,
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
    Do.GIVE_PARAMETER,
    Exit.USAGE,
)
TOO_LARGE = Fault(
    "a statement makes a value, or needs memory, beyond its limits",
    "the answer is larger than a statement may use",
    Do.ASK_FOR_LESS,
)
TOO_LONG = Fault(
    "a statement takes longer than its time limit",
    "the statement ran past the limit of {seconds:g} s",
    Do.ALLOW_MORE_TIME,
    Exit.TIME_LIMIT,
)
NO_THREAD = Fault(
    "the system allows no further thread, in which a statement can be watched",
    "there is no thread left to ask in",
    "end other programs, or allow more processes (ulimit -u)",
)
STUCK = Fault(
    "a statement takes longer than its time limit inside a function that cannot be stopped",
    "the statement ran past the limit of {seconds:g} s inside a function that cannot be stopped, and was abandoned",
    Do.ASK_FOR_LESS,
    Exit.TIME_LIMIT,
)
STUCK_AT_CTRL_C = Fault(
    "Ctrl-C stops a statement inside a function that cannot be stopped",
    "interrupted; the statement is inside a function that cannot be stopped, and was abandoned",
    Do.ASK_FOR_LESS,
    Exit.INTERRUPTED,
)
