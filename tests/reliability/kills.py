"""Promise 1: a load is all or nothing, whatever ends it, and the next command needs no repair."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import time
from typing import TYPE_CHECKING

from bench import PROGRAM, SMALL, Trial, azmil, content, environment, main

if TYPE_CHECKING:
    from pathlib import Path

WHOLE, OTHER = ["load", "--shipped"], ["load", "--alone", str(SMALL)]


def _interrupted(target: Path, arguments: list[str], number: signal.Signals, after: float) -> tuple[int, str]:
    """Start a load, send it a signal after some seconds; return its code and what it said."""
    command = [*PROGRAM, "--database", str(target), *arguments]
    child = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    try:
        _, said = child.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        child.send_signal(number)
        _, said = child.communicate()
    return child.returncode, said


def _prepared(folder: Path) -> tuple[Path, set[str], float]:
    """Build the two databases that take turns; return the place, their content digests, and how long a load takes."""
    target = folder / "azmil.db"
    azmil("--database", target, *OTHER)
    known = {content(target)}
    start = time.monotonic()
    azmil("--database", target, *WHOLE)
    return target, known | {content(target)}, time.monotonic() - start


def _tried(folder: Path, trial: Trial, times: int, number: signal.Signals) -> None:
    target, known, duration = _prepared(folder)
    left = ".azmil.db.new-*"
    for at in range(times):
        moment = random.uniform(0.02, duration)
        code, said = _interrupted(target, OTHER if at % 2 else WHOLE, number, moment)
        try:
            found = content(target)  # opened read-only, before anything could repair it
        except sqlite3.Error as error:
            found = str(error)
        # Until Python has read azmil's first module, it ends in its own way.
        is_early = code in (-signal.SIGINT, 1) and "azmil" not in said
        is_told = (
            number == signal.SIGKILL
            or (code, said) == (130, "azmil: interrupted; no partial changes were kept\n")
            or code == 0
            or is_early
        )
        is_clear = number == signal.SIGKILL or not list(folder.glob(left))
        trial.hold(
            found in known and is_told and is_clear, f"after {moment:.3f} s: {found}, {code}, {said}, {is_clear}"
        )
        if at % 10 == 9:
            azmil("--database", target, *OTHER)
            trial.hold(not list(folder.glob(left)), "a temporary file was left")
    trial.tried -= times // 10  # what came between was no try of its own


def killed(folder: Path, *, is_long: bool) -> Trial:
    """Kill loads at random moments; the first thing that opens the database then may only read."""
    trial = Trial("1. loads killed: old or new, and nothing left after the next")
    _tried(folder, trial, 200 if is_long else 3, signal.SIGKILL)
    return trial


def stopped(folder: Path, *, is_long: bool) -> Trial:
    """Stop loads with Ctrl-C at random moments."""
    trial = Trial("1. loads stopped by Ctrl-C: old or new, one line, code 130, nothing left")
    _tried(folder, trial, 100 if is_long else 2, signal.SIGINT)
    return trial


if __name__ == "__main__":
    main(stopped, killed)
