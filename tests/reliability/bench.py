"""Own what the trials of reliability share: starting azmil as a process of its own, and the end of a trial."""

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
SMALL = Path(__file__).parent / "small"  # seeds of a source of four lines


@dataclass
class Trial:
    """How often a promise was put to the test, and each time it was not kept."""

    promise: str
    tried: int = 0
    broken: list[str] = field(default_factory=list)

    def hold(self, is_kept: object, otherwise: str) -> None:
        """Count one try, with what is to be told if it failed."""
        self.tried += 1
        if not is_kept:
            self.broken.append(otherwise)

    def __str__(self) -> str:
        """Return the figure, and the first failures."""
        head = f"{self.promise}: {self.tried - len(self.broken):,} of {self.tried:,}"
        return "\n".join([head, *(f"  {one}" for one in self.broken[:20])])


def environment(**changed: str) -> dict[str, str]:
    """Return an environment for azmil that knows nothing of the reader's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "AZMIL_"))}
    return {**kept, "COLUMNS": "100", "NO_COLOR": "1", **changed}


def azmil(
    *arguments: str | Path, env: Mapping[str, str] | None = None, said: str | None = None, **settings: Any
) -> subprocess.CompletedProcess[str]:
    """Run azmil to its end, with ``said`` on standard input; return its output, every character of it, and its code.

    A run of more than two minutes raises.
    """
    ended = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        env=environment() if env is None else env,
        input=(said or "").encode(),
        capture_output=True,
        check=False,
        **{"timeout": 120, **settings},
    )
    out, err = (stream.decode(errors="replace") for stream in (ended.stdout, ended.stderr))
    return subprocess.CompletedProcess(ended.args, ended.returncode, out, err)


@cache
def _built() -> bytes:
    """Build a database from azmil's own seeds, once for all trials of a process; return its bytes."""
    with tempfile.TemporaryDirectory(prefix="azmil-trial-") as folder:
        ended = azmil("--database", f"{folder}/azmil.db", "load")
        if ended.returncode:
            raise RuntimeError(ended.stderr)
        return Path(folder, "azmil.db").read_bytes()


def put_database(target: Path) -> None:
    """Put a database built from azmil's own seeds in a place."""
    target.write_bytes(_built())


def is_one_line(text: str) -> bool:
    """Return whether a text is one line of azmil's, and no traceback."""
    return text.startswith("azmil: ") and text.count("\n") == 1


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, or nothing if there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def content(path: Path) -> str:
    """Return the content digest that a sound database holds of itself; raise sqlite3.Error if it is not sound."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        return str(connection.execute("SELECT value FROM about WHERE name = 'content'").fetchone()[0])


def listing(*folders: Path) -> list[str]:
    """Return everything that lies in some folders, with its size and time."""
    return sorted(
        f"{path} {path.lstat().st_size} {path.lstat().st_mtime_ns}" for folder in folders for path in folder.rglob("*")
    )


def main(*trials: Callable[..., Trial]) -> None:
    """Run trials from a command line, ``--long`` for the full figures; end with 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--long", action="store_true", help="try as often as the figure in the table says")
    is_long = parser.parse_args().long
    code = 0
    for trial in trials:
        with tempfile.TemporaryDirectory(prefix="azmil-trial-") as folder:
            found = trial(Path(folder), is_long=is_long)
        print(found, flush=True)
        code = code or bool(found.broken)
    sys.exit(code)
