"""Benchmark of a database with a million synthetic claims, compared with the real one.

Run ``python tests/benchmarks/million.py FOLDER`` with azmil installed. It writes FOLDER/real.db and
FOLDER/million.db and prints the time of each query on both, in one process.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import azmil
from azmil.workbench.load import load

CLAIMS = 1_000_000
LINES = 100_000
PARTIES = 10_000
SPINE = "id, kind, name, sentence, modality, standing, lead_citation, seed_file, seed_line, observed, date, earliest_start, latest_start, earliest_end, latest_end"

EVIDENCE = "record_id, lines, first_line, witnesses, wordings, is_disputed, is_in_tension, is_doubtful"


def add_claims(path: Path, claims: int = CLAIMS) -> None:
    """Add synthetic parties, equipment, holdings, transfers, measures and events to a database."""
    chance = random.Random(20061109)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    lines = max(claims // 10, 100)
    parties = max(claims // 100, 10)
    connection.execute(
        "INSERT INTO sources (id, title, kind, file_name, sha256, line_count, is_reach_inferred, reliability) "
        "SELECT 'made-up', 'Made up', kind, 'made-up.txt', sha256, ?, 0, reliability FROM sources LIMIT 1",
        (lines,),
    )
    insert_many(connection, "passages (source_id, line, fingerprint, first_same_line, verdict)", ((
        "made-up", line, f"{line:016x}", line, "cited") for line in range(1, lines + 1)))  # fmt: skip
    things = [("organization", f"party-{n}", f"Party {n}") for n in range(parties)]
    things += [("equipment", f"type-{n}", f"Type {n}") for n in range(parties)]
    insert_many(connection, f"records ({SPINE})", (
        (id_, kind, name, f"The source names {name}.", "asserted", "stands", 1, "made-up.yaml", 1, 0, *(None,) * 5)
        for kind, id_, name in things))  # fmt: skip
    insert_many(
        connection,
        "parties (id, branch, is_placeholder)",
        ((f"party-{n}", "navy" if n % 100 == 0 else None, 0) for n in range(parties)),
    )
    insert_many(connection, "organizations", ((f"party-{n}", "state") for n in range(parties)))
    insert_many(
        connection, "equipment (id, category, is_aggregate)", ((f"type-{n}", "tank", 0) for n in range(parties))
    )
    kinds = ("holding", "transfer", "measure", "event")
    made = [(f"claim-{n}", kinds[n % 4], day(chance)) for n in range(claims)]
    insert_many(connection, f"records ({SPINE})", (
        (id_, kind, None, f"Party {n % parties} has made-up matter {n} of type {n % 997}.", "asserted", "stands", 1, "made-up.yaml", 1, 0, date, date, date, date, date)
        for n, (id_, kind, date) in enumerate(made)))  # fmt: skip
    every = [*(id_ for _, id_, _ in things), *(id_ for id_, _, _ in made)]
    cited = [chance.randrange(1, lines + 1) for _ in every]
    insert_many(
        connection,
        "citations",
        ((id_, 1, "made-up", line, line, "states") for id_, line in zip(every, cited, strict=True)),
    )
    insert_many(
        connection,
        f"evidence ({EVIDENCE})",
        ((id_, f"made-up:{line}", line, 1, 1, 0, 0, 0) for id_, line in zip(every, cited, strict=True)),
    )
    insert_many(connection, "names", ((id_, id_, id_.replace("-", " "), id_.replace("-", "")) for id_ in every))
    party = [f"party-{n}" for n in range(parties)]
    for n, (id_, kind, _) in enumerate(made):
        subject, other = party[n % parties], f"type-{n * 7 % parties}"
        rows[kind].append(fields(kind, id_, subject, other, n))
    for kind, table in (
        ("holding", HOLDINGS),
        ("transfer", TRANSFERS),
        ("measure", MEASURES),
        ("event", "events (id, event_kind)"),
    ):
        insert_many(connection, table, rows[kind])
    words = (
        (id_, "holding", None, id_.replace("-", " "), f"party has made up matter {n} of type {n % 997} rare{n}")
        for n, (id_, _, _) in enumerate(made)
    )
    connection.executemany("INSERT INTO search VALUES (?, ?, ?, ?, ?)", words)
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


HOLDINGS = "holdings (id, holder_id, equipment_id, count, count_lowest, count_highest, count_qualifier, count_said)"
TRANSFERS = "transfers (id, supplier_id, recipient_id, equipment_id, count, count_lowest, count_highest, count_qualifier, count_said, means, status)"
MEASURES = (
    "measures (id, subject_id, measure_kind, value, value_lowest, value_highest, value_qualifier, value_said, unit)"
)
rows: dict[str, list[tuple[Any, ...]]] = {"holding": [], "transfer": [], "measure": [], "event": []}


def fields(kind: str, id_: str, subject: str, other: str, n: int) -> tuple[Any, ...]:
    """Return the row of a claim for the table of its kind."""
    number = (n % 90, n % 90, n % 90, "exact", str(n % 90))
    if kind == "holding":
        return (id_, subject, other, *number)
    if kind == "transfer":
        return (id_, subject, f"party-{n * 3 % 10}", other, *number, "purchase", "delivered")
    if kind == "measure":
        return (id_, subject, "personnel" if n % 10_000 == 2 else "aid", *number, "person")
    return (id_, "meeting" if n % 10_000 == 3 else "visit")


def day(chance: random.Random) -> str:
    """Return a day of the twentieth century."""
    return f"19{chance.randrange(100):02}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"


def insert_many(connection: sqlite3.Connection, into: str, values: Any) -> None:
    """Insert rows into a table; ``into`` may name its columns."""
    first = next(values := iter(values))
    marks = ", ".join("?" * len(first))
    statement = f"INSERT INTO {into} VALUES ({marks})"
    connection.execute(statement, first)
    connection.executemany(statement, values)


def queries(base: azmil.Base, *, is_real: bool) -> dict[str, Any]:
    """Return comparable queries on a real or the synthetic database, by name."""

    def report(name: str, **wanted: list[str]) -> Any:
        return lambda: base.query(name, where=wanted, limit=100)

    def query(name: str, real: dict[str, list[str]], made: dict[str, list[str]]) -> Any:
        return report(name, **(real if is_real else made))

    one_day = "2006-05-19" if is_real else "1950-06-15"
    return {
        "equipment": query("equipment", {"branch": ["navy"]}, {"holder": ["party-76"]}),
        "transfers": query("transfers", {"supplier": ["united-states"]}, {"supplier": ["party-77"]}),
        "measures": query("measures", {"subject": ["armed-forces"]}, {"subject": ["party-78"]}),
        "events": query("events", {"kind": ["exercise"]}, {"kind": ["meeting"]}),
        "facts": query("facts", {"id": ["navy-osa-ii"]}, {"id": ["claim-500000"]}),
        "people": query("people", {"rank": ["general"]}, {"rank": ["general"]}),
        "timeline of a day": lambda: base.timeline(one_day),
        "search for a rare word": lambda: base.search("altı" if is_real else "rare4711", 20),
        "show": lambda: base.sheet("azerbaijani-navy" if is_real else "party-77"),
    }


def median(query_once: Any, runs: int = 7) -> float:
    """Return the median time of a query in seconds, after a warm-up."""
    query_once()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        query_once()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Build both databases and print the table."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    real, million = folder / "real.db", folder / "million.db"
    if not million.exists():
        load(real)
        load(million)
        add_claims(million)
    timed = {path: queries(azmil.open(path), is_real=path == real) for path in (real, million)}
    print("| query | real database, ms | a million claims, ms |\n|---|---|---|")
    for name in timed[real]:
        print(
            f"| {name} | {median(timed[real][name]) * 1000:.1f} | {median(timed[million][name]) * 1000:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
