"""Promises on a primary with two streaming replicas: readers see one load at a time, and outlive any of the servers.

    PYTHONPATH=src:tests python tests/reliability/replicas.py [--short] [TRIAL ...]

All three servers run on the loopback interface. The whole script takes about eight minutes on two cores, with ``--short`` about two.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from harness import PROGRAM, SMALL, azmil, environment, is_one_line

import azmil as package
import servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil import Base
    from servers import TestServer

READER, DATABASE = "reader", "team"
LOADS = (["load", "--alone", str(SMALL)], ["load", "--shipped"])
AT_A_TIME = 5  # questions that a reader asks before it connects again
COUNTS = """SELECT (SELECT value FROM about WHERE name = 'content') AS content, (SELECT count(*) FROM records) AS records,
(SELECT count(*) FROM search) AS search, (SELECT count(*) FROM facts_report) AS facts,
(SELECT count(*) FROM passages) AS passages"""
# The answers of each question differ between the two bases that are loaded in turn.
QUESTIONS: dict[str, Callable[[Base], Any]] = {
    "counts": lambda base: list(base.sql(COUNTS)),
    "facts": lambda base: list(base.query("facts")),
    "equipment": lambda base: list(base.query("equipment")),
    "timeline": lambda base: list(base.timeline()),
    "search": lambda base: list(base.search("boats")),
}
COMMANDS = [
    ["query", "equipment"], ["query", "facts", "--format", "json"], ["query", "conflicts", "--format", "csv"],
    ["timeline"], ["search", "boats"], ["search", "baots"], ["tree"], ["gaps"], ["conflicts"], ["coverage"], ["schema"],
    ["sql", "SELECT kind, count(*) AS rows FROM facts_report GROUP BY kind ORDER BY kind"],
    ["sql", "SELECT * FROM no_such_table"], ["sql", "DELETE FROM records"], ["sql", "SELECT pg_advisory_lock(1)"],
    ["complete", "fish", "query", "equipment", "--branch", "gro"], ["show", "no-such-record"],
]  # fmt: skip


class Answered(NamedTuple):
    """What one reader got: how often each server answered, answers of no load, errors, and the longest wait."""

    counts: Counter[str]
    mixed: list[str]
    errors: list[str]
    longest: float


@dataclass
class Result:
    """A row of the table: a promise, whether it was kept, figures, and failures."""

    promise: str
    figures: str = ""
    failures: list[str] = field(default_factory=list)

    def require(self, is_kept: object, failure: str) -> None:
        """Record a failure unless the promise was kept."""
        if not is_kept:
            self.failures.append(failure)


@dataclass
class Cluster:
    """A primary, two replicas, and the known answers of each question."""

    primary: TestServer
    replicas: list[TestServer]
    known: dict[str, set[str]] = field(default_factory=dict)

    def url(self, *members: TestServer, user: str = READER) -> str:
        """Return the address of a database on some servers."""
        hosts = ",".join(member.url(DATABASE, user).partition("@")[2].partition("/")[0] for member in members)
        return f"postgresql://{user}@{hosts}/{DATABASE}"

    @property
    def all(self) -> list[TestServer]:
        """The primary and the replicas."""
        return [self.primary, *self.replicas]


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a primary and two replicas, load both bases in turn, and stop all at the end."""
    folders = [Path(tempfile.mkdtemp(prefix="azmil-replicas-")) for _ in range(3)]
    try:
        primary = servers.open_server(folders[0], port=_free_port())
        primary.create(DATABASE)
        found = Cluster(primary, [servers.follow(primary, folder, _free_port()) for folder in folders[1:]])
        primary.create_role(READER)
        owner = primary.url(DATABASE, servers.OWNER)
        for arguments in LOADS:
            must(owner, *arguments)
            must(owner, "grant", READER)
            for name, digest in asked(found.url(primary)).items():
                found.known.setdefault(name, set()).add(digest)
        assert all(len(digests) == 2 for digests in found.known.values()), "the bases have equal answers"
        wait_for(lambda: all("up to date" in status(found.url(each)) for each in found.replicas))
        yield found
    finally:
        for folder in reversed(folders):
            servers.stop(folder)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


def wait_for(is_done: Callable[[], bool], seconds: float = 30) -> float:
    """Wait until something is done; return the seconds that it took, or raise RuntimeError."""
    start = time.monotonic()
    while not is_done():
        if time.monotonic() > start + seconds:
            raise RuntimeError("not done in time")
        time.sleep(0.05)
    return time.monotonic() - start


def run(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run azmil on a database; return its output and its exit code."""
    return azmil(*arguments, env=environment(AZMIL_DATABASE=url))


def must(url: str, *arguments: str) -> str:
    """Run azmil on a database, and return its output on stderr; raise RuntimeError if it fails."""
    ended = run(url, *arguments)
    if ended.returncode:
        raise RuntimeError(ended.stderr)
    return ended.stderr


def status(url: str) -> str:
    """Return which server answers at an address."""
    with package.open(url) as base:
        return base.connection.server


def asked(url: str) -> dict[str, str]:
    """Return the digest of the answer to each question."""
    with package.open(url) as base:
        return {name: digest_of(question(base)) for name, question in QUESTIONS.items()}


def digest_of(answer: Any) -> str:
    """Return the digest of a whole answer, which is that of one load or of none."""
    return hashlib.sha256(repr(answer).encode()).hexdigest()


def read(url: str, seconds: float, known: dict[str, set[str]], queue: Any) -> None:
    """Ask questions for some seconds, with a new connection from time to time, and put what came of it on a queue."""
    random.seed()
    counts, mixed, errors, longest = Counter[str](), [], [], 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with package.open(url) as base:
            for name in random.choices(list(QUESTIONS), k=AT_A_TIME):
                start = time.monotonic()
                try:
                    digest = digest_of(QUESTIONS[name](base))
                    longest = max(longest, time.monotonic() - start)
                    server = base.connection.server
                except package.Error as error:
                    errors.append(str(error))
                    break
                counts[server.partition(",")[0]] += 1
                if digest not in known[name]:
                    mixed.append(f"{name} at {server}")
    queue.put(Answered(counts, mixed, errors, longest))


@contextmanager
def reading(cluster: Cluster, url: str, readers: int, seconds: float) -> Iterator[Answered]:
    """Let processes read for some seconds; at the end, the value that was yielded has all that they got."""
    of_all = Answered(Counter(), [], [], 0.0)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    children = [context.Process(target=read, args=(url, seconds, cluster.known, queue)) for _ in range(readers)]
    for child in children:
        child.start()
    longest = []
    try:
        yield of_all
        for _ in children:
            counts, mixed, errors, wait = queue.get(timeout=seconds + 120)
            of_all.counts.update(counts)
            of_all.mixed.extend(mixed)
            of_all.errors.extend(errors)
            longest.append(wait)
    finally:
        for child in children:
            child.join(timeout=10)
            if child.is_alive():
                child.kill()
    of_all.counts["longest, ms"] = round(1000 * statistics.median(longest))


def load_in_turn(url: str, seconds: float) -> list[str]:
    """Load both bases, each in its half of some seconds; return the messages of loads that failed."""
    failed = []
    for at, arguments in enumerate(LOADS):
        start = time.monotonic()
        ended = run(url, *arguments)
        if ended.returncode:
            failed.append(ended.stderr)
        if at == 0:
            time.sleep(max(0.0, seconds / 2 - (time.monotonic() - start)))
    return failed


def figures_of(found: Answered, seconds: float) -> tuple[int, str]:
    """Return the number of answers, and the figures of readers as one text."""
    waits = found.counts.pop("longest, ms")
    total = found.counts.total()
    shares = " and ".join(f"{count / total:.0%}" for _, count in found.counts.most_common()) if total else "none"
    text = (
        f"{total:,} answers, {total / seconds:,.0f} per second ({shares}); {len(found.errors)} errors, "
        f"{len(found.mixed)} mixed; longest wait {waits / 1000:.1f} s (median of the readers)"
    )
    return total, text


def _read_during_loads(cluster: Cluster, members: list[TestServer], size: tuple[int, float], promise: str) -> Result:
    readers, seconds = size
    result = Result(f"{readers} readers of {promise} while two loads run: no error, no mixed answer")
    owner = cluster.primary.url(DATABASE, servers.OWNER)
    with reading(cluster, cluster.url(*members), readers, seconds) as found:
        failed = load_in_turn(owner, seconds)
    result.require(not failed, f"loads: {failed}")
    total, result.figures = figures_of(found, seconds)
    result.require(total > readers, "too few answers")
    result.require(not found.errors, f"errors: {Counter(found.errors).most_common(5)}")
    result.require(not found.mixed, f"mixed: {found.mixed[:5]}")
    return result


def ask_one_server(cluster: Cluster, size: tuple[int, float]) -> Result:
    """Read from the primary alone, for comparison."""
    return _read_during_loads(cluster, [cluster.primary], size, "the primary alone")


def ask_two_replicas(cluster: Cluster, size: tuple[int, float]) -> Result:
    """Read from two replicas, and measure afterwards how soon they follow a load."""
    result = _read_during_loads(cluster, cluster.replicas, size, "two replicas")
    wait_for(lambda: all("up to date" in status(cluster.url(each)) for each in cluster.replicas))
    must(cluster.primary.url(DATABASE, servers.OWNER), *LOADS[1])
    expected = asked(cluster.url(cluster.primary))["counts"]
    lag = wait_for(lambda: all(asked(cluster.url(each))["counts"] == expected for each in cluster.replicas))
    result.figures += f"; both follow a load within {lag:.1f} s"
    return result


def kill_a_replica(cluster: Cluster, size: tuple[int, float]) -> Result:
    """Kill one of two replicas under its readers, and start it again at the end."""
    readers, seconds = size
    result = Result("a replica killed: its readers lose the answer under way, say so, and go on at the other")
    victim = cluster.replicas[1]
    with reading(cluster, cluster.url(*cluster.replicas), readers, seconds) as found:
        time.sleep(seconds / 3)
        servers.kill(victim)
    _, result.figures = figures_of(found, seconds)
    result.require(len(found.counts) == 2, f"servers: {found.counts}")
    result.require(len(found.errors) <= readers, f"errors: {Counter(found.errors).most_common(5)}")
    result.require(all("try again" in text for text in found.errors), f"errors: {set(found.errors)}")
    result.require(not found.mixed, f"mixed: {found.mixed[:5]}")
    for _ in range(8):
        server = status(cluster.url(*cluster.replicas))
        result.require(", replica, " in server, server)
    servers.start(victim)
    wait_for(lambda: "up to date" in status(cluster.url(victim)))
    return result


def use_a_replica(cluster: Cluster, _size: tuple[int, float]) -> Result:
    """Run commands on a replica and on the primary: the same output, and refused changes."""
    result = Result("commands on a replica print what they print on the primary; those that write are refused")
    one, other = cluster.url(cluster.replicas[0]), cluster.url(cluster.primary)
    wait_for(lambda: asked(one) == asked(other))
    same = 0
    with tempfile.TemporaryDirectory() as folder:
        published = [["site", f"{folder}/site"], ["export", "tables", "--to", "csv", f"{folder}/csv"]]
        for arguments in [*COMMANDS, *published]:
            answers = []
            for url in (one, other):
                ended = run(url, *arguments)
                text = f"{ended.returncode} {ended.stdout} {ended.stderr}".replace(url, "URL")
                answers.append(text + _content(Path(folder)))
                for path in Path(folder).iterdir():
                    shutil.rmtree(path)
            same += answers[0] == answers[1]
            result.require(answers[0] == answers[1], f"{arguments}: {answers[0][-300:]} {answers[1][-300:]}")
    owner = cluster.url(cluster.replicas[0], user=servers.OWNER)
    for arguments in (LOADS[0], ["grant", "someone"], ["diff", other]):
        ended = run(owner if arguments[0] != "diff" else one, *arguments)
        is_kept = "no differences" in ended.stderr if arguments[0] == "diff" else _is_refused(ended)
        result.require(is_kept, f"{arguments}: {ended.stderr}")
    result.figures = f"{same} of {len(COMMANDS) + len(published)} the same"
    return result


def _content(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest_of([(str(path.relative_to(folder)), path.read_bytes()) for path in files])


def _is_refused(ended: subprocess.CompletedProcess[str]) -> bool:
    """Return whether a command was refused, since it found only replicas."""
    is_clear = "replica" in ended.stderr and "use an address with the primary" in ended.stderr
    return ended.returncode == 1 and is_one_line(ended.stderr) and is_clear


def cancel_a_query(cluster: Cluster, _size: tuple[int, float]) -> Result:
    """Let a replica cancel a long query of a schema that two loads have removed."""
    result = Result("a query that lasts through two loads on a replica is cancelled, and asks to try again")
    replica = cluster.replicas[0]
    replica.run("ALTER SYSTEM SET max_standby_streaming_delay = '1s'", "SELECT pg_reload_conf()")
    sql = "SELECT count(*), pg_sleep(60) FROM facts_report"
    command = [*PROGRAM, "sql", "--timeout", "120", sql]
    child = subprocess.Popen(
        command, env=environment(AZMIL_DATABASE=cluster.url(replica)), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    start = time.monotonic()
    wait_for(
        lambda: bool(replica.run(f"SELECT 1 FROM pg_stat_activity WHERE query LIKE '%FETCH%' AND usename = '{READER}'"))
    )
    for arguments in LOADS:
        must(cluster.primary.url(DATABASE, servers.OWNER), *arguments)
    _, message = child.communicate(timeout=120)
    result.require(is_one_line(message) and message.endswith("try again\n"), message)
    result.figures = f"after {time.monotonic() - start:.0f} s: {message.strip().rpartition(': ')[2]}"
    replica.run("ALTER SYSTEM RESET max_standby_streaming_delay", "SELECT pg_reload_conf()")
    return result


def pass_over_a_silent_host(cluster: Cluster, _size: tuple[int, float]) -> Result:
    """Connect to hosts of which one accepts connections and never answers."""
    result = Result("a host that never answers costs a short time, and once per process")
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        hosts = f"127.0.0.1:{silent.getsockname()[1]}"
        url = cluster.url(cluster.primary).replace("@", f"@{hosts},") + "?load_balance_hosts=disable"
        times = []
        with package.open(url) as base:
            for _ in range(2):
                start = time.monotonic()
                base.sql(COUNTS)
                times.append(time.monotonic() - start)
                base.close()
    result.require(times[0] < 8, f"the first connection took {times[0]:.1f} s")
    result.require(times[1] < 2, f"the second connection took {times[1]:.1f} s")
    result.figures = f"first connection {times[0]:.1f} s, second {times[1]:.2f} s"
    return result


def kill_the_primary(cluster: Cluster, size: tuple[int, float]) -> Result:
    """Kill the primary under readers of all three servers: loads are refused, and readers go on."""
    readers, seconds = size
    result = Result("the primary killed: what writes is refused, and readers go on")
    owner = cluster.url(*cluster.all, user=servers.OWNER)
    with reading(cluster, cluster.url(*cluster.all), readers, seconds) as found:
        time.sleep(seconds / 3)
        servers.kill(cluster.primary)
        for arguments in (LOADS[0], ["grant", READER]):
            ended = run(owner, *arguments)
            result.require(_is_refused(ended), f"{arguments}: {ended.returncode} {ended.stderr}")
    _, result.figures = figures_of(found, seconds)
    result.require(len(found.counts) == 3, f"servers: {found.counts}")
    result.require(len(found.errors) <= readers, f"errors: {Counter(found.errors).most_common(5)}")
    result.require(not found.mixed, f"mixed: {found.mixed[:5]}")
    server = status(cluster.url(*cluster.all))
    result.require("replica without a connection to its primary; last change 2" in server, server)
    servers.start(cluster.primary)
    must(owner, *LOADS[0])
    wait_for(lambda: all("up to date" in status(cluster.url(each)) for each in cluster.replicas))
    return result


def promote_a_replica(cluster: Cluster, _size: tuple[int, float]) -> Result:
    """Replace the primary by a replica; the address stays the same. The last trial, since the other does not follow."""
    result = Result("a replica promoted instead of the primary: loads work with the same address")
    owner = cluster.url(*cluster.all, user=servers.OWNER)
    first, second = cluster.replicas
    with package.open(cluster.url(first)) as base:
        assert base.connection.server.endswith("replica, up to date")
        servers.kill(cluster.primary)
        first.run("SELECT pg_promote()")
        must(owner, *LOADS[0])
        digest = digest_of(QUESTIONS["facts"](base))  # with the connection from before
        result.require(base.connection.server.endswith(", primary"), base.connection.server)
        result.require(
            digest in cluster.known["facts"] and len(base.query("facts")) < 10, "the answer is not the new one"
        )
    result.require("without a connection" in status(cluster.url(second)), status(cluster.url(second)))
    return result


TRIALS = (
    ask_one_server, ask_two_replicas, kill_a_replica, use_a_replica, cancel_a_query, pass_over_a_silent_host,
    kill_the_primary, promote_a_replica,
)  # fmt: skip


def main() -> None:
    """Run the trials, or those named, and print a table; exit with 1 after a failure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="10 readers for 6 seconds instead of 50 for a minute")
    parser.add_argument("names", nargs="*", metavar="TRIAL", help="the name of a trial, such as kill_a_replica")
    given = parser.parse_args()
    size = (10, 6.0) if given.short else (50, 60.0)
    code = 0
    print("| promise | result | figures |\n|---|---|---|")
    with cluster() as started:
        for trial in [trial for trial in TRIALS if not given.names or trial.__name__ in given.names]:
            ended = trial(started, size)
            print(f"| {ended.promise} | {'FAILED' if ended.failures else 'kept'} | {ended.figures} |", flush=True)
            for failure in ended.failures:
                print(f"  {failure}", file=sys.stderr, flush=True)
            code = code or bool(ended.failures)
    sys.exit(code)


if __name__ == "__main__":
    os.chdir("/")
    main()
