"""Harness of the reliability scripts: running azmil in separate processes, and counting tries and failures."""

from __future__ import annotations

import argparse
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROGRAM = (sys.executable, "-m", "azmil")
SMALL = Path(__file__).parent / "small"  # seeds with a source of four lines


@dataclass
class Trial:
    """The number of times a promise was tested, and the failures."""

    promise: str
    tried: int = 0
    failures: list[str] = field(default_factory=list)

    def check(self, is_kept: object, failure: str) -> None:
        """Count one try, and record the description of its failure unless the promise was kept."""
        self.tried += 1
        if not is_kept:
            self.failures.append(failure)

    def __str__(self) -> str:
        """Return the number of successes, and the first failures."""
        head = f"{self.promise}: {self.tried - len(self.failures):,} of {self.tried:,}"
        return "\n".join([head, *(f"  {failure}" for failure in self.failures[:20])])


def environment(**changed: str) -> dict[str, str]:
    """Return an environment for azmil without the user's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "AZMIL_"))}
    return {**kept, "COLUMNS": "100", "NO_COLOR": "1", **changed}


def azmil(
    *arguments: str | Path, env: Mapping[str, str] | None = None, stdin: str | None = None, **settings: Any
) -> subprocess.CompletedProcess[str]:
    """Run azmil with ``stdin`` on standard input; return its complete output and its exit code.

    Raises TimeoutExpired after two minutes.
    """
    ended = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        env=environment() if env is None else env,
        input=(stdin or "").encode(),
        capture_output=True,
        check=False,
        **{"timeout": 120, **settings},
    )
    out, err = (stream.decode(errors="replace") for stream in (ended.stdout, ended.stderr))
    return subprocess.CompletedProcess(ended.args, ended.returncode, out, err)


@cache
def _database_bytes() -> bytes:
    """Return the bytes of a database of the built-in seeds, built once per process."""
    with tempfile.TemporaryDirectory(prefix="azmil-trial-") as folder:
        ended = azmil("--database", f"{folder}/azmil.db", "load")
        if ended.returncode:
            raise RuntimeError(ended.stderr)
        return Path(folder, "azmil.db").read_bytes()


def write_database(target: Path) -> None:
    """Write a database of the built-in seeds to a path."""
    target.write_bytes(_database_bytes())


def is_one_line(text: str) -> bool:
    """Return whether a text is a single message of azmil, on one line."""
    return text.startswith("azmil: ") and text.count("\n") == 1


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, or an empty text if there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def content(path: Path) -> str:
    """Return the content digest stored in a database; raise sqlite3.Error if the database is damaged."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        return str(connection.execute("SELECT value FROM about WHERE name = 'content'").fetchone()[0])


def listing(*folders: Path) -> list[str]:
    """Return the path, size and time of everything in some folders."""
    return sorted(
        f"{path} {path.lstat().st_size} {path.lstat().st_mtime_ns}" for folder in folders for path in folder.rglob("*")
    )


def main(*trials: Callable[..., Trial]) -> None:
    """Run trials, or those named, from the command line; ``--long`` makes all tries. Exit with 1 after a failure."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--long", action="store_true", help="make as many tries as docs/reliability.md states")
    parser.add_argument("names", nargs="*", metavar="TRIAL", help="the name of a trial, such as " + trials[0].__name__)
    given = parser.parse_args()
    is_long, code = given.long, 0
    for trial in [trial for trial in trials if not given.names or trial.__name__ in given.names]:
        with tempfile.TemporaryDirectory(prefix="azmil-trial-") as folder:
            ended = trial(Path(folder), is_long=is_long)
        print(ended, flush=True)
        code = code or bool(ended.failures)
    sys.exit(code)
