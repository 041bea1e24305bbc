"""Promise 11: azmil works wherever it is started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench import PROGRAM, Trial, environment, main, put_database

COMMANDS = [
    ["query", "equipment", "--branch", "navy"],
    ["timeline", "2006"],
    ["search", "garabagh"],
    ["show", "navy"],
    ["sql", "SELECT name FROM records WHERE name IS NOT NULL"],
    ["sql", "-", "--format", "json"],
    ["status"],
    ["doctor"],
]
OLD = """
import sys, time
time.time = lambda: 1.0
time.time_ns = lambda: 1_000_000_000
from azmil.cli import main
main()
"""


def _places(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the surroundings: for each the environment, and how the process is started otherwise."""
    home = folder / "home"
    odd = folder / "a place" / "with ? and # and %41" / "и ə"
    odd.mkdir(parents=True)
    shutil.copy(home / "azmil.db", odd)
    full = {"stdout": "/dev/full"}
    posix = {"LC_ALL": "C", "LANG": "C"}
    return {
        "as usual": {},
        "HOME unset": {"unset": ["HOME"], "own": True},
        "HOME empty": {"env": {"HOME": ""}, "own": True, "env_more": {"XDG_DATA_HOME": str(folder / "d1")}},
        "HOME read-only": {"env": {"HOME": "/proc"}, "own": True},
        "HOME missing": {"env": {"HOME": "/nowhere"}},
        "HOME full": {"env": {"HOME": "/dev/full"}, "own": True},
        "no locale": {"unset": ["LANG", "LC_ALL", "LC_CTYPE"]},
        "ASCII": {"env": {**posix, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}},
        "PYTHONIOENCODING": {"env": {"PYTHONIOENCODING": "ascii:strict"}},
        "Turkish": {"env": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}},
        "20 columns": {"env": {"COLUMNS": "20"}},
        "1000 columns": {"env": {"COLUMNS": "1000"}},
        "no TERM": {"unset": ["TERM", "COLUMNS"]},
        "stdin closed": {"close": 0},
        "stdout closed": {"close": 1, "code": 1},
        "stderr closed": {"close": 2},
        "stdout full": {**full, "code": 1},
        "head": {"head": True},
        "TMPDIR missing": {"env": {"TMPDIR": "/nowhere"}},
        "an odd path": {"env": {"AZMIL_DATABASE": str(odd / "azmil.db")}, "cwd": odd},
        "python -I": {"start": [sys.executable, "-I", "-m", "azmil"]},
        "1970": {"start": [sys.executable, "-c", OLD]},
    }


def _ended(place: dict[str, Any], command: list[str], env: dict[str, str]) -> tuple[int, str]:
    """Run a command in some surroundings; return its code and what it said on stderr."""
    whole = [*place.get("start", PROGRAM), *command]
    close = place.get("close")
    if place.get("head"):
        with subprocess.Popen(whole, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            child.stdout.readline()
            child.stdout.close()
            return child.wait(), child.stderr.read().decode()
    with Path(place.get("stdout", os.devnull)).open("w") as out:
        ended = subprocess.run(
            whole, env=env, cwd=place.get("cwd"), stdout=out, stderr=subprocess.PIPE, check=False, timeout=60,
            stdin=subprocess.DEVNULL, preexec_fn=(lambda: os.close(close)) if close is not None else None,
        )  # fmt: skip
    return ended.returncode, ended.stderr.decode(errors="replace")


def start_anywhere(folder: Path, *, is_long: bool) -> Trial:
    """Run each command in each of the surroundings; nothing but the documented code and words come back."""
    trial = Trial("11. commands in odd surroundings: no traceback, the documented code")
    home = folder / "home"
    home.mkdir()
    put_database(home / "azmil.db")
    for at, (name, place) in enumerate(_places(folder).items()):
        if not is_long and at % 2:
            continue
        env = environment(HOME=str(home), AZMIL_DATABASE=str(home / "azmil.db"))
        env |= place.get("env", {}) | place.get("env_more", {})
        for left_out in [*place.get("unset", []), *(["AZMIL_DATABASE"] if place.get("own") else [])]:
            env.pop(left_out, None)
        if name == "HOME unset":  # the one of the password file is not ours to fill
            env["XDG_DATA_HOME"] = str(folder / "d2")
        for command in COMMANDS if is_long else COMMANDS[:1]:
            code, said = _ended(place, command, env)
            documented = {2} if command[1:2] == ["-"] else {place.get("code", 0)}  # nothing on standard input
            if command == ["doctor"] and name in ("HOME read-only", "HOME full"):
                documented = {1}
            if command == ["status"]:
                documented |= {0}
            trial.hold(
                code in documented and "Traceback" not in said, f"{name}: {' '.join(command)}: {code}: {said[-400:]}"
            )
    return trial


def start_where_nothing_can_be_written(folder: Path, *, is_long: bool) -> Trial:
    """Run each command on a file system that is mounted to be read only, which needs root: database, home and all."""
    trial = Trial("11. commands on a read-only file system: answered, in one line at most")
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "azmil-trial", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        trial.promise += " (left out: only root may mount a disk)"
        return trial
    try:
        put_database(disk / "azmil.db")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        own = {"XDG_DATA_HOME": str(disk), "XDG_CONFIG_HOME": str(disk), "XDG_STATE_HOME": str(disk), "HOME": str(disk)}
        for named in ({"AZMIL_DATABASE": str(disk / "azmil.db")}, {}):
            for command in COMMANDS if is_long else COMMANDS[:1]:
                code, said = _ended({"cwd": disk}, command, environment(**own, **named))
                documented = 2 if command[1:2] == ["-"] else int(command == ["doctor"] and not named)
                is_kept = code == documented and "Traceback" not in said
                trial.hold(is_kept, f"{named}: {' '.join(command)}: {code}: {said[-400:]}")
        for command in (["load"], ["source", "add", str(disk / "azmil.db"), "--id", "x"]):
            code, said = _ended({"cwd": disk}, command, environment(**own, AZMIL_DATABASE=str(disk / "azmil.db")))
            trial.hold(code == 1 and said.count("\n") == 1, f"{' '.join(command)}: {code}: {said[-400:]}")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    return trial


if __name__ == "__main__":
    main(start_anywhere, start_where_nothing_can_be_written)
