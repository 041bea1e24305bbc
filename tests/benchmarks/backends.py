"""The time of a small query on SQLite and on PostgreSQL, each in a process of its own, in turn.

Run it with the folder ``tests`` in PYTHONPATH: ``PYTHONPATH=tests python tests/benchmarks/backends.py [RUNS]``. It prints
the median and the least seconds of each backend, as time passed and as processor time of azmil (without the server's),
and the median difference of the pairs.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import servers
from azmil.paths import VARIABLE, Server
from azmil.workbench import access
from azmil.workbench.load import load

QUERY = [sys.executable, "-m", "azmil", "query", "equipment", "--branch", "navy"]
READER = "reader"


class Run(NamedTuple):
    """The seconds of a run: those that passed, and those of the processor."""

    passed: float
    processor: float


def run(database: str) -> Run:
    """Run the query on a database."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(QUERY, env={**os.environ, VARIABLE: database}, stdout=subprocess.DEVNULL, check=True)
    passed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Load both databases, run the query on them in turn, and print the times."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory() as folder, servers.server() as server:
        file, owner = Path(folder, "azmil.db"), server.create("timed")
        load(file)
        load(Server(owner))
        server.run(f"DROP ROLE IF EXISTS {READER}", f"CREATE ROLE {READER} LOGIN")
        access.grant(Server(owner), READER)
        databases = (str(file), server.url("timed", READER))
        pairs = [tuple(map(run, databases)) for _ in range(count + 1)][1:]  # without the first, which warms up
    for at, name in enumerate(("SQLite", "PostgreSQL")):
        passed, processor = ([getattr(pair[at], kind) for pair in pairs] for kind in Run._fields)
        print(
            f"{name:<11} median {median(passed):.3f} s, least {min(passed):.3f} s; "
            f"processor median {median(processor):.3f} s, least {min(processor):.3f} s"
        )
    print(f"difference  median {median(two.passed - one.passed for one, two in pairs):.3f} s of {count} pairs")


if __name__ == "__main__":
    main()
