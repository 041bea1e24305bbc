"""Promise 11: azmil works wherever it is started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from harness import PROGRAM, Trial, environment, main, write_database

COMMANDS = [
    ["query", "equipment", "--branch", "navy"],
    ["timeline", "2006"],
    ["search", "garabagh"],
    ["show", "navy"],
    ["tree", "navy"],
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


def _environments(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the environments by name: changed variables, and how the process is started."""
    home = folder / "home"
    odd = folder / "a place" / "with ? and # and %41" / "и ə"
    odd.mkdir(parents=True)
    shutil.copy(home / "azmil.db", odd)
    full = {"stdout": "/dev/full"}
    posix = {"LC_ALL": "C", "LANG": "C"}
    return {
        "as usual": {},
        "HOME unset": {"unset": ["HOME"], "default": True},
        "HOME empty": {"env": {"HOME": ""}, "default": True, "env_more": {"XDG_DATA_HOME": str(folder / "d1")}},
        "HOME read-only": {"env": {"HOME": "/proc"}, "default": True},
        "HOME missing": {"env": {"HOME": "/nowhere"}},
        "HOME full": {"env": {"HOME": "/dev/full"}, "default": True},
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


def _run(case: dict[str, Any], command: list[str], env: dict[str, str]) -> tuple[int, str]:
    """Run a command in an environment; return its exit code and its messages."""
    whole = [*case.get("start", PROGRAM), *command]
    close = case.get("close")
    if case.get("head"):
        with subprocess.Popen(whole, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            child.stdout.readline()
            child.stdout.close()
            return child.wait(), child.stderr.read().decode()
    with Path(case.get("stdout", os.devnull)).open("w") as out:
        ended = subprocess.run(
            whole, env=env, cwd=case.get("cwd"), stdout=out, stderr=subprocess.PIPE, check=False, timeout=60,
            stdin=subprocess.DEVNULL, preexec_fn=(lambda: os.close(close)) if close is not None else None,
        )  # fmt: skip
    return ended.returncode, ended.stderr.decode(errors="replace")


def run_in_environments(folder: Path, *, is_long: bool) -> Trial:
    """Run each command in each environment: the documented exit code, and no traceback."""
    trial = Trial("11. commands in unusual environments: no traceback, the documented exit code")
    home = folder / "home"
    home.mkdir()
    write_database(home / "azmil.db")
    for at, (name, case) in enumerate(_environments(folder).items()):
        if not is_long and at % 2:
            continue
        env = environment(HOME=str(home), AZMIL_DATABASE=str(home / "azmil.db"))
        env |= case.get("env", {}) | case.get("env_more", {})
        for variable in [*case.get("unset", []), *(["AZMIL_DATABASE"] if case.get("default") else [])]:
            env.pop(variable, None)
        if name == "HOME unset":  # do not build a database in the user's home
            env["XDG_DATA_HOME"] = str(folder / "d2")
        for command in COMMANDS if is_long else COMMANDS[:1]:
            code, message = _run(case, command, env)
            documented = {2} if command[1:2] == ["-"] else {case.get("code", 0)}  # standard input is empty
            if command == ["doctor"] and name in ("HOME read-only", "HOME full"):
                documented = {1}
            if command == ["status"]:
                documented |= {0}
            trial.check(
                code in documented and "Traceback" not in message,
                f"{name}: {' '.join(command)}: {code}: {message[-400:]}",
            )
    return trial


def run_read_only(folder: Path, *, is_long: bool) -> Trial:
    """Run each command with all folders on a read-only file system; mounting it needs root."""
    trial = Trial("11. commands on a read-only file system: the documented exit code, no traceback")
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "azmil-trial", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        trial.promise += " (skipped: only root can mount a disk)"
        return trial
    try:
        write_database(disk / "azmil.db")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        folders = {
            "XDG_DATA_HOME": str(disk),
            "XDG_CONFIG_HOME": str(disk),
            "XDG_STATE_HOME": str(disk),
            "HOME": str(disk),
        }
        for named in ({"AZMIL_DATABASE": str(disk / "azmil.db")}, {}):
            for command in COMMANDS if is_long else COMMANDS[:1]:
                code, message = _run({"cwd": disk}, command, environment(**folders, **named))
                documented = 2 if command[1:2] == ["-"] else int(command == ["doctor"] and not named)
                is_kept = code == documented and "Traceback" not in message
                trial.check(is_kept, f"{named}: {' '.join(command)}: {code}: {message[-400:]}")
        for command in (["load"], ["source", "add", str(disk / "azmil.db"), "--id", "x"]):
            code, message = _run({"cwd": disk}, command, environment(**folders, AZMIL_DATABASE=str(disk / "azmil.db")))
            trial.check(code == 1 and message.count("\n") == 1, f"{' '.join(command)}: {code}: {message[-400:]}")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    return trial


if __name__ == "__main__":
    main(run_in_environments, run_read_only)
