"""The loop of the shell: statements and commands, one after another."""

from __future__ import annotations

import sqlite3
import sys
import time
from typing import TYPE_CHECKING

from azmil import formats
from azmil.ask import statements
from azmil.errors import AzmilError, Exit
from azmil.shell import commands
from azmil.shell.tokens import is_command, pieces
from azmil.store.sqlite.read import CANNOT_ANSWER

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
            _fail(session, session.words.hint(str(error)), error.fault.code)
        except sqlite3.Error as error:
            _fail(session, CANNOT_ANSWER.text(reason=error), Exit.CANNOT)


def _fail(session: Session, message: str, code: int) -> None:
    sys.stdout.flush()
    formats.say(f"azmil: {message}")
    session.code = session.code or code


def _ask(session: Session, sql: str) -> None:
    start = time.perf_counter()
    answer, is_cut = statements.ask(
        session.connection, sql, seconds=session.seconds, most_rows=session.most_rows, is_last=False
    )
    took = time.perf_counter() - start
    if session.is_citing and "id" in answer.columns:
        statements.cite(session.connection, answer)
    session.give(answer, session.form)
    if is_cut:
        formats.say(f"azmil: {statements.cut(answer, session.most_rows)}")
    if session.is_timed:
        rows = "row" if len(answer.rows) == 1 else "rows"
        formats.say(f"{len(answer.rows):,} {rows} in {took:.3f} s")
