"""Benchmark of ``azmil serve``: times of pages, memory, malformed requests, and many requests at once.

Run ``python tests/benchmarks/serve.py FOLDER`` with azmil and its extra "web" installed. It writes bases with 1,000, 10,000
and 100,000 synthetic claims in addition to the built-in ones to FOLDER unless they exist, and serves each.
"""

from __future__ import annotations

import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import million  # type: ignore[import-not-found, unused-ignore]

from azmil.workbench.load import load

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (1_000, 10_000, 100_000)
RUNS = 3
MALFORMED = 1_000
AT_ONCE = 100
PAGES = {
    "start": "index.html",
    "a report": "report/facts.html",
    "its last page": "report/facts.html?start={last}",
    "a report about a thing": "report/facts.html?about=body-3",
    "a filtered report": "report/equipment.html?holder=party-0&as-of=1950",
    "a sorted report": "report/equipment.html?sort=-count",
    "a report with an empty answer": "report/transfers.html?supplier=navy&recipient=iran",
    "a report by kind": "report/facts.html?by=kind",
    "JSON of 2,000 rows": "report/facts.json?limit=2000",
    "a record": "r/claim-77.html",
    "a thing": "r/azerbaijani-navy.html",
    "a party with many claims": "r/body-0-part-0.html",
    "search for a rare word": "search.html?q=rare77",
    "search for a common word": "search.html?q=matter",
    "search for a misspelt word": "search.html?q=azerbaijn",
    "timeline": "timeline.html",
    "timeline of a year": "timeline.html?period=1950",
    "conflicts": "conflicts.html",
    "order of battle": "order-of-battle.html",
    "a source": "source/made-up.html",
}


def base_of(folder: Path, claims: int) -> Path:
    """Return a base with synthetic claims, which is built if it does not exist."""
    path = folder / f"{claims}.db"
    if not path.exists():
        load(path)
        million.add_claims(path, claims)
    return path


@contextmanager
def served(path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a base; yield the address and the process."""
    command = [sys.executable, "-m", "azmil", "--database", str(path), "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().strip(), process
    process.terminate()
    _, messages = process.communicate(timeout=20)
    print(f"  ended with {process.returncode}; stderr: {messages.splitlines()[1:] or 'nothing else'}")


def status_of(address: str) -> int:
    """Return the status of an answer."""
    try:
        with urlopen(address, timeout=60) as response:
            response.read()
            return int(response.status)
    except HTTPError as error:
        return int(error.code)


def distinct(address: str, number: int) -> str:
    """Return another address of the same page, for which no answer is kept."""
    return f"{address}{'&' if '?' in address else '?'}v={number}"


def median_of(address: str) -> float:
    """Return the median time of a page in seconds, without the first."""
    times = []
    for run in range(RUNS + 1):
        start = time.perf_counter()
        assert status_of(distinct(address, run)) == 200, address
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def memory_of(process: subprocess.Popen[str]) -> str:
    """Return the greatest amount of memory that a process has used."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return f"{int(kilobytes) / 1024:.0f} MiB"


def malformed(chance: random.Random) -> bytes:
    """Return a request that is malformed: noise, or a correct one with some bytes replaced, removed or repeated."""
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(1, 3_000))
    path = "/" + "".join(chance.choice("abr/.%?=&\\'\"<>-_~\x00\xff\n") for _ in range(chance.randrange(60)))
    request = bytearray(
        chance.choice(
            (
                f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n",
                f"GET /report/facts.html?{path[1:]} HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\nHost: b\r\n\r\n",
                f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n{path}",
                f"GET / HTTP/1.1\r\nX: {'y' * chance.randrange(100_000)}\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            )
        ).encode("latin-1")
    )
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(request))
        request[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    return bytes(request)


def send_malformed(address: str) -> None:
    """Send malformed requests, and print how they were answered."""
    chance = random.Random(20061109)
    place = urlsplit(address)
    answers: dict[str, int] = {}
    for _ in range(MALFORMED):
        with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
            try:
                connection.sendall(malformed(chance))
                connection.shutdown(socket.SHUT_WR)
                answer = connection.recv(12).decode("latin-1")
            except OSError:
                answer = "closed"
        answers[answer or "closed"] = answers.get(answer or "closed", 0) + 1
    print(f"  {MALFORMED:,} malformed requests: {answers}")


def send_at_once(address: str) -> None:
    """Send many requests at the same time, and print how they were answered."""
    paths = [PAGES[name] for name in ("a report", "a thing", "search for a rare word", "timeline of a year")]
    answers: list[int] = []

    def ask(path: str) -> None:
        answers.append(status_of(address + path))

    threads = [threading.Thread(target=ask, args=(distinct(paths[n % len(paths)], n),)) for n in range(AT_ONCE)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - start
    print(f"  {AT_ONCE} at once: { ({status: answers.count(status) for status in set(answers)}) } in {took:.1f} s")


def main() -> None:
    """Print the times of pages by size of the base, and what becomes of malformed and of many requests."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    for claims in SIZES:
        print(f"{claims:,} claims")
        with served(base_of(folder, claims)) as (address, process):
            print(f"  memory at the start: {memory_of(process)}")
            for name, path in PAGES.items():
                times[name].append(median_of(address + quote(path.format(last=claims - 100), safe="/?=&-")))
            print(f"  memory after all pages: {memory_of(process)}")
            send_malformed(address)
            send_at_once(address)
            print(f"  memory at the end: {memory_of(process)}")
    print(f"\n| page | {' | '.join(f'{claims:,} claims, ms' for claims in SIZES)} |\n|---|{'---|' * len(SIZES)}")
    for name, by_size in times.items():
        print(f"| {name} | {' | '.join(f'{seconds * 1000:.0f}' for seconds in by_size)} |")


if __name__ == "__main__":
    main()
