"""Promise 1, for all long commands: Ctrl-C ends them at once, and leaves what was there before and nothing else."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

from harness import PROGRAM, SMALL, Trial, environment, main, write_database

from azmil.values.fingerprints import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

SOON = 5  # seconds that the end may take on a busy machine
MESSAGE = "azmil: interrupted; no partial changes were kept\n"
DONE = (0, 3)  # exit codes of a command that succeeds; 3 if it says what is left to do
SEEDS = "seeds"
# Each command with the folders and files that it writes. {at} is the folder of the trial.
COMMANDS = (
    ["check", "{at}/seeds", "--open"],
    ["--database", "{at}/new.db", "load"],
    ["site", "{at}/site"],
    ["site", "--one-file", "{at}/site.html"],
    *(["export", "{at}/" + form, "--to", form] for form in ("datapackage", "csv", "xlsx", "sql")),
    ["source", "update", "{at}/new.txt", "--seeds", "{at}/seeds", "--write"],
)


def _files(folder: Path) -> dict[str, bytes | None]:
    """Return the content of each file in a folder, and None for each folder."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def _run(command: list[str], at: Path, after: float | None) -> tuple[int, str, float]:
    """Run a command, interrupt it after some seconds; return its exit code, messages, and seconds that it took to end."""
    given = [*PROGRAM, "--database", str(at / "azmil.db"), *(word.replace("{at}", str(at)) for word in command)]
    if "--database" in command:
        del given[len(PROGRAM) : len(PROGRAM) + 2]
    env = environment(XDG_DATA_HOME=str(at.parent / "data"), XDG_STATE_HOME=str(at.parent / "state"))
    child = subprocess.Popen(
        given, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    start = time.monotonic()
    try:
        _, messages = child.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        start = time.monotonic()
        child.send_signal(signal.SIGINT)
        _, messages = child.communicate()
    return child.returncode, messages, time.monotonic() - start


def _prepare(folder: Path) -> Path:
    """Return a folder with a database, a folder of seeds, and a new edition of their document."""
    at = folder / "work"
    at.mkdir()
    write_database(at / "azmil.db")
    shutil.copytree(SMALL, at / SEEDS)
    line = "A line of both editions."
    passages = at / SEEDS / "passages" / "report.yaml"
    passages.write_text(passages.read_text().replace("aaaa", str(fingerprint(line))))
    (at / "new.txt").write_text(f"{line}\n" * 4)
    return at


def interrupt_commands(folder: Path, *, is_long: bool) -> Trial:
    """Interrupt each long command with Ctrl-C at random moments."""
    trial = Trial("1. long commands interrupted by Ctrl-C: they end at once with exit code 130 and leave nothing")
    for command in COMMANDS:
        at = _prepare(folder)
        before = _files(at)
        code, messages, duration = _run(command, at, None)
        trial.check(code in DONE, f"{' '.join(command)}: {code}, {messages[-300:]}")
        for _ in range(20 if is_long else 1):
            shutil.rmtree(at)
            at = _prepare(folder)
            moment = random.uniform(0.3 if duration > 1 else 0.1, duration)
            code, messages, seconds = _run(command, at, moment)
            # Before azmil's main function runs, Python exits with its usual message.
            is_early = code in (-signal.SIGINT, 1) and "in main\n" not in messages
            is_ended = (code, messages) == (130, MESSAGE) or is_early
            is_kept = _files(at) == before if is_ended else code in DONE
            trial.check(
                is_kept and seconds < SOON,
                f"{' '.join(command)} after {moment:.2f} of {duration:.2f} s: {code}, {messages[-300:]}, {seconds:.1f} s, "
                f"{sorted(_files(at).keys() ^ before.keys())[:5]}",
            )
        shutil.rmtree(at)
    return trial


if __name__ == "__main__":
    main(interrupt_commands)
