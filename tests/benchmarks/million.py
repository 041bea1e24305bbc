"""Benchmark of large databases of synthetic claims: SQLite against the built-in one, PostgreSQL against a thousand claims.

Run ``python tests/benchmarks/million.py FOLDER [CLAIMS]`` with azmil installed. It writes FOLDER/real.db and
FOLDER/million.db unless they exist, prints the time of each query on both, in one process, and then that of whole
commands, which run on both in turn.

Some queries are the same on both: they name a thing of the real database, which the other one contains too. The other
queries are about made-up parties, of which ten have three parts each and as many claims as a real one.

Run ``PYTHONPATH=tests python tests/benchmarks/million.py FOLDER [CLAIMS] --postgres`` for PostgreSQL; see ``copied.py``.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import azmil
from azmil.workbench.load import load

CLAIMS = 1_000_000
LINES = 100_000
PARTIES = 10_000
BODIES = 10  # parties with parts
OF_BODY = 15  # claims of a body, and of each of its parts
OF_BODIES = BODIES * 4 * OF_BODY  # the first claims; the others are of parties with 100 claims each
FEW = 100  # rows of the answers about rare kinds of events and measures
ONE_DAY = "1950-06-15"
OF_DAY = 10  # claims of that day
PAIRS = 15  # runs of each whole command on each database
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
    parties = (
        max((claims - OF_BODIES) // 400, 1) * 4
    )  # a multiple of the number of kinds: a party has claims of one kind
    connection.execute(
        "INSERT INTO sources (id, title, kind, file_name, sha256, split, line_count, is_reach_inferred, reliability) "
        "SELECT 'made-up', 'Made up', kind, 'made-up.txt', sha256, split, ?, 0, reliability FROM sources LIMIT 1",
        (lines,),
    )
    insert_many(connection, "passages (source_id, line, fingerprint, first_same_line, verdict, proposed)", ((
        "made-up", line, f"{line:016x}", line, "cited", 0) for line in range(1, lines + 1)))  # fmt: skip
    bodies = {f"body-{n}": [f"body-{n}-part-{part}" for part in range(3)] for n in range(BODIES)}
    several = [id_ for body, parts in bodies.items() for id_ in (body, *parts)]
    things = [("organization", f"party-{n}", f"Party {n}") for n in range(parties)]
    things += [("organization", id_, id_.replace("-", " ").capitalize()) for id_ in several]
    things += [("equipment", f"type-{n}", f"Type {n}") for n in range(parties)]
    insert_many(connection, f"records ({SPINE})", (
        (id_, kind, name, f"The source names {name}.", "asserted", "stands", 1, "made-up.yaml", 1, 0, *(None,) * 5)
        for kind, id_, name in things))  # fmt: skip
    insert_many(
        connection,
        "parties (id, branch, is_placeholder)",
        ((f"party-{n}", "navy" if n % 100 == 0 else None, 0) for n in range(parties)),
    )
    insert_many(connection, "parties (id, is_placeholder)", ((id_, 0) for id_ in several))
    insert_many(connection, "organizations", ((id_, "state") for _, id_, _ in things[: parties + len(several)]))
    insert_many(connection, "parts", ((body, part) for body, parts in bodies.items() for part in parts))
    insert_many(
        connection, "equipment (id, category, is_aggregate)", ((f"type-{n}", "tank", 0) for n in range(parties))
    )
    kinds = ("holding", "transfer", "measure", "event")
    made = [(f"claim-{n}", kinds[n % 4], ONE_DAY if n < OF_DAY else day(chance)) for n in range(claims)]
    insert_many(connection, f"records ({SPINE})", (
        (id_, kind, None, f"Party {n % parties} has made-up matter rare{n} of type {n % 997}.", "asserted", "stands", 1, "made-up.yaml", 1, 0, date, date, date, date, date)
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
    claims_of = {id_ for id_, _, _ in made}
    insert_many(
        connection,
        "names (record_id, name, folded, squeezed, is_claim)",
        ((id_, id_, id_.replace("-", " "), id_.replace("-", ""), int(id_ in claims_of)) for id_ in every),
    )
    party = [f"party-{n}" for n in range(parties)]
    rows: dict[str, list[tuple[Any, ...]]] = {kind: [] for kind in kinds}
    for n, (id_, kind, _) in enumerate(made):
        among, at = (several, n // OF_BODY) if n < OF_BODIES else (party, n)
        subject, following = among[at % len(among)], among[(at + 1) % len(among)]
        rows[kind].append(fields(kind, id_, subject, following, f"type-{n * 7 % parties}", n))
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


def fields(kind: str, id_: str, subject: str, following: str, other: str, n: int) -> tuple[Any, ...]:
    """Return the row of a claim for the table of its kind."""
    number = (n % 90, n % 90, n % 90, "exact", str(n % 90))
    if kind == "holding":
        return (id_, subject, other, *number)
    if kind == "transfer":
        recipient = following if n % 16 > 1 else f"body-0-part-{n % 3}"
        return (id_, subject, recipient, other, *number, "purchase", "delivered")
    if kind == "measure":
        return (id_, subject, "personnel" if n < 4 * FEW else "aid", *number, "person")
    return (id_, "meeting" if n < 4 * FEW else "visit")


def day(chance: random.Random) -> str:
    """Return a day of the twentieth century, except the one that queries are about."""
    found = f"19{chance.randrange(100):02}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return found if found != ONE_DAY else day(chance)


def insert_many(connection: sqlite3.Connection, into: str, values: Any) -> None:
    """Insert rows into a table; ``into`` may name its columns."""
    first = next(values := iter(values))
    marks = ", ".join("?" * len(first))
    statement = f"INSERT INTO {into} VALUES ({marks})"
    connection.execute(statement, first)
    connection.executemany(statement, values)


def queries(base: azmil.Base, *, is_real: bool) -> dict[str, Any]:
    """Return comparable queries on a real or a synthetic database, by name; a made-up party has 100 claims."""

    def report(name: str, **wanted: list[str]) -> Any:
        return lambda: base.query(name, where=wanted, limit=100)

    def query(name: str, real: dict[str, list[str]], made: dict[str, list[str]]) -> Any:
        return report(name, **(real if is_real else made))

    def either(real: str, made: str) -> str:
        return real if is_real else made

    def empty() -> None:
        found = base.query("transfers", where={"supplier": ["navy"], "recipient": ["iran"]})
        assert not len(found)
        assert found.left_out

    one_day = either("2006-05-19", ONE_DAY)
    navy, body = ["azerbaijani-navy"], [either("azerbaijani-navy", "body-3")]
    party = {"equipment": "holder", "measures": "subject"}
    return {
        "equipment": query("equipment", {"branch": ["navy"]}, {"holder": ["party-0"]}),
        "transfers": query("transfers", {"supplier": ["united-states"]}, {"supplier": ["party-1"]}),
        "measures": query("measures", {"subject": ["armed-forces"]}, {"subject": ["party-2"]}),
        "events": query("events", {"kind": ["exercise"]}, {"kind": ["meeting"]}),
        "facts": query("facts", {"id": ["navy-osa-ii"]}, {"id": ["claim-700"]}),
        "people": query("people", {"rank": ["general"]}, {"rank": ["general"]}),
        "a name": query("equipment", {"holder": ["navy"]}, {"holder": ["party 0"]}),
        "part of a name": query("equipment", {"equipment": ["mig"]}, {"equipment": ["mig"]}),
        "a timeline of a day": lambda: base.timeline(one_day),
        "the timeline of 19 May 2006": lambda: base.timeline("2006-05-19"),
        "a timeline about a thing": lambda: base.timeline(about=body),
        "the timeline about the navy": lambda: base.timeline(about=navy),
        "its undated timeline": lambda: base.timeline(about=navy, undated=True),
        "search for a rare word": lambda: base.search(either("altı", "rare471"), 20),
        "show a party": lambda: base.sheet(either("azerbaijani-navy", "party-1")),
        "show a thing": lambda: base.sheet(body[0]),
        "show the navy": lambda: base.sheet("azerbaijani-navy"),
        "facts about a thing": lambda: base.query("facts", where={"about": body}),
        "facts about the navy": lambda: base.query("facts", where={"about": navy}),
        "equipment about a thing": lambda: base.query("equipment", where={"about": body}),
        "equipment about the navy": lambda: base.query("equipment", where={"about": navy}),
        **{
            f"the sum of {name} of a party": lambda name=name, column=column: base.query(
                name, where={column: body}, by=["modality"], sum="count" if name == "equipment" else "value"
            )
            for name, column in party.items()
        },
        "facts about the navy by kind": lambda: base.query("facts", where={"about": navy}, by=["kind"]),
        "an empty answer": empty,
        "the tree of the navy": lambda: base.tree("azerbaijani-navy"),
    }


# Whole commands; braces contain a real and a made-up thing, the others are the same on both databases.
COMMANDS = (
    "timeline 2006-05-19",
    "timeline --about azerbaijani-navy",
    "timeline --about {azerbaijani-navy|body-3}",
    "show azerbaijani-navy",
    "show {azerbaijani-navy|body-3}",
    "query facts --about azerbaijani-navy",
    "query facts --about {azerbaijani-navy|body-3}",
    "query equipment --about azerbaijani-navy",
    "query equipment --about {azerbaijani-navy|body-3}",
    "query equipment --holder {azerbaijani-navy|body-3} --sum count --by modality",
    "query facts --about azerbaijani-navy --by kind",
    "query transfers --supplier navy --recipient iran",
    "tree azerbaijani-navy",
)


def time_commands(real: Path, million: Path) -> None:
    """Print the median time of each whole command on both databases, and the median of the ratios of the pairs."""
    print("\n| command | real database, ms | a million claims, ms | ratio |\n|---|---|---|---|")
    for command in COMMANDS:
        pairs = []
        for at in range(PAIRS + 1):
            pair = []
            for path, side in ((real, 1), (million, 2)):
                given = re.sub(r"\{(.+)\|(.+)\}", rf"\{side}", command).split()
                start = time.perf_counter()
                subprocess.run(
                    [sys.executable, "-m", "azmil", "--database", str(path), *given], capture_output=True, check=True
                )
                pair.append((time.perf_counter() - start) * 1000)
            if at:  # the first pair is a warm-up
                pairs.append(pair)
        sides = [statistics.median(times) for times in zip(*pairs, strict=True)]
        ratio = statistics.median(many / few for few, many in pairs)
        shown = re.sub(r"\{.+\}", "THING", command)
        print(f"| `{shown}` | {sides[0]:.0f} | {sides[1]:.0f} | {ratio:.2f} |", flush=True)


def median(query_once: Any, runs: int = 7) -> float:
    """Return the median time of a query in seconds, after a warm-up; of one run if that takes more than a second."""
    times: list[float] = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        query_once()
        times.append(time.perf_counter() - start)
        if sum(times) > runs:
            break
    return statistics.median(times[1:] or times)


def main() -> None:
    """Build both databases and print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("claims", type=int, nargs="?")
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    folder: Path = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    if given.postgres:
        import copied

        copied.main(folder, given.claims)
        return
    real, million = folder / "real.db", folder / "million.db"
    if not million.exists():
        load(real)
        load(million)
        add_claims(million, given.claims or CLAIMS)
    timed = {path: queries(azmil.open(path), is_real=path == real) for path in (real, million)}
    print("| query | real database, ms | a million claims, ms |\n|---|---|---|")
    for name in timed[real]:
        print(
            f"| {name} | {median(timed[real][name]) * 1000:.1f} | {median(timed[million][name]) * 1000:.1f} |",
            flush=True,
        )
    time_commands(real, million)


if __name__ == "__main__":
    main()
