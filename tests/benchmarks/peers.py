"""Benchmark of azmil and its peers: whole processes, run in pairs, each in a separate virtual environment.

Run ``python tests/benchmarks/peers.py``. It installs azmil and the peers in a temporary folder, or in ``--folder`` to
keep them. It prints medians, and the median of the ratios of each pair, which is more reliable.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
COLUMNS = "holder, equipment, quantity, scope, status, date, lines"
SELECT = f"SELECT {COLUMNS} FROM equipment_report WHERE branch = 'navy' ORDER BY equipment, id"
PEERS = ("sqlite-utils", "litecli")


def environment(folder: Path, name: str, *packages: str) -> Path:
    """Return the bin folder of a virtual environment with some packages, compiled to bytecode."""
    place = folder / name
    if not place.exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        python = str(place / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        subprocess.run([python, "-m", "compileall", "-q", str(place / "lib")], check=False)
    return place / "bin"


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Return the seconds that a command takes, without its output."""
    start = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def compare(ours: list[str], theirs: list[str], runs: int, env: dict[str, str]) -> tuple[float, float, float]:
    """Run two commands alternately; return the median of each in seconds, and the median ratio."""
    pairs = []
    for number in range(runs + 1):
        pair = (seconds(ours, env), seconds(theirs, env))
        if number:  # the first pair is a warm-up
            pairs.append(pair)
    ratio = statistics.median(one / other for one, other in pairs)
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs), ratio


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--folder", type=Path)
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        run(folder, arguments.runs)


def run(folder: Path, runs: int) -> None:
    """Install everything, build the database, and print the times."""
    ours = environment(folder, "azmil", str(TOP)) / "azmil"
    peer = {name: environment(folder, name, name) / name for name in PEERS}
    database = folder / "azmil.db"
    env = {**os.environ, "COLUMNS": "120", "HOME": str(folder), "AZMIL_DATABASE": str(database)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([ours, "load"], check=True, env=env)
    query = [str(ours), "query", "equipment", "--branch", "navy"]
    utils = [str(peer["sqlite-utils"]), "query", str(database), SELECT]
    completion = [str(ours), "complete", "zsh", "query", "equipment", "--branch", ""]
    rows: list[tuple[str, list[str], list[str], float]] = [
        ("table, sqlite-utils", query, [*utils, "-t"], 0.80),
        ("table, litecli", query, [str(peer["litecli"]), str(database), "-t", "-e", SELECT], 0.50),
        ("json, sqlite-utils", [*query, "--format", "json"], utils, 0.55),
        ("--help, sqlite-utils", [str(ours), "--help"], [str(peer["sqlite-utils"]), "--help"], 1.00),
        ("completion, sqlite-utils --help", completion, [str(peer["sqlite-utils"]), "--help"], 0.60),
        ("search, azmil query", [str(ours), "search", "mig29"], query, 1.10),
        ("timeline, azmil query", [str(ours), "timeline", "2006"], query, 1.10),
    ]
    print("| comparison | azmil, s | peer, s | ratio | target, at most |\n|---|---|---|---|---|")
    for comparison, command, other, target in rows:
        azmil, other_time, ratio = compare(command, other, runs, env)
        print(f"| {comparison} | {azmil:.3f} | {other_time:.3f} | {ratio:.2f} | {target:.2f} |", flush=True)
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) SELECT i, 'row ' || i FROM n"
    )
    times = [seconds([str(ours), "sql", numbers], env) for _ in range(5)]
    print(f"\n6,000 rows as a table: {statistics.median(times):.2f} s")


if __name__ == "__main__":
    main()
