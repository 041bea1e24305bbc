"""Promise 5: no statement hangs or exhausts the machine, and Ctrl-C ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from harness import PROGRAM, Trial, environment, main, write_database

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 2.0
MOST_MEMORY = 300 * 1024  # KiB
MOST_WRITTEN = 16 * 1024 * 1024
COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
LONG = "printf('%.*c', 900000, 'a')"
WIDE, GROWING = "replace(hex(zeroblob(600)), '000', '日 ')", "printf('%.*c', {}, 'a')"
BOMBS = [
    f"{COUNT} SELECT count(*) FROM n",
    f"{COUNT} SELECT i FROM n",
    f"{COUNT} SELECT i FROM n ORDER BY i DESC",
    f"{COUNT} SELECT i, randomblob(900000) FROM n",
    f"{COUNT} SELECT {LONG} FROM n",
    f"{COUNT} SELECT {LONG} || i FROM n ORDER BY 1",
    f"{COUNT} SELECT count(DISTINCT {LONG} || i) FROM n",
    f"{COUNT} SELECT group_concat(i) FROM n",
    f"{COUNT} SELECT json_group_array(i) FROM n",
    f"{COUNT} SELECT sum(i) OVER (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM n",
    f"{COUNT} SELECT char(1) || {LONG} FROM n",
    f"{COUNT} SELECT printf('%.*c', 900000, char(27)) FROM n",
    f"{COUNT} SELECT printf('%.*c', 400000, ' a') FROM n",
    "WITH RECURSIVE n(x) AS (SELECT 'a' UNION ALL SELECT x || x FROM n) SELECT length(x) FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n UNION ALL SELECT i + 2 FROM n) SELECT count(*) FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n UNION SELECT i * 2 FROM n) SELECT count(*) FROM n",
    "SELECT count(*) FROM records AS a, records AS b, records AS c, records AS d",
    "SELECT a.id, b.id, c.id FROM records AS a, records AS b, records AS c ORDER BY random()",
    "SELECT a.sentence FROM records AS a, records AS b, records AS c, records AS d",
    "SELECT randomblob(1000000000)",
    "SELECT zeroblob(1000000000)",
    "SELECT hex(zeroblob(900000))",
    "SELECT quote(zeroblob(900000))",
    "SELECT printf('%.*c', 2000000000, 'x')",
    "SELECT printf('%2000000000d', 1)",
    "SELECT replace(printf('%.*c', 900000, 'a'), 'a', 'aa')",
    f"SELECT replace({LONG}, 'a', '{'b' * 1000}')",
    f"SELECT {LONG} LIKE '{'%a' * 400}b'",
    f"SELECT {LONG} GLOB '{'*a' * 400}b'",
    f"SELECT trim({LONG}, {LONG})",
    f"SELECT instr({LONG}, printf('%.*c', 450000, 'a') || 'b')",
    (
        "SELECT count(*) FROM json_each('[' || substr(replace(hex(zeroblob(200000)), '0', '0,'), 1, 900000) || '0]'), "
        "json_each('[1,2,3,4,5,6,7,8,9]') AS b, json_each('[1,2,3,4,5,6,7,8,9]') AS c"
    ),
    f"SELECT json('{'[' * 900}' || '{']' * 900}')",
    "SELECT json_extract(printf('%.*c', 900000, '['), '$')",
    "SELECT count(*) FROM search WHERE search MATCH 'a* OR b* OR c* OR d* OR e*' ORDER BY bm25(search)",
    "SELECT highlight(search, 3, printf('%.*c', 90000, '<'), '>') FROM search WHERE search MATCH 'a* OR b* OR c*'",
    "SELECT snippet(search, -1, printf('%.*c', 90000, '<'), '>', '', 64) FROM search WHERE search MATCH 'a* OR e*'",
    f"SELECT {'+'.join(['1'] * 20_000)}",
    f"SELECT {'(' * 5_000}1{')' * 5_000}",
    f"SELECT {' UNION SELECT '.join(map(str, range(5_000)))}",
    f"SELECT {','.join(map(str, range(5_000)))}",
    f"SELECT max({','.join(map(str, range(500)))})",
    f"SELECT 1{' ' * 200_000}",
    f"SELECT abs({'abs(' * 300}1{')' * 300})",
    # Costly only when printed.
    "SELECT replace(hex(zeroblob(450000)), '0', '\\')",
    f"{COUNT} SELECT i AS {'x' * 20_000} FROM n",
    f"SELECT {LONG} AS {'x' * 5_000}",
    f"{COUNT} SELECT CASE WHEN i = 1 THEN printf('%.*c', 99000, 'a') ELSE '' END AS a, i FROM n LIMIT 10000",
    "SELECT printf('%.*c', 99000, 'x') AS a, replace(hex(zeroblob(150000)), '0', 'b' || char(10)) AS b",
    f"{COUNT} SELECT printf('%.*c', 900000, '\"') FROM n",
    f"{COUNT} SELECT {WIDE}, {WIDE}, {WIDE}, {WIDE}, 1 AS x FROM n",
    f"{COUNT} SELECT replace(hex(zeroblob(900)), '0', char(10)) FROM n LIMIT 300",
    f"{COUNT} SELECT {', '.join(map(GROWING.format, range(1, 500)))} FROM n LIMIT 300",
    f"{COUNT} SELECT {', '.join(map(str, range(499)))} FROM n LIMIT 300",
    f"WITH x AS MATERIALIZED (SELECT {LONG} || char(128165) AS a) SELECT {', '.join('a' * 60)} FROM x",
    f"SELECT 1 {'/* ' * 33_000}",
    f"SELECT length('{';' * 90_000}')",
]


# The peak memory of a process includes that of its parent before exec, so a small process starts it and writes its peak.
_STARTER = """
import os, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
os.write(int(sys.argv[1]), str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss).encode())
sys.exit(code)
"""


def _run(command: list[str], env: dict[str, str], after: float | None = None) -> tuple[float, int, int, int, int]:
    """Run a command, with Ctrl-C after some seconds; return seconds, code, KiB of memory, bytes printed and written."""
    start = time.monotonic()
    read, write = os.pipe()
    if after is None:
        command = [sys.executable, "-S", "-c", _STARTER, str(write), *command]
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=(write,))
    os.close(write)
    assert child.stdout is not None
    if after is not None:
        time.sleep(after)
        os.kill(child.pid, signal.SIGINT)
        start = time.monotonic()
    printed = 0
    with child.stdout:
        while piece := child.stdout.read(1 << 20):
            printed += len(piece)
            if b"Traceback" in piece:
                printed = 1 << 40
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    with os.fdopen(read) as peak:
        memory = int(peak.read() or usage.ru_maxrss)
    return time.monotonic() - start, child.returncode, memory, printed, usage.ru_oublock * 512


def run_bombs(folder: Path, *, is_long: bool) -> Trial:
    """Run statements that never end or need all memory."""
    trial = Trial(f"5. bombs under --timeout {LIMIT:g}: ended within {LIMIT + 1:g} s, 300 MiB and 16 MiB written")
    target = folder / "azmil.db"
    write_database(target)
    limit = LIMIT if is_long else 0.3
    for bomb in BOMBS if is_long else BOMBS[::15]:
        for form in ("table", "json", "csv", "vertical") if is_long else ("json",):
            file = folder / "bomb.sql"
            file.write_text(bomb)
            command = [*PROGRAM, "--database", str(target), "sql", f"--file={file}"]
            command += ["--timeout", str(limit), "--format", form]
            seconds, code, memory, printed, written = _run(command, environment(TMPDIR=str(folder)))
            is_kept = (
                seconds < limit + 1
                and code in (0, 1, 2, 124)
                and memory < MOST_MEMORY
                and printed < MOST_WRITTEN
                and written < MOST_WRITTEN
            )
            trial.check(
                is_kept, f"{form} {bomb[:90]}: {seconds:.1f} s, {code}, {memory:,} KiB, {printed:,}, {written:,}"
            )
    return trial


def interrupt(folder: Path, *, is_long: bool) -> Trial:
    """Press Ctrl-C while a statement runs."""
    trial = Trial("5. Ctrl-C while a statement runs: ended within 1 s with code 130")
    target = folder / "azmil.db"
    write_database(target)
    endless = [BOMBS[at] for at in (0, 1, 16, 18)]
    endless += [bomb for bomb in BOMBS if "instr(" in bomb]  # SQLite cannot interrupt it
    for statement in endless if is_long else endless[:1] + endless[-1:]:
        command = [*PROGRAM, "--database", str(target), "sql", "--max-rows", "1000000000", statement]
        seconds, code, *_ = _run(command, environment(), after=0.7)
        trial.check(seconds < 1 and code == 130, f"{statement[:90]}: {seconds:.1f} s, {code}")
    return trial


if __name__ == "__main__":
    main(run_bombs, interrupt)
