"""Promise 1: a load either completes or changes nothing, however it ends, and the next command needs no repair."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import time
from typing import TYPE_CHECKING

from harness import PROGRAM, SMALL, Trial, azmil, content, environment, main

if TYPE_CHECKING:
    from pathlib import Path

BUILT_IN, SMALLER = ["load", "--shipped"], ["load", "--alone", str(SMALL)]


def _stop_load(target: Path, arguments: list[str], number: signal.Signals, after: float) -> tuple[int, str]:
    """Start a load, send it a signal after some seconds; return its exit code and its messages."""
    command = [*PROGRAM, "--database", str(target), *arguments]
    child = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    try:
        _, message = child.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        child.send_signal(number)
        _, message = child.communicate()
    return child.returncode, message


def _prepare(folder: Path) -> tuple[Path, set[str], float]:
    """Build both databases in turn; return the path, their content digests, and the seconds that a load takes."""
    target = folder / "azmil.db"
    azmil("--database", target, *SMALLER)
    known = {content(target)}
    start = time.monotonic()
    azmil("--database", target, *BUILT_IN)
    return target, known | {content(target)}, time.monotonic() - start


def _stop_loads(folder: Path, trial: Trial, times: int, number: signal.Signals) -> None:
    target, known, duration = _prepare(folder)
    left = ".azmil.db.new-*"
    for at in range(times):
        moment = random.uniform(0.02, duration)
        before = content(target)
        code, message = _stop_load(target, SMALLER if at % 2 else BUILT_IN, number, moment)
        try:
            found = content(target)  # opened read-only, before any command can repair it
        except sqlite3.Error as error:
            found = str(error)
        # Before azmil's main function runs, Python exits with its usual message.
        is_early = code in (-signal.SIGINT, 1) and "in main\n" not in message
        is_reported = (
            number == signal.SIGKILL
            or (code, message, found) == (130, "azmil: interrupted; no partial changes were kept\n", before)
            or code == 0
            or is_early
        )
        is_clear = number == signal.SIGKILL or not list(folder.glob(left))
        trial.check(
            found in known and is_reported and is_clear, f"after {moment:.3f} s: {found}, {code}, {message}, {is_clear}"
        )
        if at % 10 == 9:
            azmil("--database", target, *SMALLER)
            trial.check(not list(folder.glob(left)), "a temporary file was left")
    trial.tried -= times // 10  # the checks for temporary files do not count


def kill_loads(folder: Path, *, is_long: bool) -> Trial:
    """Kill loads at random moments; the database is then opened read-only."""
    trial = Trial("1. loads killed: old or new database, and no files left after the next load")
    _stop_loads(folder, trial, 200 if is_long else 3, signal.SIGKILL)
    return trial


def interrupt_loads(folder: Path, *, is_long: bool) -> Trial:
    """Interrupt loads with Ctrl-C at random moments."""
    trial = Trial("1. loads interrupted by Ctrl-C: the old database, one message, exit code 130, no files left")
    _stop_loads(folder, trial, 100 if is_long else 2, signal.SIGINT)
    return trial


if __name__ == "__main__":
    main(interrupt_loads, kill_loads)
