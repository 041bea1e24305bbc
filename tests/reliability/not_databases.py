"""Promise 7: a file that is not a sound database of this version is said to be so, and left alone."""

from __future__ import annotations

import ctypes
import os
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from bench import SMALL, Trial, azmil, environment, is_one_line, listing, main, put_database

from azmil.errors import AzmilError
from azmil.store.sqlite import health

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = 4096


def _patched(at: int, new: bytes) -> Callable[[Path, bytes], object]:
    return lambda path, sound: path.write_bytes(sound[:at] + new + sound[at + len(new) :])


def _foreign(path: Path, _: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE records (id)")
        connection.commit()


def _random_page(path: Path, sound: bytes) -> None:
    start = PAGE * random.randrange(1, len(sound) // PAGE)
    path.write_bytes(sound[:start] + random.randbytes(PAGE) + sound[start + PAGE :])


def _in_wal_mode(path: Path, sound: bytes) -> None:
    path.write_bytes(sound)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()


def _unreadable(path: Path, sound: bytes) -> None:
    path.write_bytes(sound)
    path.chmod(0)


KINDS: dict[str, Callable[[Path, bytes], object]] = {
    "missing": lambda _path, _sound: None,
    "empty": lambda path, _: path.write_bytes(b""),
    "text": lambda path, _: path.write_text("my thesis\n" * 1000),
    "header only": lambda path, sound: path.write_bytes(sound[:100]),
    "halved": lambda path, sound: path.write_bytes(sound[: len(sound) // 2]),
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
COMMANDS += [["show", "tugs"], ["cite", "tugs"], ["coverage"], ["timeline", "2008"], ["schema"], ["shell"]]


def _without_roots_rights() -> None:
    """Give up the right of root to read every file: two capabilities, dropped from what the next program gets."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; without root it fails and is not needed


def open_no_database(folder: Path, *, is_long: bool) -> Trial:
    """Ask each kind of file that is no sound database; it is refused in one line and stays as it is."""
    trial = Trial("7. files that are no sound database: one line, code 1, nothing made or changed")
    azmil("--database", folder / "sound.db", "load", "--alone", SMALL)
    sound = (folder / "sound.db").read_bytes()
    for name, make in KINDS.items():
        place = folder / name.replace(" ", "-")
        place.mkdir()
        path = place / "azmil.db"
        make(path, sound)
        before = listing(place)
        settings: dict[str, Any] = {"preexec_fn": _without_roots_rights} if name == "unreadable" else {}
        wrong = []
        for command in COMMANDS if is_long else COMMANDS[:1]:
            ended = azmil("--database", path, *command, timeout=20, **settings)
            silent = not ended.stdout or command == ["doctor"]
            if not (is_one_line(ended.stderr) and ended.returncode == 1 and silent):
                wrong.append(f"{' '.join(command)}: {ended.returncode} {ended.stdout[:80]!r} {ended.stderr!r}")
        if listing(place) != before:
            wrong.append("changed")
        trial.hold(not wrong, f"{name}: {wrong}")
    return trial


def replace_no_database(folder: Path, *, is_long: bool) -> Trial:  # noqa: ARG001 - called as the others are
    """Load over each file that is not azmil's: refused and left alone; over a damaged one that is: built again."""
    trial = Trial("7. loads over files that are not azmil's, or newer: refused in one line, and left alone")
    azmil("--database", folder / "sound.db", "load", "--alone", SMALL)
    sound = (folder / "sound.db").read_bytes()
    for name in ("text", "directory", "FIFO", "foreign SQLite", "newer"):
        place = folder / name.replace(" ", "-")
        place.mkdir()
        path = place / "azmil.db"
        KINDS[name](path, sound)
        before = listing(place)
        ended = azmil("--database", path, "load", "--alone", SMALL, timeout=20)
        after = listing(place)
        trial.hold(is_one_line(ended.stderr) and ended.returncode == 1 and after == before, f"{name}: {ended} {after}")
    return trial


def flip_bits(folder: Path, *, is_long: bool) -> Trial:
    """Flip one bit anywhere in the file; the doctor's examination notices each."""
    trial = Trial("7. single flipped bits noticed by the doctor")
    path = folder / "azmil.db"
    put_database(path)
    sound = path.read_bytes()
    ended = azmil("--database", path, "doctor", env=environment(HOME=str(folder)))
    trial.hold(ended.returncode == 0, f"the sound one: {ended.stderr}")
    trial.tried = 0
    for at in range(300 if is_long else 40):
        bit = random.randrange(len(sound) * 8)
        flipped = bytearray(sound)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        if at < (300 if is_long else 2):
            ended = azmil("--database", path, "doctor")
            trial.hold(ended.returncode == 1 and is_one_line(ended.stderr), f"bit {bit}: {ended}")
        else:
            trial.hold(_is_noticed(path), f"bit {bit}")
    return trial


def _is_noticed(path: Path) -> bool:
    try:
        health.examine(path)
    except AzmilError:
        return True
    return False


if __name__ == "__main__":
    main(open_no_database, replace_no_database, flip_bits)
