"""Time and memory of ``azmil check`` and ``azmil load`` on made-up seeds of any size.

Run ``PYTHONPATH=tests python tests/benchmarks/loads.py FOLDER [CLAIMS]... [--csv] [--postgres]`` with azmil installed. For each number
of claims it writes seeds to FOLDER/CLAIMS, and prints the processor time, the time and the peak memory of each command.
With ``--csv``, the same seeds are also written as CSV to FOLDER/CLAIMS-csv and measured.

One claim in four is a holding, a transfer, a measure and an event, and each cites one of the lines of a source, which
has one line for every ten claims. The claims are as long as those of the built-in seeds.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

import servers

CLAIMS = (10_000, 100_000)
IN_FILE = 10_000  # items
HEDGES = ("", "about ", "over ", "up to ", "at least ")
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def write_seeds(folder: Path, claims: int, *, as_csv: bool = False) -> None:
    """Write a folder of seeds with a number of claims."""
    chance = random.Random(19180626)
    lines, parties = max(claims // 10, 100), max(claims // 100, 10)
    source = {"id": "report", "title": "Report", "kind": "official-document", "file_name": "report.txt", "sha256": "0" * 64,
              "line_count": lines, "covers_from": "1900", "covers_until": "1999", "is_reach_inferred": "no", "reliability": "c"}  # fmt: skip
    items: dict[str, list[dict[str, Any]]] = {
        "sources": [source],
        "passages": [{"source": "report", "line": n, "fingerprint": f"{n:016x}"} for n in range(1, lines + 1)],
        "organizations": [
            {"id": f"party-{n}", "name": f"Party {n}", "organization_kind": "group", "cite": n % lines + 1}
            for n in range(parties)
        ],
        "equipment": [
            {"id": f"type-{n}", "name": f"Type {n}", "category": "tank", "cite": n % lines + 1} for n in range(parties)
        ],
    }
    kinds = ("holdings", "transfers", "measures", "events")
    for n in range(claims):
        items.setdefault(kinds[n % 4], []).append(_claim(kinds[n % 4], n, parties, chance) | {"cite": n % lines + 1})
    for table, found in items.items():
        (folder / table).mkdir(parents=True)
        for at in range(0, len(found), IN_FILE):
            name = f"part-{at // IN_FILE:02}.{'csv' if as_csv else 'yaml'}"
            part = found[at : at + IN_FILE]
            (folder / table / name).write_text(_csv(part) if as_csv else _yaml(part), encoding="utf-8")


def _claim(table: str, n: int, parties: int, chance: random.Random) -> dict[str, Any]:
    """Return the fields of a claim."""
    year, month, day = chance.randrange(1900, 2000), chance.randrange(1, 13), chance.randrange(1, 29)
    date, when = f"{year}-{month:02}-{day:02}", f"on {day} {MONTHS[month - 1]} {year}"
    hedge, figure = chance.choice(HEDGES), chance.randrange(20, 20_000)
    party, other, type_ = n % parties, n * 7 % parties, n * 3 % parties
    said = f"{hedge}{figure:,}"
    if table == "holdings":
        sentence = f"Party {party} had {said} vehicles of type {type_} {when}, according to the list of its depots."
        fields = {"holder": f"party-{party}", "equipment": f"type-{type_}", "count": f"{hedge}{figure}"}
    elif table == "transfers":
        sentence = f"Party {other} sold {said} vehicles of type {type_} to party {party} and delivered them {when}."
        fields = {"supplier": f"party-{other}", "recipient": f"party-{party}", "equipment": f"type-{type_}",
                  "count": f"{hedge}{figure}", "means": "purchase", "status": "delivered"}  # fmt: skip
    elif table == "measures":
        sentence = f"The strength of party {party} {when} was {said} men, of whom an unknown number had left."
        fields = {
            "subject": f"party-{party}",
            "measure_kind": "personnel",
            "value": f"{hedge}{figure}",
            "unit": "person",
        }
    else:
        sentence = f"A delegation of party {other} visited the headquarters of party {party} {when} for talks."
        fields = {"event_kind": "visit", "note": "The purpose of the visit is inferred."}
    return {"id": f"claim-{n}", **fields, "date": date, "sentence": sentence}


def _yaml(items: list[dict[str, Any]]) -> str:
    return "\n".join(
        "".join(f"{'  ' if at else '- '}{name}: {value}\n" for at, (name, value) in enumerate(item.items()))
        for item in items
    )


def _csv(items: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(items[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(items)
    return text.getvalue()


def measure(*arguments: str) -> tuple[float, float, float]:
    """Run azmil; return its processor time in user mode and its time, in seconds, and its peak memory in MiB."""
    start = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "azmil", *arguments],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(process, 0)
    if status:
        sys.exit(f"failed: azmil {' '.join(arguments)}")
    per_mib = 1024 * 1024 if sys.platform == "darwin" else 1024
    return used.ru_utime, time.perf_counter() - start, used.ru_maxrss / per_mib


def main() -> None:
    """Write the seeds and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("claims", type=int, nargs="*", default=CLAIMS)
    parser.add_argument("--csv", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    print("| claims | seeds | command | user, s | whole, s | memory, MiB |\n|---|---|---|---|---|---|")
    for claims in given.claims:
        for ending in ("yaml", "csv") if given.csv else ("yaml",):
            folder = given.folder / (f"{claims}-csv" if ending == "csv" else str(claims))
            if not folder.exists():
                write_seeds(folder, claims, as_csv=ending == "csv")
            _print_row(claims, ending, "check", "check", "--open", str(folder))
            database = given.folder / f"{folder.name}.db"
            _print_row(claims, ending, "load", "--database", str(database), "load", str(folder))
            database.unlink()
            if given.postgres:
                with servers.server() as server:
                    _print_row(
                        claims, ending, "load, PostgreSQL", "--database", server.create("loads"), "load", str(folder)
                    )


def _print_row(claims: int, ending: str, command: str, *arguments: str) -> None:
    user, whole, memory = measure(*arguments)
    print(f"| {claims:,} | {ending.upper()} | {command} | {user:.1f} | {whole:.1f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
