"""Promise 2: a full disk or a failing device never destroys the old database."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from functools import cache, partial
from pathlib import Path

from harness import PROGRAM, SMALL, Trial, azmil, content, digest, environment, is_one_line, main, write_database

# Runs azmil with one system function that fails at its n-th call.
FAULTY = """
import errno, os, sys
module, name, number, nth = sys.argv[1:5]
whole = __import__(module)
original, calls = getattr(whole, name), 0
def failing(*arguments, **named):
    global calls
    calls += 1
    if calls == int(nth):
        raise OSError(int(number), os.strerror(int(number)))
    return original(*arguments, **named)
sys.argv[1:] = sys.argv[5:]
from azmil import cli
from azmil.workbench import load
setattr(whole, name, failing)
cli.main()
"""
FAULTS = [("os", name, nth) for name in ("fsync", "replace", "open") for nth in (1, 2)]
FAULTS += [("os", "chmod", 1), ("os", "unlink", 1), ("shutil", "copymode", 1), ("fcntl", "flock", 1)]


@cache
def _old_bytes() -> bytes:
    """Return the bytes of the old database, built once."""
    with tempfile.TemporaryDirectory(prefix="azmil-trial-") as folder:
        azmil("--database", f"{folder}/azmil.db", "load", "--alone", SMALL)
        return Path(folder, "azmil.db").read_bytes()


class Databases:
    """An old database, and the digest and size of the new one that a load would write."""

    def __init__(self, target: Path) -> None:
        self.target = target
        write_database(target)
        self.new, self.need = content(target), target.stat().st_size
        self.old_bytes, self.old = _old_bytes(), hashlib.sha256(_old_bytes()).hexdigest()

    def restore(self, target: Path | None = None) -> None:
        """Restore the old database."""
        (target or self.target).write_bytes(self.old_bytes)


def _check_load(
    trial: Trial, known: Databases, target: Path, ended: subprocess.CompletedProcess[str], what: str
) -> bool:
    """Check a load that may have failed; return whether the database is the new one."""
    is_new = digest(target) != known.old
    is_sound = not is_new or content(target) == known.new
    is_reported = is_one_line(ended.stderr) and ended.returncode in (0, 1) and (ended.returncode == 1 or is_new)
    left = list(target.parent.glob(".*.new-*"))
    trial.check(
        is_sound and is_reported and not left, f"{what}: {ended.returncode}, {ended.stderr}, new: {is_new}, {left}"
    )
    return is_new


def limit_files(folder: Path, *, is_long: bool) -> Trial:
    """Load under a file-size limit, from zero to a little more than needed."""
    trial = Trial("2. loads under a file-size limit: old or new database, one message")
    known = Databases(folder / "azmil.db")
    steps = 40 if is_long else 2
    is_new = False
    for step in range(steps):
        known.restore()
        limit = known.need * 11 * step // (steps - 1) // 10
        set_limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
        ended = azmil("--database", known.target, "load", "--shipped", preexec_fn=set_limit)
        is_new = _check_load(trial, known, known.target, ended, f"{limit:,} bytes")
    if not is_new:
        trial.failures.append("no limit was large enough")
    return trial


def fill_disks(folder: Path, *, is_long: bool) -> Trial:
    """Load on file systems of increasing size; mounting them needs root."""
    trial = Trial("2. loads on a disk that fills up: old or new database, one message")
    known, disk = Databases(folder / "azmil.db"), folder / "disk"
    disk.mkdir()
    sizes = 40 if is_long else 2
    for step in range(sizes):
        size = len(known.old_bytes) + 65_536 + known.need * 13 * step // (sizes - 1) // 10
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "azmil-trial", str(disk)]
        if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
            trial.promise += " (skipped: only root can mount a disk)"
            break
        try:
            known.restore(disk / "azmil.db")
            ended = azmil("--database", disk / "azmil.db", "load", "--shipped", env=environment(TMPDIR=str(disk)))
            _check_load(trial, known, disk / "azmil.db", ended, f"{size:,} bytes")
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    return trial


def fail_calls(folder: Path, *, is_long: bool) -> Trial:
    """Load while one system call fails, as on a full or broken device."""
    trial = Trial("2. loads on a failing device: old or new database, one message")
    known = Databases(folder / "azmil.db")
    for module, name, nth in FAULTS if is_long else FAULTS[:3:2]:
        for number in (5, 28, 30) if is_long else (5,):  # EIO, ENOSPC, EROFS
            known.restore()
            command = [sys.executable, "-c", FAULTY, module, name, str(number), str(nth)]
            command += ["--database", str(known.target), "load", "--shipped"]
            ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
            _check_load(trial, known, known.target, ended, f"{module}.{name} {nth} {os.strerror(number)}")
    return trial


def fail_writes(folder: Path, *, is_long: bool) -> Trial:
    """Load while one write or sync of SQLite fails, as injected by strace."""
    trial = Trial("2. loads with one failing write: old or new database, one message")
    known = Databases(folder / "azmil.db")
    if shutil.which("strace") is None:
        trial.promise += " (skipped: strace is not installed)"
        return trial
    calls = {"pwrite64": 1200, "fdatasync": 18, "fsync": 2, "write": 2, "ftruncate": 1, "rename": 1, "unlink": 7}
    for at in range(60 if is_long else 1):
        known.restore()
        call = "pwrite64" if at % 2 == 0 else random.choice(list(calls))
        fault = f"{call}:error={'ENOSPC' if at % 3 else 'EIO'}:when={random.randint(1, calls[call])}"
        command = ["strace", "-f", "-o", str(folder / "trace"), "-e", f"trace={call}", "-e", f"inject={fault}"]
        command += [*PROGRAM, "--database", str(known.target), "load", "--shipped"]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
        if "PTRACE" in ended.stderr:
            trial.promise += " (skipped: strace is not permitted to trace)"
            return trial
        if call == "write" and not ended.stderr:  # the write of the message itself failed
            ended.stderr = "azmil: nothing\n"
        _check_load(trial, known, known.target, ended, fault)
    return trial


if __name__ == "__main__":
    main(limit_files, fill_disks, fail_calls, fail_writes)
