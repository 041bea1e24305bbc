"""The loop of the shell: statements and commands, one after another."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from azmil.errors import AzmilError
from azmil.shell import commands
from azmil.shell.tokens import is_command, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.shell.session import Session


def run(session: Session, lines: Iterable[str]) -> None:
    r"""Run the statements and commands in some lines, each whatever became of those before it.

    Raises Leave for ``\q``, KeyboardInterrupt for Ctrl-C.
    """
    for piece in pieces(lines):
        try:
            if is_command(piece):
                commands.run(session, piece)
            else:
                _ask(session, piece)
        except AzmilError as error:
            sys.stdout.flush()
            session.say(f"azmil: {session.worded(error)}")
            session.code = session.code or error.fault.code


def _ask(session: Session, sql: str) -> None:
    start = time.perf_counter()
    answer = session.base.ask_sql(sql, {}, session.limits)
    took = time.perf_counter() - start
    if session.is_citing and "id" in answer.names:
        session.base.add_lines(answer)
    session.give(answer, session.form)
    session.say_left_out(answer)
    if session.is_timed:
        rows = "row" if len(answer.rows) == 1 else "rows"
        session.say(f"{len(answer.rows):,} {rows} in {took:.3f} s")
