"""Execution of statements and commands in order."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, counted
from azmil.shell import commands, parameters
from azmil.shell.tokens import is_command, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.shell.session import Session


def run(session: Session, lines: Iterable[str]) -> None:
    r"""Run the statements and commands in some lines; continue after one that fails.

    Raises Quit for ``\q``, KeyboardInterrupt for Ctrl-C.
    """
    for piece in pieces(lines):
        try:
            if is_command(piece):
                commands.run(session, piece)
            else:
                _run_statement(session, piece)
        except AzmilError as error:
            session.report(error)
            session.code = session.code or error.fault.code


def _run_statement(session: Session, sql: str) -> None:
    if session.file is not None:
        session.file.check()
    parameters.check(sql, session.parameters)
    start = time.perf_counter()
    answer = session.base.ask_sql(sql, session.parameters, session.limits)
    seconds = time.perf_counter() - start
    if session.is_citing and "id" in answer.names:
        session.base.add_lines(answer)
    session.print_result(answer)
    session.say_left_out(answer)
    if session.is_timed:
        session.say(f"{counted(len(answer.rows), 'row')} in {seconds:.3f} s")
