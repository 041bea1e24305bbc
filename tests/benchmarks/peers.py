"""Time azmil against its peers: whole processes, pair by pair in one run, each in an environment of its own.

Run ``python tests/benchmarks/peers.py`` (it builds the wheel and installs the peers below a temporary folder, or
below ``--folder`` to keep them). Printed are medians, and the median of the ratios of each pair; trust the ratios.
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
    """Return the folder of programs of a virtual environment with some packages, compiled."""
    place = folder / name
    if not place.exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        python = str(place / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        subprocess.run([python, "-m", "compileall", "-q", str(place / "lib")], check=False)
    return place / "bin"


def seconds(command: list[str], surroundings: dict[str, str]) -> float:
    """Return how long a command takes from start to end, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def compare(ours: list[str], theirs: list[str], runs: int, surroundings: dict[str, str]) -> tuple[float, float, float]:
    """Return the medians of two commands run in turn, and the median of their ratios."""
    pairs = []
    for number in range(runs + 1):
        pair = (seconds(ours, surroundings), seconds(theirs, surroundings))
        if number:  # the first warms up
            pairs.append(pair)
    ratio = statistics.median(one / other for one, other in pairs)
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs), ratio


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        run(folder, given.runs)


def run(folder: Path, runs: int) -> None:
    """Install, build and time."""
    ours = environment(folder, "azmil", str(TOP)) / "azmil"
    peer = {name: environment(folder, name, name) / name for name in PEERS}
    database = folder / "azmil.db"
    surroundings = {**os.environ, "COLUMNS": "120", "HOME": str(folder), "AZMIL_DATABASE": str(database)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([ours, "load"], check=True, env=surroundings)
    query = [str(ours), "query", "equipment", "--branch", "navy"]
    utils = [str(peer["sqlite-utils"]), "query", str(database), SELECT]
    completion = [str(ours), "complete", "zsh", "query", "equipment", "--branch", ""]
    rows: list[tuple[str, list[str], list[str], float]] = [
        ("table, against sqlite-utils", query, [*utils, "-t"], 0.80),
        ("table, against litecli", query, [str(peer["litecli"]), str(database), "-t", "-e", SELECT], 0.50),
        ("json, against sqlite-utils", [*query, "--format", "json"], utils, 0.55),
        ("--help, against sqlite-utils", [str(ours), "--help"], [str(peer["sqlite-utils"]), "--help"], 1.00),
        ("completion, against sqlite-utils --help", completion, [str(peer["sqlite-utils"]), "--help"], 0.60),
        ("search, against query", [str(ours), "search", "mig29"], query, 1.10),
        ("timeline, against query", [str(ours), "timeline", "2006"], query, 1.10),
    ]
    print("| what | azmil, s | peer, s | ratio | wanted, at most |\n|---|---|---|---|---|")
    for what, one, other, wanted in rows:
        mine, its, ratio = compare(one, other, runs, surroundings)
        print(f"| {what} | {mine:.3f} | {its:.3f} | {ratio:.2f} | {wanted:.2f} |", flush=True)
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) SELECT i, 'row ' || i FROM n"
    )
    times = [seconds([str(ours), "sql", numbers], surroundings) for _ in range(5)]
    print(f"\n6,000 rows as a table: {statistics.median(times):.2f} s")


if __name__ == "__main__":
    main()
