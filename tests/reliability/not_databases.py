"""Promise 7: a file that is not an intact database of this version is reported and not changed."""

from __future__ import annotations

import ctypes
import os
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from harness import SMALL, Trial, azmil, environment, is_one_line, listing, main, write_database

from azmil.errors import AzmilError
from azmil.store.sqlite import health

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = 4096


def _patched(at: int, new: bytes) -> Callable[[Path, bytes], object]:
    return lambda path, intact: path.write_bytes(intact[:at] + new + intact[at + len(new) :])


def _foreign(path: Path, _: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE records (id)")
        connection.commit()


def _random_page(path: Path, intact: bytes) -> None:
    start = PAGE * random.randrange(1, len(intact) // PAGE)
    path.write_bytes(intact[:start] + random.randbytes(PAGE) + intact[start + PAGE :])


def _in_wal_mode(path: Path, intact: bytes) -> None:
    path.write_bytes(intact)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()


def _unreadable(path: Path, intact: bytes) -> None:
    path.write_bytes(intact)
    path.chmod(0)


KINDS: dict[str, Callable[[Path, bytes], object]] = {
    "missing": lambda _path, _sound: None,
    "empty": lambda path, _: path.write_bytes(b""),
    "text": lambda path, _: path.write_text("my thesis\n" * 1000),
    "header only": lambda path, intact: path.write_bytes(intact[:100]),
    "halved": lambda path, intact: path.write_bytes(intact[: len(intact) // 2]),
    "a random page": _random_page,
    "directory": lambda path, _: path.mkdir(),
    "FIFO": lambda path, _: os.mkfifo(path),
    "foreign SQLite": _foreign,
    "future file format of SQLite": _patched(18, b"\x09\x09"),
    "WAL flag": _in_wal_mode,
    "newer": _patched(60, (99).to_bytes(4, "big")),
    "older": _patched(60, bytes(4)),
    "unreadable": _unreadable,
}
COMMANDS = [["doctor"], ["status"], ["query", "facts"], ["sql", "SELECT count(*) FROM records"], ["search", "tugs"]]
COMMANDS += [
    ["show", "tugs"],
    ["cite", "tugs"],
    ["tree", "tugs"],
    ["coverage"],
    ["timeline", "2008"],
    ["schema"],
    ["shell"],
]


def _drop_capabilities() -> None:
    """Drop the two capabilities with which root can read every file, for the next program."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; fails without root, where it is not needed


def open_invalid_files(folder: Path, *, is_long: bool) -> Trial:
    """Run commands on each kind of file that is not an intact database: one message, and the file is not changed."""
    trial = Trial("7. files that are not intact databases: one message, exit code 1, nothing created or changed")
    azmil("--database", folder / "intact.db", "load", "--alone", SMALL)
    intact = (folder / "intact.db").read_bytes()
    for name, make in KINDS.items():
        place = folder / name.replace(" ", "-")
        place.mkdir()
        path = place / "azmil.db"
        make(path, intact)
        before = listing(place)
        settings: dict[str, Any] = {"preexec_fn": _drop_capabilities} if name == "unreadable" else {}
        failures = []
        for command in COMMANDS if is_long else COMMANDS[:1]:
            ended = azmil("--database", path, *command, timeout=20, **settings)
            is_silent = not ended.stdout or command == ["doctor"]
            if not (is_one_line(ended.stderr) and ended.returncode == 1 and is_silent):
                failures.append(f"{' '.join(command)}: {ended.returncode} {ended.stdout[:80]!r} {ended.stderr!r}")
        if listing(place) != before:
            failures.append("changed")
        trial.check(not failures, f"{name}: {failures}")
    return trial


def load_over_other_files(folder: Path, *, is_long: bool) -> Trial:  # noqa: ARG001 - same signature as the others
    """Load over files that are not azmil databases, and over a newer database: refused and not changed."""
    trial = Trial("7. loads over other files and newer databases: one message, nothing changed")
    azmil("--database", folder / "intact.db", "load", "--alone", SMALL)
    intact = (folder / "intact.db").read_bytes()
    for name in ("text", "directory", "FIFO", "foreign SQLite", "newer"):
        place = folder / name.replace(" ", "-")
        place.mkdir()
        path = place / "azmil.db"
        KINDS[name](path, intact)
        before = listing(place)
        ended = azmil("--database", path, "load", "--alone", SMALL, timeout=20)
        after = listing(place)
        trial.check(is_one_line(ended.stderr) and ended.returncode == 1 and after == before, f"{name}: {ended} {after}")
    return trial


def flip_bits(folder: Path, *, is_long: bool) -> Trial:
    """Flip a random bit of the database: 'azmil doctor' detects it."""
    trial = Trial("7. single flipped bits: detected by azmil doctor")
    path = folder / "azmil.db"
    write_database(path)
    intact = path.read_bytes()
    ended = azmil("--database", path, "doctor", env=environment(HOME=str(folder)))
    trial.check(ended.returncode == 0, f"the database before: {ended.stderr}")
    trial.tried = 0
    for at in range(300 if is_long else 40):
        bit = random.randrange(len(intact) * 8)
        flipped = bytearray(intact)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        if at < (300 if is_long else 2):
            ended = azmil("--database", path, "doctor")
            trial.check(ended.returncode == 1 and is_one_line(ended.stderr), f"bit {bit}: {ended}")
        else:
            trial.check(_is_detected(path), f"bit {bit}")
    return trial


def _is_detected(path: Path) -> bool:
    try:
        health.examine(path)
    except AzmilError:
        return True
    return False


if __name__ == "__main__":
    main(open_invalid_files, load_over_other_files, flip_bits)
